//! The write path: every change goes through one thread, which takes what is queued, makes each change in a savepoint
//! of its own inside one transaction, commits once, publishes what has happened and then answers each. On PostgreSQL,
//! where each statement is a round trip, all sendings of a group are made together, in few statements.
//!
//! A commit's sync is so shared by all who wait, and events leave in the order of commits.

mod job;
mod receipt;
mod thread;
mod untold;

use crate::connection::{Address, DbConnection};
use crate::error::StoreError;
use crate::sending::SendFailure;
use job::{Change, Queued, Send, Work};
pub(crate) use receipt::{Fate, Receipt};
use simple_chats_domain::{ChatId, Dispatch, MessageId, Notice, Sent};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};
use thread::WriterThread;
use tokio::sync::{mpsc, oneshot};

/// How many changes may wait.
const QUEUE: usize = 4096;

/// How long somebody waits for a change on PostgreSQL, which may fall silent without a word. What wasn't begun by then
/// is not begun any more.
pub(crate) const PATIENCE: Duration = Duration::from_millis(4500);

/// The error of a change: it can come from the store, and tells whether it did.
pub trait WriteError: From<StoreError> + std::marker::Send + 'static {
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
pub enum Locks {
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
    patience: Option<Duration>,
}

impl Writer {
    /// Starts the thread. What changes publish goes to `publish`, where it may go unheard.
    pub(crate) fn start(
        address: Address,
        publish: mpsc::UnboundedSender<Vec<Notice>>,
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = sync_channel(QUEUE);
        let patience = matches!(address, Address::Postgres(_)).then_some(PATIENCE);
        let writer = WriterThread::new(address, publish, patience);
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run(&jobs))
            .map_err(|error| StoreError::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { queue, patience })
    }

    pub(crate) async fn write<T, E, F>(&self, locks: Locks, change: F) -> Result<T, E>
    where
        T: std::marker::Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConnection, &mut Vec<Notice>) -> Result<T, E> + std::marker::Send + 'static,
    {
        let (answer, outcome) = oneshot::channel();
        self.queue(Work::Change(locks, Box::new(Change::new(change, answer))))?;
        self.wait(outcome).await
    }

    pub(crate) async fn send(&self, dispatch: Dispatch) -> Result<Sent, SendFailure> {
        let (answer, outcome) = oneshot::channel();
        self.queue(Work::Send(Send::new(dispatch, answer)))?;
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
        let answered = match self.patience {
            Some(patience) => tokio::time::timeout(patience, outcome).await.map_err(|_| silent())?,
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
