//! The handshake of a socket, and the server's answer to it.

use super::Socket;
use super::order::Order;
use crate::WAIT_TIMEOUT;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::collections::VecDeque;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderMap, HeaderName, HeaderValue};

/// The protocol's name in the handshake.
pub const PROTOCOL: &str = "simple-chats.v1";

/// A handshake that is being prepared.
#[derive(Debug, Clone)]
pub struct Dial {
    address: SocketAddr,
    headers: HeaderMap,
    is_of_cluster: bool,
}

impl Dial {
    /// A handshake with a server, that shows nothing yet.
    pub fn to(address: SocketAddr) -> Self {
        Self { address, headers: HeaderMap::new(), is_of_cluster: false }
    }

    /// With one of several instances: what others do comes in no fixed order from them. The socket puts the changes of a
    /// chat in order of revision, as clients do, and [`Socket::expect`] passes over what is of another type for now.
    pub fn of_cluster(self) -> Self {
        Self { is_of_cluster: true, ..self }
    }

    pub fn basic(self, login: &str, password: &str) -> Self {
        let credentials = BASE64_STANDARD.encode(format!("{login}:{password}"));
        self.header("authorization", &format!("Basic {credentials}"))
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub fn cookie(self, session: &str) -> Self {
        self.header("cookie", &format!("simple_chats_session={session}"))
    }

    /// Comes from a page of the server.
    pub fn own_origin(self) -> Self {
        let origin = format!("http://{}", self.address);
        self.header("origin", &origin)
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("a header's value");
        self.headers.append(HeaderName::from_static(name), value);
        self
    }

    pub async fn open(self) -> Socket {
        self.try_open().await.unwrap_or_else(|error| panic!("the server does not upgrade: {error}"))
    }

    /// Connects, if the server accepts.
    pub async fn try_open(self) -> Result<Socket, Error> {
        let mut request = format!("ws://{}/ws", self.address).into_client_request()?;
        request.headers_mut().extend(self.headers);
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let opened = timeout(WAIT_TIMEOUT, client_async(request, stream)).await.expect("the server answers");
        let (stream, response) = opened?;
        let protocol = response.headers().get("sec-websocket-protocol").cloned();
        let protocol = protocol.map(|name| name.to_str().expect("a protocol's name").to_owned());
        let order = self.is_of_cluster.then(Order::default);
        Ok(Socket { stream, protocol, ready: Value::Null, pending: VecDeque::new(), order, requests: 0 })
    }

    /// Connects and waits until the socket takes part.
    pub async fn enter(self) -> Socket {
        let mut socket = self.open().await;
        socket.ready = socket.expect("ready").await;
        socket
    }

    /// Tries to connect if that is refused before the upgrade: the answer.
    pub async fn refused(self) -> reqwest::Response {
        let response = self.answer().await;
        assert_ne!(response.status(), 101, "the server upgrades");
        response
    }

    /// What the server answers to the handshake, and no more.
    pub async fn answer(self) -> reqwest::Response {
        let mut request = reqwest::Client::new()
            .get(format!("http://{}/ws", self.address))
            .header("connection", "upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", BASE64_STANDARD.encode([7; 16]));
        for (name, value) in &self.headers {
            request = request.header(name.as_str(), value.as_bytes());
        }
        request.send().await.expect("the server answers")
    }
}
