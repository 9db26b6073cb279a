//! The files of attachments: in backups, after kills, and compared with the database.

use super::names_in;
use crate::PROGRAM;
use futures_util::future::join_all;
use rand::RngExt;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::{Backend, Caller, TestUser, timing};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tokio::time::sleep;

/// How many upload at the same time in the test of kills.
const UPLOADERS: usize = 4;

/// How often the server is killed.
const KILLS: usize = 10;

/// Bytes of no known type, of which no part is like another.
fn bytes(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    rand::rng().fill(bytes.as_mut_slice());
    bytes
}

/// Uploads bytes; `None` unless they were acknowledged.
async fn upload(server: &ServerProcess, user: &TestUser, bytes: &[u8]) -> Option<String> {
    let request = Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .post(format!("http://{}/api/attachments", server.address()));
    let request = request
        .header("authorization", user.authorization().unwrap())
        .header("content-type", "application/octet-stream")
        .header("content-disposition", "attachment; filename=\"some.bin\"");
    let answer = request.body(bytes.to_vec()).send().await.ok()?;
    let is_created = answer.status() == 201;
    let answer: Value = answer.json().await.ok()?;
    assert!(is_created, "{answer}");
    Some(answer["data"]["attachment_id"].as_str().unwrap().to_owned())
}

/// Reads the bytes of an attachment; `None` if it isn't there.
async fn read(server: &ServerProcess, user: &TestUser, id: &str) -> Option<Vec<u8>> {
    let request = Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .get(format!("http://{}/api/attachments/{id}", server.address()));
    let answer = request.header("authorization", user.authorization().unwrap()).send().await.unwrap();
    match answer.status().as_u16() {
        404 => None,
        status => {
            assert_eq!(status, 200);
            Some(answer.bytes().await.unwrap().to_vec())
        }
    }
}

/// Sends a message with an attachment; returns its id if it was acknowledged.
async fn send(server: &ServerProcess, user: &TestUser, chat_id: i64, id: &str) -> Option<i64> {
    let (path, body) = (format!("/api/chats/{chat_id}/messages"), json!({"attachment_ids": [id]}));
    let answer = server.ask(Method::POST, &path, user, Some(&body)).await.ok()?;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["message_ids"][0].as_i64()
}

/// The path of each stored file, by name.
fn stored_files(server_dir: &ServerDir) -> BTreeMap<String, PathBuf> {
    let folder = server_dir.data_dir().join("attachments");
    let shards = names_in(&folder).into_iter().filter(|name| name.len() == 2);
    shards
        .flat_map(|shard| {
            let shard = folder.join(shard);
            names_in(&shard).into_iter().map(move |name| (name.clone(), shard.join(name)))
        })
        .collect()
}

#[tokio::test]
async fn a_backup_holds_the_files_and_a_restore_puts_them_back() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, ben, chat_id) = server.register_pair().await;
    let contents = [bytes(2_500_000), b"short".to_vec()];
    let mut ids = Vec::new();
    for content in &contents {
        let id = upload(&server, &ann, content).await.unwrap();
        ids.push((id.clone(), send(&server, &ann, chat_id, &id).await.unwrap()));
    }
    let said = server_dir.run_ok(&["backup", "chats.backup"]).await;
    assert!(said.ends_with(" bytes, attachment files: 2)\n"), "{said}");

    // What is deleted afterwards loses its file, and comes back with it.
    let path = format!("/api/chats/{chat_id}/messages/{}", ids[0].1);
    assert_eq!(server.ask(Method::DELETE, &path, &ann, None).await.unwrap().status, 200);
    timing::until(|| "the file is deleted".to_owned(), async || stored_files(&server_dir).len() == 1).await;
    server.stop().await;
    let said = server_dir.run_ok(&["restore", "chats.backup"]).await;
    assert!(said.contains("Attachment files put back into ") && said.contains(": 2\n"), "{said}");
    assert!(fs::metadata(server_dir.data_dir().join("simple-chats.sqlite3")).unwrap().len() < 1_000_000);
    assert_restored(&server_dir, &ben, &ids, &contents).await;

    // On another machine, there is nothing but the backup.
    fs::remove_dir_all(server_dir.data_dir().join("attachments")).unwrap();
    server_dir.run_ok(&["restore", "chats.backup"]).await;
    assert_restored(&server_dir, &ben, &ids, &contents).await;
    assert_eq!(names_in(&server_dir.data_dir().join("attachments/incoming")), [""; 0]);
}

async fn assert_restored(
    server_dir: &ServerDir,
    reader: &TestUser,
    ids: &[(String, i64)],
    contents: &[Vec<u8>],
) {
    let server = server_dir.start().await;
    for ((id, _), content) in ids.iter().zip(contents) {
        assert!(read(&server, reader, id).await.as_ref() == Some(content));
    }
    server.stop().await;
    let said = server_dir.run_ok(&["check-attachments"]).await;
    assert!(said.starts_with("Checked 2 files: 0 missing, 0 not needed (0 bytes)\n"), "{said}");
}

