//! The check of the server's own certificate.

use super::finding::Finding;
use crate::http::tls::read_key_pair;
use crate::settings::Settings;
use chrono::{DateTime, Utc};
use rustls::client::verify_server_name;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::server::ParsedCertificate;
use simple_chats_private_files as private_files;
use x509_cert::Certificate;
use x509_cert::der::Decode;

const NAME: &str = "certificate";

/// Whoever renews a certificate automatically does so earlier.
const FEW_DAYS: i64 = 14;

/// When it can be used, for which name, and whether the key belongs to it and is private.
pub(super) fn certificate(settings: &Settings, now: DateTime<Utc>) -> Vec<Finding> {
    let Some(files) = &settings.tls else {
        return vec![Finding::ok(NAME, "TLS_CERT is not set: the server speaks plain HTTP")];
    };
    let pair = match read_key_pair(files) {
        Ok(pair) => pair,
        Err(reason) => return vec![Finding::error(NAME, reason)],
    };
    let mut findings = vec![validity(&pair.cert, now)];
    if let (Some(host), Some(certificate)) = (public_host(settings), pair.cert.first()) {
        findings.extend(name(certificate, &host));
    }
    if let Some(exposure) = private_files::exposure_of([files.key.as_path()]) {
        findings.push(Finding::warning(NAME, exposure));
    }
    findings
}

/// That of the chain is the time in which all of its certificates are valid.
fn validity(chain: &[CertificateDer<'_>], now: DateTime<Utc>) -> Finding {
    let mut latest_begin = DateTime::<Utc>::MIN_UTC;
    let mut earliest_end = DateTime::<Utc>::MAX_UTC;
    for certificate in chain {
        let validity = match Certificate::from_der(certificate) {
            Ok(parsed) => parsed.tbs_certificate.validity,
            Err(error) => return Finding::error(NAME, format!("TLS_CERT can't be read: {error}")),
        };
        latest_begin = latest_begin.max(validity.not_before.to_system_time().into());
        earliest_end = earliest_end.min(validity.not_after.to_system_time().into());
    }
    let days = (earliest_end - now).num_days();
    if now < latest_begin {
        let begin = latest_begin.format("%F %R UTC");
        Finding::error(
            NAME,
            format!("that in TLS_CERT is valid from {begin} on: check the clock, or renew it"),
        )
    } else if now > earliest_end {
        Finding::error(NAME, format!("that in TLS_CERT has expired {} days ago: renew it", -days))
    } else if days < FEW_DAYS {
        Finding::warning(NAME, format!("that in TLS_CERT expires in {days} days: renew it"))
    } else {
        Finding::ok(NAME, format!("that in TLS_CERT fits its key and expires in {days} days"))
    }
}

fn public_host(settings: &Settings) -> Option<String> {
    let host = settings.public_url.as_ref().and_then(url::Url::host_str)?;
    // An IPv6 address stands in brackets in a URL.
    Some(host.trim_matches(['[', ']']).to_owned())
}

fn name(certificate: &CertificateDer<'_>, host: &str) -> Option<Finding> {
    let is_for_host = || {
        let name = ServerName::try_from(host).ok()?;
        verify_server_name(&ParsedCertificate::try_from(certificate).ok()?, &name).ok()
    };
    is_for_host().is_none().then(|| {
        let text = format!("that in TLS_CERT is not for {host}, the host of PUBLIC_URL: browsers refuse it");
        Finding::error(NAME, text)
    })
}

#[cfg(test)]
mod tests {
    use super::super::finding::Level;
    use super::*;
    use crate::settings::Sources;
    use chrono::TimeDelta;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::process::Command;

    fn settings(folder: &Path, public_url: &str) -> Settings {
        let path = |name: &str| folder.join(name).display().to_string();
        let vars = [
            ("TLS_CERT", path("cert.pem")),
            ("TLS_KEY", path("key.pem")),
            ("PUBLIC_URL", public_url.to_owned()),
        ];
        let vars = vars.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Settings::read(&Sources { vars, ..Sources::default() }).unwrap()
    }

    fn make(folder: &Path) {
        let mut command = Command::new("openssl");
        command.args(["req", "-x509", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
        command.args(["-days", "90", "-subj", "/CN=ignored"]);
        command.args(["-addext", "subjectAltName=DNS:chat.example,DNS:*.chat.example,IP:2001:db8::1"]);
        command.arg("-keyout").arg(folder.join("key.pem")).arg("-out").arg(folder.join("cert.pem"));
        assert!(command.output().unwrap().status.success());
    }

    fn worst(findings: Vec<Finding>) -> (Level, String) {
        let rank = |finding: &Finding| match finding.level {
            Level::Ok => 0,
            Level::Warning => 1,
            Level::Error => 2,
        };
        let worst = findings.into_iter().max_by_key(rank).unwrap();
        (worst.level, worst.to_string())
    }

    #[test]
    fn its_time_and_its_names_are_found() {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path());
        let after = |days: i64, url: &str| {
            worst(certificate(&settings(folder.path(), url), Utc::now() + TimeDelta::days(days)))
        };
        for url in ["https://chat.example", "https://a.chat.example:8443", "https://[2001:db8::1]"] {
            let (level, line) = after(0, url);
            assert!(level == Level::Ok && line.contains("expires in 89 days"), "{line}");
        }
        for (days, level, text) in [
            (70, Level::Ok, "expires in 19 days"),
            (80, Level::Warning, "expires in 9 days"),
            (100, Level::Error, "has expired 10 days ago"),
            (-1, Level::Error, "is valid from 2"),
        ] {
            let (found, line) = after(days, "https://chat.example");
            assert!(found == level && line.contains(text), "{days}: {line}");
        }
        for url in ["https://chat.example.org", "https://ignored", "https://192.0.2.1"] {
            let (level, line) = after(0, url);
            assert!(level == Level::Error && line.contains("the host of PUBLIC_URL"), "{line}");
        }
    }

    #[test]
    fn a_key_of_another_certificate_or_for_everybody_is_found() {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path());
        let settings = settings(folder.path(), "https://chat.example");
        let key = folder.path().join("key.pem");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        let (level, line) = worst(certificate(&settings, Utc::now()));
        assert!(level == Level::Warning && line.contains("chmod 600"), "{line}");
        let other = tempfile::tempdir().unwrap();
        make(other.path());
        std::fs::copy(other.path().join("key.pem"), key).unwrap();
        let (level, line) = worst(certificate(&settings, Utc::now()));
        assert!(level == Level::Error && line.contains("does not belong"), "{line}");
    }
}
