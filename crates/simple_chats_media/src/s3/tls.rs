//! By which certificates a service is checked.

use rustls_native_certs::load_native_certs;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};

/// With those of a file, else of the system.
pub(super) fn config(ca: Option<&Path>) -> Result<TlsConfig, String> {
    let certificates = match ca {
        Some(path) => in_file(path)?,
        None => {
            load_native_certs().certs.iter().map(|found| Certificate::from_der(found).to_owned()).collect()
        }
    };
    Ok(TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::new_with_certs(&certificates))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
}

fn in_file(path: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let shown = path.display();
    let pem = fs::read(path).map_err(|error| format!("{shown}: {error}"))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&pem) {
        if let PemItem::Certificate(found) = item.map_err(|error| format!("{shown}: {error}"))? {
            certificates.push(found);
        }
    }
    Ok(certificates)
}
