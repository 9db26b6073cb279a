//! Moves changes from SQLite's log into the database file (checkpoints), on a thread and a connection of its own, so that
//! commits don't wait for it.
//!
//! The writer copies the little that is left, and the log starts again at its beginning. After a pause in the changes the
//! log is emptied, so that deleted text doesn't stay in it. If there is no pause, the writer empties it.

use crate::address::DatabaseAddress;
use crate::cached::cached;
use crate::connection::{BUSY_TIMEOUT, DbConnection, by_backend};
use crate::error::{Result, StoreError};
use crate::writer::empty_deadline::EmptyDeadline;
use crate::writer::log_space::LogSpace;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Integer};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// How many pages a checkpoint copies at least while changes go on.
const MIN_PAGES: i64 = 2_000;

/// How often the length of the log is looked at while changes go on.
const INTERVAL: Duration = Duration::from_millis(100);

/// How long there must be no change before the log is emptied.
const PAUSE: Duration = Duration::from_secs(1);

/// How often the log is looked at while there is no change: a command beside the server changes the database, too.
const IDLE_INTERVAL: Duration = Duration::from_mins(1);

/// How often a checkpoint is repeated at most. SQLite syncs the database file only after a checkpoint during which nothing
/// was committed, and a repetition, which finds little to copy, is short enough for that.
const MAX_PASSES: usize = 4;

/// How many pages the writer copies at most to complete a checkpoint.
const MAX_REST: i64 = 1_000;

/// How long the writer waits for readers when it empties the log, in milliseconds; commits wait as long.
const EMPTY_WAIT: &str = "PRAGMA busy_timeout = 50";

/// The bytes before each page in the log (sqlite.org/walformat.html).
const FRAME_HEAD: u64 = 24;

const LOOK: &str = "PRAGMA wal_checkpoint(NOOP)";
const COPY: &str = "PRAGMA wal_checkpoint(PASSIVE)";
const EMPTY: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// The writer's end. The thread ends when this is dropped.
pub(super) struct Checkpoints {
    notify: SyncSender<()>,
    is_nearly_done: Arc<AtomicBool>,
    deadline: EmptyDeadline,
}

impl Checkpoints {
    /// Starts the thread for an SQLite database; PostgreSQL does this work itself.
    pub(super) fn start(address: &DatabaseAddress) -> Result<Option<Self>> {
        let DatabaseAddress::Sqlite(path) = address else { return Ok(None) };
        let (notify, commits) = sync_channel(1);
        let (address, space) = (address.clone(), LogSpace::of(path));
        let is_nearly_done = Arc::<AtomicBool>::default();
        let deadline = EmptyDeadline::default();
        let mut thread = CheckpointThread {
            address,
            space,
            is_nearly_done: Arc::clone(&is_nearly_done),
            deadline: deadline.clone(),
            conn: None,
            failing: false,
        };
        std::thread::Builder::new()
            .name("checkpoints".to_owned())
            .spawn(move || thread.run(&commits))
            .map_err(|error| StoreError::Unavailable(format!("no thread for checkpoints: {error}")))?;
        Ok(Some(Self { notify, is_nearly_done, deadline }))
    }

    /// Tells the thread that there are changes in the log, and whether they may have erased something. Must be called after
    /// each commit. Never waits.
    pub(super) fn committed(&self, may_erase: bool) {
        if may_erase {
            self.deadline.erased();
        }
        // If the queue is full, the thread is going to look at the log anyway.
        let _ = self.notify.try_send(());
    }

    /// Completes a checkpoint of which little is left, so that the log starts again at its beginning, or empties the log if
    /// that is due. While commits go on, only the writer can do that: whenever the thread is done, there is a new commit.
    pub(super) fn complete(&self, conn: &mut DbConnection) {
        if !self.is_nearly_done.swap(false, Ordering::Relaxed) {
            return;
        }
        let completed = by_backend!(conn,
            Postgres(_) => Ok(()),
            Sqlite(conn) => if self.deadline.has_passed() {
                self.deadline.keep(|| empty_soon(conn)).map(drop)
            } else {
                checkpoint(conn, COPY).map(drop)
            },
        );
        if let Err(error) = completed {
            tracing::debug!(%error, "failed to complete a checkpoint");
        }
    }
}

