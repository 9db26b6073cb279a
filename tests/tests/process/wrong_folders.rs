//! Commands in a folder that is not the server's: they make nothing, and say which database they use.

use crate::PROGRAM;
use simple_chats_tests::Backend;
use simple_chats_tests::process::ServerDir;

#[tokio::test]
async fn a_command_in_the_wrong_folder_makes_nothing_and_says_so() {
    let server_dir = ServerDir::new(PROGRAM).with("COPY_TO_DATABASE_URL", "postgres://localhost/chats");
    for arguments in [
        &["user", "list"][..],
        &["user", "show", "ann"],
        &["user", "delete", "ann", "--yes"],
        &["user", "overview"],
        &["backup", "copy"],
        &["new-epoch"],
        &["copy-to"],
        &["serve", "--no-migrate"],
    ] {
        let line = server_dir.run_refused(arguments).await;
        let database = server_dir.data_dir().join("simple-chats.sqlite3");
        assert!(
            line.contains(&format!("there is no database at {}", database.display())),
            "{arguments:?}: {line}"
        );
        assert!(!server_dir.data_dir().exists(), "{arguments:?}");
        assert!(!server_dir.folder().join("copy").exists(), "{arguments:?}");
    }
}

#[tokio::test]
async fn a_command_with_the_wrong_data_folder_makes_no_key() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    server.stop().await;
    let url = format!("sqlite:{}", server_dir.data_dir().join("simple-chats.sqlite3").display());
    let elsewhere = ServerDir::new(PROGRAM).with("DATABASE_URL", &url);
    let line = elsewhere.run_refused(&["user", "list"]).await;
    assert!(line.contains("secret-key") && line.contains("DATA_DIR"), "{line}");
    assert!(!elsewhere.data_dir().exists());
}

#[tokio::test]
async fn a_command_says_which_database_it_has_used() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    let database = server_dir.data_dir().join("simple-chats.sqlite3").display().to_string();
    for arguments in [&["user", "list"][..], &["backup", "copy"], &["new-epoch"]] {
        let ended = server_dir.run(arguments).await;
        let said = format!("simple-chats: the database is {database}\n");
        assert_eq!((ended.status, ended.err), (Some(0), said), "{arguments:?}");
    }
    let line = server_dir.run_refused(&["user", "promote", "nobody"]).await;
    assert!(line.contains("there is no user 'nobody'") && line.contains(&database), "{line}");
}

#[tokio::test]
async fn a_command_migrates_nothing() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    let mut conn = server_dir.connect();
    let undone = "DELETE FROM __diesel_schema_migrations \
         WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)";
    diesel::connection::SimpleConnection::batch_execute(&mut conn, undone).unwrap();
    for arguments in [&["user", "list"][..], &["new-epoch"], &["serve", "--no-migrate"]] {
        let ended = server_dir.run(arguments).await;
        assert_eq!(ended.status, Some(1), "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains("earlier version"), "{arguments:?}: {}", ended.err);
    }
}
