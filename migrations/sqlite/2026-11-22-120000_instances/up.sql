-- The servers that share this database. Each renews its lease while it runs, by the clock of the database; one whose
-- lease has ended is gone, however it ended.
CREATE TABLE instances (
    instance_id TEXT PRIMARY KEY NOT NULL,
    lease_until TIMESTAMP NOT NULL
);

-- Who has a socket open at which server. It counts for as long as that server's lease does.
CREATE TABLE online (
    user_id     INTEGER NOT NULL REFERENCES users (user_id),
    instance_id TEXT NOT NULL REFERENCES instances (instance_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, instance_id)
);
CREATE INDEX online_instance ON online (instance_id);
