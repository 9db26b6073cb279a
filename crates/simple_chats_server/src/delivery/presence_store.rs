//! Persists presence and instance leases: who is online at which instance, and when users were last seen.
//!
//! The database is authoritative for presence and is read every few seconds; messages between instances are only faster.
//! Without a broker there are no other instances, and only the times are stored.

mod pending;
mod task;

use self::pending::Pending;
use self::task::PresenceTask;
use super::hub::Hub;
use super::hub::presence::PresenceChanges;
use simple_chats_persistence::Database;
use std::collections::HashSet;
use tokio::sync::{mpsc, oneshot};

pub(crate) struct PresenceStore {
    leave: mpsc::Sender<oneshot::Sender<()>>,
}

impl PresenceStore {
    /// Starts the task; `may_have_others` says whether other servers may use the same database.
    pub(crate) fn start(
        database: Database,
        hub: Hub,
        changes: PresenceChanges,
        instance_id: String,
        may_have_others: bool,
    ) -> Self {
        let (leave, leaving) = mpsc::channel(1);
        let task = PresenceTask {
            database,
            hub,
            instance_id,
            may_have_others,
            online: HashSet::new(),
            pending: Pending::default(),
            rechecks: HashSet::new(),
            may_recheck: true,
            was_renewed: false,
            has_warned: false,
        };
        tokio::spawn(task.run(changes, leaving));
        Self { leave }
    }

    /// Stores that this instance stops, and that its users were last seen now.
    pub(crate) async fn leave(&self) {
        let (done, left) = oneshot::channel();
        if self.leave.send(done).await.is_ok() {
            drop(left.await);
        }
    }
}
