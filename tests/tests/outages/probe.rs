//! Probes: they send requests to an instance by each of its transports, one after the other, and note how each ended and
//! how long it took.

use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::api::Api;
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{Nobody, TestResponse, TestUser};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite;

/// How long a probe waits between two requests.
const PAUSE: Duration = Duration::from_millis(100);

/// By which transport a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transport {
    /// A read by the REST API.
    Read,
    /// A message that is sent by the REST API.
    Write,
    /// A page.
    Page,
    /// A message that is sent by a socket.
    Socket,
}

const TRANSPORTS: [Transport; 4] = [Transport::Read, Transport::Write, Transport::Page, Transport::Socket];

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// It was done.
    Done,
    /// It was refused for now, with the time to retry after.
    Refused,
    /// The connection went away.
    Gone(String),
    /// Anything else: no answer, or one that is not to be.
    Wrong(String),
}

/// A request that has ended.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) instance: usize,
    pub(super) transport: Transport,
    pub(super) began: Instant,
    pub(super) took: Duration,
    pub(super) end: End,
}

/// Probes that run.
pub(super) struct Probes {
    tasks: Vec<JoinHandle<()>>,
    notes: Arc<Mutex<Vec<Note>>>,
    end: watch::Sender<bool>,
}

/// The user of a probe, its server, and its chat.
#[derive(Clone)]
struct Probe {
    instance: usize,
    api: Api,
    user: TestUser,
    chat_id: i64,
    cookie: String,
}

impl Probes {
    /// Each of two users of a chat sends requests to one of the addresses.
    pub(super) fn begin(
        addresses: [SocketAddr; 2],
        users: [TestUser; 2],
        chat_id: i64,
        conn: &mut DbConnection,
    ) -> Self {
        let notes: Arc<Mutex<Vec<Note>>> = Arc::default();
        let end = watch::Sender::new(false);
        let mut tasks = Vec::new();
        for (instance, (address, user)) in addresses.into_iter().zip(users).enumerate() {
            let cookie = format!("simple_chats_session={}", sign_in(conn, UserId::stored(user.user_id)));
            let probe = Probe { instance, api: Api::at(address), user, chat_id, cookie };
            for transport in TRANSPORTS {
                let asking = ask_until(end.subscribe(), probe.clone(), transport, Arc::clone(&notes));
                tasks.push(tokio::spawn(asking));
            }
        }
        Self { tasks, notes, end }
    }

    fn so_far(&self) -> Vec<Note> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How long after a moment a request of each transport to an instance was done; nothing if one wasn't yet.
    pub(super) fn served_again(&self, instance: usize, since: Instant) -> Option<Duration> {
        let notes = self.so_far();
        let first = |transport| {
            let of_transport =
                notes.iter().filter(move |note| (note.instance, note.transport) == (instance, transport));
            let done = of_transport.filter(|note| note.began >= since && note.end == End::Done);
            done.map(|note| note.began + note.took - since).min()
        };
        let firsts: Option<Vec<Duration>> = TRANSPORTS.into_iter().map(first).collect();
        firsts?.into_iter().max()
    }

    /// Sends no more requests, and waits for the last ones.
    pub(super) async fn end(mut self) -> Vec<Note> {
        self.end.send_replace(true);
        for task in std::mem::take(&mut self.tasks) {
            task.await.unwrap();
        }
        self.so_far()
    }
}

async fn ask_until(
    end: watch::Receiver<bool>,
    probe: Probe,
    transport: Transport,
    notes: Arc<Mutex<Vec<Note>>>,
) {
    let mut socket = None;
    for number in 0.. {
        if *end.borrow() {
            return;
        }
        let (began, name) = (Instant::now(), format!("{transport:?} {} {number}", probe.instance));
        let asking = async {
            match transport {
                Transport::Read => probe.read().await,
                Transport::Write => probe.write(&name).await,
                Transport::Page => probe.page().await,
                Transport::Socket => probe.send(&mut socket, &name).await,
            }
        };
        let end = timeout(WAIT_TIMEOUT, asking)
            .await
            .unwrap_or_else(|_| End::Wrong("there is no answer".to_owned()));
        let note = Note { instance: probe.instance, transport, began, took: began.elapsed(), end };
        notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
        sleep(PAUSE).await;
    }
}

impl Probe {
    async fn read(&self) -> End {
        end_of(self.api.ask(Method::GET, "/api/chats", &self.user, None).await)
    }

    async fn write(&self, name: &str) -> End {
        let (path, body) = (format!("/api/chats/{}/messages", self.chat_id), json!({"texts": [name]}));
        let key = [("idempotency-key", name)];
        end_of(self.api.ask_with(Method::POST, &path, &self.user, Some(&body), &key).await)
    }

    async fn page(&self) -> End {
        let (path, cookie) = (format!("/chats/{}", self.chat_id), [("cookie", self.cookie.as_str())]);
        end_of(self.api.ask_with(Method::GET, &path, &Nobody, None, &cookie).await)
    }

    /// Sends by the socket that there is, or by a new one.
    async fn send(&self, socket: &mut Option<Socket>, name: &str) -> End {
        let mut open = match socket.take() {
            Some(open) => open,
            None => match self.enter().await {
                Ok(open) => open,
                Err(end) => return end,
            },
        };
        let request =
            json!({"type": "send", "client_id": name, "chat_id": self.chat_id, "text": name, "ref": name});
        if let Err(error) = open.try_send(request).await {
            return End::Gone(error.to_string());
        }
        loop {
            match open.try_next().await {
                Ok(frame) if frame["ref"] == name => {
                    *socket = Some(open);
                    return end_of_frame(&frame);
                }
                Ok(_) => {}
                Err(error) => return End::Gone(format!("the socket was closed: {error:?}")),
            }
        }
    }

    async fn enter(&self) -> Result<Socket, End> {
        let dial = Dial::to(self.api.address()).basic(&self.user.username, &self.user.password);
        let mut socket = match dial.try_open().await {
            Ok(socket) => socket,
            Err(tungstenite::Error::Http(answer)) => {
                let has_retry_after = answer.headers().contains_key("retry-after");
                return Err(end_of_status(answer.status().as_u16(), has_retry_after, "the handshake"));
            }
            Err(error) => return Err(End::Gone(error.to_string())),
        };
        match socket.try_next().await {
            Ok(frame) if frame["type"] == "ready" => Ok(socket),
            other => Err(End::Gone(format!("no greeting: {other:?}"))),
        }
    }
}

fn end_of(answer: Result<TestResponse, reqwest::Error>) -> End {
    match answer {
        Ok(answer) => end_of_status(answer.status, answer.header("retry-after").is_some(), &answer.body),
        Err(error) if error.is_timeout() => End::Wrong("there is no answer".to_owned()),
        Err(error) => End::Gone(error.to_string()),
    }
}

fn end_of_status(status: u16, has_retry_after: bool, body: &str) -> End {
    match (status, has_retry_after) {
        (200..300, _) => End::Done,
        (503, true) => End::Refused,
        _ => End::Wrong(format!(
            "{status}, Retry-After {has_retry_after}: {}",
            body.chars().take(300).collect::<String>()
        )),
    }
}

pub(super) fn end_of_frame(frame: &Value) -> End {
    match (frame["type"].as_str(), frame["code"].as_str(), frame["retry_after"].is_u64()) {
        (Some("ack"), ..) => End::Done,
        (Some("error"), Some("unavailable"), true) => End::Refused,
        _ => End::Wrong(frame.to_string()),
    }
}
