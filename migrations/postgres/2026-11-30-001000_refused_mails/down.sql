DELETE FROM mail_outbox WHERE given_up_at IS NOT NULL;
DROP INDEX mail_outbox_given_up;
DROP INDEX mail_outbox_due;
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at, mail_id);
ALTER TABLE mail_outbox DROP COLUMN given_up_at;
ALTER TABLE mail_outbox DROP COLUMN failure;
