//! What became of requests, and what clients see in the end.

use super::*;
use simple_chats_domain::ErrorCode;

#[test]
fn a_read_mark_that_is_not_where_it_should_be_is_reported() {
    assert_anomaly!(|history| chat(history).marks.insert(BEN, 0), Anomaly::Mark(what) if what.contains("had read"));
    assert_anomaly!(|history| chat(history).marks.insert(ANN, 10), Anomaly::Mark(what) if what.contains("never"));
    let seen = |history: &mut History| history.views[0].marks.insert(BEN, 9);
    assert_anomaly!(seen, Anomaly::Mark(what) if what.starts_with("ben"));
}

#[test]
fn a_view_that_differs_from_the_database_is_reported() {
    assert_anomaly!(|history| history.views[0].revision = 2, Anomaly::View(what) if what.contains("at revision 2"));
    assert_anomaly!(|history| history.views[0].messages.pop(), Anomaly::View(what) if what.contains("place 1"));
    assert_anomaly!(|history| history.views[0].chat_id = 8, Anomaly::View(what) if what == "ben sees chat 8");
}

#[test]
fn a_request_that_can_be_done_must_not_be_refused() {
    let refuse = |number: usize, code| {
        move |history: &mut History| history.operations[number].outcome = Outcome::Refused(code)
    };
    assert_anomaly!(refuse(1, ErrorCode::Conflict), Anomaly::Refused(_));
    assert_anomaly!(refuse(2, ErrorCode::NotFound), Anomaly::Refused(_));
    assert_anomaly!(refuse(3, ErrorCode::NotFound), Anomaly::Refused(_));
    // What is deleted can't be edited.
    let found = anomalies(|history| {
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
fn complaints_of_clients_are_reported() {
    assert_anomaly!(|history| history.complaints.push("started over".into()), Anomaly::Complaint(_));
}

#[test]
fn a_request_of_unknown_outcome_may_have_counted_or_not() {
    let unknown = |history: &mut History| {
        history.operations[1].outcome = Outcome::Unknown;
        history.operations[2].outcome = Outcome::Unknown;
    };
    assert_eq!(anomalies(unknown), []);
    let found = anomalies(|history| {
        unknown(history);
        let stored = chat(history);
        stored.messages = vec![row(10, ANN, "x", "a", 1)];
        stored.revision = 1;
        history.deliveries.truncate(1);
        history.views.clear();
    });
    assert_eq!(found, []);
}

#[test]
fn a_request_of_unknown_outcome_may_count_late() {
    let found = anomalies(|history| {
        history.operations[0].outcome = Outcome::Unknown;
        history.operations[0].ended = 11;
        history.operations[2].outcome = Outcome::Unknown;
        history.operations[2].ended = 12;
        history.operations[2].invoked = 11;
    });
    assert_eq!(found, []);
}

#[test]
fn an_attempt_may_count_although_its_repetition_was_refused() {
    let found = anomalies(|history| {
        history.operations.push(delete(ANN, 10, 4));
        let chat = chat(history);
        (chat.messages[0].text, chat.messages[0].revision, chat.revision) = (None, 4, 4);
        history.views.clear();
        history.operations[2].attempts = 2;
        history.operations[2].outcome = Outcome::Refused(ErrorCode::NotFound);
    });
    assert_eq!(found, []);
}
