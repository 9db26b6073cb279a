//! The newest messages of one chat without a gap, and the revision up to which all changes are applied. Changes may
//! arrive in any order, twice, or not at all; the revision shows which.

use simple_chats_domain::{ChatId, ChatLifetime, Event, Message, MessageId, Quote, UserId};
use simple_chats_protocol::{Change, Changes, History};
use std::collections::BTreeMap;

/// The value of `complete_from` while the timeline has no messages.
const NO_MESSAGES: i64 = i64::MAX;

/// The number of changes that wait for a missing one; `sync` loads the others again.
const MAX_OUT_OF_ORDER: usize = 256;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timeline {
    chat_id: ChatId,
    /// All changes up to this one are applied, or concern messages that are not kept.
    revision: i64,
    /// Messages by id. Changed ones below `complete_from` are kept too, so that an older page of the history can't undo
    /// the change.
    entries: BTreeMap<i64, Entry>,
    /// All messages from this id on are kept; 0 if all of the chat are.
    complete_from: i64,
    /// Messages up to this id existed before or were trimmed: they are not new when they change.
    known_up_to: i64,
    /// Messages up to this id are hidden from the user.
    cleared_up_to: i64,
    /// Changes up to this revision may be missing in `entries`, so no older page may be merged.
    trimmed_at: i64,
    /// A page of `sync` left out changes up to this revision; 0 if none did. It lists a message at its latest change only, so
    /// that what came before a reaction may be among those, and the reaction alone would hide that it is missing.
    unlisted_up_to: i64,
    /// The greatest revision that the server has mentioned.
    latest_known_revision: i64,
    /// Changes that arrived before their predecessors.
    out_of_order: BTreeMap<i64, TimelineChange>,
    /// The history has to be loaded again before anything else counts.
    reloading: bool,
}

/// A change from an event, an ack, or the response to `sync`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TimelineChange {
    Message { revision: i64, message: Message },
    Deleted { revision: i64, message_id: MessageId },
    Reacted { revision: i64, message_id: MessageId, user_id: UserId, emoji: Option<String> },
    Lifetime { revision: i64, lifetime: ChatLifetime, user_id: UserId },
}

impl From<Change> for TimelineChange {
    fn from(change: Change) -> Self {
        match change {
            Change::Message { revision, message } => Self::Message { revision, message },
            Change::Deleted { revision, deleted } => Self::Deleted { revision, message_id: deleted },
            Change::Lifetime { revision, lifetime, user_id } => {
                Self::Lifetime { revision, lifetime, user_id }
            }
        }
    }
}

impl TimelineChange {
    fn revision(&self) -> i64 {
        match self {
            Self::Message { revision, .. }
            | Self::Deleted { revision, .. }
            | Self::Reacted { revision, .. }
            | Self::Lifetime { revision, .. } => *revision,
        }
    }
}

/// A message as of a revision; `None` if it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    revision: i64,
    message: Option<Message>,
}

impl Timeline {
    /// A timeline with only the message that a list of chats shows.
    pub(crate) fn new(chat_id: ChatId, revision: i64, last_message: Option<Message>) -> Self {
        let newest = last_message.as_ref().map_or(0, |message| message.message_id.get());
        let entry = last_message.map(|message| (newest, Entry { revision, message: Some(message) }));
        Self {
            chat_id,
            revision,
            entries: entry.into_iter().collect(),
            complete_from: newest,
            known_up_to: newest,
            cleared_up_to: 0,
            trimmed_at: revision,
            unlisted_up_to: 0,
            latest_known_revision: revision,
            out_of_order: BTreeMap::new(),
            reloading: false,
        }
    }

    /// Notes what was hidden before.
    pub(crate) fn note_cleared(&mut self, up_to: i64) {
        self.cleared_up_to = up_to;
    }

    /// Drops the messages up to an id, which nothing brings back.
    pub(crate) fn clear(&mut self, up_to: i64) {
        self.entries.retain(|message_id, _| *message_id > up_to);
        self.known_up_to = self.known_up_to.max(up_to);
        self.cleared_up_to = up_to;
        if self.reaches(up_to) && !self.reloading {
            self.complete_from = 0;
        }
    }

    pub(crate) fn revision(&self) -> i64 {
        self.revision
    }

