//! Effective values and their origins.

use super::*;
use tracing::Level;

#[test]
fn nothing_given_is_a_first_try_on_one_machine() {
    let settings = read(&[]);
    assert_eq!(settings.listen, "127.0.0.1:8000".parse().unwrap());
    assert!(settings.public_url.is_none());
    assert_eq!(settings.data_dir, PathBuf::from("data"));
    assert!(
        matches!(&settings.database_url, DatabaseAddress::Sqlite(path) if path.to_str() == Some("data/simple-chats.sqlite3"))
    );
    assert_eq!(settings.database_pool_size, 8);
    assert!(settings.secret_key.is_none() && settings.secret_key_previous.is_none());
    assert!(settings.mail.server.is_none() && settings.mail.use_tls);
    assert_eq!(settings.mail.port, 587);
    assert_eq!(settings.mail.sender, "simple-chats@localhost");
    assert_eq!((settings.reset_token_expires_in, settings.api_token_expires_in), (1800, 3600));
    assert_eq!((settings.session_expires_in, settings.session_max_age), (2_592_000, 7_776_000));
    assert_eq!((settings.min_password_length, settings.bcrypt_cost), (8, 12));
    assert!(!settings.refuse_common_passwords);
    assert_eq!((settings.chats_per_page, settings.messages_per_load), (8, 30));
    assert!(settings.trusted_proxies.is_empty());
    assert!(settings.logging);
    assert_eq!((settings.log_format, settings.log_level), (LogFormat::Json, Level::INFO));
    assert_eq!(settings.warnings, Vec::<String>::new());
}

#[test]
fn limits_are_those_of_the_contract() {
    let limits = read(&[]).rate_limits.unwrap();
    let numbers = |limit: RateLimit| (limit.count.get(), limit.period.as_secs(), limit.burst.get());
    assert_eq!(numbers(limits.login_per_account), (10, 60, 10));
    assert_eq!(numbers(limits.login_per_network), (60, 60, 60));
    assert_eq!(numbers(limits.register_per_network), (10, 3_600, 10));
    assert_eq!(numbers(limits.forgot_password_per_network), (5, 3_600, 5));
    assert_eq!(numbers(limits.forgot_password_per_address), (5, 3_600, 5));
    assert_eq!(numbers(limits.send_per_user), (5, 1, 20));
    assert_eq!(numbers(limits.read_per_user), (50, 1, 200));
    assert_eq!(numbers(limits.search_per_user), (5, 1, 5));
    assert_eq!((limits.connections_per_network, limits.anonymous_connections_per_network), (200, 20));
}

#[test]
fn defaults_follow_from_other_settings() {
    let terminal = Settings::read(&Sources { terminal: true, ..Sources::default() }).unwrap();
    assert_eq!(terminal.log_format, LogFormat::Pretty);
    assert!(read(&[("PUBLIC_URL", "https://chat.example.org")]).refuse_common_passwords);
    assert_eq!(read(&[("MAIL_USERNAME", "a@b.c")]).mail.sender, "a@b.c");
    let elsewhere = read(&[("DATA_DIR", "/var/lib/chats")]).database_url;
    assert!(
        matches!(elsewhere, DatabaseAddress::Sqlite(path) if path.to_str() == Some("/var/lib/chats/simple-chats.sqlite3"))
    );
}

fn layers() -> Sources {
    Sources {
        flags: Flags::from([("LOG_LEVEL", "trace".to_owned())]),
        dot_env: Some("LOG_LEVEL=warn\nOTHER='unclosed\n".to_owned()),
        ..vars(&[("LOG_LEVEL", "debug")])
    }
}

#[test]
fn flag_then_environment_then_dot_env_then_file_then_default() {
    let mut sources = layers();
    sources.file = file("log_level = \"error\"").file;
    let mut found = Vec::new();
    let peel: [fn(&mut Sources); 5] = [
        |_| (),
        |sources| sources.flags.clear(),
        |sources| sources.vars.clear(),
        |sources| sources.dot_env = None,
        |sources| sources.file = None,
    ];
    for take_away in peel {
        take_away(&mut sources);
        let settings = Settings::read(&sources).unwrap();
        found.push((settings.log_level, line_of(&settings.report.to_string(), "LOG_LEVEL").to_owned()));
    }
    let expected = [
        (Level::TRACE, "LOG_LEVEL = trace   (from flag)"),
        (Level::DEBUG, "LOG_LEVEL = debug   (from environment)"),
        (Level::WARN, "LOG_LEVEL = warn   (from .env)"),
        (Level::ERROR, "LOG_LEVEL = error   (from file simple-chats.toml)"),
        (Level::INFO, "LOG_LEVEL = info   (from default)"),
    ];
    assert_eq!(found, expected.map(|(level, line)| (level, line.to_owned())));
}

