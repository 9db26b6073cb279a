//! Tests of the outbox.

use super::*;
use proptest::prelude::*;

const CHAT: ChatId = ChatId::stored(1);
const ANN: UserId = UserId::stored(2);

fn send(to: impl Into<Destination>) -> ClientFrame {
    ClientFrame::send("c".into(), "t".into(), to.into(), None)
}

fn outbox(requests: impl IntoIterator<Item = ClientFrame>) -> Outbox {
    let mut outbox = Outbox::new(100);
    for request in requests {
        outbox.push(request);
    }
    outbox
}

fn error(code: ErrorCode, retry_after: Option<u64>) -> ErrorFrame {
    ErrorFrame { code: Some(code), message: "no".into(), retry_after }
}

fn ids(outbox: &mut Outbox, now: Instant) -> Vec<ChangeId> {
    std::iter::from_fn(|| outbox.next(now)).map(|(change_id, _)| change_id).collect()
}

#[test]
fn messages_of_a_chat_are_sent_one_by_one_and_chats_do_not_wait_for_each_other() {
    let mut outbox = outbox([1, 1, 2, 2].map(|chat_id| send(ChatId::stored(chat_id))));
    let now = Instant::now();
    assert_eq!(ids(&mut outbox, now), [0, 2]);
    outbox.acknowledge(2);
    assert_eq!(ids(&mut outbox, now), [3]);
    outbox.acknowledge(0);
    assert_eq!(ids(&mut outbox, now), [1]);
}

#[test]
fn changes_in_flight_are_sent_again_after_a_reconnect() {
    let delete = ClientFrame::Delete { message_id: MessageId::stored(5) };
    let (mut outbox, now) = (outbox([send(CHAT), delete]), Instant::now());
    let before: Vec<_> = std::iter::from_fn(|| outbox.next(now)).collect();
    outbox.disconnected();
    let after: Vec<_> = std::iter::from_fn(|| outbox.next(now)).collect();
    assert_eq!(before, after);
    assert_eq!(after.len(), 2);
}

#[test]
fn a_delayed_change_keeps_its_place() {
    let (mut outbox, now) = (outbox([send(CHAT), send(CHAT)]), Instant::now());
    assert_eq!(ids(&mut outbox, now), [0]);
    assert!(outbox.refuse(0, &error(ErrorCode::RateLimited, Some(3)), now));
    assert_eq!(ids(&mut outbox, now + Duration::from_secs(2)), [0; 0]);
    assert_eq!(outbox.deadline(), Some(now + Duration::from_secs(3)));
    assert_eq!(ids(&mut outbox, now + Duration::from_secs(3)), [0]);
}

#[test]
fn only_temporary_errors_are_retried() {
    use ErrorCode::{BadRequest, Conflict, Empty, NotFound, NotPossible, NotYours, TooLong};
    let now = Instant::now();
    for code in [TooLong, Empty, Conflict, NotPossible, NotFound, NotYours, BadRequest] {
        let mut outbox = outbox([send(CHAT), send(CHAT)]);
        ids(&mut outbox, now);
        assert!(!outbox.refuse(0, &error(code, None), now), "{code:?}");
        assert_eq!(ids(&mut outbox, now), [1], "the next one is sent");
    }
    let mut outbox = outbox([send(CHAT)]);
    let mut time = now;
    let verdicts: Vec<_> = (0..MAX_FAILURES)
        .map(|_| {
            ids(&mut outbox, time);
            time += Duration::from_mins(1);
            outbox.refuse(0, &error(ErrorCode::Internal, None), time)
        })
        .collect();
    assert_eq!(verdicts, [true, true, true, false]);
}

#[test]
fn messages_to_a_companion_and_to_their_chat_share_a_queue_once_the_chat_is_known() {
    let (mut outbox, now) = (outbox([send(ANN), send(ANN)]), Instant::now());
    assert_eq!(ids(&mut outbox, now), [0]);
    outbox.adopt_chat(ANN, CHAT);
    outbox.push(send(CHAT));
    outbox.push(send(ANN));
    for change_id in 0..4 {
        outbox.acknowledge(change_id);
        assert_eq!(ids(&mut outbox, now), if change_id < 3 { vec![change_id + 1] } else { vec![] });
    }
    outbox.forget_chat(CHAT);
    outbox.push(send(CHAT));
    outbox.push(send(ANN));
    assert_eq!(ids(&mut outbox, now).len(), 2);
}

#[test]
fn a_full_outbox_accepts_no_more_changes() {
    let mut outbox = Outbox::new(1);
    assert_eq!(outbox.push(send(CHAT)), Some(0));
    assert_eq!(outbox.push(send(CHAT)), None);
    outbox.acknowledge(0);
    assert!(outbox.push(send(CHAT)).is_some());
    assert_eq!(outbox.clear(), [1]);
    assert_eq!(outbox.push(ClientFrame::Ping), None, "a ping is no change");
}

#[test]
fn the_number_of_changes_in_flight_is_limited() {
    let (mut outbox, now) = (outbox((1..=50).map(|chat_id| send(ChatId::stored(chat_id)))), Instant::now());
    assert_eq!(ids(&mut outbox, now).len(), MAX_IN_FLIGHT);
    outbox.acknowledge(0);
    assert_eq!(ids(&mut outbox, now).len(), 1);
}

#[derive(Debug, Clone)]
enum Step {
    Push(i64),
    Send,
    Acknowledge(usize),
    Refuse(usize),
    Disconnect,
}

proptest! {
    #[test]
    fn messages_of_a_chat_are_acknowledged_in_their_order_and_none_is_lost(
        steps in prop::collection::vec(prop_oneof![
            3 => (1_i64..4).prop_map(Step::Push),
            4 => Just(Step::Send),
            4 => (0_usize..9).prop_map(Step::Acknowledge),
            1 => (0_usize..9).prop_map(Step::Refuse),
            1 => Just(Step::Disconnect),
        ], 0..200),
    ) {
        let (mut outbox, mut now) = (Outbox::new(1000), Instant::now());
        let (mut in_flight, mut pushed, mut done) = (Vec::new(), Vec::new(), Vec::new());
        for step in steps {
            now += Duration::from_secs(1);
            match step {
                Step::Push(chat_id) => {
                    let change_id = outbox.push(send(ChatId::stored(chat_id))).unwrap();
                    pushed.push((chat_id, change_id));
                }
                Step::Send => in_flight.extend(ids(&mut outbox, now)),
                Step::Acknowledge(n) if n < in_flight.len() => {
                    let change_id = in_flight.remove(n);
                    outbox.acknowledge(change_id);
                    done.push(change_id);
                }
                Step::Refuse(n) if n < in_flight.len() => {
                    outbox.refuse(in_flight.remove(n), &error(ErrorCode::Unavailable, Some(1)), now);
                }
                Step::Disconnect => {
                    outbox.disconnected();
                    in_flight.clear();
                }
                _ => {}
            }
        }
        outbox.disconnected();
        loop {
            now += Duration::from_secs(10);
            let sent = ids(&mut outbox, now);
            if sent.is_empty() {
                break;
            }
            for change_id in &sent {
                outbox.acknowledge(*change_id);
            }
            done.extend(sent);
        }
        for chat_id in 1..4 {
            let of_chat = |change_id: &ChangeId| pushed.contains(&(chat_id, *change_id));
            let done: Vec<_> = done.iter().copied().filter(of_chat).collect();
            let expected: Vec<_> =
                pushed.iter().filter(|(chat, _)| *chat == chat_id).map(|(_, change_id)| *change_id).collect();
            prop_assert_eq!(done, expected);
        }
    }
}
