//! What was acknowledged has to be there, and what can be done has to be acknowledged.

use super::{Case, Known};
use crate::{Action, Anomaly, Operation, Outcome};
use simple_chats_domain::ErrorCode;

pub(super) fn check<'a>(case: &Case<'a>, known: &Known<'a>, anomalies: &mut Vec<Anomaly>) {
    for operation in &case.operations {
        match operation.outcome {
            Outcome::Acknowledged { message_id, revision } => {
                check_acknowledged(case, operation, message_id, revision, anomalies);
                check_revision(known, operation, message_id, revision, anomalies);
            }
            Outcome::Refused(code) => check_refused(case, operation, code, anomalies),
            Outcome::Seen { revision } if revision > case.chat.revision => {
                anomalies.push(Anomaly::Lost(format!("revision {revision} of chat {}", case.chat_id)));
            }
            Outcome::Seen { .. } | Outcome::Unknown => {}
        }
    }
    for (user_id, mark) in &case.chat.marks {
        let is_requested = case.operations.iter().any(|operation| {
            operation.user_id == *user_id
                && matches!(operation.action, Action::Read { message_id } if message_id == *mark)
        });
        if *mark != 0 && !is_requested {
            anomalies
                .push(Anomaly::Mark(format!("user {user_id} never read up to {mark} in {}", case.chat_id)));
        }
    }
}

fn check_acknowledged(
    case: &Case<'_>,
    operation: &Operation,
    message_id: i64,
    revision: Option<i64>,
    anomalies: &mut Vec<Anomaly>,
) {
    let Operation { user_id, action, .. } = operation;
    let row = case.rows.get(&message_id);
    if revision.is_some_and(|revision| revision > case.chat.revision) {
        anomalies.push(Anomaly::Lost(format!("revision {revision:?} of chat {}", case.chat_id)));
    }
    let is_of_user = row.is_some_and(|row| row.sender_id == *user_id);
    let is_target = |target: &i64| *target == message_id && is_of_user;
    match action {
        Action::Read { message_id: target } => {
            let mark = case.chat.marks.get(user_id).copied().unwrap_or(0);
            if message_id < *target || mark < message_id {
                anomalies.push(Anomaly::Mark(format!("user {user_id} had read up to {target}")));
            }
        }
        Action::Send { client_id, part, text } => match row {
            None => anomalies.push(Anomaly::Lost(format!("message {message_id}: {text}"))),
            Some(row) => {
                if row.client_id.as_ref() != Some(client_id) || row.part != *part || !is_of_user {
                    let what = format!("message {message_id} is not the one that was sent as {text}");
                    anomalies.push(Anomaly::Altered(what));
                }
            }
        },
        Action::Edit { message_id: target, text } => {
            if !is_target(target) || row.is_none_or(|row| Some(row.revision) < revision) {
                anomalies.push(Anomaly::Lost(format!("edit of message {target}: {text}")));
            }
        }
        Action::Delete { message_id: target } => {
            if !is_target(target) || row.is_none_or(|row| row.text.is_some()) {
                anomalies.push(Anomaly::Lost(format!("deletion of message {target}")));
            }
        }
        // Who looks is not answered by a message.
        Action::Look => anomalies.push(Anomaly::Invented(format!("message {message_id}"))),
    }
}

/// A revision is acknowledged for the message that changed, and an edit for the last time that it was made.
fn check_revision<'a>(
    known: &Known<'a>,
    operation: &'a Operation,
    message_id: i64,
    revision: Option<i64>,
    anomalies: &mut Vec<Anomaly>,
) {
    let Some(revision) = revision else { return };
    if let Some(other) = known.message_at(revision).filter(|known| *known != message_id) {
        let both = format!("message {message_id} was acknowledged, message {other} delivered");
        anomalies.push(Anomaly::Reordered(format!("revision {revision}: {both}")));
    }
    if let Action::Edit { text, .. } = &operation.action
        && let Some(later) =
            known.revisions_of(message_id, Some(text)).last().filter(|last| **last > revision)
    {
        let what = format!("message {message_id} came to {text} at {later}, after {revision}");
        anomalies.push(Anomaly::Duplicated(format!("{what} was acknowledged")));
    }
}

/// What is deleted can't be edited; everything else can be done.
fn check_refused(case: &Case<'_>, operation: &Operation, code: ErrorCode, anomalies: &mut Vec<Anomaly>) {
    let is_gone = match &operation.action {
        Action::Edit { message_id, .. } | Action::Delete { message_id } => {
            case.rows.get(message_id).is_some_and(|row| row.text.is_none())
        }
        Action::Send { .. } | Action::Read { .. } | Action::Look => false,
    };
    if !is_gone || code != ErrorCode::NotFound {
        anomalies.push(Anomaly::Refused(format!("{:?} ({code:?})", operation.action)));
    }
}
