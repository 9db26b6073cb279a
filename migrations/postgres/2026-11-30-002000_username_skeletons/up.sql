-- What usernames look like (see the type Username), so that nobody takes one that looks like another. Of existing ones that look
-- alike, all stay, and the first one keeps others away.
ALTER TABLE users ADD COLUMN username_skeleton TEXT COLLATE "C";
UPDATE users SET username_skeleton = replace(lower(replace(replace(replace(replace(replace(username, 'I', 'l'), '1', 'l'), '0', 'o'), 'm', 'rn'), 'L', '!')), '!', 'L');
CREATE INDEX users_skeletons ON users (username_skeleton, user_id);
UPDATE users SET username_skeleton = NULL WHERE EXISTS (
    SELECT 1 FROM users AS earlier
    WHERE earlier.username_skeleton = users.username_skeleton AND earlier.user_id < users.user_id
);
DROP INDEX users_skeletons;
CREATE UNIQUE INDEX users_username_skeleton ON users (username_skeleton);

ALTER TABLE former_usernames ADD COLUMN username_skeleton TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE former_usernames SET username_skeleton = replace(lower(replace(replace(replace(replace(replace(username_key, 'I', 'l'), '1', 'l'), '0', 'o'), 'm', 'rn'), 'L', '!')), '!', 'L');
CREATE INDEX former_usernames_skeleton ON former_usernames (username_skeleton);
