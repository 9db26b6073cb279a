-- Administrators manage accounts; they can't read chats.
ALTER TABLE users ADD COLUMN is_administrator BOOLEAN NOT NULL DEFAULT FALSE;

-- Invitations to register; the key is a hash of the token in the link.
CREATE TABLE invitations (
    invitation_id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_key     TEXT NOT NULL,
    maker_id      BIGINT NOT NULL REFERENCES users (user_id),
    -- How many accounts it is for, and how many have registered with it.
    accounts      BIGINT NOT NULL,
    used          BIGINT NOT NULL DEFAULT 0,
    -- The only address that may register with it, if there is one.
    email         TEXT,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX invitations_token ON invitations (token_key);
CREATE INDEX invitations_of_maker ON invitations (maker_id, invitation_id);
CREATE INDEX invitations_expiring ON invitations (expires_at);
