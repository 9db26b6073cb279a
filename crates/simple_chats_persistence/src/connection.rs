//! A connection to either database, and how it is opened: by the address's scheme, with the settings that the promises
//! rest on.

use crate::error::StoreError;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{Connection, PgConnection, SqliteConnection};
use simple_chats_domain::UserId;
use std::fmt;
use std::path::PathBuf;

/// A connection to PostgreSQL or SQLite.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// To PostgreSQL.
    Postgres(PgConnection),
    /// To SQLite.
    Sqlite(SqliteConnection),
}

/// Runs the same body on the connection of each backend, for what the enum can't do.
macro_rules! on_each_backend {
    ($conn:expr, |$inner:ident| $body:expr) => {
        match $conn {
            $crate::connection::DbConnection::Postgres($inner) => $body,
            $crate::connection::DbConnection::Sqlite($inner) => $body,
        }
    };
}
pub(crate) use on_each_backend;

/// How many values a list in a statement holds at most.
pub(crate) const MAX_LIST: usize = 1_000;

/// The ids of people in portions that a statement may hold.
pub(crate) fn id_chunks(people: &[UserId]) -> impl Iterator<Item = Vec<i64>> {
    people.chunks(MAX_LIST).map(|portion| portion.iter().map(|user_id| user_id.get()).collect())
}

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A server: a `postgres://` or `postgresql://` URL.
    Postgres(String),
    /// A file, made where it is missing.
    Sqlite(PathBuf),
}

impl Address {
    /// Reads `postgres://…`, `postgresql://…` or `sqlite:PATH`; nothing for anything else, so that a mistyped address is
    /// not taken for the name of a new file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Some(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        (!path.is_empty() && path != ":memory:").then(|| Self::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Debug for Address {
    /// Without the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(_) => f.write_str("Postgres(…)"),
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
        }
    }
}

fn unavailable(error: &diesel::ConnectionError) -> StoreError {
    let why = error.to_string();
    // libpq quotes what it can't decode, which may be the password.
    let quotes = why.contains("percent-encoded");
    StoreError::Unavailable(if quotes { "its URL has a % that encodes no character".to_owned() } else { why })
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    ReadOnly,
    ReadWrite,
}

impl DbConnection {
    /// Opens a connection that can read and write.
    pub fn open(address: &Address) -> Result<Self, StoreError> {
        Self::open_for(address, Access::ReadWrite)
    }

    pub(crate) fn open_for(address: &Address, access: Access) -> Result<Self, StoreError> {
        let mut conn = match address {
            Address::Postgres(url) => Self::Postgres(
                PgConnection::establish(&with_timeouts(url)).map_err(|error| unavailable(&error))?,
            ),
            Address::Sqlite(path) => Self::Sqlite(
                SqliteConnection::establish(&path.to_string_lossy()).map_err(|error| unavailable(&error))?,
            ),
        };
        conn.batch_execute(match (&conn, access) {
            (Self::Postgres(_), Access::ReadWrite) => POSTGRES_SETTINGS,
            (Self::Postgres(_), Access::ReadOnly) => POSTGRES_READ_ONLY,
            (Self::Sqlite(_), Access::ReadWrite) => SQLITE_SETTINGS,
            (Self::Sqlite(_), Access::ReadOnly) => SQLITE_READ_ONLY,
        })?;
        Ok(conn)
    }

    /// Runs a change in a transaction that takes the right to write at its start, so that what it reads stays true until
    /// it commits (on PostgreSQL the rows that it locks).
    pub fn write_transaction<T, E>(&mut self, change: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.begin_write()?;
        self.finish(change)
    }

