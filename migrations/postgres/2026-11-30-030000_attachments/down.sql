ALTER TABLE messages DROP COLUMN attachment_count;
DROP TABLE attachments;
DROP FUNCTION note_removed_attachment();
DROP TABLE file_deletions;
