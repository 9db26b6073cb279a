//! A socket's registration with the hub.

use super::clock::uptime;
use super::sockets::SocketKey;
use super::task::{HubCommand, HubTask};
use simple_chats_domain::SocketId;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::mpsc;

/// A registered socket; dropping this unregisters it.
pub(crate) struct SocketHandle {
    pub(super) key: SocketKey,
    pub(super) last_received: Arc<AtomicI64>,
    pub(super) commands: mpsc::UnboundedSender<HubCommand>,
}

impl SocketHandle {
    pub(crate) fn id(&self) -> SocketId {
        self.key.socket
    }

    /// Notes that something was received, so that the socket doesn't count as silent.
    pub(crate) fn note_received(&self) {
        self.last_received.store(uptime(), Ordering::Relaxed);
    }
}

impl Drop for SocketHandle {
    fn drop(&mut self) {
        let key = self.key;
        // If the hub has ended, nothing is registered.
        drop(self.commands.send(Box::new(move |task: &mut HubTask| task.state.unregister(key))));
    }
}
