//! HTTPS by the server itself: pages, the REST API, and sockets; old versions of TLS; certificates that are replaced; clients
//! that don't finish the handshake.

use crate::PROGRAM;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::PROTOCOL;
use simple_chats_tests::tls::{BOTH, TestCertificate, TlsClient};
use simple_chats_tests::{TestUser, app::PASSWORD, timing};
use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// Within which a handshake has to be done.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// `None` if the test is skipped.
fn certificates<const COUNT: usize>() -> Option<[TestCertificate; COUNT]> {
    let made: Result<Vec<_>, String> = (0..COUNT).map(|_| TestCertificate::new()).collect();
    made.map_err(|why| skipped("the tests of TLS", &why)).ok()?.try_into().ok()
}

/// A folder with a copy of a certificate, which can be replaced there.
fn with_certificate(certificate: &TestCertificate) -> ServerDir {
    let server_dir = ServerDir::new(PROGRAM).with("TLS_CERT", "cert.pem").with("TLS_KEY", "key.pem");
    fs::copy(certificate.file(), server_dir.folder().join("cert.pem")).unwrap();
    fs::copy(certificate.key(), server_dir.folder().join("key.pem")).unwrap();
    server_dir
}

fn put(server_dir: &ServerDir, certificate: Option<&TestCertificate>, key: Option<&TestCertificate>) {
    if let Some(found) = certificate {
        TestCertificate::put(&found.file(), &server_dir.folder().join("cert.pem"));
    }
    if let Some(found) = key {
        TestCertificate::put(&found.key(), &server_dir.folder().join("key.pem"));
    }
}

fn body_of(response: &str) -> Value {
    let (head, body) = response.split_once("\r\n\r\n").expect("a whole response");
    assert!(head.starts_with("HTTP/1.1 2"), "{response}");
    serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {response}"))
}

async fn register(client: &TlsClient, username: &str) -> TestUser {
    let mut user = TestUser::new(username, PASSWORD);
    let json = "Content-Type: application/json\r\n";
    let made = client.ask("POST", "/api/register", json, &user.registration().to_string()).await.unwrap();
    user.user_id = body_of(&made)["user_id"].as_i64().unwrap_or_default();
    user
}

fn basic(user: &TestUser) -> String {
    use base64::Engine;
    let credentials = base64::prelude::BASE64_STANDARD.encode(format!("{}:{}", user.email, user.password));
    format!("Authorization: Basic {credentials}\r\n")
}

#[tokio::test]
async fn pages_the_rest_api_and_sockets_are_served_over_tls_1_2_and_1_3() {
    let Some([certificate]) = certificates() else { return };
    let server_dir = with_certificate(&certificate);
    let server = server_dir.start().await;
    assert!(server.stdout().contains(&format!("https://{}/", server.address())), "{}", server.stdout());
    for (number, version) in [&TLS12, &TLS13].into_iter().enumerate() {
        let client = TlsClient::new(server.address(), &[&certificate], &[version]);
        let page = client.ask("GET", "/authentication/login", "", "").await.unwrap();
        assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
        let head = page.split_once("\r\n\r\n").unwrap().0.to_ascii_lowercase();
        assert!(head.contains("strict-transport-security: max-age=31536000"), "{head}");
        assert!(head.contains("set-cookie: __host-") && head.contains("; secure"), "{head}");

        let user = register(&client, &format!("ann{number}")).await;
        let companion = register(&client, &format!("ben{number}")).await;
        let authorization = basic(&user);
        let me = body_of(&client.ask("GET", "/api/me", &authorization, "").await.unwrap());
        assert_eq!(me["data"]["username"], user.username, "{me}");
        let headers = format!("{authorization}Content-Type: application/json\r\n");
        let others = client.ask("GET", "/api/users", &authorization, "").await.unwrap();
        let others = body_of(&others).to_string();
        assert!(others.contains(&companion.username), "{others}");
        let id =
            body_of(&client.ask("GET", "/api/me", &basic(&companion), "").await.unwrap())["user_id"].clone();
        let chat = json!({ "companion_id": id }).to_string();
        let chat_id =
            body_of(&client.ask("POST", "/api/chats", &headers, &chat).await.unwrap())["chat_id"].clone();

        let stream = client.connect().await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]), "there is no HTTP/2");
        let mut request = format!("wss://{}/ws", server.address()).into_client_request().unwrap();
        let value = authorization.trim().split_once(": ").unwrap().1;
        request.headers_mut().insert("authorization", value.parse().unwrap());
        request.headers_mut().insert("sec-websocket-protocol", PROTOCOL.parse().unwrap());
        let (mut socket, _) = client_async(request, stream).await.unwrap();
        let mut texts = vec!["short".to_owned(), "long ".repeat(700)];
        for text in &texts {
            let send = json!({ "type": "send", "ref": text[..4], "client_id": text[..4], "chat_id": chat_id, "text": text });
            socket.send(Message::text(send.to_string())).await.unwrap();
        }
        while !texts.is_empty() {
            let frame = timing::within(Duration::from_secs(5), socket.next()).await.unwrap().unwrap();
            let Message::Text(frame) = frame else { continue };
            let frame: Value = serde_json::from_str(&frame).unwrap();
            assert_ne!(frame["type"], "error", "{frame}");
            if frame["type"] == "ack" {
                assert_eq!(frame["ref"], texts.remove(0)[..4]);
            }
        }
        socket.close(None).await.unwrap();
        // Without TLS's own farewell, this would be an error.
        while let Some(frame) = timing::within(Duration::from_secs(5), socket.next()).await {
            frame.unwrap();
        }
    }
    server.stop().await;
}

