//! The rules.

use super::{Ask, Fault, History, Operation, Outcome, StoredChat, StoredRow};
use std::collections::{BTreeSet, HashMap};

/// Everything that is wrong with a history; nothing for one that a right server can have made.
#[must_use]
pub fn judge(history: &History) -> Vec<Fault> {
    let mut faults = Vec::new();
    for operation in &history.operations {
        judge_operation(history, operation, &mut faults);
    }
    for (chat_id, chat) in &history.stored {
        let attempts: Vec<&Operation> =
            history.operations.iter().filter(|operation| operation.chat_id == *chat_id).collect();
        judge_rows(*chat_id, chat, &attempts, &mut faults);
        judge_revisions(*chat_id, chat, &attempts, history, &mut faults);
        judge_views(*chat_id, chat, history, &mut faults);
    }
    faults.sort();
    faults.dedup();
    faults
}

/// What was acknowledged has to be there.
fn judge_operation(history: &History, operation: &Operation, faults: &mut Vec<Fault>) {
    let Outcome::Acknowledged { message_id, revision } = operation.outcome else { return };
    let Some(chat) = history.stored.get(&operation.chat_id) else {
        return faults.push(Fault::Lost(format!("chat {}", operation.chat_id)));
    };
    if revision > chat.revision {
        faults.push(Fault::Lost(format!("revision {revision} of chat {}", operation.chat_id)));
    }
    let row = chat.messages.iter().find(|row| row.message_id == message_id);
    match &operation.ask {
        Ask::Read { message_id: asked } => {
            let mark = chat.marks.get(&operation.user_id).copied().unwrap_or(0);
            if message_id < *asked || mark < message_id {
                faults.push(Fault::Mark(format!("user {} had read up to {asked}", operation.user_id)));
            }
        }
        Ask::Send { client_id, text } => match row {
            None => faults.push(Fault::Lost(format!("message {message_id}: {text}"))),
            Some(row) => {
                if row.client_id.as_ref() != Some(client_id) || row.sender_id != operation.user_id {
                    faults.push(Fault::Altered(format!(
                        "message {message_id} is not the one that was sent as {text}"
                    )));
                }
            }
        },
        Ask::Edit { text, .. } => {
            if row.is_none_or(|row| row.revision < revision) {
                faults.push(Fault::Lost(format!("edit of message {message_id}: {text}")));
            }
        }
        Ask::Delete { .. } => {
            if row.is_none_or(|row| row.text.is_some()) {
                faults.push(Fault::Lost(format!("deletion of message {message_id}")));
            }
        }
    }
}

/// Each row comes from one request to send, and its text from the latest request to edit that can have counted.
fn judge_rows(chat_id: i64, chat: &StoredChat, attempts: &[&Operation], faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    let mut texts = BTreeSet::new();
    for row in &chat.messages {
        if !seen.insert((row.sender_id, row.client_id.clone())) {
            faults.push(Fault::Doubled(format!("client id {:?} in chat {chat_id}", row.client_id)));
        }
        if let Some(text) = &row.text
            && !texts.insert(text)
        {
            faults.push(Fault::Doubled(format!("{text} in chat {chat_id}")));
        }
        judge_text(row, attempts, faults);
    }
    let ids: Vec<i64> = chat.messages.iter().map(|row| row.message_id).collect();
    if ids.windows(2).any(|pair| pair[0] >= pair[1]) {
        faults.push(Fault::Swapped(format!("the ids of chat {chat_id}: {ids:?}")));
    }
}

fn judge_text(row: &StoredRow, attempts: &[&Operation], faults: &mut Vec<Fault>) {
    let sent = attempts.iter().find_map(|operation| match &operation.ask {
        Ask::Send { client_id, text }
            if Some(client_id) == row.client_id.as_ref() && operation.user_id == row.sender_id =>
        {
            Some(text)
        }
        _ => None,
    });
    let Some(sent) = sent else {
        return faults.push(Fault::Invented(format!("message {}", row.message_id)));
    };
    let asked_of = |ask: &Ask| match ask {
        Ask::Edit { message_id, .. } | Ask::Delete { message_id } => *message_id == row.message_id,
        _ => false,
    };
    let changes: Vec<&&Operation> = attempts
        .iter()
        .filter(|operation| asked_of(&operation.ask) && operation.outcome != Outcome::Refused)
        .collect();
    let Some(text) = &row.text else {
        if !changes.iter().any(|operation| matches!(operation.ask, Ask::Delete { .. })) {
            faults.push(Fault::Lost(format!("message {}, which nobody deleted: {sent}", row.message_id)));
        }
        return;
    };
    // The latest acknowledged edit holds, unless one of unknown outcome came after it.
    let acknowledged = changes.iter().filter_map(|operation| match (&operation.ask, operation.outcome) {
        (Ask::Edit { text, .. }, Outcome::Acknowledged { revision, .. }) => Some((revision, text)),
        _ => None,
    });
    let expected = acknowledged.max_by_key(|(revision, _)| *revision).map_or(sent, |(_, text)| text);
    let unknown = changes.iter().any(|operation| {
        operation.outcome == Outcome::Unknown
            && matches!(&operation.ask, Ask::Edit { text: asked, .. } if asked == text)
    });
    if text != expected && !unknown {
        faults.push(Fault::Altered(format!("message {} says {text}, not {expected}", row.message_id)));
    }
}

