//! The messages of one chat as a client holds them: the newest ones without a hole, and the revision up to which all
//! changes are in them. Changes may come in any order, twice or not at all; the revision tells.

use crate::frames::{Change, Changes, History};
use simple_chats_domain::{Message, MessageId};
use std::collections::BTreeMap;

/// Where a timeline begins of which no message is held.
const NO_MESSAGES: i64 = i64::MAX;

/// How many changes wait for one that is missing; `sync` brings those beyond again.
const MAX_OUT_OF_ORDER: usize = 256;

/// The messages of one chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timeline {
    /// All changes up to this one are in `entries`, or concern messages that aren't held.
    revision: i64,
    /// What is known of messages. It holds those below `complete_from` too that have changed, so that a page of the
    /// history that is older than the change can't undo it.
    entries: BTreeMap<i64, Entry>,
    /// All messages from this id on are held; 0 where all of the chat are.
    complete_from: i64,
    /// Messages up to this id were there before, or were held and let go of: they are not new when they change.
    known_up_to: i64,
    /// Changes up to this revision may be missing in `entries`, so no older page may be put in.
    trimmed_at: i64,
    /// The greatest revision of which this timeline has heard.
    latest_known_revision: i64,
    /// Changes that came before others that they follow.
    out_of_order: BTreeMap<i64, Change>,
    /// What is held is worth nothing until the history has been read anew.
    reloading: bool,
}

/// A message as of a revision; nothing where it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    revision: i64,
    message: Option<Message>,
}

/// What a change has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Applied {
    /// There is a new message.
    New { revision: i64, message: Message },
    /// A message reads differently now.
    Edited { revision: i64, message: Message },
    /// A message is gone.
    Deleted { revision: i64, message_id: MessageId },
}

impl Timeline {
    /// A timeline that begins with what a list of chats shows.
    pub(crate) fn new(revision: i64, last_message: Option<Message>) -> Self {
        let newest = last_message.as_ref().map_or(0, |message| message.message_id.get());
        let entry = last_message.map(|message| (newest, Entry { revision, message: Some(message) }));
        Self {
            revision,
            entries: entry.into_iter().collect(),
            complete_from: newest,
            known_up_to: newest,
            trimmed_at: revision,
            latest_known_revision: revision,
            out_of_order: BTreeMap::new(),
            reloading: false,
        }
    }

    /// Up to which change everything is here.
    pub(crate) fn revision(&self) -> i64 {
        self.revision
    }

