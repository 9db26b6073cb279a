//! Which database the settings name.

use super::*;

fn postgres(given: &[(&str, &str)]) -> String {
    let key = ("SECRET_KEY", GOOD_KEY);
    match read(&[given, &[key]].concat()).database_url {
        DatabaseAddress::Postgres(url) => url,
        DatabaseAddress::Sqlite(path) => panic!("embedded: {}", path.display()),
    }
}

#[test]
fn the_originals_names_make_a_url_if_the_host_is_set() {
    let defaults = postgres(&[("DB_HOST", "db")]);
    assert_eq!(defaults, "postgres://postgres:postgres@db:5432/flask-simple-chats");
    let all = [
        ("DB_USERNAME", "ann"),
        ("DB_PASSWORD", "a/b@c d"),
        ("DB_HOST", "db"),
        ("DB_PORT", "6543"),
        ("DB_NAME", "chats"),
    ];
    assert_eq!(postgres(&all), "postgres://ann:a%2Fb%40c%20d@db:6543/chats");
    assert_eq!(postgres(&[("DB_HOST", "db"), ("DATABASE_URL", "postgres://u@h/d")]), "postgres://u@h/d");
}

#[test]
fn the_originals_names_without_a_host_are_warned_about() {
    let settings = read(&[("DB_NAME", "chats")]);
    assert!(matches!(settings.database_url, DatabaseAddress::Sqlite(_)));
    assert_eq!(
        settings.warnings,
        ["DB_NAME is set and has no effect, since DB_HOST is not: set DB_HOST to use a PostgreSQL server"]
    );
    assert!(read(&[("DB_NAME", "chats"), ("DATABASE_URL", "sqlite:a.db")]).warnings.is_empty());
}

#[test]
fn a_password_in_a_flag_is_warned_about_wherever_it_is_in_the_url() {
    let warnings = |url: &str| {
        let flags = Flags::from([("DATABASE_URL", url.to_owned())]);
        Settings::read(&Sources { flags, ..vars(&[("SECRET_KEY", GOOD_KEY)]) }).unwrap().argument_warnings
    };
    for url in ["postgres://u@h/d", "postgres:///d?host=/run/postgresql&sslmode=disable", "sqlite:a:b@c"] {
        assert!(warnings(url).is_empty(), "{url}");
    }
    for url in [
        "postgres://u:hush@h/d",
        "postgresql://:hush@h/d",
        "postgres://h/d?password=hush",
        "postgres://h/d?user=u&sslpassword=hush",
        "postgres://h/d?p%61ssword=hush",
        "postgres://h/d?oauth_client_secret=hush",
        "postgres://h/d?scram_client_key=hush",
    ] {
        let found = warnings(url);
        assert!(
            found.len() == 1 && found[0].starts_with("--database-url holds a password"),
            "{url}: {found:?}"
        );
        assert!(!found[0].contains("hush"));
        let elsewhere = Settings::read(&vars(&[("SECRET_KEY", GOOD_KEY), ("DATABASE_URL", url)])).unwrap();
        assert!(elsewhere.argument_warnings.is_empty() && elsewhere.warnings.is_empty(), "{url}");
    }
}

#[test]
fn postgresql_requires_a_key_that_is_set() {
    for given in [("DATABASE_URL", "postgres://u:p@h/d"), ("DB_HOST", "db")] {
        assert_eq!(
            refusal(&vars(&[given])),
            "SECRET_KEY is not set, and the database is a PostgreSQL server: expected a key of at least 32 bytes, \
             the same for all that use this database; `openssl rand -base64 48` makes a good one"
        );
    }
}
