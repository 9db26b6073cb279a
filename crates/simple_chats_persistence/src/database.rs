//! The database as a server uses it: a few threads for reads, and one writer for changes.

use crate::address::DatabaseAddress;
use crate::connection::DbConnection;
use crate::database_file;
use crate::database_time;
use crate::error::{CallerError, Result, StoreError};
use crate::migrations::migrate;
use crate::readers::{Readers, ping};
use crate::send_requests::SendFailure;
use crate::statistics::{Load, Statistics};
use crate::write_probe::{self, WriteProbe};
use crate::writer::{LockScope, Writer};
use simple_chats_domain::{Publication, SendRequest, SentMessages};
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};

/// A database with threads for reads and a writer for changes. Clones share both.
#[derive(Clone)]
pub struct Database {
    address: DatabaseAddress,
    readers: Readers,
    writer: Writer,
    statistics: Arc<Statistics>,
    write_probe: Arc<WriteProbe>,
    webhooks_queued: Arc<Notify>,
    pushes_queued: Arc<Notify>,
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
        let first = DbConnection::open(address)?;
        if let DatabaseAddress::Sqlite(path) = address {
            // While the files beside it are there, too.
            database_file::warn_of_exposure(path);
        }
        drop(first);
        let readers = Readers::start(address, pool_size)?;
        let statistics = Arc::default();
        let webhooks_queued = Arc::<Notify>::default();
        let pushes_queued = Arc::<Notify>::default();
        let writer = Writer::start(
            address.clone(),
            publish,
            Arc::clone(&statistics),
            [Arc::clone(&webhooks_queued), Arc::clone(&pushes_queued)],
        )?;
        let address = address.clone();
        let write_probe = Arc::default();
        Ok((
            Self { address, readers, writer, statistics, write_probe, webhooks_queued, pushes_queued },
            publications,
        ))
    }

    /// What it has done so far.
    #[must_use]
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// What waits for it now, and its connections.
    #[must_use]
    pub fn load(&self) -> Load {
        let (changes_waiting, reads_waiting) = (self.writer.waiting(), self.readers.waiting());
        let (max_connections, pool) = self.readers.connections();
        Load {
            changes_waiting,
            reads_waiting,
            connections: pool.connections,
            idle_connections: pool.idle_connections,
            max_connections,
        }
    }

    /// Opens a separate connection for reads and writes, for programs that manage their own transactions.
    pub fn connect(&self) -> Result<DbConnection> {
        DbConnection::open(&self.address)
    }

    /// Brings the schema up to date; see [`migrate`].
    pub fn migrate(&self) -> Result<Vec<String>> {
        migrate(&mut self.connect()?)
    }

    /// Runs a read on a pooled connection, off the async threads and in the caller's span. It cannot write. If the
    /// connection turns out to be broken, the read runs once again on another one.
    ///
    /// Fails with [`StoreError::Unavailable`] if there is no free connection, or no response from PostgreSQL, within five
    /// seconds.
    pub async fn read<T, E>(
        &self,
        read: impl FnMut(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: CallerError,
    {
        database_time::add(self.readers.read(read)).await
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
        E: CallerError,
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
        E: CallerError,
    {
        database_time::add(self.writer.write(locks, change)).await
    }

    /// Sends messages with the outcome of [`send_requests::execute`](crate::send_requests::execute), together with the
    /// other requests that wait.
    pub async fn send(&self, request: SendRequest) -> Result<SentMessages, SendFailure> {
        database_time::add(self.writer.send(request)).await
    }

    /// Makes the changes that wait, and then empties SQLite's log, so that no deleted text stays in it; this waits a second
    /// at most for readers. Changes fail from now on.
    pub async fn close(&self) {
        match self.writer.close().await {
            Ok(true) => {}
            Ok(false) => tracing::warn!("the log of the database is in use and keeps what was changed last"),
            Err(error) => tracing::warn!(%error, "failed to empty the log of the database"),
        }
    }

    /// Notified when the writer has stored what browsers are to be told.
    #[must_use]
    pub fn pushes_queued(&self) -> &Notify {
        &self.pushes_queued
    }

    /// Notified when the writer has stored events for webhooks.
    #[must_use]
    pub fn webhooks_queued(&self) -> &Notify {
        &self.webhooks_queued
    }

    /// Checks that a change can be stored, by one that leaves nothing behind. It is made once a second at most.
    pub async fn is_writable(&self) -> bool {
        self.write_probe
            .ask(async || self.write::<_, StoreError>(|conn, _| write_probe::write(conn)).await)
            .await
    }

    /// Checks that the database responds.
    pub async fn ping(&self) -> Result<()> {
        self.read::<_, StoreError>(ping).await
    }
}
