//! Attachments in a bucket: settings, backups, kills, and the comparison with the database.

use crate::PROGRAM;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::s3::{Fault, S3Service, SECRET};
use simple_chats_tests::{Backend, Caller, TestUser, timing};
use std::time::Duration;
use tokio::time::sleep;

fn with_bucket(service: &S3Service, backend: Backend) -> ServerDir {
    let settings = service.settings();
    settings
        .iter()
        .fold(ServerDir::on(backend, PROGRAM), |server_dir, (name, value)| server_dir.with(name, value))
}

async fn upload(server: &ServerProcess, user: &TestUser, bytes: Vec<u8>) -> Option<String> {
    let client = Client::builder().no_proxy().build().unwrap();
    let request = client.post(format!("http://{}/api/attachments", server.address())).body(bytes);
    let answer = request.header("authorization", user.authorization().unwrap()).send().await.ok()?;
    let answer: Value = answer.json().await.ok()?;
    Some(answer["data"]["attachment_id"].as_str()?.to_owned())
}

async fn read(server: &ServerProcess, user: &TestUser, id: &str) -> Option<Vec<u8>> {
    let client = Client::builder().no_proxy().build().unwrap();
    let request = client.get(format!("http://{}/api/attachments/{id}", server.address()));
    let answer = request.header("authorization", user.authorization().unwrap()).send().await.unwrap();
    (answer.status() == 200).then_some(answer.bytes().await.unwrap().to_vec())
}

async fn send(server: &ServerProcess, user: &TestUser, chat_id: i64, id: &str) -> Option<i64> {
    let (path, body) = (format!("/api/chats/{chat_id}/messages"), json!({"attachment_ids": [id]}));
    let answer = server.ask(Method::POST, &path, user, Some(&body)).await.ok()?;
    (answer.status == 201).then(|| answer.json()["message_ids"][0].as_i64().unwrap())
}

#[tokio::test]
async fn a_backup_holds_the_objects_and_a_restore_puts_them_where_attachments_are_stored() {
    let service = S3Service::start();
    let server_dir = with_bucket(&service, Backend::Sqlite);
    let server = server_dir.start().await;
    let (ann, ben, chat_id) = server.register_pair().await;
    let contents = [vec![7; 2_500_000], b"short".to_vec()];
    let mut ids = Vec::new();
    for content in &contents {
        let id = upload(&server, &ann, content.clone()).await.unwrap();
        send(&server, &ann, chat_id, &id).await.unwrap();
        ids.push(id);
    }
    let said = server_dir.run_ok(&["backup", "chats.backup"]).await;
    assert!(said.ends_with(" bytes, attachment files: 2)\n"), "{said}");
    server.stop().await;
    for name in service.files() {
        service.delete(&name);
    }
    let said = server_dir.run_ok(&["restore", "chats.backup"]).await;
    assert!(
        said.contains("Attachment files put back into s3://chats/some/place/ at 127.0.0.1: 2\n"),
        "{said}"
    );
    let server = server_dir.start().await;
    for (id, content) in ids.iter().zip(&contents) {
        assert!(read(&server, &ben, id).await.as_ref() == Some(content));
    }
    server.stop().await;

    // The same backup, for a server without a bucket.
    let server_dir = server_dir.with("STORAGE_URL", "");
    let said = server_dir.run_ok(&["restore", "chats.backup"]).await;
    assert!(said.contains("/attachments: 2\n"), "{said}");
    let server = server_dir.start().await;
    assert!(read(&server, &ben, &ids[0]).await.as_ref() == Some(&contents[0]));
}

#[tokio::test]
async fn missing_and_unneeded_objects_are_named_across_pages_of_lists() {
    let service = S3Service::start();
    let server_dir = with_bucket(&service, Backend::Sqlite);
    let server = server_dir.start().await;
    let (ann, _, chat_id) = server.register_pair().await;
    for number in 0..11 {
        let id = upload(&server, &ann, vec![number; 10]).await.unwrap();
        send(&server, &ann, chat_id, &id).await.unwrap();
    }
    let said = server_dir.run_ok(&["check-attachments"]).await;
    assert_eq!(said, "Checked 11 files: 0 missing, 0 not needed (0 bytes)\n");
    let lost = service.files().swap_remove(5);
    service.delete(&lost);
    service.put("zz/zz-old", b"x", Duration::from_hours(2));
    service.put("zz/zz-new", b"x", Duration::from_mins(1));
    service.put("partial/user-1/abc/part-00000000000000000000-ab", b"x", Duration::from_hours(2));
    service.put("something/of/others", b"x", Duration::from_hours(2));
    let ended = server_dir.run(&["check-attachments", "--delete-orphans"]).await;
    let expected = format!(
        "Missing: {}\nNot needed: zz-old (1 bytes)\nDeleted files that no attachment needs: 1 (1 bytes)\n\
         Checked 12 files: 1 missing, 1 not needed (1 bytes)\n",
        lost.rsplit('/').next().unwrap()
    );
    assert_eq!((ended.status, ended.out), (Some(1), expected), "{}", ended.err);
    assert_eq!(service.files().len(), 12);
    service.set_down(true);
    let line = server_dir.run_refused(&["check-attachments"]).await;
    assert!(line.contains("list: the service has answered 503 ServiceUnavailable"), "{line}");
}

