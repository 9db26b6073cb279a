DROP INDEX sessions_of_user;
CREATE INDEX sessions_user ON sessions (user_id);
DROP INDEX sessions_id;
ALTER TABLE sessions DROP COLUMN session_id;
