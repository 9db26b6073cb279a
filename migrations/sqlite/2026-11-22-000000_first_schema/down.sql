DROP TABLE meta;
DROP TABLE mail_outbox;
DROP TABLE reset_tokens;
DROP TABLE sessions;
DROP TABLE messages;
DROP TABLE chats;
DROP TABLE users;
