//! What a client says on a connection, what it makes of what it hears, and what it keeps for the next connection. A plain
//! state machine: the texts of frames, commands and the time go in, the texts of frames and updates come out.

use crate::backoff::Disconnect;
use crate::command::{Acknowledged, Command, Reply};
use crate::error::{EndReason, RequestError};
use crate::frames::{ClientFrame, Envelope, History, ServerFrame};
use crate::keep_alive::{KeepAlive, KeepAliveAction};
use crate::outbox::{Outbox, RequestId};
use crate::sync::{SyncJob, SyncQueue};
use crate::update::Update;
use crate::view::View;
use simple_chats_domain::{ChatId, MessageId, UserId};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};

mod requests;
mod responses;

/// How many messages a chat's history is asked for when it is loaded anew.
const RELOAD_LIMIT: u8 = 50;

/// The view, which handles read while the task changes it.
#[derive(Debug, Clone)]
pub(crate) struct SharedView(Arc<RwLock<View>>);

/// How far a client has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// There is no connection; the client tries to get one.
    Connecting,
    /// The client is connected and learns what it has missed.
    Syncing,
    /// The client knows all, and whatever is sent goes out.
    Live,
    /// The client will not come back.
    Ended(EndReason),
}

/// Everything that a client holds.
pub(crate) struct ProtocolState {
    view: SharedView,
    outbox: Outbox,
    waiting: BTreeMap<RequestId, Reply<Acknowledged>>,
    sync: SyncQueue,
    /// Questions of the program, oldest first, which are asked again on the next connection.
    history_requests: BTreeMap<u64, HistoryRequest>,
    next_history_request: u64,
    watched: Option<Vec<UserId>>,
    /// What has been asked on this connection and not been answered, by number.
    in_flight: BTreeMap<u64, (InFlight, Instant)>,
    next_reference: u64,
    /// The connection's signs of life; nothing while there is none.
    keep_alive: Option<KeepAlive>,
    outgoing: Vec<String>,
    updates: mpsc::UnboundedSender<Update>,
    status: watch::Sender<Status>,
}

struct HistoryRequest {
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: u8,
    reply: Reply<History>,
    is_asked: bool,
}

#[derive(Debug, Clone, Copy)]
enum InFlight {
    Change(RequestId),
    HistoryRequest(u64),
    Resume,
    Watch,
    Sync(ChatId, i64),
    Reload(ChatId),
}

