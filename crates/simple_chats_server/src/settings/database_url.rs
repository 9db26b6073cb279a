//! The address of the database as operators write it, `sqlite:PATH` or a PostgreSQL URL, and a URL that can be shown.

use super::secret::Secret;
use percent_encoding::percent_decode_str;
use simple_chats_persistence::DatabaseAddress;
use std::path::Path;

/// The address of a database, which must not be one that people may mean in another way.
pub(crate) fn address(text: &str) -> Result<DatabaseAddress, String> {
    let address = DatabaseAddress::parse(text.trim()).filter(|address| match address {
        DatabaseAddress::Sqlite(path) => is_plain_path(path),
        DatabaseAddress::Postgres(url) => url.split_once("://").is_some_and(|(_, rest)| !rest.is_empty()),
    });
    let address = address.ok_or_else(|| {
        "sqlite:PATH (the plain path of a file) or postgres://USER:PASSWORD@HOST:PORT/NAME".to_owned()
    })?;
    match &address {
        DatabaseAddress::Postgres(url) if has_raw_separators(url) => {
            Err("@ and / percent-encoded in user and password, as %40 and %2F".to_owned())
        }
        _ => Ok(address),
    }
}

/// The URL of a PostgreSQL database.
pub(super) fn postgres(text: &str) -> Result<Secret, String> {
    match address(text) {
        Ok(DatabaseAddress::Postgres(url)) => Ok(Secret::from(url)),
        Err(expected) if expected.starts_with('@') => Err(expected),
        _ => Err("postgres://USER:PASSWORD@HOST:PORT/NAME".to_owned()),
    }
}

/// Whether a password seems to hold a character at which libpq ends it, to take the rest for a host and to name that in
/// errors. Parameters may hold any.
fn has_raw_separators(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    // As libpq, which looks for the first of both.
    let host = match rest.split_once(['@', '/']) {
        Some((user, host)) if rest.starts_with(&format!("{user}@")) => host,
        _ => rest,
    };
    host.split('?').next().is_some_and(|host| host.contains('@'))
}

/// Neither SQLite's own URL with its parameters nor a database in memory, which each connection would have of its own.
fn is_plain_path(path: &Path) -> bool {
    let path = path.to_string_lossy();
    !(path.starts_with("file:") || path.starts_with(":memory:") || path.contains(['?', '\0']))
}

/// A URL that libpq takes, of parts that may hold any character.
pub(super) fn postgres_url(user: &str, password: &str, host: &str, port: u16, name: &str) -> String {
    let host = if host.contains(':') { format!("[{host}]") } else { encoded(host) };
    format!("postgres://{}:{}@{host}:{port}/{}", encoded(user), encoded(password), encoded(name))
}

/// Percent-encodes every byte but RFC 3986's unreserved ones.
fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// The URL without its password. If a password holds unencoded characters, more than the password may be hidden.
pub(super) fn mask_url(url: &str) -> String {
    // What else comes before a colon may be a user.
    let schemes = ["postgres://", "postgresql://", "mysql://", "http://", "https://"];
    let scheme = schemes.into_iter().find(|scheme| url.starts_with(scheme)).unwrap_or_default();
    let rest = url.strip_prefix(scheme).unwrap_or(url);
    let has_at = |text: &str| text.contains('@');
    let (address, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    match (address.split_once(':'), rest.rsplit_once('@')) {
        // Either the question mark is a part of the password, or the at sign is one of a parameter.
        (Some((user, _)), _) if has_at(parameters) => format!("{scheme}{user}:***"),
        (Some((user, _)), Some((before, tail))) if before.len() > user.len() => {
            format!("{scheme}{user}:***@{}", mask_parameters(tail))
        }
        _ => mask_parameters(url),
    }
}

/// libpq takes passwords as parameters, too.
fn mask_parameters(text: &str) -> String {
    let Some((start, parameters)) = text.split_once('?') else { return text.to_owned() };
    let masked: Vec<_> = parameters
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some((name, _)) if is_secret(name) => format!("{name}=***"),
            _ => parameter.to_owned(),
        })
        .collect();
    format!("{start}?{}", masked.join("&"))
}

