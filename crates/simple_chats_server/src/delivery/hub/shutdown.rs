//! How a stopping server closes its sockets: after their requests are done, and spread over some seconds if they are many,
//! so that thousands of clients don't reconnect at the same moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// How long a stopping server waits for the sockets' requests.
const IN_FLIGHT_TIMEOUT: Duration = Duration::from_secs(5);

/// When the last socket is closed, counted from the start of the shutdown. A shutdown may take ten seconds; the rest is for
/// the close handshakes.
pub(super) const CLOSE_DEADLINE: Duration = Duration::from_millis(6500);

pub(super) const BATCH_INTERVAL: Duration = Duration::from_millis(100);

/// The smallest batch: so many clients may reconnect at the same moment without harm.
const MIN_BATCH: usize = 25;

/// The longest time over which closing is spread.
const MAX_SPREAD: Duration = Duration::from_secs(5);

/// Whether the server stops, and how many requests of sockets are in flight.
#[derive(Clone, Default)]
pub(super) struct Shutdown {
    has_begun: Arc<AtomicBool>,
    in_flight: Arc<watch::Sender<usize>>,
}

/// A socket's request, which is in flight until this is dropped.
#[must_use]
pub(crate) struct InFlight(Arc<watch::Sender<usize>>);

impl Shutdown {
    pub(super) fn begin_request(&self) -> InFlight {
        self.in_flight.send_modify(|count| *count += 1);
        InFlight(Arc::clone(&self.in_flight))
    }

    pub(super) fn has_begun(&self) -> bool {
        self.has_begun.load(Ordering::Relaxed)
    }

    /// Begins the shutdown, and returns when no request is in flight or the time for that is over.
    pub(super) async fn begin(&self) {
        self.has_begun.store(true, Ordering::Relaxed);
        let mut in_flight = self.in_flight.subscribe();
        if timeout(IN_FLIGHT_TIMEOUT, in_flight.wait_for(|count| *count == 0)).await.is_err() {
            tracing::warn!("closing sockets although some of their requests are still in flight");
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// How many sockets to close in each batch, the first of which comes at once, to close all within the time that is left.
pub(super) fn batch_size(sockets: usize, time_left: Duration) -> usize {
    let time = time_left.min(MAX_SPREAD).as_millis();
    let batches = usize::try_from(time / BATCH_INTERVAL.as_millis()).unwrap_or(usize::MAX).max(1);
    sockets.div_ceil(batches).max(MIN_BATCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The time from the first batch to the last.
    fn duration(sockets: usize, time_left: Duration) -> Duration {
        let batches = sockets.div_ceil(batch_size(sockets, time_left)).max(1);
        BATCH_INTERVAL * u32::try_from(batches - 1).unwrap()
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
    fn without_time_left_all_are_closed_at_once() {
        assert_eq!(batch_size(10_000, Duration::ZERO), 10_000);
        assert_eq!(duration(10_000, Duration::from_secs(1)), Duration::from_millis(900));
    }

    proptest! {
        #[test]
        fn it_never_takes_longer_than_the_time_left(sockets in 0..100_000_usize, millis in 0..10_000_u64) {
            let time_left = Duration::from_millis(millis);
            prop_assert!(duration(sockets, time_left) <= time_left.min(MAX_SPREAD));
        }
    }
}
