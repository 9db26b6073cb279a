//! PostgreSQL servers that aren't as needed: refused at the start in one line that helps, or served all the same.

use crate::PROGRAM;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::SECRET_KEY;
use simple_chats_tests::pooler::Pooler;
use simple_chats_tests::postgres::{self, Server, Syncs};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::skipped::skipped;

fn on(url: &str) -> ServerDir {
    ServerDir::new(PROGRAM).with("DATABASE_URL", url).with("SECRET_KEY", SECRET_KEY)
}

fn shared() -> Option<&'static Server> {
    postgres::shared().map_err(|why| skipped("the tests on PostgreSQL", why)).ok()
}

/// What every command that uses the database says.
async fn assert_refused(url: &str, parts: &[&str]) {
    for arguments in [&["serve"][..], &["migrate"], &["user", "list"], &["new-epoch"]] {
        let ended = on(url).run(arguments).await;
        assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{arguments:?}: {}", ended.err);
        let line = ended.err.lines().last().unwrap_or_default();
        for part in parts {
            assert!(line.starts_with("simple-chats: ") && line.contains(part), "{arguments:?}: {line}");
        }
    }
}

#[tokio::test]
async fn a_database_of_another_encoding_is_refused() {
    let Some(server) = shared() else { return };
    server.run(
        "CREATE DATABASE other_encoding ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'",
    );
    assert_refused(&server.url("other_encoding"), &["LATIN1", "ENCODING 'UTF8'", "other_encoding"]).await;
}

#[tokio::test]
async fn a_user_without_the_right_to_make_tables_is_told_how_to_get_it() {
    let Some(server) = shared() else { return };
    server.run("CREATE ROLE without_rights LOGIN");
    server.run("CREATE DATABASE not_his");
    let url = format!("postgres://without_rights@{}/not_his", server.address());
    for arguments in [&["serve"][..], &["migrate"]] {
        let ended = on(&url).run(arguments).await;
        let line = ended.err.lines().last().unwrap_or_default();
        assert!(ended.status == Some(1) && line.contains("GRANT USAGE, CREATE ON SCHEMA public"), "{line}");
    }
}

#[tokio::test]
async fn a_database_or_a_user_that_is_missing_is_named() {
    let Some(server) = shared() else { return };
    assert_refused(&server.url("no_such_database"), &["no_such_database", "correct DATABASE_URL"]).await;
    let url = format!("postgres://nobody@{}/postgres", server.address());
    assert_refused(&url, &["nobody", "correct DATABASE_URL"]).await;
}

#[tokio::test]
async fn behind_a_pooler_each_connection_needs_a_session_of_its_own() {
    let Some(server) = shared() else { return };
    server.run("CREATE DATABASE pooled");
    for mode in ["transaction", "session"] {
        let pooler = match Pooler::start(server.address(), mode) {
            Ok(pooler) => pooler,
            Err(why) => return skipped("the tests of PostgreSQL behind a pooler", &why),
        };
        if mode == "transaction" {
            assert_refused(&pooler.url("pooled"), &["PgBouncer", "pool_mode = session"]).await;
        } else {
            let server_dir = on(&pooler.url("pooled"));
            let server = server_dir.start().await;
            server.register_pair().await;
            server.stop().await;
        }
    }
}

/// For a user who may make the server speak English, and for one who may not.
#[tokio::test]
async fn a_lock_on_a_server_that_speaks_german_is_an_outage_and_no_fault() {
    let server = match Server::start_in(Syncs::Off, "de_DE") {
        Ok(server) => server,
        Err(why) => return skipped("the test of a PostgreSQL that speaks German", &why),
    };
    server.run("CREATE ROLE plain LOGIN");
    for user in ["postgres", "plain"] {
        let database = format!("of_{user}");
        server.run(&format!("CREATE DATABASE {database} OWNER {user}"));
        let url = format!("postgres://{user}@{}/{database}", server.address());
        let mut german = PgConnection::establish(&url).unwrap();
        let error = german.batch_execute("SELECT 1 / 0").unwrap_err().to_string();
        assert_eq!(error, "Division durch Null", "it speaks German");
        assert_locked_out(&url).await;
    }
}

async fn assert_locked_out(url: &str) {
    let server_dir = on(url);
    let server = server_dir.start().await;
    let (ann, _, chat_id) = server.register_pair().await;
    let mut other = PgConnection::establish(url).unwrap();
    other.batch_execute("BEGIN; LOCK TABLE messages IN ACCESS EXCLUSIVE MODE").unwrap();
    let path = format!("/api/chats/{chat_id}/messages");
    let body = json!({"texts": ["hello"]});
    for _ in 0..2 {
        let answer = server.ask(Method::POST, &path, &ann, Some(&body)).await.unwrap();
        assert_eq!(answer.status, 503, "{}: {}", answer.body, server.log());
    }
    other.batch_execute("ROLLBACK").unwrap();
    server.post(&path, &ann, body, 201).await;
    server.stop().await;
}
