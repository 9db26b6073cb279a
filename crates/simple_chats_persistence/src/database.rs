//! The database as a server uses it: a pool of connections for reads, one writer for changes, and the migrations.

use crate::connection::{Access, Address, DbConnection, on_each_backend};
use crate::error::StoreError;
use crate::send_requests::SendFailure;
use crate::writer::{ANSWER_TIMEOUT, LockScope, WriteError, Writer, silent};
use diesel::RunQueryDsl;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use simple_chats_domain::{Publication, SendRequest, SentMessages};
use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::mpsc;

const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");

/// The number of PostgreSQL's advisory lock under which migrations run, so that two servers can start at once.
const MIGRATION_LOCK: i64 = 0x5349_4d50_4c45;

/// How long a read waits for a connection.
const POOL_TIMEOUT: Duration = Duration::from_secs(4);

/// A database with a pool for reads and a writer for changes. Clones share both.
#[derive(Clone)]
pub struct Database {
    address: Address,
    pool: r2d2::Pool<Manager>,
    writer: Writer,
}

impl Database {
    /// Opens the database at an address, with up to `pool_size` connections for reads. The receiver yields the publications
    /// of each group of changes, after its commit and in the order of commits.
    pub fn open(
        address: &Address,
        pool_size: u32,
    ) -> Result<(Self, mpsc::UnboundedReceiver<Vec<Publication>>), StoreError> {
        let (publish, publications) = mpsc::unbounded_channel();
        // The first connection also makes a missing SQLite file, which readers may not.
        drop(DbConnection::open(address)?);
        let pool = r2d2::Pool::builder()
            .max_size(pool_size)
            .min_idle(Some(1))
            .connection_timeout(POOL_TIMEOUT)
            .test_on_check_out(matches!(address, Address::Postgres(_)))
            .error_handler(Box::new(LogErrors))
            .build_unchecked(Manager { address: address.clone() });
        let writer = Writer::start(address.clone(), publish)?;
        Ok((Self { address: address.clone(), pool, writer }, publications))
    }

    /// A connection of its own that can read and write, for programs that bring their own transactions.
    pub fn connect(&self) -> Result<DbConnection, StoreError> {
        DbConnection::open(&self.address)
    }

    /// Brings the schema up to date. Returns the names of the migrations that ran.
    ///
    /// Fails with [`StoreError::Schema`] where the database has a migration that this program doesn't know: it belongs
    /// to a newer version, and is left alone.
    pub fn migrate(&self) -> Result<Vec<String>, StoreError> {
        migrate(&mut self.connect()?)
    }

    /// Runs a read on a pooled connection, off the async threads. It cannot write.
    ///
    /// Fails with [`StoreError::Unavailable`] where no connection is to be had, or PostgreSQL does not answer, within
    /// five seconds.
    pub async fn read<T, E>(
        &self,
        read: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let pool = self.pool.clone();
        let work = move || {
            let mut conn = pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
            read(&mut conn)
        };
        let reading = tokio::task::spawn_blocking(work);
        let read = match self.address {
            Address::Sqlite(_) => reading.await,
            Address::Postgres(_) => {
                tokio::time::timeout(ANSWER_TIMEOUT, reading).await.map_err(|_| silent())?
            }
        };
        read.unwrap_or_else(|_| Err(StoreError::Panicked.into()))
    }

    /// Makes a change: it is stored, whole and durably, once this returns; or, where it fails, not at all. It shares its
    /// commit with the changes that wait beside it, and may run more than once before it is stored. What it puts into
    /// the list is published after the commit.
    ///
    /// Fails with [`StoreError::Busy`] where too many changes wait, and with [`StoreError::Unavailable`] where
    /// PostgreSQL does not answer within five seconds; then it may or may not be stored.
    pub async fn write<T, E>(
        &self,
        change: impl FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
    {
        self.writer.write(LockScope::None, change).await
    }

    /// Makes a change as [`Database::write`] does, of which it is known what it is going to lock.
    pub async fn write_locking<T, E>(
        &self,
        locks: LockScope,
        change: impl FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
    {
        self.writer.write(locks, change).await
    }

    /// Sends messages, as [`send`](crate::send_requests::send) does in a change of its own; on PostgreSQL together with what
    /// else waits to be sent.
    pub async fn send(&self, request: SendRequest) -> Result<SentMessages, SendFailure> {
        self.writer.send(request).await
    }

    /// Asks the database whether it answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read(|conn| {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok(())
        })
        .await
    }
}

