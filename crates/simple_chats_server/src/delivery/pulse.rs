//! How sockets that have gone without a word are found out.

use std::time::Duration;

/// When sockets are pinged and given up, in whole seconds. The protocol promises the default to its clients, so there is
/// no setting for it; who embeds the server and doesn't want to wait that long may choose another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// How often each socket is pinged.
    pub ping_every: Duration,
    /// After how long without a word a socket is given up.
    pub patience: Duration,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { ping_every: Duration::from_secs(25), patience: Duration::from_mins(1) }
    }
}
