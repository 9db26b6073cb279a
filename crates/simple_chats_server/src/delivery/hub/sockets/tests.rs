//! Who is told what, by the sockets alone.

use super::super::send_queue::{SendQueueItem, SendQueueReceiver, send_queue};
use super::*;
use simple_chats_domain::{ChatId, MessageId, Origin};

const ANN: UserId = UserId::stored(1);
const BEN: UserId = UserId::stored(2);

/// A moment by clocks that both count from 1970.
fn moment(seconds: i64) -> ClockReading {
    ClockReading { time: at(seconds), uptime: seconds }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn entry(socket: u64, session: Option<&str>) -> (SocketEntry, SendQueueReceiver) {
    let (send_queue, waiting) = send_queue();
    let entry = SocketEntry {
        socket: SocketId(socket),
        send_queue,
        session_key: session.map(str::to_owned),
        credentials_version: None,
        expires_at: None,
        last_heard: Arc::new(AtomicI64::new(0)),
        last_ping: 0,
    };
    (entry, waiting)
}

fn join(sockets: &mut Sockets, user_id: UserId, socket: u64, session: Option<&str>) -> SendQueueReceiver {
    let (entry, waiting) = entry(socket, session);
    assert!(sockets.join(user_id, entry).is_ok());
    waiting
}

fn next(waiting: &mut SendQueueReceiver) -> Option<SendQueueItem> {
    use std::future::Future;
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(waiting.next()).poll(&mut context) {
        std::task::Poll::Ready(received) => Some(received),
        std::task::Poll::Pending => None,
    }
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
fn the_one_who_asked_gets_an_ack_and_all_others_the_event() {
    let mut sockets = Sockets::default();
    let mut asking = join(&mut sockets, ANN, 1, None);
    let mut other_tab = join(&mut sockets, ANN, 2, None);
    let mut companion = join(&mut sockets, BEN, 3, None);
    sockets.deliver(&deletion(Some(1)));
    assert_eq!(
        text(next(&mut asking)),
        r#"{"type":"ack","ref":"r1","chat_id":7,"revision":3,"message_id":9}"#
    );
    let event = r#"{"type":"deleted","chat_id":7,"revision":3,"message_id":9}"#;
    assert_eq!(text(next(&mut other_tab)), event);
    assert_eq!(text(next(&mut companion)), event);
    assert_eq!(next(&mut asking), None);
}

#[test]
fn a_21st_socket_is_refused_and_a_place_that_is_left_is_free_again() {
    let mut sockets = Sockets::default();
    let _waiting: Vec<SendQueueReceiver> =
        (0..20).map(|socket| join(&mut sockets, ANN, socket, None)).collect();
    assert!(sockets.join(ANN, entry(20, None).0).is_err());
    sockets.leave(ANN, SocketId(3));
    assert!(sockets.join(ANN, entry(21, None).0).is_ok());
}

#[test]
fn a_session_under_a_new_key_is_closed_by_that_key() {
    let mut sockets = Sockets::default();
    let mut laptop = join(&mut sockets, ANN, 1, Some("old"));
    sockets.rename_session(ANN, "new");
    sockets.close(ANN, CloseCode::Unauthenticated, |session| session == Some("old"));
    assert_eq!(next(&mut laptop), None);
    sockets.close(ANN, CloseCode::Unauthenticated, |session| session == Some("new"));
    assert_eq!(next(&mut laptop), Some(SendQueueItem::Close(CloseCode::Unauthenticated)));
}

#[test]
fn signing_out_closes_the_sockets_of_that_session_alone() {
    let mut sockets = Sockets::default();
    let mut laptop = join(&mut sockets, ANN, 1, Some("laptop"));
    let mut phone = join(&mut sockets, ANN, 2, Some("phone"));
    sockets.close(ANN, CloseCode::Unauthenticated, |session| session == Some("phone"));
    assert_eq!(next(&mut phone), Some(SendQueueItem::Close(CloseCode::Unauthenticated)));
    assert_eq!(next(&mut laptop), None);
}

#[test]
fn who_is_silent_is_pinged_and_then_given_up() {
    let mut sockets = Sockets::default();
    let (quiet, mut waiting) = entry(1, None);
    let heard = Arc::clone(&quiet.last_heard);
    assert!(sockets.join(ANN, quiet).is_ok());
    sockets.sweep(moment(24));
    assert_eq!(next(&mut waiting), None);
    sockets.sweep(moment(25));
    assert_eq!(next(&mut waiting), Some(SendQueueItem::Frame(Frame::Ping)));
    heard.store(30, Ordering::Relaxed);
    sockets.sweep(moment(89));
    assert_eq!(next(&mut waiting), Some(SendQueueItem::Frame(Frame::Ping)));
    sockets.sweep(moment(90));
    assert_eq!(next(&mut waiting), Some(SendQueueItem::Close(CloseCode::TimedOut)));
    assert!(sockets.entries.is_empty(), "nothing is kept of a user without sockets");
}

#[test]
fn a_clock_that_is_set_is_no_silence_and_no_presence() {
    let mut sockets = Sockets::default();
    let mut of_ann = join(&mut sockets, ANN, 1, None);
    let _of_ben = join(&mut sockets, BEN, 2, None);
    sockets.leave(BEN, SocketId(2));
    let now = |time, uptime| ClockReading { time: at(time), uptime };
    assert_eq!(sockets.settle_presence(now(1_000_000, 1)), []);
    for time in [2_000_000, 0] {
        sockets.sweep(now(time, 2));
        assert_eq!((next(&mut of_ann), sockets.settle_presence(now(time, 2))), (None, vec![]));
    }
    sockets.sweep(now(0, 25));
    assert_eq!(next(&mut of_ann), Some(SendQueueItem::Frame(Frame::Ping)));
    assert_eq!(sockets.settle_presence(now(0, 25)), [(BEN, at(1_000_000))]);
}

#[test]
fn a_token_that_ends_takes_its_socket_with_it() {
    let mut sockets = Sockets::default();
    let (mut guest, mut waiting) = entry(1, None);
    guest.expires_at = Some(10);
    assert!(sockets.join(ANN, guest).is_ok());
    sockets.sweep(moment(9));
    assert_eq!(next(&mut waiting), None);
    sockets.sweep(moment(10));
    assert_eq!(next(&mut waiting), Some(SendQueueItem::Close(CloseCode::Unauthenticated)));
}

#[test]
fn who_watches_is_told_of_coming_and_of_going_for_good() {
    let mut sockets = Sockets::default();
    let mut watcher = join(&mut sockets, ANN, 1, None);
    sockets.watch((ANN, SocketId(1)), &[BEN]);
    sockets.tell_presence((ANN, SocketId(1)), &[(BEN, Some(at(5)))], &HashSet::new(), Some("r1"));
    let offline = r#"{"type":"presence","users":[{"user_id":2,"online":false,"last_seen":"1970-01-01T00:00:05.000Z"}],"ref":"r1"}"#;
    assert_eq!(text(next(&mut watcher)), offline);
    let _ben = join(&mut sockets, BEN, 2, None);
    let _again = join(&mut sockets, BEN, 3, None);
    let online = r#"{"type":"presence","users":[{"user_id":2,"online":true,"last_seen":null}]}"#;
    assert_eq!(text(next(&mut watcher)), online);
    sockets.leave(BEN, SocketId(2));
    sockets.leave(BEN, SocketId(3));
    assert_eq!(sockets.settle_presence(moment(100)), []);
    assert_eq!(sockets.online_among(vec![ANN, BEN]), [ANN, BEN], "a page change is no goodbye");
    assert_eq!(sockets.settle_presence(moment(109)), []);
    assert_eq!(next(&mut watcher), None, "coming twice and a short absence tell nothing");
    assert_eq!(sockets.settle_presence(moment(110)), [(BEN, at(100))]);
    assert!(text(next(&mut watcher)).contains("\"online\":false"));
    for (stored, now, last_seen) in
        [(None, 200, "00:01:40"), (Some(at(5)), 219, "00:01:40"), (Some(at(5)), 220, "00:00:05")]
    {
        sockets.settle_presence(moment(now));
        sockets.tell_presence((ANN, SocketId(1)), &[(BEN, stored)], &HashSet::new(), None);
        assert!(
            text(next(&mut watcher)).contains(last_seen),
            "what was told is said again before it is stored"
        );
    }
    sockets.watch((ANN, SocketId(1)), &[]);
    let _ben = join(&mut sockets, BEN, 4, None);
    assert_eq!(next(&mut watcher), None, "a new list replaces the one before");
}

#[test]
fn all_are_closed_bit_by_bit() {
    let mut sockets = Sockets::default();
    let mut waiting: Vec<SendQueueReceiver> =
        (0..6).map(|socket| join(&mut sockets, if socket < 4 { ANN } else { BEN }, socket, None)).collect();
    let mut closed = || {
        let stopped = Some(SendQueueItem::Close(CloseCode::GoingAway));
        waiting.iter_mut().map(next).filter(|received| *received == stopped).count()
    };
    assert_eq!((sockets.close_some(0, CloseCode::GoingAway), closed()), (6, 0));
    assert_eq!((sockets.close_some(3, CloseCode::GoingAway), closed()), (3, 3));
    assert_eq!((sockets.close_some(9, CloseCode::GoingAway), closed()), (0, 6));
}

#[test]
fn a_slow_reader_is_dropped_and_the_others_get_everything() {
    let mut sockets = Sockets::default();
    let mut slow = join(&mut sockets, ANN, 1, None);
    let mut quick = join(&mut sockets, BEN, 2, None);
    for _ in 0..2000 {
        sockets.deliver(&deletion(None));
        assert!(next(&mut quick).is_some());
    }
    assert_eq!(next(&mut slow), Some(SendQueueItem::Close(CloseCode::TooSlow)));
    assert!(!sockets.entries.contains_key(&ANN));
}
