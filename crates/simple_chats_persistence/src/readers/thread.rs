//! A thread that runs reads.

use super::job::{Job, Read, WAIT_TIMEOUT};
use super::pool::{Pool, PooledConnection, ping};
use super::queue::Queue;
use crate::error::{Result, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

pub(super) struct ReaderThread {
    pub(super) queue: Arc<Queue>,
    pub(super) pool: Pool,
}

impl ReaderThread {
    pub(super) fn run(&self) {
        while let Some(job) = self.queue.wait() {
            // The connection goes back to the pool as soon as no job waits.
            let (mut conn, mut next) = (None, Some(job));
            while let Some(Job { queued_at, span, mut read, .. }) = next {
                {
                    let _entered = span.enter();
                    let outcome = self.attempt(read.as_mut(), queued_at, &mut conn);
                    tracing::trace!("read");
                    read.answer(outcome.err());
                }
                next = self.queue.take();
            }
        }
    }

    /// Runs a read, and once again on another connection if the present one turns out to be broken.
    fn attempt(
        &self,
        read: &mut dyn Read,
        queued_at: Instant,
        present: &mut Option<PooledConnection>,
    ) -> Result<()> {
        let conn = match present.take() {
            Some(conn) => conn,
            None => self.connection()?,
        };
        *present = run(read, conn);
        if present.is_none() && read.may_run_again() && queued_at.elapsed() < WAIT_TIMEOUT {
            *present = run(read, self.working_connection()?);
        }
        Ok(())
    }

    fn connection(&self) -> Result<PooledConnection> {
        self.pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))
    }

    /// A connection that works: if one was closed, those that wait in the pool may be closed as well.
    fn working_connection(&self) -> Result<PooledConnection> {
        loop {
            let mut conn = self.connection()?;
            if ping(&mut conn.inner).is_ok() {
                return Ok(conn);
            }
            conn.is_broken = true;
        }
    }
}

/// Runs a read. Returns the connection, unless it is broken or the read left a transaction open.
fn run(read: &mut dyn Read, mut conn: PooledConnection) -> Option<PooledConnection> {
    let ran = catch_unwind(AssertUnwindSafe(|| read.attempt(&mut conn.inner)));
    conn.is_broken = ran.is_err() || read.may_run_again() || conn.inner.transaction_depth() != Some(0);
    if conn.is_broken { None } else { Some(conn) }
}
