//! A client's state, a model server, and between them a network that may lose, double and turn what is told.

use super::model::{ME, Model};
use crate::command::{Command, PendingAck};
use crate::protocol_state::{ProtocolState, Status};
use crate::update::Update;
use serde_json::{Value, json};
use simple_chats_domain::{ChatId, Destination, Event};
use simple_chats_protocol::ClientFrame;
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot, watch};

/// All of it.
pub(super) struct World {
    pub(super) server: Model,
    pub(super) client: ProtocolState,
    pub(super) status: watch::Receiver<Status>,
    pub(super) now: Instant,
    updates: mpsc::UnboundedReceiver<Update>,
    /// What the program was told so far.
    pub(super) told: Vec<Update>,
    /// Requests on their way to the server, in order.
    pub(super) requests: VecDeque<Value>,
    /// What is on its way to the client, in no order.
    pub(super) frames: Vec<Value>,
    /// Client id, text and outcome of what was sent, in order.
    pub(super) sent: Vec<(String, ChatId, PendingAck)>,
}

impl World {
    /// A client that is connected to an empty server and keeps so many messages of each chat.
    pub(super) fn new(keep: usize) -> Self {
        let (updates, told) = mpsc::unbounded_channel();
        let (set_status, status) = watch::channel(Status::Connecting);
        let mut world = Self {
            server: Model::new(),
            client: ProtocolState::new(keep, 100, updates, set_status),
            status,
            now: Instant::now(),
            updates: told,
            told: Vec::new(),
            requests: VecDeque::new(),
            frames: Vec::new(),
            sent: Vec::new(),
        };
        world.connect();
        world
    }

    /// Opens a connection; the server says that it is ready.
    pub(super) fn connect(&mut self) {
        self.client.opened(self.now);
        self.frames.push(json!({"type":"ready", "user_id":ME, "epoch":self.server.epoch, "server_time":"-"}));
    }

    /// Cuts the connection, with all that is on its way, and opens another.
    pub(super) fn reconnect(&mut self) {
        self.requests.clear();
        self.frames.clear();
        self.client.lost();
        self.connect();
    }

    /// Something has happened that the client should be told, if the network will.
    pub(super) fn happen(&mut self, event: Option<Event>) {
        if let Some(event) = event
            && self.is_ready()
        {
            self.frames.push(serde_json::to_value(event).unwrap());
        }
    }

    /// The client says what it has to say.
    pub(super) fn step(&mut self) {
        let texts = self.client.step(self.now).expect("the connection is not dead");
        self.requests.extend(texts.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()));
        while let Ok(update) = self.updates.try_recv() {
            self.told.push(update);
        }
    }

    /// Time goes by.
    pub(super) fn wait(&mut self, time: Duration) {
        self.now += time;
        self.step();
    }

    /// The server answers the oldest request.
    pub(super) fn serve(&mut self) {
        if let Some(request) = self.requests.pop_front()
            && let Some((answer, event)) = self.server.answer(&request)
        {
            self.frames.push(answer);
            // The event goes to the user's other sockets; a second device of the same user would get it.
            drop(event);
        }
    }

    /// The server has no time for the oldest request.
    pub(super) fn refuse(&mut self, code: &str) {
        if let Some(request) = self.requests.pop_front() {
            self.frames.push(json!({"type":"error", "code":code, "message":"Not now", "ref":request["ref"],
                                    "retry_after":1}));
        }
    }

    /// The n-th of the frames on their way arrives.
    pub(super) fn deliver(&mut self, n: usize) {
        if let Some(place) = n.checked_rem(self.frames.len()) {
            // Nothing overtakes the greeting.
            let place = if self.is_ready() { place } else { 0 };
            let frame = self.frames.remove(place);
            self.client
                .frame_received(&frame.to_string(), Duration::ZERO, self.now)
                .expect("the frame is understood");
            self.step();
        }
    }

    /// The n-th of the frames on their way gets lost, if it is an event: answers are not lost while a connection lasts.
    pub(super) fn lose(&mut self, n: usize) {
        if let Some(place) = self.event_at(n) {
            self.frames.remove(place);
        }
    }

    /// The n-th of the frames on their way comes twice, if it is an event.
    pub(super) fn double(&mut self, n: usize) {
        if let Some(place) = self.event_at(n) {
            self.frames.push(self.frames[place].clone());
        }
    }

    /// The program sends a text.
    pub(super) fn send(&mut self, to: Destination, chat_id: ChatId) {
        let client_id = format!("c{}", self.sent.len());
        let request = ClientFrame::send(client_id.clone(), format!("text {client_id}"), to);
        let pending_ack = self.change(request);
        self.sent.push((client_id, chat_id, pending_ack));
    }

    /// The program wants something changed.
    pub(super) fn change(&mut self, request: ClientFrame) -> PendingAck {
        let (reply, outcome) = oneshot::channel();
        self.client.command(Command::Change(request, reply), self.now);
        PendingAck(outcome)
    }

    /// The network becomes quick and reliable until nobody has anything to say.
    pub(super) fn settle(&mut self) {
        for _ in 0..500 {
            self.step();
            while !self.requests.is_empty() {
                self.serve();
            }
            while !self.frames.is_empty() {
                self.deliver(0);
            }
            if self.requests.is_empty() {
                self.wait(Duration::from_millis(600));
                let waits =
                    self.client.deadline().is_some_and(|time| time < self.now + Duration::from_secs(5));
                if self.requests.is_empty() && !waits {
                    return;
                }
            }
        }
        panic!("the client never comes to rest");
    }

    fn event_at(&self, n: usize) -> Option<usize> {
        let events: Vec<usize> =
            (0..self.frames.len()).filter(|place| is_event(&self.frames[*place])).collect();
        events.get(n.checked_rem(events.len())?).copied()
    }

    fn is_ready(&self) -> bool {
        *self.status.borrow() != Status::Connecting
    }
}

fn is_event(frame: &Value) -> bool {
    frame.get("ref").is_none() && frame["type"] != "ready"
}
