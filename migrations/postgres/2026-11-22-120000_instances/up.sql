-- The server instances that share this database. Each renews its lease while it runs, by the clock of the database; an
-- instance whose lease has lapsed is gone, however it ended.
CREATE TABLE instances (
    instance_id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    lease_until TIMESTAMP NOT NULL
);

-- The users who have a socket open at an instance. A row counts as long as the lease of its instance.
CREATE TABLE online (
    user_id     BIGINT NOT NULL REFERENCES users (user_id),
    instance_id TEXT COLLATE "C" NOT NULL REFERENCES instances (instance_id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, instance_id)
);
CREATE INDEX online_instance ON online (instance_id);
