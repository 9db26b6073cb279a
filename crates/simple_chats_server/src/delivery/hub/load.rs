//! What the hub does, for metrics.

use std::collections::BTreeMap;

/// The sockets of an instance, and what was published to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HubLoad {
    pub(crate) sockets: usize,
    /// The frames that wait in all send queues.
    pub(crate) queued_frames: usize,
    /// The bytes in these frames.
    pub(crate) queued_bytes: usize,
    /// The frames in the fullest send queue.
    pub(crate) longest_queue: usize,
    /// How many events of each kind were published here since the start.
    pub(crate) published: BTreeMap<&'static str, u64>,
}
