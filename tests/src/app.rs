//! The real application, in the test's process and on a port of its own, or as two processes: how it is started, called,
//! and stopped.

mod caller;
mod cluster;
mod environment;
mod in_process;
mod log;
mod response;

pub use caller::{Bearer, Caller, Nobody, TestUser, basic};
pub use environment::{SECRET_KEY, TestEnvironment};
pub use response::TestResponse;

use crate::WAIT_TIMEOUT;
use crate::backends::{Backend, OnBackend, OnBucket, OnCluster};
use crate::fixtures;
use crate::openapi::check_response;
use crate::socket::Dial;
use chrono::Utc;
use cluster::Cluster;
use in_process::InProcess;
use reqwest::header::{CONNECTION, HeaderMap, HeaderValue};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder};
use serde_json::{Value, json};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, uploads};
use simple_chats_server::state::AppState;
use std::borrow::Cow;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The password of all users that [`TestApp::register`] registers.
pub const PASSWORD: &str = "12345678";

/// A running server and a client for it, or two servers that look like one. They end when this is dropped.
pub struct TestApp {
    address: SocketAddr,
    client: Client,
    server: Option<Server>,
    environment: TestEnvironment,
}

enum Server {
    InProcess(InProcess),
    Cluster(Box<Cluster>),
}

impl OnBackend for TestApp {
    async fn start(backend: Backend) -> Self {
        Self::spawn(backend, &[]).await
    }
}

impl OnBucket for TestApp {
    async fn start_with_bucket() -> Self {
        TestEnvironment::with_bucket(Backend::Sqlite).spawn(&[]).await
    }
}

impl OnCluster for TestApp {
    async fn start_cluster(program: &str) -> Self {
        TestEnvironment::of_cluster(program).spawn(&[]).await
    }
}

impl TestApp {
    /// Starts a server on a database of its own. The settings are those of [`TestEnvironment::spawn`].
    pub async fn spawn(backend: Backend, vars: &[(&str, &str)]) -> Self {
        TestEnvironment::new(backend).spawn(vars).await
    }

    fn on(environment: TestEnvironment, server: Server, address: SocketAddr) -> Self {
        let client = client_builder().build().expect("a client can be made");
        Self { address, client, server: Some(server), environment }
    }

    /// Shuts the server down, and leaves what it has stored.
    pub async fn stop(mut self) -> TestEnvironment {
        match self.server.take().expect("it runs until now") {
            Server::InProcess(in_process) => {
                let ended = tokio::task::spawn_blocking(|| in_process.end());
                ended.await.expect("the server ends without a panic");
            }
            Server::Cluster(cluster) => cluster.stop().await,
        }
        self.environment.clone()
    }

