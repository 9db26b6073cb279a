DROP INDEX chats_unindexed;
ALTER TABLE chats DROP COLUMN indexed_revision;
DROP TABLE message_terms;
DELETE FROM meta WHERE name = 'search_terms_version';
