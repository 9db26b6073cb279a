//! Who is there, and who wants to know. One who goes is taken for there for some seconds more: a page change is no
//! goodbye.

use super::clock::ClockReading;
use chrono::{DateTime, Utc};
use simple_chats_domain::{SocketId, UserId};
use std::collections::{HashMap, HashSet};

/// For how many seconds somebody without a socket still counts as there.
const OFFLINE_DELAY_SECONDS: i64 = 10;

/// For how many seconds it is remembered here when somebody went; meanwhile it is stored.
const LAST_SEEN_CACHE_SECONDS: i64 = 120;

/// A socket and whose it is.
type Watcher = (UserId, SocketId);

/// Who is there, and which sockets are told of whom.
#[derive(Default)]
pub(super) struct PresenceBoard {
    /// Who is there. The time is when the last socket went, once that was noted.
    online: HashMap<UserId, Going>,
    /// Who of those who are watched from here is there at another instance.
    elsewhere: HashSet<UserId>,
    /// When those went who are away since a short time.
    gone: HashMap<UserId, ClockReading>,
    watchers: HashMap<UserId, HashSet<Watcher>>,
    watched: HashMap<Watcher, Vec<UserId>>,
}

/// Whether somebody who is there is about to go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    Stays,
    /// The last socket has gone, since this time where a time has been told.
    Since(Option<ClockReading>),
}

/// How the set of those who are watched changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Who is watched from now on.
    pub(super) begun: Vec<UserId>,
    /// Who is watched no longer.
    pub(super) ended: Vec<UserId>,
}

impl PresenceBoard {
    /// A socket of the user was opened. Returns whether the user was away here.
    pub(super) fn came(&mut self, user_id: UserId) -> bool {
        self.online.insert(user_id, Going::Stays).is_none()
    }

    /// Whether the user is there at this instance, or was some seconds ago.
    pub(super) fn is_here(&self, user_id: UserId) -> bool {
        self.online.contains_key(&user_id)
    }

    /// Whether the user is there at another instance, as far as is known here.
    pub(super) fn is_elsewhere(&self, user_id: UserId) -> bool {
        self.elsewhere.contains(&user_id)
    }

    /// The user is there at another instance, or no longer at any other. It is kept of those alone who are watched.
    pub(super) fn set_elsewhere(&mut self, user_id: UserId, is_there: bool) {
        if is_there && self.watchers.contains_key(&user_id) {
            self.elsewhere.insert(user_id);
        } else {
            self.elsewhere.remove(&user_id);
        }
    }

    /// Who is watched from here.
    pub(super) fn watched(&self) -> Vec<UserId> {
        self.watchers.keys().copied().collect()
    }

    /// The last socket of the user has gone.
    pub(super) fn went(&mut self, user_id: UserId) {
        if let Some(going) = self.online.get_mut(&user_id) {
            *going = Going::Since(None);
        }
    }

    /// Whether the user is there, at this instance or another one, or was some seconds ago.
    pub(super) fn is_online(&self, user_id: UserId) -> bool {
        self.is_here(user_id) || self.is_elsewhere(user_id)
    }

    /// When a user went who is away since a short time.
    pub(super) fn went_at(&self, user_id: UserId) -> Option<DateTime<Utc>> {
        self.gone.get(&user_id).map(|since| since.time)
    }

    /// Takes those off who have been away for long enough, and returns them with when they went.
    pub(super) fn settle(&mut self, now: ClockReading) -> Vec<(UserId, DateTime<Utc>)> {
        self.gone.retain(|_, since| now.uptime - since.uptime < LAST_SEEN_CACHE_SECONDS);
        let mut gone = Vec::new();
        self.online.retain(|user_id, going| {
            let Going::Since(since) = going else { return true };
            let since = *since.get_or_insert(now);
            let stays = now.uptime - since.uptime < OFFLINE_DELAY_SECONDS;
            if !stays {
                gone.push((*user_id, since));
            }
            stays
        });
        self.gone.extend(gone.iter().copied());
        gone.into_iter().map(|(user_id, since)| (user_id, since.time)).collect()
    }

    /// A socket wants to be told of these people and of no others. Returns how the set of those who are watched changes.
    pub(super) fn watch(&mut self, watcher: Watcher, people: &[UserId]) -> Changed {
        let before = self.watched.remove(&watcher).unwrap_or_default();
        let mut changed = Changed::default();
        for user_id in people {
            let watchers = self.watchers.entry(*user_id).or_default();
            if watchers.is_empty() {
                changed.begun.push(*user_id);
            }
            watchers.insert(watcher);
        }
        for user_id in before.iter().filter(|user_id| !people.contains(user_id)) {
            self.unwatch(watcher, *user_id, &mut changed.ended);
        }
        if !people.is_empty() {
            self.watched.insert(watcher, people.to_vec());
        }
        changed
    }

    /// A socket wants to be told of nobody. Returns who is watched no longer.
    pub(super) fn forget(&mut self, watcher: Watcher) -> Vec<UserId> {
        let mut ended = Vec::new();
        for user_id in self.watched.remove(&watcher).unwrap_or_default() {
            self.unwatch(watcher, user_id, &mut ended);
        }
        ended
    }

    fn unwatch(&mut self, watcher: Watcher, user_id: UserId, ended: &mut Vec<UserId>) {
        if let Some(watchers) = self.watchers.get_mut(&user_id) {
            watchers.remove(&watcher);
            if watchers.is_empty() {
                self.watchers.remove(&user_id);
                self.elsewhere.remove(&user_id);
                ended.push(user_id);
            }
        }
    }

    /// Which sockets are told of a user.
    pub(super) fn watchers_of(&self, user_id: UserId) -> Vec<Watcher> {
        self.watchers.get(&user_id).map(|watchers| watchers.iter().copied().collect()).unwrap_or_default()
    }
}
