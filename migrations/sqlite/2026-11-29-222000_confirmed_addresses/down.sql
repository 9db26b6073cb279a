DROP INDEX users_unconfirmed;
ALTER TABLE users DROP COLUMN email_confirmed;
