//! Which sockets receive which frames.

use super::super::send_queue::{Frame, SendQueueItem, SendQueueReceiver, send_queue};
use super::*;
use crate::delivery::credential::Credential;
use crate::delivery::revocation::KeptSession;
use futures_util::FutureExt;
use simple_chats_domain::{Ack, ChatId, MessageId, Origin, PersonalTokenId, SocketId, TokenScope};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const ANN: UserId = UserId::stored(1);
const BEN: UserId = UserId::stored(2);

/// A reading of two clocks that both count from 1970.
fn reading(seconds: i64) -> ClockReading {
    ClockReading { time: at(seconds), uptime: seconds }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn key(user_id: UserId, socket: u64) -> SocketKey {
    SocketKey { user_id, socket: SocketId(socket) }
}

fn session(user_id: UserId, key: &str) -> Grant {
    Grant { user_id, credential: Credential::Session(key.to_owned()), expires_at: None }
}

fn register_as(
    state: &mut HubState,
    socket: u64,
    grant: Grant,
    last_received: &Arc<AtomicI64>,
) -> Result<SendQueueReceiver, RegisterError> {
    let (queue, receiver) = send_queue();
    state.register(SocketEntry::new(SocketId(socket), grant, queue, Arc::clone(last_received)))?;
    Ok(receiver)
}

fn register(state: &mut HubState, user_id: UserId, socket: u64) -> SendQueueReceiver {
    register_as(state, socket, session(user_id, "laptop"), &Arc::default()).unwrap()
}

fn next(receiver: &mut SendQueueReceiver) -> Option<SendQueueItem> {
    receiver.next().now_or_never()
}

fn text(received: Option<SendQueueItem>) -> String {
    match received {
        Some(SendQueueItem::Frame(Frame::Text(text))) => text.to_string(),
        other => panic!("no text: {other:?}"),
    }
}

fn deletion(reply_to: Option<u64>) -> Publication {
    let (chat_id, message_id) = (ChatId::stored(7), MessageId::stored(9));
    Publication {
        audience: vec![ANN, BEN],
        event: Some(Event::Deleted { chat_id, revision: 3, message_id }),
        ack: reply_to.map(|socket| {
            let origin = Origin { socket: SocketId(socket), reference: Some("r1".into()) };
            (origin, Ack::Deleted { chat_id, revision: 3, message_id })
        }),
    }
}

#[test]
fn the_requesting_socket_gets_an_ack_and_all_others_the_event() {
    let mut state = HubState::default();
    let mut requesting = register(&mut state, ANN, 1);
    let mut other_tab = register(&mut state, ANN, 2);
    let mut companion = register(&mut state, BEN, 3);
    state.publish(&deletion(Some(1)));
    assert_eq!(
        text(next(&mut requesting)),
        r#"{"type":"ack","chat_id":7,"revision":3,"message_id":9,"ref":"r1"}"#
    );
    let event = r#"{"type":"deleted","chat_id":7,"revision":3,"message_id":9}"#;
    assert_eq!(text(next(&mut other_tab)), event);
    assert_eq!(text(next(&mut companion)), event);
    assert_eq!(next(&mut requesting), None);
}

#[test]
fn a_21st_socket_is_refused_until_another_closes() {
    let mut state = HubState::default();
    let _receivers: Vec<SendQueueReceiver> =
        (0..20).map(|socket| register(&mut state, ANN, socket)).collect();
    let register_again =
        |state: &mut HubState| register_as(state, 20, session(ANN, "laptop"), &Arc::default());
    assert!(register_again(&mut state).is_err());
    state.unregister(key(ANN, 3));
    assert!(register_again(&mut state).is_ok());
}

#[test]
fn a_revocation_closes_the_sockets_that_it_names() {
    let password = Grant { user_id: ANN, credential: Credential::Version(1), expires_at: None };
    let token = |id| Grant {
        user_id: ANN,
        credential: Credential::Token(PersonalTokenId::stored(id), TokenScope::Read),
        expires_at: None,
    };
    let grants = [session(ANN, "laptop"), session(ANN, "phone"), password, token(1), token(2)];
    let kept = KeptSession { old_key: "laptop".into(), new_key: "new".into() };
    let change = Revocation::AllBut(kept.clone());
    let keeping_tokens = Revocation::AllButTokens(Some(kept));
    let of = |key: &str| Revocation::Session(key.to_owned());
    for (revocations, closed) in [
        (vec![of("phone")], [false, true, false, false, false]),
        (vec![change.clone()], [false, true, true, true, true]),
        (vec![change.clone(), of("laptop")], [false, true, true, true, true]),
        (vec![change, of("new")], [true; 5]),
        (vec![keeping_tokens.clone(), of("laptop")], [false, true, true, false, false]),
        (vec![keeping_tokens, of("new")], [true, true, true, false, false]),
        (vec![Revocation::AllButTokens(None)], [true, true, true, false, false]),
        (vec![Revocation::Token(PersonalTokenId::stored(2))], [false, false, false, false, true]),
        (vec![Revocation::All], [true; 5]),
    ] {
        let mut state = HubState::default();
        let mut sockets = grants
            .iter()
            .zip(0..)
            .map(|(grant, socket)| register_as(&mut state, socket, grant.clone(), &Arc::default()).unwrap());
        let mut receivers: [SendQueueReceiver; 5] = std::array::from_fn(|_| sockets.next().unwrap());
        drop(sockets);
        for revocation in &revocations {
            state.revoke(ANN, revocation);
        }
        let close = Some(SendQueueItem::Close(CloseCode::Unauthenticated));
        assert_eq!(receivers.each_mut().map(next).map(|item| item == close), closed, "{revocations:?}");
    }
}

#[test]
fn a_silent_socket_is_pinged_and_then_closed() {
    let mut state = HubState::default();
    let last_received = Arc::default();
    let mut receiver = register_as(&mut state, 1, session(ANN, "laptop"), &last_received).unwrap();
    state.keep_alive(reading(24));
    assert_eq!(next(&mut receiver), None);
    state.keep_alive(reading(25));
    assert_eq!(next(&mut receiver), Some(SendQueueItem::Frame(Frame::Ping)));
    last_received.store(30, Ordering::Relaxed);
    state.keep_alive(reading(89));
    assert_eq!(next(&mut receiver), Some(SendQueueItem::Frame(Frame::Ping)));
    state.keep_alive(reading(90));
    assert_eq!(next(&mut receiver), Some(SendQueueItem::Close(CloseCode::TimedOut)));
    assert!(state.sockets.users().is_empty(), "nothing is kept of a user without sockets");
}

#[test]
fn setting_the_clock_changes_neither_silence_nor_presence() {
    let mut state = HubState::default();
    let mut of_ann = register(&mut state, ANN, 1);
    let _of_ben = register(&mut state, BEN, 2);
    state.unregister(key(BEN, 2));
    let now = |time, uptime| ClockReading { time: at(time), uptime };
    assert_eq!(state.take_offline(now(1_000_000, 1)), []);
    for time in [2_000_000, 0] {
        state.keep_alive(now(time, 2));
        assert_eq!((next(&mut of_ann), state.take_offline(now(time, 2))), (None, vec![]));
    }
    state.keep_alive(now(0, 25));
    assert_eq!(next(&mut of_ann), Some(SendQueueItem::Frame(Frame::Ping)));
    assert_eq!(state.take_offline(now(0, 25)), [(BEN, at(1_000_000))]);
}

#[test]
fn a_socket_closes_when_its_grant_ends() {
    let mut state = HubState::default();
    let grant = Grant { expires_at: Some(10), ..session(ANN, "laptop") };
    let mut receiver = register_as(&mut state, 1, grant, &Arc::default()).unwrap();
    state.keep_alive(reading(9));
    assert_eq!(next(&mut receiver), None);
    state.keep_alive(reading(10));
    assert_eq!(next(&mut receiver), Some(SendQueueItem::Close(CloseCode::Unauthenticated)));
}

#[test]
fn a_watcher_is_notified_when_a_user_comes_online_and_goes_offline_for_good() {
    let mut state = HubState::default();
    let mut watcher = register(&mut state, ANN, 1);
    state.watch(key(ANN, 1), &[(BEN, true)], Instant::now());
    state.send_presence(key(ANN, 1), &[(BEN, Some(at(5)))], &HashSet::new(), Some("r1".to_owned()));
    let offline = r#"{"type":"presence","users":[{"user_id":2,"online":false,"last_seen":"1970-01-01T00:00:05.000Z"}],"ref":"r1"}"#;
    assert_eq!(text(next(&mut watcher)), offline);
    let _ben = register(&mut state, BEN, 2);
    let _again = register(&mut state, BEN, 3);
    let online = r#"{"type":"presence","users":[{"user_id":2,"online":true,"last_seen":null}]}"#;
    assert_eq!(text(next(&mut watcher)), online);
    state.unregister(key(BEN, 2));
    state.unregister(key(BEN, 3));
    assert_eq!(state.take_offline(reading(100)), []);
    assert_eq!(state.online_among(vec![ANN, BEN]), [ANN, BEN], "loading another page is not going offline");
    assert_eq!(state.take_offline(reading(109)), []);
    assert_eq!(next(&mut watcher), None, "a second socket and a short absence are not announced");
    assert_eq!(state.take_offline(reading(110)), [(BEN, at(100))]);
    assert!(text(next(&mut watcher)).contains("\"online\":false"));
    for (stored, now, last_seen) in
        [(None, 200, "00:01:40"), (Some(at(5)), 219, "00:01:40"), (Some(at(5)), 220, "00:00:05")]
    {
        state.take_offline(reading(now));
        state.send_presence(key(ANN, 1), &[(BEN, stored)], &HashSet::new(), None);
        assert!(
            text(next(&mut watcher)).contains(last_seen),
            "the announced time is repeated until it is stored"
        );
    }
    state.watch(key(ANN, 1), &[], Instant::now());
    let _ben = register(&mut state, BEN, 4);
    assert_eq!(next(&mut watcher), None, "a new list replaces the one before");
}

#[test]
fn presence_is_hidden_at_once_and_shown_when_a_later_read_says_so() {
    let mut state = HubState::default();
    let mut of_ann = register(&mut state, ANN, 1);
    let _of_ben = register(&mut state, BEN, 2);
    let (watcher, before) = (key(ANN, 1), Instant::now());
    state.watch(watcher, &[(BEN, true)], before);
    state.privacy_changed(BEN, Some(ANN));
    let hidden = r#"{"type":"presence","users":[{"user_id":2,"online":false,"last_seen":null}]}"#;
    assert_eq!(text(next(&mut of_ann)), hidden);
    let recheck = Recheck { socket: watcher, user_id: BEN };
    assert_eq!(std::mem::take(&mut state.rechecks), HashSet::from([recheck]));
    let seen = Rechecked { recheck, is_seen: true, last_seen: Some(at(5)), is_elsewhere: false };

    // Reads that began before the change are not believed.
    state.rechecked(&[seen], before);
    state.watch(watcher, &[(BEN, true)], before);
    state.recheck_all();
    assert_eq!(state.rechecks, HashSet::from([recheck]), "once, however often it is asked for");
    state.send_presence(watcher, &[(BEN, Some(at(5)))], &HashSet::new(), None);
    assert_eq!(text(next(&mut of_ann)), hidden);
    state.set_offline(BEN, at(9));
    assert_eq!(next(&mut of_ann), None);

    state.rechecked(&[seen], Instant::now());
    let shown = r#"{"type":"presence","users":[{"user_id":2,"online":true,"last_seen":null}]}"#;
    assert_eq!(text(next(&mut of_ann)), shown);
}

#[test]
fn sockets_are_closed_in_batches() {
    let mut state = HubState::default();
    let user_of = |socket| if socket < 4 { ANN } else { BEN };
    let mut receivers: Vec<SendQueueReceiver> =
        (0..6).map(|socket| register(&mut state, user_of(socket), socket)).collect();
    let mut closed = || {
        let stopped = Some(SendQueueItem::Close(CloseCode::GoingAway));
        receivers.iter_mut().map(next).filter(|received| *received == stopped).count()
    };
    assert_eq!((state.close_batch(0), closed()), (6, 0));
    assert_eq!((state.close_batch(3), closed()), (3, 3));
    assert_eq!((state.close_batch(9), closed()), (0, 6));
}

#[test]
fn a_slow_reader_is_dropped_and_the_others_get_everything() {
    let mut state = HubState::default();
    let mut slow = register(&mut state, ANN, 1);
    let mut quick = register(&mut state, BEN, 2);
    for _ in 0..2000 {
        state.publish(&deletion(None));
        assert!(next(&mut quick).is_some());
    }
    assert_eq!(next(&mut slow), Some(SendQueueItem::Close(CloseCode::TooSlow)));
    assert!(!state.sockets.users().contains(&ANN));
}
