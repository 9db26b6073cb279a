//! A receiver of webhooks on loopback: it keeps what it gets, and answers as a test tells it to.

use crate::WAIT_TIMEOUT;
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// By name in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("events are JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// What the receiver does with a request.
#[derive(Debug, Clone)]
pub enum Reaction {
    /// It answers with a status and a body.
    Answer(u16, String),
    /// It sends these bytes.
    Bytes(Vec<u8>),
    /// It never answers.
    Hang,
}

/// The server. It ends with this value.
pub struct WebhookReceiver {
    port: u16,
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    received: UnboundedReceiver<Received>,
    serving: JoinHandle<()>,
}

impl WebhookReceiver {
    /// A receiver that answers 204, unless it is told to do something else first.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("the listener has an address").port();
        let reactions = Arc::<Mutex<VecDeque<Reaction>>>::default();
        let (sender, received) = unbounded_channel();
        let serving = tokio::spawn(serve(listener, Arc::clone(&reactions), sender));
        Self { port, reactions, received, serving }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook?key=5", self.port)
    }

    /// Does this with the next requests.
    pub fn react(&self, reactions: impl IntoIterator<Item = Reaction>) {
        lock(&self.reactions).extend(reactions);
    }

    /// Waits for the next request.
    pub async fn next(&mut self) -> Received {
        let next = tokio::time::timeout(WAIT_TIMEOUT, self.received.recv()).await;
        next.expect("a request comes").expect("the receiver serves")
    }

    /// Waits for the next events, and returns their texts.
    pub async fn next_texts(&mut self, count: usize) -> Vec<String> {
        let mut texts = Vec::new();
        while texts.len() < count {
            let event = self.next().await.json();
            texts.push(event["message"]["text"].as_str().unwrap_or_default().to_owned());
        }
        texts
    }

    /// Whether nothing comes for a while.
    pub async fn is_quiet(&mut self) -> bool {
        tokio::time::timeout(Duration::from_secs(3), self.received.recv()).await.is_err()
    }
}

impl Drop for WebhookReceiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn lock(reactions: &Mutex<VecDeque<Reaction>>) -> MutexGuard<'_, VecDeque<Reaction>> {
    reactions.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(
    listener: TcpListener,
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    sender: UnboundedSender<Received>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let (reactions, sender) = (Arc::clone(&reactions), sender.clone());
        tokio::spawn(async move { respond(stream, &reactions, &sender).await });
    }
}

async fn respond(
    mut stream: TcpStream,
    reactions: &Mutex<VecDeque<Reaction>>,
    sender: &UnboundedSender<Received>,
) -> Option<()> {
    let received = read(&mut stream).await?;
    let reaction = lock(reactions).pop_front().unwrap_or_else(|| Reaction::Answer(204, String::new()));
    sender.send(received).ok()?;
    let bytes = match reaction {
        Reaction::Answer(status, body) => {
            let length = body.len();
            let location = if status == 302 { "Location: http://127.0.0.1:1/\r\n" } else { "" };
            format!("HTTP/1.1 {status} x\r\n{location}Content-Length: {length}\r\n\r\n{body}").into_bytes()
        }
        Reaction::Bytes(bytes) => bytes,
        Reaction::Hang => std::future::pending().await,
    };
    stream.write_all(&bytes).await.ok()
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut chunk).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let headers: BTreeMap<String, String> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length: usize = headers.get("content-length").and_then(|length| length.parse().ok())?;
        if body.len() >= length {
            return Some(Received { headers, body: body.to_owned() });
        }
    }
}
