-- Browsers that are told of messages by their push services.
CREATE TABLE push_subscriptions (
    subscription_id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id         BIGINT NOT NULL REFERENCES users (user_id),
    -- The session of the page that has subscribed, with which the subscription ends; empty if a program has subscribed.
    session_key     TEXT REFERENCES sessions (session_key) ON DELETE CASCADE,
    -- Where pushes are sent to.
    endpoint        TEXT NOT NULL UNIQUE,
    -- What they are encrypted with. Nobody can send any with these alone: push services ask for a token that is signed with a key
    -- derived from SECRET_KEY.
    p256dh          TEXT NOT NULL,
    auth            TEXT NOT NULL,
    -- The public key of the server that the browser has subscribed with.
    server_key      TEXT NOT NULL,
    label           TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    -- When the push service last took a push.
    last_used_at    BIGINT,
    -- How often in a row it took none.
    failures        INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX push_subscriptions_of_user ON push_subscriptions (user_id, subscription_id);
CREATE INDEX push_subscriptions_of_session ON push_subscriptions (session_key);

-- What a subscription is to be told of a chat, stored together with the message, and what its browser shows. A newer message takes
-- the place of an older one.
CREATE TABLE push_queue (
    subscription_id BIGINT NOT NULL REFERENCES push_subscriptions (subscription_id) ON DELETE CASCADE,
    -- 0 for a test.
    chat_id         BIGINT NOT NULL,
    -- The message to show; 0 if what is shown is to be closed.
    message_id      BIGINT NOT NULL,
    -- The message that the browser shows; 0 if none.
    shown_id        BIGINT NOT NULL DEFAULT 0,
    queued_at       BIGINT NOT NULL,
    -- Empty if nothing waits. While an instance sends, when another one may.
    next_try_at     BIGINT,
    attempts        INTEGER NOT NULL DEFAULT 0,
    -- Who sends it: a new name with each claim.
    holder          TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (subscription_id, chat_id)
);
CREATE INDEX push_queue_due ON push_queue (next_try_at) WHERE next_try_at IS NOT NULL;