    /// The messages that are held without a hole, oldest first.
    pub(crate) fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.entries.range(self.complete_from..).filter_map(|(_, entry)| entry.message.as_ref())
    }

    /// Whether all messages beyond this one are held.
    pub(crate) fn reaches(&self, message_id: i64) -> bool {
        self.complete_from <= message_id.saturating_add(1)
    }

    /// Whether all messages of the chat are held.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete_from == 0
    }

    /// Whether there are changes that aren't here.
    pub(crate) fn has_gap(&self) -> bool {
        !self.reloading && self.latest_known_revision > self.revision
    }

    /// Whether the history has to be read to know what the newest message is.
    pub(crate) fn needs_reload(&self) -> bool {
        self.reloading || (self.complete_from > 0 && self.messages().next().is_none())
    }

    /// Takes a change that was told or acknowledged; returns what came of it and of those that waited for it, in order
    /// of revision.
    pub(crate) fn take(&mut self, change: Change) -> Vec<Applied> {
        if change.revision() > self.revision {
            self.note_revision(change.revision());
            self.out_of_order.insert(change.revision(), change);
        }
        let applied = self.drain();
        if self.out_of_order.len() > MAX_OUT_OF_ORDER {
            self.out_of_order.pop_last();
        }
        applied
    }

    /// Notes that the chat has come to a revision.
    pub(crate) fn note_revision(&mut self, revision: i64) {
        self.latest_known_revision = self.latest_known_revision.max(revision);
    }

    /// Takes the answer to `sync` from a revision on, in which numbers may skip.
    pub(crate) fn apply_changes(&mut self, after: i64, changes: &Changes) -> Vec<Applied> {
        if self.reloading || after > self.revision {
            return Vec::new();
        }
        let mut applied = Vec::new();
        for change in &changes.changes {
            if change.revision() > self.revision {
                self.revision = change.revision();
                applied.push(self.apply(change.clone()));
            }
        }
        self.note_revision(changes.revision);
        if !changes.has_more {
            self.revision = self.revision.max(changes.revision);
        }
        self.out_of_order = self.out_of_order.split_off(&self.revision.saturating_add(1));
        applied.extend(self.drain());
        applied
    }

    /// Puts a page of the history in front of what is held, where it fits there without a hole; the page ends before
    /// `before`, or at the present. While the timeline is reloaded, a page up to the present begins it anew.
    pub(crate) fn merge(&mut self, before: Option<MessageId>, page: &History) -> Vec<Applied> {
        if self.reloading {
            return if before.is_none() { self.restart_from(page) } else { Vec::new() };
        }
        let fits = before.is_none_or(|before| before.get() >= self.complete_from);
        if fits && page.revision >= self.trimmed_at {
            self.extend(page);
        }
        Vec::new()
    }

    /// Forgets everything; the history has to be read anew.
    pub(crate) fn reset(&mut self) {
        *self = Self { complete_from: NO_MESSAGES, reloading: true, ..Self::new(0, None) };
    }

    /// Whether it waits for the history since [`Timeline::reset`].
    pub(crate) fn is_reloading(&self) -> bool {
        self.reloading
    }

    /// Lets go of the oldest messages where more than a quarter too many are held. While changes are missing it keeps all:
    /// one of them may be an old message that was edited before it was ever told.
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

    fn restart_from(&mut self, page: &History) -> Vec<Applied> {
        let (mut out_of_order, latest_known_revision) =
            (std::mem::take(&mut self.out_of_order), self.latest_known_revision);
        *self = Self {
            complete_from: NO_MESSAGES,
            known_up_to: page.messages.first().map_or(0, |message| message.message_id.get()),
            latest_known_revision: latest_known_revision.max(page.revision),
            out_of_order: out_of_order.split_off(&page.revision.saturating_add(1)),
            ..Self::new(page.revision, None)
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
        for message in page.messages.iter().filter(|message| message.message_id.get() < end) {
            let entry = Entry { revision: page.revision, message: Some(message.clone()) };
            let held = self.entries.entry(message.message_id.get()).or_insert_with(|| entry.clone());
            if held.revision < page.revision {
                *held = entry;
            }
        }
        self.complete_from = begin;
    }

    fn drain(&mut self) -> Vec<Applied> {
        let mut applied = Vec::new();
        if self.reloading {
            return applied;
        }
        while let Some(change) = self.out_of_order.remove(&self.revision.saturating_add(1)) {
            self.revision = change.revision();
            applied.push(self.apply(change));
        }
        applied
    }

    /// Puts a change in, unless a page has brought the message as it was later.
    fn apply(&mut self, change: Change) -> Applied {
        let (message_id, revision) = (change.message_id(), change.revision());
        let held = self.entries.get(&message_id.get());
        let is_new = message_id.get() > self.known_up_to && held.is_none();
        let (message, applied) = match change {
            Change::Message { message, .. } if is_new => {
                (Some(message.clone()), Applied::New { revision, message })
            }
            Change::Message { message, .. } => (Some(message.clone()), Applied::Edited { revision, message }),
            Change::Deleted { .. } => (None, Applied::Deleted { revision, message_id }),
        };
        if held.is_none_or(|entry| entry.revision < revision) {
            self.entries.insert(message_id.get(), Entry { revision, message });
        }
        applied
    }
}

/// The id from which on a page has all messages; nothing where it says nothing.
fn page_begin(page: &History) -> Option<i64> {
    if page.has_more { page.messages.last().map(|message| message.message_id.get()) } else { Some(0) }
}

#[cfg(test)]
mod tests;
