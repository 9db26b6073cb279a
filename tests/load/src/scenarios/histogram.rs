//! Histograms of delays.

use crate::Failure;
use hdrhistogram::Histogram;
use std::time::Duration;

/// The longest delay that is told apart, in microseconds.
const MAX_DELAY: u64 = 60_000_000;

pub(super) fn new_histogram() -> Result<Histogram<u64>, Failure> {
    Ok(Histogram::new_with_max(MAX_DELAY, 3)?)
}

/// A delay as histograms record it.
pub(super) fn microseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(MAX_DELAY).min(MAX_DELAY)
}

/// The delay that this share of all keep.
pub(super) fn milliseconds(delays: &Histogram<u64>, quantile: f64) -> f64 {
    delays.value_at_quantile(quantile) as f64 / 1e3
}
