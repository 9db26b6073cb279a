//! Settings that can't work together, and settings that cause a warning.

use super::database_url::mask_url;
use super::error::SettingsError;
use super::secret_key::{MAKE_A_KEY, SHORTEST_KEY};
use super::table::Setting;
use super::values::{Settings, TlsFiles};
use simple_chats_persistence::DatabaseAddress;
use std::net::IpAddr;
use url::{Host, Url};

/// Returns warnings. Fails with the first combination that can't work.
pub(super) fn check(settings: &Settings) -> Result<Vec<String>, SettingsError> {
    let mut warnings = Vec::new();
    check_keys(settings, &mut warnings)?;
    check_broker(settings)?;
    check_public_url(settings)?;
    check_tls(settings, &mut warnings);
    check_mail(settings, &mut warnings)?;
    Ok(warnings)
}

fn refuse<T>(line: String) -> Result<T, SettingsError> {
    Err(SettingsError::Combination(line))
}

fn check_keys(settings: &Settings, warnings: &mut Vec<String>) -> Result<(), SettingsError> {
    if settings.secret_key.is_none() && matches!(settings.database_url, DatabaseAddress::Postgres(_)) {
        return refuse(format!(
            "SECRET_KEY is not set, and the database is a PostgreSQL server: expected a key of at least {SHORTEST_KEY} \
             bytes, the same for all that use this database; {MAKE_A_KEY}"
        ));
    }
    // A token that the previous key signs is as good as one of the present key.
    let keys = [("SECRET_KEY", &settings.secret_key), ("SECRET_KEY_PREVIOUS", &settings.secret_key_previous)];
    for (name, key) in keys {
        let Some(bytes) = key.as_ref().map(|key| key.expose().len()).filter(|bytes| *bytes < SHORTEST_KEY)
        else {
            continue;
        };
        if let Some(why) = reached_by_others(settings) {
            return refuse(format!(
                "{name} has {bytes} bytes, and {why}: expected a key of at least {SHORTEST_KEY} bytes; {MAKE_A_KEY}"
            ));
        }
        warnings.push(format!(
            "{name} has {bytes} bytes, which can be guessed: a server that others reach requires at least \
             {SHORTEST_KEY}; {MAKE_A_KEY}"
        ));
    }
    Ok(())
}

/// Why others than the users of this machine can reach the site, if they can.
fn reached_by_others(settings: &Settings) -> Option<String> {
    if !is_loopback(settings.listen.ip()) {
        return Some(format!("LISTEN = {} can be reached from other machines", settings.listen));
    }
    let url = settings.public_url.as_ref().filter(|url| !is_loopback_url(url))?;
    Some(format!("PUBLIC_URL = {} is an address for other machines", url.as_str().trim_end_matches('/')))
}

/// Instances that share NATS must share a database, too, which an embedded one can't be.
fn check_broker(settings: &Settings) -> Result<(), SettingsError> {
    if settings.broker.is_none() || matches!(settings.database_url, DatabaseAddress::Postgres(_)) {
        return Ok(());
    }
    refuse(
        "NATS_URL is set, and DATABASE_URL is an embedded database, which only one instance can use: expected \
         NATS_URL unset, or DATABASE_URL = postgres://..."
            .to_owned(),
    )
}

fn check_public_url(settings: &Settings) -> Result<(), SettingsError> {
    match &settings.mail.server {
        Some(server) if settings.public_url.is_none() && !is_loopback(settings.listen.ip()) => {
            refuse(format!(
                "PUBLIC_URL is not set, and LISTEN = {} can be reached from other machines while MAIL_SERVER = {server} \
             sends mail: expected the address that mailed links begin with, such as https://chat.example.org",
                settings.listen
            ))
        }
        _ => Ok(()),
    }
}

/// Browsers get what the public URL says: cookies that travel over HTTP, too, and links that nobody answers.
fn check_tls(settings: &Settings, warnings: &mut Vec<String>) {
    let url = settings.public_url.as_ref().filter(|url| url.scheme() == "http");
    if let (Some(url), Some(_)) = (url, &settings.tls) {
        let url = url.as_str().trim_end_matches('/');
        warnings.push(format!(
            "PUBLIC_URL = {url} is http, and with TLS_CERT the server speaks HTTPS only: links lead nowhere, and \
             cookies are not limited to HTTPS; set PUBLIC_URL to the https address"
        ));
    }
}

/// A certificate and its key. With one of them, a server would speak plain HTTP, or show a broker none, which nobody wants.
pub(super) fn pair_of_tls(
    [of_certificate, of_key]: [&Setting; 2],
    certificate: Option<String>,
    key: Option<String>,
) -> Result<Option<TlsFiles>, SettingsError> {
    let lacks = |set: &Setting, value: &str, unset: &Setting| {
        let (set, unset) = (set.name, unset.name);
        refuse(format!("{set} = {value} is set, and {unset} is not: expected both or none of them"))
    };
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => {
            Ok(Some(TlsFiles { certificate: certificate.into(), key: key.into() }))
        }
        (Some(certificate), None) => lacks(of_certificate, &certificate, of_key),
        (None, Some(key)) => lacks(of_key, &key, of_certificate),
    }
}

fn check_mail(settings: &Settings, warnings: &mut Vec<String>) -> Result<(), SettingsError> {
    let mail = &settings.mail;
    let Some(server) = &mail.server else { return Ok(()) };
    if mail.password.is_some() && mail.username.is_none() {
        return refuse(
            "MAIL_USERNAME is not set, but MAIL_PASSWORD is: expected both or none of them".to_owned(),
        );
    }
    if mail.sender.trim_end_matches('>').ends_with("@localhost") {
        warnings.push(format!(
            "mails come from {}, which most mail servers refuse: set MAIL_DEFAULT_SENDER to an address of your domain",
            mail.sender
        ));
    }
    if mail.use_tls || mail.port == 465 {
        return Ok(());
    }
    match server.parse::<IpAddr>() {
        Ok(address) if is_private(address) => {}
        Ok(_) => {
            return refuse(format!(
                "MAIL_USE_TLS = false, and MAIL_SERVER = {server} is neither this machine nor in a private network: \
                 expected true, since mail and password would travel in the clear"
            ));
        }
        Err(_) if server.contains('.') => warnings.push(format!(
            "MAIL_USE_TLS = false: mail and password travel to {server} in the clear, which is only for a relay on \
             this machine or a private network"
        )),
        Err(_) => {}
    }
    Ok(())
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Whether a URL leads to the machine on which it is opened: also by a name that is reserved for that (RFC 6761).
fn is_loopback_url(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_loopback(address.into()),
        Some(Host::Ipv6(address)) => is_loopback(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

/// Names of the PostgreSQL database that have no effect.
pub(super) fn warn_of_ignored_database_names(names: &[&str], warnings: &mut Vec<String>) {
    if let Some(name) = names.first() {
        warnings.push(format!(
            "{name} is set and has no effect, since DB_HOST is not: set DB_HOST to use a PostgreSQL server"
        ));
    }
}

/// Every user of the machine can read a password on the command line.
pub(super) fn warn_of_password_in_flag(url: &str, warnings: &mut Vec<String>) {
    if mask_url(url) != url {
        warnings.push(
            "--database-url holds a password, which other users of this machine can see in the list of processes: \
             set DATABASE_URL in the environment, in .env, or in the configuration file instead"
                .to_owned(),
        );
    }
}