    fn server(&self) -> &Server {
        self.server.as_ref().expect("it runs until it is dropped")
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A WebSocket handshake with the server.
    pub fn dial(&self) -> Dial {
        let dial = Dial::to(self.address);
        match self.server() {
            Server::InProcess(_) => dial,
            Server::Cluster(_) => dial.of_cluster(),
        }
    }

    /// How many connections each of two servers got.
    pub fn connections(&self) -> [usize; 2] {
        match self.server() {
            Server::InProcess(_) => panic!("there is one server"),
            Server::Cluster(cluster) => cluster.connections(),
        }
    }

    pub fn backend(&self) -> Backend {
        self.environment.backend()
    }

    pub fn state(&self) -> &AppState {
        &self.in_process().state
    }

    fn in_process(&self) -> &InProcess {
        match self.server() {
            Server::InProcess(in_process) => in_process,
            Server::Cluster(_) => {
                panic!("only a test of a server in its process can look at the server's state")
            }
        }
    }

    /// The server's database and data folder.
    pub fn environment(&self) -> &TestEnvironment {
        &self.environment
    }

    /// A connection to the server's database.
    pub fn connect(&self) -> DbConnection {
        self.environment.connect()
    }

    /// The server's log without its requests: its start and its mails.
    pub fn log(&self) -> String {
        self.in_process().log.text()
    }

    /// Registers a user by the API, with [`PASSWORD`] and an address made of the username.
    pub async fn register(&self, username: &str) -> TestUser {
        self.register_with(username, PASSWORD).await
    }

    /// As [`TestApp::register`], with another password.
    pub async fn register_with(&self, username: &str, password: &str) -> TestUser {
        let mut user = TestUser::new(username, password);
        let answer = self.post("/api/register", &Nobody, user.registration()).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let me = self.get("/api/me", &user).await;
        user.user_id = me.json()["user_id"].as_i64().expect("the user's own id");
        user
    }

    /// Registers several users, in this order.
    pub async fn register_all<const N: usize>(&self, usernames: [&str; N]) -> [TestUser; N] {
        let mut users = Vec::with_capacity(N);
        for username in usernames {
            users.push(self.register(username).await);
        }
        users.try_into().expect("as many as there are names")
    }

    /// Opens the chat of two users. Returns its id.
    pub async fn open_chat(&self, one: &TestUser, other: &TestUser) -> i64 {
        let answer = self.post("/api/chats", one, json!({ "companion_id": other.user_id })).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()["chat_id"].as_i64().expect("the chat's id")
    }

    /// Registers Ann and Ben, and opens their chat. Returns the chat's id as well.
    pub async fn chat_of_two(&self) -> (TestUser, TestUser, i64) {
        let [ann, ben] = self.register_all(["ann", "ben"]).await;
        let chat_id = self.open_chat(&ann, &ben).await;
        (ann, ben, chat_id)
    }

    /// Sends texts in a chat. Returns the ids of the messages.
    pub async fn send(&self, sender: &TestUser, chat_id: i64, texts: &[&str]) -> Vec<i64> {
        let path = format!("/api/chats/{chat_id}/messages");
        let answer = self.post(&path, sender, json!({ "texts": texts })).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.integers("message_ids")
    }

    /// Stores an upload of a user, as if its bytes were there. Returns its id.
    pub fn upload(&self, uploader: &TestUser, name: &str) -> String {
        let mut new = fixtures::new_upload(UserId::stored(uploader.user_id), name);
        new.uploaded_at = cut_to_millis(Utc::now());
        uploads::insert(&mut self.connect(), &new, None).expect("the upload can be stored");
        new.attachment.attachment_id.to_string()
    }

    /// The texts of a chat, the oldest first.
    pub async fn texts(&self, chat_id: i64, reader: &TestUser) -> Vec<String> {
        let messages = self.get(&format!("/api/chats/{chat_id}/messages"), reader).await;
        let texts = messages.column("text").into_iter().map(serde_json::from_value);
        texts.collect::<Result<_, _>>().expect("texts")
    }

    pub async fn chat_ids(&self, user: &TestUser) -> Vec<i64> {
        let ids = self.get("/api/chats", user).await.column("chat_id");
        ids.iter().map(|id| id.as_i64().expect("an id")).collect()
    }

    /// The first of a user's chats, with companion, last message, and counts.
    pub async fn first_chat(&self, user: &TestUser) -> Value {
        self.get("/api/chats?expand=true", user).await.json()["data"][0].clone()
    }

    /// A bearer token of a user.
    pub async fn token(&self, user: &TestUser) -> Bearer {
        Bearer(self.get("/api/token", user).await.json()["token"].as_str().expect("a token").to_owned())
    }

    /// Deletes an account; its messages stay.
    pub async fn delete_account(&self, user: &TestUser) {
        let request = self.request(Method::DELETE, "/api/me", user);
        let answer = self.answer_to(request.json(&json!({ "password": user.password }))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    pub async fn get(&self, path: &str, caller: &dyn Caller) -> TestResponse {
        self.answer_to(self.request(Method::GET, path, caller)).await
    }

    pub async fn post(&self, path: &str, caller: &dyn Caller, body: Value) -> TestResponse {
        self.answer_to(self.request(Method::POST, path, caller).json(&body)).await
    }

    pub async fn put(&self, path: &str, caller: &dyn Caller, body: Value) -> TestResponse {
        self.answer_to(self.request(Method::PUT, path, caller).json(&body)).await
    }

    pub async fn patch(&self, path: &str, caller: &dyn Caller, body: Value) -> TestResponse {
        self.answer_to(self.request(Method::PATCH, path, caller).json(&body)).await
    }

    pub async fn delete(&self, path: &str, caller: &dyn Caller) -> TestResponse {
        self.answer_to(self.request(Method::DELETE, path, caller)).await
    }

    /// A request with the caller's credentials, to be completed by the test.
    pub fn request(&self, method: Method, path: &str, caller: &dyn Caller) -> RequestBuilder {
        let request = self.client.request(method, self.url(path));
        match caller.authorization() {
            Some(authorization) => request.header("authorization", authorization),
            None => request,
        }
    }

    /// Sends a request and reads its answer, which has to be documented if it is one of the API.
    pub async fn answer_to(&self, request: RequestBuilder) -> TestResponse {
        let (client, request) = request.build_split();
        let request = request.expect("the request can be sent");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = client.execute(request).await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("the answer arrives");
        let media_type = headers.get("content-type").map_or(&b""[..], |content_type| content_type.as_bytes());
        let is_text = media_type != b"application/zip" && !media_type.starts_with(b"image/");
        let text = String::from_utf8_lossy(&body);
        assert!(!is_text || matches!(text, Cow::Borrowed(_)), "answers are UTF-8");
        if path.starts_with("/api") && headers.get("content-encoding").is_none() {
            check_response(method.as_str(), &path, status, &text);
        }
        TestResponse { status, headers, body: text.into_owned() }
    }

    /// Sends bytes unchanged, and returns everything that arrives until the server closes the connection; the request
    /// should contain `Connection: close`.
    pub async fn send_bytes(&self, request: &[u8]) -> String {
        let exchange = async {
            let mut stream = TcpStream::connect(self.address).await.expect("the server takes connections");
            // The server may answer and close the connection before it has read everything.
            stream.write_all(request).await.ok();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.ok();
            String::from_utf8_lossy(&answer).into_owned()
        };
        tokio::time::timeout(WAIT_TIMEOUT, exchange).await.expect("the server closes the connection")
    }

    pub async fn is_alive(&self) -> bool {
        self.get("/healthz", &Nobody).await.status == 200
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        match self.server.take() {
            Some(Server::InProcess(in_process)) => in_process.end(),
            Some(Server::Cluster(cluster)) if !std::thread::panicking() => cluster.check(),
            Some(Server::Cluster(_)) | None => {}
        }
    }
}

/// A client that follows no redirects, and closes each connection: one that stays open would keep the server from stopping
/// at once, and each request is to reach the other of two servers.
pub fn client_builder() -> ClientBuilder {
    let close = HeaderMap::from_iter([(CONNECTION, HeaderValue::from_static("close"))]);
    let redirect = reqwest::redirect::Policy::none();
    Client::builder().no_proxy().redirect(redirect).default_headers(close).timeout(WAIT_TIMEOUT)
}
