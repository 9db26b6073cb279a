-- Ids are never used again (AUTOINCREMENT), so that an id that a client remembers can't come to mean another thing.
-- Times are UTC, cut to milliseconds by the program. Columns named *_key hold the folded form of a text, which the
-- program writes, so that SQLite and PostgreSQL find the same.

-- A deleted user's row stays, so that the companions' chats keep their shape; all that was personal is NULL in it.
CREATE TABLE users (
    user_id             INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    username            TEXT,
    username_key        TEXT,
    email               TEXT,
    email_key           TEXT,
    name                TEXT,
    name_key            TEXT,
    password_hash       TEXT,
    -- Grows with each change of the password: tokens that carry an older one are void.
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
    -- Each change takes the next number; taking it comes first in every change, and locks the row.
    revision         BIGINT NOT NULL DEFAULT 0,
    -- The newest message that isn't deleted; 0 for none, so that such chats stand last on both databases.
    last_message_id  BIGINT NOT NULL DEFAULT 0,
    user1_read_up_to BIGINT NOT NULL DEFAULT 0,
    user2_read_up_to BIGINT NOT NULL DEFAULT 0,
    -- One spelling of a pair, and with the unique index one chat.
    CHECK (user1_id < user2_id)
);
CREATE UNIQUE INDEX chats_pair ON chats (user1_id, user2_id);
-- A user's chats, newest first: read from both sides up to the page's end, and merged.
CREATE INDEX chats_newest_of_user1 ON chats (user1_id, last_message_id DESC, chat_id DESC);
CREATE INDEX chats_newest_of_user2 ON chats (user2_id, last_message_id DESC, chat_id DESC);
-- A user's chats in order of id, likewise.
CREATE INDEX chats_of_user1 ON chats (user1_id, chat_id);
CREATE INDEX chats_of_user2 ON chats (user2_id, chat_id);

-- A deleted message stays as a tombstone without its text, for clients that catch up and for repeated requests.
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
    -- What its sender's client called the request, and which of the request's texts this is.
    client_id   TEXT,
    client_part INTEGER NOT NULL DEFAULT 0
);
-- A request that is sent again finds what it made; two at the same moment can't both make it. Without the nameless
-- ones, so that unread messages aren't counted along this index, which doesn't know where a read mark stands.
CREATE UNIQUE INDEX messages_client ON messages (chat_id, sender_id, client_id, client_part)
    WHERE client_id IS NOT NULL;
-- What has changed since a revision.
CREATE UNIQUE INDEX messages_revision ON messages (chat_id, revision);
-- A chat's messages in order.
CREATE INDEX messages_of_chat ON messages (chat_id, message_id) WHERE deleted_at IS NULL;
-- Unread messages are counted from the read mark on.
CREATE INDEX messages_of_sender ON messages (chat_id, sender_id, message_id) WHERE deleted_at IS NULL;

-- Signed-in browsers; the key is a hash of what the cookie holds.
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

-- Links that set a new password, each once; the key is a hash of what the mail holds.
CREATE TABLE reset_tokens (
    token_key  TEXT PRIMARY KEY NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES users (user_id),
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP
);
CREATE INDEX reset_tokens_user ON reset_tokens (user_id);
CREATE INDEX reset_tokens_expiry ON reset_tokens (expires_at);

-- Mails to be sent. It holds an address whether or not it is known here, and no secret: the token is drawn when the
-- mail is sent.
CREATE TABLE mail_outbox (
    mail_id     INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind        TEXT NOT NULL,
    address     TEXT NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    -- When it is due; put off while somebody sends it, so that a mail is not lost with its sender.
    next_try_at TIMESTAMP NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at, mail_id);

-- Facts about this database, such as the epoch: the name of its history.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
INSERT INTO meta (name, value) VALUES ('epoch', lower(hex(randomblob(16))));
