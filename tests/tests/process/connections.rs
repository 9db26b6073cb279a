//! Connections that take more than they give: each has an end, there are so many of each network, and the server goes on
//! when it has no more files.

use crate::PROGRAM;
use reqwest::Method;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::supervisor::free_address;
use simple_chats_tests::{Nobody, timing};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// When a connection that does nothing useful has to be gone.
const END: Duration = Duration::from_secs(40);

async fn limited(limits: &str) -> (ServerDir, ServerProcess) {
    let server_dir = ServerDir::new(PROGRAM).with("RATE_LIMITS", "on");
    let file = server_dir.folder().join("simple-chats.toml");
    std::fs::write(file, format!("[limits]\n{limits}\n")).unwrap();
    let server = server_dir.start().await;
    (server_dir, server)
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.expect("the server listens")
}

/// Sends a request. Returns the head of the response, and what else has come with it.
async fn ask(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    while !read.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = stream.read(&mut buffer).await.unwrap();
        assert_ne!(count, 0, "the connection ends without a response");
        read.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8(read).unwrap()
}

/// Reads to the end of a connection, which has to come in time.
async fn ends(mut stream: TcpStream, within: Duration) -> String {
    let begin = timing::start();
    let mut rest = Vec::new();
    // A connection that was reset has ended as well.
    drop(tokio::time::timeout(within * 3, stream.read_to_end(&mut rest)).await.expect("it ends"));
    timing::assert_within(within, begin);
    String::from_utf8_lossy(&rest).into_owned()
}

const UNENDING: &str = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n";

