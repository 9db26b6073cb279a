ALTER TABLE chats DROP COLUMN wakes_from;
ALTER TABLE chats DROP COLUMN has_preferences;
DROP TABLE chat_preferences;
