DROP TABLE invitations;
ALTER TABLE users DROP COLUMN is_administrator;
