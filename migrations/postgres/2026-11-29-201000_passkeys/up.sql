-- Passkeys (WebAuthn), in the encoding of the program: only public keys, and what their devices told of them.
CREATE TABLE passkeys (
    credential_id TEXT COLLATE "C" PRIMARY KEY,
    user_id       BIGINT NOT NULL REFERENCES users (user_id),
    name          TEXT COLLATE "C" NOT NULL,
    user_handle   TEXT COLLATE "C" NOT NULL,
    static_state  TEXT COLLATE "C" NOT NULL,
    dynamic_state TEXT COLLATE "C" NOT NULL,
    added_at      BIGINT NOT NULL,
    last_used_at  BIGINT
);
CREATE INDEX passkeys_of_user ON passkeys (user_id, added_at, credential_id);

-- Challenges that were answered, so that nobody sends an answer twice, until they expire.
CREATE TABLE answered_challenges (
    challenge  TEXT COLLATE "C" PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX answered_challenges_expiring ON answered_challenges (expires_at);