/// A greeting of a client, which offers nothing newer than a version.
fn client_hello(minor_version: u8) -> Vec<u8> {
    let cipher_suites = [0xC0, 0x13, 0xC0, 0x09, 0x00, 0x2F, 0xC0, 0x2F, 0xC0, 0x2B];
    let groups = [0x00, 0x0A, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17];
    let algorithms = [0x00, 0x0D, 0x00, 0x06, 0x00, 0x04, 0x04, 0x03, 0x04, 0x01];
    let mut hello = vec![3, minor_version];
    hello.extend([7; 32]);
    hello.extend([0, 0, u8::try_from(cipher_suites.len()).unwrap()]);
    hello.extend(cipher_suites);
    hello.extend([1, 0, 0, u8::try_from(groups.len() + algorithms.len()).unwrap()]);
    hello.extend(groups);
    hello.extend(algorithms);
    let length = u8::try_from(hello.len()).unwrap();
    let mut record = vec![22, 3, 1, 0, length + 4, 1, 0, 0, length];
    record.extend(hello);
    record
}

/// The first bytes of the server's answer.
async fn answer_to(address: SocketAddr, bytes: &[u8]) -> [u8; 7] {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = [0; 7];
    stream.read_exact(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn older_versions_are_refused() {
    let Some([certificate]) = certificates() else { return };
    let server_dir = with_certificate(&certificate);
    let server = server_dir.start().await;
    let begin = answer_to(server.address(), &client_hello(3)).await;
    assert_eq!(begin[0], 22, "the greeting of TLS 1.2 is one that the server answers: {begin:?}");
    for minor_version in 0..3 {
        let [kind, _, _, _, _, level, alert] =
            answer_to(server.address(), &client_hello(minor_version)).await;
        assert_eq!([kind, level, alert], [21, 2, 70], "a fatal alert, protocol_version");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_new_certificate_is_taken_up_without_losing_a_request() {
    let Some([old, new]) = certificates() else { return };
    let server_dir = with_certificate(&old);
    let server = server_dir.start().await;
    let client = TlsClient::new(server.address(), &[&old, &new], BOTH);
    let (stopping, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let load: Vec<_> = (0..4)
        .map(|_| {
            let (client, stopping, asked) = (client.clone(), Arc::clone(&stopping), Arc::clone(&asked));
            tokio::spawn(async move {
                while !stopping.load(Ordering::Relaxed) {
                    let response = client.ask("GET", "/healthz", "", "").await.expect("no request fails");
                    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    // Open since before, and in use after.
    let mut kept = client.connect().await.unwrap();
    for (next, before) in [(&new, &old), (&old, &new), (&new, &old)] {
        assert_eq!(client.shown().await.unwrap(), before.der());
        let count = complaints(&server).len();
        put(&server_dir, Some(next), None);
        server.signal("HUP");
        let is_noticed = async || complaints(&server).len() > count;
        timing::until(|| format!("that half a pair is none: {}", server.log()), is_noticed).await;
        assert_eq!(client.shown().await.unwrap(), before.der(), "half a pair is none");
        put(&server_dir, None, Some(next));
        let is_shown = async || client.shown().await.unwrap() == next.der();
        timing::until(|| format!("the next certificate: {}", server.log()), is_shown).await;
    }
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    kept.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    stopping.store(true, Ordering::Relaxed);
    for task in load {
        task.await.unwrap();
    }
    assert!(asked.load(Ordering::Relaxed) > 20, "there was load: {asked:?}");
    server.stop().await;
}

fn complaints(server: &ServerProcess) -> Vec<String> {
    let log = server.log();
    log.lines().filter(|line| line.contains("the one before stays")).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_broken_pair_keeps_the_old_one_and_is_logged_once() {
    let Some([old, new]) = certificates() else { return };
    let server_dir = with_certificate(&old);
    let server = server_dir.start().await;
    let client = TlsClient::new(server.address(), &[&old, &new], BOTH);
    let whole = fs::read_to_string(new.file()).unwrap();
    let place = server_dir.folder().join("cert.pem");
    let states: [(&str, Option<&str>); 4] = [
        ("TLS_CERT", Some(&whole[..whole.len() / 2])),
        ("does not belong to", Some(&whole)),
        ("TLS_CERT", Some("")),
        ("TLS_CERT", None),
    ];
    for (count, (reason, text)) in states.into_iter().enumerate() {
        match text {
            Some(text) => fs::write(&place, text).unwrap(),
            None => fs::remove_file(&place).unwrap(),
        }
        server.signal("HUP");
        let is_logged = async || complaints(&server).len() > count;
        timing::until(|| format!("why {reason}: {}", server.log()), is_logged).await;
        // The files are looked at again, and nothing new is found.
        for _ in 0..3 {
            server.signal("HUP");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let lines = complaints(&server);
        assert_eq!(lines.len(), count + 1, "{lines:#?}");
        assert!(lines[count].contains(reason), "{lines:#?}");
        assert_eq!(client.shown().await.unwrap(), old.der());
        assert!(client.ask("GET", "/healthz", "", "").await.unwrap().starts_with("HTTP/1.1 200 "));
    }
    put(&server_dir, Some(&new), Some(&new));
    let is_shown = async || client.shown().await.unwrap() == new.der();
    timing::until(|| format!("the new certificate: {}", server.log()), is_shown).await;
    assert!(!server.log().contains("PRIVATE KEY"));
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_does_not_finish_the_handshake_is_dropped_and_delays_no_stop() {
    let Some([certificate]) = certificates() else { return };
    let server_dir = with_certificate(&certificate);
    let server = server_dir.start().await;
    let begin = timing::start();
    let mut silent = TcpStream::connect(server.address()).await.unwrap();
    let mut halfway = TcpStream::connect(server.address()).await.unwrap();
    halfway.write_all(&client_hello(3)[..20]).await.unwrap();
    let mut rest = Vec::new();
    for stream in [&mut silent, &mut halfway] {
        // One that was reset has ended as well.
        drop(
            tokio::time::timeout(HANDSHAKE_TIMEOUT * 4, stream.read_to_end(&mut rest))
                .await
                .expect("it ends"),
        );
    }
    timing::assert_within(HANDSHAKE_TIMEOUT * 2, begin);
    let _waiting = TcpStream::connect(server.address()).await.unwrap();
    // It is accepted once another is.
    let client = TlsClient::new(server.address(), &[&certificate], BOTH);
    assert!(client.ask("GET", "/healthz", "", "").await.is_ok());
    let begin = timing::start();
    server.stop().await;
    timing::assert_within(Duration::from_secs(4), begin);
}

#[tokio::test]
async fn who_speaks_plain_http_gets_nothing_of_it() {
    let Some([certificate]) = certificates() else { return };
    let server_dir = with_certificate(&certificate);
    let server = server_dir.start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    // The connection may also be reset.
    stream.read_to_end(&mut answer).await.ok();
    assert!(!answer.starts_with(b"HTTP/"), "{}", answer.escape_ascii());
    server.stop().await;
}

#[tokio::test]
async fn a_pair_that_can_not_be_used_stops_the_start() {
    let Some([one, other]) = certificates() else { return };
    let server_dir = with_certificate(&one);
    put(&server_dir, Some(&other), None);
    let line = server_dir.run_refused(&[]).await;
    assert!(line.contains("TLS_KEY = key.pem does not belong to TLS_CERT = cert.pem"), "{line}");
    fs::remove_file(server_dir.folder().join("cert.pem")).unwrap();
    let line = server_dir.run_refused(&[]).await;
    assert!(line.contains("TLS_CERT = cert.pem") && line.contains("expected a PEM file"), "{line}");
    assert!(!server_dir.data_dir().exists(), "nothing was made before");
}

#[tokio::test]
async fn healthcheck_and_doctor_know_the_certificate() {
    let Some([certificate, other]) = certificates() else { return };
    let free = simple_chats_tests::supervisor::free_address().unwrap().to_string();
    let server_dir = with_certificate(&certificate).with("LISTEN", &free);
    let line = server_dir.run_refused(&["healthcheck"]).await;
    assert!(line.contains(&format!("no healthy server at {free}")), "{line}");
    let server = server_dir.start().await;
    assert_eq!(server_dir.run_ok(&["healthcheck"]).await, "");
    let found = server_dir.run(&["doctor"]).await;
    assert!(found.out.contains("fits its key and expires in 89 days"), "{}", found.out);
    let elsewhere = with_certificate(&other).with("LISTEN", &free);
    let line = elsewhere.run_refused(&["healthcheck"]).await;
    assert!(line.contains("invalid peer certificate"), "another server's certificate is noticed: {line}");
    server.stop().await;

    let plain = ServerDir::new(PROGRAM).with("LISTEN", &free);
    let server = plain.start().await;
    assert_eq!(plain.run_ok(&["healthcheck"]).await, "");
    assert!(elsewhere.run(&["healthcheck"]).await.status == Some(1));
    server.stop().await;
}
