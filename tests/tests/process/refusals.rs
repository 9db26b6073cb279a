//! Settings that can't be used: the start stops with one line that names the setting.

use crate::PROGRAM;
use simple_chats_tests::process::ServerDir;
use std::net::TcpListener;

/// A setting, a value that it can't have, and what the line says of it.
const BAD: &[(&str, &str, &str)] = &[
    ("LISTEN", "somewhere", "somewhere"),
    ("PUBLIC_URL", "chat.example", "chat.example"),
    ("DATABASE_URL", "mysql://localhost/chats", "sqlite:"),
    ("DATABASE_POOL_SIZE", "0", "0"),
    ("BCRYPT_COST", "99", "99"),
    ("MAIL_PORT", "seventy", "seventy"),
    ("MAIL_USE_TLS", "maybe", "maybe"),
    ("AUTHENTICATION_TOKEN_DEFAULT_EXPIRES_IN", "-1", "-1"),
    ("COMMON_PASSWORDS", "frown", "frown"),
    ("TRUSTED_PROXIES", "everybody", "everybody"),
    ("ALLOWED_HOSTS", "*.example.org", "without patterns"),
    ("ALLOWED_HOSTS", "https://chat.lan", "chat.lan"),
    ("CORS_ORIGINS", "*", "one by one"),
    ("CORS_ORIGINS", "https://*.example.org", "without paths and patterns"),
    ("CORS_ORIGINS", "null", "null"),
    ("RATE_LIMITS", "some", "some"),
    ("LOG_LEVEL", "loud", "loud"),
    ("LOG_FORMAT", "verse", "verse"),
    ("NATS_URL", "nats://localhost", "unset"),
    ("NATS_CERT", "missing.pem", "a PEM file"),
    ("NATS_KEY", "missing.pem", "a PEM file with a private key"),
    ("TLS_CERT", "cert.pem", "both or none"),
    ("METRICS_LISTEN", "9100", "an IP address and a port"),
];

#[tokio::test]
async fn a_value_that_can_not_be_used_stops_the_start_with_a_line_that_names_the_setting() {
    for (name, value, named) in BAD {
        let server_dir = ServerDir::new(PROGRAM).with(name, value);
        let line = server_dir.run_refused(&[]).await;
        assert!(line.contains(name) && line.contains(named), "{name}={value}: {line}");
        assert!(!server_dir.data_dir().exists(), "{name}={value}: nothing was made before");
    }
}

#[tokio::test]
async fn a_secret_that_can_not_be_used_is_not_repeated() {
    let server_dir = ServerDir::new(PROGRAM).with("LISTEN", "0.0.0.0:0").with("SECRET_KEY", "hush-hush");
    let line = server_dir.run_refused(&[]).await;
    assert!(line.contains("SECRET_KEY") && !line.contains("hush"), "{line}");

    let url = "postgres://chats:hush-hush@127.0.0.1:1/chats";
    let server_dir = ServerDir::new(PROGRAM)
        .with("DATABASE_URL", url)
        .with("SECRET_KEY", simple_chats_tests::app::SECRET_KEY);
    let ended = server_dir.run(&[]).await;
    assert_eq!(ended.status, Some(1));
    assert!(!ended.err.contains("hush"), "{}", ended.err);
}

#[tokio::test]
async fn a_short_key_is_refused_if_others_reach_the_site() {
    for name in ["SECRET_KEY", "SECRET_KEY_PREVIOUS"] {
        let server_dir = ServerDir::new(PROGRAM).with(name, "hush-hush");
        let server = server_dir.start().await;
        assert!(server.log().contains(name) && server.log().contains("openssl rand"), "{}", server.log());
        server.stop().await;
        let server_dir = server_dir.with("PUBLIC_URL", "https://chat.example.org");
        let line = server_dir.run_refused(&[]).await;
        for part in [name, "https://chat.example.org", "openssl rand"] {
            assert!(line.contains(part) && !line.contains("hush"), "{line}");
        }
    }
}

