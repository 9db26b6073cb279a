//! Who is where: the task that notes in the database who comes and goes here, and learns from it who is at other
//! instances. Without a broker there are no others, and it notes alone when users were last there.
//!
//! The database is the truth about presence, and is asked every few seconds; what instances tell each other beside it only
//! makes it quicker.

use super::broker::Broker;
use super::hub::{Hub, PresenceChange, PresenceChanges};
use chrono::{DateTime, Utc};
use simple_chats_domain::{Presence, UserId, cut_to_millis};
use simple_chats_persistence::{Database, StoreError, instances, users};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How often the lease is renewed and the others are looked at.
const RENEW_INTERVAL: Duration = Duration::from_secs(5);

/// How many seconds an instance counts as there after it was last heard; with the time until the others look again, one
/// that was killed has faded after less than 30.
const LEASE_SECONDS: u32 = 20;

/// How many seconds users count as there after their instance has stopped: they come back to another one.
const LEAVE_SECONDS: u32 = 10;

/// How many changes are noted at once.
const MAX_BATCH: usize = 512;

/// What an instance is called, and whether it may be one of several.
#[derive(Debug, Clone)]
pub struct InstanceIdentity {
    /// The name of this instance, made at each start.
    pub instance_id: String,
    /// Whether other servers may use the same database.
    pub may_have_others: bool,
}

/// A handle to the task.
pub struct PresenceStore {
    leave: mpsc::Sender<oneshot::Sender<()>>,
}

impl PresenceStore {
    /// Starts the task on the current runtime.
    #[must_use]
    pub fn start(
        database: Database,
        hub: Hub,
        presence_changes: PresenceChanges,
        identity: InstanceIdentity,
    ) -> Self {
        let (leave, leaving) = mpsc::channel(1);
        let broker = hub.broker().cloned();
        let task = PresenceTask {
            database,
            hub,
            broker,
            identity,
            here: HashSet::new(),
            unnoted: HashMap::new(),
            renewed: false,
            warned: false,
        };
        tokio::spawn(task.run(presence_changes, leaving));
        Self { leave }
    }

    /// Notes that this instance goes, and that its users were last there now.
    pub async fn leave(&self) {
        let (done, left) = oneshot::channel();
        if self.leave.send(done).await.is_ok() {
            drop(left.await);
        }
    }
}

/// What has to be noted of a user.
#[derive(Debug, Clone, Copy)]
enum Unnoted {
    Came,
    Went(DateTime<Utc>),
}

struct PresenceTask {
    database: Database,
    hub: Hub,
    broker: Option<Broker>,
    identity: InstanceIdentity,
    /// Who is here.
    here: HashSet<UserId>,
    /// What is not in the database yet; it stays until it is.
    unnoted: HashMap<UserId, Unnoted>,
    /// Whether the lease could be renewed the last time.
    renewed: bool,
    warned: bool,
}

