//! Why a database can't be reached, in words that help the operator.

use crate::error::StoreError;
use diesel::ConnectionError;

/// What to do if libpq was built without TLS, as the bundled one is.
const NO_TLS: &str = "this build has no TLS for PostgreSQL; use the container image or a build with the system's libpq \
     (cargo build --release --no-default-features -p simple_chats_server), or reach PostgreSQL without TLS, by a socket \
     or a tunnel on this machine, and leave out sslmode";

/// Parts of what PostgreSQL says, and what to do.
const HINTS: [(&str, &str); 4] = [
    (
        "password authentication failed",
        "correct the user and the password in DATABASE_URL (or DB_USERNAME and DB_PASSWORD)",
    ),
    ("no password supplied", "set the password in DATABASE_URL (or DB_PASSWORD)"),
    (
        "\" does not exist",
        "correct DATABASE_URL, or create what is missing (createuser, createdb --encoding=UTF8)",
    ),
    ("no pg_hba.conf entry", "allow this connection in pg_hba.conf, or correct DATABASE_URL"),
];

pub(crate) fn unavailable(error: &ConnectionError) -> StoreError {
    StoreError::Unavailable(explain(&error.to_string(), cfg!(feature = "bundled-libpq")))
}

fn explain(reason: &str, is_without_tls: bool) -> String {
    // libpq quotes text that it can't decode, which may be the password.
    if reason.contains("percent-encoded") {
        return "its URL has a % that encodes no character".to_owned();
    }
    // Before libpq connects at all, whether the URL, PGSSLMODE, or a service file demands TLS; and the answer of a server
    // that accepts nothing else.
    let hint = HINTS.iter().find(|(part, _)| reason.contains(part));
    if let Some((_, hint)) = hint.filter(|_| !reason.contains("no encryption")) {
        return format!("{}: {hint}", reason.trim_end());
    }
    let is_unsupported = reason.contains("SSL support is not compiled in");
    let is_refused = is_without_tls && reason.contains("no encryption");
    if is_unsupported || is_refused { format!("{}: {NO_TLS}", reason.trim_end()) } else { reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tls_is_explained() {
        let unsupported = "sslmode value \"require\" invalid when SSL support is not compiled in\n";
        let refused =
            "FATAL:  no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"d\", no encryption";
        for (reason, is_without_tls) in [(unsupported, true), (unsupported, false), (refused, true)] {
            let text = explain(reason, is_without_tls);
            assert!(text.starts_with(reason.trim_end()) && text.ends_with(NO_TLS), "{text}");
        }
        assert_eq!(explain(refused, false), refused, "the URL says so");
        assert_eq!(explain("Connection refused", true), "Connection refused");
    }

    #[test]
    fn what_the_operator_can_correct_is_said() {
        let failed =
            |what: &str| format!("connection to server at \"db\", port 5432 failed: FATAL:  {what}\n");
        for (what, hint) in [
            ("password authentication failed for user \"u\"", "correct the user"),
            ("database \"chats\" does not exist", "createdb"),
            ("role \"u\" does not exist", "createuser"),
        ] {
            let text = explain(&failed(what), true);
            assert!(text.contains(what) && text.contains(hint) && !text.contains('\n'), "{text}");
        }
        let encrypted =
            "no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"d\", SSL encryption";
        assert!(explain(encrypted, false).contains("pg_hba.conf, or"));
    }

    #[test]
    fn text_that_may_be_a_password_is_not_repeated() {
        let text = explain("invalid percent-encoded token: \"hu%zzsh\"", true);
        assert!(!text.contains("sh\""), "{text}");
    }
}
