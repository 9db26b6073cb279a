//! Fuzz targets: settings as operators write and mistype them. No error and no list shows a secret.

use super::super::broker_url::{mask_servers, servers};
use super::super::database_url::{self, mask_url, postgres_url};
use super::super::dot_env::{Assignment, assignments};
use super::super::table::{SETTINGS, Visibility};
use super::*;
use percent_encoding::percent_decode_str;
use simple_chats_fuzzing::{Decisions, damaged, fuzz, texts};

const HUSH: &str = "hush";

/// What is special in files of settings and in URLs.
const SPECIAL: &[&str] = &[
    "=",
    "#",
    " #",
    "\"",
    "'",
    "\\",
    "\\n",
    "\\\"",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "export ",
    "NAME=",
    "LISTEN=",
    "[limits]",
    "$",
    "é",
    "\u{FEFF}",
    "@",
    ":",
    "/",
    "?",
    "&",
    "%",
    "%40",
    "://",
    ",",
    "nats://",
    "tls://",
    "postgres://",
    "sqlite:",
    "password=",
    "host",
    "[::1]",
    "127.0.0.1:8000",
    "true",
    "0",
    "12",
    "10/minute",
    "99999999999999999999",
    "[",
    "]",
    "{",
    "}",
];

fn name(decisions: &mut Decisions<'_>) -> String {
    (*decisions.one_of(&["A", "_b", "LISTEN", "exported", "SECRET_KEY", "0"])).to_owned()
}

/// A value in one of the forms that can hold it, with what may be around it.
fn assigned(name: &str, value: &str, decisions: &mut Decisions<'_>) -> String {
    let is_plain =
        value == value.trim() && !value.starts_with(['"', '\'']) && !value.contains(['#', '\n', '\r']);
    let written = match decisions.below(3) {
        0 if is_plain => value.to_owned(),
        1 if !value.contains('\'') => format!("'{value}'"),
        _ => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let before = decisions.one_of(&["", "export ", "# A=1\n", "\n\t", "'\n"]);
    let after = decisions.one_of(&["\n", " # a comment\n", "\t\n", "\r\n"]);
    format!("{before}{name} = {written}{after}")
}

#[test]
fn dot_env_files() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let pairs = decisions.list(4, |d| (name(d), d.text(SPECIAL)));
        let text: String = pairs.iter().map(|(name, value)| assigned(name, value, &mut decisions)).collect();
        let found: Vec<_> = assignments(&text).into_iter().filter(|found| !found.name.is_empty()).collect();
        let found: Vec<_> = found.into_iter().map(|found| (found.name, found.value.unwrap())).collect();
        assert_eq!(found, pairs, "{text}");
        for text in texts(input, SPECIAL) {
            check_dot_env(&text);
        }
    });
}

fn check_dot_env(text: &str) {
    // Whatever comes before, and however broken it is.
    let found = assignments(&format!("{text}\nLAST=1\n"));
    let lines = text.matches('\n').count() + 2;
    let last = Assignment { line: lines, name: "LAST".to_owned(), value: Ok("1".to_owned()) };
    assert_eq!(found.last(), Some(&last), "{text:?}");
    assert!(found.is_sorted_by_key(|found| found.line) && found.iter().all(|found| found.line >= 1));
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    assert!(found.iter().all(|found| is_name(&found.name)));
}

/// The settings are read, or a line says why not; neither shows a secret.
fn check_hushed(sources: &Sources) {
    match Settings::read(sources) {
        Ok(settings) => {
            let shown = format!("{settings:?} {}", settings.report);
            assert!(!shown.contains(HUSH), "{shown}");
            assert!(!settings.warnings.concat().contains(HUSH), "{:?}", settings.warnings);
        }
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains(['\n', '\r']) && !line.contains(HUSH), "{line}");
            assert!(!format!("{error:?}").contains(HUSH), "{error:?}");
        }
    }
}

/// A secret with anything around it.
fn secret(decisions: &mut Decisions<'_>) -> String {
    format!("{}{HUSH}{}", decisions.text(SPECIAL), decisions.text(SPECIAL))
}

#[test]
fn environments() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let pairs = decisions.list(6, |d| {
            let setting = d.one_of(SETTINGS);
            let value = match setting.visibility {
                Visibility::Hidden => secret(d),
                _ => d.text(SPECIAL),
            };
            (setting.name, value)
        });
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        check_hushed(&vars(&pairs));
        for (name, value) in pairs {
            // A line break would begin another setting, which may be one that isn't secret.
            let value = value.replace(['\n', '\r'], " ");
            check_hushed(&Sources { dot_env: Some(format!("{name}={value}\n")), ..Sources::default() });
        }
    });
}

