//! Probes: they ask an instance without pause, by each of its transport, and note how each request ended and how long it
//! took.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::app::{Caller, TestUser};
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::socket::{Dial, Socket};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite;

/// How long a probe waits between two requests.
const PAUSE: Duration = Duration::from_millis(100);

/// By which transport something is asked.
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
    /// It was refused for now, with a word on when to try again.
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

/// Probes that ask.
pub(super) struct Probes {
    tasks: Vec<JoinHandle<()>>,
    notes: Arc<Mutex<Vec<Note>>>,
    end: watch::Sender<bool>,
}

/// Who asks, where and for what.
#[derive(Clone)]
struct Probe {
    instance: usize,
    address: SocketAddr,
    user: TestUser,
    chat_id: i64,
    cookie: String,
    client: Client,
}

impl Probes {
    /// One of the users asks at each of the addresses, of the chat that they have.
    pub(super) fn begin(
        addresses: [SocketAddr; 2],
        users: [TestUser; 2],
        chat_id: i64,
        conn: &mut DbConnection,
    ) -> Self {
        let client = Client::builder().no_proxy().timeout(WAIT_TIMEOUT).build().unwrap();
        let notes: Arc<Mutex<Vec<Note>>> = Arc::default();
        let end = watch::Sender::new(false);
        let mut tasks = Vec::new();
        for (instance, (address, user)) in addresses.into_iter().zip(users).enumerate() {
            let cookie = format!("session={}", sign_in(conn, UserId::stored(user.user_id)));
            let probe = Probe { instance, address, user, chat_id, cookie, client: client.clone() };
            for transport in TRANSPORTS {
                let asking = ask_until(end.subscribe(), probe.clone(), transport, Arc::clone(&notes));
                tasks.push(tokio::spawn(asking));
            }
        }
        Self { tasks, notes, end }
    }

    /// What was noted so far.
    pub(super) fn so_far(&self) -> Vec<Note> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How long after a moment each transport of an instance did what was asked then; nothing if it hasn't yet.
    pub(super) fn served_again(&self, instance: usize, since: Instant) -> Option<Duration> {
        let notes = self.so_far();
        let first = |transport| {
            let of_face =
                notes.iter().filter(move |note| (note.instance, note.transport) == (instance, transport));
            let done = of_face.filter(|note| note.began >= since && note.end == End::Done);
            done.map(|note| note.began + note.took - since).min()
        };
        let firsts: Option<Vec<Duration>> = TRANSPORTS.into_iter().map(first).collect();
        firsts?.into_iter().max()
    }

    /// Asks no more, and waits for what was asked last.
    pub(super) async fn end(self) -> Vec<Note> {
        self.end.send_replace(true);
        for task in self.tasks {
            task.await.unwrap();
        }
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
        self.ask(Method::GET, "/api/chats", None, None).await
    }

    async fn write(&self, name: &str) -> End {
        let path = format!("/api/chats/{}/messages", self.chat_id);
        self.ask(Method::POST, &path, Some(json!({"texts": [name]})), Some(name)).await
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>, key: Option<&str>) -> End {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        request = request.header("authorization", self.user.authorization().unwrap());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        end_of(request.send().await).await
    }

    async fn page(&self) -> End {
        let url = format!("http://{}/chats/{}", self.address, self.chat_id);
        end_of(self.client.get(url).header("cookie", &self.cookie).send().await).await
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
        let dial = Dial::to(self.address).basic(&self.user.username, &self.user.password);
        let mut socket = match dial.try_open().await {
            Ok(socket) => socket,
            Err(tungstenite::Error::Http(answer)) => {
                let says_when = answer.headers().contains_key("retry-after");
                return Err(end_of_status(answer.status().as_u16(), says_when, "the handshake"));
            }
            Err(error) => return Err(End::Gone(error.to_string())),
        };
        match socket.try_next().await {
            Ok(frame) if frame["type"] == "ready" => Ok(socket),
            other => Err(End::Gone(format!("no greeting: {other:?}"))),
        }
    }
}

async fn end_of(answer: Result<Response, reqwest::Error>) -> End {
    let lost = |error: reqwest::Error| {
        if error.is_timeout() {
            End::Wrong("there is no answer".to_owned())
        } else {
            End::Gone(error.to_string())
        }
    };
    match answer {
        Ok(answer) => {
            let (status, says_when) =
                (answer.status().as_u16(), answer.headers().contains_key("retry-after"));
            match answer.text().await {
                Ok(body) => end_of_status(status, says_when, &body),
                Err(error) => lost(error),
            }
        }
        Err(error) => lost(error),
    }
}

fn end_of_status(status: u16, says_when: bool, body: &str) -> End {
    match (status, says_when) {
        (200..300, _) => End::Done,
        (503, true) => End::Refused,
        _ => End::Wrong(format!(
            "{status}, Retry-After {says_when}: {}",
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
