//! How sockets that have gone without a word are found out.

use std::time::Duration;

/// When sockets are pinged and given up, in whole seconds. The protocol promises the default to its clients, so there is
/// no setting for it; who embeds the server and doesn't want to wait that long may choose another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeepAlive {
    /// How often each socket is pinged.
    pub ping_interval: Duration,
    /// After how long without a word a socket is given up.
    pub idle_timeout: Duration,
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self { ping_interval: Duration::from_secs(25), idle_timeout: Duration::from_mins(1) }
    }
}
