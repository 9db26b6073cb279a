//! The hub's state, and which sockets receive which frames: a plain state machine, without I/O or a clock of its own.

use super::clock::ClockReading;
use super::frames::{ack_frame, event_frame};
use super::keep_alive::KeepAlive;
use super::load::HubLoad;
use super::presence::OnlineUsers;
use super::privacy::{PrivacyChanges, Recheck, Rechecked};
use super::sockets::{RegisterError, SocketEntry, SocketKey, Sockets};
use super::watchers::{WatchedChange, Watchers};
use crate::delivery::broker::{SubscriptionChange, Topic};
use crate::delivery::credential::Grant;
use crate::delivery::revocation::Revocation;
use bytestring::ByteString;
use chrono::{DateTime, Utc};
use simple_chats_domain::{Event, Presence, Publication, UserId};
use simple_chats_persistence::users::LastSeen;
use simple_chats_protocol::CloseCode;
use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

#[derive(Default)]
pub(super) struct HubState {
    sockets: Sockets,
    online: OnlineUsers,
    pub(super) watchers: Watchers,
    privacy_changes: PrivacyChanges,
    /// What has to be looked up in the database.
    pub(super) rechecks: HashSet<Recheck>,
    keep_alive: KeepAlive,
    /// Whether users may have sockets at other instances.
    is_shared: bool,
    /// How many events of each kind were published.
    published: BTreeMap<&'static str, u64>,
    /// The changes that the broker doesn't know yet.
    pub(super) subscription_changes: Vec<SubscriptionChange>,
}

impl HubState {
    /// No sockets. If the state is shared, users may have sockets at other instances.
    pub(super) fn new(keep_alive: KeepAlive, is_shared: bool) -> Self {
        Self { keep_alive, is_shared, ..Self::default() }
    }

    /// Returns whether its user was offline here.
    pub(super) fn register(&mut self, entry: SocketEntry) -> Result<bool, RegisterError> {
        let user_id = entry.grant.user_id;
        if self.sockets.add(entry)? {
            self.note(SubscriptionChange::Subscribe(Topic::Events(user_id)));
        }
        let was_offline = self.online.connected(user_id);
        if was_offline && !self.online.is_elsewhere(user_id) {
            self.announce(&Presence { user_id, online: true, last_seen: None });
        }
        Ok(was_offline)
    }

    pub(super) fn unregister(&mut self, key: SocketKey) {
        self.retain(key.user_id, |entry| entry.socket != key.socket);
    }

    /// Sends an event to all sockets of its audience but the one that made the request, which gets the ack instead.
    /// Returns the event's frame if other instances need it.
    pub(super) fn publish(&mut self, publication: &Publication) -> Option<ByteString> {
        if let Some(event) = &publication.event {
            *self.published.entry(event.kind()).or_default() += 1;
        }
        let ack = publication.ack.as_ref().map(|(origin, ack)| (origin.socket, ack_frame(origin, ack)));
        // Serialized once, and only if there is a receiver.
        let mut frame =
            publication.event.as_ref().filter(|_| self.is_shared).map(|event| event_frame(event, None));
        for user_id in &publication.audience {
            self.retain(*user_id, |entry| match (&ack, &publication.event) {
                (Some((socket, ack)), _) if *socket == entry.socket => entry.send(ack),
                (_, Some(event)) => entry.send(frame.get_or_insert_with(|| event_frame(event, None))),
                (_, None) => true,
            });
        }
        frame
    }

    pub(super) fn send(&mut self, user_id: UserId, frame: &ByteString) {
        self.retain(user_id, |entry| entry.send(frame));
    }

    pub(super) fn send_to_all(&mut self, event: &Event) {
        let frame = event_frame(event, None);
        for user_id in self.sockets.users() {
            self.send(user_id, &frame);
        }
    }

    /// The sockets, what waits for them, and what was published so far.
    pub(super) fn load(&self) -> HubLoad {
        let mut load = HubLoad { published: self.published.clone(), ..HubLoad::default() };
        for (frames, bytes) in self.sockets.iter().map(SocketEntry::waiting) {
            load.sockets += 1;
            load.queued_frames += frames;
            load.queued_bytes += bytes;
            load.longest_queue = load.longest_queue.max(frames);
        }
        load
    }

