//! Whose sockets are open, and what each of them is sent: a plain state machine, without sockets and without a clock of
//! its own.

use super::super::broker::Topic;
use super::clock::ClockReading;
use super::keep_alive::KeepAlive;
use super::presence::{Changed, PresenceBoard};
use super::send_queue::{Frame, SendQueue};
use bytestring::ByteString;
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{Ack, Event, Presence, Publication, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::MAX_SOCKETS_PER_USER;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A socket that takes part.
pub(super) struct SocketEntry {
    /// Identifies the socket.
    pub(super) socket: SocketId,
    /// What waits for it.
    pub(super) send_queue: SendQueue,
    /// The browser's session that it belongs to, where it was opened by one.
    pub(super) session_key: Option<String>,
    /// The version of the credentials that were shown, where it belongs to no session.
    pub(super) credentials_version: Option<i64>,
    /// When what it showed to get in ends, in seconds since 1970.
    pub(super) expires_at: Option<i64>,
    /// When something was last heard from it, by [`uptime`](super::clock::uptime); written by the socket's task.
    pub(super) last_heard: Arc<AtomicI64>,
    /// When it was last pinged, by the same clock.
    pub(super) last_ping: i64,
}

/// All sockets, by user.
#[derive(Default)]
pub(super) struct Sockets {
    entries: HashMap<UserId, Vec<SocketEntry>>,
    presence: PresenceBoard,
    keep_alive: KeepAlive,
    /// Whether users may have sockets at other instances.
    is_shared: bool,
    /// How what has to be heard from other instances has changed.
    interest: Vec<Interest>,
}

/// A change of what has to be heard from other instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interest {
    Begins(Topic),
    Ends(Topic),
}

/// What a socket showed to get in, to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Whose socket.
    pub user_id: UserId,
    /// Which one.
    pub socket: SocketId,
    /// The session, where it was one.
    pub session_key: Option<String>,
    /// The version of the credentials, where it was no session.
    pub credentials_version: Option<i64>,
}

/// The answer to a request, as a frame.
#[derive(Serialize)]
struct AckFrame<'a> {
    r#type: &'static str,
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(flatten)]
    ack: &'a Ack,
}

/// An event that answers a request.
#[derive(Serialize)]
struct EventFrame<'a> {
    #[serde(flatten)]
    event: Event,
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

impl Sockets {
    /// No sockets yet. Where they are shared, users may have sockets at other instances.
    pub(super) fn new(keep_alive: KeepAlive, is_shared: bool) -> Self {
        Self { keep_alive, is_shared, ..Self::default() }
    }

    /// Takes a socket in; gives it back where the user has too many. Returns whether the user was away here.
    pub(super) fn join(&mut self, user_id: UserId, entry: SocketEntry) -> Result<bool, SocketEntry> {
        let sockets = self.entries.entry(user_id).or_default();
        if sockets.len() >= MAX_SOCKETS_PER_USER {
            return Err(entry);
        }
        let is_first = sockets.is_empty();
        sockets.push(entry);
        if is_first && self.is_shared {
            self.interest.push(Interest::Begins(Topic::Events(user_id)));
        }
        let was_away = self.presence.came(user_id);
        if was_away && !self.presence.is_elsewhere(user_id) {
            self.tell_watchers(&Presence { user_id, online: true, last_seen: None });
        }
        Ok(was_away)
    }

    /// From now on a socket is told of these people, and of no others.
    pub(super) fn watch(&mut self, watcher: (UserId, SocketId), people: &[UserId]) {
        let mine = self.entries.get(&watcher.0);
        if mine.is_none_or(|entries| entries.iter().all(|entry| entry.socket != watcher.1)) {
            // It has gone meanwhile, and nothing would ever forget it.
            return;
        }
        let Changed { begun, ended } = self.presence.watch(watcher, people);
        if self.is_shared {
            self.interest.extend(begun.into_iter().map(|id| Interest::Begins(Topic::Presence(id))));
            self.interest.extend(ended.into_iter().map(|id| Interest::Ends(Topic::Presence(id))));
        }
    }

