-- Names a session to its user, so that it can be ended. It tells nothing about the cookie.
ALTER TABLE sessions ADD COLUMN session_id TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE sessions SET session_id = replace(gen_random_uuid()::text, '-', '');
CREATE UNIQUE INDEX sessions_id ON sessions (session_id);

-- A user's sessions, the last used first.
DROP INDEX sessions_user;
CREATE INDEX sessions_of_user ON sessions (user_id, last_seen_at DESC, session_key);
