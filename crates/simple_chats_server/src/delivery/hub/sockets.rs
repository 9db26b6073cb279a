//! Which sockets are open, by user.

use super::clock::ClockReading;
use super::keep_alive::KeepAlive;
use super::send_queue::{Frame, SendQueue};
use crate::delivery::credential::Grant;
use bytestring::ByteString;
use simple_chats_domain::{SocketId, UserId};
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::MAX_SOCKETS_PER_USER;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SocketKey {
    pub(crate) user_id: UserId,
    pub(crate) socket: SocketId,
}

pub(super) struct SocketEntry {
    pub(super) socket: SocketId,
    pub(super) grant: Grant,
    send_queue: SendQueue,
    /// When something was last received, by [`uptime`](super::clock::uptime); written by the socket's task.
    last_received: Arc<AtomicI64>,
    /// When the socket was last pinged, by the same clock.
    last_ping: i64,
}

impl SocketEntry {
    /// A socket that was opened at the time in `last_received`.
    pub(super) fn new(
        socket: SocketId,
        grant: Grant,
        send_queue: SendQueue,
        last_received: Arc<AtomicI64>,
    ) -> Self {
        let last_ping = last_received.load(Ordering::Relaxed);
        Self { socket, grant, send_queue, last_received, last_ping }
    }

    /// Returns whether the socket stays open.
    pub(super) fn send(&self, text: &ByteString) -> bool {
        self.send_queue.put(Frame::Text(text.clone()))
    }

    /// How many frames wait for the client, and how many bytes are in them.
    pub(super) fn waiting(&self) -> (usize, usize) {
        self.send_queue.waiting()
    }

    /// Returns `false`: the socket doesn't stay open.
    pub(super) fn close(&self, code: CloseCode) -> bool {
        self.send_queue.close(code);
        false
    }

    /// Pings the socket if that is due, and closes it if it was silent for too long or its grant has ended. Returns
    /// whether it stays open.
    pub(super) fn keep_alive(&mut self, now: ClockReading, times: KeepAlive) -> bool {
        let since = |then: i64| Duration::from_secs(u64::try_from(now.uptime - then).unwrap_or(0));
        if self.grant.expires_at.is_some_and(|end| end <= now.time.timestamp()) {
            return self.close(CloseCode::Unauthenticated);
        }
        if since(self.last_received.load(Ordering::Relaxed)) >= times.idle_timeout {
            return self.close(CloseCode::TimedOut);
        }
        if since(self.last_ping) < times.ping_interval {
            return true;
        }
        self.last_ping = now.uptime;
        self.send_queue.put(Frame::Ping)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegisterError {
    /// The user has 20 sockets already.
    TooManySockets,
    Stopping,
}

#[derive(Default)]
pub(super) struct Sockets(HashMap<UserId, Vec<SocketEntry>>);

impl Sockets {
    /// Adds a socket. Returns whether it is the user's first.
    pub(super) fn add(&mut self, entry: SocketEntry) -> Result<bool, RegisterError> {
        let sockets = self.0.entry(entry.grant.user_id).or_default();
        if sockets.len() >= MAX_SOCKETS_PER_USER {
            return Err(RegisterError::TooManySockets);
        }
        // Most users have one socket, and a vector would allocate space for four.
        sockets.reserve_exact(1);
        sockets.push(entry);
        Ok(sockets.len() == 1)
    }

    pub(super) fn users(&self) -> Vec<UserId> {
        self.0.keys().copied().collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &SocketEntry> {
        self.0.values().flatten()
    }

    pub(super) fn contains(&self, key: SocketKey) -> bool {
        self.0.get(&key.user_id).into_iter().flatten().any(|entry| entry.socket == key.socket)
    }

    /// Shows each of a user's sockets to `stays`, and removes those for which it returns `false`. Returns them, and
    /// whether they include the user's last one.
    pub(super) fn retain(
        &mut self,
        user_id: UserId,
        mut stays: impl FnMut(&mut SocketEntry) -> bool,
    ) -> (Vec<SocketId>, bool) {
        let mut removed = Vec::new();
        let Some(entries) = self.0.get_mut(&user_id) else { return (removed, false) };
        entries.retain_mut(|entry| {
            let stays = stays(entry);
            if !stays {
                removed.push(entry.socket);
            }
            stays
        });
        let was_last = entries.is_empty();
        if was_last {
            self.0.remove(&user_id);
        }
        (removed, was_last)
    }

    /// Closes and removes this many sockets, or all if there are fewer. Returns how many are left.
    pub(super) fn close_batch(&mut self, mut count: usize, code: CloseCode) -> usize {
        let mut left = 0;
        self.0.retain(|_, entries| {
            let closed = entries.len().min(count);
            count -= closed;
            for entry in entries.drain(..closed) {
                entry.close(code);
            }
            left += entries.len();
            !entries.is_empty()
        });
        left
    }
}
