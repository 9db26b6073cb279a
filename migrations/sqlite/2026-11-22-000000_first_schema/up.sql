-- Ids are never used again (AUTOINCREMENT), so that an id that a client has stored never refers to
-- something else.
-- Times are UTC, cut to milliseconds by the program. Columns named *_key hold the folded form of a text. The program
-- computes it, so that SQLite and PostgreSQL find the same rows.

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
    date_joined         TIMESTAMP NOT NULL,
    last_seen           TIMESTAMP,
    deleted_at          TIMESTAMP
);
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
    -- Each pair has one representation and, by the unique index, one chat.
    CHECK (user1_id < user2_id)
);
CREATE UNIQUE INDEX chats_pair ON chats (user1_id, user2_id);
-- A user's chats, newest first: both sides are read up to the end of the page, and merged.
CREATE INDEX chats_newest_of_user1 ON chats (user1_id, last_message_id DESC, chat_id DESC);
CREATE INDEX chats_newest_of_user2 ON chats (user2_id, last_message_id DESC, chat_id DESC);
-- A user's chats in order of id, in the same way.
CREATE INDEX chats_of_user1 ON chats (user1_id, chat_id);
CREATE INDEX chats_of_user2 ON chats (user2_id, chat_id);

-- A deleted message stays as a tombstone without a text, for clients that catch up and for repeated requests.
CREATE TABLE messages (
    message_id  INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    chat_id     BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    sender_id   BIGINT NOT NULL REFERENCES users (user_id),
    receiver_id BIGINT NOT NULL REFERENCES users (user_id),
    text        TEXT NOT NULL,
    text_key    TEXT NOT NULL,
    written_at  TIMESTAMP NOT NULL,
    edited_at   TIMESTAMP,
    deleted_at  TIMESTAMP,
    -- The chat's revision at which the message last changed.
    revision    BIGINT NOT NULL,
    -- The client's id of the request that sent it, and the index among the request's texts.
    client_id   TEXT,
    client_part INTEGER NOT NULL DEFAULT 0
);
-- A repeated request finds its messages, and two at the same moment can't both insert them. Messages without a client id
-- are left out, so that unread messages aren't counted along this index, which isn't ordered by message.
CREATE UNIQUE INDEX messages_client ON messages (chat_id, sender_id, client_id, client_part)
    WHERE client_id IS NOT NULL;
-- The changes after a revision.
CREATE UNIQUE INDEX messages_revision ON messages (chat_id, revision);
-- A chat's messages in order.
CREATE INDEX messages_of_chat ON messages (chat_id, message_id) WHERE deleted_at IS NULL;
-- Unread messages are counted from the read mark on.
CREATE INDEX messages_of_sender ON messages (chat_id, sender_id, message_id) WHERE deleted_at IS NULL;

-- The sessions of browsers; the key is a hash of the token in the cookie.
CREATE TABLE sessions (
    session_key  TEXT PRIMARY KEY NOT NULL,
    user_id      BIGINT NOT NULL REFERENCES users (user_id),
    created_at   TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    user_agent   TEXT NOT NULL,
    address      TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_last_seen ON sessions (last_seen_at);

-- Tokens that reset a password, each valid once; the key is a hash of the token in the mail.
CREATE TABLE reset_tokens (
    token_key  TEXT PRIMARY KEY NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES users (user_id),
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP
);
CREATE INDEX reset_tokens_user ON reset_tokens (user_id);
CREATE INDEX reset_tokens_expiry ON reset_tokens (expires_at);

-- Mails that wait to be sent. The address need not belong to a user. There is no secret in it: the token is generated when
-- the mail is sent.
CREATE TABLE mail_outbox (
    mail_id     INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind        TEXT NOT NULL,
    address     TEXT NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    -- When it is due; postponed while an instance sends it, so that the mail survives if that instance dies.
    next_try_at TIMESTAMP NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at, mail_id);

-- Facts about this database, such as the epoch: the id of its history.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
INSERT INTO meta (name, value) VALUES ('epoch', lower(hex(randomblob(16))));