/// Empties the log unless a reader uses it for longer than commits may wait. Returns whether it is empty.
fn empty_soon(conn: &mut SqliteConnection) -> Result<bool> {
    conn.batch_execute(EMPTY_WAIT)?;
    let emptied = checkpoint(conn, EMPTY);
    conn.batch_execute(BUSY_TIMEOUT)?;
    Ok(emptied?.busy == 0)
}

/// Empties the log of a database, for which it waits a second at most. Returns whether it is empty.
pub(super) fn empty_now(address: &DatabaseAddress) -> Result<bool> {
    if matches!(address, DatabaseAddress::Postgres(_)) {
        return Ok(true);
    }
    let mut conn = open(address)?;
    conn.batch_execute("PRAGMA busy_timeout = 1000")?;
    Ok(checkpoint(&mut conn, EMPTY)?.busy == 0)
}

/// The connection of the thread, and how many bytes a page takes in the log.
struct LogConnection {
    conn: SqliteConnection,
    frame_size: u64,
}

struct CheckpointThread {
    address: DatabaseAddress,
    space: LogSpace,
    /// Tells the writer that it may complete the checkpoint.
    is_nearly_done: Arc<AtomicBool>,
    deadline: EmptyDeadline,
    conn: Option<LogConnection>,
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
        loop {
            match commits.recv_timeout(IDLE_INTERVAL) {
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if self.space.is_empty() => continue,
                Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            }
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
    fn attempt(&mut self, step: impl FnOnce(&mut Self) -> Result<bool>) -> bool {
        let done = step(self);
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

    /// Copies a long log, or reserves space for a growing one. Neither readers nor the writer wait for the copying.
    fn shorten(&mut self) -> Result<bool> {
        let mut state = self.checkpoint(LOOK)?;
        let mut is_nearly_done = false;
        if state.log - state.checkpointed >= MIN_PAGES || self.deadline.has_passed() {
            for _ in 0..MAX_PASSES {
                state = self.checkpoint(COPY)?;
            }
            is_nearly_done = state.log - state.checkpointed <= MAX_REST;
        }
        self.is_nearly_done.store(is_nearly_done, Ordering::Relaxed);
        if !is_nearly_done {
            let used = u64::try_from(state.log).unwrap_or(0) * self.connect()?.frame_size;
            if let Err(error) = self.space.reserve(used) {
                tracing::debug!(%error, "failed to reserve space for the log");
            }
        }
        Ok(state.log == 0)
    }

    /// Empties the log, unless a reader or the writer is using it. Returns whether it is empty.
    fn empty(&mut self) -> Result<bool> {
        // Most of it without holding up the writer.
        self.checkpoint(COPY)?;
        let deadline = self.deadline.clone();
        deadline.keep(|| Ok(self.checkpoint(EMPTY)?.busy == 0))
    }

    fn checkpoint(&mut self, statement: &'static str) -> Result<LogState> {
        checkpoint(&mut self.connect()?.conn, statement)
    }

    fn connect(&mut self) -> Result<&mut LogConnection> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => LogConnection::open(&self.address)?,
        };
        Ok(self.conn.insert(conn))
    }
}

fn checkpoint(conn: &mut SqliteConnection, statement: &'static str) -> Result<LogState> {
    Ok(cached(sql_query(statement)).get_result(conn)?)
}

fn open(address: &DatabaseAddress) -> Result<SqliteConnection> {
    by_backend!(DbConnection::open(address)?,
        Postgres(_) => Err(StoreError::NotFound),
        Sqlite(conn) => Ok(conn),
    )
}

impl LogConnection {
    fn open(address: &DatabaseAddress) -> Result<Self> {
        #[derive(QueryableByName)]
        struct PageSize {
            #[diesel(sql_type = BigInt)]
            page_size: i64,
        }
        let mut conn = open(address)?;
        // Emptying the log would make the writer wait while it waits for readers.
        conn.batch_execute("PRAGMA busy_timeout = 0; PRAGMA wal_autocheckpoint = 0;")?;
        let PageSize { page_size } = sql_query("PRAGMA page_size").get_result(&mut conn)?;
        Ok(Self { conn, frame_size: u64::try_from(page_size).unwrap_or(0) + FRAME_HEAD })
    }
}