#[test]
fn an_empty_value_counts_as_unset_in_every_layer() {
    let mut sources = layers();
    sources.flags.insert("LOG_LEVEL", String::new());
    sources.vars.insert("LOG_LEVEL".to_owned(), String::new());
    sources.dot_env = Some("LOG_LEVEL=\nSECRET_KEY=''\n".to_owned());
    sources.file = file("log_level = \"\"\nmail_server = \"\"").file;
    let settings = Settings::read(&sources).unwrap();
    assert_eq!(settings.log_level, Level::INFO);
    assert!(settings.secret_key.is_none() && settings.mail.server.is_none());
}

#[test]
fn of_a_repeated_name_in_dot_env_the_last_counts() {
    let sources =
        Sources { dot_env: Some("LOG_LEVEL=warn\nLOG_LEVEL=error".to_owned()), ..Sources::default() };
    assert_eq!(Settings::read(&sources).unwrap().log_level, Level::ERROR);
}

#[test]
fn the_originals_example_works_on_one_machine() {
    let text = "# a comment\nSECRET_KEY=very-secret\nMAIL_SERVER=smtp.gmail.com\nMAIL_PORT=587\n\
                MAIL_USERNAME=example@gmail.com\nMAIL_PASSWORD=example\nPOSTGRES_DB=flask-simple-chats\n";
    let settings = Settings::read(&Sources { dot_env: Some(text.to_owned()), ..Sources::default() }).unwrap();
    assert_eq!(settings.secret_key.unwrap().expose(), "very-secret");
    assert_eq!(settings.mail.server.unwrap(), "smtp.gmail.com");
    assert_eq!(settings.mail.sender, "example@gmail.com");
    assert_eq!(settings.mail.password.unwrap(), "example");
    assert_eq!(settings.warnings.len(), 1);
    assert!(settings.warnings[0].starts_with("SECRET_KEY has 11 bytes, which can be guessed"));
}

#[test]
fn single_limits_come_from_the_file_and_off_beats_them() {
    let mut sources =
        file("trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n[limits]\nsearch_per_user = \"50/second\"");
    let settings = Settings::read(&sources).unwrap();
    let limits = settings.rate_limits.unwrap();
    assert_eq!((limits.search_per_user.count.get(), limits.search_per_user.burst.get()), (50, 50));
    assert_eq!(limits.login_per_account.count.get(), 10);
    let proxies: Vec<_> = settings.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["10.0.0.0/8", "::1/128"]);
    sources.vars.insert("RATE_LIMITS".to_owned(), "off".to_owned());
    assert!(Settings::read(&sources).unwrap().rate_limits.is_none());
}

#[test]
fn files_may_begin_with_a_byte_order_mark() {
    let toml = file("\u{feff}chats_per_page = 11\r\n");
    let sources = Sources { dot_env: Some("\u{feff}SESSION_MAX_AGE=86400\r\n".to_owned()), ..toml };
    let settings = Settings::read(&sources).unwrap();
    assert_eq!((settings.chats_per_page, settings.session_max_age), (11, 86_400));
}

#[test]
fn origins_come_from_a_list_in_the_file_or_from_a_text() {
    let listed = file("cors_origins = [\"https://app.example\", \"http://localhost:5173\"]");
    let listed = Settings::read(&listed).unwrap().cors_origins;
    assert_eq!(listed.len(), 2);
    assert_eq!(
        read(&[("CORS_ORIGINS", "https://APP.example:443/,http://localhost:5173")]).cors_origins,
        listed
    );
    assert!(read(&[]).cors_origins.is_empty() && read(&[("CORS_ORIGINS", "none")]).cors_origins.is_empty());
}
