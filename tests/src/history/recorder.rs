//! Records the requests, how they end, and the updates that clients get, and knows which messages can be changed.

use super::{Action, Delivery, Operation, Outcome};
use crate::timing;
use rand::RngExt;
use rand::rngs::StdRng;
use simple_chats_client::domain::Event;
use simple_chats_client::{EndReason, Update};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Of how many of the newest messages or sendings one is picked.
const NEWEST: usize = 25;

#[derive(Clone, Default)]
pub struct Recorder(Arc<Shared>);

#[derive(Default)]
struct Shared {
    clock: AtomicU64,
    clients: AtomicUsize,
    acknowledged: AtomicUsize,
    record: Mutex<Record>,
}

#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The requests, and how they ended.
    pub operations: Vec<Operation>,
    pub deliveries: Vec<Delivery>,
    /// What clients met with that no right server does.
    pub complaints: Vec<String>,
    /// The messages that were acknowledged, by chat and sender, and by chat.
    messages: HashMap<(i64, i64), Vec<i64>>,
    newest: HashMap<i64, Vec<i64>>,
    /// The greatest revision that was acknowledged, by chat.
    revisions: HashMap<i64, i64>,
    /// What was sent, by sender.
    sendings: HashMap<i64, Vec<Sending>>,
}

/// Texts that were sent in one request, to be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    pub chat_id: i64,
    pub client_id: String,
    pub texts: Vec<String>,
}

/// Names an operation that has begun.
#[derive(Debug, Clone, Copy)]
pub struct Ticket(usize);

impl Recorder {
    pub fn new_client(&self) -> usize {
        self.0.clients.fetch_add(1, Ordering::Relaxed)
    }

    /// How many operations were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.0.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until so many more operations were acknowledged.
    pub async fn until_acknowledged(&self, more: usize, log: impl Fn() -> String) {
        let enough = self.acknowledged() + more;
        timing::until(
            || format!("{more} acknowledgements: {}", log()),
            async || self.acknowledged() >= enough,
        )
        .await;
    }

    /// Records the start of a request. Until its end is recorded, its outcome is unknown.
    pub fn begin(&self, user_id: i64, chat_id: i64, action: Action) -> Ticket {
        let mut record = self.record();
        let (invoked, ended) = (self.now(), u64::MAX);
        let outcome = Outcome::Unknown;
        record.operations.push(Operation { user_id, chat_id, action, invoked, ended, attempts: 1, outcome });
        Ticket(record.operations.len() - 1)
    }

    /// Texts are about to be sent in one request.
    pub fn begin_sending(&self, user_id: i64, sending: &Sending) -> Vec<Ticket> {
        self.record().sendings.entry(user_id).or_default().push(sending.clone());
        let action = |part, text: &String| Action::Send {
            client_id: sending.client_id.clone(),
            part,
            text: text.clone(),
        };
        let parts = (0..).zip(&sending.texts);
        parts.map(|(part, text)| self.begin(user_id, sending.chat_id, action(part, text))).collect()
    }

    /// It has ended, after so many attempts at most.
    pub fn end(&self, Ticket(number): Ticket, attempts: usize, outcome: Outcome) {
        let mut record = self.record();
        let ended = self.now();
        let operation = record.operations.get_mut(number).expect("it has begun");
        (operation.ended, operation.attempts, operation.outcome) = (ended, attempts, outcome);
        let (place, is_sent) =
            ((operation.chat_id, operation.user_id), matches!(operation.action, Action::Send { .. }));
        if let Outcome::Acknowledged { message_id, revision } = outcome {
            let newest = record.revisions.entry(place.0).or_default();
            *newest = revision.unwrap_or(0).max(*newest);
            self.0.acknowledged.fetch_add(1, Ordering::Relaxed);
            if is_sent {
                record.messages.entry(place).or_default().push(message_id);
                record.newest.entry(place.0).or_default().push(message_id);
            }
        }
    }

    /// A reader got these changes: revision, message, and its text unless it is deleted.
    pub fn seen(&self, chat_id: i64, changes: impl IntoIterator<Item = (i64, i64, Option<String>)>) {
        let client = self.new_client();
        let delivery =
            |(revision, message_id, text)| Delivery { client, chat_id, revision, message_id, text };
        self.record().deliveries.extend(changes.into_iter().map(delivery));
    }

    pub fn update(&self, client: usize, update: &Update) {
        let mut record = self.record();
        let (chat_id, revision, message_id, text) = match update {
            Update::Event(
                Event::Message { revision, message, .. } | Event::Edited { revision, message, .. },
            ) => (message.chat_id, *revision, message.message_id, Some(message.text.clone())),
            Update::Event(Event::Deleted { chat_id, revision, message_id }) => {
                (*chat_id, *revision, *message_id, None)
            }
            Update::Ended(EndReason::Closed) => return,
            Update::EpochChanged
            | Update::ChatReloaded(_)
            | Update::Event(Event::ChatDeleted { .. })
            | Update::Ended(_) => {
                return record.complaints.push(format!("client {client}: {update:?}"));
            }
            _ => return,
        };
        let (chat_id, message_id) = (chat_id.get(), message_id.get());
        record.deliveries.push(Delivery { client, chat_id, revision, message_id, text });
    }

    /// One of the newest messages of a sender in a chat.
    pub fn any_message(&self, random: &mut StdRng, chat_id: i64, sender_id: i64) -> Option<i64> {
        let record = self.record();
        pick_newest(random, record.messages.get(&(chat_id, sender_id))?).copied()
    }

    /// One of the newest messages of a chat, whose ever it is.
    pub fn any_message_in(&self, random: &mut StdRng, chat_id: i64) -> Option<i64> {
        let record = self.record();
        pick_newest(random, record.newest.get(&chat_id)?).copied()
    }

    /// The greatest revision of a chat that was acknowledged.
    pub fn newest_revision(&self, chat_id: i64) -> i64 {
        self.record().revisions.get(&chat_id).copied().unwrap_or(0)
    }

    /// One of the newest sendings of a user.
    pub fn any_sending(&self, random: &mut StdRng, user_id: i64) -> Option<Sending> {
        let record = self.record();
        pick_newest(random, record.sendings.get(&user_id)?).cloned()
    }

    pub fn so_far(&self) -> Record {
        self.record().clone()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> u64 {
        self.0.clock.fetch_add(1, Ordering::SeqCst)
    }
}

fn pick_newest<'a, T>(random: &mut StdRng, all: &'a [T]) -> Option<&'a T> {
    let newest = all.len().min(NEWEST);
    let back = (newest > 0).then(|| random.random_range(1..=newest))?;
    all.get(all.len() - back)
}
