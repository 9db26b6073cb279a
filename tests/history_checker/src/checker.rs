//! The rules. Each file here knows some of them; what they share is put together once for each chat.

mod known;
mod order;
mod requests;
mod revisions;
mod rows;
mod unseen;
mod views;

use crate::{Action, Anomaly, Delivery, History, Operation, StoredChat, StoredRow};
use known::Known;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything that is wrong with a history; nothing for one that a right server can have made.
#[must_use]
pub fn check(history: &History) -> Vec<Anomaly> {
    let mut anomalies: Vec<Anomaly> = history.complaints.iter().cloned().map(Anomaly::Complaint).collect();
    let named: BTreeSet<i64> = history.operations.iter().map(|operation| operation.chat_id).collect();
    for chat_id in named.iter().filter(|chat_id| !history.stored.contains_key(chat_id)) {
        anomalies.push(Anomaly::Lost(format!("chat {chat_id}")));
    }
    for (chat_id, chat) in &history.stored {
        let case = Case::of(history, *chat_id, chat);
        let known = Known::of(&case, &mut anomalies);
        requests::check(&case, &known, &mut anomalies);
        rows::check(&case, &mut anomalies);
        revisions::check(&case, &known, &mut anomalies);
        order::check(&case, &known, &mut anomalies);
    }
    anomalies.extend(check_views(history));
    anomalies.sort();
    anomalies.dedup();
    anomalies
}

/// How what clients see differs from what is stored; the part of the check that may still change for the better while
/// clients catch up.
#[must_use]
pub fn check_views(history: &History) -> Vec<Anomaly> {
    let mut anomalies = Vec::new();
    for view in &history.views {
        match history.stored.get(&view.chat_id) {
            Some(chat) => views::check(view, chat, &mut anomalies),
            None => anomalies.push(Anomaly::View(format!("{} sees chat {}", view.viewer, view.chat_id))),
        }
    }
    anomalies
}

/// What names a message before it has an id: its sender, the client id, and which of the request's texts it is.
type Key<'a> = (i64, &'a str, i32);

/// All about one chat.
struct Case<'a> {
    chat_id: i64,
    chat: &'a StoredChat,
    operations: Vec<&'a Operation>,
    deliveries: Vec<&'a Delivery>,
    rows: HashMap<i64, &'a StoredRow>,
    /// The requests that may have sent something.
    sends: BTreeMap<Key<'a>, Vec<&'a Operation>>,
    /// The requests that may have edited or deleted a message.
    changes: HashMap<i64, Vec<&'a Operation>>,
}

impl<'a> Case<'a> {
    fn of(history: &'a History, chat_id: i64, chat: &'a StoredChat) -> Self {
        let operations: Vec<_> =
            history.operations.iter().filter(|operation| operation.chat_id == chat_id).collect();
        let mut sends: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut changes: HashMap<_, Vec<_>> = HashMap::new();
        for operation in operations.iter().copied().filter(|operation| operation.may_count()) {
            match &operation.action {
                Action::Send { client_id, part, .. } => {
                    let key = (operation.user_id, client_id.as_str(), *part);
                    sends.entry(key).or_default().push(operation);
                }
                Action::Edit { message_id, .. } | Action::Delete { message_id } => {
                    changes.entry(*message_id).or_default().push(operation);
                }
                Action::Read { .. } | Action::Look => {}
            }
        }
        Self {
            chat_id,
            chat,
            operations,
            deliveries: history.deliveries.iter().filter(|delivery| delivery.chat_id == chat_id).collect(),
            rows: chat.messages.iter().map(|row| (row.message_id, row)).collect(),
            sends,
            changes,
        }
    }

    /// The requests from which a message can have come, and the text that they sent.
    fn sent_as(&self, row: &'a StoredRow) -> Option<(&[&'a Operation], &'a str)> {
        let key = (row.sender_id, row.client_id.as_deref()?, row.part);
        let sends = self.sends.get(&key)?;
        let text = sends.iter().find_map(|operation| match &operation.action {
            Action::Send { text, .. } => Some(text.as_str()),
            _ => None,
        })?;
        Some((sends, text))
    }

    /// The edits that may have been made of a message, with their texts.
    fn edits_of(&self, message_id: i64) -> impl Iterator<Item = (&'a Operation, &'a str)> {
        let changes = self.changes.get(&message_id).into_iter().flatten();
        changes.filter_map(|operation| match &operation.action {
            Action::Edit { text, .. } => Some((*operation, text.as_str())),
            _ => None,
        })
    }

    /// The deletions that may have been made of a message.
    fn deletions_of(&self, message_id: i64) -> impl Iterator<Item = &'a Operation> {
        let changes = self.changes.get(&message_id).into_iter().flatten();
        changes.copied().filter(|operation| matches!(operation.action, Action::Delete { .. }))
    }
}

#[cfg(test)]
mod tests;
