//! The files of certificates for NATS: of the authority that its certificate is checked with, and of the server's own.

use async_nats::rustls::pki_types::pem::PemObject;
use async_nats::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::PathBuf;

/// A file with at least one certificate. The NATS client reads it at each connection.
pub(super) fn file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let mut certificates =
        CertificateDer::pem_file_iter(&path).map_err(|error| format!("a PEM file ({error})"))?;
    match certificates.next() {
        Some(Ok(_)) => Ok(path),
        Some(Err(error)) => Err(format!("a PEM file ({error})")),
        None => Err("a PEM file with a certificate, which it lacks".to_owned()),
    }
}

/// A file with the server's own certificate.
pub(super) fn certificate(text: &str) -> Result<String, String> {
    file(text).map(|_| text.to_owned())
}

/// A file with a private key.
pub(super) fn key(text: &str) -> Result<String, String> {
    let read = PrivateKeyDer::from_pem_file(text);
    read.map(|_| text.to_owned()).map_err(|error| format!("a PEM file with a private key ({error})"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_without_a_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        let key = |text: &str| {
            std::fs::write(&path, text).unwrap();
            super::key(path.to_str().unwrap())
        };
        assert!(key("-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n").is_ok());
        for text in ["", "hush", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"] {
            let error = key(text).unwrap_err();
            assert!(error.starts_with("a PEM file with a private key") && !error.contains("hush"), "{error}");
        }
    }

    #[test]
    fn a_file_without_a_certificate_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        let file = |text: &str| {
            std::fs::write(&path, text).unwrap();
            super::file(path.to_str().unwrap())
        };
        let certificate = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        assert!(file(certificate).is_ok());
        for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
            assert!(file(text).unwrap_err().starts_with("a PEM file"), "{text}");
        }
        assert!(super::file("missing.pem").unwrap_err().contains("a PEM file"));
    }
}