    /// Tells a socket how it is with people now.
    pub(super) fn tell_presence(
        &mut self,
        watcher: (UserId, SocketId),
        people: &[LastSeen],
        elsewhere: &HashSet<UserId>,
        reference: Option<&str>,
    ) {
        let users = people.iter().map(|(user_id, last_seen)| {
            self.presence.set_elsewhere(*user_id, elsewhere.contains(user_id));
            let online = self.presence.is_online(*user_id);
            // What is stored may not say yet what was told already.
            let last_seen = (*last_seen).max(self.presence.went_at(*user_id)).filter(|_| !online);
            Presence { user_id: *user_id, online, last_seen }
        });
        let frame = EventFrame { event: Event::Presence { users: users.collect() }, reference };
        let text = text_of(&frame);
        self.keep(watcher.0, |entry| {
            entry.socket != watcher.1 || entry.send_queue.put(Frame::Text(text.clone()))
        });
    }

    /// Which of these people are there, as far as is known here.
    pub(super) fn online_among(&self, people: Vec<UserId>) -> Vec<UserId> {
        people.into_iter().filter(|user_id| self.presence.is_online(*user_id)).collect()
    }

    /// Who is watched from here.
    pub(super) fn watched(&self) -> Vec<UserId> {
        self.presence.watched()
    }

    /// Takes those off who have been away for long enough, and returns them with when they went. Their watchers are told
    /// where no other instance has to be asked.
    pub(super) fn settle_presence(&mut self, now: ClockReading) -> Vec<(UserId, DateTime<Utc>)> {
        let gone = self.presence.settle(now);
        if !self.is_shared {
            for (user_id, at) in &gone {
                self.tell_watchers(&Presence { user_id: *user_id, online: false, last_seen: Some(*at) });
            }
        }
        gone
    }

    /// A user is there at another instance, or no longer at any other. Watchers are told where that makes a difference.
    pub(super) fn hear_presence(&mut self, presence: &Presence) {
        let user_id = presence.user_id;
        let was_online = self.presence.is_online(user_id);
        self.presence.set_elsewhere(user_id, presence.online);
        if self.presence.is_online(user_id) != was_online {
            self.tell_watchers(presence);
        }
    }

    /// A user who was there here is nowhere any more.
    pub(super) fn hear_gone(&mut self, user_id: UserId, at: DateTime<Utc>) {
        self.presence.set_elsewhere(user_id, false);
        if !self.presence.is_here(user_id) {
            self.tell_watchers(&Presence { user_id, online: false, last_seen: Some(at) });
        }
    }

    fn tell_watchers(&mut self, presence: &Presence) {
        let watchers = self.presence.watchers_of(presence.user_id);
        if watchers.is_empty() {
            return;
        }
        let text = text_of(&Event::Presence { users: vec![presence.clone()] });
        for (user_id, socket) in watchers {
            self.keep(user_id, |entry| {
                entry.socket != socket || entry.send_queue.put(Frame::Text(text.clone()))
            });
        }
    }

    /// How what has to be heard from other instances has changed since the last time.
    pub(super) fn take_interest(&mut self) -> Vec<Interest> {
        std::mem::take(&mut self.interest)
    }

