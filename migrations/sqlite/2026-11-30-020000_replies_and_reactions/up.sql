-- A reply knows the message that it answers; what it shows of that one is read there, so that a deleted text is gone
-- everywhere.
ALTER TABLE messages ADD COLUMN reply_to BIGINT;
-- A message has two readers, and each has at most one reaction: an emoji, or NULL. So reactions are read with the message,
-- and go with its text.
ALTER TABLE messages ADD COLUMN sender_reaction TEXT;
ALTER TABLE messages ADD COLUMN receiver_reaction TEXT;
