-- Chats know their numbers of unread messages, and times are milliseconds since 1970 (UTC). SQLite stores messages in the
-- order in which they are read; here an index has that order.

-- The tables may be large.
SET LOCAL statement_timeout = 0;

ALTER TABLE users
    ALTER COLUMN date_joined TYPE BIGINT USING EXTRACT(EPOCH FROM date_joined) * 1000,
    ALTER COLUMN last_seen TYPE BIGINT USING EXTRACT(EPOCH FROM last_seen) * 1000,
    ALTER COLUMN deleted_at TYPE BIGINT USING EXTRACT(EPOCH FROM deleted_at) * 1000;
ALTER TABLE sessions
    ALTER COLUMN created_at TYPE BIGINT USING EXTRACT(EPOCH FROM created_at) * 1000,
    ALTER COLUMN last_seen_at TYPE BIGINT USING EXTRACT(EPOCH FROM last_seen_at) * 1000;
ALTER TABLE reset_tokens
    ALTER COLUMN expires_at TYPE BIGINT USING EXTRACT(EPOCH FROM expires_at) * 1000,
    ALTER COLUMN used_at TYPE BIGINT USING EXTRACT(EPOCH FROM used_at) * 1000;
ALTER TABLE mail_outbox
    ALTER COLUMN created_at TYPE BIGINT USING EXTRACT(EPOCH FROM created_at) * 1000,
    ALTER COLUMN next_try_at TYPE BIGINT USING EXTRACT(EPOCH FROM next_try_at) * 1000;
ALTER TABLE instances
    ALTER COLUMN lease_until TYPE BIGINT USING EXTRACT(EPOCH FROM lease_until) * 1000;

DROP INDEX messages_of_chat;
DROP INDEX messages_of_sender;
ALTER TABLE messages
    ALTER COLUMN written_at TYPE BIGINT USING EXTRACT(EPOCH FROM written_at) * 1000,
    ALTER COLUMN edited_at TYPE BIGINT USING EXTRACT(EPOCH FROM edited_at) * 1000,
    -- 0 unless the message is deleted.
    ALTER COLUMN deleted_at TYPE BIGINT USING COALESCE(EXTRACT(EPOCH FROM deleted_at) * 1000, 0),
    ALTER COLUMN deleted_at SET DEFAULT 0,
    ALTER COLUMN deleted_at SET NOT NULL,
    -- NULL if it is the same as the text.
    ALTER COLUMN text_key TYPE TEXT COLLATE "C" USING NULLIF(text_key, text),
    ALTER COLUMN text_key DROP NOT NULL,
    -- Whether an earlier message of the chat has a later time. All others are in order of time as well as of id.
    ADD COLUMN written_late BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE messages SET written_late = TRUE FROM (
        SELECT message_id, written_at < MAX(written_at) OVER (PARTITION BY chat_id ORDER BY message_id) AS is_late
        FROM messages
    ) AS times
    WHERE is_late AND messages.message_id = times.message_id;
-- A chat's messages in order, and apart from them its tombstones.
CREATE INDEX messages_of_chat ON messages (chat_id, deleted_at, message_id);
-- A list in order of time merges these few with the others.
CREATE INDEX messages_late ON messages (chat_id, written_at, message_id) WHERE written_late;

ALTER TABLE chats
    -- The companion's messages beyond the read mark that aren't deleted.
    ADD COLUMN user1_unread BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN user2_unread BIGINT NOT NULL DEFAULT 0,
    -- The latest time of all messages so far, with deleted ones; 0 if none.
    ADD COLUMN written_until BIGINT NOT NULL DEFAULT 0;
UPDATE chats SET written_until = counted.written_until, user1_unread = counted.user1_unread,
        user2_unread = counted.user2_unread
    FROM (
        SELECT messages.chat_id, GREATEST(MAX(written_at), 0) AS written_until,
            COUNT(*) FILTER (WHERE sender_id = user2_id AND message_id > user1_read_up_to AND deleted_at = 0) AS user1_unread,
            COUNT(*) FILTER (WHERE sender_id = user1_id AND message_id > user2_read_up_to AND deleted_at = 0) AS user2_unread
        FROM messages JOIN chats ON chats.chat_id = messages.chat_id GROUP BY messages.chat_id
    ) AS counted
    WHERE chats.chat_id = counted.chat_id;
