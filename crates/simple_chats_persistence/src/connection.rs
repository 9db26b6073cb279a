//! Connections to either database, with the settings on which durability and time-outs depend, and transactions.

use crate::address::{DatabaseAddress, with_timeouts};
use crate::connection_error::unavailable;
use crate::database_file;
use crate::error::{Result, StoreError};
use crate::message_language::speak_english;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{Connection, PgConnection, SqliteConnection};
use std::time::Duration;

/// How long a caller waits for a response from PostgreSQL, which may fall silent without closing the connection.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_millis(4500);

/// A connection to PostgreSQL or SQLite.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// To PostgreSQL.
    Postgres(PgConnection),
    /// To SQLite.
    Sqlite(SqliteConnection),
}

/// Runs the same code on the connection of each backend: for operations that the enum doesn't support, and for statements
/// of which many run each second. Diesel knows them by their type then, and writes their SQL only once for each connection.
macro_rules! on_each_backend {
    ($conn:expr, |$inner:ident| $body:expr) => {
        match $conn {
            $crate::connection::DbConnection::Postgres($inner) => $body,
            $crate::connection::DbConnection::Sqlite($inner) => $body,
        }
    };
}
pub(crate) use on_each_backend;

/// The most values in a list of a statement.
pub(crate) const MAX_LIST: usize = 1_000;

/// Ids in lists that are short enough for a statement.
pub(crate) fn id_chunks<T: Copy + Into<i64>>(ids: &[T]) -> impl Iterator<Item = Vec<i64>> {
    ids.chunks(MAX_LIST).map(|chunk| chunk.iter().map(|id| (*id).into()).collect())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    ReadOnly,
    ReadWrite,
    /// As the writer of a server, whose callers wait.
    Writer,
}

impl DbConnection {
    /// Opens a connection for reads and writes. A missing file of SQLite is created for its owner alone (mode 0600); a link
    /// in its place is refused.
    pub fn open(address: &DatabaseAddress) -> Result<Self> {
        Self::open_for(address, Access::ReadWrite)
    }

    pub(crate) fn open_for(address: &DatabaseAddress, access: Access) -> Result<Self> {
        let mut conn = match address {
            DatabaseAddress::Postgres(url) => {
                PgConnection::establish(&with_timeouts(url)).map(Self::Postgres)
            }
            DatabaseAddress::Sqlite(path) => {
                match access {
                    Access::ReadOnly => database_file::expect_existing(path)?,
                    Access::ReadWrite | Access::Writer => database_file::create_if_missing(path)?,
                }
                SqliteConnection::establish(&path.to_string_lossy()).map(Self::Sqlite)
            }
        }
        .map_err(|error| unavailable(&error))?;
        if let Self::Sqlite(conn) = &mut conn {
            // First, as the other pragmas may have to wait for a lock.
            conn.batch_execute(if access == Access::ReadWrite { LONG_BUSY_TIMEOUT } else { BUSY_TIMEOUT })?;
        }
        conn.batch_execute(match (&conn, access) {
            (Self::Postgres(_), Access::ReadOnly) => POSTGRES_READ_ONLY,
            (Self::Postgres(_), Access::ReadWrite | Access::Writer) => POSTGRES_SETTINGS,
            (Self::Sqlite(_), Access::ReadOnly) => SQLITE_READ_ONLY,
            (Self::Sqlite(_), Access::ReadWrite | Access::Writer) => SQLITE_SETTINGS,
        })?;
        if let Self::Postgres(conn) = &mut conn {
            speak_english(conn)?;
        }
        Ok(conn)
    }

    /// Runs a change in a transaction that takes the write lock first, so that everything it reads stays true until it
    /// commits (on PostgreSQL, the rows that it locks).
    pub fn write_transaction<T, E>(&mut self, change: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.begin_write()?;
        self.finish(change)
    }

    /// Runs several reads that all see the database as it was at the first one.
    pub fn snapshot<T, E>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN DEFERRED")?;
        self.finish(read)
    }

    /// Runs a change in a savepoint, to which an error of the change rolls back: on PostgreSQL a failed statement would
    /// otherwise end the transaction.
    pub(crate) fn savepoint<T, E: From<StoreError>>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        enum Failure<E> {
            Change(E),
            Savepoint(StoreError),
        }
        impl<E> From<diesel::result::Error> for Failure<E> {
            fn from(error: diesel::result::Error) -> Self {
                Self::Savepoint(error.into())
            }
        }
        self.transaction(|conn| change(conn).map_err(Failure::Change)).map_err(|failure| match failure {
            Failure::Change(error) => error,
            Failure::Savepoint(error) => error.into(),
        })
    }

    pub(crate) fn begin_write(&mut self) -> Result<()> {
        self.begin("BEGIN", "BEGIN IMMEDIATE")
    }

    fn begin(&mut self, postgres: &str, sqlite: &str) -> Result<()> {
        match self {
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(conn, postgres)?,
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, sqlite)?,
        }
        Ok(())
    }

    pub(crate) fn commit(&mut self) -> Result<()> {
        on_each_backend!(self, |conn| AnsiTransactionManager::commit_transaction(conn))?;
        Ok(())
    }

    pub(crate) fn roll_back(&mut self) -> Result<()> {
        on_each_backend!(self, |conn| AnsiTransactionManager::rollback_transaction(conn))?;
        Ok(())
    }

    fn finish<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let result = work(self);
        if result.is_ok() {
            self.commit()?;
        } else if let Err(error) = self.roll_back() {
            tracing::warn!(%error, "a rollback failed");
        }
        result
    }

    /// How many transactions are nested; `None` if the connection can no longer be trusted.
    pub(crate) fn transaction_depth(&mut self) -> Option<u32> {
        let depth = on_each_backend!(self, |conn| {
            AnsiTransactionManager::transaction_manager_status_mut(conn).transaction_depth()
        });
        depth.ok().map(|depth| depth.map_or(0, std::num::NonZeroU32::get))
    }
}

/// How long a server's changes and reads wait on SQLite for a lock of another program: so short that one of them and the one
/// before it in the queue both end within the time in which callers are answered.
pub(crate) const BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 1500";

/// How long everything else waits for such a lock.
const LONG_BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 5000";

// FULL syncs the log at each commit, so that
// an acknowledged change survives a power failure; secure_delete overwrites deleted text. Each changed page goes to the log
// as a whole, so a new database gets small ones. Beside the writer there is a thread for checkpoints, so that a commit finds
// its log too long only if that falls behind.
const SQLITE_SETTINGS: &str = "PRAGMA page_size = 2048; \
     PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -16000; \
     PRAGMA wal_autocheckpoint = 16000;";

const SQLITE_READ_ONLY: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -16000;";

// All statements are short: compiling one (jit) takes longer than it saves.
const POSTGRES_SETTINGS: &str = "SET synchronous_commit = on; SET jit = off; \
     SET client_min_messages = warning; SET statement_timeout = '30s'; SET lock_timeout = '1s'; \
     SET idle_in_transaction_session_timeout = '10s';";

// No caller waits for a read longer than this.
const POSTGRES_READ_ONLY: &str = "SET default_transaction_read_only = on; SET jit = off; \
     SET client_min_messages = warning; SET statement_timeout = '5s';";
