//! Histories that are right, and wrong in each of the ways that the judge knows.

use super::super::{Told, View};
use super::*;
use std::collections::BTreeMap;

const ANN: i64 = 1;
const BEN: i64 = 2;

fn send(user_id: i64, client_id: &str, text: &str, message_id: i64, revision: i64) -> Operation {
    Operation {
        user_id,
        chat_id: 7,
        ask: Ask::Send { client_id: client_id.into(), text: text.into() },
        outcome: Outcome::Acknowledged { message_id, revision },
    }
}

fn row(message_id: i64, sender_id: i64, client_id: &str, text: &str, revision: i64) -> StoredRow {
    StoredRow { message_id, sender_id, client_id: Some(client_id.into()), text: Some(text.into()), revision }
}

fn told(client: usize, revision: i64, message_id: i64, text: &str) -> Told {
    Told { client, chat_id: 7, revision, message_id, text: Some(text.into()) }
}

/// Ann and Ben each send, Ann edits hers, Ben reads it.
fn right() -> History {
    let edit = Operation {
        user_id: ANN,
        chat_id: 7,
        ask: Ask::Edit { message_id: 10, text: "a2".into() },
        outcome: Outcome::Acknowledged { message_id: 10, revision: 3 },
    };
    let read = Operation {
        user_id: BEN,
        chat_id: 7,
        ask: Ask::Read { message_id: 10 },
        outcome: Outcome::Acknowledged { message_id: 10, revision: 0 },
    };
    let marks = BTreeMap::from([(ANN, 0), (BEN, 10)]);
    let messages = vec![row(10, ANN, "x", "a2", 3), row(11, BEN, "y", "b", 2)];
    let view = View {
        client: 1,
        chat_id: 7,
        revision: 3,
        messages: vec![(10, "a2".into()), (11, "b".into())],
        marks: marks.clone(),
    };
    History {
        operations: vec![send(ANN, "x", "a", 10, 1), send(BEN, "y", "b", 11, 2), edit, read],
        told: vec![told(0, 1, 10, "a"), told(0, 2, 11, "b"), told(0, 3, 10, "a2"), told(1, 2, 11, "b")],
        stored: BTreeMap::from([(7, StoredChat { revision: 3, messages, marks })]),
        views: vec![view],
    }
}

fn faults(change: impl FnOnce(&mut History)) -> Vec<Fault> {
    let mut history = right();
    change(&mut history);
    judge(&history)
}

fn chat(history: &mut History) -> &mut StoredChat {
    history.stored.get_mut(&7).unwrap()
}

#[test]
fn a_right_history_has_no_fault() {
    assert_eq!(judge(&right()), []);
}

#[test]
fn a_lost_message_is_reported() {
    let found = faults(|history| {
        chat(history).messages.remove(1);
        history.views[0].messages.remove(1);
    });
    assert!(found.contains(&Fault::Lost("message 11: b".into())), "{found:?}");
}

#[test]
fn a_doubled_message_is_reported() {
    let found = faults(|history| {
        chat(history).messages.push(row(12, BEN, "y", "b", 4));
        chat(history).revision = 4;
    });
    assert!(
        found.iter().any(|fault| matches!(fault, Fault::Doubled(what) if what.contains("\"y\""))),
        "{found:?}"
    );
    assert!(
        found.iter().any(|fault| matches!(fault, Fault::Doubled(what) if what.starts_with("b in"))),
        "{found:?}"
    );
}

#[test]
fn a_swapped_message_is_reported() {
    let found = faults(|history| {
        history.told.push(told(1, 1, 11, "b"));
        history.told.push(told(1, 2, 10, "a"));
    });
    assert!(found.iter().any(|fault| matches!(fault, Fault::Swapped(_))), "{found:?}");
    let found = faults(|history| history.views[0].messages.reverse());
    assert!(found.iter().any(|fault| matches!(fault, Fault::View(_))), "{found:?}");
}

#[test]
fn a_silently_edited_message_is_reported() {
    let found = faults(|history| {
        chat(history).messages[1].text = Some("other".into());
        history.views[0].messages[1].1 = "other".into();
    });
    assert!(found.iter().any(|fault| matches!(fault, Fault::Altered(_))), "{found:?}");
    let found = faults(|history| chat(history).messages[0].text = Some("a".into()));
    assert!(
        found.iter().any(|fault| matches!(fault, Fault::Altered(_))),
        "an older text than acknowledged: {found:?}"
    );
}

#[test]
fn an_invented_message_and_an_undone_deletion_are_reported() {
    let found = faults(|history| {
        chat(history).messages.push(row(12, BEN, "z", "c", 4));
        chat(history).revision = 4;
    });
    assert!(found.contains(&Fault::Invented("message 12".into())), "{found:?}");
    let found = faults(|history| {
        history.operations.push(Operation {
            user_id: BEN,
            chat_id: 7,
            ask: Ask::Delete { message_id: 11 },
            outcome: Outcome::Acknowledged { message_id: 11, revision: 3 },
        });
    });
    assert!(found.contains(&Fault::Lost("deletion of message 11".into())), "{found:?}");
}

#[test]
fn a_hole_in_the_revisions_is_reported() {
    let found = faults(|history| {
        chat(history).messages[0].revision = 4;
        chat(history).revision = 4;
        history.told.retain(|told| told.revision < 3);
    });
    assert!(found.iter().any(|fault| matches!(fault, Fault::Revisions(_))), "{found:?}");
}

#[test]
fn a_read_mark_that_went_back_is_reported() {
    let found = faults(|history| {
        chat(history).marks.insert(BEN, 0);
    });
    assert!(found.iter().any(|fault| matches!(fault, Fault::Mark(_))), "{found:?}");
}

#[test]
fn what_nobody_knows_may_be_there_or_not() {
    let unknown = |history: &mut History| {
        history.operations[1].outcome = Outcome::Unknown;
        history.operations[2].outcome = Outcome::Unknown;
    };
    assert_eq!(faults(unknown), []);
    let found = faults(|history| {
        unknown(history);
        let stored = chat(history);
        stored.messages = vec![row(10, ANN, "x", "a", 1)];
        stored.revision = 1;
        history.told.truncate(1);
        history.views.clear();
    });
    assert_eq!(found, []);
}