/// Brings a database's schema up to date; see [`Database::migrate`].
pub fn migrate(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    lock_migrations(conn, "SELECT pg_advisory_lock($1)")?;
    let ran = on_each_backend!(&mut *conn, |inner| {
        let source = if inner_is_postgres(inner) { POSTGRES_MIGRATIONS } else { SQLITE_MIGRATIONS };
        refuse_newer_schema(inner, &source).and_then(|()| {
            inner
                .run_pending_migrations(source)
                .map(|ran| ran.iter().map(ToString::to_string).collect())
                .map_err(|error| {
                    StoreError::Schema(format!("the schema can't be brought up to date: {error}"))
                })
        })
    });
    lock_migrations(conn, "SELECT pg_advisory_unlock($1)")?;
    ran
}

/// Whether a database has all migrations of this program, and nothing is left to [`migrate`].
///
/// Fails with [`StoreError::Schema`] where it has one that this program doesn't know.
pub(crate) fn has_current_schema(conn: &mut DbConnection) -> Result<bool, StoreError> {
    on_each_backend!(conn, |inner| {
        let source = if inner_is_postgres(inner) { POSTGRES_MIGRATIONS } else { SQLITE_MIGRATIONS };
        refuse_newer_schema(inner, &source)?;
        inner
            .has_pending_migration(source)
            .map(|pending| !pending)
            .map_err(|error| StoreError::Schema(format!("the schema can't be read: {error}")))
    })
}

fn lock_migrations(conn: &mut DbConnection, statement: &str) -> Result<(), StoreError> {
    if let DbConnection::Postgres(conn) = conn {
        // A server that waits for another one's migration may wait for longer than for a row.
        diesel::sql_query("SET lock_timeout = 0").execute(conn)?;
        diesel::sql_query(statement).bind::<diesel::sql_types::BigInt, _>(MIGRATION_LOCK).execute(conn)?;
    }
    Ok(())
}

fn inner_is_postgres<C: 'static>(_: &C) -> bool {
    std::any::TypeId::of::<C>() == std::any::TypeId::of::<diesel::PgConnection>()
}

fn refuse_newer_schema<C, DB>(conn: &mut C, source: &EmbeddedMigrations) -> Result<(), StoreError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
{
    use diesel::migration::MigrationSource;
    let schema = |error: Box<dyn std::error::Error + Send + Sync>| {
        StoreError::Schema(format!("the schema can't be read: {error}"))
    };
    let known: HashSet<String> = MigrationSource::<DB>::migrations(source)
        .map_err(schema)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let applied = conn.applied_migrations().map_err(schema)?;
    match applied.iter().map(ToString::to_string).find(|version| !known.contains(version)) {
        Some(version) => Err(StoreError::Schema(format!(
            "the database is of a newer version of Simple Chats (it has the migration {version}): start that version"
        ))),
        None => Ok(()),
    }
}

#[derive(Debug)]
struct Manager {
    address: Address,
}

impl r2d2::ManageConnection for Manager {
    type Connection = DbConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<DbConnection, StoreError> {
        DbConnection::open_for(&self.address, Access::ReadOnly)
    }

    fn is_valid(&self, conn: &mut DbConnection) -> Result<(), StoreError> {
        diesel::sql_query("SELECT 1").execute(conn)?;
        Ok(())
    }

    fn has_broken(&self, conn: &mut DbConnection) -> bool {
        std::thread::panicking() || conn.transaction_depth() != Some(0)
    }
}

#[derive(Debug)]
struct LogErrors;

impl r2d2::HandleError<StoreError> for LogErrors {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "a connection to the database failed");
    }
}
