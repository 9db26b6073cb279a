//! The two clocks of the hub: users and other machines get the time of day, but durations are measured with a monotonic
//! clock.

use chrono::{DateTime, Utc};
use std::sync::LazyLock;
use std::time::Instant;

/// A reading of both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClockReading {
    pub(super) time: DateTime<Utc>,
    pub(super) uptime: i64,
}

impl ClockReading {
    pub(super) fn now() -> Self {
        Self { time: Utc::now(), uptime: uptime() }
    }
}

/// Whole seconds since the first call.
pub(super) fn uptime() -> i64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    i64::try_from(START.elapsed().as_secs()).unwrap_or(i64::MAX)
}
