//! Tests of the timeline.

use super::*;
use crate::test_values::{self, ANN, CHAT};
use proptest::prelude::*;

fn message(message_id: i64, text: &str) -> Message {
    test_values::message(message_id, ANN, text)
}

fn sent(revision: i64, message_id: i64, text: &str) -> Change {
    Change::Message { revision, message: message(message_id, text) }
}

fn new_message(revision: i64, message_id: i64, text: &str) -> Event {
    Event::Message { chat_id: CHAT, revision, message: message(message_id, text) }
}

fn page(revision: i64, ids: &[i64], has_more: bool) -> History {
    History {
        chat_id: CHAT,
        messages: ids.iter().map(|message_id| message(*message_id, "page")).collect(),
        has_more,
        has_more_before: None,
        has_more_after: None,
        revision,
        read_up_to: 0,
        companion_read_up_to: 0,
    }
}

fn changes(changes: Vec<Change>, revision: i64, has_more: bool) -> Changes {
    Changes {
        chat_id: CHAT,
        changes,
        has_more,
        revision,
        read_up_to: 0,
        companion_read_up_to: 0,
        reset: false,
    }
}

fn shown(timeline: &Timeline) -> Vec<(i64, &str)> {
    timeline.messages().map(|message| (message.message_id.get(), message.text.as_str())).collect()
}

#[test]
fn a_change_that_is_ahead_waits_for_its_predecessor() {
    let mut timeline = Timeline::new(CHAT, 0, None);
    assert_eq!(timeline.take(sent(2, 12, "b")), []);
    assert!(timeline.has_gap() && shown(&timeline).is_empty());
    assert_eq!(timeline.take(sent(1, 11, "a")), [new_message(1, 11, "a"), new_message(2, 12, "b")]);
    assert_eq!(shown(&timeline), [(11, "a"), (12, "b")]);
    assert!(!timeline.has_gap());
}

#[test]
fn changes_beyond_the_limit_are_loaded_again() {
    let mut timeline = Timeline::new(CHAT, 0, None);
    let far = i64::try_from(MAX_OUT_OF_ORDER).unwrap() + 50;
    for revision in 2..=far {
        timeline.take(sent(revision, revision, "x"));
    }
    assert_eq!(timeline.out_of_order.len(), MAX_OUT_OF_ORDER);
    timeline.take(sent(1, 1, "x"));
    assert!(timeline.revision() < far && timeline.has_gap());
    let rest = (timeline.revision() + 1..=far).map(|revision| sent(revision, revision, "x")).collect();
    timeline.apply_changes(timeline.revision(), &changes(rest, far, false));
    assert!(timeline.revision() == far && !timeline.has_gap());
}

#[test]
fn an_older_page_does_not_undo_a_newer_change() {
    let mut timeline = Timeline::new(CHAT, 5, Some(message(20, "last")));
    timeline.take(sent(6, 19, "edited"));
    timeline.take(Change::Deleted { revision: 7, deleted: MessageId::stored(18) });
    timeline.merge(Some(MessageId::stored(20)), &page(5, &[19, 18, 17], true));
    assert_eq!(shown(&timeline), [(17, "page"), (19, "edited"), (20, "last")]);
}

#[test]
fn a_page_that_would_leave_a_gap_is_ignored() {
    let mut timeline = Timeline::new(CHAT, 5, Some(message(20, "last")));
    timeline.merge(Some(MessageId::stored(15)), &page(5, &[14, 13], true));
    assert_eq!(shown(&timeline), [(20, "last")]);
    timeline.merge(None, &page(5, &[20, 19], true));
    assert_eq!(shown(&timeline), [(19, "page"), (20, "last")]);
    timeline.merge(Some(MessageId::stored(19)), &page(5, &[], false));
    assert!(timeline.is_complete());
}

#[test]
fn a_page_adds_no_messages_that_are_newer_than_the_revision() {
    let mut timeline = Timeline::new(CHAT, 5, Some(message(20, "last")));
    timeline.merge(None, &page(6, &[21, 20, 19], true));
    assert_eq!(shown(&timeline), [(19, "page"), (20, "last")]);
    assert_eq!(timeline.take(sent(6, 21, "new")), [new_message(6, 21, "new")]);
}

