//! Secrets in files of their own, as containers get them.

use crate::PROGRAM;
use simple_chats_tests::process::ServerDir;

/// A file in the folder of a server. Returns its path.
fn file(server_dir: &ServerDir, name: &str, content: &str) -> String {
    let path = server_dir.folder().join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

#[tokio::test]
async fn each_secret_can_be_in_a_file_of_its_own() {
    let server_dir = ServerDir::new(PROGRAM);
    let secrets = [
        ("SECRET_KEY", "hush-key-of-more-than-32-bytes-in-all\n"),
        ("SECRET_KEY_PREVIOUS", "hush-previous-key-of-more-than-32-bytes\r\n"),
        ("DATABASE_URL", "postgres://chats:hush@db.example/chats\n"),
        ("DB_PASSWORD", "hush"),
        ("NATS_URL", "nats://chats:hush@nats.example:4222\n"),
        ("MAIL_PASSWORD", "hush mail \n"),
    ];
    let server_dir = secrets.iter().fold(server_dir, |server_dir, (name, content)| {
        let path = file(&server_dir, name, content);
        server_dir.with(&format!("{name}_FILE"), &path)
    });
    let config = server_dir.with("MAIL_USERNAME", "chats@example.org").run_ok(&["config"]).await;
    assert!(!config.contains("hush"), "{config}");
    for (name, shown) in [
        ("SECRET_KEY", "***"),
        ("SECRET_KEY_PREVIOUS", "***"),
        ("DATABASE_URL", "postgres://chats:***@db.example/chats"),
        ("DB_PASSWORD", "***"),
        ("NATS_URL", "nats://***@nats.example:4222"),
        ("MAIL_PASSWORD", "***"),
    ] {
        let line = format!("{name} = {shown}   (from {name}_FILE)");
        assert!(config.lines().any(|found| found == line), "{line}\n{config}");
    }
}

#[tokio::test]
async fn a_database_and_a_key_in_files_are_used() {
    let server_dir = ServerDir::new(PROGRAM);
    let url = file(&server_dir, "url", "sqlite:other.sqlite3\n");
    let key = file(&server_dir, "key", "hush-key-of-more-than-32-bytes-in-all\n");
    let server_dir = server_dir.with("DATABASE_URL_FILE", &url).with("SECRET_KEY_FILE", &key);
    server_dir.start().await.stop().await;
    assert!(server_dir.folder().join("other.sqlite3").exists());
    assert!(!server_dir.data_dir().join("secret-key").exists());
}

#[tokio::test]
async fn a_file_that_can_not_be_used_stops_the_start() {
    let server_dir = ServerDir::new(PROGRAM);
    let (empty, good) = (file(&server_dir, "empty", "\n"), file(&server_dir, "good", "hush"));
    for (settings, expected) in [
        (&[("SECRET_KEY_FILE", "missing")][..], "SECRET_KEY_FILE = \"missing\""),
        (&[("MAIL_PASSWORD_FILE", &empty)], "a file that isn't empty"),
        (&[("DB_PASSWORD_FILE", &good), ("DB_PASSWORD", "hush")], "DB_PASSWORD and DB_PASSWORD_FILE are set"),
        (&[("DATABASE_URL_FILE", &good)], "expected sqlite:PATH"),
    ] {
        let server_dir =
            settings.iter().fold(ServerDir::new(PROGRAM), |dir, (name, value)| dir.with(name, value));
        let line = server_dir.run_refused(&[]).await;
        assert!(line.contains(expected) && !line.contains("hush"), "{line}");
        assert!(!server_dir.data_dir().exists());
    }
}