#[tokio::test]
async fn settings_are_checked_and_shown_without_the_key() {
    let service = S3Service::start();
    let server_dir = with_bucket(&service, Backend::Sqlite);
    let said = server_dir.run_ok(&["config"]).await;
    assert!(said.contains("s3://chats/some/place") && said.contains("eu-test-1"), "{said}");
    assert!(!said.contains("hush") && !said.contains("AKIA"), "{said}");
    let doctor = async |server_dir: &ServerDir| {
        let said = server_dir.run(&["doctor"]).await.out;
        assert!(!said.contains(SECRET) && !said.contains("Signature="), "{said}");
        said.lines().find(|line| line.contains(" attachments ")).unwrap_or_default().to_owned()
    };
    let line = doctor(&server_dir).await;
    assert!(line.starts_with("ok ") && line.ends_with("stores, lists, reads, and deletes"), "{line}");
    assert!(service.objects().is_empty());
    let server_dir = server_dir.with("AWS_SECRET_ACCESS_KEY", "another");
    let line = doctor(&server_dir).await;
    assert!(
        line.starts_with("error ") && line.contains("403 SignatureDoesNotMatch: check the AWS_"),
        "{line}"
    );
    let server_dir = server_dir.with("AWS_SECRET_ACCESS_KEY", "");
    let line = server_dir.run_refused(&["serve"]).await;
    assert!(line.contains("STORAGE_URL is set, and AWS_SECRET_ACCESS_KEY is not"), "{line}");
    // Other programs may need these variables.
    let server_dir = server_dir.with("STORAGE_URL", "").with("AWS_ENDPOINT_URL", "no address");
    server_dir.run_ok(&["config"]).await;
}

#[tokio::test]
async fn failures_are_logged_with_their_reason_and_nothing_secret() {
    let service = S3Service::start();
    let server_dir = with_bucket(&service, Backend::Sqlite);
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let id = upload(&server, &ann, b"some bytes".to_vec()).await.unwrap();
    for (fault, text) in [
        (Fault::Answer(403, "AccessDenied"), "403 AccessDenied: check the AWS_... credentials"),
        (Fault::Answer(404, "NoSuchBucket"), "make the bucket, or correct STORAGE_URL"),
        (Fault::Redirect, "307: correct AWS_REGION and AWS_ENDPOINT_URL_S3"),
    ] {
        service.fail("PUT", [fault]);
        assert!(upload(&server, &ann, b"more bytes".to_vec()).await.is_none());
        service.fail("GET", [fault]);
        assert!(read(&server, &ann, &id).await.is_none());
        let log = server.log();
        assert!(log.contains(text), "{text}: {log}");
    }
    service.set_down(true);
    assert!(upload(&server, &ann, b"more bytes".to_vec()).await.is_none());
    let log = server.log();
    assert!(
        log.contains("503 ServiceUnavailable") && log.contains("the storage of attachments has failed"),
        "{log}"
    );
    assert!(!log.contains("hush") && !log.contains("AKIA") && !log.contains("Signature="), "{log}");
}

#[tokio::test]
async fn after_kills_nothing_acknowledged_is_missing_in_the_bucket() {
    let service = S3Service::start();
    let server_dir = with_bucket(&service, Backend::Sqlite);
    let mut server = server_dir.start().await;
    let (ann, ben, chat_id) = server.register_pair().await;
    let mut sent = Vec::new();
    let mut unsent = Vec::new();
    for round in 0..6_u64 {
        let working = async {
            for number in 0_u8.. {
                let content = vec![number; 1 + usize::from(number) * 1_000];
                let Some(id) = upload(&server, &ann, content.clone()).await else { break };
                match send(&server, &ann, chat_id, &id).await {
                    Some(message_id) => sent.push((id, content, message_id)),
                    None => unsent.push((id, content)),
                }
                if number % 3 == 2 {
                    // It may be deleted, or not.
                    let (_, _, message_id) = sent.swap_remove(0);
                    let path = format!("/api/chats/{chat_id}/messages/{message_id}");
                    if server.ask(Method::DELETE, &path, &ann, None).await.is_err() {
                        break;
                    }
                }
            }
        };
        let killing = async {
            sleep(Duration::from_millis(100 + 130 * round)).await;
            server.signal("KILL");
        };
        tokio::join!(working, killing);
        server = server_dir.start().await;
    }
    assert!(sent.len() > 3, "{}", sent.len());
    for (id, content, _) in &sent {
        assert!(read(&server, &ben, id).await.as_ref() == Some(content), "{id}");
    }
    for (id, content) in &unsent {
        let found = [read(&server, &ann, id).await, read(&server, &ben, id).await];
        assert!(found.iter().flatten().any(|found| found == content), "{id}");
    }
    timing::until(
        || "what is deleted is gone".to_owned(),
        async || service.files().len() <= sent.len() + unsent.len() + 12,
    )
    .await;
    server.stop().await;
    let said = server_dir.run_ok(&["check-attachments"]).await;
    assert!(said.contains(" files: 0 missing, "), "{said}");
}
