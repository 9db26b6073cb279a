DROP INDEX former_usernames_skeleton;
ALTER TABLE former_usernames DROP COLUMN username_skeleton;
DROP INDEX users_username_skeleton;
ALTER TABLE users DROP COLUMN username_skeleton;
