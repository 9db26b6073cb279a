//! The real application, in the test's process and on a port of its own, or twice as processes of their own: how it is
//! started, asked and stopped.

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
use crate::backends::{Backend, OnBackend, OnCluster};
use crate::socket::Dial;
use cluster::Cluster;
use in_process::InProcess;
use reqwest::header::{CONNECTION, HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use simple_chats_persistence::DbConnection;
use simple_chats_server::state::AppState;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The password of everybody whom [`TestApp::register`] registers.
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

    /// Takes over what serves on a environment.
    fn on(environment: TestEnvironment, server: Server, address: SocketAddr) -> Self {
        // A connection that stays open would keep the server from stopping at once; and each request is to find another of
        // two servers.
        let close = HeaderMap::from_iter([(CONNECTION, HeaderValue::from_static("close"))]);
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .default_headers(close)
            .timeout(WAIT_TIMEOUT)
            .build()
            .expect("a client can be made");
        Self { address, client, server: Some(server), environment }
    }

    /// Stops the server in order, and leaves what it has stored.
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

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a path on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A handshake with the server.
    pub fn dial(&self) -> Dial {
        let dial = Dial::to(self.address);
        match self.server() {
            Server::InProcess(_) => dial,
            Server::Cluster(_) => dial.of_cluster(),
        }
    }

    /// How many connections each of two servers got.
    pub fn asked(&self) -> [usize; 2] {
        match self.server() {
            Server::InProcess(_) => panic!("there is one server"),
            Server::Cluster(cluster) => cluster.asked(),
        }
    }

    /// Which database the server is on.
    pub fn backend(&self) -> Backend {
        self.environment.backend()
    }

    /// What the server works with.
    pub fn state(&self) -> &AppState {
        &self.in_process().state
    }

    fn in_process(&self) -> &InProcess {
        match self.server() {
            Server::InProcess(in_process) => in_process,
            Server::Cluster(_) => {
                panic!("a test that looks behind the server is one of a server in its process")
            }
        }
    }

    /// What lies below the server: its database and its data folder.
    pub fn environment(&self) -> &TestEnvironment {
        &self.environment
    }

    /// A connection to the server's database.
    pub fn connect(&self) -> DbConnection {
        self.environment.connect()
    }

    /// What the server has logged beside its requests: of mails, and of its start.
    pub fn log(&self) -> String {
        self.in_process().log.text()
    }

    /// Registers somebody by the API, with [`PASSWORD`] and an address made of the username.
    pub async fn register(&self, username: &str) -> TestUser {
        let email = format!("{username}@example.com");
        let form = json!({ "email": email, "username": username, "name": username, "password": PASSWORD });
        let answer = self.post("/api/register", &Nobody, form).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let mut user =
            TestUser { user_id: 0, username: username.to_owned(), email, password: PASSWORD.to_owned() };
        let me = self.get("/api/me", &user).await;
        user.user_id = me.json()["user_id"].as_i64().expect("one's own id");
        user
    }

    /// Registers several, in their order.
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

    /// Sends texts in a chat. Returns the ids of the messages.
    pub async fn send(&self, sender: &TestUser, chat_id: i64, texts: &[&str]) -> Vec<i64> {
        let path = format!("/api/chats/{chat_id}/messages");
        let answer = self.post(&path, sender, json!({ "texts": texts })).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.integers("message_ids")
    }

    /// Asks for what an address shows.
    pub async fn get(&self, path: &str, caller: &dyn Caller) -> TestResponse {
        self.answer_to(self.request(Method::GET, path, caller)).await
    }

    pub async fn post(&self, path: &str, caller: &dyn Caller, body: Value) -> TestResponse {
        self.answer_to(self.request(Method::POST, path, caller).json(&body)).await
    }

    pub async fn put(&self, path: &str, caller: &dyn Caller, body: Value) -> TestResponse {
        self.answer_to(self.request(Method::PUT, path, caller).json(&body)).await
    }

    pub async fn delete(&self, path: &str, caller: &dyn Caller) -> TestResponse {
        self.answer_to(self.request(Method::DELETE, path, caller)).await
    }

    /// A request with somebody's credentials, to be completed by the test.
    pub fn request(&self, method: Method, path: &str, caller: &dyn Caller) -> RequestBuilder {
        let request = self.client.request(method, self.url(path));
        match caller.authorization() {
            Some(authorization) => request.header("authorization", authorization),
            None => request,
        }
    }

    /// Sends a request and reads its answer.
    pub async fn answer_to(&self, request: RequestBuilder) -> TestResponse {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("the answer arrives");
        TestResponse { status, headers, body: String::from_utf8(body.to_vec()).expect("answers are UTF-8") }
    }

    /// Sends bytes as they are, and returns what comes until the server closes the connection; the request should say
    /// `Connection: close`.
    pub async fn send_bytes(&self, request: &[u8]) -> String {
        let talk = async {
            let mut stream = TcpStream::connect(self.address).await.expect("the server takes connections");
            // A server that has heard enough may answer and close before it was told all.
            stream.write_all(request).await.ok();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.ok();
            String::from_utf8_lossy(&answer).into_owned()
        };
        tokio::time::timeout(WAIT_TIMEOUT, talk).await.expect("the server closes the connection")
    }

    /// Whether the server still answers.
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
