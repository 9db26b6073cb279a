-- Whether a mailed link has confirmed the address, or none was required. Until then, others don't find the account.
ALTER TABLE users ADD COLUMN email_confirmed BOOLEAN NOT NULL DEFAULT TRUE;
-- Accounts that stay so are removed.
CREATE INDEX users_unconfirmed ON users (date_joined) WHERE NOT email_confirmed;
