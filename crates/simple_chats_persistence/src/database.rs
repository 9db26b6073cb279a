//! The database as a server uses it: a pool of connections for reads, and one writer for changes.

use crate::address::DatabaseAddress;
use crate::connection::{ANSWER_TIMEOUT, Access, DbConnection};
use crate::database_time;
use crate::error::{Result, StoreError, WriteError};
use crate::migrations::migrate;
use crate::send_requests::SendFailure;
use crate::writer::{LockScope, Writer};
use diesel::RunQueryDsl;
use simple_chats_domain::{Publication, SendRequest, SentMessages};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

/// How long a read waits for a connection.
const POOL_TIMEOUT: Duration = Duration::from_secs(4);

/// A database with a pool for reads and a writer for changes. Clones share both.
#[derive(Clone)]
pub struct Database {
    address: DatabaseAddress,
    pool: r2d2::Pool<Manager>,
    /// One permit for each connection of the pool. Reads that wait for a connection wait for a permit, so that they occupy
    /// no thread.
    free_connections: Arc<Semaphore>,
    writer: Writer,
}

impl Database {
    /// Opens a database, with up to `pool_size` connections for reads. The receiver yields the publications of each group
    /// of changes after its commit, in commit order.
    pub fn open(
        address: &DatabaseAddress,
        pool_size: u32,
    ) -> Result<(Self, mpsc::UnboundedReceiver<Vec<Publication>>)> {
        let (publish, publications) = mpsc::unbounded_channel();
        // The first connection also creates a missing SQLite file, which readers may not do.
        drop(DbConnection::open(address)?);
        let pool = r2d2::Pool::builder()
            .max_size(pool_size)
            .min_idle(Some(1))
            .connection_timeout(POOL_TIMEOUT)
            .test_on_check_out(matches!(address, DatabaseAddress::Postgres(_)))
            .error_handler(Box::new(LogErrors))
            .build_unchecked(Manager { address: address.clone() });
        let free_connections = Arc::new(Semaphore::new(usize::try_from(pool_size).unwrap_or(usize::MAX)));
        let writer = Writer::start(address.clone(), publish)?;
        Ok((Self { address: address.clone(), pool, free_connections, writer }, publications))
    }

    /// Opens a separate connection for reads and writes, for programs that manage their own transactions.
    pub fn connect(&self) -> Result<DbConnection> {
        DbConnection::open(&self.address)
    }

    /// Brings the schema up to date; see [`migrate`].
    pub fn migrate(&self) -> Result<Vec<String>> {
        migrate(&mut self.connect()?)
    }

    /// Runs a read on a pooled connection, off the async threads and in the caller's span. It cannot write.
    ///
    /// Fails with [`StoreError::Unavailable`] if there is no free connection, or no response from PostgreSQL, within five
    /// seconds.
    pub async fn read<T, E>(
        &self,
        read: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (pool, permits, span) =
            (self.pool.clone(), Arc::clone(&self.free_connections), tracing::Span::current());
        let reading = async move {
            let Ok(Ok(permit)) = timeout(POOL_TIMEOUT, permits.acquire_owned()).await else {
                return Err(StoreError::Unavailable("no connection is free".to_owned()).into());
            };
            let work = move || {
                let _entered = span.enter();
                // Released after the connection has gone back to the pool.
                let _permit = permit;
                let mut conn = pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
                tracing::trace!("read");
                read(&mut conn)
            };
            tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(StoreError::Panicked.into()))
        };
        database_time::add(async {
            match self.address {
                DatabaseAddress::Sqlite(_) => reading.await,
                DatabaseAddress::Postgres(_) => timeout(ANSWER_TIMEOUT, reading)
                    .await
                    .unwrap_or_else(|_| Err(StoreError::no_answer().into())),
            }
        })
        .await
    }

    /// Makes a change. Once this returns, the change is stored durably as a whole, or, after an error, not at all. It
    /// shares a commit with other waiting changes, and may run more than once before it is stored. The publications that
    /// it adds to the list are published after the commit.
    ///
    /// Fails with [`StoreError::Busy`] if too many changes wait, and with [`StoreError::Unavailable`] if PostgreSQL does
    /// not respond within five seconds; then the change may or may not be stored.
    pub async fn write<T, E>(
        &self,
        change: impl FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
    {
        self.write_locking(LockScope::None, change).await
    }

    /// Makes a change as [`Database::write`] does, and declares the chats that it locks.
    pub async fn write_locking<T, E>(
        &self,
        locks: LockScope,
        change: impl FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
    {
        database_time::add(self.writer.write(locks, change)).await
    }

    /// Sends messages with the outcome of [`send_requests::execute`](crate::send_requests::execute), together with the
    /// other requests that wait.
    pub async fn send(&self, request: SendRequest) -> Result<SentMessages, SendFailure> {
        database_time::add(self.writer.send(request)).await
    }

    /// Checks that the database responds.
    pub async fn ping(&self) -> Result<()> {
        self.read(|conn| {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok(())
        })
        .await
    }
}

#[derive(Debug)]
struct Manager {
    address: DatabaseAddress,
}

impl r2d2::ManageConnection for Manager {
    type Connection = DbConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<DbConnection> {
        DbConnection::open_for(&self.address, Access::ReadOnly)
    }

    fn is_valid(&self, conn: &mut DbConnection) -> Result<()> {
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
