//! Each row comes from one request to send, and its text from a request to edit after which no other counted.

use super::Case;
use crate::{Anomaly, Operation, Outcome, StoredRow};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(case: &Case<'_>, anomalies: &mut Vec<Anomaly>) {
    let (mut seen, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for row in &case.chat.messages {
        if !seen.insert((row.sender_id, &row.client_id, row.part)) {
            anomalies
                .push(Anomaly::Duplicated(format!("client id {:?} in chat {}", row.client_id, case.chat_id)));
        }
        if let Some(text) = &row.text
            && !texts.insert(text)
        {
            anomalies.push(Anomaly::Duplicated(format!("{text} in chat {}", case.chat_id)));
        }
        check_text(case, row, anomalies);
    }
    check_requests_of_many(case, anomalies);
}

fn check_text(case: &Case<'_>, row: &StoredRow, anomalies: &mut Vec<Anomaly>) {
    let message_id = row.message_id;
    let Some((_, sent)) = case.sent_as(row) else {
        return anomalies.push(Anomaly::Invented(format!("message {message_id}")));
    };
    let Some(text) = &row.text else {
        if case.deletions_of(message_id).next().is_none() {
            anomalies.push(Anomaly::Lost(format!("message {message_id}, which nobody deleted: {sent}")));
        }
        return;
    };
    let last = case.edits_of(message_id).find(|(_, edited)| edited == text);
    if last.is_none() && text != sent {
        return anomalies
            .push(Anomaly::Altered(format!("message {message_id} says {text}, which nobody wrote")));
    }
    for (edit, edited) in case.edits_of(message_id) {
        if edited != text && comes_after(edit, last.map(|(last, _)| last), row) {
            anomalies.push(Anomaly::Altered(format!("message {message_id} says {text}, not {edited}")));
        }
    }
}

/// Whether an edit certainly came after the one whose text is there, or, without one, after the sending.
fn comes_after(edit: &Operation, last: Option<&Operation>, row: &StoredRow) -> bool {
    let Outcome::Acknowledged { revision, .. } = edit.outcome else { return false };
    let Some(last) = last else { return true };
    revision.is_some_and(|revision| revision >= row.revision)
        || last.deadline().is_some_and(|deadline| deadline < edit.invoked)
}

/// A request to send several texts sends all or none.
fn check_requests_of_many(case: &Case<'_>, anomalies: &mut Vec<Anomaly>) {
    let mut requested: BTreeMap<(i64, &str), BTreeSet<i32>> = BTreeMap::new();
    for (user_id, client_id, part) in case.sends.keys() {
        requested.entry((*user_id, client_id)).or_default().insert(*part);
    }
    let mut stored: BTreeMap<(i64, &str), BTreeSet<i32>> = BTreeMap::new();
    for row in &case.chat.messages {
        if let Some(client_id) = &row.client_id {
            stored.entry((row.sender_id, client_id)).or_default().insert(row.part);
        }
    }
    for (request, parts) in stored {
        if requested.get(&request).is_some_and(|requested| *requested != parts) {
            anomalies.push(Anomaly::Lost(format!(
                "of the request {request:?} only the parts {parts:?} are there"
            )));
        }
    }
}
