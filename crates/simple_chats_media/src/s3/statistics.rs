//! What is counted about a service.

use simple_chats_metrics::{Counter, DURATIONS, Histogram};
use std::time::Duration;

/// What a service is asked to do, as metrics and errors name it.
pub const OPERATIONS: [&str; 6] = ["put", "get", "head", "delete", "list", "multipart"];

/// How often a service was asked for something, and how it went.
#[derive(Debug)]
pub struct S3Statistics {
    durations: [Histogram; OPERATIONS.len()],
    failures: [Counter; OPERATIONS.len()],
}

impl Default for S3Statistics {
    fn default() -> Self {
        Self {
            durations: std::array::from_fn(|_| Histogram::new(DURATIONS)),
            failures: std::array::from_fn(|_| Counter::default()),
        }
    }
}

impl S3Statistics {
    /// Each operation, with how long its requests took until they were answered, and how many of them have failed.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Histogram, u64)> {
        let parts = self.durations.iter().zip(self.failures.iter());
        OPERATIONS
            .into_iter()
            .zip(parts)
            .map(|(name, (durations, failures))| (name, durations, failures.get()))
    }

    pub(super) fn count(&self, operation: &str, duration: Duration, has_failed: bool) {
        let Some(place) = OPERATIONS.iter().position(|known| *known == operation) else { return };
        if let Some(durations) = self.durations.get(place) {
            durations.observe_duration(duration);
        }
        if has_failed && let Some(failures) = self.failures.get(place) {
            failures.count();
        }
    }
}
