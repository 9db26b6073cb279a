//! `doctor` examines what a server needs: it says what is wrong and what to do, shows no secret, and changes nothing.

use super::names_in;
use crate::PROGRAM;
use diesel::connection::SimpleConnection;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::smtp::MailServer;
use simple_chats_tests::supervisor::free_address;
use simple_chats_tests::{Backend, on_both_databases, on_postgres};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::SystemTime;

/// Runs it, and returns its lines; it fails if and only if one is an error.
async fn lines_of(server_dir: &ServerDir) -> Vec<String> {
    let ended = server_dir.run(&["doctor"]).await;
    let lines: Vec<String> = ended.out.lines().map(str::to_owned).collect();
    let has_error = lines.iter().any(|line| line.starts_with("error "));
    assert_eq!(ended.status, Some(i32::from(has_error)), "{}\n{}", ended.out, ended.err);
    assert!(![&ended.out, &ended.err].iter().any(|text| text.contains("hush")), "{lines:?}");
    lines
}

#[track_caller]
fn assert_found(lines: &[String], level: &str, name: &str, text: &str) {
    let start = format!("{level:<8} {name:<12} ");
    assert!(
        lines.iter().any(|line| line.starts_with(&start) && line.contains(text)),
        "{start}{text}: {lines:#?}"
    );
}

/// The files in the folder of the data, and when each was changed; without the memory that connections of SQLite share, in which
/// readers take their places.
fn changes_in(folder: &Path) -> BTreeMap<String, SystemTime> {
    let changed = |name: &String| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    let names = names_in(folder).into_iter().filter(|name| !name.ends_with("-shm"));
    names.map(|name| (name.clone(), changed(&name))).collect()
}

on_both_databases! {
    async fn a_healthy_server_is_found_healthy(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let while_it_runs = lines_of(&server_dir).await;
        server.stop().await;
        let before = changes_in(&server_dir.data_dir());
        let stopped = lines_of(&server_dir).await;
        assert_eq!(changes_in(&server_dir.data_dir()), before);
        for lines in [while_it_runs, stopped] {
            for name in ["settings", "data folder", "secret key", "database", "schema", "clock", "mail", "broker",
                "proxy", "open files"] {
                assert_found(&lines, "ok", name, "");
            }
            assert!(lines.iter().any(|line| line.contains(" free space ")), "{lines:#?}");
            let others: Vec<&String> =
                lines.iter().filter(|line| !line.starts_with("ok ") && !line.contains(" free space ")).collect();
            assert!(others.is_empty(), "{others:#?}");
        }
    }

    async fn a_database_of_an_earlier_version_is_found(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM);
        server_dir.run_ok(&["migrate"]).await;
        let earlier = "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT MAX(version) FROM \
                       __diesel_schema_migrations)";
        server_dir.connect().batch_execute(earlier).unwrap();
        assert_found(&lines_of(&server_dir).await, "error", "schema", "run `simple-chats migrate`");
    }

    async fn settings_that_do_not_fit_together_are_found(backend: Backend) {
        let mut server_dir = ServerDir::on(backend, PROGRAM);
        server_dir.run_ok(&["migrate"]).await;
        for (settings, level, name, text) in [
            (&[("LISTEN", "nowhere")][..], "error", "settings", "LISTEN = \"nowhere\""),
            (&[("LISTEN", "127.0.0.1:0"), ("PUBLIC_URL", "https://chat.example.org")], "warning", "proxy",
                "all visitors share"),
            (&[("TRUSTED_PROXIES", "0.0.0.0/0")], "error", "proxy", "TRUSTED_PROXIES is everybody"),
            (&[("TRUSTED_PROXIES", "127.0.0.1"), ("PUBLIC_URL", "")], "warning", "proxy", "PUBLIC_URL is not"),
            (&[("PUBLIC_URL", "http://chat.example.org")], "warning", "proxy", "in the clear"),
        ] {
            for (setting, value) in settings {
                server_dir = server_dir.with(setting, value);
            }
            assert_found(&lines_of(&server_dir).await, level, name, text);
        }
        let few_files = server_dir.with_file_limit(256);
        assert_found(&lines_of(&few_files).await, "warning", "open files", "at most 256");
    }

    async fn a_mail_server_is_greeted_and_gets_no_mail(backend: Backend) {
        let mail_server = MailServer::start().await;
        let port = mail_server.port().to_string();
        let server_dir = ServerDir::on(backend, PROGRAM)
            .with("MAIL_SERVER", "127.0.0.1")
            .with("MAIL_USE_TLS", "false")
            .with("MAIL_DEFAULT_SENDER", "chat@example.org")
            .with("MAIL_PORT", &port);
        assert_found(&lines_of(&server_dir).await, "ok", "mail", "can be reached");
        assert!(mail_server.waiting().is_empty());
        mail_server.refuse_next_greetings(["504 5.5.2 who are you"]);
        assert_found(&lines_of(&server_dir).await, "error", "mail", "answered 504 5.5.2");
        let nobody = free_address().unwrap().port().to_string();
        let away = server_dir.with("MAIL_PORT", &nobody).with("MAIL_USERNAME", "ann").with("MAIL_PASSWORD", "hush");
        assert_found(&lines_of(&away).await, "error", "mail", "check MAIL_SERVER");
    }
}