#[tokio::test]
async fn damaged_bytes_of_an_attachment_are_not_restored() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    let id = upload(&server, &ann, b"what was really sent").await.unwrap();
    send(&server, &ann, chat_id, &id).await.unwrap();
    server_dir.run_ok(&["backup", "chats.backup"]).await;
    server.stop().await;
    let file = server_dir.folder().join("chats.backup");
    let mut backup = fs::read(&file).unwrap();
    let place = backup.windows(6).position(|bytes| bytes == b"really").unwrap();
    backup.splice(place..place + 6, *b"barely");
    fs::write(&file, backup).unwrap();
    fs::remove_dir_all(server_dir.data_dir().join("attachments")).unwrap();
    let line = server_dir.run_refused(&["restore", "chats.backup"]).await;
    assert!(line.contains("damaged") && line.contains("nothing was restored"), "{line}");
    assert!(!server_dir.data_dir().join("attachments").exists());
}

#[tokio::test]
async fn missing_and_unneeded_files_are_named() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    for content in [b"one", b"two"] {
        let id = upload(&server, &ann, content).await.unwrap();
        send(&server, &ann, chat_id, &id).await.unwrap();
    }
    let (lost, lost_path) = stored_files(&server_dir).pop_first().unwrap();
    fs::remove_file(lost_path).unwrap();
    let shard = server_dir.data_dir().join("attachments/zz");
    fs::create_dir(&shard).unwrap();
    for (name, age) in [("zz-old", 7_200), ("zz-new", 60)] {
        let file = File::create(shard.join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    let ended = server_dir.run(&["check-attachments"]).await;
    let expected = format!(
        "Missing: {lost}\nNot needed: zz-old (0 bytes)\nChecked 3 files: 1 missing, 1 not needed (0 bytes)\n"
    );
    assert_eq!((ended.status, ended.out), (Some(1), expected), "{}", ended.err);
    assert!(ended.err.contains("files of attachments are missing"), "{}", ended.err);
    let ended = server_dir.run(&["backup", "chats.backup"]).await;
    assert!(ended.out.contains("attachment files: 1)"), "{}", ended.out);
    assert!(
        ended.err.contains("warning: attachment files that are missing in ")
            && ended.err.contains(" and in the backup: 1;"),
        "{}",
        ended.err
    );
    let ended = server_dir.run(&["check-attachments", "--delete-orphans"]).await;
    assert!(ended.out.contains("Deleted files that no attachment needs: 1 (0 bytes)"), "{}", ended.out);
    assert_eq!(names_in(&shard), ["zz-new"]);
}

/// What an uploader knows of an attachment.
struct Known {
    id: String,
    content: Vec<u8>,
    message_id: Option<i64>,
    /// Whether the deletion of the message was requested.
    is_deleted: bool,
}

/// Uploads, sends, and deletes until the server is gone.
async fn work(server: &ServerProcess, user: &TestUser, chat_id: i64, known: &mut Vec<Known>) -> Option<()> {
    loop {
        let content = bytes(rand::rng().random_range(1..200_000));
        let id = upload(server, user, &content).await?;
        known.push(Known { id: id.clone(), content, message_id: None, is_deleted: false });
        let message_id = send(server, user, chat_id, &id).await?;
        known.last_mut()?.message_id = Some(message_id);
        if known.len().is_multiple_of(3) {
            let old = rand::rng().random_range(0..known.len());
            let Some(message_id) = known[old].message_id else { continue };
            if !std::mem::replace(&mut known[old].is_deleted, true) {
                let path = format!("/api/chats/{chat_id}/messages/{message_id}");
                server.ask(Method::DELETE, &path, user, None).await.ok()?;
            }
        }
    }
}

#[tokio::test]
async fn after_kills_nothing_acknowledged_is_missing() {
    let server_dir = ServerDir::on(Backend::Sqlite, PROGRAM).with("RATE_LIMITS", "off");
    let mut server = server_dir.start().await;
    let mut pairs = Vec::new();
    for number in 0..UPLOADERS {
        let (ann, ben) =
            (server.register(&format!("ann{number}")).await, server.register(&format!("ben{number}")).await);
        pairs.push((server.open_chat(&ann, &ben).await, ann, ben, Vec::new()));
    }
    for round in 0..KILLS {
        let working = async {
            join_all(pairs.iter_mut().map(|(chat_id, ann, _, known)| work(&server, ann, *chat_id, known)))
                .await;
        };
        let killing = async {
            sleep(Duration::from_millis(rand::rng().random_range(50..1_000))).await;
            server.signal("KILL");
        };
        tokio::join!(working, killing);
        if round % 2 == 0 {
            // Written while no server runs, which is allowed as well.
            server_dir.run_ok(&["backup", &format!("{round}.backup")]).await;
        }
        server = server_dir.start().await;
    }
    let mut kept = 0;
    for (_, ann, ben, known) in &pairs {
        for Known { id, content, message_id, is_deleted } in known {
            let reader = if message_id.is_some() { ben } else { ann };
            match read(&server, reader, id).await {
                Some(found) => assert!(&found == content),
                // A request that was cut off by the kill may have been done.
                None => assert!(*is_deleted || message_id.is_none(), "{id}"),
            }
            kept += usize::from(!is_deleted);
        }
    }
    assert!(kept > KILLS, "{kept} kept");
    server.stop().await;
    let said = server_dir.run_ok(&["check-attachments"]).await;
    assert!(said.contains(" files: 0 missing, "), "{said}");
}
