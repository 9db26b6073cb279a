//! The read path. A few threads take the reads that wait, and run them on pooled connections. A thread keeps its connection
//! while it is busy.

use crate::address::DatabaseAddress;
use crate::connection::{ANSWER_TIMEOUT, Access, DbConnection};
use crate::error::{Result, StoreError, WriteError};
use diesel::RunQueryDsl;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::Span;

/// How long a read waits for a thread with a connection.
const WAIT_TIMEOUT: Duration = Duration::from_secs(4);

/// The greatest number of waiting reads.
const QUEUE_CAPACITY: usize = 16_384;

/// A handle to the readers' threads, which end when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct Readers {
    queue: Arc<OpenQueue>,
    /// How long a caller waits for an answer, if the database may fall silent.
    answer_timeout: Option<Duration>,
}

impl Readers {
    /// Starts the threads.
    pub(crate) fn start(address: &DatabaseAddress, pool_size: u32) -> Result<Self> {
        let pool = r2d2::Pool::builder()
            .max_size(pool_size)
            .min_idle(Some(1))
            .connection_timeout(WAIT_TIMEOUT)
            .test_on_check_out(false)
            .error_handler(Box::new(LogErrors))
            .build_unchecked(Manager { address: address.clone() });
        let queue = Arc::new(OpenQueue(Arc::default()));
        for number in 1..=threads(address, pool_size) {
            let mut reader = ReaderThread { queue: Arc::clone(&queue.0), pool: pool.clone() };
            std::thread::Builder::new()
                .name(format!("reader {number}"))
                .spawn(move || reader.run())
                .map_err(|error| StoreError::Unavailable(format!("no thread for a reader: {error}")))?;
        }
        let answer_timeout = matches!(address, DatabaseAddress::Postgres(_)).then_some(ANSWER_TIMEOUT);
        Ok(Self { queue, answer_timeout })
    }

    /// Runs a read on one of the threads, in the caller's span.
    pub(crate) async fn read<T, E, F>(&self, read: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConnection) -> Result<T, E> + Send + 'static,
    {
        let started_at = Instant::now();
        let (caller, mut answer) = oneshot::channel();
        let is_taken = Arc::new(AtomicBool::new(false));
        let read = PendingRead { read, outcome: None, caller };
        self.queue.0.push(Job {
            queued_at: started_at,
            is_taken: Arc::clone(&is_taken),
            span: Span::current(),
            read: Box::new(read),
        })?;
        let answered = match timeout(WAIT_TIMEOUT, &mut answer).await {
            Ok(answered) => answered,
            Err(_) if !is_taken.swap(true, Ordering::Relaxed) => return Err(no_connection().into()),
            Err(_) => match self.answer_timeout {
                Some(limit) => timeout(limit.saturating_sub(started_at.elapsed()), answer)
                    .await
                    .map_err(|_| StoreError::no_answer())?,
                None => answer.await,
            },
        };
        answered.unwrap_or_else(|_| Err(StoreError::Unavailable("the readers have ended".to_owned()).into()))
    }
}

/// SQLite's reads take processor time only, and each connection has a cache of its own.
fn threads(address: &DatabaseAddress, pool_size: u32) -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    match address {
        DatabaseAddress::Sqlite(_) => pool_size.min(u32::try_from(cores).unwrap_or(u32::MAX)),
        DatabaseAddress::Postgres(_) => pool_size,
    }
}

fn no_connection() -> StoreError {
    StoreError::Unavailable("no connection is free".to_owned())
}

/// The reads that wait for a thread.
#[derive(Default)]
struct Queue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

#[derive(Default)]
struct QueueState {
    jobs: VecDeque<Job>,
    /// How many threads wait for a job.
    idle: usize,
    is_closed: bool,
}

/// Closes the queue when it is dropped.
struct OpenQueue(Arc<Queue>);

impl Drop for OpenQueue {
    fn drop(&mut self) {
        self.0.lock().is_closed = true;
        self.0.changed.notify_all();
    }
}

impl Queue {
    fn push(&self, job: Job) -> Result<()> {
        let mut state = self.lock();
        if state.jobs.len() >= QUEUE_CAPACITY {
            return Err(no_connection());
        }
        state.jobs.push_back(job);
        let wakes = state.idle > 0;
        drop(state);
        if wakes {
            self.changed.notify_one();
        }
        Ok(())
    }

