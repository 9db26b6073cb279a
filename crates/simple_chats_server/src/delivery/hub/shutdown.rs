//! How the sockets of a server that stops are closed: spread over the time that it takes to stop, so that thousands don't
//! come back at the same moment; and at once where they are few.

use std::time::Duration;

/// How long a stopping server waits for what sockets have asked for.
pub(super) const IN_FLIGHT_TIMEOUT: Duration = Duration::from_secs(5);

/// When the last socket is closed, counted from the beginning of the stop; what is left of the ten seconds that a stop may
/// take is for the goodbyes.
pub(super) const CLOSE_DEADLINE: Duration = Duration::from_millis(6500);

/// How often some are closed.
pub(super) const STEP_INTERVAL: Duration = Duration::from_millis(100);

/// How many are closed at least in each step: as many as come back harmlessly at the same moment.
pub(super) const MIN_BATCH: usize = 25;

/// Over how long they are spread at most.
const MAX_SPREAD: Duration = Duration::from_secs(5);

/// How many of so many sockets to close in each step, the first of which comes at once, to be done in the time that is left.
pub(super) fn batch_size(sockets: usize, time_left: Duration) -> usize {
    let time = time_left.min(MAX_SPREAD).as_millis();
    let steps = usize::try_from(time / STEP_INTERVAL.as_millis()).unwrap_or(usize::MAX).max(1);
    sockets.div_ceil(steps).max(MIN_BATCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How long it takes from the first step to the last.
    fn duration(sockets: usize, time_left: Duration) -> Duration {
        let steps = sockets.div_ceil(batch_size(sockets, time_left)).max(1);
        STEP_INTERVAL * u32::try_from(steps - 1).unwrap()
    }

    #[test]
    fn few_are_closed_at_once_and_many_over_five_seconds() {
        let plenty = Duration::from_mins(1);
        assert_eq!(duration(0, plenty), Duration::ZERO);
        assert_eq!(duration(MIN_BATCH, plenty), Duration::ZERO);
        assert_eq!(duration(300, plenty), Duration::from_millis(1100));
        assert_eq!(duration(10_000, plenty), Duration::from_millis(4900));
        assert_eq!(batch_size(10_000, plenty), 200);
    }

    #[test]
    fn where_no_time_is_left_all_are_closed_at_once() {
        assert_eq!(batch_size(10_000, Duration::ZERO), 10_000);
        assert_eq!(duration(10_000, Duration::from_secs(1)), Duration::from_millis(900));
    }

    proptest! {
        #[test]
        fn it_never_takes_longer_than_there_is_time(sockets in 0..100_000_usize, millis in 0..10_000_u64) {
            let time_left = Duration::from_millis(millis);
            prop_assert!(duration(sockets, time_left) <= time_left.min(MAX_SPREAD));
        }
    }
}
