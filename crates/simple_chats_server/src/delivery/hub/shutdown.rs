//! How a stopping server closes its sockets: after their requests are done, and spread over some seconds if they are many,
//! so that thousands of clients don't reconnect at the same moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
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
pub(super) struct Shutdown(Arc<State>);

#[derive(Default)]
struct State {
    has_begun: AtomicBool,
    in_flight: AtomicUsize,
    /// Notified when the last request ends after the shutdown has begun.
    all_done: Notify,
}

/// A socket's request, which is in flight until this is dropped.
#[must_use]
pub(crate) struct InFlight(Arc<State>);

impl Shutdown {
    pub(super) fn begin_request(&self) -> InFlight {
        self.0.in_flight.fetch_add(1, Ordering::SeqCst);
        InFlight(Arc::clone(&self.0))
    }

    pub(super) fn has_begun(&self) -> bool {
        self.0.has_begun.load(Ordering::Relaxed)
    }

    /// Begins the shutdown, and returns when no request is in flight or the time for that is over.
    pub(super) async fn begin(&self) {
        // In this order: a request that ends from now on either notifies, or was counted no more below.
        self.0.has_begun.store(true, Ordering::SeqCst);
        if timeout(IN_FLIGHT_TIMEOUT, self.0.all_done()).await.is_err() {
            tracing::warn!("closing sockets although some of their requests are still in flight");
        }
    }
}

impl State {
    async fn all_done(&self) {
        loop {
            let notified = self.all_done.notified();
            if self.in_flight.load(Ordering::SeqCst) == 0 {
                return;
            }
            notified.await;
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let was_last = self.0.in_flight.fetch_sub(1, Ordering::SeqCst) == 1;
        if was_last && self.0.has_begun.load(Ordering::SeqCst) {
            self.0.all_done.notify_waiters();
        }
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

    #[tokio::test]
    async fn it_waits_for_the_last_request() {
        let shutdown = Shutdown::default();
        shutdown.begin().await;
        let (one, other) = (shutdown.begin_request(), shutdown.begin_request());
        let begin = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { shutdown.begin().await }
        });
        drop(one);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(!begin.is_finished());
        drop(other);
        begin.await.unwrap();
    }

    proptest! {
        #[test]
        fn it_never_takes_longer_than_the_time_left(sockets in 0..100_000_usize, millis in 0..10_000_u64) {
            let time_left = Duration::from_millis(millis);
            prop_assert!(duration(sockets, time_left) <= time_left.min(MAX_SPREAD));
        }
    }
}
