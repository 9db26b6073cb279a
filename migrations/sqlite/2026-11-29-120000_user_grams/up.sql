-- Searches for people find those whose name or username has the rarest part of the text, instead of reading all people.

-- The grams of each user's folded name and username: at each character, it and up to two more. The program keeps them.
CREATE TABLE user_grams (
    gram    TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (gram, user_id)
) WITHOUT ROWID;
INSERT INTO user_grams (gram, user_id)
    WITH RECURSIVE rests (user_id, rest) AS (
        SELECT user_id, key FROM (
            SELECT user_id, username_key AS key FROM users UNION ALL SELECT user_id, name_key FROM users
        ) AS keys WHERE key <> ''
        UNION ALL SELECT user_id, substr(rest, 2) FROM rests WHERE length(rest) > 1
    )
    SELECT DISTINCT substr(rest, 1, 3), user_id FROM rests ORDER BY 1, 2;
-- For texts of which many people have each part: all people in order of name, until enough are found.
CREATE INDEX users_by_name ON users (name_key, user_id, username_key) WHERE deleted_at IS NULL;
