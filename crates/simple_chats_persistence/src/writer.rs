//! The write path. One thread takes the changes that wait, runs them in one transaction, commits once, publishes the
//! events, and then answers the callers. It carries out all requests to send of a group together, in few statements, and
//! each other change in a savepoint of its own.
//!
//! So all changes of a group share one sync to disk (group commit), and events leave in commit order.

#[cfg_attr(not(feature = "sqlite"), path = "writer/no_checkpoints.rs")]
mod checkpoints;
#[cfg(feature = "sqlite")]
mod empty_deadline;
mod job;
#[cfg(feature = "sqlite")]
mod log_space;
mod thread;
mod unannounced;

use crate::address::DatabaseAddress;
use crate::connection::{ANSWER_TIMEOUT, DbConnection};
use crate::error::{CallerError, Result, StoreError};
use crate::pending::Pending;
use crate::send_requests::SendFailure;
use crate::statistics::Statistics;
use checkpoints::Checkpoints;
pub use job::LockScope;
use job::{ClosureChange, Job, Work};
use simple_chats_domain::{Publication, SendRequest, SentMessages};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use thread::WriterThread;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc, oneshot, watch};

/// The greatest number of waiting changes.
const QUEUE_CAPACITY: usize = 4096;

/// A handle to the writer's thread, which ends when the last handle is dropped, or one is closed.
#[derive(Clone)]
pub(crate) struct Writer {
    /// `None` once it is closed.
    queue: Arc<RwLock<Option<mpsc::Sender<Job>>>>,
    /// Closed when the thread has ended.
    running: watch::Receiver<()>,
    address: DatabaseAddress,
    answer_timeout: Option<Duration>,
}

impl Writer {
    /// Starts the thread. Publications go to `publish`, even if nobody receives them; `queued` are notified of events
    /// for webhooks, and of what browsers are to be told.
    pub(crate) fn start(
        address: DatabaseAddress,
        publish: mpsc::UnboundedSender<Vec<Publication>>,
        statistics: Arc<Statistics>,
        queued: [Arc<Notify>; 2],
    ) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(QUEUE_CAPACITY);
        let answer_timeout = matches!(address, DatabaseAddress::Postgres(_)).then_some(ANSWER_TIMEOUT);
        let checkpoints = Checkpoints::start(&address)?;
        let writer =
            WriterThread::new(address.clone(), publish, answer_timeout, checkpoints, statistics, queued);
        let (alive, running) = watch::channel(());
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                writer.run(jobs);
                drop(alive);
            })
            .map_err(|error| StoreError::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { queue: Arc::new(RwLock::new(Some(queue))), running, address, answer_timeout })
    }

    /// How many changes wait.
    pub(crate) fn waiting(&self) -> usize {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        queue.as_ref().map_or(0, |queue| queue.max_capacity() - queue.capacity())
    }

    /// Makes the waiting changes, refuses others, and empties the log of SQLite. Returns whether it is empty.
    pub(crate) async fn close(&self) -> Result<bool> {
        drop(self.queue.write().unwrap_or_else(PoisonError::into_inner).take());
        // An error says that the thread has dropped its end.
        while self.running.clone().changed().await.is_ok() {}
        let (address, (emptied, outcome)) = (self.address.clone(), oneshot::channel());
        // Not one of the runtime's threads: a program that ends would wait for it.
        std::thread::Builder::new()
            .name("close".to_owned())
            .spawn(move || drop(emptied.send(checkpoints::empty_now(&address))))
            .map_err(|error| StoreError::Unavailable(format!("no thread to close with: {error}")))?;
        outcome.await.unwrap_or(Ok(false))
    }

    pub(crate) async fn write<T, E, F>(&self, locks: LockScope, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: CallerError,
        F: FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
    {
        let (pending, answer) = Pending::new();
        self.enqueue(Work::Change(locks, Box::new(ClosureChange { change, pending })))?;
        self.wait(answer).await
    }

    pub(crate) async fn send(&self, request: SendRequest) -> Result<SentMessages, SendFailure> {
        let (pending, answer) = Pending::new();
        self.enqueue(Work::Send(request, pending))?;
        self.wait(answer).await
    }

    fn enqueue(&self, work: Work) -> Result<()> {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or_else(ended)?;
        queue.try_send(Job::new(work)).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Closed(_) => ended(),
        })
    }

    async fn wait<T, E: CallerError>(&self, answer: oneshot::Receiver<Result<T, E>>) -> Result<T, E> {
        let answered = match self.answer_timeout {
            Some(timeout) => {
                tokio::time::timeout(timeout, answer).await.map_err(|_| StoreError::no_answer())?
            }
            None => answer.await,
        };
        answered.unwrap_or_else(|_| Err(ended().into()))
    }
}

fn ended() -> StoreError {
    StoreError::Unavailable("the writer has ended".to_owned())
}
