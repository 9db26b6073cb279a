//! The network that tests can harm.

use simple_chats_tests::proxy::{Direction, Proxy};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

/// A server that says what it hears, until it is dropped.
async fn echo() -> (SocketAddr, tokio::task::JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut serving = tokio::task::JoinSet::new();
    serving.spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (mut from, mut to) = stream.split();
                tokio::io::copy(&mut from, &mut to).await.ok();
            });
        }
    });
    (address, serving)
}

/// What comes until the connection ends.
async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), [0; 64]);
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        all.extend_from_slice(&buffer[..count]);
    }
    all
}

async fn hears(stream: &mut TcpStream, expected: &[u8]) {
    let mut heard = vec![0; expected.len()];
    stream.read_exact(&mut heard).await.unwrap();
    assert_eq!(heard, expected);
}

#[tokio::test]
async fn a_connection_is_cut_after_so_many_bytes_in_one_direction() {
    let (address, _serving) = echo().await;
    let proxy = Proxy::before(address).await;
    for direction in [Direction::Up, Direction::Down] {
        let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
        stream.write_all(b"before").await.unwrap();
        hears(&mut stream, b"before").await;
        proxy.cut_after(direction, 7);
        stream.write_all(b"four").await.unwrap();
        hears(&mut stream, b"four").await;
        stream.write_all(b"and more").await.unwrap();
        let rest = rest(&mut stream).await;
        assert!(b"and".starts_with(&rest), "{rest:?}");
    }
    assert_eq!(proxy.cuts(), 2);
    // The next connection is whole.
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(b"a text of more than seven bytes").await.unwrap();
    hears(&mut stream, b"a text of more than seven bytes").await;
}

#[tokio::test]
async fn what_is_said_comes_through_while_answers_are_held_back() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy::before(listener.local_addr().unwrap()).await;
    let mut client = TcpStream::connect(proxy.address()).await.unwrap();
    let (mut server, _) = listener.accept().await.unwrap();
    proxy.hold_answers();
    client.write_all(b"request").await.unwrap();
    hears(&mut server, b"request").await;
    server.write_all(b"answer").await.unwrap();
    let nothing = timeout(Duration::from_millis(50), client.read_u8()).await;
    assert!(nothing.is_err(), "{nothing:?}");
    proxy.speak();
    hears(&mut client, b"answer").await;
}

#[tokio::test]
async fn a_network_that_has_calmed_down_hinders_nobody() {
    let (address, _serving) = echo().await;
    let proxy = Proxy::before(address).await;
    proxy.close();
    proxy.hold_answers();
    proxy.delay(Duration::from_mins(1));
    proxy.cut_after(Direction::Up, 1);
    proxy.calm();
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(b"hello").await.unwrap();
    hears(&mut stream, b"hello").await;
    sleep(Duration::from_millis(1)).await;
    assert_eq!(proxy.cuts(), 1, "by closing");
}
