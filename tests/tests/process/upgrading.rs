//! A server on a database that a program of the first schema has filled: it migrates the database, and answers as that
//! program did (see `tests/fixtures/first_schema`).

use crate::PROGRAM;
use serde_json::Value;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, TestDatabase, TestUser, on_both_databases};

const ANSWERS: &str = include_str!("../../fixtures/first_schema/answers.txt");

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
            let answer = server.get(&format!("/api/{path}"), &user).await;
            assert_eq!(answer, before.parse::<Value>().unwrap(), "{request}");
        }
        server.stop().await;
    }
}