    pub(super) fn grants(&self) -> Vec<(SocketKey, Grant)> {
        let key = |entry: &SocketEntry| SocketKey { user_id: entry.grant.user_id, socket: entry.socket };
        self.sockets.iter().map(|entry| (key(entry), entry.grant.clone())).collect()
    }

    /// Closes the sockets to which a revocation applies. A session that goes on does so under its new key.
    pub(super) fn revoke(&mut self, user_id: UserId, revocation: &Revocation) {
        self.retain(user_id, |entry| {
            if revocation.applies_to(&entry.grant.credential) {
                return entry.close(CloseCode::Unauthenticated);
            }
            revocation.renew(&mut entry.grant.credential);
            true
        });
    }

    pub(super) fn close(&mut self, sockets: &[SocketKey]) {
        for key in sockets {
            self.retain(key.user_id, |entry| {
                entry.socket != key.socket || entry.close(CloseCode::Unauthenticated)
            });
        }
    }

    /// Returns how many sockets are left.
    pub(super) fn close_batch(&mut self, count: usize) -> usize {
        self.sockets.close_batch(count, CloseCode::GoingAway)
    }

    /// Pings sockets, and closes those that are silent or whose grant has ended.
    pub(super) fn keep_alive(&mut self, now: ClockReading) {
        let times = self.keep_alive;
        for user_id in self.sockets.users() {
            self.retain(user_id, |entry| entry.keep_alive(now, times));
        }
    }

    /// From now on, the socket receives the presence of these users and of no others, if it is given as visible by a read of
    /// the database that began at `read_at`.
    pub(super) fn watch(&mut self, key: SocketKey, users: &[(UserId, bool)], read_at: Instant) {
        if !self.sockets.contains(key) {
            // It has closed in the meantime, and nothing would ever remove it from the watchers.
            return;
        }
        let WatchedChange { added, removed } = self.watchers.watch(key, users);
        for (user_id, _) in users {
            if self.privacy_changes.are_since(read_at, key.user_id, *user_id) {
                self.watchers.set_seen(key, *user_id, false);
                self.rechecks.insert(Recheck { socket: key, user_id: *user_id });
            }
        }
        for user_id in added {
            self.note(SubscriptionChange::Subscribe(Topic::Presence(user_id)));
        }
        self.forget_watched(removed);
    }

    pub(super) fn send_presence(
        &mut self,
        key: SocketKey,
        users: &[LastSeen],
        elsewhere: &HashSet<UserId>,
        reference: Option<String>,
    ) {
        let users = users.iter().map(|(user_id, stored)| {
            self.set_elsewhere(*user_id, elsewhere.contains(user_id));
            self.presence_for(key, *user_id, *stored)
        });
        let frame = event_frame(&Event::Presence { users: users.collect() }, reference);
        self.send_to_one(key, &frame);
    }

    /// The presence of a user as a socket may know it.
    fn presence_for(&self, key: SocketKey, user_id: UserId, stored: Option<DateTime<Utc>>) -> Presence {
        if !self.watchers.sees(key, user_id) {
            return Presence { user_id, online: false, last_seen: None };
        }
        let online = self.online.is_online(user_id);
        // The time that was announced may not be in the database yet.
        let last_seen = stored.max(self.online.last_seen(user_id)).filter(|_| !online);
        Presence { user_id, online, last_seen }
    }

    /// A user has changed what others see, or what one companion sees. Hides the presence of each from the other at once,
    /// until it is known from the database what they see.
    pub(super) fn privacy_changed(&mut self, user_id: UserId, companion: Option<UserId>) {
        self.privacy_changes.note(user_id);
        for (socket, watched) in self.watchers.between(user_id, companion) {
            if self.watchers.set_seen(socket, watched, false) {
                self.send_presence_to(socket, self.presence_for(socket, watched, None));
            }
            self.rechecks.insert(Recheck { socket, user_id: watched });
        }
    }

