//! Chats: one for each pair of users, and the columns that depend on its messages.

use super::error::ImportError;
use super::findings::{Finding, Findings, MessageFinding};
use super::source::{Source, SourceChat, SourceMessage};
use super::target::{ChatState, Transaction};
use crate::chats::Place;
use crate::millis::Millis;
use chrono::{DateTime, Utc};
use simple_chats_domain::{Pair, UserId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The chats that are imported. They stay in memory; their messages don't.
#[derive(Default)]
pub(super) struct Chats {
    /// For each chat of the source the one that gets its messages; `None` if it is left out.
    homes: HashMap<i64, Option<i64>>,
    of_pairs: HashMap<Pair, i64>,
    imported: BTreeMap<i64, ImportedChat>,
}

/// A chat and its messages so far.
pub(super) struct ImportedChat {
    pub(super) pair: Pair,
    pub(super) revision: i64,
    pub(super) last_message_id: i64,
    pub(super) written_until: DateTime<Utc>,
}

impl ImportedChat {
    /// Takes the next place in the chat. Messages come in the order of their ids.
    pub(super) fn add(&mut self, message_id: i64, written_at: DateTime<Utc>) -> Place {
        let written_late = Millis::from(written_at) < Millis::from(self.written_until);
        self.written_until = self.written_until.max(written_at);
        self.revision += 1;
        self.last_message_id = message_id;
        Place { revision: self.revision, written_late }
    }
}

impl Chats {
    /// Copies all chats; of those of a pair, the one with the lowest id.
    pub(super) fn copy(
        source: &mut Source,
        target: &mut Transaction<'_>,
        users: &BTreeSet<i64>,
        findings: &mut Findings,
    ) -> Result<Self, ImportError> {
        let mut chats = Self::default();
        source.each_chunk_of_chats(|chunk| {
            let new = chunk.iter().filter_map(|chat| chats.adopt(chat, users, findings));
            let rows: Vec<(i64, Pair)> = new.collect();
            target.insert_chats(&rows)
        })?;
        Ok(chats)
    }

    /// Returns the chat and its pair if it is new.
    fn adopt(
        &mut self,
        chat: &SourceChat,
        users: &BTreeSet<i64>,
        findings: &mut Findings,
    ) -> Option<(i64, Pair)> {
        let chat_id = chat.chat_id;
        self.homes.insert(chat_id, None);
        let is_user = |id: &i64| users.contains(id);
        let (Some(one), Some(other)) = (chat.user1_id.filter(is_user), chat.user2_id.filter(is_user)) else {
            findings.add(Finding::ChatOfNobody { chat_id });
            return None;
        };
        let Ok(pair) = Pair::of(UserId::stored(one), UserId::stored(other)) else {
            findings.add(Finding::ChatWithOneself { chat_id, user_id: one });
            return None;
        };
        if chat_id < 1 {
            findings.add(Finding::ChatOfNobody { chat_id });
            return None;
        }
        let home = *self.of_pairs.entry(pair).or_insert(chat_id);
        self.homes.insert(chat_id, Some(home));
        if home != chat_id {
            findings.add(Finding::MergedChat { chat_id, into: home });
            return None;
        }
        let (revision, last_message_id, written_until) = (0, 0, DateTime::UNIX_EPOCH);
        self.imported.insert(chat_id, ImportedChat { pair, revision, last_message_id, written_until });
        Some((chat_id, pair))
    }

    /// The chat that gets a message, which is its own or, if it has none, that of its two users.
    pub(super) fn home_of(
        &mut self,
        message: &SourceMessage,
    ) -> Result<(i64, &mut ImportedChat), MessageFinding> {
        let users = message.sender_id.zip(message.receiver_id);
        let pair = users.and_then(|(one, other)| Pair::of(UserId::stored(one), UserId::stored(other)).ok());
        let own = message.chat_id.and_then(|chat_id| self.homes.get(&chat_id).copied());
        let chat_id = match own {
            Some(home) => home.ok_or(MessageFinding::OfChatLeftOut)?,
            None => {
                pair.and_then(|pair| self.of_pairs.get(&pair).copied()).ok_or(MessageFinding::OfNoChat)?
            }
        };
        let chat = self.imported.get_mut(&chat_id).ok_or(MessageFinding::OfNoChat)?;
        if pair == Some(chat.pair) { Ok((chat_id, chat)) } else { Err(MessageFinding::OfOthers) }
    }

    pub(super) fn len(&self) -> usize {
        self.imported.len()
    }

    /// What the imported chats have become by their messages.
    pub(super) fn states(&self) -> Vec<ChatState> {
        let state = |(chat_id, chat): (&i64, &ImportedChat)| {
            (*chat_id, chat.revision, chat.last_message_id, Millis::from(chat.written_until))
        };
        self.imported.iter().map(state).collect()
    }
}