    /// Waits for a job that its caller still waits for; `None` once the queue is closed.
    fn wait(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.take() {
                return Some(job);
            }
            if state.is_closed {
                return None;
            }
            state.idle += 1;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QueueState {
    fn take(&mut self) -> Option<Job> {
        std::iter::from_fn(|| self.jobs.pop_front()).find(Job::begin)
    }
}

struct Job {
    queued_at: Instant,
    /// Whether a thread has taken it, or its caller has given up.
    is_taken: Arc<AtomicBool>,
    span: Span,
    read: Box<dyn Read>,
}

impl Job {
    /// Takes the job, unless its caller no longer waits for it.
    fn begin(&self) -> bool {
        let is_late = self.queued_at.elapsed() >= WAIT_TIMEOUT;
        !is_late && !self.read.is_abandoned() && !self.is_taken.swap(true, Ordering::Relaxed)
    }
}

/// A read of any type, and the caller who waits for its outcome.
trait Read: Send {
    fn is_abandoned(&self) -> bool;
    /// Returns whether the connection is broken.
    fn attempt(&mut self, conn: &mut DbConnection) -> bool;
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

struct PendingRead<T, E, F> {
    read: F,
    outcome: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Read for PendingRead<T, E, F>
where
    T: Send + 'static,
    E: WriteError,
    F: FnMut(&mut DbConnection) -> Result<T, E> + Send + 'static,
{
    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }

    fn attempt(&mut self, conn: &mut DbConnection) -> bool {
        let outcome = self.outcome.insert((self.read)(conn));
        let error = outcome.as_ref().err().and_then(WriteError::store_error);
        matches!(error, Some(StoreError::Unavailable(_)))
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let outcome = match failure {
            Some(failure) => Err(failure.into()),
            None => self.outcome.unwrap_or_else(|| Err(StoreError::Panicked.into())),
        };
        // The caller may have left.
        drop(self.caller.send(outcome));
    }
}

struct ReaderThread {
    queue: Arc<Queue>,
    pool: r2d2::Pool<Manager>,
}

impl ReaderThread {
    fn run(&mut self) {
        while let Some(job) = self.queue.wait() {
            let mut next = Some(job);
            // The connection goes back to the pool as soon as no job waits.
            let mut conn = None;
            while let Some(job) = next {
                self.handle(job, &mut conn);
                next = self.queue.lock().take();
            }
        }
    }

    /// Runs a job, on a new connection again if the present one turns out to be broken.
    fn handle(&self, mut job: Job, pooled: &mut Option<PooledConnection>) {
        let span = job.span.clone();
        let _entered = span.enter();
        let mut failure = None;
        for check in [false, true] {
            let conn = match self.connection(pooled, check) {
                Ok(conn) => conn,
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            };
            let broken = catch_unwind(AssertUnwindSafe(|| job.read.attempt(&mut conn.inner)));
            conn.is_broken = !matches!(broken, Ok(false)) || conn.inner.transaction_depth() != Some(0);
            if conn.is_broken {
                *pooled = None;
            }
            if !matches!(broken, Ok(true)) || job.queued_at.elapsed() >= WAIT_TIMEOUT {
                break;
            }
        }
        tracing::trace!("read");
        job.read.answer(failure);
    }

    /// The present connection, or one from the pool; with `check`, one that works.
    fn connection<'a>(
        &self,
        present: &'a mut Option<PooledConnection>,
        check: bool,
    ) -> Result<&'a mut Connection> {
        if present.is_none() {
            let mut conn = self.pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
            // All idle connections may be broken, too.
            while check && ping(&mut conn.inner).is_err() {
                conn.is_broken = true;
                conn = self.pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
            }
            *present = Some(conn);
        }
        present.as_deref_mut().ok_or_else(no_connection)
    }
}

/// Checks that the database responds.
pub(crate) fn ping(conn: &mut DbConnection) -> Result<()> {
    diesel::sql_query("SELECT 1").execute(conn)?;
    Ok(())
}

type PooledConnection = r2d2::PooledConnection<Manager>;

/// A connection of the pool.
struct Connection {
    inner: DbConnection,
    is_broken: bool,
}

#[derive(Debug)]
struct Manager {
    address: DatabaseAddress,
}

impl r2d2::ManageConnection for Manager {
    type Connection = Connection;
    type Error = StoreError;

    fn connect(&self) -> Result<Connection> {
        Ok(Connection { inner: DbConnection::open_for(&self.address, Access::ReadOnly)?, is_broken: false })
    }

    fn is_valid(&self, conn: &mut Connection) -> Result<()> {
        ping(&mut conn.inner)
    }

    fn has_broken(&self, conn: &mut Connection) -> bool {
        conn.is_broken
    }
}

#[derive(Debug)]
struct LogErrors;

impl r2d2::HandleError<StoreError> for LogErrors {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "a connection to the database failed");
    }
}