impl PresenceTask {
    async fn run(
        mut self,
        mut presence_changes: PresenceChanges,
        mut leaving: mpsc::Receiver<oneshot::Sender<()>>,
    ) {
        let mut ticks = tokio::time::interval(RENEW_INTERVAL);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                Some(done) = leaving.recv() => {
                    self.say_goodbye().await;
                    done.send(()).unwrap_or_default();
                    return;
                }
                _ = ticks.tick() => self.look_around().await,
                change = presence_changes.recv() => {
                    let Some(change) = change else { return };
                    self.take(change);
                    while self.unnoted.len() < MAX_BATCH && let Ok(change) = presence_changes.try_recv() {
                        self.take(change);
                    }
                    self.note().await;
                }
            }
        }
    }

    fn take(&mut self, change: PresenceChange) {
        match change {
            PresenceChange::Online(user_id) => {
                self.here.insert(user_id);
                self.unnoted.insert(user_id, Unnoted::Came);
            }
            PresenceChange::Offline(user_id, at) => {
                self.here.remove(&user_id);
                self.unnoted.insert(user_id, Unnoted::Went(cut_to_millis(at)));
            }
        }
    }

    /// Notes in the database what has not been noted; where that fails, later.
    async fn note(&mut self) {
        let unnoted: Vec<(UserId, Unnoted)> = self.unnoted.drain().collect();
        if unnoted.is_empty() {
            return;
        }
        let (changes, instance_id) = (unnoted.clone(), self.instance());
        let noted = self.database.write(move |conn, _| -> Result<Vec<(UserId, DateTime<Utc>)>, StoreError> {
            let mut gone = Vec::new();
            let (came, went) = sorted(&changes);
            if let Some(instance) = &instance_id {
                instances::add_online(conn, instance, &came)?;
            }
            for (at, people) in went {
                let Some(instance) = &instance_id else {
                    users::set_last_seen(conn, &people, at)?;
                    continue;
                };
                let elsewhere = instances::remove_online(conn, instance, &people, at)?;
                let nowhere = people.into_iter().filter(|user_id| !elsewhere.contains(user_id));
                gone.extend(nowhere.map(|user_id| (user_id, at)));
            }
            Ok(gone)
        });
        match noted.await {
            Ok(gone) => self.tell(&unnoted, gone),
            Err(error) => {
                tracing::warn!(%error, "it could not be noted who has come or gone; it is tried again");
                for (user_id, change) in unnoted {
                    self.unnoted.entry(user_id).or_insert(change);
                }
            }
        }
    }

    /// Tells other instances who has come, and everybody who is nowhere any more.
    fn tell(&self, noted: &[(UserId, Unnoted)], gone: Vec<(UserId, DateTime<Utc>)>) {
        let Some(broker) = &self.broker else { return };
        for (user_id, change) in noted {
            if let Unnoted::Came = change {
                broker.tell_presence(&Presence { user_id: *user_id, online: true, last_seen: None });
            }
        }
        for (user_id, at) in gone {
            self.hub.note_gone(user_id, at);
            broker.tell_presence(&Presence { user_id, online: false, last_seen: Some(at) });
        }
    }

    /// Renews the lease, notes what could not be noted before, and looks who is at other instances.
    async fn look_around(&mut self) {
        if self.identity.may_have_others {
            let before = self.renewed;
            self.renewed = self.renew().await;
            // After an outage the others renew their leases at this moment, too.
            if before && self.renewed && self.broker.is_some() {
                self.look_at_others().await;
            }
        }
        self.note().await;
    }

    /// Returns whether the lease runs.
    async fn renew(&mut self) -> bool {
        let instance_id = self.identity.instance_id.clone();
        let here: Vec<UserId> =
            self.instance().map(|_| self.here.iter().copied().collect()).unwrap_or_default();
        let renewed = self.database.write(move |conn, _| -> Result<i64, StoreError> {
            let lease = instances::renew(conn, &instance_id, LEASE_SECONDS)?;
            if lease.is_new {
                instances::replace_online(conn, &instance_id, &here)?;
            }
            instances::remove_lapsed(conn, LEASE_SECONDS)?;
            Ok(lease.others)
        });
        match renewed.await {
            Ok(others) => {
                if others > 0 && self.broker.is_none() && !std::mem::replace(&mut self.warned, true) {
                    tracing::warn!(
                        "another server uses this database, and NATS_URL is not set: people who are connected to \
                         different servers don't hear of each other until they reload; set NATS_URL on all of them"
                    );
                }
                true
            }
            Err(error) => {
                tracing::warn!(%error, "the lease of this instance could not be renewed; it is tried again");
                false
            }
        }
    }

    async fn look_at_others(&self) {
        let watched = self.hub.watched().await;
        if watched.is_empty() {
            return;
        }
        let instance_id = self.identity.instance_id.clone();
        let seen = self.database.read(move |conn| -> Result<_, StoreError> {
            let elsewhere = instances::online_elsewhere(conn, &instance_id, &watched)?;
            let last_seen: HashMap<_, _> = users::last_seen(conn, &watched)?.into_iter().collect();
            Ok(watched
                .into_iter()
                .map(|user_id| {
                    (user_id, elsewhere.contains(&user_id), last_seen.get(&user_id).copied().flatten())
                })
                .collect::<Vec<_>>())
        });
        match seen.await {
            Ok(people) => self.hub.note_presences(people),
            Err(error) => tracing::warn!(%error, "it could not be seen who is at other instances"),
        }
    }

    async fn say_goodbye(&mut self) {
        self.note().await;
        let now = cut_to_millis(Utc::now());
        let (identity, here) = (self.identity.clone(), self.here.iter().copied().collect::<Vec<_>>());
        let seconds = if self.broker.is_some() { LEAVE_SECONDS } else { 0 };
        let noted = self.database.write(move |conn, _| -> Result<(), StoreError> {
            users::raise_last_seen(conn, &here, now)?;
            if identity.may_have_others {
                instances::renew(conn, &identity.instance_id, seconds)?;
            }
            Ok(())
        });
        if let Err(error) = noted.await {
            tracing::warn!(%error, "it could not be noted when users were last there");
        }
    }

    /// The name under which users are noted, where others ask for it.
    fn instance(&self) -> Option<String> {
        self.broker.as_ref().map(|_| self.identity.instance_id.clone())
    }
}

/// Who has come, and who has gone at which moment; most go by the same one, since it is looked once a second.
fn sorted(changes: &[(UserId, Unnoted)]) -> (Vec<UserId>, BTreeMap<DateTime<Utc>, Vec<UserId>>) {
    let (mut came, mut went) = (Vec::new(), BTreeMap::<_, Vec<UserId>>::new());
    for (user_id, change) in changes {
        match change {
            Unnoted::Came => came.push(*user_id),
            Unnoted::Went(at) => went.entry(*at).or_default().push(*user_id),
        }
    }
    (came, went)
}
