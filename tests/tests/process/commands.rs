//! The commands: help, settings, users and migrations.

use crate::PROGRAM;
use reqwest::Method;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, TestUser, on_both_databases};

const SECRETS: [&str; 5] = [
    "hush-key-of-more-than-32-bytes-in-all",
    "hush-previous-key-of-more-than-32-bytes",
    "hush-database",
    "hush-mail",
    "hush-url",
];

#[tokio::test]
async fn short_help_fits_a_screen() {
    let server_dir = ServerDir::new(PROGRAM);
    for arguments in [
        &["-h"][..],
        &["user", "-h"],
        &["user", "add", "-h"],
        &["serve", "-h"],
        &["restore", "-h"],
        &["new-epoch", "-h"],
        &["copy-to", "-h"],
    ] {
        let help = server_dir.run_ok(arguments).await;
        let rows: usize = help.lines().map(|line| line.chars().count().div_ceil(80).max(1)).sum();
        assert!(rows <= 24, "{arguments:?} takes {rows} rows of 80 columns:\n{help}");
    }
    assert!(!server_dir.data_dir().exists(), "help touches nothing");
}

#[tokio::test]
async fn help_names_all_commands_and_version_the_version() {
    let server_dir = ServerDir::new(PROGRAM);
    let help = server_dir.run_ok(&["--help"]).await;
    for word in [
        "serve",
        "migrate",
        "config",
        "user",
        "backup",
        "restore",
        "new-epoch",
        "copy-to",
        "--listen",
        "--data-dir",
        "--config",
    ] {
        assert!(help.contains(word), "{word} is missing in\n{help}");
    }
    assert_eq!(server_dir.run_ok(&["--version"]).await, "simple-chats 0.1.0\n");
}

