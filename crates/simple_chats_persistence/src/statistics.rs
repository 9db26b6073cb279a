//! What a database does, for metrics.

use simple_chats_metrics::{Counter, DURATIONS, Histogram, SIZES};

/// What a [`Database`](crate::Database) has done since it was opened.
#[derive(Debug)]
pub struct Statistics {
    /// How many changes each commit has stored.
    pub commit_changes: Histogram,
    /// How long the transactions that were committed took, in microseconds.
    pub commit_durations: Histogram,
    /// How long changes waited for their transaction, in microseconds.
    pub change_waits: Histogram,
    /// The transactions of the writer that failed or were rolled back. Their changes may have been stored at another try.
    pub failed_transactions: Counter,
}

/// What waits for a [`Database`](crate::Database), and its connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// The changes that wait for the writer.
    pub changes_waiting: usize,
    /// The reads that wait for a thread.
    pub reads_waiting: usize,
    /// The open connections for reads.
    pub connections: u32,
    /// Those of them that nobody uses.
    pub idle_connections: u32,
    /// How many connections for reads there may be.
    pub max_connections: u32,
}

impl Default for Statistics {
    fn default() -> Self {
        Self {
            commit_changes: Histogram::new(SIZES),
            commit_durations: Histogram::new(DURATIONS),
            change_waits: Histogram::new(DURATIONS),
            failed_transactions: Counter::default(),
        }
    }
}
