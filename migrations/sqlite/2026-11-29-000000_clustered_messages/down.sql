-- The first schema again: texts for times, and AUTOINCREMENT for messages.

DROP TRIGGER messages_removed;
DROP INDEX users_username_key;
DROP INDEX users_email_key;
DROP INDEX chats_pair;
DROP INDEX chats_newest_of_user1;
DROP INDEX chats_newest_of_user2;
DROP INDEX chats_of_user1;
DROP INDEX chats_of_user2;
DROP INDEX messages_client;
DROP INDEX messages_revision;
DROP INDEX sessions_user;
DROP INDEX sessions_last_seen;
DROP INDEX reset_tokens_user;
DROP INDEX reset_tokens_expiry;
DROP INDEX mail_outbox_due;
DROP INDEX online_instance;
DROP INDEX messages_id;
DROP INDEX messages_late;

ALTER TABLE users RENAME TO new_users;
ALTER TABLE chats RENAME TO new_chats;
ALTER TABLE messages RENAME TO new_messages;
ALTER TABLE sessions RENAME TO new_sessions;
ALTER TABLE reset_tokens RENAME TO new_reset_tokens;
ALTER TABLE mail_outbox RENAME TO new_mail_outbox;
ALTER TABLE instances RENAME TO new_instances;
ALTER TABLE online RENAME TO new_online;

CREATE TABLE users (
    user_id             INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    username            TEXT,
    username_key        TEXT,
    email               TEXT,
    email_key           TEXT,
    name                TEXT,
    name_key            TEXT,
    password_hash       TEXT,
    credentials_version BIGINT NOT NULL DEFAULT 1,
    date_joined         TIMESTAMP NOT NULL,
    last_seen           TIMESTAMP,
    deleted_at          TIMESTAMP
);
INSERT INTO users (
        user_id, username, username_key, email, email_key, name, name_key, password_hash, credentials_version,
        date_joined, last_seen, deleted_at
    )
    SELECT
        user_id, username, username_key, email, email_key, name, name_key, password_hash, credentials_version,
        strftime('%Y-%m-%d %H:%M:%f', date_joined / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', last_seen / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', deleted_at / 1000.0, 'unixepoch')
    FROM new_users;

CREATE TABLE chats (
    chat_id          INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user1_id         BIGINT NOT NULL REFERENCES users (user_id),
    user2_id         BIGINT NOT NULL REFERENCES users (user_id),
    revision         BIGINT NOT NULL DEFAULT 0,
    last_message_id  BIGINT NOT NULL DEFAULT 0,
    user1_read_up_to BIGINT NOT NULL DEFAULT 0,
    user2_read_up_to BIGINT NOT NULL DEFAULT 0,
    CHECK (user1_id < user2_id)
);
INSERT INTO chats (
        chat_id, user1_id, user2_id, revision, last_message_id, user1_read_up_to, user2_read_up_to
    )
    SELECT
        chat_id, user1_id, user2_id, revision, last_message_id, user1_read_up_to, user2_read_up_to
    FROM new_chats;

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
    revision    BIGINT NOT NULL,
    client_id   TEXT,
    client_part INTEGER NOT NULL DEFAULT 0
);
INSERT INTO messages (
        message_id, chat_id, sender_id, receiver_id, text, text_key, written_at, edited_at, deleted_at, revision,
        client_id, client_part
    )
    SELECT
        message_id, chat_id, sender_id, receiver_id, text, COALESCE(text_key, text),
        strftime('%Y-%m-%d %H:%M:%f', written_at / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', edited_at / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', NULLIF(deleted_at, 0) / 1000.0, 'unixepoch'), revision, client_id, client_part
    FROM new_messages;

