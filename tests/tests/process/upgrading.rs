//! A server on a database that a program of the first schema has filled: it migrates the database, and answers as that
//! program did (see `tests/fixtures/first_schema`).

use crate::PROGRAM;
use serde_json::{Value, json};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, TestDatabase, TestUser, on_both_databases};

const ANSWERS: &str = include_str!("../../fixtures/first_schema/answers.txt");

/// Takes from an answer what later versions have added, which has the value of something that was never used.
fn take_additions(answer: &mut Value, before: &Value) {
    let preferences = json!({"version": 0, "pinned": false, "archived": false, "muted_until": null,
        "marked_unread": false, "cleared_up_to": 0});
    let unused = [
        ("preferences", preferences),
        ("reply_to", Value::Null),
        ("attachments", json!([])),
        ("reactions", json!([])),
        ("expires_at", Value::Null),
        ("lifetime", json!({"seconds": null, "proposed": null})),
    ];
    match (answer, before) {
        (Value::Object(answer), Value::Object(before)) => {
            for (key, unused) in unused.into_iter().filter(|(key, _)| !before.contains_key(*key)) {
                assert!(answer.remove(key).is_none_or(|value| value == unused), "{key}");
            }
            if !before.contains_key("edited_at") {
                answer.remove("edited_at");
            }
            for (key, value) in answer.iter_mut() {
                take_additions(value, before.get(key).unwrap_or(&Value::Null));
            }
        }
        (Value::Array(answer), Value::Array(before)) => {
            for (value, before) in answer.iter_mut().zip(before) {
                take_additions(value, before);
            }
        }
        _ => {}
    }
}

on_both_databases! {
    async fn after_the_upgrade_the_api_answers_as_before(backend: Backend) {
        let database = TestDatabase::of_first_schema(backend);
        let server_dir = match backend {
            Backend::Sqlite => {
                let server_dir = ServerDir::new(PROGRAM);
                std::fs::create_dir(server_dir.data_dir()).unwrap();
                std::fs::copy(database.file(), server_dir.data_dir().join("simple-chats.sqlite3")).unwrap();
                server_dir
            }
            Backend::Postgres => ServerDir::new(PROGRAM).on_address(database.address()),
        };
        let server = server_dir.start().await;
        assert_eq!(ANSWERS.lines().count(), 25);
        for line in ANSWERS.lines() {
            let (request, before) = line.split_at(line.find('{').unwrap());
            let (username, path) = request.trim().split_once(' ').unwrap();
            let user = TestUser::new(username, "a long password");
            let mut answer = server.get(&format!("/api/{path}"), &user).await;
            let before = before.parse::<Value>().unwrap();
            take_additions(&mut answer, &before);
            assert_eq!(answer, before, "{request}");
        }
        server.stop().await;
    }
}
