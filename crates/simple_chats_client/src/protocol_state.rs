//! The client's side of the protocol as a state machine without I/O: frames, commands, and the time go in; frames and
//! updates come out. It outlives connections.

use crate::backoff::Disconnect;
use crate::command::{Acknowledgment, Command, Reply};
use crate::error::{EndReason, RequestError};
use crate::keep_alive::{KeepAlive, KeepAliveAction};
use crate::outbox::{ChangeId, Outbox};
use crate::sync::{SyncJob, SyncQueue};
use crate::update::Update;
use crate::view::View;
use simple_chats_domain::{ChatId, MessageId, UserId};
use simple_chats_protocol::{ClientFrame, Envelope, Found, History, ServerFrame};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};

mod requests;
mod responses;

/// The number of messages to load when a chat is loaded again.
const RELOAD_LIMIT: i64 = 50;

/// The view, which handles read while the task updates it.
#[derive(Debug, Clone)]
pub(crate) struct SharedView(Arc<RwLock<View>>);

/// The state of a client's connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The client is connecting.
    Connecting,
    /// The client is connected and loads what it has missed.
    Syncing,
    /// The view is up to date, and requests are sent at once.
    Live,
    /// The client has ended and does not reconnect.
    Ended(EndReason),
}

pub(crate) struct ProtocolState {
    view: SharedView,
    outbox: Outbox,
    waiting: BTreeMap<ChangeId, Reply<Acknowledgment>>,
    sync: SyncQueue,
    /// The program's requests that read, oldest first. They are sent again on every new connection.
    reads: BTreeMap<u64, ReadRequest>,
    next_read: u64,
    watched: Option<Vec<UserId>>,
    /// The requests of this connection without a response, by `ref`.
    in_flight: BTreeMap<u64, (InFlight, Instant)>,
    next_reference: u64,
    /// `None` while there is no connection.
    keep_alive: Option<KeepAlive>,
    outgoing: Vec<String>,
    updates: mpsc::UnboundedSender<Update>,
    status: watch::Sender<Status>,
}

struct ReadRequest {
    request: ClientFrame,
    reply: ReadReply,
    is_in_flight: bool,
}

/// Who waits for what is read.
enum ReadReply {
    /// For a part of a chat's history: the newest messages, or those before one.
    History(Option<MessageId>, Reply<History>),
    /// For messages that a search finds.
    Found(Reply<Found>),
}

