//! A moment by two clocks: what people and other machines are told goes by the time of day, and how long something lasts
//! goes by a clock that nobody sets.

use chrono::{DateTime, Utc};
use std::sync::LazyLock;
use std::time::Instant;

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClockReading {
    /// The time of day.
    pub(super) time: DateTime<Utc>,
    /// See [`uptime`].
    pub(super) uptime: i64,
}

impl ClockReading {
    /// Now.
    pub(super) fn now() -> Self {
        Self { time: Utc::now(), uptime: uptime() }
    }
}

/// Whole seconds since the program first asked.
pub(super) fn uptime() -> i64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    i64::try_from(START.elapsed().as_secs()).unwrap_or(i64::MAX)
}
