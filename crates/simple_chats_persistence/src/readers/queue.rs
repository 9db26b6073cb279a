//! The queue of reads, from which several threads take.

use super::job::{Job, no_connection};
use crate::error::Result;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The greatest number of waiting reads.
const QUEUE_CAPACITY: usize = 16_384;

/// The reads that wait for a thread.
#[derive(Default)]
pub(super) struct Queue {
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
#[derive(Default)]
pub(super) struct OpenQueue(Arc<Queue>);

impl OpenQueue {
    /// The queue for a thread, which doesn't keep it open.
    pub(super) fn share(&self) -> Arc<Queue> {
        Arc::clone(&self.0)
    }

    pub(super) fn push(&self, job: Job) -> Result<()> {
        self.0.push(job)
    }

    pub(super) fn len(&self) -> usize {
        self.0.lock().jobs.len()
    }
}

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

    /// Takes a job that its caller still waits for, if there is one. The others are dropped outside the lock, as one may
    /// hold the last handle to the readers.
    pub(super) fn take(&self) -> Option<Job> {
        loop {
            let job = self.lock().jobs.pop_front()?;
            if job.begin() {
                return Some(job);
            }
        }
    }

    /// Waits for such a job; `None` once the queue is closed.
    pub(super) fn wait(&self) -> Option<Job> {
        loop {
            if let Some(job) = self.take() {
                return Some(job);
            }
            let mut state = self.lock();
            if state.is_closed {
                return None;
            }
            if state.jobs.is_empty() {
                state.idle += 1;
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
