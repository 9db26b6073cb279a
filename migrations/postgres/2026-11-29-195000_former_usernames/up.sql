-- Usernames that users had before, which nobody else can take for a while: who writes to one, or follows a link with it, must
-- not reach a stranger.
CREATE TABLE former_usernames (
    username_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id      BIGINT NOT NULL REFERENCES users (user_id),
    kept_until   BIGINT NOT NULL
);
CREATE INDEX former_usernames_of_user ON former_usernames (user_id, kept_until);
CREATE INDEX former_usernames_expiring ON former_usernames (kept_until);
