-- Messages are stored in the order in which they are read, chats know their numbers of unread messages, and times are
-- milliseconds since 1970 (UTC). SQLite can't change columns, so all tables that hold times are made again, and so are
-- those that refer to them. The old ones are dropped after those that refer to them, so that foreign keys stay enforced.

-- The new tables can use the space of the old indexes.
DROP INDEX users_username_key;
DROP INDEX users_email_key;
DROP INDEX chats_pair;
DROP INDEX chats_newest_of_user1;
DROP INDEX chats_newest_of_user2;
DROP INDEX chats_of_user1;
DROP INDEX chats_of_user2;
DROP INDEX messages_client;
DROP INDEX messages_revision;
DROP INDEX messages_of_chat;
DROP INDEX messages_of_sender;
DROP INDEX sessions_user;
DROP INDEX sessions_last_seen;
DROP INDEX reset_tokens_user;
DROP INDEX reset_tokens_expiry;
DROP INDEX mail_outbox_due;
DROP INDEX online_instance;

ALTER TABLE users RENAME TO old_users;
ALTER TABLE chats RENAME TO old_chats;
ALTER TABLE messages RENAME TO old_messages;
ALTER TABLE sessions RENAME TO old_sessions;
ALTER TABLE reset_tokens RENAME TO old_reset_tokens;
ALTER TABLE mail_outbox RENAME TO old_mail_outbox;
ALTER TABLE instances RENAME TO old_instances;
ALTER TABLE online RENAME TO old_online;

-- The row of a deleted user stays for the chats of the companions, with NULL instead of all personal data.
CREATE TABLE users (
    user_id             INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    username            TEXT,
    username_key        TEXT,
    email               TEXT,
    email_key           TEXT,
    name                TEXT,
    name_key            TEXT,
    password_hash       TEXT,
    -- Grows with each change of the password, and voids tokens with a smaller number.
    credentials_version BIGINT NOT NULL DEFAULT 1,
    date_joined         BIGINT NOT NULL,
    last_seen           BIGINT,
    deleted_at          BIGINT
);
INSERT INTO users (user_id, username, username_key, email, email_key, name, name_key, password_hash,
        credentials_version, date_joined, last_seen, deleted_at)
    SELECT user_id, username, username_key, email, email_key, name, name_key, password_hash, credentials_version,
        CAST(round(unixepoch(date_joined, 'subsec') * 1000) AS BIGINT),
        CAST(round(unixepoch(last_seen, 'subsec') * 1000) AS BIGINT),
        CAST(round(unixepoch(deleted_at, 'subsec') * 1000) AS BIGINT)
    FROM old_users ORDER BY user_id;
CREATE UNIQUE INDEX users_username_key ON users (username_key);
CREATE UNIQUE INDEX users_email_key ON users (email_key);

CREATE TABLE chats (
    chat_id          INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user1_id         BIGINT NOT NULL REFERENCES users (user_id),
    user2_id         BIGINT NOT NULL REFERENCES users (user_id),
    -- Each change takes the next number first, which locks the row.
    revision         BIGINT NOT NULL DEFAULT 0,
    -- The newest message that isn't deleted; 0 if none, so that such chats come last on both databases.
    last_message_id  BIGINT NOT NULL DEFAULT 0,
    user1_read_up_to BIGINT NOT NULL DEFAULT 0,
    user2_read_up_to BIGINT NOT NULL DEFAULT 0,
    -- The companion's messages beyond the read mark that aren't deleted.
    user1_unread     BIGINT NOT NULL DEFAULT 0,
    user2_unread     BIGINT NOT NULL DEFAULT 0,
    -- The latest time of all messages so far, with deleted ones; 0 if none.
    written_until    BIGINT NOT NULL DEFAULT 0,
    -- Each pair has one representation and, by the unique index, one chat.
    CHECK (user1_id < user2_id)
);
INSERT INTO chats (chat_id, user1_id, user2_id, revision, last_message_id, user1_read_up_to, user2_read_up_to)
    SELECT chat_id, user1_id, user2_id, revision, last_message_id, user1_read_up_to, user2_read_up_to
    FROM old_chats ORDER BY chat_id;

