-- How users want to be told of messages while no page is open. There is no row until a user changes something.
CREATE TABLE notification_settings (
    user_id           BIGINT NOT NULL PRIMARY KEY REFERENCES users (user_id),
    show_text         BOOLEAN NOT NULL,
    -- Minutes of the day in a time zone of IANA; the three are null if no hours are quiet.
    quiet_from        INTEGER,
    quiet_to          INTEGER,
    time_zone         TEXT,
    -- In seconds, and 0 for no mails.
    missed_mail_after BIGINT NOT NULL,
    mail_text         BOOLEAN NOT NULL,
    -- When to look for missed messages; null if no mails are wanted.
    look_at           BIGINT,
    -- Messages that were written up to then are told of already.
    told_until        BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX notification_settings_due ON notification_settings (look_at) WHERE look_at IS NOT NULL;
