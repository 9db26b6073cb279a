//! Who is there, and who wants to know. One who goes is taken for there for some seconds more: a page change is no
//! goodbye.

use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_domain::{SocketId, UserId};
use std::collections::{HashMap, HashSet};

/// For how long somebody without a socket still counts as there.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// A socket and whose it is.
type Watcher = (UserId, SocketId);

/// Who is there, and which sockets are told of whom.
#[derive(Default)]
pub(super) struct PresenceBoard {
    /// Who is there. The time is when the last socket went, once that was noted.
    online: HashMap<UserId, Going>,
    watchers: HashMap<UserId, HashSet<Watcher>>,
    watched: HashMap<Watcher, Vec<UserId>>,
}

/// Whether somebody who is there is about to go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    Stays,
    /// The last socket has gone, since this time where a time has been told.
    Since(Option<DateTime<Utc>>),
}

impl PresenceBoard {
    /// A socket of the user was opened. Returns whether the user was away.
    pub(super) fn came(&mut self, user_id: UserId) -> bool {
        self.online.insert(user_id, Going::Stays).is_none()
    }

    /// The last socket of the user has gone.
    pub(super) fn went(&mut self, user_id: UserId) {
        if let Some(going) = self.online.get_mut(&user_id) {
            *going = Going::Since(None);
        }
    }

    /// Whether the user is there, or was some seconds ago.
    pub(super) fn is_online(&self, user_id: UserId) -> bool {
        self.online.contains_key(&user_id)
    }

    /// Takes those off who have been away for long enough, and returns them with when they went.
    pub(super) fn settle(&mut self, now: DateTime<Utc>) -> Vec<(UserId, DateTime<Utc>)> {
        let mut gone = Vec::new();
        self.online.retain(|user_id, going| {
            let Going::Since(since) = going else { return true };
            let since = *since.get_or_insert(now);
            let stays = now - since < GRACE;
            if !stays {
                gone.push((*user_id, since));
            }
            stays
        });
        gone
    }

    /// A socket wants to be told of these people and of no others.
    pub(super) fn watch(&mut self, watcher: Watcher, people: impl Iterator<Item = UserId>) {
        self.forget(watcher);
        let people: Vec<UserId> = people.collect();
        for user_id in &people {
            self.watchers.entry(*user_id).or_default().insert(watcher);
        }
        if !people.is_empty() {
            self.watched.insert(watcher, people);
        }
    }

    /// A socket wants to be told of nobody.
    pub(super) fn forget(&mut self, watcher: Watcher) {
        for user_id in self.watched.remove(&watcher).unwrap_or_default() {
            if let Some(watchers) = self.watchers.get_mut(&user_id) {
                watchers.remove(&watcher);
                if watchers.is_empty() {
                    self.watchers.remove(&user_id);
                }
            }
        }
    }

    /// Which sockets are told of a user.
    pub(super) fn watchers_of(&self, user_id: UserId) -> Vec<Watcher> {
        self.watchers.get(&user_id).map(|watchers| watchers.iter().copied().collect()).unwrap_or_default()
    }
}
