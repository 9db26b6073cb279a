-- When an administrator suspended the account; NULL if it can be used.
ALTER TABLE users ADD COLUMN suspended_at BIGINT;
CREATE INDEX users_administrators ON users (user_id) WHERE is_administrator;

-- What administrators and the operator have done. Rows name users by their ids only: once somebody is deleted, nothing of
-- that person is left in them.
CREATE TABLE audit (
    audit_id   INTEGER PRIMARY KEY AUTOINCREMENT,
    done_at    BIGINT NOT NULL,
    -- The administrator, or NULL for the command line.
    actor_id   BIGINT REFERENCES users (user_id),
    action     TEXT NOT NULL,
    -- The user concerned.
    subject_id BIGINT NOT NULL REFERENCES users (user_id)
);
