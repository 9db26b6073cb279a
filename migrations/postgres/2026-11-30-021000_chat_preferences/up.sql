-- A user's own view of a chat. There is no row until the user sets something.
CREATE TABLE chat_preferences (
    chat_id       BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    user_id       BIGINT NOT NULL REFERENCES users (user_id),
    version       BIGINT NOT NULL,
    -- 0 if it isn't pinned. The newest pin comes first.
    pinned_at     BIGINT NOT NULL,
    archived      BOOLEAN NOT NULL,
    -- 0 if it isn't muted, and the greatest integer if it is muted for ever.
    muted_until   BIGINT NOT NULL,
    marked_unread BOOLEAN NOT NULL,
    -- Messages up to this one are hidden from the user.
    cleared_up_to BIGINT NOT NULL,
    -- Whether the chat is absent from the user's list until the next message.
    hidden        BOOLEAN NOT NULL,
    PRIMARY KEY (chat_id, user_id)
);
CREATE INDEX chat_preferences_of_user ON chat_preferences (user_id, pinned_at);

-- What follows from the above for a chat, so that nothing but the chat's row has to be read for most chats and when a
-- message is sent: whether one of its users has preferences, and from when on a new message changes them, because it
-- brings the chat back into a list from which it was archived or cleared.
ALTER TABLE chats ADD COLUMN has_preferences BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE chats ADD COLUMN wakes_from BIGINT NOT NULL DEFAULT 9223372036854775807;