#[tokio::test]
async fn tls_to_postgres_that_the_build_lacks_is_explained_before_any_attempt() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("postgres://chats:hush@{}/chats", listener.local_addr().unwrap());
    let key = simple_chats_tests::app::SECRET_KEY;
    let with_url = |url: &str| ServerDir::new(PROGRAM).with("DATABASE_URL", url).with("SECRET_KEY", key);
    for server_dir in [
        with_url(&format!("{url}?sslmode=require")),
        with_url(&format!("{url}?sslmode=verify-ca")),
        with_url(&format!("{url}?connect_timeout=2&sslmode=verify-full")),
        with_url(&format!("{url}?sslrootcert=system")),
        with_url(&url).with("PGSSLMODE", "require"),
    ] {
        for arguments in [&["serve"][..], &["migrate"], &["user", "list"]] {
            let ended = server_dir.run(arguments).await;
            assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{}", ended.err);
            let line = last_line(&ended.err);
            for part in
                ["this build has no TLS for PostgreSQL", "--no-default-features", "socket or a tunnel"]
            {
                assert!(line.contains(part) && !line.contains("hush"), "{line}");
            }
        }
    }
    assert!(listener.accept().is_err(), "nobody has tried to connect");
}

#[tokio::test]
async fn a_password_among_the_arguments_is_warned_about_by_every_command() {
    let address = { TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap() };
    let url = format!("postgres://chats:hush@{address}/chats?connect_timeout=2");
    let server_dir = ServerDir::new(PROGRAM).with("SECRET_KEY", simple_chats_tests::app::SECRET_KEY);
    for command in [&["serve"][..], &["migrate"], &["user", "list"], &["config"], &["new-epoch"]] {
        let ended = server_dir.run(&[command, &["--database-url", &url]].concat()).await;
        assert!(ended.err.contains("--database-url holds a password"), "{command:?}: {}", ended.err);
        assert!(
            ended.err.contains("environment") && !ended.err.contains("hush"),
            "{command:?}: {}",
            ended.err
        );
    }
    // The value keeps its precedence.
    let server_dir = server_dir.with("DATABASE_URL", "sqlite:other.sqlite3");
    let config = server_dir.run(&["config", "--database-url", &url]).await;
    assert!(config.out.contains(&format!("chats:***@{address}")), "{}", config.out);
    // Without a password, there is nothing on standard error.
    server_dir.run_ok(&["config", "--database-url", "sqlite:x"]).await;
}

#[tokio::test]
async fn a_file_of_settings_is_read_with_care() {
    let server_dir = ServerDir::new(PROGRAM);
    let file = server_dir.folder().join("simple-chats.toml");
    for (content, named) in [
        ("chats_per_side = 8\n", "chats_per_side"),
        ("chats_per_page = \"many\"\n", "chats_per_page"),
        ("[limits]\nsend_per_user = \"often\"\n", "send_per_user"),
        ("this is no TOML", "simple-chats.toml"),
    ] {
        std::fs::write(&file, content).unwrap();
        let line = server_dir.run_refused(&["config"]).await;
        assert!(line.to_lowercase().contains(named), "{content}: {line}");
    }
    std::fs::remove_file(file).unwrap();
    let missing = server_dir.run_refused(&["--config", "missing.toml"]).await;
    assert!(missing.contains("missing.toml"), "{missing}");
}

#[tokio::test]
async fn an_address_in_use_and_a_database_out_of_reach_are_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = ServerDir::new(PROGRAM).with("LISTEN", &address).run(&[]).await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(last_line(&ended.err).contains(&address), "{}", ended.err);

    let url = format!("postgres://chats@{address}/chats?connect_timeout=2");
    let server_dir = ServerDir::new(PROGRAM)
        .with("DATABASE_URL", &url)
        .with("SECRET_KEY", simple_chats_tests::app::SECRET_KEY);
    drop(taken);
    let ended = server_dir.run(&[]).await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(last_line(&ended.err).starts_with("simple-chats: "), "{}", ended.err);
}

/// The line that says why, behind what was logged before.
fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}
