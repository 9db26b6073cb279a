-- What users show to others, who finds them, and who may write to them.
ALTER TABLE users ADD COLUMN show_presence BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE users ADD COLUMN send_read_marks BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE users ADD COLUMN send_typing BOOLEAN NOT NULL DEFAULT TRUE;
-- Otherwise only those who know the exact username or address find the user.
ALTER TABLE users ADD COLUMN findable_by_all BOOLEAN NOT NULL DEFAULT TRUE;
-- Otherwise a chat that a stranger begins waits as a request.
ALTER TABLE users ADD COLUMN writable_by_all BOOLEAN NOT NULL DEFAULT TRUE;

CREATE TABLE blocks (
    blocker_id BIGINT NOT NULL REFERENCES users (user_id),
    blocked_id BIGINT NOT NULL REFERENCES users (user_id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id)
);
CREATE INDEX blocks_of_blocked ON blocks (blocked_id);

-- What follows from the above for a chat. A change of a user or a block changes the rows of the chats in the same
-- transaction, so that nothing but the chat's row has to be read when a message is sent.
ALTER TABLE chats ADD COLUMN user1_blocks BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE chats ADD COLUMN user2_blocks BOOLEAN NOT NULL DEFAULT FALSE;
-- Whether both users show it.
ALTER TABLE chats ADD COLUMN shows_presence BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE chats ADD COLUMN shows_read_marks BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE chats ADD COLUMN shows_typing BOOLEAN NOT NULL DEFAULT TRUE;
-- The user who has yet to accept the chat, or 0; and how many messages the other one has sent until then.
ALTER TABLE chats ADD COLUMN request_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN request_messages BIGINT NOT NULL DEFAULT 0;
CREATE INDEX chats_requests ON chats (request_to, chat_id) WHERE request_to <> 0;

-- As before, and with whether the user may be found by a part of the name.
DROP INDEX users_by_name;
CREATE INDEX users_by_name ON users (name_key, user_id, username_key, findable_by_all) WHERE deleted_at IS NULL;
