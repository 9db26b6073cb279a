-- The user whom a mail is about, if it is known, and what it says. There is still no secret in it.
ALTER TABLE mail_outbox ADD COLUMN user_id BIGINT;
ALTER TABLE mail_outbox ADD COLUMN details TEXT;

-- Whether the user has ever logged in with a browser: the first login is not unexpected.
ALTER TABLE users ADD COLUMN has_logged_in BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE users SET has_logged_in = TRUE;
