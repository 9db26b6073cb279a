//! Messages that are lost, doubled, altered or invented.

use super::*;

#[test]
fn a_lost_message_is_reported() {
    let lose = |history: &mut History| {
        chat(history).messages.remove(1);
        history.views[0].messages.remove(1);
    };
    assert_anomaly!(lose, Anomaly::Lost(what) if what == "message 11: b");
    assert_anomaly!(
        |history| {
            lose(history);
            history.operations[1].outcome = Outcome::Unknown;
        },
        Anomaly::Lost(what) if what.contains("revision 2 ")
    );
    assert_anomaly!(|history| history.stored.clear(), Anomaly::Lost(what) if what == "chat 7");
}

#[test]
fn a_doubled_message_is_reported() {
    let double = |history: &mut History| push(history, row(12, BEN, "y", "b", 4));
    assert_anomaly!(double, Anomaly::Duplicated(what) if what.contains("\"y\""));
    assert_anomaly!(double, Anomaly::Duplicated(what) if what.starts_with("b in"));
    // Sent again under the same client id, it was acknowledged as another message.
    let again = |history: &mut History| {
        history.operations.push(send(BEN, "y", "b", 12, 4));
        let other = StoredRow { client_id: Some("z".into()), ..row(12, BEN, "y", "b", 4) };
        push(history, other);
    };
    assert_anomaly!(again, Anomaly::Altered(what) if what.starts_with("message 12 is not"));
}

#[test]
fn a_silently_edited_message_is_reported() {
    let other = |history: &mut History| {
        chat(history).messages[1].text = Some("other".into());
        history.views[0].messages[1].1 = "other".into();
    };
    assert_anomaly!(other, Anomaly::Altered(what) if what.contains("which nobody wrote"));
    let older = |history: &mut History| chat(history).messages[0].text = Some("a".into());
    assert_anomaly!(older, Anomaly::Altered(what) if what == "message 10 says a, not a2");
    // One that is known only by its text: the REST API names no revision.
    let overwritten = |history: &mut History| {
        let mut later = edit("a3", 10, 4);
        later.outcome = Outcome::Acknowledged { message_id: 10, revision: None };
        history.operations.push(later);
    };
    assert_anomaly!(overwritten, Anomaly::Altered(what) if what == "message 10 says a2, not a3");
}

#[test]
fn an_edit_that_was_made_more_often_than_requested_is_reported() {
    let again = |history: &mut History| {
        chat(history).messages[0].revision = 4;
        chat(history).revision = 4;
        history.views[0].revision = 4;
        history.deliveries.push(delivery(0, 4, 10, "a2"));
    };
    assert_anomaly!(again, Anomaly::Duplicated(what) if what.contains("2 times"));
    assert_anomaly!(again, Anomaly::Duplicated(what) if what.contains("at 4, after 3 was acknowledged"));
    let found = anomalies(|history| {
        again(history);
        history.operations[2].attempts = 2;
        history.operations[2].outcome = Outcome::Acknowledged { message_id: 10, revision: Some(4) };
    });
    assert_eq!(found, []);
}

#[test]
fn an_invented_message_and_an_undone_deletion_are_reported() {
    let invent = |history: &mut History| push(history, row(12, BEN, "z", "c", 4));
    assert_anomaly!(invent, Anomaly::Invented(what) if what == "message 12");
    let delivered = |history: &mut History| history.deliveries.push(delivery(0, 4, 10, "a4"));
    assert_anomaly!(delivered, Anomaly::Invented(_));
    let undo = |history: &mut History| history.operations.push(delete(BEN, 11, 4));
    assert_anomaly!(undo, Anomaly::Lost(what) if what == "deletion of message 11");
    let nobody = |history: &mut History| chat(history).messages[1].text = None;
    assert_anomaly!(nobody, Anomaly::Lost(what) if what.contains("which nobody deleted"));
    let others = |history: &mut History| history.operations.push(delete(ANN, 11, 4));
    assert_anomaly!(others, Anomaly::Lost(what) if what == "deletion of message 11");
}

#[test]
fn a_lost_change_that_a_client_saw_is_reported() {
    let delivered = |history: &mut History| {
        let mut lost = edit("a3", 10, 4);
        lost.outcome = Outcome::Unknown;
        history.operations.push(lost);
        history.deliveries.push(delivery(0, 4, 10, "a3"));
    };
    assert_anomaly!(delivered, Anomaly::Lost(what) if what.starts_with("revision 4"));
}

#[test]
fn a_request_of_which_a_part_is_missing_is_reported() {
    let part = |history: &mut History| {
        for (part, text) in [(0, "c"), (1, "d")] {
            let ask = Action::Send { client_id: "z".into(), part, text: text.into() };
            history.operations.push(Operation { outcome: Outcome::Unknown, ..acknowledged(ask, 0, 4) });
        }
        push(history, row(12, ANN, "z", "c", 4));
    };
    assert_anomaly!(part, Anomaly::Lost(what) if what.contains("only the parts {0}"));
}
