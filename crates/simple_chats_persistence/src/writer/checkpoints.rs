//! Moves changes from SQLite's log into the database file (checkpoints), on a thread and a connection of its own, so that
//! commits don't wait for it.
//!
//! The writer's own connection checkpoints only a log that has become long. By then little is left to copy, and the log
//! starts again at its beginning. After a pause in the changes the log is emptied, so that deleted text doesn't stay in
//! it.

use crate::address::DatabaseAddress;
use crate::cached::cached;
use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Integer};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// How many pages a checkpoint copies at least while changes go on.
const MIN_PAGES: i64 = 2_000;

/// How often the length of the log is looked at while changes go on.
const INTERVAL: Duration = Duration::from_millis(100);

/// How long there must be no change before the log is emptied.
const PAUSE: Duration = Duration::from_secs(1);

/// How often a checkpoint is repeated at most. SQLite syncs the database file only after a checkpoint during which nothing
/// was committed, and a repetition, which finds little to copy, is short enough for that.
const MAX_PASSES: usize = 4;

const LOOK: &str = "PRAGMA wal_checkpoint(NOOP)";
const COPY: &str = "PRAGMA wal_checkpoint(PASSIVE)";
const EMPTY: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// Tells the thread that there are changes in the log. The thread ends when this is dropped.
pub(super) struct Checkpoints(SyncSender<()>);

impl Checkpoints {
    /// Starts the thread for an SQLite database; PostgreSQL does this work itself.
    pub(super) fn start(address: &DatabaseAddress) -> Result<Option<Self>> {
        let DatabaseAddress::Sqlite(_) = address else { return Ok(None) };
        let (notify, commits) = sync_channel(1);
        let mut thread = CheckpointThread { address: address.clone(), conn: None, failing: false };
        std::thread::Builder::new()
            .name("checkpoints".to_owned())
            .spawn(move || thread.run(&commits))
            .map_err(|error| StoreError::Unavailable(format!("no thread for checkpoints: {error}")))?;
        Ok(Some(Self(notify)))
    }

    /// Must be called after each commit. Never waits.
    pub(super) fn committed(&self) {
        // If the queue is full, the thread is going to look at the log anyway.
        let _ = self.0.try_send(());
    }
}

struct CheckpointThread {
    address: DatabaseAddress,
    conn: Option<DbConnection>,
    /// Whether the last checkpoint failed, which is logged once.
    failing: bool,
}

/// The answer of `PRAGMA wal_checkpoint`: pages of the log, and those of them that are in the database file.
#[derive(QueryableByName)]
struct LogState {
    /// Whether something held up the checkpoint.
    #[diesel(sql_type = Integer)]
    busy: i32,
    #[diesel(sql_type = BigInt)]
    log: i64,
    #[diesel(sql_type = BigInt)]
    checkpointed: i64,
}

impl CheckpointThread {
    fn run(&mut self, commits: &Receiver<()>) {
        while commits.recv().is_ok() {
            // Until the log is empty again.
            loop {
                match commits.recv_timeout(PAUSE) {
                    Ok(()) => {
                        std::thread::sleep(INTERVAL);
                        self.attempt(Self::shorten);
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        if self.attempt(Self::empty) {
                            break;
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        }
    }

    /// Runs a step, which returns whether it is done. After an error, the next attempt has a new connection.
    fn attempt(&mut self, step: impl FnOnce(&mut SqliteConnection) -> Result<bool>) -> bool {
        let done = self.connect().and_then(step);
        match &done {
            Err(error) if !self.failing => tracing::warn!(%error, "a checkpoint failed"),
            _ => {}
        }
        self.failing = done.is_err();
        if self.failing {
            self.conn = None;
        }
        done.unwrap_or(false)
    }

    fn connect(&mut self) -> Result<&mut SqliteConnection> {
        if self.conn.is_none() {
            let mut conn = DbConnection::open(&self.address)?;
            // Emptying the log would make the writer wait while it waits for readers.
            conn.batch_execute("PRAGMA busy_timeout = 0; PRAGMA wal_autocheckpoint = 0;")?;
            self.conn = Some(conn);
        }
        match &mut self.conn {
            Some(DbConnection::Sqlite(conn)) => Ok(conn),
            _ => Err(StoreError::NotFound),
        }
    }

    /// Copies a long log. Neither readers nor the writer wait for this.
    fn shorten(conn: &mut SqliteConnection) -> Result<bool> {
        let mut state = checkpoint(conn, LOOK)?;
        if state.log - state.checkpointed >= MIN_PAGES {
            for _ in 0..MAX_PASSES {
                state = checkpoint(conn, COPY)?;
            }
        }
        Ok(state.log == 0)
    }

    /// Empties the log, unless a reader or the writer is using it. Returns whether it is empty.
    fn empty(conn: &mut SqliteConnection) -> Result<bool> {
        // Most of it without holding up the writer.
        checkpoint(conn, COPY)?;
        Ok(checkpoint(conn, EMPTY)?.busy == 0)
    }
}

fn checkpoint(conn: &mut SqliteConnection, statement: &'static str) -> Result<LogState> {
    Ok(cached(sql_query(statement)).get_result(conn)?)
}
