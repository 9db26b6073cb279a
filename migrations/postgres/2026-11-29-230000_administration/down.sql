DROP TABLE audit;
DROP INDEX users_administrators;
ALTER TABLE users DROP COLUMN suspended_at;
