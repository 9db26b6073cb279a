//! The write path: every change goes through one thread, which takes what is queued, makes each change in a savepoint
//! of its own inside one transaction, commits once, publishes what has happened and then answers each. On PostgreSQL,
//! where each statement is a round trip, all sendings of a group are made together, in few statements.
//!
//! A commit's sync is so shared by all who wait, and events leave in the order of commits.

mod job;
mod thread;
mod unannounced;

use crate::connection::{Address, DbConnection};
use crate::error::StoreError;
use crate::send_requests::SendFailure;
use job::{Change, Queued, SendJob, Work};
use simple_chats_domain::{ChatId, MessageId, Publication, SendRequest, SentMessages};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};
use thread::WriterThread;
use tokio::sync::{mpsc, oneshot};

/// How many changes may wait.
const QUEUE_CAPACITY: usize = 4096;

/// How long somebody waits for a change on PostgreSQL, which may fall silent without a word. What wasn't begun by then
/// is not begun any more.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_millis(4500);

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

/// Which chats a change is going to lock, so that a group locks all its chats in one order beforehand: instances then
/// wait for each other, but not in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockScope {
    /// None, or it isn't known; then PostgreSQL may have to break a deadlock, and the change is made again.
    None,
    /// This one.
    Chat(ChatId),
    /// The one that this message stands in.
    ChatOf(MessageId),
    /// Many, in order of id: such a change gets a transaction of its own on PostgreSQL.
    Many,
}

/// A handle to the writer's thread, which ends when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: SyncSender<Queued>,
    answer_timeout: Option<Duration>,
}

impl Writer {
    /// Starts the thread. What changes publish goes to `publish`, where it may go unheard.
    pub(crate) fn start(
        address: Address,
        publish: mpsc::UnboundedSender<Vec<Publication>>,
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = sync_channel(QUEUE_CAPACITY);
        let answer_timeout = matches!(address, Address::Postgres(_)).then_some(ANSWER_TIMEOUT);
        let writer = WriterThread::new(address, publish, answer_timeout);
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run(&jobs))
            .map_err(|error| StoreError::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { queue, answer_timeout })
    }

    pub(crate) async fn write<T, E, F>(&self, locks: LockScope, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
    {
        let (answer, outcome) = oneshot::channel();
        self.queue(Work::Change(locks, Box::new(Change::new(change, answer))))?;
        self.wait(outcome).await
    }

    pub(crate) async fn send(&self, request: SendRequest) -> Result<SentMessages, SendFailure> {
        let (answer, outcome) = oneshot::channel();
        self.queue(Work::Send(SendJob::new(request, answer)))?;
        self.wait(outcome).await
    }

    fn queue(&self, work: Work) -> Result<(), StoreError> {
        let queued = self.queue.try_send(Queued { since: Instant::now(), work });
        queued.map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => ended(),
        })
    }

    async fn wait<T, E: WriteError>(&self, outcome: oneshot::Receiver<Result<T, E>>) -> Result<T, E> {
        let answered = match self.answer_timeout {
            Some(answer_timeout) => {
                tokio::time::timeout(answer_timeout, outcome).await.map_err(|_| silent())?
            }
            None => outcome.await,
        };
        answered.unwrap_or_else(|_| Err(ended().into()))
    }
}

fn ended() -> StoreError {
    StoreError::Unavailable("the writer has ended".to_owned())
}

/// The database has not answered in time.
pub(crate) fn silent() -> StoreError {
    StoreError::Unavailable("the database does not answer".to_owned())
}
