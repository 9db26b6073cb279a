-- Why a mail wasn't sent at the last try. One that is never tried again stays for some weeks, without what it would say, so that
-- administrators see it.
ALTER TABLE mail_outbox ADD COLUMN failure TEXT COLLATE "C";
ALTER TABLE mail_outbox ADD COLUMN given_up_at BIGINT;
DROP INDEX mail_outbox_due;
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at, mail_id) WHERE given_up_at IS NULL;
CREATE INDEX mail_outbox_given_up ON mail_outbox (mail_id) WHERE given_up_at IS NOT NULL;
