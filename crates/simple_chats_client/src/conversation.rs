//! What a client says on a connection, what it makes of what it hears, and what it keeps for the next connection. A plain
//! state machine: the texts of frames, commands and the time go in, the texts of frames and updates come out.

use crate::backoff::Loss;
use crate::catching_up::{CatchingUp, Job};
use crate::command::{Acknowledged, Command, Reply};
use crate::error::{EndReason, RequestError};
use crate::frames::{Frame, History, Request, Said};
use crate::outbox::{Outbox, Ticket};
use crate::pulse::{Beat, Pulse};
use crate::update::Update;
use crate::view::View;
use simple_chats_domain::{ChatId, MessageId, UserId};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};

mod asking;
mod hearing;

/// How many messages a chat's history is asked for when it is loaded anew.
const RELOADED: u8 = 50;

/// The view, which handles read while the task changes it.
#[derive(Debug, Clone)]
pub(crate) struct SharedView(Arc<RwLock<View>>);

/// How far a client has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// There is no connection; the client tries to get one.
    Connecting,
    /// The client is connected and learns what it has missed.
    CatchingUp,
    /// The client knows all, and whatever is sent goes out.
    Live,
    /// The client will not come back.
    Ended(EndReason),
}

/// Everything that a client holds.
pub(crate) struct Conversation {
    view: SharedView,
    outbox: Outbox,
    waiting: BTreeMap<Ticket, Reply<Acknowledged>>,
    catching_up: CatchingUp,
    /// Questions of the program, oldest first, which are asked again on the next connection.
    questions: BTreeMap<u64, Question>,
    next_question: u64,
    watched: Option<Vec<UserId>>,
    /// What has been asked on this connection and not been answered, by number.
    asked: BTreeMap<u64, (Asked, Instant)>,
    next_reference: u64,
    /// The connection's signs of life; nothing while there is none.
    pulse: Option<Pulse>,
    outgoing: Vec<String>,
    updates: mpsc::UnboundedSender<Update>,
    status: watch::Sender<Status>,
}

struct Question {
    chat_id: ChatId,
    before: Option<MessageId>,
    limit: u8,
    reply: Reply<History>,
    is_asked: bool,
}

#[derive(Debug, Clone, Copy)]
enum Asked {
    Change(Ticket),
    Question(u64),
    Resume,
    Watch,
    Sync(ChatId, i64),
    Reload(ChatId),
}

impl Conversation {
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
            catching_up: CatchingUp::default(),
            questions: BTreeMap::new(),
            next_question: 0,
            watched: None,
            asked: BTreeMap::new(),
            next_reference: 0,
            pulse: None,
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
        let mut pulse = Pulse::new(now);
        pulse.waits(Some(now));
        self.pulse = Some(pulse);
    }

    /// The connection is gone. What was under way is done again on the next one.
    pub(crate) fn lost(&mut self) {
        self.pulse = None;
        self.asked.clear();
        self.outgoing.clear();
        self.catching_up.clear();
        self.outbox.disconnected();
        for question in self.questions.values_mut() {
            question.is_asked = false;
        }
        self.set_status(Status::Connecting);
    }

    /// The client ends for good.
    pub(crate) fn end(&mut self, reason: &EndReason) {
        self.set_status(Status::Ended(reason.clone()));
        self.give_up(reason);
        self.tell(Update::Ended(reason.clone()));
    }

    /// Tells all who wait that the client has ended.
    pub(crate) fn give_up(&mut self, reason: &EndReason) {
        self.fail_all(&RequestError::Ended(reason.clone()));
        for (_, question) in std::mem::take(&mut self.questions) {
            answer(question.reply, Err(RequestError::Ended(reason.clone())));
        }
    }

    /// The program wants something.
    pub(crate) fn command(&mut self, command: Command, now: Instant) {
        match command {
            Command::Change(request, reply) => match self.outbox.push(request) {
                Some(ticket) => drop(self.waiting.insert(ticket, reply)),
                None => answer(reply, Err(RequestError::Full)),
            },
            Command::History { chat_id, before, limit, reply } => {
                let question = Question { chat_id, before, limit, reply, is_asked: false };
                self.questions.insert(self.next_question, question);
                self.next_question += 1;
            }
            Command::Typing(chat_id) => {
                if self.is_in() {
                    self.outgoing.push(Request::Typing { chat_id }.to_text(None));
                }
            }
            Command::Watch(user_ids) => {
                self.watched = Some(user_ids);
                if self.is_in() {
                    self.catching_up.want(Job::Watch, now);
                }
            }
        }
    }

    /// Something was heard that says nothing, a ping say.
    pub(crate) fn heard_something(&mut self, now: Instant) {
        if let Some(pulse) = &mut self.pulse {
            pulse.heard(now);
        }
    }

    /// A text frame was heard. `jitter` is how long to wait where all clients would otherwise ask at once.
    pub(crate) fn heard(&mut self, text: &str, jitter: Duration, now: Instant) -> Result<(), Loss> {
        self.heard_something(now);
        let frame = Frame::parse(text).map_err(|error| Loss::Broken(format!("a faulty frame: {error}")))?;
        let number = frame.reference.as_deref().and_then(|reference| reference.parse().ok());
        let asked = number.and_then(|number: u64| self.asked.remove(&number)).map(|(asked, _)| asked);
        if asked.is_some() || frame.said == Said::Pong {
            self.pulse.as_mut().into_iter().for_each(Pulse::answered);
        }
        self.take(asked, frame.said, jitter, now);
        Ok(())
    }

    /// What to write now; or that the connection is dead.
    pub(crate) fn step(&mut self, now: Instant) -> Result<Vec<String>, Loss> {
        if self.is_in() {
            self.ask_all(now);
        }
        let (is_in, oldest) = (self.is_in(), self.asked.first_key_value().map(|(_, (_, since))| *since));
        if let Some(pulse) = &mut self.pulse {
            if is_in {
                pulse.waits(oldest);
            }
            match pulse.beat(now) {
                Beat::Fine => {}
                Beat::Ping => self.outgoing.push(Request::Ping.to_text(None)),
                Beat::Dead => return Err(Loss::Silent),
            }
        }
        Ok(std::mem::take(&mut self.outgoing))
    }

    /// When to call [`Conversation::step`] again if nothing happens before.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let pulse = self.pulse.as_ref()?;
        let outbox = if self.is_live() { self.outbox.deadline() } else { None };
        [Some(pulse.deadline()), self.catching_up.deadline(), outbox].into_iter().flatten().min()
    }

    /// Tells the program something.
    pub(crate) fn tell(&self, update: Update) {
        if self.updates.send(update).is_err() {
            tracing::trace!("nobody hears the updates");
        }
    }

    /// Whether the server has let the client in.
    pub(crate) fn is_in(&self) -> bool {
        matches!(*self.status.borrow(), Status::CatchingUp | Status::Live)
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
