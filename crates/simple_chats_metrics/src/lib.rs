//! Counters and histograms that any thread updates without a lock, and their text for Prometheus. Crates for this have
//! histograms with a mutex, or bring a registry and macros with them; this has no dependencies, so that libraries can count.
//!
//! ```
//! use simple_chats_metrics::{DURATIONS, Exposition, Histogram, Unit};
//! use std::time::Duration;
//!
//! let durations = Histogram::new(DURATIONS);
//! durations.observe_duration(Duration::from_millis(3));
//!
//! let mut exposition = Exposition::default();
//! exposition
//!     .histogram("example_duration_seconds", "How long examples took.", Unit::Seconds)
//!     .observed(&[("kind", "short")], &durations);
//! assert!(exposition.finish().contains("example_duration_seconds_count{kind=\"short\"} 1\n"));
//! ```

mod counter;
mod exposition;
mod histogram;

pub use counter::Counter;
pub use exposition::{Exposition, Family, HistogramFamily, Unit};
pub use histogram::{DURATIONS, Histogram, SIZES};

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