-- A deleted message stays as a tombstone without a text, for clients that catch up and for repeated requests.
-- The table is stored in the order of its primary key: a chat's messages by id, and apart from them its tombstones.
CREATE TABLE messages (
    chat_id      BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    -- 0 unless it is deleted: a part of the key can't be NULL.
    deleted_at   BIGINT NOT NULL DEFAULT 0,
    message_id   BIGINT NOT NULL,
    sender_id    BIGINT NOT NULL REFERENCES users (user_id),
    receiver_id  BIGINT NOT NULL REFERENCES users (user_id),
    -- The chat's revision at which the message last changed.
    revision     BIGINT NOT NULL,
    written_at   BIGINT NOT NULL,
    -- Whether an earlier message of the chat has a later time. All others are in order of time as well as of id.
    written_late BOOLEAN NOT NULL DEFAULT FALSE,
    edited_at    BIGINT,
    -- The client's id of the request that sent it, and the index among the request's texts.
    client_id    TEXT,
    client_part  INTEGER NOT NULL DEFAULT 0,
    text         TEXT NOT NULL,
    -- The folded text, or NULL if it is the same.
    text_key     TEXT,
    PRIMARY KEY (chat_id, deleted_at, message_id)
) WITHOUT ROWID;
INSERT INTO messages (chat_id, deleted_at, message_id, sender_id, receiver_id, revision, written_at, edited_at, client_id,
        client_part, text, text_key)
    SELECT chat_id, COALESCE(CAST(round(unixepoch(deleted_at, 'subsec') * 1000) AS BIGINT), 0), message_id, sender_id,
        receiver_id, revision, CAST(round(unixepoch(written_at, 'subsec') * 1000) AS BIGINT),
        CAST(round(unixepoch(edited_at, 'subsec') * 1000) AS BIGINT), client_id, client_part, text, NULLIF(text_key, text)
    FROM old_messages ORDER BY chat_id, deleted_at IS NOT NULL, message_id;
UPDATE messages SET written_late = TRUE FROM (
        SELECT chat_id, deleted_at, message_id, written_at < MAX(written_at) OVER (PARTITION BY chat_id ORDER BY message_id) AS is_late
        FROM messages
    ) AS times
    WHERE is_late AND messages.chat_id = times.chat_id AND messages.deleted_at = times.deleted_at
        AND messages.message_id = times.message_id;
UPDATE chats SET written_until = counted.written_until, user1_unread = counted.user1_unread,
        user2_unread = counted.user2_unread
    FROM (
        SELECT messages.chat_id, MAX(MAX(written_at), 0) AS written_until,
            COUNT(*) FILTER (WHERE sender_id = user2_id AND message_id > user1_read_up_to AND deleted_at = 0) AS user1_unread,
            COUNT(*) FILTER (WHERE sender_id = user1_id AND message_id > user2_read_up_to AND deleted_at = 0) AS user2_unread
        FROM messages JOIN chats ON chats.chat_id = messages.chat_id GROUP BY messages.chat_id
    ) AS counted
    WHERE chats.chat_id = counted.chat_id;

CREATE UNIQUE INDEX chats_pair ON chats (user1_id, user2_id);
-- A user's chats, newest first: both sides are read up to the end of the page, and merged.
CREATE INDEX chats_newest_of_user1 ON chats (user1_id, last_message_id DESC, chat_id DESC);
CREATE INDEX chats_newest_of_user2 ON chats (user2_id, last_message_id DESC, chat_id DESC);
-- A user's chats in order of id, in the same way.
CREATE INDEX chats_of_user1 ON chats (user1_id, chat_id);
CREATE INDEX chats_of_user2 ON chats (user2_id, chat_id);
CREATE UNIQUE INDEX messages_id ON messages (message_id);
-- The changes after a revision.
CREATE UNIQUE INDEX messages_revision ON messages (chat_id, revision);
-- A repeated request finds its messages, and two at the same moment can't both insert them.
CREATE UNIQUE INDEX messages_client ON messages (chat_id, sender_id, client_id, client_part)
    WHERE client_id IS NOT NULL;
-- A list in order of time merges these few with the others.
CREATE INDEX messages_late ON messages (chat_id, written_at, message_id) WHERE written_late;

