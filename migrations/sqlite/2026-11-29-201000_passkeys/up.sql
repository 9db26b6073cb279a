-- Passkeys (WebAuthn), in the encoding of the program: only public keys, and what their devices told of them.
CREATE TABLE passkeys (
    credential_id TEXT PRIMARY KEY NOT NULL,
    user_id       BIGINT NOT NULL REFERENCES users (user_id),
    name          TEXT NOT NULL,
    user_handle   TEXT NOT NULL,
    static_state  TEXT NOT NULL,
    dynamic_state TEXT NOT NULL,
    added_at      BIGINT NOT NULL,
    last_used_at  BIGINT
);
CREATE INDEX passkeys_of_user ON passkeys (user_id, added_at, credential_id);

-- Challenges that were answered, so that nobody sends an answer twice, until they expire.
CREATE TABLE answered_challenges (
    challenge  TEXT PRIMARY KEY NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX answered_challenges_expiring ON answered_challenges (expires_at);
