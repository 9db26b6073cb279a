//! A certificate and its private key, read from PEM files.

use super::provider::provider;
use crate::settings::TlsFiles;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};

/// Reads a certificate, with those of the authorities in between, and the key that belongs to it. Fails with a reason for the
/// operator that holds no part of the key.
pub(crate) fn read_key_pair(files: &TlsFiles) -> Result<CertifiedKey, String> {
    let (certificate, key) = (files.certificate.display(), files.key.display());
    let expected = |problem: &dyn std::fmt::Display| {
        format!("TLS_CERT = {certificate}: {problem}: expected a PEM file with a certificate")
    };
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| expected(&error))?;
    if chain.is_empty() {
        return Err(expected(&"there is none"));
    }
    let private = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| {
        format!("TLS_KEY = {key}: {error}: expected a PEM file with a private key, without a password")
    })?;
    CertifiedKey::from_der(chain, private, &provider()).map_err(|error| match error {
        Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            format!("TLS_KEY = {key} does not belong to TLS_CERT = {certificate}: expected the key of this certificate")
        }
        Error::InvalidCertificate(problem) => expected(&format!("{problem:?}")),
        error => format!("TLS_KEY = {key}: {error}: expected an RSA, ECDSA, or Ed25519 key"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::process::Command;

    fn openssl(folder: &std::path::Path, name: &str) -> TlsFiles {
        let files = TlsFiles {
            certificate: folder.join(format!("{name}.pem")),
            key: folder.join(format!("{name}.key")),
        };
        let mut command = Command::new("openssl");
        command.args(["req", "-x509", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
        command.args(["-days", "2", "-subj", "/CN=localhost", "-keyout"]).arg(&files.key);
        let made = command.arg("-out").arg(&files.certificate).output().unwrap();
        assert!(made.status.success());
        files
    }

    #[test]
    fn a_reason_names_the_file_and_shows_nothing_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (openssl(folder.path(), "one"), openssl(folder.path(), "other"));
        assert_eq!(read_key_pair(&one).unwrap().cert.len(), 1);
        let mixed = TlsFiles { key: other.key.clone(), ..one.clone() };
        assert!(read_key_pair(&mixed).unwrap_err().contains("does not belong to TLS_CERT"));
        let key = fs::read_to_string(&one.key).unwrap();
        let certificate = fs::read_to_string(&one.certificate).unwrap();
        for (cert, private, named) in [
            ("", key.as_str(), "TLS_CERT"),
            (&certificate[..certificate.len() / 2], &key, "TLS_CERT"),
            (&key, &key, "TLS_CERT"),
            ("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", &key, "TLS_CERT"),
            (&certificate, "", "TLS_KEY"),
            (&certificate, &key[..key.len() / 2], "TLS_KEY"),
            (&certificate, &certificate, "TLS_KEY"),
            (&certificate, "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n", "TLS_KEY"),
        ] {
            fs::write(&mixed.certificate, cert).unwrap();
            fs::write(&mixed.key, private).unwrap();
            let reason = read_key_pair(&mixed).unwrap_err();
            assert!(reason.starts_with(named) && reason.contains(": expected "), "{reason}");
            let secret = key.lines().nth(1).unwrap();
            assert!(!reason.contains(&secret[..20]) && reason.lines().count() == 1, "{reason}");
        }
        let missing = TlsFiles { certificate: "missing.pem".into(), ..one };
        assert!(read_key_pair(&missing).unwrap_err().starts_with("TLS_CERT = missing.pem: "));
    }
}