-- Ids of messages are never used again, so that an id that a client has stored never refers to something else: the next
-- one follows all messages and those whose rows are gone, of which this one row holds the greatest id. (SQLite generates no
-- ids for tables that are stored in the order of another key.)
CREATE TABLE message_sequence (
    last_removed_id BIGINT NOT NULL
);
INSERT INTO message_sequence (last_removed_id)
    SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'old_messages'), 0);
CREATE TRIGGER messages_removed AFTER DELETE ON messages
    WHEN OLD.message_id > (SELECT last_removed_id FROM message_sequence)
    BEGIN UPDATE message_sequence SET last_removed_id = OLD.message_id; END;

-- The sessions of browsers; the key is a hash of the token in the cookie.
CREATE TABLE sessions (
    session_key  TEXT PRIMARY KEY NOT NULL,
    user_id      BIGINT NOT NULL REFERENCES users (user_id),
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    user_agent   TEXT NOT NULL,
    address      TEXT NOT NULL
);
INSERT INTO sessions (session_key, user_id, created_at, last_seen_at, user_agent, address)
    SELECT session_key, user_id, CAST(round(unixepoch(created_at, 'subsec') * 1000) AS BIGINT),
        CAST(round(unixepoch(last_seen_at, 'subsec') * 1000) AS BIGINT), user_agent, address
    FROM old_sessions;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_last_seen ON sessions (last_seen_at);

-- Tokens that reset a password, each valid once; the key is a hash of the token in the mail.
CREATE TABLE reset_tokens (
    token_key  TEXT PRIMARY KEY NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES users (user_id),
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
INSERT INTO reset_tokens (token_key, user_id, expires_at, used_at)
    SELECT token_key, user_id, CAST(round(unixepoch(expires_at, 'subsec') * 1000) AS BIGINT),
        CAST(round(unixepoch(used_at, 'subsec') * 1000) AS BIGINT)
    FROM old_reset_tokens;
CREATE INDEX reset_tokens_user ON reset_tokens (user_id);
CREATE INDEX reset_tokens_expiry ON reset_tokens (expires_at);

-- Mails that wait to be sent. The address need not belong to a user. There is no secret in it: the token is generated when
-- the mail is sent.
CREATE TABLE mail_outbox (
    mail_id     INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind        TEXT NOT NULL,
    address     TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    -- When it is due; postponed while an instance sends it, so that the mail survives if that instance dies.
    next_try_at BIGINT NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
);
INSERT INTO mail_outbox (mail_id, kind, address, created_at, next_try_at, tries)
    SELECT mail_id, kind, address, CAST(round(unixepoch(created_at, 'subsec') * 1000) AS BIGINT),
        CAST(round(unixepoch(next_try_at, 'subsec') * 1000) AS BIGINT), tries
    FROM old_mail_outbox;
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at, mail_id);

-- The server instances that share this database. Each renews its lease while it runs, by the clock of the database; an
-- instance whose lease has lapsed is gone, however it ended.
CREATE TABLE instances (
    instance_id TEXT PRIMARY KEY NOT NULL,
    lease_until BIGINT NOT NULL
);
INSERT INTO instances (instance_id, lease_until)
    SELECT instance_id, CAST(round(unixepoch(lease_until, 'subsec') * 1000) AS BIGINT) FROM old_instances;

-- The users who have a socket open at an instance. A row counts as long as the lease of its instance.
CREATE TABLE online (
    user_id     INTEGER NOT NULL REFERENCES users (user_id),
    instance_id TEXT NOT NULL REFERENCES instances (instance_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, instance_id)
);
INSERT INTO online (user_id, instance_id) SELECT user_id, instance_id FROM old_online;
CREATE INDEX online_instance ON online (instance_id);

DELETE FROM sqlite_sequence WHERE name IN ('users', 'chats', 'mail_outbox');
INSERT INTO sqlite_sequence (name, seq)
    SELECT substr(name, 5), seq FROM sqlite_sequence WHERE name IN ('old_users', 'old_chats', 'old_mail_outbox');

DROP TABLE old_online;
DROP TABLE old_instances;
DROP TABLE old_mail_outbox;
DROP TABLE old_reset_tokens;
DROP TABLE old_sessions;
DROP TABLE old_messages;
DROP TABLE old_chats;
DROP TABLE old_users;
