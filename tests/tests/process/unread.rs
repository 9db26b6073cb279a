//! Answers that a client asks for and doesn't read: they cost bounded memory, however many it asks for.

use crate::PROGRAM;
use serde_json::json;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::raw_socket::{FIN, RawSocket, opcode};
use simple_chats_tests::{Caller, TestUser};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A list of all messages takes four megabytes, and the newest hundred four hundred kilobytes.
const MESSAGES: usize = 1_000;
const LENGTH: usize = 4_000;

/// Several times as much as may wait for one user, and several times less than what is asked for.
const MAX_GROWTH: usize = 90 << 20;

async fn filled() -> (ServerDir, ServerProcess, TestUser, i64) {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let (ann, _, chat_id) = server.register_pair().await;
    let texts = vec!["x".repeat(LENGTH); 100];
    for _ in 0..MESSAGES / 100 {
        let path = format!("/api/chats/{chat_id}/messages");
        server.post(&path, &ann, json!({ "texts": texts }), 201).await;
    }
    (server_dir, server, ann, chat_id)
}

#[tokio::test]
async fn lists_that_nobody_reads_cost_bounded_memory() {
    let (_dir, server, ann, chat_id) = filled().await;
    let before = server.memory("VmHWM");
    let request = format!(
        "GET /api/chats/{chat_id}/messages?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {}\r\n\r\n",
        ann.authorization().unwrap()
    );
    let mut streams = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        streams.push(stream);
    }
    let mut statuses = Vec::new();
    for stream in &mut streams {
        let mut head = [0; 12];
        stream.read_exact(&mut head).await.unwrap();
        statuses.push(String::from_utf8_lossy(&head[9..]).into_owned());
    }
    let refused = statuses.iter().filter(|status| *status == "429").count();
    let grown = server.memory("VmHWM") - before;
    println!("{refused} of 100 lists were refused; {} KiB more", grown >> 10);
    assert!(statuses.iter().all(|status| matches!(status.as_str(), "200" | "429")), "{statuses:?}");
    assert!(refused > 50 && grown < MAX_GROWTH, "{refused} refused, {grown} bytes more");
    // The user goes on once the answers are read or given up.
    drop(streams);
    let path = format!("/api/chats/{chat_id}/messages?limit=1000");
    let is_served = async || {
        let answer = server.ask(reqwest::Method::GET, &path, &ann, None).await;
        answer.is_ok_and(|answer| answer.status == 200)
    };
    simple_chats_tests::timing::until(|| "a list again".to_owned(), is_served).await;
}

#[tokio::test]
async fn answers_on_sockets_that_nobody_reads_cost_bounded_memory() {
    let (_dir, server, ann, chat_id) = filled().await;
    let before = server.memory("VmHWM");
    let mut sockets = Vec::new();
    for _ in 0..10 {
        let mut socket = RawSocket::enter(server.address(), &ann.email, &ann.password).await;
        for _ in 0..70 {
            let request = json!({ "type": "history", "chat_id": chat_id, "limit": 100 }).to_string();
            socket.send(FIN | opcode::TEXT, request.as_bytes()).await;
        }
        sockets.push(socket);
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let grown = server.memory("VmHWM") - before;
    println!("{} KiB more", grown >> 10);
    assert!(grown < MAX_GROWTH, "{grown} bytes more");
    // Who reads gets all answers in the end.
    let mut socket = sockets.swap_remove(0);
    for _ in 0..70 {
        let answer = socket.next().await.expect("an answer").text();
        assert!(
            answer.starts_with("{\"type\":\"history\"") || answer.contains("\"history\""),
            "{}",
            &answer[..80]
        );
    }
}
