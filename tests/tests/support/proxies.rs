//! The proxy that simulates a bad network.

use simple_chats_tests::proxy::{Direction, Proxy};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// A server that echoes everything until it is dropped.
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

async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), [0; 64]);
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        all.extend_from_slice(&buffer[..count]);
    }
    all
}

async fn assert_receives(stream: &mut TcpStream, expected: &[u8]) {
    let mut received = vec![0; expected.len()];
    stream.read_exact(&mut received).await.unwrap();
    assert_eq!(received, expected);
}

#[tokio::test]
async fn a_connection_is_cut_after_a_number_of_bytes_in_one_direction() {
    let (address, _serving) = echo().await;
    let proxy = Proxy::before(address).await;
    for direction in [Direction::Up, Direction::Down] {
        let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
        stream.write_all(b"before").await.unwrap();
        assert_receives(&mut stream, b"before").await;
        proxy.cut_after(direction, 7);
        stream.write_all(b"four").await.unwrap();
        assert_receives(&mut stream, b"four").await;
        stream.write_all(b"and more").await.unwrap();
        let rest = rest(&mut stream).await;
        assert!(b"and".starts_with(&rest), "{rest:?}");
    }
    assert_eq!(proxy.cuts(), 2);
    // The next connection isn't cut.
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(b"a text of more than seven bytes").await.unwrap();
    assert_receives(&mut stream, b"a text of more than seven bytes").await;
}

#[tokio::test]
async fn requests_pass_while_responses_are_held_back() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy::before(listener.local_addr().unwrap()).await;
    let mut client = TcpStream::connect(proxy.address()).await.unwrap();
    let (mut server, _) = listener.accept().await.unwrap();
    proxy.hold_answers();
    client.write_all(b"request").await.unwrap();
    assert_receives(&mut server, b"request").await;
    server.write_all(b"answer").await.unwrap();
    let nothing = timeout(Duration::from_millis(50), client.read_u8()).await;
    assert!(nothing.is_err(), "{nothing:?}");
    proxy.speak();
    assert_receives(&mut client, b"answer").await;
}

#[tokio::test]
async fn a_proxy_without_faults_passes_everything_on() {
    let (address, _serving) = echo().await;
    let proxy = Proxy::before(address).await;
    proxy.close();
    proxy.hold_answers();
    proxy.delay(Duration::from_mins(1));
    proxy.cut_after(Direction::Up, 1);
    proxy.heal();
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(b"hello").await.unwrap();
    assert_receives(&mut stream, b"hello").await;
    assert_eq!(proxy.cuts(), 1, "by closing");
}
