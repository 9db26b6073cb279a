DROP TABLE login_attempts;
DROP TABLE recovery_codes;
DROP TABLE authenticators;
ALTER TABLE users DROP COLUMN has_second_factor;
