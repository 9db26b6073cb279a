//! What a hundred sockets that never read cost the server during a hundred thousand events: bounded memory, and no delay
//! for the others.

use crate::PROGRAM;
use futures_util::future::join_all;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::raw_socket::{FIN, RawSocket, opcode};
use simple_chats_tests::{Caller, TestUser, timing};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const EVENTS: usize = 100_000;

/// How many of Ann's companions have sockets that never read, and how many each: as many as a user may have.
const UNREAD_USERS: usize = 5;
const SOCKETS_EACH: usize = 20;
const UNREAD: usize = UNREAD_USERS * SOCKETS_EACH;

/// How many requests are under way at any time.
const WORKERS: usize = 32;

/// What may wait for one socket: 1,024 events, each of which takes less than this.
const MAX_QUEUED: usize = 1024 * 256;

/// What else may grow: caches of pages, of statements and of logins, and what the allocator keeps. Queues without a
/// bound would take several times as much as both together.
const OTHER_GROWTH: usize = 64 << 20;

/// How long sockets may be kept that take in nothing: half a minute after they were closed.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(45);

/// When each event was requested, in microseconds since the beginning.
#[derive(Clone)]
struct RequestTimes(Arc<[AtomicU32]>, Instant);

#[tokio::test]
async fn a_hundred_sockets_that_never_read_cost_bounded_memory_and_delay_nobody() {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_LEVEL", "warn");
    let server = server_dir.start().await;
    let (ann, unread, readers) = gather(&server).await;
    let (sockets, before) = (server.open_sockets(), server.memory("VmRSS"));

    let times = RequestTimes((0..EVENTS).map(|_| AtomicU32::new(0)).collect(), Instant::now());
    let readers: Vec<_> =
        readers.into_iter().map(|socket| tokio::spawn(listen(socket, times.clone()))).collect();
    let workers: Vec<_> = (0..WORKERS)
        .map(|worker| tokio::spawn(rename(server.address(), ann.clone(), worker, times.clone())))
        .collect();
    for worker in join_all(workers).await {
        worker.unwrap();
    }
    let took = times.1.elapsed();
    let mut delays: Vec<u32> = join_all(readers).await.into_iter().flat_map(Result::unwrap).collect();

    delays.sort_unstable();
    let percent = |part: usize| f64::from(delays[delays.len() * part / 100 - 1]) / 1000.0;
    let grown = server.memory("VmHWM").saturating_sub(before);
    println!(
        "{EVENTS} events in {took:.1?} past {UNREAD} sockets that never read: {} KiB before and at most {} KiB more; \
         those who read waited {:.1} ms in the middle, {:.1} ms at p99, {:.1} ms at most",
        before >> 10,
        grown >> 10,
        percent(50),
        percent(99),
        percent(100),
    );
    assert!(grown < UNREAD * MAX_QUEUED + OTHER_GROWTH, "the server's memory grew by {grown} bytes");

    let begin = timing::start();
    let are_dropped = async || server.open_sockets() + UNREAD <= sockets;
    let kept = || format!("{} of {sockets} sockets are kept", server.open_sockets());
    timing::until(kept, are_dropped).await;
    timing::assert_within(DISCONNECT_TIMEOUT, begin);
    // The reason has come through if the goodbye did.
    for socket in unread {
        let (received, code) = socket.read_to_end().await;
        assert!(received < EVENTS, "a socket that never read got everything");
        assert!(code.is_none_or(|code| code == 4409), "{code:?}");
    }
    server.stop().await;
}

/// Ann, the sockets of companions who never read, and those of Ann and of another companion, who do.
async fn gather(server: &ServerProcess) -> (TestUser, Vec<RawSocket>, Vec<RawSocket>) {
    let ann = server.register("ann").await;
    let mut unread = Vec::new();
    for number in 0..UNREAD_USERS {
        let user = server.register(&format!("unread{number}")).await;
        server.open_chat(&ann, &user).await;
        for _ in 0..SOCKETS_EACH {
            unread.push(enter(server, &user).await);
        }
    }
    let ben = server.register("ben").await;
    server.open_chat(&ann, &ben).await;
    let readers = vec![enter(server, &ann).await, enter(server, &ben).await];
    (ann, unread, readers)
}

async fn enter(server: &ServerProcess, user: &TestUser) -> RawSocket {
    RawSocket::enter(server.address(), &user.email, &user.password).await
}

/// Gives Ann every 32nd name, one after the other: all her companions get each of them.
async fn rename(address: std::net::SocketAddr, ann: TestUser, worker: usize, times: RequestTimes) {
    let authorization = ann.authorization().unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut answer = [0; 4096];
    for number in (worker..EVENTS).step_by(WORKERS) {
        let body = format!(r#"{{"name":"{number:06}"}}"#);
        let request = format!(
            "POST /api/update HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        times.0[number].store(times.now(), Ordering::Relaxed);
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut read = 0;
        // The answer ends as its body does, with the end of an object.
        while !answer[..read].ends_with(b"}") {
            let count = stream.read(&mut answer[read..]).await.unwrap();
            assert_ne!(count, 0, "the server ends the connection");
            read += count;
        }
        assert!(answer.starts_with(b"HTTP/1.1 202 "), "{}", String::from_utf8_lossy(&answer[..read]));
    }
}

/// Receives every event once, those of each worker in their order. Returns how long after its request each came.
async fn listen(mut socket: RawSocket, times: RequestTimes) -> Vec<u32> {
    let mut next: Vec<usize> = (0..WORKERS).collect();
    let mut delays = Vec::with_capacity(EVENTS);
    while delays.len() < EVENTS {
        let frame = socket.next().await.expect("a socket that reads is kept");
        if frame.first == FIN | opcode::PING {
            socket.send(FIN | opcode::PONG, &frame.payload).await;
            continue;
        }
        let text = frame.text();
        let name = text.split_once(r#""name":""#).and_then(|(_, rest)| rest.split_once('"'));
        let number: usize = name.unwrap_or_else(|| panic!("{text}")).0.parse().unwrap();
        let due = &mut next[number % WORKERS];
        assert_eq!(number, *due, "an event is missing, or comes too early");
        *due += WORKERS;
        delays.push(times.now() - times.0[number].load(Ordering::Relaxed));
    }
    delays
}

impl RequestTimes {
    fn now(&self) -> u32 {
        u32::try_from(self.1.elapsed().as_micros()).expect("less than an hour")
    }
}
