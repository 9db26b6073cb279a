//! The checks of this machine and of the database.

use super::finding::Finding;
use crate::settings::Settings;
use chrono::{DateTime, TimeDelta, Utc};
use rustix::fs::{Access, access, statvfs};
use simple_chats_persistence::diagnosis::{self, Examination};
use simple_chats_persistence::{DatabaseAddress, database_file};
use simple_chats_private_files as private_files;
use std::path::Path;

/// A server with less space than this may soon store nothing.
const LOW_SPACE_MB: u64 = 1_024;
const NO_SPACE_MB: u64 = 64;

/// Sessions and codes of authenticator apps depend on the time.
const MAX_CLOCK_DIFFERENCE: TimeDelta = TimeDelta::seconds(5);

/// A socket is a file.
const FEW_FILES: u64 = 4_096;

/// The folder of database, key, and unsent mail.
pub(super) fn folder(settings: &Settings) -> Vec<Finding> {
    const NAME: &str = "data folder";
    let folder = &settings.data_dir;
    let shown = std::path::absolute(folder).unwrap_or_else(|_| folder.clone()).display().to_string();
    if !folder.exists() {
        return vec![Finding::warning(NAME, format!("{shown} is missing: the first start makes it"))];
    }
    if !folder.is_dir() || access(folder, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let text = format!("{shown} is no folder that this user can write to: change its owner, or DATA_DIR");
        return vec![Finding::error(NAME, text)];
    }
    if let Some(exposure) = private_files::exposure_of([folder.as_path()]) {
        return vec![Finding::warning(NAME, exposure.to_string().replace("`chmod 600", "`chmod 700"))];
    }
    vec![Finding::ok(NAME, format!("{shown} is private and writable"))]
}

/// The key from which all others are derived.
pub(super) fn key(settings: &Settings) -> Finding {
    const NAME: &str = "secret key";
    if settings.secret_key.is_some() {
        return Finding::ok(NAME, "it is set");
    }
    let file = settings.data_dir.join("secret-key");
    let shown = file.display();
    match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Finding::warning(NAME, format!("{shown} is missing: the first start makes it"))
        }
        Err(error) => Finding::error(NAME, format!("{shown}: {error}: make it readable for this user")),
        Ok(key) if key.trim_end().len() < 32 => {
            Finding::error(NAME, format!("{shown} is truncated: restore it from a backup"))
        }
        Ok(_) => match private_files::exposure_of([file.as_path()]) {
            Some(exposure) => Finding::warning(NAME, exposure),
            None => Finding::ok(NAME, format!("{shown} is private")),
        },
    }
}

/// The free space of the volume on which this server writes.
pub(super) fn space(settings: &Settings) -> Option<Finding> {
    const NAME: &str = "free space";
    let folder = match &settings.database_url {
        DatabaseAddress::Sqlite(path) => path.parent().filter(|folder| !folder.as_os_str().is_empty())?,
        DatabaseAddress::Postgres(_) => settings.data_dir.as_path(),
    };
    let existing = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    let volume = match statvfs(existing) {
        Ok(volume) => volume,
        Err(error) => return Some(Finding::warning(NAME, format!("{}: {error}", existing.display()))),
    };
    let megabytes = volume.f_bavail.saturating_mul(volume.f_frsize) >> 20;
    let text = format!("{megabytes} MB on the volume of {}", existing.display());
    Some(match megabytes {
        ..NO_SPACE_MB => Finding::error(NAME, format!("{text}: make room, or nothing can be stored")),
        NO_SPACE_MB..LOW_SPACE_MB => Finding::warning(NAME, format!("{text}: make room")),
        _ => Finding::ok(NAME, text),
    })
}