impl ProtocolState {
    /// A client that holds nothing yet. It keeps up to `keep` messages of each chat, and `limit` requests that wait.
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
            history_requests: BTreeMap::new(),
            next_history_request: 0,
            watched: None,
            in_flight: BTreeMap::new(),
            next_reference: 0,
            keep_alive: None,
            outgoing: Vec::new(),
            updates,
            status,
        }
    }

    /// The view, to be read by others.
    pub(crate) fn view(&self) -> SharedView {
        self.view.clone()
    }

    /// A connection is open. The server speaks first.
    pub(crate) fn opened(&mut self, now: Instant) {
        let mut keep_alive = KeepAlive::new(now);
        keep_alive.set_waiting_since(Some(now));
        self.keep_alive = Some(keep_alive);
    }

    /// The connection is gone. What was under way is done again on the next one.
    pub(crate) fn lost(&mut self) {
        self.keep_alive = None;
        self.in_flight.clear();
        self.outgoing.clear();
        self.sync.clear();
        self.outbox.disconnected();
        for history_request in self.history_requests.values_mut() {
            history_request.is_asked = false;
        }
        self.set_status(Status::Connecting);
    }

    /// The client ends for good.
    pub(crate) fn end(&mut self, reason: &EndReason) {
        self.set_status(Status::Ended(reason.clone()));
        self.give_up(reason);
        self.send_update(Update::Ended(reason.clone()));
    }

    /// Tells all who wait that the client has ended.
    pub(crate) fn give_up(&mut self, reason: &EndReason) {
        self.fail_all(&RequestError::Ended(reason.clone()));
        for (_, history_request) in std::mem::take(&mut self.history_requests) {
            answer(history_request.reply, Err(RequestError::Ended(reason.clone())));
        }
    }

    /// The program wants something.
    pub(crate) fn command(&mut self, command: Command, now: Instant) {
        match command {
            Command::Change(request, reply) => match self.outbox.push(request) {
                Some(request_id) => drop(self.waiting.insert(request_id, reply)),
                None => answer(reply, Err(RequestError::Full)),
            },
            Command::History { chat_id, before, limit, reply } => {
                let history_request = HistoryRequest { chat_id, before, limit, reply, is_asked: false };
                self.history_requests.insert(self.next_history_request, history_request);
                self.next_history_request += 1;
            }
            Command::Typing(chat_id) => {
                if self.is_ready() {
                    self.outgoing.push(ClientFrame::Typing { chat_id }.to_text(None));
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

    /// Something was heard that says nothing, a ping say.
    pub(crate) fn activity_received(&mut self, now: Instant) {
        if let Some(keep_alive) = &mut self.keep_alive {
            keep_alive.frame_received(now);
        }
    }

    /// A text frame was heard. `jitter` is how long to wait where all clients would otherwise ask at once.
    pub(crate) fn frame_received(
        &mut self,
        text: &str,
        jitter: Duration,
        now: Instant,
    ) -> Result<(), Disconnect> {
        self.activity_received(now);
        let envelope =
            Envelope::parse(text).map_err(|error| Disconnect::Broken(format!("a faulty frame: {error}")))?;
        let number = envelope.reference.as_deref().and_then(|reference| reference.parse().ok());
        let request =
            number.and_then(|number: u64| self.in_flight.remove(&number)).map(|(request, _)| request);
        if request.is_some() || envelope.frame == ServerFrame::Pong {
            self.keep_alive.as_mut().into_iter().for_each(KeepAlive::response_received);
        }
        self.take(request, envelope.frame, jitter, now);
        Ok(())
    }

    /// What to write now; or that the connection is dead.
    pub(crate) fn step(&mut self, now: Instant) -> Result<Vec<String>, Disconnect> {
        if self.is_ready() {
            self.send_due_requests(now);
        }
        let (is_ready, oldest) =
            (self.is_ready(), self.in_flight.first_key_value().map(|(_, (_, since))| *since));
        if let Some(keep_alive) = &mut self.keep_alive {
            if is_ready {
                keep_alive.set_waiting_since(oldest);
            }
            match keep_alive.poll(now) {
                KeepAliveAction::Wait => {}
                KeepAliveAction::Ping => self.outgoing.push(ClientFrame::Ping.to_text(None)),
                KeepAliveAction::Disconnect => return Err(Disconnect::TimedOut),
            }
        }
        Ok(std::mem::take(&mut self.outgoing))
    }

    /// When to call [`ProtocolState::step`] again if nothing happens before.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let keep_alive = self.keep_alive.as_ref()?;
        let outbox = if self.is_live() { self.outbox.deadline() } else { None };
        [Some(keep_alive.deadline()), self.sync.deadline(), outbox].into_iter().flatten().min()
    }

    /// Tells the program something.
    pub(crate) fn send_update(&self, update: Update) {
        if self.updates.send(update).is_err() {
            tracing::trace!("nobody hears the updates");
        }
    }

    /// Whether the server has let the client in.
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
    /// The view, which doesn't change as long as this is held. A program that panics while it reads harms nothing, so a
    /// poisoned lock is as good as any.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, View> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, View> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers the program, if it still waits.
fn answer<T>(reply: Reply<T>, result: Result<T, RequestError>) {
    if reply.send(result).is_err() {
        tracing::trace!("nobody waits for the answer");
    }
}

#[cfg(test)]
mod tests;
