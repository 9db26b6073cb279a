//! A PostgreSQL database dumped while it serves and restored elsewhere, by PostgreSQL's own tools and `new-epoch`.

use crate::PROGRAM;
use reqwest::Method;
use serde_json::json;
use simple_chats_persistence::DatabaseAddress;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, Bearer, TestDatabase, on_both_databases, postgres};
use std::process::Command;

fn run_tool(name: &str, arguments: &[&str]) {
    let tool = postgres::programs().unwrap().join(name);
    let ended = Command::new(tool).args(arguments).output().unwrap();
    assert!(ended.status.success(), "{name}: {}", String::from_utf8_lossy(&ended.stderr));
}

#[tokio::test]
async fn a_dump_restored_elsewhere_goes_on_under_a_new_epoch() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let server_dir = ServerDir::on(Backend::Postgres, PROGRAM);
    let server = server_dir.start().await;
    let (ann, ben) = (server.register("ann").await, server.register("ben").await);
    let chat_id = server.open_chat(&ann, &ben).await;
    let path = format!("/api/chats/{chat_id}/messages");
    for number in 0..20 {
        server.post(&path, &ann, json!({"texts": [number.to_string()]}), 201).await;
    }
    let token = server.get("/api/token", &ann).await["token"].as_str().unwrap().to_owned();
    let old = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();

    let dump = server_dir.folder().join("chats.dump");
    let dump = dump.to_str().unwrap();
    run_tool(
        "pg_dump",
        &["--format=custom", "--file", dump, "--dbname", &server_dir.setting("DATABASE_URL")],
    );
    server.post(&path, &ann, json!({"texts": ["after the dump"]}), 201).await;
    assert_eq!(server.stop().await.status, Some(0));

    let place = TestDatabase::empty(Backend::Postgres);
    let DatabaseAddress::Postgres(url) = place.address() else { panic!("this is PostgreSQL") };
    run_tool("pg_restore", &["--exit-on-error", "--no-owner", "--dbname", url, dump]);
    let server_dir = ServerDir::on(Backend::Postgres, PROGRAM).with("DATABASE_URL", url);
    let begun = server_dir.run(&["new-epoch", "--sign-out"]).await;
    assert_eq!((begun.status, begun.err.as_str()), (Some(0), ""));
    let server = server_dir.start().await;
    let ready = server.dial(&ann).open().await.expect("ready").await;
    assert_eq!(
        (ready["epoch"] == old, begun.out),
        (false, format!("{}\n", ready["epoch"].as_str().unwrap()))
    );
    let by_token = server.ask(Method::GET, "/api/me", &Bearer(token), None).await.unwrap();
    assert_eq!(by_token.status, 401);
    let messages = server.get(&format!("{path}?per_page=50"), &ben).await;
    assert_eq!(messages["data"].as_array().unwrap().len(), 20);
    let sent = server.post(&path, &ben, json!({"texts": ["ids go on"]}), 201).await;
    assert_eq!(sent["message_ids"], json!([21]));
}

on_both_databases! {
    async fn a_new_epoch_signs_nobody_out_unless_it_is_told_to(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM);
        let server = server_dir.start().await;
        let ann = server.register("ann").await;
        let token = Bearer(server.get("/api/token", &ann).await["token"].as_str().unwrap().to_owned());
        let first = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();
        assert_eq!(server.stop().await.status, Some(0));

        let begun = server_dir.run(&["new-epoch"]).await;
        assert_eq!((begun.status, begun.err.as_str()), (Some(0), ""));
        let server = server_dir.start().await;
        let second = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();
        assert_eq!((second == first, begun.out), (false, format!("{}\n", second.as_str().unwrap())));
        server.get("/api/me", &token).await;
        assert_eq!(server.stop().await.status, Some(0));

        assert_eq!(server_dir.run(&["new-epoch", "--sign-out"]).await.status, Some(0));
        let server = server_dir.start().await;
        let refused = server.ask(Method::GET, "/api/me", &token, None).await.unwrap();
        assert_eq!(refused.status, 401);
        server.get("/api/me", &ann).await;
    }
}