#[test]
fn trimmed_messages_are_not_new_when_they_change() {
    let mut timeline = Timeline::new(CHAT, 0, None);
    for revision in 1..=20 {
        timeline.take(sent(revision, revision, "x"));
        timeline.trim(8);
    }
    let count = shown(&timeline).len();
    assert!((8..=10).contains(&count), "{count}");
    assert!(!timeline.is_complete());
    assert!(matches!(timeline.take(sent(21, 2, "edited")).as_slice(), [Event::Edited { .. }]));
    assert_eq!(shown(&timeline).len(), count);
    timeline.merge(Some(MessageId::stored(5)), &page(10, &[4, 3, 2, 1], false));
    assert!(!timeline.is_complete(), "the page is older than the trimmed messages");
}

#[test]
fn the_history_is_loaded_after_the_only_message_was_deleted() {
    let mut timeline = Timeline::new(CHAT, 5, Some(message(20, "last")));
    timeline.take(Change::Deleted { revision: 6, deleted: MessageId::stored(20) });
    assert!(timeline.needs_reload());
    timeline.merge(None, &page(6, &[19], true));
    assert_eq!(shown(&timeline), [(19, "page")]);
    assert!(!timeline.needs_reload());
}

#[test]
fn after_a_reset_the_newest_page_restarts_the_timeline_and_later_changes_follow() {
    let mut timeline = Timeline::new(CHAT, 9, Some(message(20, "last")));
    timeline.reset();
    assert!(timeline.needs_reload() && !timeline.has_gap());
    assert_eq!(timeline.take(sent(4, 13, "new")), []);
    assert_eq!(timeline.merge(Some(MessageId::stored(5)), &page(3, &[4], true)), []);
    assert_eq!(timeline.merge(None, &page(3, &[12, 11], true)).len(), 1);
    assert_eq!(timeline.revision(), 4);
    assert_eq!(shown(&timeline), [(11, "page"), (12, "page"), (13, "new")]);
}

/// A chat's changes from revision 1 on: each number sends a message, or edits or deletes an existing one.
fn history_of(numbers: &[u8]) -> Vec<Change> {
    let (mut sequence, mut existing, mut next) = (Vec::new(), Vec::new(), 1_i64);
    for (revision, number) in (1_i64..).zip(numbers) {
        let place = usize::from(*number).checked_rem(existing.len()).unwrap_or(0);
        match (number % 4, existing.get(place).copied()) {
            (2, Some(message_id)) => sequence.push(sent(revision, message_id, &format!("edit {revision}"))),
            (3, Some(message_id)) => {
                existing.remove(place);
                sequence.push(Change::Deleted { revision, deleted: MessageId::stored(message_id) });
            }
            _ => {
                existing.push(next);
                sequence.push(sent(revision, next, "sent"));
                next += 1;
            }
        }
    }
    sequence
}

fn in_order(sequence: &[Change]) -> Timeline {
    let mut timeline = Timeline::new(CHAT, 0, None);
    for change in sequence {
        timeline.take(change.clone());
    }
    timeline
}

/// The response to `sync`: each message at its latest revision.
fn synced(sequence: &[Change], after: i64) -> Changes {
    let is_last = |change: &&Change| {
        let later = |other: &Change| {
            other.message_id() == change.message_id() && other.revision() > change.revision()
        };
        !sequence.iter().any(later)
    };
    let last = sequence.iter().filter(|change| change.revision() > after).filter(is_last).cloned().collect();
    changes(last, i64::try_from(sequence.len()).unwrap(), false)
}

proptest! {
    #[test]
    fn changes_in_any_order_with_duplicates_have_the_same_result(
        numbers in prop::collection::vec(any::<u8>(), 1..60),
        turns in prop::collection::vec(any::<prop::sample::Index>(), 0..200),
    ) {
        let sequence = history_of(&numbers);
        let expected = in_order(&sequence);
        let mut timeline = Timeline::new(CHAT, 0, None);
        for turn in turns {
            timeline.take(turn.get(&sequence).clone());
        }
        for change in sequence.iter().rev() {
            timeline.take(change.clone());
        }
        prop_assert_eq!(shown(&timeline), shown(&expected));
        prop_assert!(!timeline.has_gap());

        let before = timeline.clone();
        for change in &sequence {
            prop_assert_eq!(timeline.take(change.clone()), []);
        }
        timeline.apply_changes(0, &synced(&sequence, 0));
        prop_assert_eq!(timeline, before, "repeated changes have no effect");
    }

    #[test]
    fn a_sync_recovers_all_lost_changes(
        numbers in prop::collection::vec(any::<u8>(), 1..60),
        received in prop::collection::vec(any::<bool>(), 60),
    ) {
        let sequence = history_of(&numbers);
        let expected = in_order(&sequence);
        let mut timeline = Timeline::new(CHAT, 0, None);
        for (change, _) in sequence.iter().zip(received).filter(|(_, received)| *received) {
            timeline.take(change.clone());
        }
        let after = timeline.revision();
        timeline.apply_changes(after, &synced(&sequence, after));
        prop_assert_eq!(shown(&timeline), shown(&expected));
        prop_assert_eq!(timeline.revision(), i64::try_from(sequence.len()).unwrap());
        prop_assert!(!timeline.has_gap());
    }
}

