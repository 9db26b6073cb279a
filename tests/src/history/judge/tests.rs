//! Histories that are right, and wrong in each of the ways that the judge knows.

use super::super::{Outcome, Told, View};
use super::*;
use simple_chats_domain::ErrorCode;

const ANN: i64 = 1;
const BEN: i64 = 2;

/// An operation of Ann's in the chat, acknowledged for a message at a revision, in the order of the revisions.
fn acknowledged(ask: Ask, message_id: i64, revision: i64) -> Operation {
    let moment = u64::try_from(revision).unwrap() * 10;
    Operation {
        user_id: ANN,
        chat_id: 7,
        ask,
        invoked: moment,
        ended: moment + 5,
        attempts: 1,
        outcome: Outcome::Acknowledged { message_id, revision: Some(revision) },
    }
}

fn send(user_id: i64, client_id: &str, text: &str, message_id: i64, revision: i64) -> Operation {
    let ask = Ask::Send { client_id: client_id.into(), part: 0, text: text.into() };
    Operation { user_id, ..acknowledged(ask, message_id, revision) }
}

fn edit(text: &str, message_id: i64, revision: i64) -> Operation {
    acknowledged(Ask::Edit { message_id, text: text.into() }, message_id, revision)
}

fn delete(user_id: i64, message_id: i64, revision: i64) -> Operation {
    Operation { user_id, ..acknowledged(Ask::Delete { message_id }, message_id, revision) }
}

fn row(message_id: i64, sender_id: i64, client_id: &str, text: &str, revision: i64) -> StoredRow {
    let (client_id, text) = (Some(client_id.into()), Some(text.into()));
    StoredRow { message_id, sender_id, client_id, part: 0, text, revision }
}

fn told(client: usize, revision: i64, message_id: i64, text: &str) -> Told {
    Told { client, chat_id: 7, revision, message_id, text: Some(text.into()) }
}

/// Ann and Ben each send, Ann edits hers, Ben reads it.
fn right() -> History {
    let read = Operation {
        user_id: BEN,
        outcome: Outcome::Acknowledged { message_id: 10, revision: None },
        ..acknowledged(Ask::Read { message_id: 10 }, 10, 4)
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
        told: vec![told(0, 1, 10, "a"), told(0, 2, 11, "b"), told(0, 3, 10, "a2"), told(1, 2, 11, "b")],
        stored: BTreeMap::from([(7, StoredChat { revision: 3, messages, marks })]),
        views: vec![view],
        complaints: Vec::new(),
    }
}

fn faults<T>(change: impl FnOnce(&mut History) -> T) -> Vec<Fault> {
    let mut history = right();
    change(&mut history);
    judge(&history)
}

fn chat(history: &mut History) -> &mut StoredChat {
    history.stored.get_mut(&7).unwrap()
}

/// Adds a row at the end, and its revision.
fn push(history: &mut History, row: StoredRow) {
    chat(history).revision = row.revision;
    chat(history).messages.push(row);
}

/// Asserts that a changed history has a fault that fits.
macro_rules! assert_fault {
    ($change:expr, $fault:pat $(if $guard:expr)?) => {{
        let found = faults($change);
        assert!(found.iter().any(|fault| matches!(fault, $fault $(if $guard)?)), "{found:?}");
    }};
}

#[test]
fn a_right_history_has_no_fault() {
    assert_eq!(judge(&right()), []);
}

#[test]
fn a_lost_message_is_reported() {
    let lose = |history: &mut History| {
        chat(history).messages.remove(1);
        history.views[0].messages.remove(1);
    };
    assert_fault!(lose, Fault::Lost(what) if what == "message 11: b");
    assert_fault!(
        |history| {
            lose(history);
            history.operations[1].outcome = Outcome::Unknown;
        },
        Fault::Lost(what) if what.contains("revision 2 ")
    );
    assert_fault!(|history| history.stored.clear(), Fault::Lost(what) if what == "chat 7");
}

#[test]
fn a_doubled_message_is_reported() {
    let double = |history: &mut History| push(history, row(12, BEN, "y", "b", 4));
    assert_fault!(double, Fault::Doubled(what) if what.contains("\"y\""));
    assert_fault!(double, Fault::Doubled(what) if what.starts_with("b in"));
    // Sent again under the same client id, it was acknowledged as another message.
    let again = |history: &mut History| {
        history.operations.push(send(BEN, "y", "b", 12, 4));
        let other = StoredRow { client_id: Some("z".into()), ..row(12, BEN, "y", "b", 4) };
        push(history, other);
    };
    assert_fault!(again, Fault::Altered(what) if what.starts_with("message 12 is not"));
}

