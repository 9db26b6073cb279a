//! SIGTERM and Ctrl-C: pending requests are answered, sockets are closed, and the process ends by itself in time.

use crate::PROGRAM;
use futures_util::future::join_all;
use serde_json::json;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::raw_socket::RawSocket;
use simple_chats_tests::socket::Socket;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, Caller, TestUser, on_both_databases};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long the server may take to stop.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// How many requests are pending.
const REQUESTS: usize = 50;

on_both_databases! {
    async fn a_stop_closes_sockets_after_their_requests_are_answered(backend: Backend) {
        let (_server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let (ann, ben, chat_id) = server.register_pair().await;
        let mut sockets = [
            server.dial(&ann).enter().await,
            server.dial(&ben).enter().await,
            server.dial(&ben).enter().await,
        ];
        for number in 0..REQUESTS {
            let client_id = format!("message {number}");
            let send = json!({"type": "send", "chat_id": chat_id, "client_id": client_id, "text": client_id});
            sockets[0].send_request(send).await;
        }
        // Requests are begun in the order in which they come: with the answer to the last one, all are.
        sockets[0].ask(json!({"type": "ping"})).await;
        let begin = timing::start();
        server.signal("TERM");
        let ends = join_all(sockets.iter_mut().map(Socket::until_closed)).await;
        assert_eq!(ends.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [1001; 3]);
        let acks = ends[0].1.iter().filter(|frame| frame["type"] == "ack").count();
        assert_eq!(acks, REQUESTS, "pending requests are answered before the close");
        server.ended_in_order().await;
        timing::assert_within(STOP_TIMEOUT, begin);
    }
}

#[tokio::test]
async fn many_sockets_are_closed_one_after_the_other_and_few_at_once() {
    for (users, least, most) in [(1, 0, 1000), (15, 900, 3000)]
        .map(|(users, least, most)| (users, Duration::from_millis(least), Duration::from_millis(most)))
    {
        let (_server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
        let mut sockets = Vec::new();
        for number in 0..users {
            let user = server.register(&format!("user{number}")).await;
            for _ in 0..20 {
                sockets.push(server.dial(&user).enter().await);
            }
        }
        let begin = timing::start();
        server.signal("TERM");
        let closings = sockets.iter_mut().map(async |socket| {
            assert_eq!(socket.close_code().await, 1001);
            begin.elapsed()
        });
        let mut times = join_all(closings).await;
        times.sort_unstable();
        let spread = times.last().unwrap().saturating_sub(times[0]);
        assert!(spread >= least, "{} sockets within {spread:?}", times.len());
        timing::assert_kept(most, begin, spread, || format!("{times:?}"));
        // In half a second come five steps of 25, and some that were held up before.
        let busiest = times.iter().map(|from| {
            let end = *from + Duration::from_millis(500);
            times.iter().filter(|time| (*from..end).contains(*time)).count()
        });
        let busiest = u32::try_from(busiest.max().unwrap()).unwrap();
        let bound = 200.0 * timing::slowdown(begin, Instant::now());
        assert!(f64::from(busiest) < bound, "they are not spread evenly: {times:?}");
        server.ended_in_order().await;
        timing::assert_within(STOP_TIMEOUT, begin);
    }
}

#[tokio::test]
async fn pending_requests_are_answered_and_new_connections_refused() {
    let server_dir = ServerDir::new(PROGRAM).with("BCRYPT_COST", "13");
    let server = server_dir.start().await;
    let (ann, ben, chat_id) = server.register_pair().await;
    let mut half = half_a_request(&server, &ann, chat_id).await;
    let _idle = TcpStream::connect(server.address()).await.unwrap();
    // A wrong password is hashed each time, which takes a while at this cost.
    let wrong = TestUser { password: "wrong".to_owned(), ..ben };
    let slow = server.ask(reqwest::Method::GET, "/api/me", &wrong, None);
    let stopping = async {
        let idle = server.processor_time();
        while server.processor_time() < idle + Duration::from_millis(50) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        server.signal("TERM");
        while TcpStream::connect(server.address()).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        half.write_all(b"\"hello\"]}").await.unwrap();
    };
    let begin = timing::start();
    let (slow, ()) = futures_util::future::join(slow, stopping).await;
    assert_eq!(slow.expect("a slow request is answered").status, 401);
    let mut answer = String::new();
    half.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    server.ended_in_order().await;
    timing::assert_within(STOP_TIMEOUT, begin);
}

/// Sends a request but for its last bytes.
async fn half_a_request(server: &ServerProcess, user: &TestUser, chat_id: i64) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let authorization = user.authorization().unwrap();
    let head = format!(
        "POST /api/chats/{chat_id}/messages HTTP/1.1\r\nHost: {}\r\nAuthorization: {authorization}\r\n\
         Connection: close\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{{\"texts\": [",
        server.address()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_client_that_keeps_its_connection_or_never_ends_its_request_does_not_delay_the_stop() {
    let (_server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    let _half = half_a_request(&server, &ann, chat_id).await;
    let mut kept = TcpStream::connect(server.address()).await.unwrap();
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    kept.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let begin = timing::start();
    server.stop().await;
    timing::assert_within(STOP_TIMEOUT, begin);
}

#[tokio::test]
async fn a_socket_that_is_never_closed_does_not_delay_the_stop_after_ctrl_c() {
    let (_server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let ann = server.register("ann").await;
    let _unread = RawSocket::enter(server.address(), &ann.email, &ann.password).await;
    let begin = timing::start();
    server.signal("INT");
    server.ended_in_order().await;
    timing::assert_within(STOP_TIMEOUT, begin);
}

#[tokio::test]
async fn a_waiting_client_is_disconnected_when_the_server_is_killed() {
    let (_server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let ann = server.register("ann").await;
    let mut socket = server.dial(&ann).enter().await;
    server.kill().await;
    timing::within(Duration::from_secs(5), socket.until_gone()).await;
}
