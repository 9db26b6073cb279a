//! Reads of any type as they wait for a thread.

use crate::connection::DbConnection;
use crate::error::{CallerError, Result, StoreError};
use crate::pending::Pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tracing::Span;

/// How long a read waits for a thread with a connection.
pub(super) const WAIT_TIMEOUT: Duration = Duration::from_secs(4);

pub(super) fn no_connection() -> StoreError {
    StoreError::Unavailable("no connection is free".to_owned())
}

/// A read in the queue.
pub(super) struct Job {
    pub(super) queued_at: Instant,
    /// Whether a thread has taken it, or its caller has given up.
    pub(super) is_taken: Arc<AtomicBool>,
    /// The caller's span, in which it runs.
    pub(super) span: Span,
    pub(super) read: Box<dyn Read>,
}

impl Job {
    /// Takes the job, unless its caller no longer waits for it.
    pub(super) fn begin(&self) -> bool {
        let is_late = self.queued_at.elapsed() >= WAIT_TIMEOUT;
        !is_late && !self.read.is_abandoned() && !self.is_taken.swap(true, Ordering::Relaxed)
    }
}

/// A read of any type, and the caller who waits for its outcome.
pub(super) trait Read: Send {
    fn is_abandoned(&self) -> bool;
    fn attempt(&mut self, conn: &mut DbConnection);
    /// Whether the last attempt failed because the database was not available.
    fn may_run_again(&self) -> bool;
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

pub(super) struct PendingRead<T, E, F> {
    pub(super) read: F,
    pub(super) pending: Pending<T, E>,
}

impl<T, E, F> Read for PendingRead<T, E, F>
where
    T: Send + 'static,
    E: CallerError,
    F: FnMut(&mut DbConnection) -> Result<T, E> + Send + 'static,
{
    fn is_abandoned(&self) -> bool {
        self.pending.is_abandoned()
    }

    fn attempt(&mut self, conn: &mut DbConnection) {
        // If it panics, there is none.
        self.pending.outcome = None;
        self.pending.outcome = Some((self.read)(conn));
    }

    fn may_run_again(&self) -> bool {
        matches!(self.pending.store_error(), Some(StoreError::Unavailable(_)))
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        self.pending.answer(failure);
    }
}
