-- Links that confirm an address of a user, each valid once; the key is a hash of the token in the mail.
CREATE TABLE email_confirmations (
    token_key           TEXT PRIMARY KEY NOT NULL,
    user_id             BIGINT NOT NULL REFERENCES users (user_id),
    email               TEXT NOT NULL,
    -- That of the user when the address was asked for: a new password voids the link.
    credentials_version BIGINT NOT NULL,
    expires_at          BIGINT NOT NULL,
    used_at             BIGINT
);
CREATE INDEX email_confirmations_of_user ON email_confirmations (user_id);
CREATE INDEX email_confirmations_expiring ON email_confirmations (expires_at);