CREATE TABLE sessions (
    session_key  TEXT PRIMARY KEY NOT NULL,
    user_id      BIGINT NOT NULL REFERENCES users (user_id),
    created_at   TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    user_agent   TEXT NOT NULL,
    address      TEXT NOT NULL
);
INSERT INTO sessions (
        session_key, user_id, created_at, last_seen_at, user_agent, address
    )
    SELECT
        session_key, user_id, strftime('%Y-%m-%d %H:%M:%f', created_at / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', last_seen_at / 1000.0, 'unixepoch'), user_agent, address
    FROM new_sessions;

CREATE TABLE reset_tokens (
    token_key  TEXT PRIMARY KEY NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES users (user_id),
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP
);
INSERT INTO reset_tokens (
        token_key, user_id, expires_at, used_at
    )
    SELECT
        token_key, user_id, strftime('%Y-%m-%d %H:%M:%f', expires_at / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', used_at / 1000.0, 'unixepoch')
    FROM new_reset_tokens;

CREATE TABLE mail_outbox (
    mail_id     INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind        TEXT NOT NULL,
    address     TEXT NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
);
INSERT INTO mail_outbox (
        mail_id, kind, address, created_at, next_try_at, tries
    )
    SELECT
        mail_id, kind, address, strftime('%Y-%m-%d %H:%M:%f', created_at / 1000.0, 'unixepoch'),
        strftime('%Y-%m-%d %H:%M:%f', next_try_at / 1000.0, 'unixepoch'), tries
    FROM new_mail_outbox;

CREATE TABLE instances (
    instance_id TEXT PRIMARY KEY NOT NULL,
    lease_until TIMESTAMP NOT NULL
);
INSERT INTO instances (
        instance_id, lease_until
    )
    SELECT
        instance_id, strftime('%Y-%m-%d %H:%M:%f', lease_until / 1000.0, 'unixepoch')
    FROM new_instances;

CREATE TABLE online (
    user_id     INTEGER NOT NULL REFERENCES users (user_id),
    instance_id TEXT NOT NULL REFERENCES instances (instance_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, instance_id)
);
INSERT INTO online (
        user_id, instance_id
    )
    SELECT
        user_id, instance_id
    FROM new_online;

CREATE UNIQUE INDEX users_username_key ON users (username_key);
CREATE UNIQUE INDEX users_email_key ON users (email_key);
CREATE UNIQUE INDEX chats_pair ON chats (user1_id, user2_id);
CREATE INDEX chats_newest_of_user1 ON chats (user1_id, last_message_id DESC, chat_id DESC);
CREATE INDEX chats_newest_of_user2 ON chats (user2_id, last_message_id DESC, chat_id DESC);
CREATE INDEX chats_of_user1 ON chats (user1_id, chat_id);
CREATE INDEX chats_of_user2 ON chats (user2_id, chat_id);
CREATE UNIQUE INDEX messages_client ON messages (chat_id, sender_id, client_id, client_part)
    WHERE client_id IS NOT NULL;
CREATE UNIQUE INDEX messages_revision ON messages (chat_id, revision);
CREATE INDEX messages_of_chat ON messages (chat_id, message_id) WHERE deleted_at IS NULL;
CREATE INDEX messages_of_sender ON messages (chat_id, sender_id, message_id) WHERE deleted_at IS NULL;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_last_seen ON sessions (last_seen_at);
CREATE INDEX reset_tokens_user ON reset_tokens (user_id);
CREATE INDEX reset_tokens_expiry ON reset_tokens (expires_at);
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at, mail_id);
CREATE INDEX online_instance ON online (instance_id);

DELETE FROM sqlite_sequence WHERE name IN ('users', 'chats', 'messages', 'mail_outbox');
INSERT INTO sqlite_sequence (name, seq)
    SELECT substr(name, 5), seq FROM sqlite_sequence WHERE name IN ('new_users', 'new_chats', 'new_mail_outbox');
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'messages', MAX(last_removed_id, COALESCE((SELECT MAX(message_id) FROM messages), 0)) FROM message_sequence;
DROP TABLE message_sequence;

DROP TABLE new_online;
DROP TABLE new_instances;
DROP TABLE new_mail_outbox;
DROP TABLE new_reset_tokens;
DROP TABLE new_sessions;
DROP TABLE new_messages;
DROP TABLE new_chats;
DROP TABLE new_users;
