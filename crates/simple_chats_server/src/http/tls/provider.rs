//! The cryptography of TLS.

use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::default_provider;
use std::sync::Arc;

/// That of ring, as everywhere in the program.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(default_provider())
}
