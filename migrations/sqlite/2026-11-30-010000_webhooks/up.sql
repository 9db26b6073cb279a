-- Addresses that are told what happens in the chats of a user.
CREATE TABLE webhooks (
    webhook_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       BIGINT NOT NULL REFERENCES users (user_id),
    url           TEXT NOT NULL,
    -- A bit for each kind of event.
    events        BIGINT NOT NULL,
    -- The only chat whose events are told; empty for all.
    chat_id       BIGINT,
    -- What the requests are signed with, encrypted with a key derived from SECRET_KEY.
    sealed_secret TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    paused        BOOLEAN NOT NULL DEFAULT FALSE,
    -- Until then, one instance delivers its events and the others leave it alone; later, when that one was done.
    leased_until  BIGINT NOT NULL DEFAULT 0,
    -- Who delivers them: a new name with each claim. Empty after a change of the webhook, so that it is claimed anew.
    lease_holder  TEXT NOT NULL DEFAULT '',
    -- How often in a row nothing could be delivered, and when it is tried again.
    failures      INTEGER NOT NULL DEFAULT 0,
    next_try_at   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX webhooks_of_user ON webhooks (user_id, webhook_id);

-- Events that wait to be delivered, stored together with the change that they tell. Those of a chat are delivered in the order
-- of their ids, which are drawn while the chat is locked.
CREATE TABLE webhook_outbox (
    outbox_id       INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id      BIGINT NOT NULL REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    -- The name of the event for its receiver.
    event_id        TEXT NOT NULL,
    kind            TEXT NOT NULL,
    -- 0 for an event without a chat.
    chat_id         BIGINT NOT NULL,
    message_id      BIGINT,
    frame           TEXT NOT NULL,
    -- Whether an answer becomes a message. Not if the event itself is such a message of the same user.
    is_answerable   BOOLEAN NOT NULL,
    created_at      BIGINT NOT NULL,
    next_try_at     BIGINT NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    first_failed_at BIGINT
);
CREATE INDEX webhook_outbox_due ON webhook_outbox (webhook_id, next_try_at);
CREATE INDEX webhook_outbox_order ON webhook_outbox (webhook_id, chat_id, outbox_id);
CREATE INDEX webhook_outbox_of_message ON webhook_outbox (chat_id, message_id);

-- The last attempts of each webhook, for its owner to see.
CREATE TABLE webhook_deliveries (
    delivery_id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id  BIGINT NOT NULL REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    event_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    chat_id     BIGINT NOT NULL,
    message_id  BIGINT,
    tried_at    BIGINT NOT NULL,
    attempt     INTEGER NOT NULL,
    -- The status of the answer; empty if there was none.
    status      INTEGER,
    duration_ms BIGINT NOT NULL,
    -- What was answered, or why nothing was.
    answer      TEXT
);
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id, delivery_id);
CREATE INDEX webhook_deliveries_of_message ON webhook_deliveries (chat_id, message_id);
