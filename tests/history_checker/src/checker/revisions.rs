//! Every revision is one change that was requested, the same for all clients.

use super::unseen::Unseen;
use super::{Case, Known};
use crate::{Anomaly, Operation, Outcome, StoredRow};

pub(super) fn check<'a>(case: &Case<'a>, known: &Known<'a>, anomalies: &mut Vec<Anomaly>) {
    let revision = case.chat.revision;
    let last = case.chat.messages.iter().map(|row| row.revision).max().unwrap_or(0);
    if last != revision {
        let what = format!("chat {} is at {revision}, its last change at {last}", case.chat_id);
        anomalies.push(Anomaly::Revisions(what));
    }
    for (revision, message_id, text) in known.changes() {
        check_change(case, revision, message_id, text, anomalies);
    }
    let mut unseen = Unseen::default();
    for row in &case.chat.messages {
        count_changes(case, known, row, &mut unseen, anomalies);
    }
    unseen.check(case, known, anomalies);
}

/// A known change is stored, not undone, and was requested.
fn check_change(
    case: &Case<'_>,
    revision: i64,
    message_id: i64,
    text: Option<&str>,
    anomalies: &mut Vec<Anomaly>,
) {
    let change = format!("revision {revision} of chat {}, message {message_id}: {text:?}", case.chat_id);
    let Some(row) = case.rows.get(&message_id) else { return anomalies.push(Anomaly::Lost(change)) };
    if revision > row.revision || revision > case.chat.revision {
        anomalies.push(Anomaly::Lost(change.clone()));
    }
    let is_asked = match text {
        Some(text) => {
            case.sent_as(row).is_some_and(|(_, sent)| sent == text)
                || case.edits_of(message_id).any(|(_, edited)| edited == text)
        }
        None => case.deletions_of(message_id).next().is_some(),
    };
    if !is_asked {
        anomalies.push(Anomaly::Invented(change));
    }
}

/// Counts the changes of a message that no client got. It is sent and deleted once, and a text comes about no more often
/// than it was requested.
fn count_changes<'a>(
    case: &Case<'a>,
    known: &Known<'a>,
    row: &'a StoredRow,
    unseen: &mut Unseen,
    anomalies: &mut Vec<Anomaly>,
) {
    let mut count = |text: Option<&'a str>, is_certain: bool, times: usize, requests: &[&Operation]| {
        let seen = known.revisions_of(row.message_id, text).len();
        if seen > times {
            anomalies.push(Anomaly::Duplicated(format!(
                "message {} came {seen} times to {text:?}",
                row.message_id
            )));
        }
        unseen.add(is_certain && seen == 0, times.saturating_sub(seen), requests);
    };
    if let Some((requests, sent)) = case.sent_as(row) {
        count(Some(sent), true, 1, requests);
    }
    if row.text.is_none() {
        count(None, true, 1, &case.deletions_of(row.message_id).collect::<Vec<_>>());
    }
    for (edit, text) in case.edits_of(row.message_id) {
        let is_certain = matches!(edit.outcome, Outcome::Acknowledged { .. });
        count(Some(text), is_certain, edit.attempts, &[edit]);
    }
}
