//! The framing of RFC 6455, and the limits of a message.

use super::enter;
use serde_json::{Value, json};
use simple_chats_server::delivery::KeepAlive;
use simple_chats_tests::raw_socket::{FIN, RawSocket, opcode};
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, OnBackend, TestApp, TestEnvironment, TestUser};
use std::time::{Duration, Instant};
use tokio::time::timeout;

const PING: &[u8] = br#"{"type":"ping"}"#;
const PONG: &str = r#"{"type":"pong"}"#;

/// How big a message may be, in bytes.
const MAX_MESSAGE: usize = 64 << 10;

async fn app_with_ann() -> (TestApp, TestUser) {
    let app = TestApp::start(Backend::Sqlite).await;
    let ann = app.register("ann").await;
    (app, ann)
}

async fn raw(app: &TestApp, user: &TestUser) -> RawSocket {
    RawSocket::enter(app.address(), &user.email, &user.password).await
}

/// A ping of exactly this many bytes.
fn ping_of(size: usize) -> Vec<u8> {
    let mut text = br#"{"type":"ping"}"#.to_vec();
    text.resize(size, b' ');
    text
}

#[tokio::test]
async fn a_message_may_come_in_fragments_with_control_frames_between_them() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    socket.send(opcode::TEXT, &PING[..3]).await;
    socket.send(FIN | opcode::PING, b"there?").await;
    let pong = socket.next().await.unwrap();
    assert_eq!(
        (pong.first, pong.payload.as_slice()),
        (FIN | opcode::PONG, &b"there?"[..]),
        "answered at once"
    );
    socket.send(opcode::CONTINUATION, b"").await;
    socket.send(FIN | opcode::PONG, b"unasked").await;
    for byte in &PING[3..] {
        socket.send(opcode::CONTINUATION, &[*byte]).await;
    }
    socket.send(FIN | opcode::CONTINUATION, b"").await;
    let answer = socket.next().await.unwrap();
    assert_eq!((answer.first, answer.text().as_str()), (FIN | opcode::TEXT, PONG));
}

#[tokio::test]
async fn characters_may_be_cut_by_fragments() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    let text = r#"{"type":"ping","ref":"ä梨🍐"}"#.as_bytes();
    for byte in 0..text.len() {
        let first = if byte == 0 { opcode::TEXT } else { opcode::CONTINUATION };
        let fin = if byte + 1 == text.len() { FIN } else { 0 };
        socket.send(fin | first, &text[byte..=byte]).await;
    }
    assert!(socket.next().await.unwrap().text().contains("ä梨🍐"));
}

#[tokio::test]
async fn frames_may_arrive_byte_by_byte_or_many_at_once() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    let mut frame = vec![FIN | opcode::TEXT, 0x80 | u8::try_from(PING.len()).unwrap(), 0, 0, 0, 0];
    frame.extend(PING);
    for byte in &frame {
        socket.send_bytes(&[*byte]).await;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(socket.next().await.unwrap().text(), PONG);
    socket.send_bytes(&frame.repeat(100)).await;
    for _ in 0..100 {
        assert_eq!(socket.next().await.unwrap().text(), PONG);
    }
}

#[tokio::test]
async fn a_ping_is_answered_with_what_it_holds() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    for payload in [&b""[..], b"x", &[0xFF; 125]] {
        socket.send(FIN | opcode::PING, payload).await;
        let pong = socket.next().await.unwrap();
        assert_eq!((pong.first, pong.payload.as_slice()), (FIN | opcode::PONG, payload));
    }
}

#[tokio::test]
async fn a_goodbye_is_answered_and_the_connection_ended() {
    let (app, ann) = app_with_ann().await;
    for payload in [&b""[..], &1000_u16.to_be_bytes(), b"\x03\xE8see you", &4999_u16.to_be_bytes()] {
        let mut socket = raw(&app, &ann).await;
        socket.send(FIN | opcode::CLOSE, payload).await;
        let begin = timing::start();
        let code = socket.close_code().await;
        timing::assert_within(Duration::from_millis(700), begin);
        assert!(code.is_none_or(|code| payload.starts_with(&code.to_be_bytes())), "{code:?} for {payload:?}");
    }
}

/// The first byte and the payload of a frame.
type Frame = (u8, &'static [u8]);

/// What is wrong, the frames that say so, and the code that it is closed with.
const BROKEN: &[(&str, &[Frame], u16)] = &[
    ("a reserved bit", &[(FIN | 0x40 | opcode::TEXT, PING)], 1002),
    ("another reserved bit", &[(FIN | 0x10 | opcode::PING, b"")], 1002),
    ("an opcode that is not known", &[(FIN | 0x3, b"x")], 1002),
    ("a control opcode that is not known", &[(FIN | 0xB, b"x")], 1002),
    ("a control frame of 126 bytes", &[(FIN | opcode::PING, &[b'x'; 126])], 1002),
    ("a control frame in fragments", &[(opcode::PING, b"x")], 1002),
    ("a continuation of nothing", &[(FIN | opcode::CONTINUATION, PING)], 1002),
    ("a new message within one", &[(opcode::TEXT, b"{"), (FIN | opcode::TEXT, PING)], 1002),
    ("a goodbye of one byte", &[(FIN | opcode::CLOSE, b"x")], 1002),
    ("a goodbye with a code that may not be sent", &[(FIN | opcode::CLOSE, &1005_u16.to_be_bytes())], 1002),
    ("a goodbye that is no UTF-8", &[(FIN | opcode::CLOSE, b"\x03\xE8\xFF")], 1002),
    ("text that is no UTF-8", &[(FIN | opcode::TEXT, b"{\"type\":\"ping\",\"ref\":\"\xFF\"}")], 1007),
    ("text that ends within a character", &[(FIN | opcode::TEXT, b"\xC3")], 1007),
    ("fragments that are no UTF-8", &[(opcode::TEXT, b"\xC3"), (FIN | opcode::CONTINUATION, b"\x28")], 1007),
    ("a surrogate", &[(FIN | opcode::TEXT, b"\xED\xA0\x80")], 1007),
    ("binary", &[(FIN | 0x2, PING)], 1003),
    ("binary in fragments", &[(0x2, b"{"), (FIN | opcode::CONTINUATION, b"}")], 1003),
];

#[tokio::test]
async fn a_fault_in_the_framing_closes_the_socket_with_its_code() {
    let (app, ann) = app_with_ann().await;
    let mut bystander = enter(&app, &ann).await;
    for (what, frames, code) in BROKEN {
        let mut socket = raw(&app, &ann).await;
        for (first, payload) in *frames {
            socket.send(*first, payload).await;
        }
        assert_eq!(socket.close_code().await, Some(*code), "{what}");
    }
    bystander.is_silent().await;
}

#[tokio::test]
async fn a_frame_without_a_mask_closes_the_socket() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    socket.send_unmasked(FIN | opcode::TEXT, PING).await;
    assert_eq!(socket.close_code().await, Some(1002));
}

