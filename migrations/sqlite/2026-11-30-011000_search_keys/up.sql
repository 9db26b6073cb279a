-- Names as searches for people compare them: without case and accents. The program computes them, and notes here by which version
-- of its rules. Until then, most of them are the folded names.
ALTER TABLE users ADD COLUMN name_search TEXT;
UPDATE users SET name_search = name_key;
-- For texts with which many names begin, and for those of which many people have each part: people in order of name.
CREATE INDEX users_by_search ON users (name_search, user_id, username_key) WHERE deleted_at IS NULL;
