-- Files that messages carry. The bytes are elsewhere, under `storage_key`; an attachment that was forwarded shares them.
CREATE TABLE attachments (
    attachment_id  TEXT PRIMARY KEY NOT NULL,
    -- Whose storage it takes: the user who has uploaded or forwarded it.
    uploader_id    BIGINT NOT NULL REFERENCES users (user_id),
    -- NULL until a message carries it.
    chat_id        BIGINT REFERENCES chats (chat_id) ON DELETE CASCADE,
    message_id     BIGINT,
    -- Its place among the attachments of the message, from 0 on.
    position       INTEGER NOT NULL DEFAULT 0,
    -- The attachment that was named when it was forwarded, by which a repeated request is recognized.
    forwarded_from TEXT,
    kind           TEXT NOT NULL,
    name           TEXT NOT NULL,
    media_type     TEXT NOT NULL,
    size           BIGINT NOT NULL,
    width          INTEGER,
    height         INTEGER,
    duration_ms    BIGINT,
    placeholder    TEXT,
    waveform       TEXT,
    storage_key    TEXT NOT NULL,
    has_thumbnail  BOOLEAN NOT NULL,
    uploaded_at    BIGINT NOT NULL,
    -- When it goes if no message carries it; NULL once one does.
    expires_at     BIGINT
) WITHOUT ROWID;
CREATE UNIQUE INDEX attachments_of_message ON attachments (message_id, position);
CREATE INDEX attachments_of_chat ON attachments (chat_id);
CREATE INDEX attachments_of_uploader ON attachments (uploader_id, storage_key, size);
CREATE INDEX attachments_storage_key ON attachments (storage_key);
CREATE INDEX attachments_expiry ON attachments (expires_at) WHERE expires_at IS NOT NULL;

-- The storage keys of attachments that are gone, whatever has removed them. The bytes go with the last attachment that
-- refers to them; whether one is left is decided when the key is taken from here.
CREATE TABLE file_deletions (
    deletion_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    storage_key TEXT NOT NULL
);
CREATE INDEX file_deletions_storage_key ON file_deletions (storage_key);
CREATE TRIGGER attachments_removed AFTER DELETE ON attachments
BEGIN
    INSERT INTO file_deletions (storage_key) VALUES (OLD.storage_key);
END;

-- How many attachments a message has, so that nothing more is read for pages of messages without any.
ALTER TABLE messages ADD COLUMN attachment_count INTEGER NOT NULL DEFAULT 0;
