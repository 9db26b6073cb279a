//! Whose sockets are open, and what each of them is sent: a plain state machine, without sockets and without a clock of
//! its own.

use super::broker::Topic;
use super::moment::Moment;
use super::outbox::{CloseCode, Frame, Outbox};
use super::presence::{Changed, PresenceBoard};
use super::pulse::Pulse;
use bytestring::ByteString;
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{Ack, Event, Notice, Presence, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How many sockets a user may have open here.
const MAX_SOCKETS: usize = 20;

/// A socket that takes part.
pub(super) struct Member {
    /// Identifies the socket.
    pub(super) socket: SocketId,
    /// What waits for it.
    pub(super) outbox: Outbox,
    /// The browser's session that it belongs to, where it was opened by one.
    pub(super) session_key: Option<String>,
    /// The version of the credentials that were shown, where it belongs to no session.
    pub(super) credentials_version: Option<i64>,
    /// When what it showed to get in ends, in seconds since 1970.
    pub(super) expires_at: Option<i64>,
    /// When something was last heard from it, by [`uptime`](super::moment::uptime); written by the socket's task.
    pub(super) last_heard: Arc<AtomicI64>,
    /// When it was last pinged, by the same clock.
    pub(super) last_ping: i64,
}

/// All sockets, by user.
#[derive(Default)]
pub(super) struct Registry {
    members: HashMap<UserId, Vec<Member>>,
    presence: PresenceBoard,
    pulse: Pulse,
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

impl Registry {
    /// No sockets yet. Where the registry is shared, users may have sockets at other instances.
    pub(super) fn new(pulse: Pulse, is_shared: bool) -> Self {
        Self { pulse, is_shared, ..Self::default() }
    }

    /// Takes a socket in; gives it back where the user has too many. Returns whether the user was away here.
    pub(super) fn join(&mut self, user_id: UserId, member: Member) -> Result<bool, Member> {
        let sockets = self.members.entry(user_id).or_default();
        if sockets.len() >= MAX_SOCKETS {
            return Err(member);
        }
        let is_first = sockets.is_empty();
        sockets.push(member);
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
        let mine = self.members.get(&watcher.0);
        if mine.is_none_or(|members| members.iter().all(|member| member.socket != watcher.1)) {
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
        self.keep(watcher.0, |member| {
            member.socket != watcher.1 || member.outbox.put(Frame::Text(text.clone()))
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
    pub(super) fn settle_presence(&mut self, now: Moment) -> Vec<(UserId, DateTime<Utc>)> {
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
            self.keep(user_id, |member| {
                member.socket != socket || member.outbox.put(Frame::Text(text.clone()))
            });
        }
    }

    /// How what has to be heard from other instances has changed since the last time.
    pub(super) fn take_interest(&mut self) -> Vec<Interest> {
        std::mem::take(&mut self.interest)
    }

    /// What all sockets have shown to get in.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let all = self.members.iter().flat_map(|(user_id, members)| {
            members.iter().map(|member| Shown {
                user_id: *user_id,
                socket: member.socket,
                session_key: member.session_key.clone(),
                credentials_version: member.credentials_version,
            })
        });
        all.collect()
    }

    /// Forgets a socket.
    pub(super) fn leave(&mut self, user_id: UserId, socket: SocketId) {
        self.keep(user_id, |member| member.socket != socket);
    }

    /// Sends an event to all sockets of its audience but the one that asked, which gets its answer instead. Returns the
    /// event's frame, where it was needed.
    pub(super) fn deliver(&mut self, notice: &Notice) -> Option<ByteString> {
        let reply = notice.reply.as_ref().map(|(origin, ack)| {
            let frame = AckFrame { r#type: "ack", reference: origin.reference.as_deref(), ack };
            (origin.socket, text_of(&frame))
        });
        // Serialised once, and only where somebody hears it.
        let mut event: Option<ByteString> = notice.event.as_ref().filter(|_| self.is_shared).map(text_of);
        for user_id in &notice.audience {
            self.keep(*user_id, |member| match &reply {
                Some((socket, ack)) if *socket == member.socket => {
                    member.outbox.put(Frame::Text(ack.clone()))
                }
                _ => match &notice.event {
                    Some(what) => {
                        let text = event.get_or_insert_with(|| text_of(what));
                        member.outbox.put(Frame::Text(text.clone()))
                    }
                    None => true,
                },
            });
        }
        event
    }

    /// Sends a frame to all sockets of a user.
    pub(super) fn send(&mut self, user_id: UserId, frame: &ByteString) {
        self.keep(user_id, |member| member.outbox.put(Frame::Text(frame.clone())));
    }

    /// Sends an event to all sockets.
    pub(super) fn send_to_all(&mut self, event: &Event) {
        let frame = text_of(event);
        let users: Vec<UserId> = self.members.keys().copied().collect();
        for user_id in users {
            self.send(user_id, &frame);
        }
    }

    /// Closes one socket.
    pub(super) fn close_one(&mut self, user_id: UserId, socket: SocketId, code: CloseCode) {
        self.keep(user_id, |member| {
            let stays = member.socket != socket;
            if !stays {
                member.outbox.close(code);
            }
            stays
        });
    }

    /// Closes those of a user's sockets that a rule names.
    pub(super) fn close(&mut self, user_id: UserId, code: CloseCode, which: impl Fn(Option<&str>) -> bool) {
        self.keep(user_id, |member| {
            let closed = which(member.session_key.as_deref());
            if closed {
                member.outbox.close(code);
            }
            !closed
        });
    }

    /// The one session that a user has left has another key now.
    pub(super) fn rename_session(&mut self, user_id: UserId, key: &str) {
        for member in self.members.get_mut(&user_id).into_iter().flatten() {
            member.session_key = Some(key.to_owned());
        }
    }

    /// Pings who is due, and closes who has been silent for too long or whose time is over.
    pub(super) fn sweep(&mut self, now: Moment) {
        let users: Vec<UserId> = self.members.keys().copied().collect();
        let Pulse { ping_every, patience } = self.pulse;
        let Moment { time, uptime } = now;
        let is_over =
            |since: i64, span| Duration::from_secs(u64::try_from(uptime - since).unwrap_or(0)) >= span;
        for user_id in users {
            self.keep(user_id, |member| {
                if member.expires_at.is_some_and(|end| end <= time.timestamp()) {
                    member.outbox.close(CloseCode::SignedOut);
                    return false;
                }
                if is_over(member.last_heard.load(Ordering::Relaxed), patience) {
                    member.outbox.close(CloseCode::Silent);
                    return false;
                }
                if is_over(member.last_ping, ping_every) {
                    member.last_ping = uptime;
                    return member.outbox.put(Frame::Ping);
                }
                true
            });
        }
    }

    /// Closes so many sockets, or all where there are no more. Returns how many are left.
    pub(super) fn close_some(&mut self, mut count: usize, code: CloseCode) -> usize {
        let mut left = 0;
        self.members.retain(|_, members| {
            let closed = members.len().min(count);
            count -= closed;
            members.drain(..closed).for_each(|member| member.outbox.close(code));
            left += members.len();
            !members.is_empty()
        });
        left
    }

    fn keep(&mut self, user_id: UserId, mut which: impl FnMut(&mut Member) -> bool) {
        if let Some(members) = self.members.get_mut(&user_id) {
            members.retain_mut(|member| {
                let stays = which(member);
                if !stays {
                    let ended = self.presence.forget((user_id, member.socket));
                    if self.is_shared {
                        self.interest.extend(ended.into_iter().map(|id| Interest::Ends(Topic::Presence(id))));
                    }
                }
                stays
            });
            if members.is_empty() {
                self.members.remove(&user_id);
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