#[test]
fn configuration_files() {
    const KEYS: &[&str] = &["secret_key", "mail_password", "db_password", "secret_key_previous"];
    const FORMS: &[&str] = &[
        "\"hush\"",
        "'hush'",
        "hush",
        "\"hush",
        "'hush",
        "[\"hush\"]",
        "{ a = \"hush\" }",
        "1hush",
        "hush hush",
        "\"\\hush\"",
        "\"\"\"hush\"\"\"",
        "\"\"\"\nhush",
        "hush = 1",
        "\"hush\" hush",
        "+hush",
        "0xhush",
        "\"\u{7F}hush\"",
    ];
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let line = format!("{} = {}\n", decisions.one_of(KEYS), decisions.one_of(FORMS));
        let whole =
            "listen = \"127.0.0.1:8000\"\nchats_per_page = 9\n[limits]\nsend_per_user = \"10/minute\"\n";
        let other = String::from_utf8_lossy(&damaged(whole.as_bytes(), decisions.rest())).into_owned();
        check_hushed(&file(&format!("{line}{other}")));
        for text in texts(decisions.rest(), SPECIAL) {
            check_hushed(&file(&format!("{line}{text}")));
            check_hushed(&file(&text));
        }
    });
}

#[test]
fn database_urls() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let (user, password) = (decisions.text(&["@", "/", "é", ":"]), secret(&mut decisions));
        let made = postgres_url(&user, &password, "db.example", 5432, "chats");
        let parsed = url::Url::parse(&made).unwrap();
        let read = |part: &str| percent_decode_str(part).decode_utf8().unwrap().into_owned();
        assert_eq!((read(parsed.username()), parsed.password().map(read)), (user, Some(password.clone())));
        assert!(!mask_url(&made).contains(HUSH), "{made}");
        // As people write it, with and without encoding.
        let parameter = decisions.one_of(&["password", "sslpassword", "p%61ssword", "oauth_client_secret"]);
        let host = decisions.one_of(&["h", "h:1", "[::1]", "a:1,b:2", ""]);
        let encoded: String = password.chars().filter(|c| !matches!(c, '&' | '%')).collect();
        for url in [
            format!("postgres://u:{password}@{host}/d"),
            format!("postgres://:{password}@{host}/d?sslmode=disable&x=a@b:c"),
            format!("u:{password}@{host}/d"),
            format!("postgres://{host}/d?{parameter}={encoded}"),
            format!("postgres://{host}/d?user=a@b:c&{parameter}={encoded}&sslmode=disable"),
            format!("postgres://u:{password}@{host}/d?{parameter}={encoded}"),
        ] {
            let masked = mask_url(&url);
            assert!(!masked.contains(HUSH), "{url} becomes {masked}");
            check_hushed(&vars(&[("DATABASE_URL", &url)]));
            check_hushed(&vars(&[("DATABASE_URL", &url), ("SECRET_KEY", GOOD_KEY)]));
        }
        for text in texts(input, SPECIAL) {
            if let Ok(DatabaseAddress::Sqlite(path)) = database_url::address(&text) {
                assert_eq!(
                    database_url::address(&format!("sqlite:{}", path.display())),
                    Ok(DatabaseAddress::Sqlite(path))
                );
            }
        }
    });
}

#[test]
fn broker_urls() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        // A comma and a further URL in a password can't be told from a list.
        let secret = secret(&mut decisions).replace("://", ":");
        for text in [
            format!("nats://u:{secret}@a:4222"),
            format!("nats://{secret}@a"),
            format!("tls://a, nats://u:{secret}@b,nats://c:1"),
            format!("nats://u:x@a,nats://u:{secret}@b:4222"),
            format!("u:{secret}@a"),
            format!("u:{secret}@a,nats://b"),
            format!("http://{secret}@a"),
        ] {
            let masked = mask_servers(&text);
            assert!(!masked.contains(HUSH), "{text} becomes {masked}");
            check_hushed(&vars(&[("NATS_URL", &text)]));
            check_hushed(&vars(&[
                ("NATS_URL", &text),
                ("DATABASE_URL", "postgres://h/d"),
                ("SECRET_KEY", GOOD_KEY),
            ]));
            if let Ok(found) = servers(&text) {
                assert_eq!(found.len(), text.split(',').count());
            }
        }
    });
}
