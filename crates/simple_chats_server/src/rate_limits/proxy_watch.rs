//! Watches whether trusted proxies name their clients. If they don't, all clients count as one network, and few of them use up
//! its limits.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the last request by a trusted proxy named no client.
#[derive(Debug, Default)]
pub(crate) struct ProxyWatch {
    is_silent: AtomicBool,
}

impl ProxyWatch {
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
