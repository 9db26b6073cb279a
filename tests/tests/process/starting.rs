//! What a start does first, and what it says if it can't go on: one line that helps, and nothing is made.

use crate::PROGRAM;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::{Backend, Nobody, on_both_databases, timing};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;

/// The last line of a start that fails; what was logged before doesn't matter.
async fn refusal(server_dir: &ServerDir, arguments: &[&str]) -> String {
    let ended = server_dir.run(arguments).await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{}", ended.err);
    let line = ended.err.lines().last().unwrap_or_default().to_owned();
    assert!(line.starts_with("simple-chats: "), "{}", ended.err);
    line
}

#[tokio::test]
async fn a_start_on_an_address_in_use_makes_nothing() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let server_dir = ServerDir::new(PROGRAM).with("LISTEN", &address);
    let line = refusal(&server_dir, &[]).await;
    assert!(line.contains(&address), "{line}");
    assert!(!server_dir.data_dir().exists());
}

async fn started() -> (ServerDir, ServerProcess) {
    ServerDir::started(Backend::Sqlite, PROGRAM).await
}

#[tokio::test]
async fn a_database_has_one_server_whatever_it_is_called() {
    let (server_dir, server) = started().await;
    let database = server_dir.data_dir().join("simple-chats.sqlite3");
    let elsewhere = ServerDir::new(PROGRAM);
    let inside = |name: &str| elsewhere.folder().join(name);
    symlink(server_dir.data_dir(), inside("link")).unwrap();
    fs::hard_link(&database, inside("other.db")).unwrap();
    let urls = [
        format!("sqlite:{}", database.display()),
        format!("sqlite:{}/../data/simple-chats.sqlite3", server_dir.data_dir().display()),
        "sqlite:link/simple-chats.sqlite3".to_owned(),
        "sqlite:other.db".to_owned(),
    ];
    for url in &urls {
        let line = refusal(&elsewhere, &["--database-url", url]).await;
        assert!(line.contains("another server uses"), "{url}: {line}");
    }
    server.register("ann").await;
    server.stop().await;
    fs::remove_file(inside("other.db")).unwrap();
    for url in &urls[..3] {
        elsewhere_starts(&server_dir, url).await;
    }
}

/// It starts as soon as no other server does.
async fn elsewhere_starts(server_dir: &ServerDir, url: &str) {
    let elsewhere = ServerDir::new(PROGRAM).with("DATABASE_URL", url);
    symlink(server_dir.data_dir(), elsewhere.folder().join("link")).unwrap();
    elsewhere.start().await.stop().await;
}

#[tokio::test]
async fn a_new_epoch_waits_for_the_server_to_stop() {
    let (server_dir, server) = started().await;
    let line = server_dir.run_refused(&["new-epoch"]).await;
    assert!(line.contains("another server uses"), "{line}");
    server.stop().await;
    server_dir.run_ok(&["new-epoch"]).await;
}

#[tokio::test]
async fn a_hang_up_ends_no_server() {
    let (_server_dir, server) = started().await;
    for _ in 0..2 {
        server.signal("HUP");
    }
    timing::until(|| "the signal is logged".to_owned(), async || server.log().contains("SIGHUP")).await;
    server.get("/healthz", &Nobody).await;
    server.stop().await;
}

#[tokio::test]
async fn a_sender_at_localhost_is_warned_of() {
    let server_dir = ServerDir::new(PROGRAM).with("MAIL_SERVER", "127.0.0.1").with("MAIL_USE_TLS", "false");
    let server = server_dir.start().await;
    assert!(server.log().contains("set MAIL_DEFAULT_SENDER"), "{}", server.log());
    server.stop().await;
    let server_dir = server_dir.with("MAIL_DEFAULT_SENDER", "Chats <chats@example.org>");
    let server = server_dir.start().await;
    assert!(!server.log().contains("MAIL_DEFAULT_SENDER"), "{}", server.log());
    server.stop().await;
}

#[tokio::test]
async fn a_damaged_database_is_called_so() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    let database = server_dir.data_dir().join("simple-chats.sqlite3");
    let intact = fs::read(&database).unwrap();
    let mut broken = intact.clone();
    broken[100..].fill(0x5a);
    for content in [b"This is a diary and no database at all.".repeat(100), broken] {
        fs::write(&database, content).unwrap();
        for arguments in [&["serve"][..], &["migrate"], &["user", "list"], &["backup", "copy"]] {
            let line = refusal(&server_dir, arguments).await;
            assert!(line.contains("is damaged") && line.contains("restore"), "{arguments:?}: {line}");
            assert!(line.contains(&database.display().to_string()), "{arguments:?}: {line}");
        }
    }
}

#[tokio::test]
async fn a_data_folder_that_can_not_be_used_is_named() {
    let server_dir = ServerDir::new(PROGRAM);
    fs::write(server_dir.folder().join("file"), "").unwrap();
    let line = refusal(&server_dir.with("DATA_DIR", "file"), &[]).await;
    assert!(line.contains("DATA_DIR = file") && !line.contains("SECRET_KEY"), "{line}");

    let server_dir = ServerDir::new(PROGRAM);
    fs::create_dir(server_dir.data_dir()).unwrap();
    fs::write(server_dir.data_dir().join("outbox"), "").unwrap();
    let line = refusal(&server_dir, &[]).await;
    assert!(line.contains("outbox") && line.contains("DATA_DIR") && !line.contains("settings"), "{line}");
}

on_both_databases! {
    async fn without_migrations_an_empty_database_is_refused_and_left_alone(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM);
        for arguments in [&["serve", "--no-migrate"][..], &["user", "list"], &["new-epoch"]] {
            let line = refusal(&server_dir, arguments).await;
            assert!(line.contains("simple-chats migrate"), "{arguments:?}: {line}");
        }
        assert!(backend == Backend::Postgres || !server_dir.data_dir().exists());
        server_dir.run_ok(&["migrate"]).await;
        server_dir.run_ok(&["user", "list"]).await;
    }
}
