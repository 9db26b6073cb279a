DROP INDEX messages_expiring;
ALTER TABLE messages DROP COLUMN expires_at;
DROP TABLE lifetime_changes;
ALTER TABLE chats DROP COLUMN lifetime_revision;
ALTER TABLE chats DROP COLUMN lifetime_proposer;
ALTER TABLE chats DROP COLUMN proposed_lifetime;
ALTER TABLE chats DROP COLUMN lifetime;
