//! The task that stores presence and renews the lease of this instance.

use super::pending::Pending;
use crate::delivery::hub::Hub;
use crate::delivery::hub::presence::{PresenceChange, PresenceChanges};
use crate::delivery::hub::privacy::{Recheck, Rechecked};
use chrono::{DateTime, Utc};
use simple_chats_domain::{Chat, Pair, Presence, UserId, cut_to_millis};
use simple_chats_persistence::{Database, DbConnection, LockScope, StoreError, chats, instances, users};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio::time::MissedTickBehavior;

/// How often the lease is renewed and presence at other instances is read.
const RENEW_INTERVAL: Duration = Duration::from_secs(5);

/// How long a lease lasts. With the time until other instances read again, the users of a crashed instance are offline
/// after less than 30 seconds.
const LEASE_SECONDS: u32 = 20;

/// How long users count as online after their instance has stopped, while they reconnect to another one.
const RECONNECT_SECONDS: u32 = 10;

const MAX_BATCH: usize = 512;

/// How much is looked up at once at most, so that the lease and what is pending don't wait long.
const MAX_RECHECKS: usize = 1_000;

#[expect(clippy::struct_excessive_bools, reason = "none depends on another")]
pub(super) struct PresenceTask {
    pub(super) database: Database,
    pub(super) hub: Hub,
    pub(super) instance_id: String,
    /// Whether other servers may use the same database.
    pub(super) may_have_others: bool,
    pub(super) online: HashSet<UserId>,
    pub(super) pending: Pending,
    /// What has to be looked up for sockets here.
    pub(super) rechecks: HashSet<Recheck>,
    /// False from a failed look-up until the next tick.
    pub(super) may_recheck: bool,
    /// Whether the lease could be renewed the last time.
    pub(super) was_renewed: bool,
    /// Whether the operator was warned of other instances without a broker.
    pub(super) has_warned: bool,
}

impl PresenceTask {
    pub(super) async fn run(
        mut self,
        mut changes: PresenceChanges,
        mut leaving: mpsc::Receiver<oneshot::Sender<()>>,
    ) {
        let mut ticks = tokio::time::interval(RENEW_INTERVAL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                Some(done) = leaving.recv() => {
                    self.leave().await;
                    done.send(()).unwrap_or_default();
                    return;
                }
                _ = ticks.tick() => self.tick().await,
                change = changes.recv() => {
                    let Some(change) = change else { return };
                    self.add(change);
                    while self.pending.len() < MAX_BATCH && let Ok(change) = changes.try_recv() {
                        self.add(change);
                    }
                    self.store_pending().await;
                    self.recheck().await;
                }
                () = std::future::ready(()), if self.may_recheck && !self.rechecks.is_empty() => {
                    self.recheck().await;
                }
            }
        }
    }

    fn add(&mut self, change: PresenceChange) {
        match change {
            PresenceChange::Online(user_id) => {
                self.online.insert(user_id);
                self.pending.add(user_id, None);
            }
            PresenceChange::Offline(user_id, at) => {
                self.online.remove(&user_id);
                self.pending.add(user_id, Some(at));
            }
            PresenceChange::Recheck(rechecks) => self.rechecks.extend(rechecks),
        }
    }

    /// Looks up what sockets see of some of the users whom they watch; if that fails, it is done later, and stays hidden until
    /// then.
    async fn recheck(&mut self) {
        if self.rechecks.is_empty() || !self.may_recheck {
            return;
        }
        let rechecks = take_some(&mut self.rechecks, MAX_RECHECKS);
        let (instance_id, wanted, read_at) = (self.instance_id.clone(), rechecks.clone(), Instant::now());
        let read = self.database.read(move |conn| look_up(conn, &instance_id, &wanted));
        match read.await {
            Ok(found) => self.hub.rechecked(found, read_at),
            Err(error) => {
                tracing::warn!(%error, "could not read what users show each other; retrying later");
                self.rechecks.extend(rechecks);
                self.may_recheck = false;
            }
        }
    }

    /// Stores the pending changes; if that fails, they stay pending.
    async fn store_pending(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let changes = std::mem::take(&mut self.pending);
        // Without a broker, no other instance needs to know who is online here.
        let instance_id = self.hub.broker().map(|_| self.instance_id.clone());
        let batch = changes.clone();
        let store = move |conn: &mut DbConnection, _: &mut _| batch.store(conn, instance_id.as_deref());
        match self.database.write_locking(LockScope::Many, store).await {
            Ok(gone) => self.announce(&changes, gone),
            Err(error) => {
                tracing::warn!(%error, "could not store presence; retrying later");
                self.pending.add_older(changes);
            }
        }
    }

    /// Announces to other instances who came online here and who is online nowhere any more.
    fn announce(&self, changes: &Pending, gone: Vec<(UserId, DateTime<Utc>)>) {
        let Some(broker) = self.hub.broker() else { return };
        for user_id in changes.online() {
            broker.announce(&Presence { user_id, online: true, last_seen: None });
        }
        for (user_id, at) in gone {
            self.hub.set_offline(user_id, at);
            broker.announce(&Presence { user_id, online: false, last_seen: Some(at) });
        }
    }

    async fn tick(&mut self) {
        if self.may_have_others {
            let was_renewed = self.was_renewed;
            self.was_renewed = self.renew_lease().await;
            // After an outage, other instances are about to renew their leases as well.
            if was_renewed && self.was_renewed && self.hub.broker().is_some() {
                self.read_presence_elsewhere().await;
            }
        }
        self.store_pending().await;
        self.may_recheck = true;
        self.recheck().await;
    }

    async fn renew_lease(&mut self) -> bool {
        let instance_id = self.instance_id.clone();
        let online: Vec<UserId> = match self.hub.broker() {
            Some(_) => self.online.iter().copied().collect(),
            None => Vec::new(),
        };
        let renew = move |conn: &mut DbConnection, _: &mut _| -> Result<i64, StoreError> {
            let lease = instances::renew(conn, &instance_id, LEASE_SECONDS)?;
            if lease.is_new {
                instances::replace_online(conn, &instance_id, &online)?;
            }
            instances::remove_lapsed(conn, LEASE_SECONDS)?;
            Ok(lease.others)
        };
        match self.database.write_locking(LockScope::Many, renew).await {
            Ok(others) => self.warn_of_others(others),
            Err(error) => {
                tracing::warn!(%error, "could not renew the lease of this instance; retrying later");
                return false;
            }
        }
        true
    }

    fn warn_of_others(&mut self, others: i64) {
        if others > 0 && self.hub.broker().is_none() && !std::mem::replace(&mut self.has_warned, true) {
            tracing::warn!(
                "another server uses this database, and NATS_URL is not set: users connected to different servers \
                 don't receive each other's messages until they reload; set NATS_URL on all servers"
            );
        }
    }

    async fn read_presence_elsewhere(&self) {
        let watched = self.hub.watched().await;
        if watched.is_empty() {
            return;
        }
        let instance_id = self.instance_id.clone();
        let read = self.database.read(move |conn| -> Result<Vec<Presence>, StoreError> {
            let elsewhere = instances::online_elsewhere(conn, &instance_id, &watched)?;
            let last_seen: HashMap<_, _> = users::last_seen(conn, &watched)?.into_iter().collect();
            let presence_of = |&user_id| {
                let online = elsewhere.contains(&user_id);
                let last_seen = last_seen.get(&user_id).copied().flatten().filter(|_| !online);
                Presence { user_id, online, last_seen }
            };
            Ok(watched.iter().map(presence_of).collect())
        });
        match read.await {
            Ok(presences) => self.hub.set_presences_elsewhere(presences),
            Err(error) => tracing::warn!(%error, "could not read presence at other instances"),
        }
    }

    async fn leave(&mut self) {
        self.store_pending().await;
        let now = cut_to_millis(Utc::now());
        let (instance_id, may_have_others) = (self.instance_id.clone(), self.may_have_others);
        let online: Vec<UserId> = self.online.iter().copied().collect();
        let seconds = if self.hub.broker().is_some() { RECONNECT_SECONDS } else { 0 };
        let store = move |conn: &mut DbConnection, _: &mut _| -> Result<(), StoreError> {
            users::raise_last_seen(conn, &online, now)?;
            if may_have_others {
                instances::renew(conn, &instance_id, seconds)?;
            }
            Ok(())
        };
        if let Err(error) = self.database.write_locking(LockScope::Many, store).await {
            tracing::warn!(%error, "could not store when users were last seen");
        }
    }
}