/// Every revision is one change, the same for all; there are as many as there were changes; and messages were sent in
/// the order of their ids.
fn judge_revisions(
    chat_id: i64,
    chat: &StoredChat,
    attempts: &[&Operation],
    history: &History,
    faults: &mut Vec<Fault>,
) {
    let mut known = KnownChanges::default();
    for told in history.told.iter().filter(|told| told.chat_id == chat_id) {
        known.note(told.revision, told.message_id, told.text.as_ref(), faults);
    }
    for row in &chat.messages {
        known.note(row.revision, row.message_id, row.text.as_ref(), faults);
    }
    let last = chat.messages.iter().map(|row| row.revision).max().unwrap_or(0);
    if last != chat.revision {
        faults.push(Fault::Revisions(format!(
            "chat {chat_id} is at {}, its last change at {last}",
            chat.revision
        )));
    }
    let (fewest, most) = number_of_changes(chat, attempts);
    if !(fewest..=most).contains(&chat.revision) {
        let range = format!("{fewest} to {most} changes, and is at revision {}", chat.revision);
        faults.push(Fault::Revisions(format!("chat {chat_id} has seen {range}")));
    }
    let order = known.sending_order(attempts);
    if order.windows(2).any(|pair| pair[0].1 >= pair[1].1) {
        faults.push(Fault::Swapped(format!("ids and revisions of chat {chat_id} rise apart: {order:?}")));
    }
}

/// How many revisions a chat can have taken: one for each message that is there, and one for each other change that is
/// known to have been made or may have been.
fn number_of_changes(chat: &StoredChat, attempts: &[&Operation]) -> (i64, i64) {
    let changes =
        || attempts.iter().filter(|operation| matches!(operation.ask, Ask::Edit { .. } | Ask::Delete { .. }));
    // Repeated requests are acknowledged at the revision that the first one took.
    let certain: BTreeSet<i64> = changes()
        .filter_map(|operation| match operation.outcome {
            Outcome::Acknowledged { revision, .. } => Some(revision),
            Outcome::Refused | Outcome::Unknown => None,
        })
        .collect();
    let unknown = changes().filter(|operation| operation.outcome == Outcome::Unknown).count();
    let sent = i64::try_from(chat.messages.len()).expect("few messages");
    let least = sent + i64::try_from(certain.len()).expect("few changes");
    (least, least + i64::try_from(unknown).expect("few changes"))
}

/// What is known of each revision.
#[derive(Default)]
struct KnownChanges<'a>(HashMap<i64, (i64, Option<&'a String>)>);

impl<'a> KnownChanges<'a> {
    fn note(&mut self, revision: i64, message_id: i64, text: Option<&'a String>, faults: &mut Vec<Fault>) {
        let before = self.0.insert(revision, (message_id, text));
        if before.is_some_and(|before| before != (message_id, text)) {
            let both = format!("{before:?} and {:?}", (message_id, text));
            faults.push(Fault::Swapped(format!("revision {revision}: {both}")));
        }
    }

    /// Messages by id with the revision at which each was sent, where that is known.
    fn sending_order(&self, attempts: &[&Operation]) -> Vec<(i64, i64)> {
        let sent: BTreeSet<&String> = attempts
            .iter()
            .filter_map(|operation| match &operation.ask {
                Ask::Send { text, .. } => Some(text),
                _ => None,
            })
            .collect();
        let is_sending = |text: Option<&String>| text.is_some_and(|text| sent.contains(text));
        let mut order: Vec<(i64, i64)> = self
            .0
            .iter()
            .filter(|(_, (_, text))| is_sending(*text))
            .map(|(revision, (message_id, _))| (*message_id, *revision))
            .collect();
        order.sort_unstable();
        order
    }
}

/// What a client sees in the end is what the database holds.
fn judge_views(chat_id: i64, chat: &StoredChat, history: &History, faults: &mut Vec<Fault>) {
    let stored: Vec<(i64, String)> =
        chat.messages.iter().filter_map(|row| Some((row.message_id, row.text.clone()?))).collect();
    for view in history.views.iter().filter(|view| view.chat_id == chat_id) {
        let who = format!("client {} of chat {chat_id}", view.client);
        if view.revision != chat.revision {
            faults
                .push(Fault::View(format!("{who} is at revision {}, not {}", view.revision, chat.revision)));
        }
        if view.messages != stored {
            faults.push(Fault::View(format!("{who} sees {:?}, not {stored:?}", view.messages)));
        }
        if view.marks.iter().any(|(user_id, mark)| chat.marks.get(user_id).copied().unwrap_or(0) != *mark) {
            faults.push(Fault::Mark(format!("{who} has the marks {:?}, not {:?}", view.marks, chat.marks)));
        }
    }
}

#[cfg(test)]
mod tests;
