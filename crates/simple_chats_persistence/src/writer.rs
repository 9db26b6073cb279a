//! The write path: every change goes through one thread, which takes what is queued, runs each change in a savepoint
//! of its own inside one transaction, commits once, publishes what has happened and then answers each.
//!
//! A commit's sync is so shared by all who wait, and events leave in the order of commits.

use crate::connection::{Address, DbConnection};
use crate::error::StoreError;
use simple_chats_domain::Notice;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// How many changes may share a commit.
const GROUP: usize = 256;

/// How many changes may wait.
const QUEUE: usize = 4096;

/// How often a change is made again after it was in the way of another transaction.
const ATTEMPTS: usize = 4;

/// The error of a change: it can come from the store, and tells whether it did.
pub trait WriteError: From<StoreError> + Send + 'static {
    /// The store's error, where this is one.
    fn store_error(&self) -> Option<&StoreError>;
}

impl WriteError for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// A handle to the writer's thread, which ends when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: SyncSender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the thread. What changes publish goes to `publish`, where it may go unheard.
    pub(crate) fn start(
        address: Address,
        publish: mpsc::UnboundedSender<Vec<Notice>>,
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = sync_channel(QUEUE);
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || WriterThread { address, publish, conn: None }.run(&jobs))
            .map_err(|error| StoreError::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { queue })
    }

    pub(crate) async fn write<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConnection, &mut Vec<Notice>) -> Result<T, E> + Send + 'static,
    {
        let (answer, outcome) = oneshot::channel();
        let job = Change { work: change, outcome: None, notices: Vec::new(), answer };
        self.queue.try_send(Box::new(job)).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => StoreError::Unavailable("the writer has ended".to_owned()),
        })?;
        outcome
            .await
            .unwrap_or_else(|_| Err(StoreError::Unavailable("the writer has ended".to_owned()).into()))
    }
}

/// A change of any type, as the writer's thread sees it.
trait Job: Send {
    /// Makes the change in a savepoint of its own; an error of the change itself is kept for the answer.
    fn attempt(&mut self, conn: &mut DbConnection) -> Attempt;
    /// What the change wants published.
    fn take_notices(&mut self) -> Vec<Notice>;
    /// Tells the one who waits how it went: with what the last attempt yielded, or with the failure of its group.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

/// How an attempt ended, as far as the group is concerned.
enum Attempt {
    /// The savepoint was released, or rolled back because of the change's own error.
    Settled,
    /// The transaction as a whole can't go on.
    Broken(StoreError),
}

struct Change<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    notices: Vec<Notice>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Change<T, E, F>
where
    T: Send + 'static,
    E: WriteError,
    F: FnMut(&mut DbConnection, &mut Vec<Notice>) -> Result<T, E> + Send + 'static,
{
    fn attempt(&mut self, conn: &mut DbConnection) -> Attempt {
        self.notices.clear();
        let Self { work, notices, .. } = self;
        let outcome = savepoint(conn, |conn| work(conn, notices));
        if outcome.is_err() {
            self.notices.clear();
        }
        let broken = match outcome.as_ref().err().and_then(WriteError::store_error) {
            Some(StoreError::Unavailable(why)) => Some(StoreError::Unavailable(why.clone())),
            Some(StoreError::Contended(_)) => Some(StoreError::Busy),
            _ => None,
        };
        self.outcome = Some(outcome);
        broken.map_or(Attempt::Settled, Attempt::Broken)
    }

    fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let outcome = match failure {
            Some(failure) => Err(failure.into()),
            None => self.outcome.unwrap_or_else(|| Err(StoreError::Panicked.into())),
        };
        // Nobody waits any more where the client has left; the change stands all the same.
        drop(self.answer.send(outcome));
    }
}

/// Runs a change in a nested transaction. An error of the change rolls back to its start.
fn savepoint<T, E: From<StoreError>>(
    conn: &mut DbConnection,
    change: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    use diesel::Connection;
    enum Inner<E> {
        Change(E),
        Store(StoreError),
    }
    impl<E> From<diesel::result::Error> for Inner<E> {
        fn from(error: diesel::result::Error) -> Self {
            Self::Store(error.into())
        }
    }
    conn.transaction(|conn| change(conn).map_err(Inner::Change)).map_err(|error| match error {
        Inner::Change(error) => error,
        Inner::Store(error) => error.into(),
    })
}

