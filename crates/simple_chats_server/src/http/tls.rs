//! HTTPS by the server itself: HTTP/1.1 over TLS 1.2 and 1.3, with a certificate whose files may be replaced at any time.

mod certificates;
mod key_pair;
mod own_server;
mod provider;

pub(crate) use self::certificates::Certificates;
pub(crate) use self::key_pair::read_key_pair;
pub(crate) use self::own_server::connector;

use self::provider::provider;
use rustls::ServerConfig;
use rustls::crypto::ring::Ticketer;
use rustls::version::{TLS12, TLS13};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// The only protocol above TLS (RFC 7301).
const HTTP_1_1: &[u8] = b"http/1.1";

/// Accepts connections with the certificate of that moment.
pub(crate) fn acceptor(certificates: Arc<Certificates>) -> Result<TlsAcceptor, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(certificates);
    config.alpn_protocols = vec![HTTP_1_1.to_vec()];
    // The strongest that both know, whatever a client likes best.
    config.ignore_client_order = true;
    // Clients that come back save a round trip, and the server keeps nothing for them.
    config.ticketer = Ticketer::new()?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
