//! Exports of many messages: they cost bounded memory, and keep neither the database nor others waiting.

use crate::PROGRAM;
use crate::support::exports::Unpacked;
use diesel::RunQueryDsl;
use simple_chats_domain::UserId;
use simple_chats_persistence::{DbConnection, sessions};
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::{Caller, TestUser, timing};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MESSAGES: usize = 200_000;

/// Less than a tenth of what the files of the export hold.
const MAX_GROWTH: usize = 10 << 20;

/// A server with one connection for reads, and a user with many messages of random texts, which hardly get smaller.
async fn filled(messages: usize) -> (ServerDir, ServerProcess, TestUser, i64) {
    filled_by(ServerDir::new(PROGRAM).with("DATABASE_POOL_SIZE", "1"), messages).await
}

async fn filled_with(messages: usize, limits: &str) -> (ServerDir, ServerProcess, TestUser, i64) {
    let server_dir = ServerDir::new(PROGRAM).with("RATE_LIMITS", "on");
    let file = server_dir.folder().join("simple-chats.toml");
    std::fs::write(file, format!("[limits]\n{limits}\n")).unwrap();
    filled_by(server_dir, messages).await
}

async fn filled_by(server_dir: ServerDir, messages: usize) -> (ServerDir, ServerProcess, TestUser, i64) {
    let server = server_dir.start().await;
    let (ann, ben, chat_id) = server.register_pair().await;
    let DbConnection::Sqlite(mut conn) = server_dir.connect() else { panic!("an embedded database") };
    let (ann_id, ben_id) = (ann.user_id, ben.user_id);
    diesel::sql_query(format!(
        "INSERT INTO messages (chat_id, message_id, sender_id, receiver_id, revision, written_at, text) \
         WITH RECURSIVE numbers (number) AS \
             (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {messages}) \
         SELECT {chat_id}, number, {ann_id}, {ben_id}, number, 1700000000000 + number, hex(randomblob(50)) FROM numbers"
    ))
    .execute(&mut conn)
    .unwrap();
    (server_dir, server, ann, chat_id)
}

/// Reads a response to the end of the connection or of the archive. Returns whether the archive is whole.
async fn is_whole(stream: &mut TcpStream) -> bool {
    let mut bytes = Vec::new();
    let mut part = vec![0; 64 << 10];
    while !bytes.ends_with(b"\r\n0\r\n\r\n") {
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return false,
            Ok(length) => bytes.extend_from_slice(&part[..length]),
        }
    }
    true
}

async fn begin(server: &ServerProcess, user: &TestUser) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let request = format!(
        "GET /api/me/export HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {}\r\n\r\n",
        user.authorization().unwrap()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

async fn status_of(stream: &mut TcpStream) -> String {
    let mut head = [0; 12];
    stream.read_exact(&mut head).await.unwrap();
    String::from_utf8_lossy(&head[9..]).into_owned()
}

#[tokio::test]
async fn an_export_of_many_messages_costs_bounded_memory() {
    let (_dir, server, ann, chat_id) = filled(MESSAGES).await;
    // The database keeps what was read last, up to a limit of its own.
    for after in (0..MESSAGES).step_by(1_000) {
        server.get(&format!("/api/chats/{chat_id}/messages?limit=1000&after={after}"), &ann).await;
    }
    let before = server.memory("VmHWM");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.get(format!("http://{}/api/me/export", server.address()));
    let request = request.header("authorization", ann.authorization().unwrap());
    let begun = Instant::now();
    let bytes = request.send().await.unwrap().bytes().await.unwrap();
    let grown = server.memory("VmHWM") - before;
    let Unpacked(files) = Unpacked::unpack(&bytes);
    let length: usize = files.values().map(String::len).sum();
    println!("{} KiB more for {} KiB in {:?}", grown >> 10, length >> 10, begun.elapsed());
    assert!(length > 10 * MAX_GROWTH && grown < MAX_GROWTH, "{grown} bytes more for {length}");
    let parts: Vec<usize> = (1..=20)
        .map(|part| match part {
            1 => files[&format!("chat-{chat_id}.html")].matches("class=\"text\"").count(),
            part => files[&format!("chat-{chat_id}-{part}.html")].matches("class=\"text\"").count(),
        })
        .collect();
    assert_eq!(parts, [10_000; 20]);
    assert_eq!(files.len(), 22);
    assert_eq!(files["data.json"].matches("\"message_id\"").count(), MESSAGES);
}

/// The limit of reads makes the server take its time: five pages of messages, twice, at two units each.
#[tokio::test]
async fn an_export_that_takes_long_comes_to_its_end() {
    let limits = "read_per_user = \"30/minute, burst 16\"";
    let (_dir, server, ann, _) = filled_with(500, limits).await;
    let begun = Instant::now();
    let mut stream = begin(&server, &ann).await;
    assert!(is_whole(&mut stream).await, "cut after {:?}", begun.elapsed());
    assert!(
        begun.elapsed() > Duration::from_secs(31),
        "a connection may be idle for 30 s: {:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn an_export_ends_with_the_password_or_the_session_that_it_was_asked_for_with() {
    let (dir, server, ann, _) = filled(50_000).await;
    let mut by_password = begin(&server, &ann).await;
    assert_eq!(status_of(&mut by_password).await, "200");
    dir.run_with_input(&["user", "set-password", "ann"], "another password\n").await;
    assert!(!is_whole(&mut by_password).await, "the password is another one");

    let ann = TestUser { password: "another password".to_owned(), ..ann };
    let user_id = UserId::new(ann.user_id).unwrap();
    let cookie = sign_in(&mut dir.connect(), user_id);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("http://{}/account/export", server.address());
    let page =
        client.get(&url).header("cookie", format!("simple_chats_session={cookie}")).send().await.unwrap();
    let page = page.text().await.unwrap();
    let (_, rest) = page.rsplit_once("name=\"csrf_token\" value=\"").expect("a form");
    let token = rest.split('"').next().unwrap();
    let request = client
        .post(&url)
        .header("cookie", format!("simple_chats_session={cookie}"))
        .form(&[("csrf_token", token)]);
    let export = request.send().await.unwrap();
    assert_eq!(export.status(), 200);
    sessions::delete_all_of(&mut dir.connect(), user_id).unwrap();
    assert!(export.bytes().await.is_err(), "the session is over");
    assert!(is_whole(&mut begin(&server, &ann).await).await, "the user can export all the same");
}

#[tokio::test]
async fn a_client_that_does_not_read_its_export_keeps_nobody_waiting() {
    let (_dir, server, ann, chat_id) = filled(50_000).await;
    let mut stalled = begin(&server, &ann).await;
    assert_eq!(status_of(&mut stalled).await, "200");
    let before = server.memory("VmRSS");
    tokio::time::sleep(Duration::from_secs(2)).await;
    // There is one connection to the database. The export doesn't hold it.
    let path = format!("/api/chats/{chat_id}/messages?limit=1");
    timing::within(Duration::from_secs(2), server.get(&path, &ann)).await;
    assert!(server.memory("VmRSS").saturating_sub(before) < MAX_GROWTH);
    let mut second = begin(&server, &ann).await;
    assert_eq!(status_of(&mut second).await, "429", "one at a time");
    drop(stalled);
    let is_free = async || status_of(&mut begin(&server, &ann).await).await == "200";
    timing::until(|| "an export again".to_owned(), is_free).await;
}
