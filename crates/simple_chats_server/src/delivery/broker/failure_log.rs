//! How often failures are logged: the first at once, and then a summary from time to time.

use std::time::{Duration, Instant};

/// The time between two lines about failures that go on.
const SUMMARY_INTERVAL: Duration = Duration::from_mins(10);

/// Failures of the same kind, one after the other.
#[derive(Debug, Default)]
pub(super) struct FailureLog {
    first_at: Option<Instant>,
    logged_at: Option<Instant>,
    count: u32,
}

/// What to log about failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Failures {
    /// How many there were in a row.
    pub(super) count: u32,
    /// How long ago the first was.
    pub(super) since: Duration,
}

impl FailureLog {
    /// Counts a failure. Returns what to log now, if anything.
    pub(super) fn failed(&mut self, now: Instant) -> Option<Failures> {
        self.count = self.count.saturating_add(1);
        let since = now.saturating_duration_since(*self.first_at.get_or_insert(now));
        let is_due =
            self.logged_at.is_none_or(|logged| now.saturating_duration_since(logged) >= SUMMARY_INTERVAL);
        is_due.then(|| {
            self.logged_at = Some(now);
            Failures { count: self.count, since }
        })
    }

    /// Begins anew: the next failure is logged at once. Returns what there was.
    pub(super) fn end(&mut self, now: Instant) -> Option<Failures> {
        let Self { first_at, count, .. } = std::mem::take(self);
        first_at.map(|first| Failures { count, since: now.saturating_duration_since(first) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_failures_takes_a_line_every_ten_minutes() {
        let (mut log, begin) = (FailureLog::default(), Instant::now());
        let attempts = (0..86_400).filter_map(|second| log.failed(begin + Duration::from_secs(second)));
        let lines: Vec<Failures> = attempts.collect();
        assert_eq!(lines.len(), 144);
        assert_eq!(
            lines[..2],
            [Failures { count: 1, since: Duration::ZERO }, Failures { count: 601, since: SUMMARY_INTERVAL },]
        );
    }

    #[test]
    fn the_end_sums_up_and_the_next_failure_is_logged_at_once() {
        let (mut log, begin) = (FailureLog::default(), Instant::now());
        assert_eq!(log.end(begin), None);
        for second in 0..3 {
            log.failed(begin + Duration::from_secs(second));
        }
        let ended = begin + Duration::from_secs(5);
        assert_eq!(log.end(ended), Some(Failures { count: 3, since: Duration::from_secs(5) }));
        assert_eq!(log.failed(ended), Some(Failures { count: 1, since: Duration::ZERO }));
    }
}
