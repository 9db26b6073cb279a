//! A PostgreSQL database dumped while it serves and restored elsewhere, by PostgreSQL's own tools and `new-epoch`.

use super::integer;
use crate::PROGRAM;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, TestDatabase, on_both_databases, on_postgres, postgres};
use std::process::Command;

fn run_tool(name: &str, arguments: &[&str]) {
    let tool = postgres::programs().unwrap().join(name);
    let ended = Command::new(tool).args(arguments).output().unwrap();
    assert!(ended.status.success(), "{name}: {}", String::from_utf8_lossy(&ended.stderr));
}

on_postgres! {
    async fn a_dump_restored_elsewhere_goes_on_under_a_new_epoch(postgres: Backend) {
        let (server_dir, server) = ServerDir::started(postgres, PROGRAM).await;
        let (ann, ben, chat_id) = server.register_pair().await;
        let path = format!("/api/chats/{chat_id}/messages");
        let mut last = 0;
        for number in 0..20 {
            let sent = server.post(&path, &ann, json!({"texts": [number.to_string()]}), 201).await;
            last = integer(&sent["message_ids"][0]);
        }
        let token = server.token_of(&ann).await;
        let old = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();

        let dump = server_dir.folder().join("chats.dump");
        let dump = dump.to_str().unwrap();
        run_tool(
            "pg_dump",
            &["--format=custom", "--file", dump, "--dbname", &server_dir.setting("DATABASE_URL")],
        );
        server.post(&path, &ann, json!({"texts": ["after the dump"]}), 201).await;
        server.stop().await;

        let copy = TestDatabase::empty(postgres);
        run_tool("pg_restore", &["--exit-on-error", "--no-owner", "--dbname", copy.url(), dump]);
        let server_dir = ServerDir::new(PROGRAM).on_address(copy.address());
        let begun = server_dir.run_ok(&["new-epoch", "--sign-out"]).await;
        let server = server_dir.start().await;
        let ready = server.dial(&ann).open().await.expect("ready").await;
        assert_eq!(
            (ready["epoch"] == old, begun),
            (false, format!("{}\n", ready["epoch"].as_str().unwrap()))
        );
        let by_token = server.ask(Method::GET, "/api/me", &token, None).await.unwrap();
        assert_eq!(by_token.status, 401);
        let messages = server.get(&format!("{path}?per_page=50"), &ben).await;
        assert_eq!(messages["data"].as_array().unwrap().len(), 20);
        let sent = server.post(&path, &ben, json!({"texts": ["ids go on"]}), 201).await;
        assert!(integer(&sent["message_ids"][0]) > last, "{sent}");
    }
}

on_both_databases! {
    async fn a_new_epoch_logs_users_out_only_with_the_option(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let ann = server.register("ann").await;
        let token = server.token_of(&ann).await;
        let first = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();
        server.stop().await;

        let begun = server_dir.run_ok(&["new-epoch"]).await;
        let server = server_dir.start().await;
        let second = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();
        assert_eq!((second == first, begun), (false, format!("{}\n", second.as_str().unwrap())));
        server.get("/api/me", &token).await;
        server.stop().await;

        server_dir.run_ok(&["new-epoch", "--sign-out"]).await;
        let server = server_dir.start().await;
        let refused = server.ask(Method::GET, "/api/me", &token, None).await.unwrap();
        assert_eq!(refused.status, 401);
        server.get("/api/me", &ann).await;
    }
}
