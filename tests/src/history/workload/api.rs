//! The REST API, asked over a network on which answers get lost.

use crate::Nobody;
use crate::app::{Caller, PASSWORD, TestUser};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;

/// How long an answer is waited for.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

/// Where the API is.
pub struct Api {
    address: SocketAddr,
    client: Client,
}

/// The status, and the body.
pub(super) type TestResponse = (u16, Value);

impl Api {
    /// The API at an address.
    pub fn at(address: SocketAddr) -> Self {
        let client =
            Client::builder().no_proxy().timeout(ANSWER_TIMEOUT).build().expect("a client can be made");
        Self { address, client }
    }

    /// Asks; nothing if no whole answer comes.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        caller: &(dyn Caller + Sync),
        body: Option<Value>,
        key: Option<&str>,
    ) -> Option<TestResponse> {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(authorization) = caller.authorization() {
            request = request.header("authorization", authorization);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, serde_json::from_slice(&response.bytes().await.ok()?).ok()?))
    }

    /// Registers somebody, with the usual password and an address made of the username.
    pub async fn register(&self, username: &str) -> TestUser {
        let email = format!("{username}@example.com");
        let form = json!({"email": email, "username": username, "name": username, "password": PASSWORD});
        self.expect(Method::POST, "/api/register", &Nobody, Some(form)).await;
        let mut user =
            TestUser { user_id: 0, username: username.to_owned(), email, password: PASSWORD.to_owned() };
        user.user_id = integer(&self.expect(Method::GET, "/api/me", &user, None).await["user_id"]);
        user
    }

    /// Opens a chat. Returns its id.
    pub async fn open_chat(&self, user: &TestUser, companion_id: i64) -> i64 {
        let body = json!({"companion_id": companion_id});
        integer(&self.expect(Method::POST, "/api/chats", user, Some(body)).await["chat_id"])
    }

    /// Asks, over a network that is whole.
    pub async fn expect(
        &self,
        method: Method,
        path: &str,
        caller: &(dyn Caller + Sync),
        body: Option<Value>,
    ) -> Value {
        let (status, answer) = self.ask(method, path, caller, body, None).await.expect("the server answers");
        assert!((200..300).contains(&status), "{path}: {status} {answer}");
        answer
    }
}

/// An integer of an answer.
pub fn integer(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no integer"))
}

/// The changes on a page of them: revision, message, and its text unless it is deleted.
pub fn changes_in(page: &Value) -> Vec<(i64, i64, Option<String>)> {
    let change = |change: &Value| {
        let message = &change["message"];
        let message_id = change.get("deleted").unwrap_or(&message["message_id"]);
        let text = message["text"].as_str().map(str::to_owned);
        (integer(&change["revision"]), integer(message_id), text)
    };
    page["changes"].as_array().expect("a list").iter().map(change).collect()
}