    /// A change at another instance may have been missed.
    pub(super) fn recheck_all(&mut self) {
        let all = self.watchers.all().into_iter().map(|(socket, user_id)| Recheck { socket, user_id });
        self.rechecks.extend(all);
    }

    /// Takes what a read of the database found that began at `read_at`. What has changed since is looked up again anyway.
    pub(super) fn rechecked(&mut self, found: &[Rechecked], read_at: Instant) {
        for Rechecked { recheck: Recheck { socket, user_id }, is_seen, last_seen, is_elsewhere } in found {
            if self.privacy_changes.are_since(read_at, socket.user_id, *user_id) {
                continue;
            }
            self.set_elsewhere(*user_id, *is_elsewhere);
            if self.watchers.set_seen(*socket, *user_id, *is_seen) {
                self.send_presence_to(*socket, self.presence_for(*socket, *user_id, *last_seen));
            }
        }
    }

    fn send_presence_to(&mut self, key: SocketKey, presence: Presence) {
        let frame = event_frame(&Event::Presence { users: vec![presence] }, None);
        self.send_to_one(key, &frame);
    }

    pub(super) fn online_among(&self, users: Vec<UserId>) -> Vec<UserId> {
        users.into_iter().filter(|user_id| self.online.is_online(*user_id)).collect()
    }

    /// Removes users who have been without a socket for long enough, and returns them with the time of their last one.
    /// Notifies their watchers, unless they may be online at other instances.
    pub(super) fn take_offline(&mut self, now: ClockReading) -> Vec<(UserId, DateTime<Utc>)> {
        let gone = self.online.take_offline(now);
        for (user_id, at) in gone.iter().filter(|_| !self.is_shared).copied().collect::<Vec<_>>() {
            self.announce(&Presence { user_id, online: false, last_seen: Some(at) });
        }
        gone
    }

    /// Notes whether a user is online at another instance, and announces it if it makes a difference.
    pub(super) fn set_presence_elsewhere(&mut self, presence: &Presence) {
        let was_online = self.online.is_online(presence.user_id);
        self.set_elsewhere(presence.user_id, presence.online);
        if self.online.is_online(presence.user_id) != was_online {
            self.announce(presence);
        }
    }

    pub(super) fn set_offline(&mut self, user_id: UserId, at: DateTime<Utc>) {
        self.online.set_elsewhere(user_id, false);
        if !self.online.is_here(user_id) {
            self.announce(&Presence { user_id, online: false, last_seen: Some(at) });
        }
    }

    fn announce(&mut self, presence: &Presence) {
        let watchers = self.watchers.of(presence.user_id);
        if watchers.is_empty() {
            return;
        }
        let frame = event_frame(&Event::Presence { users: vec![presence.clone()] }, None);
        for key in watchers {
            self.send_to_one(key, &frame);
        }
    }

    fn send_to_one(&mut self, key: SocketKey, frame: &ByteString) {
        self.retain(key.user_id, |entry| entry.socket != key.socket || entry.send(frame));
    }

    fn set_elsewhere(&mut self, user_id: UserId, is_online: bool) {
        self.online.set_elsewhere(user_id, is_online && self.watchers.is_watched(user_id));
    }

    fn retain(&mut self, user_id: UserId, stays: impl FnMut(&mut SocketEntry) -> bool) {
        let (removed, was_last) = self.sockets.retain(user_id, stays);
        for socket in removed {
            let unwatched = self.watchers.forget(SocketKey { user_id, socket });
            self.forget_watched(unwatched);
        }
        if was_last {
            self.online.disconnected(user_id);
            self.note(SubscriptionChange::Unsubscribe(Topic::Events(user_id)));
        }
    }

    fn forget_watched(&mut self, users: Vec<UserId>) {
        for user_id in users {
            self.online.set_elsewhere(user_id, false);
            self.note(SubscriptionChange::Unsubscribe(Topic::Presence(user_id)));
        }
    }

    fn note(&mut self, change: SubscriptionChange) {
        if self.is_shared {
            self.subscription_changes.push(change);
        }
    }
}

#[cfg(test)]
mod tests;
