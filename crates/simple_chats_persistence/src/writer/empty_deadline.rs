//! When the log has to be emptied at the latest: a while after the first change that may have erased something.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long erased text may stay in the log while changes go on without a pause.
const MAX_AGE: Duration = Duration::from_secs(20);

/// How long to wait after an attempt that a reader held up.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

/// The deadline, which the writer and the thread for checkpoints share. There is none if nothing was erased since the log
/// was last emptied.
#[derive(Clone, Default)]
pub(super) struct EmptyDeadline(Arc<Mutex<Option<Instant>>>);

impl EmptyDeadline {
    /// Something may have been erased. An earlier deadline stays.
    pub(super) fn erased(&self) {
        self.lock().get_or_insert_with(|| Instant::now() + MAX_AGE);
    }

    pub(super) fn has_passed(&self) -> bool {
        self.lock().is_some_and(|deadline| deadline <= Instant::now())
    }

    /// Empties the log by `attempt`, which returns whether it is empty. What is erased meanwhile gets a deadline of its own.
    pub(super) fn keep<E>(&self, attempt: impl FnOnce() -> Result<bool, E>) -> Result<bool, E> {
        let kept = self.lock().take();
        let outcome = attempt();
        if kept.is_some() && !matches!(outcome, Ok(true)) {
            *self.lock() = Some(Instant::now() + RETRY_INTERVAL);
        }
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_emptied_log_has_no_deadline() {
        let deadline = EmptyDeadline::default();
        assert!(deadline.lock().is_none());
        deadline.erased();
        let first = deadline.lock().unwrap();
        deadline.erased();
        assert_eq!(deadline.lock().unwrap(), first, "the earliest one counts");
        assert!(!deadline.has_passed());
        for outcome in [Ok(false), Err(())] {
            assert_eq!(deadline.keep(|| outcome), outcome);
            assert!(deadline.lock().is_some());
        }
        assert_eq!(deadline.keep(|| Ok::<_, ()>(true)), Ok(true));
        assert!(deadline.lock().is_none());
        *deadline.lock() = Some(Instant::now());
        assert!(deadline.has_passed());
    }

    #[test]
    fn what_is_erased_while_the_log_is_emptied_counts_again() {
        let deadline = EmptyDeadline::default();
        deadline.erased();
        let attempt = || {
            deadline.erased();
            Ok::<_, ()>(true)
        };
        assert_eq!(deadline.keep(attempt), Ok(true));
        assert!(deadline.lock().is_some());
    }
}
