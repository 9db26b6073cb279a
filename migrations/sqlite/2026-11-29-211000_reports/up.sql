-- Messages that participants of their chats have reported to the administrators. The text is kept as it was, until an
-- administrator is done with the report: a message could be edited or deleted meanwhile.
CREATE TABLE reports (
    report_id   INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     BIGINT NOT NULL,
    message_id  BIGINT NOT NULL,
    reporter_id BIGINT NOT NULL REFERENCES users (user_id),
    reported_id BIGINT NOT NULL REFERENCES users (user_id),
    text        TEXT NOT NULL,
    -- If the message was edited before it was reported again.
    text_since  TEXT,
    reason      TEXT NOT NULL,
    written_at  BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    done_at     BIGINT
);
-- A message is reported once by a user.
CREATE UNIQUE INDEX reports_message ON reports (message_id, reporter_id);
CREATE INDEX reports_open ON reports (report_id) WHERE done_at IS NULL;
CREATE INDEX reports_of_reporter ON reports (reporter_id);
CREATE INDEX reports_of_reported ON reports (reported_id);
