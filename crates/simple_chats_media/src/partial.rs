//! What is known of a file that isn't complete.

use std::time::SystemTime;

/// A file that isn't complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// What the caller has noted about it.
    pub note: String,
    /// How many of its bytes are there.
    pub length: u64,
    /// When the last ones came.
    pub modified: SystemTime,
}
