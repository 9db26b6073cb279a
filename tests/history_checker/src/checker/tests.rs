//! Histories that are right, and wrong in each of the ways that the checker knows.

mod messages;
mod order;
mod outcomes;

use super::*;
use crate::{Delivery, Outcome, View};

const ANN: i64 = 1;
const BEN: i64 = 2;

/// An operation of Ann's in the chat, acknowledged for a message at a revision, in the order of the revisions.
fn acknowledged(action: Action, message_id: i64, revision: i64) -> Operation {
    let moment = u64::try_from(revision).unwrap() * 10;
    Operation {
        user_id: ANN,
        chat_id: 7,
        action,
        invoked: moment,
        ended: moment + 5,
        attempts: 1,
        outcome: Outcome::Acknowledged { message_id, revision: Some(revision) },
    }
}

fn send(user_id: i64, client_id: &str, text: &str, message_id: i64, revision: i64) -> Operation {
    let action = Action::Send { client_id: client_id.into(), part: 0, text: text.into() };
    Operation { user_id, ..acknowledged(action, message_id, revision) }
}

fn edit(text: &str, message_id: i64, revision: i64) -> Operation {
    acknowledged(Action::Edit { message_id, text: text.into() }, message_id, revision)
}

fn delete(user_id: i64, message_id: i64, revision: i64) -> Operation {
    Operation { user_id, ..acknowledged(Action::Delete { message_id }, message_id, revision) }
}

fn row(message_id: i64, sender_id: i64, client_id: &str, text: &str, revision: i64) -> StoredRow {
    let (client_id, text) = (Some(client_id.into()), Some(text.into()));
    StoredRow { message_id, sender_id, client_id, part: 0, text, revision }
}

fn delivery(client: usize, revision: i64, message_id: i64, text: &str) -> Delivery {
    Delivery { client, chat_id: 7, revision, message_id, text: Some(text.into()) }
}

/// Ann and Ben each send, Ann edits hers, Ben reads it.
fn right() -> History {
    let read = Operation {
        user_id: BEN,
        outcome: Outcome::Acknowledged { message_id: 10, revision: None },
        ..acknowledged(Action::Read { message_id: 10 }, 10, 4)
    };
    let marks = BTreeMap::from([(ANN, 0), (BEN, 10)]);
    let messages = vec![row(10, ANN, "x", "a2", 3), row(11, BEN, "y", "b", 2)];
    let view = View {
        viewer: "ben".into(),
        chat_id: 7,
        revision: 3,
        messages: vec![(10, "a2".into()), (11, "b".into())],
        marks: marks.clone(),
    };
    History {
        operations: vec![send(ANN, "x", "a", 10, 1), send(BEN, "y", "b", 11, 2), edit("a2", 10, 3), read],
        deliveries: vec![
            delivery(0, 1, 10, "a"),
            delivery(0, 2, 11, "b"),
            delivery(0, 3, 10, "a2"),
            delivery(1, 2, 11, "b"),
        ],
        stored: BTreeMap::from([(7, StoredChat { revision: 3, messages, marks })]),
        views: vec![view],
        complaints: Vec::new(),
    }
}

fn anomalies<T>(change: impl FnOnce(&mut History) -> T) -> Vec<Anomaly> {
    let mut history = right();
    change(&mut history);
    check(&history)
}

fn chat(history: &mut History) -> &mut StoredChat {
    history.stored.get_mut(&7).unwrap()
}

/// Adds a row at the end, and its revision.
fn push(history: &mut History, row: StoredRow) {
    chat(history).revision = row.revision;
    chat(history).messages.push(row);
}

/// Asserts that a changed history has an anomaly that fits.
macro_rules! assert_anomaly {
    ($change:expr, $anomaly:pat $(if $guard:expr)?) => {{
        let found = anomalies($change);
        assert!(found.iter().any(|anomaly| matches!(anomaly, $anomaly $(if $guard)?)), "{found:?}");
    }};
}

use assert_anomaly;

#[test]
fn a_right_history_has_no_fault() {
    assert_eq!(check(&right()), []);
}
