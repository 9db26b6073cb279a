//! Another program holds the embedded database: requests that would change something are refused in time, and so is the load
//! balancer's question.

use crate::PROGRAM;
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::{Backend, Nobody, TestUser, timing};
use std::time::Duration;

/// How long an answer may take.
const PROMISED: Duration = Duration::from_secs(5);

async fn readiness(server: &ServerProcess) -> (u16, Value) {
    let answer = server.ask(Method::GET, "/readyz", &Nobody, None).await.expect("the server answers");
    (answer.status, answer.json())
}

async fn send(server: &ServerProcess, user: &TestUser, chat_id: i64, text: &str) -> u16 {
    let begin = timing::start();
    let path = format!("/api/chats/{chat_id}/messages");
    let answer = server.ask(Method::POST, &path, user, Some(&json!({"texts": [text]}))).await;
    timing::assert_within(PROMISED, begin);
    answer.expect("the server answers").status
}

#[tokio::test]
async fn while_another_program_writes_changes_are_refused_in_time_and_the_server_is_not_ready() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    assert_eq!(send(&server, &ann, chat_id, "before").await, 201);
    let mut other = server_dir.connect();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    for _ in 0..2 {
        let (one, another, third) = tokio::join!(
            send(&server, &ann, chat_id, "one"),
            send(&server, &ann, chat_id, "another"),
            async {
                tokio::time::sleep(Duration::from_millis(700)).await;
                send(&server, &ann, chat_id, "a third").await
            }
        );
        assert_eq!([one, another, third], [503, 503, 503], "{}", server.log());
        let begin = timing::start();
        assert_eq!(
            readiness(&server).await,
            (503, json!({"status": "unavailable", "database": "read_only"}))
        );
        timing::assert_within(PROMISED, begin);
    }
    server.get(&format!("/api/chats/{chat_id}/messages"), &ann).await;
    other.batch_execute("ROLLBACK").unwrap();
    assert_eq!(send(&server, &ann, chat_id, "after").await, 201);
    timing::until(|| server.log(), async || readiness(&server).await.0 == 200).await;
    server.stop().await;
}