    /// Runs several reads that all see the database as it was at the first.
    pub fn snapshot<T, E>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN DEFERRED")?;
        self.finish(read)
    }

    pub(crate) fn begin_write(&mut self) -> Result<(), StoreError> {
        self.begin("BEGIN", "BEGIN IMMEDIATE")
    }

    fn begin(&mut self, postgres: &str, sqlite: &str) -> Result<(), StoreError> {
        match self {
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(conn, postgres)?,
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, sqlite)?,
        }
        Ok(())
    }

    pub(crate) fn commit(&mut self) -> Result<(), StoreError> {
        on_each_backend!(self, |conn| AnsiTransactionManager::commit_transaction(conn))?;
        Ok(())
    }

    pub(crate) fn roll_back(&mut self) -> Result<(), StoreError> {
        on_each_backend!(self, |conn| AnsiTransactionManager::rollback_transaction(conn))?;
        Ok(())
    }

    fn finish<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        match work(self) {
            Ok(value) => {
                self.commit()?;
                Ok(value)
            }
            Err(error) => {
                if let Err(lost) = self.roll_back() {
                    tracing::warn!(error = %lost, "a roll-back failed");
                }
                Err(error)
            }
        }
    }

    /// How many transactions lie within each other; nothing where the connection is no longer to be trusted.
    pub(crate) fn transaction_depth(&mut self) -> Option<u32> {
        let depth = on_each_backend!(self, |conn| {
            AnsiTransactionManager::transaction_manager_status_mut(conn).transaction_depth()
        });
        depth.ok().map(|depth| depth.map_or(0, std::num::NonZeroU32::get))
    }
}

/// libpq waits for ever for a server that has gone without a word, unless it is told otherwise: how long for a
/// connection (seconds), after how much silence it asks whether the other side is still there, and for how long what it
/// has sent may stay unconfirmed (milliseconds).
const LIBPQ_TIMEOUTS: [(&str, &str); 5] = [
    ("connect_timeout", "3"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "2"),
    ("tcp_user_timeout", "3000"),
];

/// Says how long to wait, as far as the address doesn't say so itself.
fn with_timeouts(url: &str) -> String {
    LIBPQ_TIMEOUTS.iter().filter(|(name, _)| !url.contains(&format!("{name}="))).fold(
        url.to_owned(),
        |url, (name, value)| {
            let separator = if url.contains('?') { '&' } else { '?' };
            format!("{url}{separator}{name}={value}")
        },
    )
}

// busy_timeout stands first, for the pragmas behind it may have to wait for a lock already. FULL syncs the log at each
// commit, so that what was acknowledged outlives a loss of power; secure_delete overwrites deleted text.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -16000;";

const SQLITE_READ_ONLY: &str =
    "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -16000;";

const POSTGRES_SETTINGS: &str = "SET synchronous_commit = on; SET client_min_messages = warning; \
     SET statement_timeout = '30s'; SET lock_timeout = '1s'; SET idle_in_transaction_session_timeout = '10s';";

// Nobody waits for a read for longer.
const POSTGRES_READ_ONLY: &str = "SET default_transaction_read_only = on; SET client_min_messages = warning; \
     SET statement_timeout = '5s';";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_address_is_not_taken_for_a_file() {
        assert_eq!(Address::parse("sqlite:data/x.sqlite3"), Some(Address::Sqlite("data/x.sqlite3".into())));
        assert_eq!(Address::parse("sqlite:///var/x"), Some(Address::Sqlite("/var/x".into())));
        for text in ["postgrse://localhost/x", "data/x.sqlite3", "sqlite:", "sqlite::memory:", ""] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_server_that_does_not_answer_is_given_up_unless_the_address_says_when() {
        let rest = "keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=3000";
        let plain = with_timeouts("postgres://db/chats");
        assert_eq!(plain, format!("postgres://db/chats?connect_timeout=3&{rest}"));
        let encrypted = with_timeouts("postgres://db/x?sslmode=require");
        assert_eq!(encrypted, format!("postgres://db/x?sslmode=require&connect_timeout=3&{rest}"));
        let own = with_timeouts("postgres://db/x?connect_timeout=1");
        assert_eq!(own, format!("postgres://db/x?connect_timeout=1&{rest}"));
    }

    #[test]
    fn an_address_does_not_show_its_password() {
        let address = Address::parse("postgres://ann:secret@db/chats").unwrap();
        assert!(!format!("{address:?}").contains("secret"));
    }
}