#[test]
fn a_swapped_message_is_reported() {
    let told_apart = |history: &mut History| {
        history.told.push(told(2, 1, 11, "b"));
        history.told.push(told(2, 2, 10, "a"));
    };
    assert_fault!(told_apart, Fault::Swapped(what) if what.starts_with("revision 1"));
    assert_fault!(|history| history.views[0].messages.reverse(), Fault::View(_));
    let told_late = |history: &mut History| history.told.push(told(1, 1, 10, "a"));
    assert_fault!(told_late, Fault::Swapped(what) if what.contains("was told"));
    let told_twice = |history: &mut History| history.told.push(told(1, 2, 11, "b"));
    assert_fault!(told_twice, Fault::Swapped(what) if what.contains("was told"));
    // The rows have changed places, with all that refers to them.
    let swap = |history: &mut History| {
        let rows = &mut chat(history).messages;
        (rows[0].sender_id, rows[1].sender_id) = (BEN, ANN);
        (rows[0].client_id, rows[1].client_id) = (Some("y".into()), Some("x".into()));
        (rows[0].text, rows[1].text) = (Some("b".into()), Some("a2".into()));
    };
    assert_fault!(swap, Fault::Altered(what) if what.starts_with("message 10 is not"));
}

#[test]
fn an_order_against_time_is_reported() {
    // Ben asked after Ann's message was acknowledged, and stands before it.
    let by_id = |history: &mut History| {
        (history.operations[0].invoked, history.operations[0].ended) = (3, 4);
        (history.operations[1].invoked, history.operations[1].ended) = (1, 2);
    };
    assert_fault!(by_id, Fault::Swapped(what) if what.contains("message 11 (by id)"));
    let by_revision = |history: &mut History| {
        history.told.clear();
        (history.operations[2].invoked, history.operations[2].ended) = (12, 14);
        history.operations[1].invoked = 20;
    };
    assert_fault!(by_revision, Fault::Swapped(what) if what.contains("(revision 3)"));
}

#[test]
fn who_looks_and_does_not_see_what_was_acknowledged_before_is_reported() {
    let look = |revision, invoked| Operation {
        outcome: Outcome::Seen { revision },
        invoked,
        ended: invoked + 1,
        ..acknowledged(Ask::Look, 0, 0)
    };
    assert_fault!(|history| history.operations.push(look(2, 36)), Fault::Swapped(what) if what.contains("(revision 3)"));
    assert_fault!(|history| history.operations.push(look(3, 20)), Fault::Swapped(what) if what.contains("a look"));
    assert_fault!(|history| history.operations.push(look(4, 50)), Fault::Lost(what) if what.contains("revision 4"));
    assert_eq!(faults(|history| history.operations.extend([look(2, 31), look(3, 31), look(0, 1)])), []);
}

#[test]
fn a_silently_edited_message_is_reported() {
    let other = |history: &mut History| {
        chat(history).messages[1].text = Some("other".into());
        history.views[0].messages[1].1 = "other".into();
    };
    assert_fault!(other, Fault::Altered(what) if what.contains("which nobody wrote"));
    let older = |history: &mut History| chat(history).messages[0].text = Some("a".into());
    assert_fault!(older, Fault::Altered(what) if what == "message 10 says a, not a2");
    // One that is told only by its text: the REST API tells no revision.
    let overwritten = |history: &mut History| {
        let mut later = edit("a3", 10, 4);
        later.outcome = Outcome::Acknowledged { message_id: 10, revision: None };
        history.operations.push(later);
    };
    assert_fault!(overwritten, Fault::Altered(what) if what == "message 10 says a2, not a3");
}

#[test]
fn an_edit_that_was_made_more_often_than_asked_is_reported() {
    let again = |history: &mut History| {
        chat(history).messages[0].revision = 4;
        chat(history).revision = 4;
        history.views[0].revision = 4;
        history.told.push(told(0, 4, 10, "a2"));
    };
    assert_fault!(again, Fault::Doubled(what) if what.contains("2 times"));
    assert_fault!(again, Fault::Doubled(what) if what.contains("at 4, after 3 was acknowledged"));
    let found = faults(|history| {
        again(history);
        history.operations[2].attempts = 2;
        history.operations[2].outcome = Outcome::Acknowledged { message_id: 10, revision: Some(4) };
    });
    assert_eq!(found, []);
}

#[test]
fn an_invented_message_and_an_undone_deletion_are_reported() {
    let invent = |history: &mut History| push(history, row(12, BEN, "z", "c", 4));
    assert_fault!(invent, Fault::Invented(what) if what == "message 12");
    let told_of = |history: &mut History| history.told.push(told(0, 4, 10, "a4"));
    assert_fault!(told_of, Fault::Invented(_));
    let undo = |history: &mut History| history.operations.push(delete(BEN, 11, 4));
    assert_fault!(undo, Fault::Lost(what) if what == "deletion of message 11");
    let nobody = |history: &mut History| chat(history).messages[1].text = None;
    assert_fault!(nobody, Fault::Lost(what) if what.contains("which nobody deleted"));
    let others = |history: &mut History| history.operations.push(delete(ANN, 11, 4));
    assert_fault!(others, Fault::Lost(what) if what == "deletion of message 11");
}