/// The database: whether it can be reached, its encoding, schema, integrity, and clock.
pub(super) fn database(settings: &Settings) -> Vec<Finding> {
    const NAME: &str = "database";
    let shown = settings.shown_database();
    if let DatabaseAddress::Sqlite(path) = &settings.database_url
        && path.symlink_metadata().is_err()
    {
        return vec![Finding::warning(NAME, format!("{shown} is missing: the first start makes it"))];
    }
    let examined = match diagnosis::examine(&settings.database_url, Utc::now) {
        Ok(examined) => examined,
        Err(error) => return vec![Finding::error(NAME, format!("{shown}: {error}"))],
    };
    let Examination { schema, damage, clock_ahead } = examined;
    let mut findings = vec![Finding::ok(NAME, format!("{shown} can be read"))];
    if let DatabaseAddress::Sqlite(path) = &settings.database_url {
        findings.push(match damage {
            Some(damage) => Finding::error("integrity", damage),
            None => Finding::ok("integrity", "pages, indexes, and references are intact"),
        });
        if let Some(exposure) = private_files::exposure_of([path.as_path()]) {
            findings.push(Finding::warning("files", exposure));
        }
        if let Err(error) = database_file::refuse_links(path) {
            findings.push(Finding::error("files", error));
        }
    }
    findings.push(match schema {
        Ok(()) => Finding::ok("schema", "it is that of this version"),
        Err(error) => Finding::error("schema", error),
    });
    findings.push(clock(settings, clock_ahead));
    findings
}

fn clock(settings: &Settings, ahead: Option<TimeDelta>) -> Finding {
    const NAME: &str = "clock";
    let ahead = ahead.or_else(|| match &settings.database_url {
        // A file that was written in the future.
        DatabaseAddress::Sqlite(path) => {
            let written: DateTime<Utc> = std::fs::metadata(path).ok()?.modified().ok()?.into();
            Some((written - Utc::now()).max(TimeDelta::zero()))
        }
        DatabaseAddress::Postgres(_) => None,
    });
    match ahead {
        Some(ahead) if ahead.abs() > MAX_CLOCK_DIFFERENCE => Finding::error(
            NAME,
            format!(
                "that of the database is {} s ahead of that of this machine: set both by NTP",
                ahead.num_seconds()
            ),
        ),
        _ => Finding::ok(NAME, "it agrees with that of the database"),
    }
}

/// Whether the settings of a reverse proxy fit together.
pub(super) fn proxy(settings: &Settings) -> Vec<Finding> {
    const NAME: &str = "proxy";
    let proxies = &settings.trusted_proxies;
    let is_remote_http = settings.public_url.as_ref().is_some_and(|url| {
        url.scheme() == "http" && !matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
    });
    let is_https = settings.public_url.as_ref().is_some_and(|url| url.scheme() == "https");
    let mut findings = Vec::new();
    if proxies.iter().any(|network| network.prefix_len() == 0) {
        findings.push(Finding::error(
            NAME,
            "TRUSTED_PROXIES is everybody, so that everybody can claim any address: name the proxy's address alone",
        ));
    }
    if is_remote_http {
        findings.push(Finding::warning(
            NAME,
            "PUBLIC_URL is http, so that passwords travel in the clear: use https, with a reverse proxy or TLS_CERT",
        ));
    }
    if is_https && proxies.is_empty() && settings.tls.is_none() {
        findings.push(Finding::warning(
            NAME,
            "PUBLIC_URL is https, and TRUSTED_PROXIES is not set: all visitors share the proxy's address and so its \
             limits; set it to the proxy's address",
        ));
    }
    if settings.public_url.is_none() && !proxies.is_empty() {
        findings.push(Finding::warning(
            NAME,
            "TRUSTED_PROXIES is set, and PUBLIC_URL is not: mailed links and the check of origins need it",
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(NAME, "PUBLIC_URL and TRUSTED_PROXIES fit together"));
    }
    findings
}

/// The limit of open files, which the server raises as far as it may.
pub(super) fn files() -> Finding {
    const NAME: &str = "open files";
    match rlimit::getrlimit(rlimit::Resource::NOFILE) {
        Ok((_, hard)) if hard < FEW_FILES => Finding::warning(
            NAME,
            format!(
                "at most {hard}, and each connection is one: raise it (LimitNOFILE= of systemd, `ulimit -Hn`)"
            ),
        ),
        Ok((_, hard)) => Finding::ok(NAME, format!("at most {hard}")),
        Err(error) => Finding::warning(NAME, format!("the limit can't be read: {error}")),
    }
}
