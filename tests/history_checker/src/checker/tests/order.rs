//! Orders that nobody can have seen.

use super::*;

#[test]
fn a_swapped_message_is_reported() {
    let delivered_apart = |history: &mut History| {
        history.deliveries.push(delivery(2, 1, 11, "b"));
        history.deliveries.push(delivery(2, 2, 10, "a"));
    };
    assert_anomaly!(delivered_apart, Anomaly::Reordered(what) if what.starts_with("revision 1"));
    assert_anomaly!(|history| history.views[0].messages.reverse(), Anomaly::View(_));
    let delivered_late = |history: &mut History| history.deliveries.push(delivery(1, 1, 10, "a"));
    assert_anomaly!(delivered_late, Anomaly::Reordered(what) if what.contains(" got "));
    let delivered_twice = |history: &mut History| history.deliveries.push(delivery(1, 2, 11, "b"));
    assert_anomaly!(delivered_twice, Anomaly::Reordered(what) if what.contains(" got "));
    // The rows have changed places, with all that refers to them.
    let swap = |history: &mut History| {
        let rows = &mut chat(history).messages;
        (rows[0].sender_id, rows[1].sender_id) = (BEN, ANN);
        (rows[0].client_id, rows[1].client_id) = (Some("y".into()), Some("x".into()));
        (rows[0].text, rows[1].text) = (Some("b".into()), Some("a2".into()));
    };
    assert_anomaly!(swap, Anomaly::Altered(what) if what.starts_with("message 10 is not"));
}

#[test]
fn an_order_against_time_is_reported() {
    // Ben's request came after Ann's message was acknowledged, and his message is before hers.
    let by_id = |history: &mut History| {
        (history.operations[0].invoked, history.operations[0].ended) = (3, 4);
        (history.operations[1].invoked, history.operations[1].ended) = (1, 2);
    };
    assert_anomaly!(by_id, Anomaly::Reordered(what) if what.contains("message 11 (by id)"));
    let by_revision = |history: &mut History| {
        history.deliveries.clear();
        (history.operations[2].invoked, history.operations[2].ended) = (12, 14);
        history.operations[1].invoked = 20;
    };
    assert_anomaly!(by_revision, Anomaly::Reordered(what) if what.contains("(revision 3)"));
}

#[test]
fn a_stale_read_is_reported() {
    let look = |revision, invoked| Operation {
        outcome: Outcome::Seen { revision },
        invoked,
        ended: invoked + 1,
        ..acknowledged(Action::Look, 0, 0)
    };
    assert_anomaly!(|history| history.operations.push(look(2, 36)), Anomaly::Reordered(what) if what.contains("(revision 3)"));
    assert_anomaly!(|history| history.operations.push(look(3, 20)), Anomaly::Reordered(what) if what.contains("a look"));
    assert_anomaly!(|history| history.operations.push(look(4, 50)), Anomaly::Lost(what) if what.contains("revision 4"));
    assert_eq!(anomalies(|history| history.operations.extend([look(2, 31), look(3, 31), look(0, 1)])), []);
}

#[test]
fn a_hole_in_the_revisions_is_reported() {
    let hole = |history: &mut History| {
        let changed = &mut history.operations[2];
        changed.outcome = Outcome::Acknowledged { message_id: 10, revision: Some(4) };
        chat(history).messages[0].revision = 4;
        chat(history).revision = 4;
        history.views[0].revision = 4;
        history.deliveries.retain(|delivery| delivery.revision < 3);
    };
    assert_anomaly!(hole, Anomaly::Revisions(what) if what.starts_with("revision 3 of chat 7"));
    // A change may have filled it that nobody saw, but not one that was requested later.
    let unseen = |invoked: u64| {
        move |history: &mut History| {
            hole(history);
            history
                .operations
                .insert(2, Operation { invoked, outcome: Outcome::Unknown, ..edit("a3", 10, 3) });
        }
    };
    assert_eq!(anomalies(unseen(34)), []);
    assert_anomaly!(unseen(36), Anomaly::Revisions(what) if what.starts_with("revision 3 of chat 7"));
    // What was made took a revision.
    let without = |history: &mut History| {
        let seen = Outcome::Acknowledged { message_id: 10, revision: None };
        history.operations.insert(2, Operation { outcome: seen, ..edit("a3", 10, 3) });
    };
    assert_anomaly!(without, Anomaly::Revisions(what) if what.contains("0 revisions for 1 more"));
    let ahead = |history: &mut History| chat(history).revision = 4;
    assert_anomaly!(ahead, Anomaly::Revisions(what) if what.contains("its last change at 3"));
}