#[tokio::test]
async fn a_test_mail_is_sent_only_if_it_is_asked_for() {
    let mail_server = MailServer::start().await;
    let server_dir = ServerDir::new(PROGRAM).with("PUBLIC_URL", "https://chat.example.org");
    server_dir.run_ok(&["migrate"]).await;
    let doctor = ["doctor", "--send-mail", "ops@example.org"];
    let to_file = server_dir.run(&doctor).await;
    assert!(to_file.out.contains("it is written to "), "{to_file:?}");
    let files = names_in(&server_dir.data_dir().join("outbox"));
    assert_eq!(files.len(), 1, "{files:?}");

    let server_dir = server_dir
        .with("MAIL_SERVER", "127.0.0.1")
        .with("MAIL_USE_TLS", "false")
        .with("MAIL_DEFAULT_SENDER", "chat@example.org")
        .with("MAIL_PORT", &mail_server.port().to_string());
    let sent = server_dir.run(&doctor).await;
    assert!(sent.out.contains("test mail    the mail server has accepted it"), "{sent:?}");
    let mail = mail_server.next_mail().await;
    assert_eq!((mail.from.as_str(), mail.to), ("chat@example.org", vec!["ops@example.org".to_owned()]));
    assert!(mail.content.contains("\n  https://chat.example.org/\n"), "{}", mail.content);

    mail_server.refuse_next(["550 5.1.1 no such user"]);
    for (address, why) in [("ops@example.org", "550 5.1.1"), ("nobody", "\"nobody\"")] {
        let refused = server_dir.run(&["doctor", "--send-mail", address]).await;
        assert_eq!(refused.status, Some(1), "{refused:?}");
        let line =
            refused.out.lines().find(|line| line.starts_with("error    test mail ")).unwrap_or_default();
        assert!(line.contains(why), "{refused:?}");
    }
    assert!(mail_server.waiting().is_empty());
}

#[tokio::test]
async fn nothing_is_made_where_no_server_has_run() {
    let server_dir = ServerDir::new(PROGRAM);
    let lines = lines_of(&server_dir).await;
    for name in ["data folder", "secret key", "database"] {
        assert_found(&lines, "warning", name, "the first start makes it");
    }
    assert!(!server_dir.data_dir().exists());
}

/// What a killed server has left in its log moves into the database with the next start, and not before.
#[tokio::test]
async fn the_log_of_a_killed_server_stays() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    server.register("ann").await;
    server.kill().await;
    let files =
        ["simple-chats.sqlite3", "simple-chats.sqlite3-wal"].map(|name| server_dir.data_dir().join(name));
    let contents = || files.each_ref().map(|file| fs::read(file).unwrap());
    let before = contents();
    assert!(!before[1].is_empty());
    assert_found(&lines_of(&server_dir).await, "ok", "schema", "");
    assert!(contents() == before, "nothing is moved");
}

#[tokio::test]
async fn damaged_and_open_files_are_found() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    server.register("ann").await;
    server.stop().await;
    let data_dir = server_dir.data_dir();
    let set_mode =
        |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set_mode(&data_dir, 0o755);
    set_mode(&data_dir.join("secret-key"), 0o644);
    let lines = lines_of(&server_dir).await;
    assert_found(&lines, "warning", "data folder", "`chmod 700");
    assert_found(&lines, "warning", "secret key", "`chmod 600");
    fs::write(data_dir.join("secret-key"), "hush").unwrap();
    assert_found(&lines_of(&server_dir).await, "error", "secret key", "is truncated");

    let database = data_dir.join("simple-chats.sqlite3");
    let mut torn = fs::read(&database).unwrap();
    let middle = torn.len() / 2 / 2048 * 2048;
    torn[2048..middle].fill(0x55);
    fs::write(&database, &torn).unwrap();
    assert_found(&lines_of(&server_dir).await, "error", "integrity", "restore a backup");
    fs::write(&database, b"no database at all, but long enough to be taken for one by its size alone")
        .unwrap();
    let lines = lines_of(&server_dir).await;
    assert!(
        lines.iter().any(|line| line.starts_with("error ") && line.contains("restore a backup")),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn rows_that_refer_to_nothing_are_found() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    server.register_pair().await;
    server.stop().await;
    server_dir
        .connect()
        .batch_execute("PRAGMA foreign_keys = OFF; DELETE FROM users WHERE user_id = 1")
        .unwrap();
    assert_found(&lines_of(&server_dir).await, "error", "integrity", "rows refer to rows that are missing");
}

on_postgres! {
    async fn servers_that_are_away_are_found(postgres: Backend) {
        let (database, broker) = (free_address().unwrap(), free_address().unwrap());
        let server_dir = ServerDir::on(postgres, PROGRAM).with("NATS_URL", &format!("nats://ann:hush@{broker}"));
        server_dir.run_ok(&["migrate"]).await;
        assert_found(&lines_of(&server_dir).await, "error", "broker", "start NATS, or correct NATS_URL");
        let away = server_dir.with("DATABASE_URL", &format!("postgres://ann:hush@{database}/chats"));
        assert_found(&lines_of(&away).await, "error", "database", "Connection refused");
    }
}
