-- The terms of the messages that aren't deleted, by which searches find the messages of a chat that may match. The program
-- makes them, and decides what matches.
CREATE TABLE message_terms (
    chat_id    BIGINT NOT NULL,
    term       TEXT COLLATE "C" NOT NULL,
    message_id BIGINT NOT NULL,
    PRIMARY KEY (chat_id, term, message_id)
);

-- Up to which revision of a chat the terms are complete. Searches read the few messages that have changed since as they
-- are, and a server adds their terms soon, a portion at a time: so sending a message costs nothing more, and all that is
-- there already becomes part of the index while servers run.
ALTER TABLE chats ADD COLUMN indexed_revision BIGINT NOT NULL DEFAULT 0;
CREATE INDEX chats_unindexed ON chats (chat_id) WHERE indexed_revision < revision;
