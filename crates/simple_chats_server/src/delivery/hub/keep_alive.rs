//! When sockets are pinged, and when a silent one is closed.

use simple_chats_protocol::limits::{PING_INTERVAL, SOCKET_TIMEOUT};
use std::time::Duration;

/// The keep-alive times, in whole seconds. The live protocol promises the default to its clients, so there is no setting
/// for it; a program that embeds the server may choose other times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeepAlive {
    /// The time between two pings of a socket.
    pub ping_interval: Duration,
    /// A socket that has been silent for this long is closed.
    pub idle_timeout: Duration,
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self { ping_interval: PING_INTERVAL, idle_timeout: SOCKET_TIMEOUT }
    }
}
