//! Changes of presence that are not in the database yet.

use chrono::{DateTime, Utc};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, StoreError, instances, privacy, users};
use std::collections::{BTreeMap, HashMap};

/// The last change of each user; `None` is coming online, a time is going offline.
#[derive(Default, Clone)]
pub(super) struct Pending(HashMap<UserId, Option<DateTime<Utc>>>);

impl Pending {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The user has come online, or has gone offline at this time.
    pub(super) fn add(&mut self, user_id: UserId, offline_at: Option<DateTime<Utc>>) {
        self.0.insert(user_id, offline_at.map(cut_to_millis));
    }

    /// Takes back changes that could not be stored, except of users who have changed again.
    pub(super) fn add_older(&mut self, older: Self) {
        for (user_id, change) in older.0 {
            self.0.entry(user_id).or_insert(change);
        }
    }

    pub(super) fn online(&self) -> Vec<UserId> {
        self.0.iter().filter(|(_, change)| change.is_none()).map(|(user_id, _)| *user_id).collect()
    }

    /// The users who went offline, by time; most have the same one, since the hub looks once a second.
    fn offline(&self) -> BTreeMap<DateTime<Utc>, Vec<UserId>> {
        let mut by_time = BTreeMap::<_, Vec<UserId>>::new();
        for (user_id, change) in &self.0 {
            if let Some(at) = change {
                by_time.entry(*at).or_default().push(*user_id);
            }
        }
        by_time
    }

    /// Stores the changes; `instance_id` is `None` if there are no other instances. Returns the users who are online at no
    /// instance any more.
    pub(super) fn store(
        &self,
        conn: &mut DbConnection,
        instance_id: Option<&str>,
    ) -> Result<Vec<(UserId, DateTime<Utc>)>, StoreError> {
        let mut gone = Vec::new();
        let offline = self.offline();
        // All at once, in order of id, before the rows are changed.
        let people: Vec<UserId> = offline.values().flatten().copied().collect();
        privacy::lock_users(conn, &people)?;
        if let Some(instance) = instance_id {
            instances::add_online(conn, instance, &self.online())?;
        }
        for (at, people) in offline {
            let Some(instance) = instance_id else {
                users::set_last_seen(conn, &people, at)?;
                continue;
            };
            let elsewhere = instances::remove_online(conn, instance, &people, at)?;
            let nowhere = people.into_iter().filter(|user_id| !elsewhere.contains(user_id));
            gone.extend(nowhere.map(|user_id| (user_id, at)));
        }
        Ok(gone)
    }
}
