//! The database goes away and comes back: requests are refused in the meantime, and nothing is lost.

use super::integer;
use crate::PROGRAM;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::postgres;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, Nobody, TestResponse};

async fn look(server: &ServerProcess, path: &str) -> TestResponse {
    server.ask(Method::GET, path, &Nobody, None).await.expect("the server answers")
}

#[tokio::test]
async fn an_embedded_database_is_ready_from_the_start() {
    let (_server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    assert_eq!(look(&server, "/healthz").await.json(), json!({"status": "ok"}));
    assert_eq!(look(&server, "/readyz").await.json(), json!({"status": "ok", "database": "ok"}));
}

#[tokio::test]
async fn a_server_whose_database_is_away_says_so_and_goes_on_when_it_is_back() {
    let database = match postgres::Server::start(postgres::Syncs::Off) {
        Ok(database) => database,
        Err(why) => return skipped("a PostgreSQL that goes away", &why),
    };
    let server_dir = ServerDir::new(PROGRAM)
        .with("DATABASE_URL", &database.url("migrated"))
        .with("SECRET_KEY", simple_chats_tests::app::SECRET_KEY);
    let server = server_dir.start().await;
    let (ann, ben) = (server.register("ann").await, server.register("ben").await);
    let (mut one, mut other) = (server.dial(&ann).enter().await, server.dial(&ben).enter().await);
    let chat_id = server.open_chat(&ann, &ben).await;
    other.expect("chat_created").await;
    let send = |text: &str| json!({"type": "send", "chat_id": chat_id, "client_id": text, "text": text});
    assert_eq!(one.ask(send("before")).await["type"], "ack");
    assert_eq!(other.expect("message").await["message"]["text"], "before");
    assert_eq!(look(&server, "/readyz").await.status, 200);

    database.stop();
    let away = look(&server, "/readyz").await;
    assert_eq!((away.status, away.header("retry-after")), (503, Some("2")));
    assert_eq!(look(&server, "/healthz").await.status, 200, "the process is there all the same");
    let refused = one.ask(send("while away")).await;
    assert_eq!((&refused["type"], &refused["code"]), (&json!("error"), &json!("unavailable")));
    assert!(integer(&refused["retry_after"]) > 0);
    let path = format!("/api/chats/{chat_id}/messages");
    let refused = server.ask(Method::POST, &path, &ann, Some(&json!({"texts": ["lost"]}))).await.unwrap();
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.header("retry-after").is_some());

    database.start_again();
    let is_ready = async || look(&server, "/readyz").await.status == 200;
    timing::until(|| format!("ready again: {}", server.log()), is_ready).await;
    let ack = one.ask(send("while away")).await;
    assert_eq!((&ack["type"], &ack["revision"]), (&json!("ack"), &json!(2)), "it is sent once now: {ack}");
    assert_eq!(other.expect("message").await["message"]["text"], "while away");
    server.stop().await;
}
