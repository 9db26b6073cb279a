//! Limits that hold over all instances: each tells the others every fifth of a second what was taken from its buckets, and
//! takes as much from its own.
//!
//! A limit can be exceeded by what the instances let through in the time that a message takes, and by what they let through
//! while NATS is out of reach.

use crate::delivery::CountsListener;
use crate::rate_limits::{RateLimiter, Taken};
use crate::state::AppState;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::MissedTickBehavior;

const INTERVAL: Duration = Duration::from_millis(200);

/// What counts the messages of other instances.
pub(crate) fn listener(limiter: Arc<RateLimiter>) -> CountsListener {
    Box::new(move |bytes| match serde_json::from_slice::<Taken>(bytes) {
        Ok(taken) => limiter.hear(&taken),
        Err(error) => tracing::warn!(%error, "unreadable counts from another instance"),
    })
}

/// Tells other instances for as long as the program runs; at once done if there are none.
pub(crate) async fn run(state: Arc<AppState>) {
    let Some(broker) = state.hub.broker() else { return };
    let mut interval = tokio::time::interval(INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        // Without a connection, what was taken is dropped, so that it doesn't fill the memory.
        if let Some(taken) = state.rate_limiter.tell() {
            broker.tell_counts(&taken);
        }
    }
}