/// Whether a parameter of libpq holds a password or what is as good as one. Names may be percent-encoded.
fn is_secret(name: &str) -> bool {
    let name = percent_decode_str(name).decode_utf8_lossy().to_ascii_lowercase();
    ["password", "secret", "scram_"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_or_a_server_is_read() {
        for (text, path) in [
            ("sqlite:a/b c.sqlite3", "a/b c.sqlite3"),
            ("sqlite:/var/x.db", "/var/x.db"),
            ("sqlite:///var/x.db", "/var/x.db"),
        ] {
            assert_eq!(address(text), Ok(DatabaseAddress::Sqlite(path.into())));
        }
        for text in
            ["postgres://u:p@h:5432/db", "postgresql:///db?host=/run/postgresql", "postgres://a:1,b:2/db"]
        {
            assert_eq!(address(text), Ok(DatabaseAddress::Postgres(text.to_owned())));
        }
    }

    #[test]
    fn a_mistyped_url_is_never_taken_for_a_file() {
        for text in [
            "",
            "data.db",
            "sqlite:",
            "sqlite::memory:",
            "sqlite:a?mode=rw",
            "sqlite:file:a.db",
            "postgres:",
            "postgres://",
            "postgre://u@h/db",
            "mysql://u:p@h/db",
            "SQLITE:a.db",
        ] {
            assert!(address(text).unwrap_err().contains("sqlite:PATH"), "{text:?}");
        }
    }

    #[test]
    fn a_password_with_raw_separators_is_refused() {
        for text in
            ["postgres://u:hu@sh@h/db", "postgres://u:hu/sh@h/db", "postgres://u:hu@sh:hush@h:1/db?x=y"]
        {
            let error = address(text).unwrap_err();
            assert!(error.contains("%40") && !error.contains("sh"), "{error}");
        }
        for text in
            ["postgres://h/db?user=a@b", "postgres://u:hu?sh@h/db", "postgres://u@h:1,i:2/db?password=a@b"]
        {
            assert!(address(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn parts_of_any_characters_make_a_url() {
        assert_eq!(
            postgres_url("an:n", "p@ss/w?rd #1%é", "db", 5432, "flask-simple-chats"),
            "postgres://an%3An:p%40ss%2Fw%3Frd%20%231%25%C3%A9@db:5432/flask-simple-chats"
        );
        assert_eq!(postgres_url("u", "p", "::1", 1, "d"), "postgres://u:p@[::1]:1/d");
        assert_eq!(postgres_url("u", "p", "/run/pg", 1, "d"), "postgres://u:p@%2Frun%2Fpg:1/d");
    }

    #[test]
    fn passwords_are_masked_in_every_part() {
        let cases = [
            ("sqlite:data/x", "sqlite:data/x"),
            ("postgres://u@h/db", "postgres://u@h/db"),
            ("postgres://u:hush@h:1/db", "postgres://u:***@h:1/db"),
            ("postgres://u:hu@sh/hu@h/db", "postgres://u:***@h/db"),
            ("postgres://u:hu@sh/hu?sh@h/db", "postgres://u:***"),
            ("postgres://u:hush?password=x@h/db", "postgres://u:***"),
            ("postgres://u:hush@h/db?options=a@b:c", "postgres://u:***"),
            ("u:hu://sh@h", "u:***@h"),
            ("u://hush@h", "u:***@h"),
            ("postgre://u:hush@h", "postgre:***@h"),
            ("postgres://u@h:1/db", "postgres://u@h:1/db"),
            (
                "postgres://h/db?user=u&password=hush&sslmode=disable",
                "postgres://h/db?user=u&password=***&sslmode=disable",
            ),
            ("postgres://u:hush@h/db?sslpassword=hush", "postgres://u:***@h/db?sslpassword=***"),
            ("postgres://h/db?password=hu@sh", "postgres://h/db?password=***"),
            ("postgres://h:1/db?password=hu@sh", "postgres://h:***"),
            ("u:hush@h", "u:***@h"),
            ("postgres://h/db?p%61ssword=hush", "postgres://h/db?p%61ssword=***"),
            ("postgres://h/db?oauth_client_secret=hush", "postgres://h/db?oauth_client_secret=***"),
            ("postgres://h/db?scram_server_key=hush", "postgres://h/db?scram_server_key=***"),
        ];
        for (url, masked) in cases {
            assert_eq!(mask_url(url), masked);
        }
    }
}
