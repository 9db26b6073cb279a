-- Whether a password alone isn't enough: kept with the user, so that no request needs another query to find out.
ALTER TABLE users ADD COLUMN has_second_factor BOOLEAN NOT NULL DEFAULT FALSE;

-- Authenticator apps (TOTP). The secret is encrypted with a key derived from SECRET_KEY.
CREATE TABLE authenticators (
    user_id       BIGINT PRIMARY KEY REFERENCES users (user_id),
    sealed_secret TEXT COLLATE "C" NOT NULL,
    added_at      BIGINT NOT NULL,
    -- The last step of 30 seconds whose code was used: codes of it and of earlier ones are no longer good.
    last_step     BIGINT NOT NULL,
    -- How many wrong codes came since the last right one, and when the last of them did.
    wrong_codes   BIGINT NOT NULL DEFAULT 0,
    wrong_code_at BIGINT
);

-- Recovery codes that weren't used yet; the key is a hash of the user's id and the code.
CREATE TABLE recovery_codes (
    code_key TEXT COLLATE "C" PRIMARY KEY,
    user_id  BIGINT NOT NULL REFERENCES users (user_id)
);
CREATE INDEX recovery_codes_of_user ON recovery_codes (user_id);

-- Logins whose password was right, and which wait for the second factor; the key is a hash of the token in the cookie.
CREATE TABLE login_attempts (
    attempt_key         TEXT COLLATE "C" PRIMARY KEY,
    user_id             BIGINT NOT NULL REFERENCES users (user_id),
    -- The version of the credentials that the password belongs to.
    credentials_version BIGINT NOT NULL,
    wrong_codes         BIGINT NOT NULL DEFAULT 0,
    expires_at          BIGINT NOT NULL
);
CREATE INDEX login_attempts_of_user ON login_attempts (user_id);
CREATE INDEX login_attempts_expiring ON login_attempts (expires_at);
