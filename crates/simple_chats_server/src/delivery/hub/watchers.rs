//! Which sockets watch which users.

use super::sockets::SocketKey;
use simple_chats_domain::UserId;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Watchers {
    by_user: HashMap<UserId, HashSet<SocketKey>>,
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
    pub(super) fn watch(&mut self, socket: SocketKey, users: &[UserId]) -> WatchedChange {
        let before = self.by_socket.remove(&socket).unwrap_or_default();
        let mut change = WatchedChange::default();
        for user_id in users {
            let watchers = self.by_user.entry(*user_id).or_default();
            if watchers.is_empty() {
                change.added.push(*user_id);
            }
            watchers.insert(socket);
        }
        let ended = before.into_iter().filter(|user_id| !users.contains(user_id));
        change.removed = ended.filter(|user_id| self.unwatch(socket, *user_id)).collect();
        if !users.is_empty() {
            self.by_socket.insert(socket, users.to_vec());
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

    pub(super) fn of(&self, user_id: UserId) -> Vec<SocketKey> {
        self.by_user.get(&user_id).into_iter().flatten().copied().collect()
    }
}
