//! Which sockets watch which users, and which of those they may see.

use super::sockets::SocketKey;
use simple_chats_domain::UserId;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Watchers {
    /// The sockets that watch a user, with whether they see the user's presence.
    by_user: HashMap<UserId, HashMap<SocketKey, bool>>,
    by_socket: HashMap<SocketKey, Vec<UserId>>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct WatchedChange {
    /// Users who are watched from now on.
    pub(super) added: Vec<UserId>,
    /// Users whom nobody watches any more.
    pub(super) removed: Vec<UserId>,
}

impl Watchers {
    /// The socket watches these users from now on, and sees the presence of those with `true`.
    pub(super) fn watch(&mut self, socket: SocketKey, users: &[(UserId, bool)]) -> WatchedChange {
        let before = self.by_socket.remove(&socket).unwrap_or_default();
        let mut change = WatchedChange::default();
        for (user_id, is_seen) in users {
            let watchers = self.by_user.entry(*user_id).or_default();
            if watchers.is_empty() {
                change.added.push(*user_id);
            }
            watchers.insert(socket, *is_seen);
        }
        let now: HashSet<UserId> = users.iter().map(|(user_id, _)| *user_id).collect();
        let ended = before.into_iter().filter(|user_id| !now.contains(user_id));
        change.removed = ended.filter(|user_id| self.unwatch(socket, *user_id)).collect();
        if !users.is_empty() {
            self.by_socket.insert(socket, users.iter().map(|(user_id, _)| *user_id).collect());
        }
        change
    }

    /// The socket has closed. Returns the users whom nobody watches any more.
    pub(super) fn forget(&mut self, socket: SocketKey) -> Vec<UserId> {
        let before = self.by_socket.remove(&socket).unwrap_or_default();
        before.into_iter().filter(|user_id| self.unwatch(socket, *user_id)).collect()
    }

    /// Returns whether nobody watches the user any more.
    fn unwatch(&mut self, socket: SocketKey, user_id: UserId) -> bool {
        let Some(watchers) = self.by_user.get_mut(&user_id) else { return false };
        watchers.remove(&socket);
        let is_last = watchers.is_empty();
        if is_last {
            self.by_user.remove(&user_id);
        }
        is_last
    }

    pub(super) fn is_watched(&self, user_id: UserId) -> bool {
        self.by_user.contains_key(&user_id)
    }

    pub(super) fn watched(&self) -> Vec<UserId> {
        self.by_user.keys().copied().collect()
    }

    /// The sockets that see the presence of a user.
    pub(super) fn of(&self, user_id: UserId) -> Vec<SocketKey> {
        let watchers = self.by_user.get(&user_id).into_iter().flatten();
        watchers.filter(|(_, is_seen)| **is_seen).map(|(socket, _)| *socket).collect()
    }

    pub(super) fn sees(&self, socket: SocketKey, user_id: UserId) -> bool {
        self.by_user.get(&user_id).and_then(|watchers| watchers.get(&socket)) == Some(&true)
    }

    /// Sets whether a socket sees a user whom it watches. Returns whether that changes something.
    pub(super) fn set_seen(&mut self, socket: SocketKey, user_id: UserId, is_seen: bool) -> bool {
        let seen = self.by_user.get_mut(&user_id).and_then(|watchers| watchers.get_mut(&socket));
        seen.is_some_and(|seen| std::mem::replace(seen, is_seen) != is_seen)
    }

    /// What is watched: between a user and others, or between two users.
    pub(super) fn between(&self, user_id: UserId, companion: Option<UserId>) -> Vec<(SocketKey, UserId)> {
        let fits = |other: UserId| companion.is_none_or(|companion| companion == other);
        let of_others = self.by_user.get(&user_id).into_iter().flatten();
        let of_others = of_others.filter(|(key, _)| fits(key.user_id)).map(|(socket, _)| (*socket, user_id));
        let own = self.by_socket.iter().filter(|(socket, _)| socket.user_id == user_id);
        let own = own.flat_map(|(socket, watched)| watched.iter().map(|watched| (*socket, *watched)));
        of_others.chain(own.filter(|(_, watched)| fits(*watched))).collect()
    }

    /// All that is watched.
    pub(super) fn all(&self) -> Vec<(SocketKey, UserId)> {
        let watched = self.by_socket.iter();
        watched.flat_map(|(socket, users)| users.iter().map(|user_id| (*socket, *user_id))).collect()
    }
}
