//! Attachments in a bucket that two instances share, without the same folder: each reads what the other has stored, and an
//! upload goes on wherever its next request arrives.

use reqwest::{Method, Response};
use simple_chats_tests::s3::S3Service;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{Backend, TestApp, TestEnvironment, TestUser, nats};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

struct Two {
    one: TestApp,
    other: TestApp,
    service: S3Service,
    _folder: tempfile::TempDir,
}

/// Two instances with data folders of their own.
async fn start() -> Option<Two> {
    let broker = match nats::shared() {
        Ok(broker) if Backend::Postgres.is_here() => broker.url(),
        Ok(_) => return None,
        Err(why) => {
            skipped("the tests of several instances", why);
            return None;
        }
    };
    let environment = TestEnvironment::with_bucket(Backend::Postgres);
    let folder = tempfile::tempdir().unwrap();
    let one = environment.spawn(&[("NATS_URL", &broker)]).await;
    let settings = [("NATS_URL", broker.as_str()), ("DATA_DIR", folder.path().to_str().unwrap())];
    let other = environment.spawn(&settings).await;
    Some(Two { one, other, service: environment.service().clone(), _folder: folder })
}

async fn tus(
    app: &TestApp,
    user: &TestUser,
    method: Method,
    path: &str,
    offset: usize,
    body: &[u8],
) -> Response {
    let request = app
        .request(method, path, user)
        .header("tus-resumable", "1.0.0")
        .header("content-type", "application/offset+octet-stream")
        .header("upload-offset", offset.to_string());
    request.body(body.to_vec()).send().await.unwrap()
}

async fn begin(app: &TestApp, user: &TestUser, length: usize) -> String {
    let request = app.request(Method::POST, "/api/uploads", user).header("tus-resumable", "1.0.0");
    let answer = request.header("upload-length", length.to_string()).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

async fn offset(app: &TestApp, user: &TestUser, path: &str) -> usize {
    let answer = tus(app, user, Method::HEAD, path, 0, b"").await;
    assert_eq!(answer.status(), 200);
    answer.headers()["upload-offset"].to_str().unwrap().parse().unwrap()
}

async fn read(app: &TestApp, user: &TestUser, path: &str) -> Vec<u8> {
    let path = path.replace("/uploads/", "/attachments/");
    let answer = app.request(Method::GET, &path, user).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect()
}

#[tokio::test]
async fn an_upload_goes_on_at_the_other_instance() {
    let Some(Two { one, other, service, .. }) = start().await else { return };
    let ann = one.register("ann").await;
    let content = content(300_000);
    let path = begin(&one, &ann, content.len()).await;
    let mut sent = 0;
    for (round, app) in [&other, &one, &other].into_iter().enumerate() {
        assert_eq!(offset(app, &ann, &path).await, sent);
        let end = sent + 100_000;
        let answer = tus(app, &ann, Method::PATCH, &path, sent, &content[sent..end]).await;
        assert_eq!(answer.status(), 204, "{round}");
        sent = end;
    }
    assert_eq!(service.objects().len(), 1, "its parts are gone: {:?}", service.objects().keys());
    for app in [&one, &other] {
        assert!(read(app, &ann, &path).await == content);
        assert_eq!(offset(app, &ann, &path).await, content.len());
    }
    // Another one is given up at the other instance.
    let path = begin(&one, &ann, 100).await;
    tus(&one, &ann, Method::PATCH, &path, 0, b"some").await;
    assert_eq!(tus(&other, &ann, Method::DELETE, &path, 0, b"").await.status(), 204);
    assert_eq!(tus(&one, &ann, Method::PATCH, &path, 4, b"more").await.status(), 404);
    assert_eq!(service.objects().len(), 1);
}

#[tokio::test]
async fn what_arrived_before_a_connection_was_lost_is_known_to_the_other_instance() {
    let Some(Two { one, other, .. }) = start().await else { return };
    let ann = one.register("ann").await;
    let content = content(200_000);
    let path = begin(&one, &ann, content.len()).await;
    let mut stream = TcpStream::connect(one.address()).await.unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: {}\r\ntus-resumable: 1.0.0\r\n\
         content-type: application/offset+octet-stream\r\nupload-offset: 0\r\ncontent-length: 200000\r\n\r\n",
        simple_chats_tests::Caller::authorization(&ann).unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&content[..120_000]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(stream);
    let arrived = async || offset(&other, &ann, &path).await > 0;
    simple_chats_tests::timing::until(|| "the bytes are kept".to_owned(), arrived).await;
    let there = offset(&other, &ann, &path).await;
    assert!(there <= 120_000);
    // The rest comes twice at the same moment, to both: it is one file all the same.
    let rest = &content[there..];
    let (here, elsewhere) = tokio::join!(
        tus(&one, &ann, Method::PATCH, &path, there, rest),
        tus(&other, &ann, Method::PATCH, &path, there, rest)
    );
    let statuses = [here.status().as_u16(), elsewhere.status().as_u16()];
    assert!(
        statuses.contains(&204) && statuses.iter().all(|status| [204, 404].contains(status)),
        "{statuses:?}"
    );
    for app in [&one, &other] {
        assert!(read(app, &ann, &path).await == content);
    }
}

#[tokio::test]
async fn an_account_takes_its_unfinished_uploads_along() {
    let Some(Two { one, other, service, .. }) = start().await else { return };
    let ann = one.register("ann").await;
    let path = begin(&one, &ann, 100).await;
    tus(&one, &ann, Method::PATCH, &path, 0, b"some").await;
    assert_eq!(service.objects().len(), 2);
    other.delete_account(&ann).await;
    simple_chats_tests::timing::until(
        || format!("its objects are deleted: {:?}", service.objects()),
        async || service.objects().is_empty(),
    )
    .await;
}
