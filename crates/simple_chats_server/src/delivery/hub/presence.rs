//! Who is online. A user whose last socket closes stays online for some more seconds: loading another page is not going
//! offline.

use super::clock::ClockReading;
use super::privacy::Recheck;
use chrono::{DateTime, Utc};
use simple_chats_domain::UserId;
use simple_chats_protocol::limits::OFFLINE_DELAY;
use std::collections::{HashMap, HashSet};
use tokio::sync::mpsc;

/// How long the time at which a user went offline is kept here; it is in the database long before.
const LAST_SEEN_SECONDS: i64 = 120;

/// The users who come online here or go offline, in order.
pub(crate) type PresenceChanges = mpsc::UnboundedReceiver<PresenceChange>;

/// A user comes online at this instance or goes offline, or others see it no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PresenceChange {
    /// The first socket was opened.
    Online(UserId),
    /// The last socket was closed at this time, and none was opened for some seconds.
    Offline(UserId, DateTime<Utc>),
    /// Sockets watch users of whom it has to be looked up whether they see them.
    Recheck(HashSet<Recheck>),
}

#[derive(Default)]
pub(super) struct OnlineUsers {
    here: HashMap<UserId, Connection>,
    /// Users online at another instance; only those are known who are watched from here.
    elsewhere: HashSet<UserId>,
    /// When users went offline who did so a short time ago.
    gone: HashMap<UserId, ClockReading>,
}

/// Whether a user who is online has a socket.
#[derive(Clone, Copy)]
enum Connection {
    Open,
    /// The last socket has closed; the time is set by the next tick.
    Closed(Option<ClockReading>),
}

impl OnlineUsers {
    /// The user has a socket. Returns whether the user was offline here.
    pub(super) fn connected(&mut self, user_id: UserId) -> bool {
        self.here.insert(user_id, Connection::Open).is_none()
    }

    pub(super) fn disconnected(&mut self, user_id: UserId) {
        if let Some(connection) = self.here.get_mut(&user_id) {
            *connection = Connection::Closed(None);
        }
    }

    pub(super) fn set_elsewhere(&mut self, user_id: UserId, is_online: bool) {
        if is_online {
            self.elsewhere.insert(user_id);
        } else {
            self.elsewhere.remove(&user_id);
        }
    }

    pub(super) fn is_here(&self, user_id: UserId) -> bool {
        self.here.contains_key(&user_id)
    }

    pub(super) fn is_elsewhere(&self, user_id: UserId) -> bool {
        self.elsewhere.contains(&user_id)
    }

    pub(super) fn is_online(&self, user_id: UserId) -> bool {
        self.is_here(user_id) || self.is_elsewhere(user_id)
    }

    /// When a user went offline who did so a short time ago.
    pub(super) fn last_seen(&self, user_id: UserId) -> Option<DateTime<Utc>> {
        self.gone.get(&user_id).map(|since| since.time)
    }

    /// Removes those who have been without a socket for long enough. Returns them, with the time of their last socket.
    pub(super) fn take_offline(&mut self, now: ClockReading) -> Vec<(UserId, DateTime<Utc>)> {
        self.gone.retain(|_, since| now.uptime - since.uptime < LAST_SEEN_SECONDS);
        let mut gone = Vec::new();
        self.here.retain(|user_id, connection| {
            let Connection::Closed(since) = connection else { return true };
            let since = *since.get_or_insert(now);
            let stays =
                u64::try_from(now.uptime - since.uptime).is_ok_and(|time| time < OFFLINE_DELAY.as_secs());
            if !stays {
                gone.push((*user_id, since));
            }
            stays
        });
        self.gone.extend(gone.iter().copied());
        gone.into_iter().map(|(user_id, since)| (user_id, since.time)).collect()
    }
}
