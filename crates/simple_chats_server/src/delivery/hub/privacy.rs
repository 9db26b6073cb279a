//! Changes of what users show each other, while sockets watch them.
//!
//! What a change concerns is hidden at once, and is shown again when the database was read afterwards. A read that began
//! before a change is not believed.

use super::sockets::SocketKey;
use chrono::{DateTime, Utc};
use simple_chats_domain::UserId;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long a change is remembered. A read of the database takes less time, or fails.
const REMEMBERED: Duration = Duration::from_mins(1);

/// A user whom a socket watches, to be looked up in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Recheck {
    pub(crate) socket: SocketKey,
    pub(crate) user_id: UserId,
}

/// What the database says of a user whom a socket watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rechecked {
    pub(crate) recheck: Recheck,
    pub(crate) is_seen: bool,
    pub(crate) last_seen: Option<DateTime<Utc>>,
    /// Whether the user is online at another instance.
    pub(crate) is_elsewhere: bool,
}

/// When users changed what they show.
#[derive(Default)]
pub(super) struct PrivacyChanges {
    last: HashMap<UserId, Instant>,
}

impl PrivacyChanges {
    pub(super) fn note(&mut self, user_id: UserId) {
        let now = Instant::now();
        self.last.retain(|_, time| now.duration_since(*time) < REMEMBERED);
        self.last.insert(user_id, now);
    }

    /// Whether a read that began at this time may not know the last change of one of two users.
    pub(super) fn are_since(&self, read_at: Instant, one: UserId, other: UserId) -> bool {
        [one, other].iter().any(|user_id| self.last.get(user_id).is_some_and(|time| *time >= read_at))
    }
}