    /// What all sockets have shown to get in.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let all = self.entries.iter().flat_map(|(user_id, entries)| {
            entries.iter().map(|entry| Shown {
                user_id: *user_id,
                socket: entry.socket,
                session_key: entry.session_key.clone(),
                credentials_version: entry.credentials_version,
            })
        });
        all.collect()
    }

    /// Forgets a socket.
    pub(super) fn leave(&mut self, user_id: UserId, socket: SocketId) {
        self.keep(user_id, |entry| entry.socket != socket);
    }

    /// Sends an event to all sockets of its audience but the one that asked, which gets its answer instead. Returns the
    /// event's frame, where it was needed.
    pub(super) fn deliver(&mut self, publication: &Publication) -> Option<ByteString> {
        let reply = publication.ack.as_ref().map(|(origin, ack)| {
            let frame = AckFrame { r#type: "ack", reference: origin.reference.as_deref(), ack };
            (origin.socket, text_of(&frame))
        });
        // Serialised once, and only where somebody hears it.
        let mut event: Option<ByteString> =
            publication.event.as_ref().filter(|_| self.is_shared).map(text_of);
        for user_id in &publication.audience {
            self.keep(*user_id, |entry| match &reply {
                Some((socket, ack)) if *socket == entry.socket => {
                    entry.send_queue.put(Frame::Text(ack.clone()))
                }
                _ => match &publication.event {
                    Some(what) => {
                        let text = event.get_or_insert_with(|| text_of(what));
                        entry.send_queue.put(Frame::Text(text.clone()))
                    }
                    None => true,
                },
            });
        }
        event
    }

    /// Sends a frame to all sockets of a user.
    pub(super) fn send(&mut self, user_id: UserId, frame: &ByteString) {
        self.keep(user_id, |entry| entry.send_queue.put(Frame::Text(frame.clone())));
    }

    /// Sends an event to all sockets.
    pub(super) fn send_to_all(&mut self, event: &Event) {
        let frame = text_of(event);
        let users: Vec<UserId> = self.entries.keys().copied().collect();
        for user_id in users {
            self.send(user_id, &frame);
        }
    }

    /// Closes one socket.
    pub(super) fn close_one(&mut self, user_id: UserId, socket: SocketId, code: CloseCode) {
        self.keep(user_id, |entry| {
            let stays = entry.socket != socket;
            if !stays {
                entry.send_queue.close(code);
            }
            stays
        });
    }

    /// Closes those of a user's sockets that a rule names.
    pub(super) fn close(&mut self, user_id: UserId, code: CloseCode, which: impl Fn(Option<&str>) -> bool) {
        self.keep(user_id, |entry| {
            let closed = which(entry.session_key.as_deref());
            if closed {
                entry.send_queue.close(code);
            }
            !closed
        });
    }

    /// The one session that a user has left has another key now.
    pub(super) fn rename_session(&mut self, user_id: UserId, key: &str) {
        for entry in self.entries.get_mut(&user_id).into_iter().flatten() {
            entry.session_key = Some(key.to_owned());
        }
    }

    /// Pings who is due, and closes who has been silent for too long or whose time is over.
    pub(super) fn sweep(&mut self, now: ClockReading) {
        let users: Vec<UserId> = self.entries.keys().copied().collect();
        let KeepAlive { ping_interval, idle_timeout } = self.keep_alive;
        let ClockReading { time, uptime } = now;
        let is_over =
            |since: i64, span| Duration::from_secs(u64::try_from(uptime - since).unwrap_or(0)) >= span;
        for user_id in users {
            self.keep(user_id, |entry| {
                if entry.expires_at.is_some_and(|end| end <= time.timestamp()) {
                    entry.send_queue.close(CloseCode::Unauthenticated);
                    return false;
                }
                if is_over(entry.last_heard.load(Ordering::Relaxed), idle_timeout) {
                    entry.send_queue.close(CloseCode::TimedOut);
                    return false;
                }
                if is_over(entry.last_ping, ping_interval) {
                    entry.last_ping = uptime;
                    return entry.send_queue.put(Frame::Ping);
                }
                true
            });
        }
    }

    /// Closes so many sockets, or all where there are no more. Returns how many are left.
    pub(super) fn close_some(&mut self, mut count: usize, code: CloseCode) -> usize {
        let mut left = 0;
        self.entries.retain(|_, entries| {
            let closed = entries.len().min(count);
            count -= closed;
            entries.drain(..closed).for_each(|entry| entry.send_queue.close(code));
            left += entries.len();
            !entries.is_empty()
        });
        left
    }

    fn keep(&mut self, user_id: UserId, mut which: impl FnMut(&mut SocketEntry) -> bool) {
        if let Some(entries) = self.entries.get_mut(&user_id) {
            entries.retain_mut(|entry| {
                let stays = which(entry);
                if !stays {
                    let ended = self.presence.forget((user_id, entry.socket));
                    if self.is_shared {
                        self.interest.extend(ended.into_iter().map(|id| Interest::Ends(Topic::Presence(id))));
                    }
                }
                stays
            });
            if entries.is_empty() {
                self.entries.remove(&user_id);
                self.presence.went(user_id);
                if self.is_shared {
                    self.interest.push(Interest::Ends(Topic::Events(user_id)));
                }
            }
        }
    }
}

fn text_of(frame: &impl Serialize) -> ByteString {
    serde_json::to_string(frame).map_or_else(
        |error| {
            // None of our types can fail to serialise; clients pass over a frame that they don't know.
            tracing::error!(%error, "an event could not be written");
            ByteString::from_static("{}")
        },
        ByteString::from,
    )
}

#[cfg(test)]
mod tests;
