//! Watches for faults of proxies that nobody else would notice: without the names of the clients, all of them count as one
//! network, and few use up its limits; and without the headers of a WebSocket, pages get no live updates.

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Debug, Default)]
pub(crate) struct ProxyWatch {
    /// Whether the last request by a trusted proxy named no client.
    is_silent: AtomicBool,
    /// Whether a request for a socket has come without the headers that make one of it.
    has_lost_upgrades: AtomicBool,
    /// Whether a browser has asked for a page at another address than the public one.
    was_elsewhere: AtomicBool,
}

impl ProxyWatch {
    /// Takes note of a request for a socket that came without the headers which make one of it. Warns once.
    pub(crate) fn note_lost_upgrade(&self) {
        if !self.has_lost_upgrades.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "a request for a WebSocket came without Upgrade and Connection: a proxy in front of this server has to pass them on"
            );
        }
    }

    /// Takes note of a page that is shown at another address than the public one. Warns once.
    pub(crate) fn note_other_address(&self, public_url: &str) {
        if !self.was_elsewhere.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                public_url,
                "a page was requested at another address than PUBLIC_URL: there, pages get no live updates and say so. If people \
                 may use that address, add its name to ALLOWED_HOSTS"
            );
        }
    }

    /// Takes note of a request: whether the trusted proxy that it came by has named the client. Warns once, and again only after
    /// a client was named in between.
    pub(crate) fn note(&self, is_client_named: Option<bool>) {
        let Some(is_named) = is_client_named else { return };
        // Most often nothing changes, and nothing has to be written.
        if self.is_silent.load(Ordering::Relaxed) != is_named {
            return;
        }
        let has_changed = self.is_silent.swap(!is_named, Ordering::Relaxed) == is_named;
        if has_changed && !is_named {
            tracing::warn!(
                "a trusted proxy sends no X-Forwarded-For: all its clients count as one network and share its rate limits"
            );
        }
    }
}
