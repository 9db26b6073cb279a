//! The state of the connection, shared by the broker's handle and its task.

use super::undelivered::Undelivered;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Whether there is a connection, and who may have missed something because there was none.
#[derive(Default)]
pub(super) struct ConnectionState {
    connected: watch::Sender<bool>,
    undelivered: Mutex<Undelivered>,
}

impl ConnectionState {
    pub(super) fn is_connected(&self) -> bool {
        *self.connected.borrow()
    }

    /// Returns whether there was a connection before.
    pub(super) fn set_connected(&self, connected: bool) -> bool {
        self.connected.send_replace(connected)
    }

    pub(super) async fn connected(&self) {
        // The sender lives as long as this does.
        drop(self.connected.subscribe().wait_for(|connected| *connected).await);
    }

    pub(super) fn undelivered(&self) -> MutexGuard<'_, Undelivered> {
        self.undelivered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
