//! What was acknowledged has to be there, and what can be done has to be acknowledged.

use super::super::{Ask, Fault, Operation, Outcome};
use super::{Case, Known};
use simple_chats_domain::ErrorCode;

pub(super) fn judge<'a>(case: &Case<'a>, known: &Known<'a>, faults: &mut Vec<Fault>) {
    for operation in &case.operations {
        match operation.outcome {
            Outcome::Acknowledged { message_id, revision } => {
                judge_acknowledged(case, operation, message_id, revision, faults);
                judge_revision(known, operation, message_id, revision, faults);
            }
            Outcome::Refused(code) => judge_refused(case, operation, code, faults),
            Outcome::Seen { revision } if revision > case.chat.revision => {
                faults.push(Fault::Lost(format!("revision {revision} of chat {}", case.chat_id)));
            }
            Outcome::Seen { .. } | Outcome::Unknown => {}
        }
    }
    for (user_id, mark) in &case.chat.marks {
        let asked = case.operations.iter().any(|operation| {
            operation.user_id == *user_id
                && matches!(operation.ask, Ask::Read { message_id } if message_id == *mark)
        });
        if *mark != 0 && !asked {
            faults.push(Fault::Mark(format!("user {user_id} never read up to {mark} in {}", case.chat_id)));
        }
    }
}

fn judge_acknowledged(
    case: &Case<'_>,
    operation: &Operation,
    message_id: i64,
    revision: Option<i64>,
    faults: &mut Vec<Fault>,
) {
    let Operation { user_id, ask, .. } = operation;
    let row = case.rows.get(&message_id);
    if revision.is_some_and(|revision| revision > case.chat.revision) {
        faults.push(Fault::Lost(format!("revision {revision:?} of chat {}", case.chat_id)));
    }
    let is_of_user = row.is_some_and(|row| row.sender_id == *user_id);
    let is_asked = |asked: &i64| *asked == message_id && is_of_user;
    match ask {
        Ask::Read { message_id: asked } => {
            let mark = case.chat.marks.get(user_id).copied().unwrap_or(0);
            if message_id < *asked || mark < message_id {
                faults.push(Fault::Mark(format!("user {user_id} had read up to {asked}")));
            }
        }
        Ask::Send { client_id, part, text } => match row {
            None => faults.push(Fault::Lost(format!("message {message_id}: {text}"))),
            Some(row) => {
                if row.client_id.as_ref() != Some(client_id) || row.part != *part || !is_of_user {
                    let what = format!("message {message_id} is not the one that was sent as {text}");
                    faults.push(Fault::Altered(what));
                }
            }
        },
        Ask::Edit { message_id: asked, text } => {
            if !is_asked(asked) || row.is_none_or(|row| Some(row.revision) < revision) {
                faults.push(Fault::Lost(format!("edit of message {asked}: {text}")));
            }
        }
        Ask::Delete { message_id: asked } => {
            if !is_asked(asked) || row.is_none_or(|row| row.text.is_some()) {
                faults.push(Fault::Lost(format!("deletion of message {asked}")));
            }
        }
        // Who looks is not answered by a message.
        Ask::Look => faults.push(Fault::Invented(format!("message {message_id}"))),
    }
}

/// A revision is acknowledged for the message that changed, and an edit for the last time that it was made.
fn judge_revision<'a>(
    known: &Known<'a>,
    operation: &'a Operation,
    message_id: i64,
    revision: Option<i64>,
    faults: &mut Vec<Fault>,
) {
    let Some(revision) = revision else { return };
    if let Some(other) = known.message_at(revision).filter(|known| *known != message_id) {
        let both = format!("message {message_id} was acknowledged, message {other} told");
        faults.push(Fault::Swapped(format!("revision {revision}: {both}")));
    }
    if let Ask::Edit { text, .. } = &operation.ask
        && let Some(later) =
            known.revisions_of(message_id, Some(text)).last().filter(|last| **last > revision)
    {
        let what = format!("message {message_id} came to {text} at {later}, after {revision}");
        faults.push(Fault::Doubled(format!("{what} was acknowledged")));
    }
}

/// What is deleted can't be edited; everything else can be done.
fn judge_refused(case: &Case<'_>, operation: &Operation, code: ErrorCode, faults: &mut Vec<Fault>) {
    let is_gone = match &operation.ask {
        Ask::Edit { message_id, .. } | Ask::Delete { message_id } => {
            case.rows.get(message_id).is_some_and(|row| row.text.is_none())
        }
        Ask::Send { .. } | Ask::Read { .. } | Ask::Look => false,
    };
    if !is_gone || code != ErrorCode::NotFound {
        faults.push(Fault::Refused(format!("{:?} ({code:?})", operation.ask)));
    }
}