    /// The newest messages without a gap, oldest first.
    pub(crate) fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.entries.range(self.complete_from..).filter_map(|(_, entry)| entry.message.as_ref())
    }

    /// Whether all messages after this one are kept.
    pub(crate) fn reaches(&self, message_id: i64) -> bool {
        self.complete_from <= message_id.saturating_add(1)
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.complete_from == 0
    }

    pub(crate) fn has_gap(&self) -> bool {
        !self.reloading && self.latest_known_revision > self.revision
    }

    /// Whether the newest message is unknown until the history is loaded.
    pub(crate) fn needs_reload(&self) -> bool {
        self.reloading || (self.complete_from > 0 && self.messages().next().is_none())
    }

    /// Takes a change from an event or ack. Returns its event and those of the changes that waited for it,
    /// in order of revision.
    pub(crate) fn take(&mut self, change: impl Into<TimelineChange>) -> Vec<Event> {
        let change = change.into();
        if change.revision() > self.revision {
            self.note_revision(change.revision());
            self.out_of_order.insert(change.revision(), change);
        }
        let events = self.drain();
        if self.out_of_order.len() > MAX_OUT_OF_ORDER {
            self.out_of_order.pop_last();
        }
        events
    }

    pub(crate) fn note_revision(&mut self, revision: i64) {
        self.latest_known_revision = self.latest_known_revision.max(revision);
    }

    /// Takes the response to `sync`, in which revisions may skip numbers.
    pub(crate) fn apply_changes(&mut self, after: i64, changes: &Changes) -> Vec<Event> {
        if self.reloading || after > self.revision {
            return Vec::new();
        }
        let mut events = Vec::new();
        for change in &changes.changes {
            if change.revision() > self.revision {
                self.revision = change.revision();
                events.push(self.apply(change.clone().into()));
            }
        }
        self.note_revision(changes.revision);
        if changes.has_more {
            self.unlisted_up_to = changes.revision;
        } else {
            self.revision = self.revision.max(changes.revision);
            self.unlisted_up_to = 0;
        }
        self.out_of_order = self.out_of_order.split_off(&self.revision.saturating_add(1));
        events.extend(self.drain());
        events
    }

    /// Puts a page of the history in front of the messages if it fits without a gap. The page ends before `before`, or at
    /// the present. While the timeline is being reloaded, a page up to the present restarts it.
    pub(crate) fn merge(&mut self, before: Option<MessageId>, page: &History) -> Vec<Event> {
        if self.reloading {
            return if before.is_none() { self.restart_from(page) } else { Vec::new() };
        }
        let fits = before.is_none_or(|before| before.get() >= self.complete_from);
        if fits && page.revision >= self.trimmed_at {
            self.extend(page);
        }
        Vec::new()
    }

    /// Discards everything until the history is loaded again.
    pub(crate) fn reset(&mut self) {
        let cleared_up_to = self.cleared_up_to;
        let new = Self::new(self.chat_id, 0, None);
        *self = Self { complete_from: NO_MESSAGES, reloading: true, cleared_up_to, ..new };
    }

    /// Whether it has been waiting for the history since [`Timeline::reset`].
    pub(crate) fn is_reloading(&self) -> bool {
        self.reloading
    }

    /// Drops the oldest messages if there are more than a quarter too many. While changes are missing it keeps all,
    /// because one of them may be an edit of an old message.
    pub(crate) fn trim(&mut self, keep: usize) {
        let keep = keep.max(1);
        if self.has_gap() || self.entries.len() <= keep.saturating_add(keep / 4) {
            return;
        }
        let oldest = self.messages().rev().nth(keep - 1).map(|message| message.message_id.get());
        let complete_from = oldest.unwrap_or(self.complete_from);
        self.complete_from = complete_from;
        self.known_up_to = self.known_up_to.max(complete_from.saturating_sub(1));
        self.entries.retain(|message_id, entry| *message_id >= complete_from && entry.message.is_some());
        self.trimmed_at = self.revision;
    }

    fn restart_from(&mut self, page: &History) -> Vec<Event> {
        let (mut out_of_order, latest_known_revision) =
            (std::mem::take(&mut self.out_of_order), self.latest_known_revision);
        *self = Self {
            complete_from: NO_MESSAGES,
            cleared_up_to: self.cleared_up_to,
            known_up_to: page.messages.first().map_or(0, |message| message.message_id.get()),
            latest_known_revision: latest_known_revision.max(page.revision),
            out_of_order: out_of_order.split_off(&page.revision.saturating_add(1)),
            ..Self::new(self.chat_id, page.revision, None)
        };
        self.extend(page);
        self.drain()
    }

    fn extend(&mut self, page: &History) {
        let Some(begin) = page_begin(page) else { return };
        let end = self.complete_from;
        if begin >= end {
            return;
        }
        let seen = self.cleared_up_to.saturating_add(1)..end;
        for message in page.messages.iter().filter(|message| seen.contains(&message.message_id.get())) {
            let entry = Entry { revision: page.revision, message: Some(message.clone()) };
            let existing = self.entries.entry(message.message_id.get()).or_insert_with(|| entry.clone());
            if existing.revision < page.revision {
                *existing = entry;
            }
        }
        self.complete_from = begin;
    }

    fn drain(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        if self.reloading {
            return events;
        }
        while let Some(change) = self.out_of_order.remove(&self.revision.saturating_add(1)) {
            if matches!(change, TimelineChange::Reacted { .. }) && change.revision() <= self.unlisted_up_to {
                break;
            }
            self.revision = change.revision();
            events.push(self.apply(change));
        }
        events
    }

    /// Applies a change, unless a page of the history already had a later version of the message.
    fn apply(&mut self, change: TimelineChange) -> Event {
        let (chat_id, revision) = (self.chat_id, change.revision());
        match change {
            TimelineChange::Message { message, .. } => {
                let message_id = message.message_id;
                let is_new =
                    message_id.get() > self.known_up_to && !self.entries.contains_key(&message_id.get());
                if self.is_newest(message_id, revision) {
                    let quote = message.quote();
                    self.set(revision, message_id, Some(message.clone()), &quote);
                }
                if is_new {
                    Event::Message { chat_id, revision, message }
                } else {
                    Event::Edited { chat_id, revision, message }
                }
            }
            TimelineChange::Deleted { message_id, .. } => {
                if self.is_newest(message_id, revision) {
                    self.set(revision, message_id, None, &Quote::of_deleted(message_id));
                }
                Event::Deleted { chat_id, revision, message_id }
            }
            TimelineChange::Reacted { message_id, user_id, emoji, .. } => {
                if self.is_newest(message_id, revision) {
                    self.react(revision, message_id, user_id, emoji.clone());
                }
                Event::Reacted { chat_id, revision, message_id, user_id, emoji }
            }
            TimelineChange::Lifetime { lifetime, user_id, .. } => {
                Event::Lifetime { chat_id, revision, lifetime, user_id }
            }
        }
    }

    /// Whether no later version of a message is known.
    fn is_newest(&self, message_id: MessageId, revision: i64) -> bool {
        self.entries.get(&message_id.get()).is_none_or(|entry| entry.revision < revision)
    }

    /// Replaces a message, and what replies show of it.
    fn set(&mut self, revision: i64, message_id: MessageId, message: Option<Message>, quote: &Quote) {
        let message = message.filter(|message| message.message_id.get() > self.cleared_up_to);
        self.entries.insert(message_id.get(), Entry { revision, message });
        // Replies are newer than their originals.
        for (_, entry) in self.entries.range_mut(message_id.get()..) {
            let shown = entry.message.as_mut().and_then(|message| message.reply_to.as_mut());
            if let Some(shown) = shown.filter(|shown| shown.message_id() == message_id) {
                shown.clone_from(quote);
            }
        }
    }

    fn react(&mut self, revision: i64, message_id: MessageId, user_id: UserId, emoji: Option<String>) {
        match self.entries.get_mut(&message_id.get()) {
            Some(entry) => {
                entry.revision = revision;
                if let Some(message) = &mut entry.message {
                    message.set_reaction(user_id, emoji);
                }
            }
            // An older page of the history would undo it.
            None => self.trimmed_at = self.trimmed_at.max(revision),
        }
    }
}

/// The id from which on a page has all messages; `None` if the page is empty.
fn page_begin(page: &History) -> Option<i64> {
    if page.has_more { page.messages.last().map(|message| message.message_id.get()) } else { Some(0) }
}

#[cfg(test)]
mod tests;
