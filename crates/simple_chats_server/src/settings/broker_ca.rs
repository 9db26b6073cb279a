//! The file of the certificate authority that NATS's certificate is checked with.

use async_nats::rustls::pki_types::CertificateDer;
use async_nats::rustls::pki_types::pem::PemObject;
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

#[cfg(test)]
mod tests {
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