#[test]
fn a_reaction_changes_its_message_in_its_place() {
    let mut timeline = Timeline::new(CHAT, 0, None);
    timeline.take(sent(1, 11, "a"));
    let reacted = |revision, emoji: Option<&str>| TimelineChange::Reacted {
        revision,
        message_id: MessageId::stored(11),
        user_id: ANN,
        emoji: emoji.map(str::to_owned),
    };
    let event = |revision, emoji: Option<&str>| Event::Reacted {
        chat_id: CHAT,
        revision,
        message_id: MessageId::stored(11),
        user_id: ANN,
        emoji: emoji.map(str::to_owned),
    };
    let shown = |timeline: &Timeline| timeline.messages().next().unwrap().reaction_of(ANN).map(str::to_owned);
    assert_eq!(timeline.take(reacted(3, None)), []);
    assert_eq!(timeline.take(reacted(2, Some("👍"))), [event(2, Some("👍")), event(3, None)]);
    assert_eq!((shown(&timeline), timeline.revision()), (None, 3));
    assert_eq!(timeline.take(reacted(4, Some("🙏"))), [event(4, Some("🙏"))]);
    assert_eq!(shown(&timeline).as_deref(), Some("🙏"));
    assert_eq!(timeline.take(reacted(4, None)), [], "twice");
    assert_eq!(shown(&timeline).as_deref(), Some("🙏"));
}

#[test]
fn a_reaction_does_not_hide_that_an_edit_is_missing() {
    let mut timeline = Timeline::new(CHAT, 0, None);
    timeline.take(sent(1, 11, "before"));
    // The edit at revision 2 was lost. The page has what changed last up to revision 3, and the message changed later.
    timeline.take(TimelineChange::Reacted {
        revision: 4,
        message_id: MessageId::stored(11),
        user_id: ANN,
        emoji: Some("👍".into()),
    });
    timeline.apply_changes(1, &changes(vec![sent(3, 12, "other")], 4, true));
    assert_eq!((timeline.revision(), timeline.has_gap()), (3, true));
    timeline.apply_changes(3, &changes(vec![sent(4, 11, "edited")], 4, false));
    assert_eq!(shown(&timeline), [(11, "edited"), (12, "other")]);
    assert!(!timeline.has_gap());
}

#[test]
fn no_older_page_undoes_a_reaction_to_a_message_that_is_not_kept() {
    let mut timeline = Timeline::new(CHAT, 5, Some(message(20, "newest")));
    let message_id = MessageId::stored(19);
    timeline.take(TimelineChange::Reacted {
        revision: 6,
        message_id,
        user_id: ANN,
        emoji: Some("👍".into()),
    });
    timeline.merge(Some(MessageId::stored(20)), &page(5, &[19, 18], true));
    assert_eq!(shown(&timeline), [(20, "newest")]);
    timeline.merge(Some(MessageId::stored(20)), &page(6, &[19, 18], true));
    assert_eq!(shown(&timeline).len(), 3);
}

#[test]
fn replies_show_their_original_as_it_is() {
    let mut timeline = Timeline::new(CHAT, 0, None);
    timeline.take(sent(1, 11, "original"));
    let reply = Message {
        reply_to: Some(Quote::of(MessageId::stored(11), ANN, "original", None)),
        ..message(12, "reply")
    };
    timeline.take(Change::Message { revision: 2, message: reply });
    let quote = |timeline: &Timeline| timeline.messages().next_back().unwrap().reply_to.clone().unwrap();
    timeline.take(sent(3, 11, &"é".repeat(150)));
    assert_eq!(quote(&timeline), Quote::of(MessageId::stored(11), ANN, &"é".repeat(140), None));
    timeline.take(Change::Deleted { revision: 4, deleted: MessageId::stored(11) });
    assert_eq!(quote(&timeline), Quote::of_deleted(MessageId::stored(11)));
    assert_eq!(shown(&timeline), [(12, "reply")]);
}