#[tokio::test]
async fn a_body_that_nobody_reads_ends_the_connection_however_slowly_it_comes() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let (mut silent, mut dripping) = (connect(server.address()).await, connect(server.address()).await);
    for stream in [&mut silent, &mut dripping] {
        assert!(ask(stream, UNENDING).await.starts_with("HTTP/1.1 200 "));
    }
    let (mut read, mut write) = dripping.into_split();
    let drip = tokio::spawn(async move {
        while write.write_all(b"1\r\nx\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    });
    let begin = timing::start();
    ends(silent, END).await;
    let mut rest = Vec::new();
    drop(tokio::time::timeout(END * 3, read.read_to_end(&mut rest)).await.expect("it ends"));
    timing::assert_within(END, begin);
    drip.await.unwrap();
}

#[tokio::test]
async fn a_connection_that_asks_for_another_protocol_is_closed_as_announced() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let mut stream = connect(server.address()).await;
    let request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings\r\n\
                   Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";
    let response = ask(&mut stream, request).await.to_ascii_lowercase();
    assert!(
        response.starts_with("http/1.1 200 ") && response.contains("connection: close\r\n"),
        "{response}"
    );
    ends(stream, Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_network_has_so_many_connections_and_more_are_told_so() {
    const LIMIT: usize = 5;
    let (_dir, server) = limited("connections_per_network = 5").await;
    let request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let mut open = Vec::new();
    let refused = loop {
        let mut stream = connect(server.address()).await;
        let response = ask(&mut stream, request).await;
        if response.starts_with("HTTP/1.1 429 ") {
            break response;
        }
        assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
        open.push(stream);
        assert!(open.len() <= LIMIT, "more than {LIMIT} connections");
    };
    assert!(refused.contains("Retry-After: 5\r\n") && refused.contains("rate_limited"), "{refused}");
    drop(open);
    let has_room = async || {
        let mut stream = connect(server.address()).await;
        ask(&mut stream, request).await.starts_with("HTTP/1.1 200 ")
    };
    timing::until(|| "a free connection".to_owned(), has_room).await;
}

#[tokio::test]
async fn few_connections_last_without_a_login() {
    let (_dir, server) = limited("anonymous_connections_per_network = 2").await;
    let begin = timing::start();
    let streams =
        [connect(server.address()).await, connect(server.address()).await, connect(server.address()).await];
    let ended = futures_util::future::join_all(streams.map(|stream| async move {
        let response = ends(stream, END).await;
        (response, begin.elapsed())
    }))
    .await;
    // The others have five more seconds for their first request.
    let silent: Vec<_> = ended.iter().filter(|(response, _)| response.is_empty()).collect();
    let told = ended.iter().filter(|(response, _)| response.starts_with("HTTP/1.1 408 ")).count();
    assert_eq!((silent.len(), told), (1, 2), "{ended:?}");
    for (response, _) in ended.iter().filter(|(response, _)| !response.is_empty()) {
        assert!(response.ends_with("\r\n\r\nThe request took too long to arrive.\n"), "{response}");
        assert!(response.contains("\r\nx-content-type-options: nosniff\r\n"), "{response}");
    }
    assert!(silent[0].1 >= Duration::from_secs(9), "{ended:?}");
}

#[tokio::test]
async fn a_server_without_free_files_says_so_and_recovers() {
    let server_dir = ServerDir::new(PROGRAM).with_file_limit(200);
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let mut streams = Vec::new();
    let mut refused = 0;
    for _ in 0..400 {
        let mut stream = connect(server.address()).await;
        match ask(&mut stream, UNENDING).await.split(' ').nth(1) {
            Some("200") => streams.push(stream),
            Some("503") => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 100 && !streams.is_empty(), "{} connections, {refused} refused", streams.len());
    drop(streams);
    let is_back = async || {
        server.ask(Method::GET, "/api/me", &ann, None).await.is_ok_and(|answer| answer.status == 200)
    };
    timing::until(|| "a free connection".to_owned(), is_back).await;
    assert_eq!(server.get("/readyz", &Nobody).await["database"], "ok");
    server.stop().await;
}

#[tokio::test]
async fn a_proxy_that_names_no_client_is_warned_of_once_per_change() {
    const NAMED: &str = "X-Forwarded-For: 192.0.2.7\r\n";
    let warnings = async |proxies: &str, requests: &[(&str, &str)]| {
        let server_dir = ServerDir::new(PROGRAM).with("TRUSTED_PROXIES", proxies);
        let server = server_dir.start().await;
        for (path, header) in requests {
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}Connection: close\r\n\r\n");
            assert!(ask(&mut connect(server.address()).await, &request).await.starts_with("HTTP/1.1 200 "));
        }
        server.stop().await.err.matches("sends no X-Forwarded-For").count()
    };
    assert_eq!(warnings("127.0.0.1", &[("/", NAMED), ("/healthz", ""), ("/readyz", "")]).await, 0);
    assert_eq!(warnings("127.0.0.1", &[("/", ""), ("/", ""), ("/", "")]).await, 1);
    assert_eq!(warnings("127.0.0.1", &[("/", ""), ("/", NAMED), ("/", ""), ("/", "")]).await, 2);
    assert_eq!(warnings("", &[("/", "")]).await, 0, "without proxies, nobody has to name anybody");
}

#[tokio::test]
async fn a_proxy_that_passes_no_sockets_on_is_warned_of_once() {
    let server = ServerDir::new(PROGRAM);
    let server = server.start().await;
    for key in [
        "",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
    ] {
        let origin = format!("Origin: http://{}\r\n", server.address());
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: {}\r\n{origin}{key}Connection: close\r\n\r\n",
            server.address()
        );
        let response = ask(&mut connect(server.address()).await, &request).await;
        assert!(response.starts_with("HTTP/1.1 400 "), "{response}");
        assert!(response.to_ascii_lowercase().contains("\r\nupgrade: websocket\r\n"), "{response}");
    }
    assert_eq!(server.stop().await.err.matches("came without Upgrade and Connection").count(), 1);
}

#[tokio::test]
async fn a_page_at_another_address_than_the_public_one_is_mentioned_once() {
    // Such a server says where people reach it, and not where it listens.
    let address = free_address().unwrap().to_string();
    let server_dir = ServerDir::new(PROGRAM).with("LISTEN", &address);
    let server_dir = server_dir.with("PUBLIC_URL", "http://chat.example.org");
    let server = server_dir.start().await;
    for path in ["/", "/authentication/login"] {
        assert_eq!(server.ask(Method::GET, path, &Nobody, None).await.unwrap().status, 200);
    }
    assert_eq!(server.stop().await.err.matches("at another address than PUBLIC_URL").count(), 1);
}
