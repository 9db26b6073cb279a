//! Connections to either database, with the settings on which durability and time-outs depend, and transactions.

use crate::address::DatabaseAddress;
#[cfg(feature = "postgres")]
use crate::address::with_timeouts;
use crate::connection_error::unavailable;
#[cfg(feature = "sqlite")]
use crate::database_file;
use crate::error::{Result, StoreError};
#[cfg(feature = "postgres")]
use crate::message_language::speak_english;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
#[cfg(feature = "sqlite")]
use std::path::Path;
use std::time::Duration;

/// How long a caller waits for a response from PostgreSQL, which may fall silent without closing the connection.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_millis(4500);

/// A connection to PostgreSQL or SQLite. Each variant needs the feature of its name.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// To PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres(PgConnection),
    /// To SQLite.
    #[cfg(feature = "sqlite")]
    Sqlite(SqliteConnection),
}

/// What a connection leads to, whether or not this build supports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Postgres,
    Sqlite,
}

/// Chooses what to do with a connection by what it leads to: `by_backend!(conn, Postgres(inner) => …, Sqlite(inner) => …)`.
macro_rules! by_backend {
    ($conn:expr, Postgres($postgres:pat) => $on_postgres:expr, Sqlite($sqlite:pat) => $on_sqlite:expr $(,)?) => {
        match $conn {
            #[cfg(feature = "postgres")]
            $crate::connection::DbConnection::Postgres($postgres) => $on_postgres,
            #[cfg(feature = "sqlite")]
            $crate::connection::DbConnection::Sqlite($sqlite) => $on_sqlite,
        }
    };
}
pub(crate) use by_backend;

/// Runs the same code on the connection of each backend: for operations that the enum doesn't support, and for statements
/// of which many run each second. Diesel knows them by their type then, and writes their SQL only once for each connection.
macro_rules! on_each_backend {
    ($conn:expr, |$inner:ident| $body:expr) => {
        $crate::connection::by_backend!($conn, Postgres($inner) => $body, Sqlite($inner) => $body)
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
        match address {
            #[cfg(feature = "postgres")]
            DatabaseAddress::Postgres(url) => open_on_postgres(url, access).map(Self::Postgres),
            #[cfg(feature = "sqlite")]
            DatabaseAddress::Sqlite(path) => open_on_sqlite(path, access).map(Self::Sqlite),
            #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
            _ => Err(StoreError::Unavailable("this program was built without support for it".to_owned())),
        }
    }

    pub(crate) fn backend(&self) -> Backend {
        by_backend!(self, Postgres(_) => Backend::Postgres, Sqlite(_) => Backend::Sqlite)
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
        let statement = match self.backend() {
            Backend::Postgres => postgres,
            Backend::Sqlite => sqlite,
        };
        on_each_backend!(self, |conn| AnsiTransactionManager::begin_transaction_sql(conn, statement))?;
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

#[cfg(feature = "postgres")]
fn open_on_postgres(url: &str, access: Access) -> Result<PgConnection> {
    let mut conn = PgConnection::establish(&with_timeouts(url)).map_err(|error| unavailable(&error))?;
    conn.batch_execute(match access {
        Access::ReadOnly => POSTGRES_READ_ONLY,
        Access::ReadWrite | Access::Writer => POSTGRES_SETTINGS,
    })?;
    speak_english(&mut conn)?;
    Ok(conn)
}

#[cfg(feature = "sqlite")]
fn open_on_sqlite(path: &Path, access: Access) -> Result<SqliteConnection> {
    match access {
        Access::ReadOnly => database_file::expect_existing(path)?,
        Access::ReadWrite | Access::Writer => database_file::create_if_missing(path)?,
    }
    let opened = SqliteConnection::establish(&path.to_string_lossy());
    let mut conn = opened.map_err(|error| unavailable(&error))?;
    // First, as the other pragmas may have to wait for a lock.
    conn.batch_execute(if access == Access::ReadWrite { LONG_BUSY_TIMEOUT } else { BUSY_TIMEOUT })?;
    conn.batch_execute(match access {
        Access::ReadOnly => SQLITE_READ_ONLY,
        Access::ReadWrite | Access::Writer => SQLITE_SETTINGS,
    })?;
    Ok(conn)
}

/// How long a server's changes and reads wait on SQLite for a lock of another program: so short that one of them and the one
/// before it in the queue both end within the time in which callers are answered.
#[cfg(feature = "sqlite")]
pub(crate) const BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 1500";

/// How long everything else waits for such a lock.
#[cfg(feature = "sqlite")]
const LONG_BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 5000";

// FULL syncs the log at each commit, so that
// an acknowledged change survives a power failure; secure_delete overwrites deleted text. Each changed page goes to the log
// as a whole, so a new database gets small ones. Beside the writer there is a thread for checkpoints, so that a commit finds
// its log too long only if that falls behind.
#[cfg(feature = "sqlite")]
const SQLITE_SETTINGS: &str = "PRAGMA page_size = 2048; \
     PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -16000; \
     PRAGMA wal_autocheckpoint = 16000;";

#[cfg(feature = "sqlite")]
const SQLITE_READ_ONLY: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -16000;";

// All statements are short: compiling one (jit) takes longer than it saves.
#[cfg(feature = "postgres")]
const POSTGRES_SETTINGS: &str = "SET synchronous_commit = on; SET jit = off; \
     SET client_min_messages = warning; SET statement_timeout = '30s'; SET lock_timeout = '1s'; \
     SET idle_in_transaction_session_timeout = '10s';";

// No caller waits for a read longer than this.
#[cfg(feature = "postgres")]
const POSTGRES_READ_ONLY: &str = "SET default_transaction_read_only = on; SET jit = off; \
     SET client_min_messages = warning; SET statement_timeout = '5s';";
