//! What the server makes in its folder, and who may read it.

use crate::PROGRAM;
use simple_chats_tests::Backend;
use simple_chats_tests::process::ServerDir;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).permissions().mode()
        & 0o777
}

#[tokio::test]
async fn a_first_start_makes_a_folder_a_secret_and_a_database_that_no_other_user_can_read() {
    let server_dir = ServerDir::new(PROGRAM);
    assert!(!server_dir.data_dir().exists());
    let server = server_dir.start().await;
    assert_eq!(mode(&server_dir.data_dir()), 0o700);
    assert_eq!(mode(&server_dir.data_dir().join("secret-key")), 0o600);
    assert!(server_dir.data_dir().join("simple-chats.sqlite3").exists());
    assert!(fs::read(server_dir.data_dir().join("secret-key")).unwrap().len() >= 32);
    server.stop().await;
}

#[tokio::test]
async fn the_second_start_keeps_the_secret_and_what_was_stored() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let ann = server.register("ann").await;
    let token = server.token_of(&ann).await;
    let secret = fs::read(server_dir.data_dir().join("secret-key")).unwrap();
    server.stop().await;

    let server = server_dir.start().await;
    assert_eq!(fs::read(server_dir.data_dir().join("secret-key")).unwrap(), secret);
    let me = server.get("/api/me", &token).await;
    assert_eq!(me["data"]["username"], "ann");
}

#[tokio::test]
async fn standard_output_gets_one_line_with_the_address() {
    let (_server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    server.register("ann").await;
    assert_eq!(server.stdout(), format!("Simple Chats is at http://{}/\n", server.address()));
    let address = server.address();
    let ended = server.stop().await;
    assert_eq!(ended.out, format!("Simple Chats is at http://{address}/\n"));
}

#[tokio::test]
async fn a_second_server_is_kept_off_the_same_data_folder() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let second = server_dir.run_refused(&["serve"]).await;
    assert!(second.contains("another server uses") && second.contains("data"), "{second}");
    server.register("ann").await;

    server.stop().await;
    // The lock goes with the process.
    server_dir.start().await.stop().await;
}

#[tokio::test]
async fn a_killed_server_leaves_no_lock_behind() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.start().await.kill().await;
    server_dir.start().await.stop().await;
}
