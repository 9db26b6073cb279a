//! The read path. A few threads take the reads that wait, and run them on pooled connections. A thread keeps its connection
//! while it is busy.

mod job;
mod pool;
mod queue;
mod thread;

pub(crate) use pool::ping;

use crate::address::DatabaseAddress;
use crate::connection::{ANSWER_TIMEOUT, DbConnection};
use crate::error::{CallerError, Result, StoreError};
use crate::pending::Pending;
use job::{Job, PendingRead, WAIT_TIMEOUT, no_connection};
use pool::Pool;
use queue::OpenQueue;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use thread::ReaderThread;
use tokio::time::timeout;
use tracing::Span;

/// A handle to the readers' threads, which end when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct Readers {
    queue: Arc<OpenQueue>,
    pool: Pool,
    /// How long a caller waits for an answer, if the database may fall silent.
    answer_timeout: Option<Duration>,
}

impl Readers {
    /// Starts the threads.
    pub(crate) fn start(address: &DatabaseAddress, pool_size: u32) -> Result<Self> {
        let pool = pool::build(address, pool_size, WAIT_TIMEOUT);
        let queue = Arc::new(OpenQueue::default());
        for number in 1..=threads(address, pool_size) {
            let reader = ReaderThread { queue: queue.share(), pool: pool.clone() };
            std::thread::Builder::new()
                .name(format!("reader {number}"))
                .spawn(move || reader.run())
                .map_err(|error| StoreError::Unavailable(format!("no thread for a reader: {error}")))?;
        }
        let answer_timeout = matches!(address, DatabaseAddress::Postgres(_)).then_some(ANSWER_TIMEOUT);
        Ok(Self { queue, pool, answer_timeout })
    }

    /// How many reads wait for a thread.
    pub(crate) fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// How many connections there may be, and how many there are.
    pub(crate) fn connections(&self) -> (u32, r2d2::State) {
        (self.pool.max_size(), self.pool.state())
    }

    /// Runs a read on one of the threads, in the caller's span.
    pub(crate) async fn read<T, E, F>(&self, read: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: CallerError,
        F: FnMut(&mut DbConnection) -> Result<T, E> + Send + 'static,
    {
        let (pending, mut answer) = Pending::new();
        let is_taken = Arc::new(AtomicBool::new(false));
        let read = Box::new(PendingRead { read, pending });
        let (queued_at, span) = (Instant::now(), Span::current());
        self.queue.push(Job { queued_at, is_taken: Arc::clone(&is_taken), span, read })?;
        let answered = match timeout(WAIT_TIMEOUT, &mut answer).await {
            Ok(answered) => answered,
            Err(_) if !is_taken.swap(true, Ordering::Relaxed) => return Err(no_connection().into()),
            Err(_) => match self.answer_timeout {
                Some(limit) => timeout(limit.saturating_sub(queued_at.elapsed()), answer)
                    .await
                    .map_err(|_| StoreError::no_answer())?,
                None => answer.await,
            },
        };
        answered.unwrap_or_else(|_| Err(no_connection().into()))
    }
}

/// SQLite's reads take processor time only, and each connection has a cache of its own. With one thread, though, each read
/// would wait for a long one.
fn threads(address: &DatabaseAddress, pool_size: u32) -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    match address {
        DatabaseAddress::Sqlite(_) => pool_size.min(u32::try_from(cores).unwrap_or(u32::MAX).max(2)),
        DatabaseAddress::Postgres(_) => pool_size,
    }
}
