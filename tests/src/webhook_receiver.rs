//! A receiver of webhooks on loopback: it keeps what it gets, and answers as a test tells it to.

use crate::nats::TestAuthority;
use crate::{TestApp, TestUser, WAIT_TIMEOUT, timing};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// A setting that lets webhooks reach receivers of these tests.
pub const LOOPBACK: (&str, &str) = ("WEBHOOK_ALLOW_NETWORKS", "127.0.0.0/8");

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// By name in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("events are JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// Whether it is signed as the Standard Webhooks specification says.
    pub fn is_signed(&self, secret: &str) -> bool {
        signature(secret, [self.header("webhook-id"), self.header("webhook-timestamp"), &self.body])
            == self.header("webhook-signature")
    }
}

/// What the receiver does with a request.
#[derive(Debug, Clone)]
pub enum Reaction {
    /// It answers with a status and a body.
    Answer(u16, String),
    /// It answers with a status after a while.
    Late(Duration, u16),
    /// It takes the request and answers 204 after a while, if the client still waits then.
    IfAwaited(Duration),
    /// It sends these bytes.
    Bytes(Vec<u8>),
    /// It never answers.
    Hang,
}

/// The server. It ends with this value.
pub struct WebhookReceiver {
    scheme: &'static str,
    port: u16,
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    received: UnboundedReceiver<Received>,
    serving: JoinHandle<()>,
}

impl WebhookReceiver {
    /// A receiver that answers 204, unless it is told to do something else first.
    pub async fn start() -> Self {
        Self::start_with("http", None).await
    }

    /// As [`WebhookReceiver::start`], by https with a certificate of an authority.
    pub async fn start_with_tls(authority: &TestAuthority) -> Self {
        Self::start_with("https", Some(authority.acceptor())).await
    }

    async fn start_with(scheme: &'static str, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("the listener has an address").port();
        let reactions = Arc::<Mutex<VecDeque<Reaction>>>::default();
        let (sender, received) = unbounded_channel();
        let serving = tokio::spawn(serve(listener, tls, Arc::clone(&reactions), sender));
        Self { scheme, port, reactions, received, serving }
    }

    pub fn url(&self) -> String {
        format!("{}://127.0.0.1:{}/hook?key=5", self.scheme, self.port)
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

    /// What has come so far and wasn't taken yet.
    pub fn take(&mut self) -> Vec<Received> {
        std::iter::from_fn(|| self.received.try_recv().ok()).collect()
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
    tls: Option<TlsAcceptor>,
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    sender: UnboundedSender<Received>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, reactions, sender) = (tls.clone(), Arc::clone(&reactions), sender.clone());
        tokio::spawn(async move {
            match tls {
                Some(tls) => respond(tls.accept(stream).await.ok()?, &reactions, &sender).await,
                None => respond(stream, &reactions, &sender).await,
            }
        });
    }
}

async fn respond(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    reactions: &Mutex<VecDeque<Reaction>>,
    sender: &UnboundedSender<Received>,
) -> Option<()> {
    let received = read(&mut stream).await?;
    let reaction = lock(reactions).pop_front().unwrap_or_else(|| Reaction::Answer(204, String::new()));
    if let Reaction::IfAwaited(delay) = reaction {
        // A client that is gone has closed the connection; one that waits sends nothing more.
        if tokio::time::timeout(delay, stream.read_u8()).await.is_ok() {
            return None;
        }
    }
    sender.send(received).ok()?;
    let bytes = match reaction {
        Reaction::Answer(status, body) => answer(status, &body),
        Reaction::IfAwaited(_) => answer(204, ""),
        Reaction::Late(delay, status) => {
            tokio::time::sleep(delay).await;
            answer(status, "")
        }
        Reaction::Bytes(bytes) => bytes,
        Reaction::Hang => std::future::pending().await,
    };
    stream.write_all(&bytes).await.ok()?;
    stream.shutdown().await.ok()
}

fn answer(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    let location = if status == 302 { "Location: http://127.0.0.1:1/\r\n" } else { "" };
    format!("HTTP/1.1 {status} x\r\n{location}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}

async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Received> {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut chunk).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let (head, body) = (String::from_utf8_lossy(&bytes[..end]).into_owned(), &bytes[end + 4..]);
        let headers: BTreeMap<String, String> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length: usize = headers.get("content-length").and_then(|length| length.parse().ok())?;
        if body.len() >= length {
            let text = String::from_utf8_lossy(body).into_owned();
            return Some(Received { headers, body: text, bytes: body.to_vec() });
        }
    }
}

/// The signature of id, time, and body, by the Standard Webhooks specification.
pub fn signature(secret: &str, signed: [&str; 3]) -> String {
    let key = secret.strip_prefix("whsec_").and_then(|key| STANDARD.decode(key).ok()).expect("a secret");
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    format!("v1,{}", STANDARD.encode(hmac::sign(&key, signed.join(".").as_bytes())))
}

/// Makes a webhook. Returns its id and its secret.
pub async fn make_webhook(app: &TestApp, owner: &TestUser, body: Value) -> (i64, String) {
    let answer = app.post("/api/webhooks", owner, body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let data = &answer.json()["data"];
    (data["webhook_id"].as_i64().expect("an id"), data["secret"].as_str().expect("a secret").to_owned())
}

/// Makes a webhook that tells a receiver of events.
pub async fn make_webhook_for(
    app: &TestApp,
    owner: &TestUser,
    receiver: &WebhookReceiver,
    events: &[&str],
) -> i64 {
    make_webhook(app, owner, json!({ "url": receiver.url(), "events": events })).await.0
}

/// The last attempts to deliver to a webhook, the newest first.
pub async fn deliveries(app: &TestApp, owner: &TestUser, webhook_id: i64) -> Vec<Value> {
    let answer = app.get(&format!("/api/webhooks/{webhook_id}/deliveries"), owner).await;
    answer.json()["data"].as_array().expect("a list").clone()
}

/// Waits until there are so many deliveries.
pub async fn wait_for_deliveries(
    app: &TestApp,
    owner: &TestUser,
    webhook_id: i64,
    count: usize,
) -> Vec<Value> {
    let found = async || {
        let found = deliveries(app, owner, webhook_id).await;
        (found.len() >= count).then_some(found)
    };
    timing::until_some(|| format!("{count} deliveries"), found).await
}