#[tokio::test]
async fn a_message_may_have_64_kib_and_no_byte_more() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    let biggest = ping_of(MAX_MESSAGE);
    socket.send(FIN | opcode::TEXT, &biggest).await;
    assert_eq!(socket.next().await.unwrap().text(), PONG);
    send_in_fragments(&mut socket, &biggest, 1000).await;
    assert_eq!(socket.next().await.unwrap().text(), PONG);

    let too_big = ping_of(MAX_MESSAGE + 1);
    socket.send(FIN | opcode::TEXT, &too_big).await;
    assert_eq!(socket.close_code().await, Some(1009));
    for size in [1000, MAX_MESSAGE] {
        let mut socket = raw(&app, &ann).await;
        send_in_fragments(&mut socket, &too_big, size).await;
        assert_eq!(socket.close_code().await, Some(1009), "in fragments of {size}");
    }
}

async fn send_in_fragments(socket: &mut RawSocket, payload: &[u8], size: usize) {
    let mut first = opcode::TEXT;
    for fragment in payload.chunks(size) {
        socket.send(first, fragment).await;
        first = opcode::CONTINUATION;
    }
    socket.send(FIN | opcode::CONTINUATION, b"").await;
}

#[tokio::test]
async fn a_frame_that_announces_too_much_is_refused_before_it_has_come() {
    let (app, ann) = app_with_ann().await;
    for length in [MAX_MESSAGE as u64 + 1, 1 << 31, 1 << 62, u64::MAX] {
        let mut socket = raw(&app, &ann).await;
        socket.announce(FIN | opcode::TEXT, length).await;
        socket.send_bytes(&[b' '; 1000]).await;
        let closed = socket.close_code().await;
        assert_eq!(closed, Some(1009), "for {length} bytes");
    }
}

#[tokio::test]
async fn many_small_fragments_do_not_pile_up() {
    let (app, ann) = app_with_ann().await;
    let mut socket = raw(&app, &ann).await;
    socket.send(opcode::TEXT, b"").await;
    for _ in 0..20_000 {
        socket.send(opcode::CONTINUATION, b"").await;
    }
    socket.send(FIN | opcode::CONTINUATION, PING).await;
    assert_eq!(socket.next().await.unwrap().text(), PONG);
}

#[tokio::test]
async fn binary_frames_of_a_client_close_its_socket() {
    let (app, ann) = app_with_ann().await;
    let mut socket = enter(&app, &ann).await;
    socket.send_binary(PING).await;
    let (code, said): (u16, Vec<Value>) = socket.until_closed().await;
    assert_eq!((code, said), (1003, vec![]));
    let mut again = enter(&app, &ann).await;
    assert_eq!(again.ask(json!({"type": "ping"})).await, json!({"type": "pong"}));
}

#[tokio::test]
async fn a_silent_socket_is_pinged_and_then_closed() {
    let second = Duration::from_secs(1);
    let keep_alive = KeepAlive { ping_interval: second, idle_timeout: 3 * second };
    let app = TestEnvironment::new(Backend::Sqlite).spawn_with_keep_alive(keep_alive).await;
    let ann = app.register("ann").await;
    let mut socket = raw(&app, &ann).await;
    let mut answering = enter(&app, &ann).await;
    let begin = Instant::now();
    // The other one's client answers pings by itself while it is read.
    let other = tokio::spawn(async move {
        let message = timeout(6 * second, answering.next_message()).await;
        assert!(message.is_err(), "a socket that answers is kept: {message:?}");
        answering.is_silent().await;
    });
    let mut pings = 0;
    let code = loop {
        let frame = socket.next().await.expect("the server says why it closes");
        match frame.first {
            first if first == FIN | opcode::PING => pings += 1,
            _ => break frame.close_code(),
        }
    };
    assert_eq!(code, Some(4408));
    assert!((2..=3).contains(&pings), "pinged {pings} times");
    // Whole seconds count, so that it may be one less.
    assert!(begin.elapsed() > 2 * second, "after {:?}", begin.elapsed());
    other.await.unwrap();
}

#[test]
fn the_ping_interval_and_the_idle_timeout_are_those_of_the_protocol() {
    let KeepAlive { ping_interval, idle_timeout } = KeepAlive::default();
    assert_eq!((ping_interval.as_secs(), idle_timeout.as_secs()), (25, 60));
}