struct WriterThread {
    address: Address,
    publish: mpsc::UnboundedSender<Vec<Notice>>,
    conn: Option<DbConnection>,
}

/// Why a group was not stored.
enum GroupFailure {
    /// The database can't be written to at all now.
    Down(StoreError),
    /// Nothing of it was, because of one of its changes; the others may be tried again.
    RolledBack(StoreError),
    /// The connection went away during the commit: it may or may not be.
    Unknown(StoreError),
}

impl WriterThread {
    fn run(mut self, jobs: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = jobs.recv() {
            let mut group = vec![first];
            group.extend(jobs.try_iter().take(GROUP - 1));
            self.store(group);
        }
    }

    /// Stores a group; where it fails as a whole, its changes one by one, so that one can't spoil the others.
    fn store(&mut self, mut group: Vec<Box<dyn Job>>) {
        match self.attempt(&mut group) {
            Ok(()) => self.settle(group),
            Err(GroupFailure::Unknown(error) | GroupFailure::Down(error)) => refuse(group, &error),
            Err(GroupFailure::RolledBack(_)) => {
                for job in group {
                    self.store_alone(job);
                }
            }
        }
    }

    fn store_alone(&mut self, job: Box<dyn Job>) {
        let mut alone = vec![job];
        let mut failure = StoreError::Busy;
        for _ in 0..ATTEMPTS {
            match self.attempt(&mut alone) {
                Ok(()) => return self.settle(alone),
                Err(GroupFailure::RolledBack(StoreError::Busy)) => {}
                Err(
                    GroupFailure::Down(error)
                    | GroupFailure::RolledBack(error)
                    | GroupFailure::Unknown(error),
                ) => {
                    failure = error;
                    break;
                }
            }
        }
        refuse(alone, &failure);
    }

    /// Runs the group's changes in one transaction and commits it.
    fn attempt(&mut self, group: &mut [Box<dyn Job>]) -> Result<(), GroupFailure> {
        let mut conn = self.begin().map_err(GroupFailure::Down)?;
        for job in group {
            let attempt = catch_unwind(AssertUnwindSafe(|| job.attempt(&mut conn)))
                .unwrap_or(Attempt::Broken(StoreError::Panicked));
            if let Attempt::Broken(error) = attempt {
                // The connection is dropped, and with it all that the transaction did.
                return Err(GroupFailure::RolledBack(error));
            }
            if conn.transaction_depth() != Some(1) {
                let lost = StoreError::Unavailable("the database gave the transaction up".to_owned());
                return Err(GroupFailure::RolledBack(lost));
            }
        }
        let is_postgres = matches!(conn, DbConnection::Postgres(_));
        conn.commit().map_err(|error| {
            tracing::error!(%error, "a commit failed");
            if is_postgres { GroupFailure::Unknown(error) } else { GroupFailure::RolledBack(error) }
        })?;
        self.conn = Some(conn);
        Ok(())
    }

    /// A connection with a transaction begun: the one at hand, or a new one where that has gone away meanwhile.
    fn begin(&mut self) -> Result<DbConnection, StoreError> {
        if let Some(mut conn) = self.conn.take()
            && conn.begin_write().is_ok()
        {
            return Ok(conn);
        }
        let mut conn = DbConnection::open(&self.address)?;
        conn.begin_write()?;
        Ok(conn)
    }

    /// Publishes what the group's changes did, and then answers them.
    fn settle(&self, mut group: Vec<Box<dyn Job>>) {
        let notices: Vec<Notice> = group.iter_mut().flat_map(|job| job.take_notices()).collect();
        if !notices.is_empty() {
            // Unheard where the program has no delivery, as in a script that imports this crate.
            drop(self.publish.send(notices));
        }
        for job in group {
            job.answer(None);
        }
    }
}

fn refuse(group: Vec<Box<dyn Job>>, error: &StoreError) {
    for job in group {
        job.answer(Some(match error {
            StoreError::Busy => StoreError::Busy,
            StoreError::Panicked => StoreError::Panicked,
            other => StoreError::Unavailable(other.to_string()),
        }));
    }
}