/// Takes items out of a set, up to a number.
fn take_some(all: &mut HashSet<Recheck>, max: usize) -> Vec<Recheck> {
    let taken: Vec<Recheck> = all.iter().take(max).copied().collect();
    for recheck in &taken {
        all.remove(recheck);
    }
    taken
}

fn look_up(
    conn: &mut DbConnection,
    instance_id: &str,
    rechecks: &[Recheck],
) -> Result<Vec<Rechecked>, StoreError> {
    let pair_of = |recheck: &Recheck| Pair::of(recheck.socket.user_id, recheck.user_id).ok();
    let pairs = rechecks.iter().filter_map(pair_of).collect();
    let visible = chats::list_of_pairs(conn, &pairs)?.into_iter().filter(Chat::shows_presence);
    let visible: HashSet<Pair> = visible.map(|chat| chat.pair).collect();
    let watched: HashSet<UserId> = rechecks.iter().map(|recheck| recheck.user_id).collect();
    let watched: Vec<UserId> = watched.into_iter().collect();
    let last_seen: HashMap<_, _> = users::last_seen(conn, &watched)?.into_iter().collect();
    let elsewhere = instances::online_elsewhere(conn, instance_id, &watched)?;
    let found = rechecks.iter().map(|recheck| Rechecked {
        recheck: *recheck,
        is_seen: pair_of(recheck).is_some_and(|pair| visible.contains(&pair)),
        last_seen: last_seen.get(&recheck.user_id).copied().flatten(),
        is_elsewhere: elsewhere.contains(&recheck.user_id),
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::SocketKey;
    use simple_chats_domain::SocketId;

    #[test]
    fn rechecks_are_made_in_parts() {
        let socket = SocketKey { user_id: UserId::stored(1), socket: SocketId(1) };
        let recheck = |user_id| Recheck { socket, user_id: UserId::stored(user_id) };
        let mut all: HashSet<Recheck> = (2..7).map(recheck).collect();
        let parts: Vec<Vec<Recheck>> = std::iter::from_fn(|| Some(take_some(&mut all, 2))).take(4).collect();
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1, 0]);
        assert_eq!(parts.concat().into_iter().collect::<HashSet<_>>(), (2..7).map(recheck).collect());
    }
}
