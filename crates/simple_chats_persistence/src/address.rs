//! The address of a database.

use std::fmt;
use std::path::PathBuf;

/// The address of a database.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// A server: a `postgres://` or `postgresql://` URL. Opening it needs the feature `postgres`.
    Postgres(String),
    /// A file, which is created if it is missing. Opening it needs the feature `sqlite`.
    Sqlite(PathBuf),
}

impl DatabaseAddress {
    /// Parses `postgres://…`, `postgresql://…`, or `sqlite:PATH`. Anything else is rejected, so that a mistyped address
    /// doesn't become the name of a new file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Some(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        (!path.is_empty() && path != ":memory:").then(|| Self::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Debug for DatabaseAddress {
    /// Without the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(_) => f.write_str("Postgres(…)"),
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
        }
    }
}

/// libpq waits forever for a silent server unless the URL says otherwise: how long to wait for a connection (seconds),
/// after how much silence to probe the server (seconds), and how long sent data may stay unconfirmed (milliseconds).
#[cfg(feature = "postgres")]
const LIBPQ_TIMEOUTS: [(&str, &str); 5] = [
    ("connect_timeout", "3"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "2"),
    ("tcp_user_timeout", "3000"),
];

/// Adds the time-outs that the URL doesn't set itself.
#[cfg(feature = "postgres")]
pub(crate) fn with_timeouts(url: &str) -> String {
    LIBPQ_TIMEOUTS.iter().fold(url.to_owned(), |url, (name, value)| {
        let parameters = parameters_of(&url);
        let is_set = |parameter: &str| parameter.split_once('=').is_some_and(|(set, _)| set == *name);
        let separator = match parameters {
            Some(parameters) if parameters.split('&').any(is_set) => return url,
            Some("") => "",
            Some(_) => "&",
            None => "?",
        };
        format!("{url}{separator}{name}={value}")
    })
}

/// The parameters of a URL where libpq looks for them: behind a question mark that isn't a part of the credentials, which end
/// at the first `@` before the first slash.
#[cfg(feature = "postgres")]
fn parameters_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let behind_credentials = match rest.split_once('@') {
        Some((credentials, behind)) if !credentials.contains('/') => behind,
        _ => rest,
    };
    behind_credentials.split_once('?').map(|(_, parameters)| parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_address_is_not_a_file() {
        let sqlite = |path: &str| Some(DatabaseAddress::Sqlite(path.into()));
        assert_eq!(DatabaseAddress::parse("sqlite:data/x.sqlite3"), sqlite("data/x.sqlite3"));
        assert_eq!(DatabaseAddress::parse("sqlite:///var/x"), sqlite("/var/x"));
        for text in ["postgrse://localhost/x", "data/x.sqlite3", "sqlite:", "sqlite::memory:", ""] {
            assert_eq!(DatabaseAddress::parse(text), None, "{text}");
        }
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn a_url_gets_the_timeouts_that_it_does_not_set_itself() {
        let rest = "keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=3000";
        let plain = with_timeouts("postgres://db/chats");
        assert_eq!(plain, format!("postgres://db/chats?connect_timeout=3&{rest}"));
        let encrypted = with_timeouts("postgres://db/x?sslmode=require");
        assert_eq!(encrypted, format!("postgres://db/x?sslmode=require&connect_timeout=3&{rest}"));
        let own = with_timeouts("postgres://db/x?connect_timeout=1");
        assert_eq!(own, format!("postgres://db/x?connect_timeout=1&{rest}"));
        for (url, separator) in [
            ("postgres://u:p?q@db/x", "?"),
            ("postgres://u:connect_timeout=1@db/x", "?"),
            ("postgres://u@db?sslmode=require", "&"),
            ("postgres://db/a@b?sslmode=require", "&"),
            ("postgres://db/x?", ""),
        ] {
            assert_eq!(with_timeouts(url), format!("{url}{separator}connect_timeout=3&{rest}"));
        }
    }

    #[test]
    fn debug_shows_no_password() {
        let address = DatabaseAddress::parse("postgres://ann:secret@db/chats").unwrap();
        assert!(!format!("{address:?}").contains("secret"));
    }
}