#[tokio::test]
async fn wrong_arguments_end_with_status_2_and_a_message_on_standard_error() {
    let server_dir = ServerDir::new(PROGRAM);
    for arguments in [
        &["dance"][..],
        &["--dance"],
        &["serve", "now"],
        &["user"],
        &["user", "add"],
        &["user", "set-password"],
        &[
            "user",
            "add",
            "--email",
            "a@b.example",
            "--username",
            "ann",
            "--name",
            "Ann",
            "--password",
            "12345678",
        ],
        &["migrate", "--no-migrate"],
        &["--listen"],
    ] {
        let ended = server_dir.run(arguments).await;
        assert_eq!((ended.status, ended.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!ended.err.is_empty(), "{arguments:?}");
    }
    assert!(!server_dir.data_dir().exists(), "wrong use touches nothing");
}

#[tokio::test]
async fn config_shows_the_source_of_each_value_and_masks_secrets() {
    let server_dir = ServerDir::new(PROGRAM)
        .with("SECRET_KEY", SECRETS[0])
        .with("SECRET_KEY_PREVIOUS", SECRETS[1])
        .with("DB_PASSWORD", SECRETS[2])
        .with("MAIL_PASSWORD", SECRETS[3])
        .with("MAIL_SERVER", "mail.example")
        .with("MAIL_USERNAME", "chats@example.com")
        .with("PUBLIC_URL", "https://chat.example")
        .with("DATABASE_URL", &format!("postgres://chats:{}@db.example/chats", SECRETS[4]));
    std::fs::write(server_dir.folder().join("simple-chats.toml"), "chats_per_page = 11\n").unwrap();
    std::fs::write(server_dir.folder().join(".env"), "SESSION_MAX_AGE=86400\n").unwrap();
    let config = server_dir.run_ok(&["config", "--listen", "127.0.0.1:8123"]).await;
    for secret in SECRETS {
        assert!(!config.contains(secret), "{secret} stands in\n{config}");
    }
    let line = |name: &str| {
        let found = config.lines().find(|line| line.split_whitespace().next() == Some(name));
        found.unwrap_or_else(|| panic!("{name} is missing in\n{config}")).to_owned()
    };
    for (name, value, source) in [
        ("LISTEN", "127.0.0.1:8123", "flag"),
        ("CHATS_PER_PAGE", "11", "simple-chats.toml"),
        ("SESSION_MAX_AGE", "86400", ".env"),
        ("BCRYPT_COST", "4", "environment"),
        ("MESSAGES_PER_LOAD_EVENT", "30", "default"),
        ("DATABASE_URL", "db.example", "environment"),
    ] {
        let line = line(name);
        assert!(line.contains(value) && line.contains(source), "{line}");
    }
    assert!(!server_dir.data_dir().exists(), "looking at the settings touches nothing");
}

#[tokio::test]
async fn a_byte_order_mark_is_no_part_of_a_password_or_a_setting() {
    let server_dir = ServerDir::new(PROGRAM);
    let write = |name: &str, text: &str| std::fs::write(server_dir.folder().join(name), text).unwrap();
    write("simple-chats.toml", "\u{feff}chats_per_page = 11\r\n");
    write(".env", "\u{feff}SESSION_MAX_AGE=86400\r\n");
    let config = server_dir.run_ok(&["config"]).await;
    for part in ["CHATS_PER_PAGE = 11", "SESSION_MAX_AGE = 86400"] {
        assert!(config.contains(part), "{config}");
    }
    server_dir.run_ok(&["migrate"]).await;
    let add = ["user", "add", "--email", "ann@example.com", "--username", "ann", "--name", "Ann"];
    let added = server_dir.run_with_input(&add, "\u{feff}first password\r\n").await;
    assert_eq!(added.status, Some(0), "{}", added.err);
    let server = server_dir.start().await;
    let ann = TestUser { email: "ann@example.com".to_owned(), ..TestUser::new("ann", "first password") };
    server.get("/api/me", &ann).await;
    let set = server_dir.run_with_input(&["user", "set-password", "ann"], "\u{feff}second password\r").await;
    assert_eq!(set.status, Some(0), "{}", set.err);
    server.get("/api/me", &TestUser { password: "second password".to_owned(), ..ann }).await;
    let deleted = server_dir.run_with_input(&["user", "delete", "ann"], "\u{feff}ann\r\n").await;
    assert_eq!(deleted.status, Some(0), "{}", deleted.err);
}

on_both_databases! {
    async fn migrate_brings_an_empty_database_up_to_date_once(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM);
        let refused = server_dir.run(&["serve", "--no-migrate"]).await;
        assert_eq!(refused.status, Some(1), "an empty database can't be served");
        assert_eq!(refused.err.lines().filter(|line| line.starts_with("simple-chats: ")).count(), 1, "{}", refused.err);
        let first = server_dir.run_ok(&["migrate"]).await;
        let lines: Vec<&str> = first.lines().collect();
        assert!(lines.len() > 1 && lines[0].starts_with("Ran "), "{first}");
        assert_eq!(server_dir.run_ok(&["migrate"]).await, "The database is up to date\n");
        let server = server_dir.start().await;
        server.register("ann").await;
        server.stop().await;
    }

    async fn users_are_managed_from_the_command_line_beside_a_server(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let add = ["user", "add", "--email", "ann@example.com", "--username", "ann", "--name", "Ann"];
        let added = server_dir.run_with_input(&add, "first password\n").await;
        assert_eq!((added.status, added.out.as_str()), (Some(0), "Added user 1: ann\n"), "{}", added.err);
        let as_ann = |password: &str| TestUser {
            user_id: 1,
            username: "ann".to_owned(),
            email: "ann@example.com".to_owned(),
            password: password.to_owned(),
        };
        assert_eq!(server.get("/api/me", &as_ann("first password")).await["data"]["name"], "Ann");

        let set = server_dir.run_with_input(&["user", "set-password", "ann"], "second password\n").await;
        assert_eq!((set.status, set.out.as_str()), (Some(0), "Set the password of ann\n"));
        server.get("/api/me", &as_ann("second password")).await;
        let old = server.ask(Method::GET, "/api/me", &as_ann("first password"), None).await.unwrap();
        assert_eq!(old.status, 401, "the old password is void at once");

        server.register("ben").await;
        let list = server_dir.run(&["user", "list"]).await;
        let users: Vec<Vec<&str>> = list.out.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(users.iter().map(|user| &user[..4]).collect::<Vec<_>>(), [
            ["1", "ann", "ann@example.com", "Ann"],
            ["2", "ben", "ben@example.com", "ben"],
        ]);

        let kept = server_dir.run_with_input(&["user", "delete", "ben"], "no\n").await;
        assert_eq!(kept.status, Some(1), "the answer to its question was no");
        let deleted = server_dir.run(&["user", "delete", "ann@example.com", "--yes"]).await;
        assert_eq!((deleted.status, deleted.out.as_str()), (Some(0), "Deleted user 1: ann\n"));
        let gone = server.ask(Method::GET, "/api/me", &as_ann("second password"), None).await.unwrap();
        assert_eq!(gone.status, 401);
        assert_eq!(server_dir.run(&["user", "list"]).await.out.lines().count(), 1);
    }

    async fn commands_for_users_that_fail_say_why_in_one_line(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM);
        server_dir.run_ok(&["migrate"]).await;
        let add = |username: &'static str| {
            ["user", "add", "--email", "ann@example.com", "--username", username, "--name", "Ann"]
        };
        let added = server_dir.run_with_input(&add("ann"), "12345678").await;
        assert_eq!(added.status, Some(0), "{}", added.err);
        for (arguments, input, why) in [
            (&add("ann")[..], "12345678", "User 'ann@example.com' has been registered!"),
            (&add("a"), "12345678", "Username length must be between 3 and 25 chars"),
            (&add("anna"), "", "no password was given"),
            (&add("anna"), "short", "Password is too short"),
            (&["user", "set-password", "nobody"], "12345678", "there is no user 'nobody'"),
            (&["user", "set-password", "ann"], "short", "Password is too short"),
            (&["user", "remove-second-factor", "nobody"], "", "there is no user 'nobody'"),
            (&["user", "delete", "nobody", "--yes"], "", "there is no user 'nobody'"),
        ] {
            let ended = server_dir.run_with_input(arguments, input).await;
            assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{arguments:?}");
            assert!(ended.err.lines().count() == 1 && ended.err.contains(why), "{arguments:?}: {}", ended.err);
        }
    }
}
