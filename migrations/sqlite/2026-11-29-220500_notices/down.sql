ALTER TABLE users DROP COLUMN has_logged_in;
ALTER TABLE mail_outbox DROP COLUMN details;
ALTER TABLE mail_outbox DROP COLUMN user_id;
