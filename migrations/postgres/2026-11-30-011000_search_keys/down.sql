SET LOCAL statement_timeout = 0;
DROP INDEX users_by_search;
ALTER TABLE users DROP COLUMN name_search;
DELETE FROM meta WHERE name = 'search_key_version';
-- Earlier versions don't know the parts of names without accents.
DELETE FROM user_grams;
INSERT INTO user_grams (gram, user_id)
    WITH RECURSIVE rests (user_id, rest) AS (
        SELECT user_id, key FROM (
            SELECT user_id, username_key AS key FROM users UNION ALL SELECT user_id, name_key FROM users
        ) AS keys WHERE key <> ''
        UNION ALL SELECT user_id, substr(rest, 2) FROM rests WHERE length(rest) > 1
    )
    SELECT DISTINCT substr(rest, 1, 3), user_id FROM rests ORDER BY 1, 2;
