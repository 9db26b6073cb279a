-- The request that has queued a mail, so that the log of its sending names it, too.
ALTER TABLE mail_outbox ADD COLUMN request_id TEXT;
