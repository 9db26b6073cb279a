-- How long new messages of a chat live, in seconds, and the lifetime that one of its users has proposed; 0 if there is none.
-- A send reads the chat's row anyway.
ALTER TABLE chats ADD COLUMN lifetime BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN proposed_lifetime BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN lifetime_proposer BIGINT NOT NULL DEFAULT 0;
-- The revision of the last row below, so that nothing is looked up there for most chats.
ALTER TABLE chats ADD COLUMN lifetime_revision BIGINT NOT NULL DEFAULT 0;

-- The changes of these, which a chat's timeline shows. Each has a revision of its own, as a message has.
CREATE TABLE lifetime_changes (
    chat_id           BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    revision          BIGINT NOT NULL,
    user_id           BIGINT NOT NULL REFERENCES users (user_id),
    action            TEXT COLLATE "C" NOT NULL,
    lifetime          BIGINT NOT NULL,
    proposed_lifetime BIGINT NOT NULL,
    lifetime_proposer BIGINT NOT NULL,
    changed_at        BIGINT NOT NULL,
    -- The newest message at that time, deleted or not; 0 if there was none.
    behind            BIGINT NOT NULL,
    PRIMARY KEY (chat_id, revision)
);

-- When the message disappears: fixed when it is sent. The index holds only messages that will, and those that have are
-- tombstones.
ALTER TABLE messages ADD COLUMN expires_at BIGINT;
CREATE INDEX messages_expiring ON messages (expires_at) WHERE expires_at IS NOT NULL AND deleted_at = 0;
