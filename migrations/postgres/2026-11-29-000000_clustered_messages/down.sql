SET LOCAL statement_timeout = 0;

ALTER TABLE chats DROP COLUMN user1_unread, DROP COLUMN user2_unread, DROP COLUMN written_until;

DROP INDEX messages_of_chat;
DROP INDEX messages_late;
ALTER TABLE messages ALTER COLUMN deleted_at DROP DEFAULT, ALTER COLUMN deleted_at DROP NOT NULL;
ALTER TABLE messages
    ALTER COLUMN written_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + written_at * INTERVAL '1 millisecond',
    ALTER COLUMN edited_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + edited_at * INTERVAL '1 millisecond',
    ALTER COLUMN deleted_at TYPE TIMESTAMP
        USING TIMESTAMP 'epoch' + NULLIF(deleted_at, 0) * INTERVAL '1 millisecond',
    ALTER COLUMN text_key TYPE TEXT COLLATE "C" USING COALESCE(text_key, text),
    ALTER COLUMN text_key SET NOT NULL,
    DROP COLUMN written_late;
CREATE INDEX messages_of_chat ON messages (chat_id, message_id) WHERE deleted_at IS NULL;
CREATE INDEX messages_of_sender ON messages (chat_id, sender_id, message_id) WHERE deleted_at IS NULL;

ALTER TABLE instances
    ALTER COLUMN lease_until TYPE TIMESTAMP USING TIMESTAMP 'epoch' + lease_until * INTERVAL '1 millisecond';
ALTER TABLE mail_outbox
    ALTER COLUMN created_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + created_at * INTERVAL '1 millisecond',
    ALTER COLUMN next_try_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + next_try_at * INTERVAL '1 millisecond';
ALTER TABLE reset_tokens
    ALTER COLUMN expires_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + expires_at * INTERVAL '1 millisecond',
    ALTER COLUMN used_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + used_at * INTERVAL '1 millisecond';
ALTER TABLE sessions
    ALTER COLUMN created_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + created_at * INTERVAL '1 millisecond',
    ALTER COLUMN last_seen_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + last_seen_at * INTERVAL '1 millisecond';
ALTER TABLE users
    ALTER COLUMN date_joined TYPE TIMESTAMP USING TIMESTAMP 'epoch' + date_joined * INTERVAL '1 millisecond',
    ALTER COLUMN last_seen TYPE TIMESTAMP USING TIMESTAMP 'epoch' + last_seen * INTERVAL '1 millisecond',
    ALTER COLUMN deleted_at TYPE TIMESTAMP USING TIMESTAMP 'epoch' + deleted_at * INTERVAL '1 millisecond';
