//! A service for objects that fails: users get 503 and try again, and nothing else waits.

use futures_util::future::join_all;
use reqwest::{Method, Response};
use simple_chats_tests::s3::{Fault, S3Service};
use simple_chats_tests::{Backend, TestApp, TestEnvironment, TestUser, timing};
use std::time::{Duration, Instant};

/// More than are read from a folder at once.
const READERS: usize = 24;

async fn start() -> (TestApp, S3Service) {
    let environment = TestEnvironment::with_bucket(Backend::Sqlite);
    let app = environment.spawn(&[("MAX_ATTACHMENT_SIZE", "200000000")]).await;
    let service = environment.service().clone();
    (app, service)
}

async fn upload(app: &TestApp, user: &TestUser, bytes: &[u8]) -> Response {
    let request = app.request(Method::POST, "/api/attachments", user).body(bytes.to_vec());
    request.header("content-type", "application/octet-stream").send().await.unwrap()
}

async fn uploaded(app: &TestApp, user: &TestUser, bytes: &[u8]) -> String {
    let answer = upload(app, user, bytes).await;
    assert_eq!(answer.status(), 201, "{}", app.log());
    let answer: serde_json::Value = answer.json().await.unwrap();
    format!("/api/attachments/{}", answer["data"]["attachment_id"].as_str().unwrap())
}

async fn read(app: &TestApp, user: &TestUser, path: &str) -> Result<Vec<u8>, u16> {
    let answer = app.request(Method::GET, path, user).send().await.unwrap();
    match answer.status().as_u16() {
        200 => Ok(answer.bytes().await.unwrap().to_vec()),
        status => Err(status),
    }
}

/// Bytes of which no part is like another.
fn bytes(length: usize) -> Vec<u8> {
    (0..=length / 8)
        .flat_map(|number| (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes())
        .take(length)
        .collect()
}

fn assert_unavailable(answer: &Response) {
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn what_passes_is_not_noticed() {
    let (app, service) = start().await;
    let ann = app.register("ann").await;
    let content = bytes(500_000);
    // A lost answer is that of a request which was done.
    let faults = [Fault::Answer(503, "SlowDown"), Fault::LoseAnswer, Fault::Damage];
    service.fail("PUT", faults);
    let path = uploaded(&app, &ann, &content).await;
    assert_eq!(service.files().len(), 1);
    for faults in [[Fault::Answer(500, "InternalError"), Fault::BreakOff], [Fault::BreakOff, Fault::BreakOff]]
    {
        service.fail("GET", faults);
        assert!(read(&app, &ann, &path).await == Ok(content.clone()));
    }
    assert!(service.has_failed());
}

#[tokio::test]
async fn what_lasts_is_told_and_people_can_still_chat() {
    let (app, service) = start().await;
    let ann = app.register("ann").await;
    let path = uploaded(&app, &ann, b"some bytes").await;
    for fault in [Fault::Answer(403, "AccessDenied"), Fault::Answer(404, "NoSuchBucket"), Fault::Redirect] {
        service.fail("PUT", [fault]);
        assert_unavailable(&upload(&app, &ann, b"more bytes").await);
        service.fail("GET", [fault]);
        assert_eq!(read(&app, &ann, &path).await, Err(503));
    }
    service.set_down(true);
    assert_unavailable(&upload(&app, &ann, b"more bytes").await);
    assert_eq!(read(&app, &ann, &path).await, Err(503));
    assert_eq!(app.get("/readyz", &ann).await.status, 200, "people can still chat");
    let (ann_too, ben) = (&ann, app.register("ben").await);
    let chat = app.open_chat(ann_too, &ben).await;
    app.send(ann_too, chat, &["Hello!"]).await;
    service.set_down(false);
    assert_eq!(read(&app, &ann, &path).await, Ok(b"some bytes".to_vec()));
    assert_eq!(service.files().len(), 1, "nothing is left of what was refused");
}

#[tokio::test]
async fn a_service_that_hangs_holds_up_nothing_else() {
    let (app, service) = start().await;
    let mut readers = Vec::new();
    for number in 0..READERS {
        let reader = app.register(&format!("reader{number}")).await;
        let path = uploaded(&app, &reader, b"some bytes").await;
        readers.push((reader, path));
    }
    let ben = app.register("ben").await;
    service.fail("GET", [Fault::Hang; READERS]);
    let begun = Instant::now();
    let reads = join_all(readers.iter().map(|(reader, path)| read(&app, reader, path)));
    let others = async {
        timing::until(|| "all reads hang".to_owned(), async || service.has_failed()).await;
        let begun = Instant::now();
        let path = uploaded(&app, &ben, b"others").await;
        assert_eq!(read(&app, &ben, &path).await, Ok(b"others".to_vec()));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    };
    let (reads, ()) = tokio::join!(reads, others);
    // The first attempt of each hangs, and there is no time for another.
    assert!(reads.iter().all(|read| *read == Err(503)), "{reads:?}");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn large_files_go_in_parts_or_not_at_all() {
    let (app, service) = start().await;
    let ann = app.register("ann").await;
    let content = bytes(70 << 20);
    // The first part is sent again; the answer to the last request is lost, and the file is there.
    service.fail("PUT", [Fault::Damage]);
    let path = uploaded(&app, &ann, &content).await;
    assert_eq!((service.uploads(), service.files().len()), (0, 1));
    assert!(read(&app, &ann, &path).await == Ok(content.clone()));
    service.fail("PUT", [Fault::Answer(403, "AccessDenied")]);
    assert_unavailable(&upload(&app, &ann, &content).await);
    assert_eq!((service.uploads(), service.files().len()), (0, 1), "what was sent is given up");
    service.fail("POST", [Fault::LoseAnswer]);
    // The upload that was begun is unknown, and another one takes its place.
    uploaded(&app, &ann, &content).await;
    assert_eq!(service.files().len(), 2);
}

#[tokio::test]
async fn a_deletion_waits_until_the_service_is_back() {
    let (app, service) = start().await;
    let ann = app.register("ann").await;
    let path = uploaded(&app, &ann, b"some bytes").await;
    service.fail("DELETE", [Fault::Answer(403, "AccessDenied")]);
    assert_eq!(app.delete(&path, &ann).await.status, 200);
    timing::until(
        || format!("the bytes are gone: {:?}", service.files()),
        async || service.files().is_empty(),
    )
    .await;
    assert!(service.has_failed());
}

#[tokio::test]
async fn a_slow_client_reads_on_after_its_connection_to_the_service_broke() {
    let (app, service) = start().await;
    let ann = app.register("ann").await;
    let content = bytes(20 << 20);
    let path = uploaded(&app, &ann, &content).await;
    let mut answer = app.request(Method::GET, &path, &ann).send().await.unwrap();
    let mut read = answer.chunk().await.unwrap().unwrap().to_vec();
    tokio::time::sleep(Duration::from_secs(2)).await;
    while let Some(chunk) = answer.chunk().await.unwrap() {
        read.extend(chunk);
    }
    assert!(read == content);
    let gets = service.requests().iter().filter(|request| request.starts_with("GET /chats/some/")).count();
    assert_eq!(gets, 2, "one for the first bytes, and one for all others");
    // A part in the middle is read as such.
    let range = "bytes=10000000-10299999";
    let part = app.request(Method::GET, &path, &ann).header("range", range).send().await.unwrap();
    assert_eq!(
        (part.status().as_u16(), part.bytes().await.unwrap() == content[10_000_000..10_300_000]),
        (206, true)
    );
}
