//! A client of the REST API of a server, or of a proxy before one.

use crate::WAIT_TIMEOUT;
use crate::app::{Bearer, Caller, Nobody, PASSWORD, TestResponse, TestUser};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;

#[derive(Clone)]
pub struct Api {
    address: SocketAddr,
    client: Client,
}

impl Api {
    pub fn at(address: SocketAddr) -> Self {
        Self::with_timeout(address, WAIT_TIMEOUT)
    }

    pub fn with_timeout(address: SocketAddr, timeout: Duration) -> Self {
        let client = Client::builder()
            .no_proxy()
            .timeout(timeout)
            // The server closes an idle connection after five seconds, maybe at the very moment of the next request.
            .pool_idle_timeout(Duration::from_secs(2))
            .build()
            .expect("a client can be made");
        Self { address, client }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a request; fails if no whole answer comes.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        caller: &(dyn Caller + Sync),
        body: Option<&Value>,
    ) -> Result<TestResponse, reqwest::Error> {
        self.ask_with(method, path, caller, body, &[]).await
    }

    /// As [`Api::ask`], with some headers.
    pub async fn ask_with(
        &self,
        method: Method,
        path: &str,
        caller: &(dyn Caller + Sync),
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Result<TestResponse, reqwest::Error> {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(authorization) = caller.authorization() {
            request = request.header("authorization", authorization);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(TestResponse { status, headers, body: response.text().await? })
    }

    /// Posts, and returns the answer, which has to have this status.
    pub async fn post(&self, path: &str, caller: &(dyn Caller + Sync), body: Value, expected: u16) -> Value {
        let answer = self.ask(Method::POST, path, caller, Some(&body)).await.expect("the server answers");
        assert_eq!(answer.status, expected, "{path} {body}: {}", answer.body);
        answer.json()
    }

    /// Reads, which has to succeed.
    pub async fn get(&self, path: &str, caller: &(dyn Caller + Sync)) -> Value {
        let answer = self.ask(Method::GET, path, caller, None).await.expect("the server answers");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    /// Registers a user with [`PASSWORD`] and an address made of the username.
    pub async fn register(&self, username: &str) -> TestUser {
        self.register_with(username, PASSWORD).await
    }

    pub async fn register_with(&self, username: &str, password: &str) -> TestUser {
        let mut user = TestUser::new(username, password);
        self.post("/api/register", &Nobody, user.registration(), 201).await;
        user.user_id = integer(&self.get("/api/me", &user).await["user_id"]);
        user
    }

    /// Registers Ann and Ben, and opens their chat.
    pub async fn register_pair(&self) -> (TestUser, TestUser, i64) {
        let (ann, ben) = (self.register("ann").await, self.register("ben").await);
        let chat_id = self.open_chat(&ann, &ben).await;
        (ann, ben, chat_id)
    }

    /// Opens the chat of two users. Returns its id.
    pub async fn open_chat(&self, one: &TestUser, other: &TestUser) -> i64 {
        let answer = self.post("/api/chats", one, json!({"companion_id": other.user_id}), 201).await;
        integer(&answer["chat_id"])
    }

    pub async fn token_of(&self, user: &TestUser) -> Bearer {
        Bearer(self.get("/api/token", user).await["token"].as_str().expect("a token").to_owned())
    }
}

/// An integer of an answer or a frame.
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