impl ReadReply {
    fn fail(self, error: RequestError) {
        match self {
            Self::History(_, reply) => respond(reply, Err(error)),
            Self::Found(reply) => respond(reply, Err(error)),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum InFlight {
    Change(ChangeId),
    Read(u64),
    /// The changes of a chat after a revision.
    Sync(ChatId, i64),
    /// Any other request that the view needs.
    Job(SyncJob),
}

impl ProtocolState {
    /// A client with an empty view that keeps `keep` messages per chat, and an outbox for `limit` changes.
    pub(crate) fn new(
        keep: usize,
        limit: usize,
        updates: mpsc::UnboundedSender<Update>,
        status: watch::Sender<Status>,
    ) -> Self {
        Self {
            view: SharedView(Arc::new(RwLock::new(View::new(keep)))),
            outbox: Outbox::new(limit),
            waiting: BTreeMap::new(),
            sync: SyncQueue::default(),
            reads: BTreeMap::new(),
            next_read: 0,
            watched: None,
            in_flight: BTreeMap::new(),
            next_reference: 0,
            keep_alive: None,
            outgoing: Vec::new(),
            updates,
            status,
        }
    }

    pub(crate) fn view(&self) -> SharedView {
        self.view.clone()
    }

    /// A connection is open, and the server will send `ready`.
    pub(crate) fn opened(&mut self, now: Instant) {
        let mut keep_alive = KeepAlive::new(now);
        keep_alive.waiting_since = Some(now);
        self.keep_alive = Some(keep_alive);
    }

    /// The connection is lost. Requests in flight are sent again on the next one.
    pub(crate) fn lost(&mut self) {
        self.keep_alive = None;
        self.in_flight.clear();
        self.outgoing.clear();
        self.sync.clear();
        self.outbox.disconnected();
        for read in self.reads.values_mut() {
            read.is_in_flight = false;
        }
        self.set_status(Status::Connecting);
    }

    pub(crate) fn end(&mut self, reason: &EndReason) {
        self.set_status(Status::Ended(reason.clone()));
        self.give_up(reason);
        self.send_update(Update::Ended(reason.clone()));
    }

    /// Fails all requests because the client has ended.
    pub(crate) fn give_up(&mut self, reason: &EndReason) {
        self.fail_all(&RequestError::Ended(reason.clone()));
        for (_, read) in std::mem::take(&mut self.reads) {
            read.reply.fail(RequestError::Ended(reason.clone()));
        }
    }

    pub(crate) fn command(&mut self, command: Command, now: Instant) {
        match command {
            Command::Change(request, reply) => match self.outbox.push(request) {
                Some(change_id) => drop(self.waiting.insert(change_id, reply)),
                None => respond(reply, Err(RequestError::Full)),
            },
            Command::History { chat_id, before, limit, reply } => {
                let request = ClientFrame::history(chat_id, before, limit);
                self.read(request, ReadReply::History(before, reply));
            }
            Command::Search(search, reply) => {
                self.read(ClientFrame::Search(search), ReadReply::Found(reply));
            }
            Command::Typing(chat_id) => {
                if self.is_ready() {
                    self.outgoing.push(Envelope::without_ref(ClientFrame::Typing { chat_id }).to_json());
                }
            }
            Command::Watch(user_ids) => {
                self.watched = Some(user_ids);
                if self.is_ready() {
                    self.sync.schedule(SyncJob::Watch, now);
                }
            }
        }
    }

    fn read(&mut self, request: ClientFrame, reply: ReadReply) {
        self.reads.insert(self.next_read, ReadRequest { request, reply, is_in_flight: false });
        self.next_read += 1;
    }

    /// A frame without content, such as a ping, has arrived.
    pub(crate) fn activity_received(&mut self, now: Instant) {
        if let Some(keep_alive) = &mut self.keep_alive {
            keep_alive.frame_received(now);
        }
    }

    /// A text frame has arrived. `jitter` is the delay before a `resume` that all clients would otherwise send at once.
    pub(crate) fn frame_received(
        &mut self,
        text: &str,
        jitter: Duration,
        now: Instant,
    ) -> Result<(), Disconnect> {
        self.activity_received(now);
        let envelope: Envelope<ServerFrame> = serde_json::from_str(text)
            .map_err(|error| Disconnect::Broken(format!("an invalid frame: {error}")))?;
        let number = envelope.reference.as_deref().and_then(|reference| reference.parse().ok());
        let request =
            number.and_then(|number: u64| self.in_flight.remove(&number)).map(|(request, _)| request);
        if request.is_some() || envelope.frame == ServerFrame::Pong {
            self.keep_alive.as_mut().into_iter().for_each(KeepAlive::response_received);
        }
        self.handle_frame(request, envelope.frame, jitter, now);
        Ok(())
    }

    /// The frames to send now, or an error if the connection is dead.
    pub(crate) fn step(&mut self, now: Instant) -> Result<Vec<String>, Disconnect> {
        if self.is_ready() {
            self.send_due_requests(now);
        }
        let (is_ready, oldest) =
            (self.is_ready(), self.in_flight.first_key_value().map(|(_, (_, since))| *since));
        if let Some(keep_alive) = &mut self.keep_alive {
            if is_ready {
                keep_alive.waiting_since = oldest;
            }
            match keep_alive.poll(now) {
                KeepAliveAction::Wait => {}
                KeepAliveAction::Ping => {
                    self.outgoing.push(Envelope::without_ref(ClientFrame::Ping).to_json());
                }
                KeepAliveAction::Disconnect => return Err(Disconnect::TimedOut),
            }
        }
        Ok(std::mem::take(&mut self.outgoing))
    }

    /// When to call [`ProtocolState::step`] again at the latest.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let keep_alive = self.keep_alive.as_ref()?;
        let outbox = if self.is_live() { self.outbox.deadline() } else { None };
        [Some(keep_alive.deadline()), self.sync.deadline(), outbox].into_iter().flatten().min()
    }

    pub(crate) fn send_update(&self, update: Update) {
        if self.updates.send(update).is_err() {
            tracing::trace!("the program has dropped the updates");
        }
    }

    /// Whether the server has sent `ready`.
    pub(crate) fn is_ready(&self) -> bool {
        matches!(*self.status.borrow(), Status::Syncing | Status::Live)
    }

    fn is_live(&self) -> bool {
        *self.status.borrow() == Status::Live
    }

    fn set_status(&self, status: Status) {
        self.status.send_replace(status);
    }
}

impl SharedView {
    /// Locks the view for reading. A program that panics while it reads does no harm, so poisoning is ignored.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, View> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, View> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends a result to the program, if it still waits.
fn respond<T>(reply: Reply<T>, result: Result<T, RequestError>) {
    if reply.send(result).is_err() {
        tracing::trace!("the program no longer waits for the result");
    }
}

#[cfg(test)]
mod tests;
