//! A client's state, a model server, and between them a network that may lose, duplicate, and reorder events.

use super::model::Model;
use crate::command::{Command, PendingAck};
use crate::protocol_state::{ProtocolState, Status};
use crate::test_values::ME;
use crate::update::Update;
use serde_json::{Value, json};
use simple_chats_domain::{ChatId, Destination, Event};
use simple_chats_protocol::{ClientFrame, Envelope, parse_request};
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot, watch};

pub(super) struct World {
    pub(super) server: Model,
    pub(super) client: ProtocolState,
    pub(super) status: watch::Receiver<Status>,
    pub(super) now: Instant,
    incoming_updates: mpsc::UnboundedReceiver<Update>,
    /// All updates for the program so far.
    pub(super) updates: Vec<Update>,
    /// Requests on their way to the server, in order.
    pub(super) requests: VecDeque<Value>,
    /// Frames on their way to the client, in no order.
    pub(super) frames: Vec<Value>,
    /// The client id, chat, and outcome of each message that was sent, in order.
    pub(super) sent: Vec<(String, ChatId, PendingAck)>,
}

impl World {
    /// A client that is connected to an empty server and keeps so many messages of each chat.
    pub(super) fn new(keep: usize) -> Self {
        let (updates, incoming_updates) = mpsc::unbounded_channel();
        let (set_status, status) = watch::channel(Status::Connecting);
        let mut world = Self {
            server: Model::new(),
            client: ProtocolState::new(keep, 100, updates, set_status),
            status,
            now: Instant::now(),
            incoming_updates,
            updates: Vec::new(),
            requests: VecDeque::new(),
            frames: Vec::new(),
            sent: Vec::new(),
        };
        world.connect();
        world
    }

    fn connect(&mut self) {
        self.client.opened(self.now);
        self.frames.push(json!({"type":"ready", "user_id":ME, "epoch":self.server.epoch, "server_time":"-"}));
    }

    /// Breaks the connection, which loses everything on its way, and opens another one.
    pub(super) fn reconnect(&mut self) {
        self.requests.clear();
        self.frames.clear();
        self.client.lost();
        self.connect();
    }

    /// The server sends an event, if the client is connected.
    pub(super) fn send_event(&mut self, event: Option<Event>) {
        if let Some(event) = event
            && self.is_ready()
        {
            self.frames.push(serde_json::to_value(event).unwrap());
        }
    }

    /// The client sends its frames and updates.
    pub(super) fn step(&mut self) {
        let texts = self.client.step(self.now).expect("the connection is not dead");
        self.requests.extend(texts.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()));
        while let Ok(update) = self.incoming_updates.try_recv() {
            self.updates.push(update);
        }
    }

    pub(super) fn wait(&mut self, time: Duration) {
        self.now += time;
        self.step();
    }

    /// The server responds to the oldest request.
    pub(super) fn serve(&mut self) {
        if let Some(request) = self.requests.pop_front() {
            let Envelope { frame, reference } = parse_request(&request.to_string()).unwrap();
            let response = Envelope { frame: self.server.respond(frame), reference };
            self.frames.push(serde_json::to_value(response).unwrap());
        }
    }

    /// The server refuses the oldest request.
    pub(super) fn refuse(&mut self, code: &str) {
        if let Some(request) = self.requests.pop_front() {
            self.frames.push(json!({"type":"error", "code":code, "message":"Not now", "ref":request["ref"],
                                    "retry_after":1}));
        }
    }

    /// The frame at an index, which wraps around, arrives.
    pub(super) fn deliver(&mut self, index: usize) {
        if let Some(place) = index.checked_rem(self.frames.len()) {
            // Nothing overtakes `ready`.
            let place = if self.is_ready() { place } else { 0 };
            let frame = self.frames.remove(place);
            self.client
                .frame_received(&frame.to_string(), Duration::ZERO, self.now)
                .expect("the frame is valid");
            self.step();
        }
    }

    /// An event is lost. Responses are not lost while a connection lasts.
    pub(super) fn lose(&mut self, index: usize) {
        if let Some(place) = self.event_at(index) {
            self.frames.remove(place);
        }
    }

    pub(super) fn duplicate(&mut self, index: usize) {
        if let Some(place) = self.event_at(index) {
            self.frames.push(self.frames[place].clone());
        }
    }

    pub(super) fn send(&mut self, to: Destination, chat_id: ChatId) {
        let client_id = format!("c{}", self.sent.len());
        let request = ClientFrame::send(client_id.clone(), format!("text {client_id}"), to, None);
        let pending_ack = self.change(request);
        self.sent.push((client_id, chat_id, pending_ack));
    }

    pub(super) fn change(&mut self, request: ClientFrame) -> PendingAck {
        let (reply, outcome) = oneshot::channel();
        self.client.command(Command::Change(request, reply), self.now);
        PendingAck(outcome)
    }

    /// The network is fast and reliable until no more frames are sent.
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
        panic!("the client never stops sending");
    }

    /// The place of the event at an index, which wraps around.
    fn event_at(&self, index: usize) -> Option<usize> {
        let is_event = |place: &usize| {
            self.frames[*place].get("ref").is_none() && self.frames[*place]["type"] != "ready"
        };
        let events: Vec<usize> = (0..self.frames.len()).filter(is_event).collect();
        events.get(index.checked_rem(events.len())?).copied()
    }

    fn is_ready(&self) -> bool {
        *self.status.borrow() != Status::Connecting
    }
}
