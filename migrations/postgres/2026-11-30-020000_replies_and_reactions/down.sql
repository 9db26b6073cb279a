ALTER TABLE messages DROP COLUMN receiver_reaction;
ALTER TABLE messages DROP COLUMN sender_reaction;
ALTER TABLE messages DROP COLUMN reply_to;
