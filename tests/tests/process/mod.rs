//! The server as a process: how it starts, stops, is killed and comes back, what its command line does, and what its
//! log must not tell.

mod backups;
mod commands;
mod files;
mod killing;
mod log;
mod moving;
mod postgres_backups;
mod readiness;
mod refusals;
mod slow_readers;
mod stopping;

use serde_json::{Value, json};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::process::ServerProcess;
use simple_chats_tests::socket::Dial;
use simple_chats_tests::{Nobody, TestUser};

/// The program that is tested.
const PROGRAM: &str = env!("CARGO_BIN_EXE_simple-chats-under-test");

/// Registers somebody with the usual password.
async fn register(server: &ServerProcess, username: &str) -> TestUser {
    register_with(server, username, PASSWORD).await
}

/// Registers somebody.
async fn register_with(server: &ServerProcess, username: &str, password: &str) -> TestUser {
    let email = format!("{username}@example.com");
    let form = json!({"email": email, "username": username, "name": username, "password": password});
    server.post("/api/register", &Nobody, form, 201).await;
    let mut user =
        TestUser { user_id: 0, username: username.to_owned(), email, password: password.to_owned() };
    user.user_id = integer(&server.get("/api/me", &user).await["user_id"]);
    user
}

/// Opens the chat of two users.
async fn open_chat(server: &ServerProcess, one: &TestUser, other: &TestUser) -> i64 {
    let answer = server.post("/api/chats", one, json!({"companion_id": other.user_id}), 201).await;
    integer(&answer["chat_id"])
}

/// A handshake of somebody.
fn dial(server: &ServerProcess, user: &TestUser) -> Dial {
    Dial::to(server.address()).basic(&user.email, &user.password)
}

fn integer(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no integer"))
}
