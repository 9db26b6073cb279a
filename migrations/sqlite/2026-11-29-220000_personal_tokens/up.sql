-- Tokens with which programs act for a user; the key is a hash of the token, which is shown once.
CREATE TABLE personal_tokens (
    token_id     INTEGER PRIMARY KEY AUTOINCREMENT,
    token_key    TEXT NOT NULL,
    user_id      BIGINT NOT NULL REFERENCES users (user_id),
    name         TEXT NOT NULL,
    -- What it is good for: read, or write.
    scope        TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    -- To within a few minutes, so that few requests write.
    last_used_at BIGINT,
    -- Empty if it has no end.
    expires_at   BIGINT
);
CREATE UNIQUE INDEX personal_tokens_key ON personal_tokens (token_key);
CREATE INDEX personal_tokens_of_user ON personal_tokens (user_id, token_id);
CREATE INDEX personal_tokens_expiring ON personal_tokens (expires_at) WHERE expires_at IS NOT NULL;