#[test]
fn what_was_told_and_is_gone_is_reported() {
    let told_of = |history: &mut History| {
        let mut lost = edit("a3", 10, 4);
        lost.outcome = Outcome::Unknown;
        history.operations.push(lost);
        history.told.push(told(0, 4, 10, "a3"));
    };
    assert_fault!(told_of, Fault::Lost(what) if what.starts_with("revision 4"));
}

#[test]
fn a_hole_in_the_revisions_is_reported() {
    let hole = |history: &mut History| {
        let changed = &mut history.operations[2];
        changed.outcome = Outcome::Acknowledged { message_id: 10, revision: Some(4) };
        chat(history).messages[0].revision = 4;
        chat(history).revision = 4;
        history.views[0].revision = 4;
        history.told.retain(|told| told.revision < 3);
    };
    assert_fault!(hole, Fault::Revisions(what) if what.contains("1 changes of which nobody was told"));
    let ahead = |history: &mut History| chat(history).revision = 4;
    assert_fault!(ahead, Fault::Revisions(what) if what.contains("its last change at 3"));
}

#[test]
fn a_request_of_which_a_part_is_missing_is_reported() {
    let part = |history: &mut History| {
        for (part, text) in [(0, "c"), (1, "d")] {
            let ask = Ask::Send { client_id: "z".into(), part, text: text.into() };
            history.operations.push(Operation { outcome: Outcome::Unknown, ..acknowledged(ask, 0, 4) });
        }
        push(history, row(12, ANN, "z", "c", 4));
    };
    assert_fault!(part, Fault::Lost(what) if what.contains("only the parts {0}"));
}

#[test]
fn a_read_mark_that_is_not_where_it_should_be_is_reported() {
    assert_fault!(|history| chat(history).marks.insert(BEN, 0), Fault::Mark(what) if what.contains("had read"));
    assert_fault!(|history| chat(history).marks.insert(ANN, 10), Fault::Mark(what) if what.contains("never"));
    let seen = |history: &mut History| history.views[0].marks.insert(BEN, 9);
    assert_fault!(seen, Fault::Mark(what) if what.starts_with("ben"));
}

#[test]
fn a_view_of_something_else_is_reported() {
    assert_fault!(|history| history.views[0].revision = 2, Fault::View(what) if what.contains("at revision 2"));
    assert_fault!(|history| history.views[0].messages.pop(), Fault::View(what) if what.contains("place 1"));
    assert_fault!(|history| history.views[0].chat_id = 8, Fault::View(what) if what == "ben sees chat 8");
}

#[test]
fn what_can_be_done_is_not_to_be_refused() {
    let refuse = |number: usize, code| {
        move |history: &mut History| history.operations[number].outcome = Outcome::Refused(code)
    };
    assert_fault!(refuse(1, ErrorCode::Conflict), Fault::Refused(_));
    assert_fault!(refuse(2, ErrorCode::NotFound), Fault::Refused(_));
    assert_fault!(refuse(3, ErrorCode::NotFound), Fault::Refused(_));
    // What is deleted can't be edited.
    let found = faults(|history| {
        history.operations.push(delete(ANN, 10, 4));
        let late = Operation { outcome: Outcome::Refused(ErrorCode::NotFound), ..edit("a5", 10, 5) };
        history.operations.push(late);
        let chat = chat(history);
        (chat.messages[0].text, chat.messages[0].revision, chat.revision) = (None, 4, 4);
        history.views.clear();
    });
    assert_eq!(found, []);
}

#[test]
fn what_clients_complain_of_is_reported() {
    assert_fault!(|history| history.complaints.push("started over".into()), Fault::Complaint(_));
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

#[test]
fn what_nobody_knows_may_come_about_late() {
    let found = faults(|history| {
        history.operations[0].outcome = Outcome::Unknown;
        history.operations[0].ended = 11;
        history.operations[2].outcome = Outcome::Unknown;
        history.operations[2].ended = 12;
        history.operations[2].invoked = 11;
    });
    assert_eq!(found, []);
}

#[test]
fn an_attempt_may_count_whose_repetition_was_refused() {
    let found = faults(|history| {
        history.operations.push(delete(ANN, 10, 4));
        let chat = chat(history);
        (chat.messages[0].text, chat.messages[0].revision, chat.revision) = (None, 4, 4);
        history.views.clear();
        history.operations[2].attempts = 2;
        history.operations[2].outcome = Outcome::Refused(ErrorCode::NotFound);
    });
    assert_eq!(found, []);
}
