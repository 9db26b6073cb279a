//! The messages between instances as NATS carries them: sealed, so that whoever reaches NATS can neither read nor make them.

use actix_web::web::Bytes;
use simple_chats_auth::Sealer;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Seals and opens messages. Clones share the count of forged ones.
#[derive(Debug, Clone)]
pub(super) struct SealedMessages {
    sealer: Arc<Sealer>,
    refused: Arc<AtomicU64>,
}

impl SealedMessages {
    pub(super) fn new(sealer: Sealer) -> Self {
        Self { sealer: Arc::new(sealer), refused: Arc::default() }
    }

    /// The message as it is published on a subject.
    pub(super) fn seal(&self, subject: &str, message: &[u8]) -> Option<Bytes> {
        self.sealer.seal(subject, message).map(Bytes::from)
    }

    /// A message that came on a subject. One that no instance with the same secret has published there is counted.
    pub(super) fn open(&self, subject: &str, message: &[u8]) -> Option<Bytes> {
        let opened = self.sealer.open(subject, message);
        if opened.is_none() {
            let refused = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
            // Once, and then each time that there are ten times as many.
            if refused.checked_ilog10().is_some_and(|exponent| refused == 10_u64.pow(exponent)) {
                tracing::warn!(
                    refused,
                    "NATS carries messages that no instance with this SECRET_KEY has sent; dropping them"
                );
            }
        }
        opened.map(Bytes::from)
    }
}
