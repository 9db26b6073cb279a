//! The host that a request names: the site's own names are answered, and no other, whatever is requested.

use super::support::status_of;
use simple_chats_tests::{Backend, TestApp, on_both_databases};

/// Paths of each kind, and whether their errors are JSON.
const TARGETS: [(&str, bool); 11] = [
    ("/", false),
    ("/authentication/login", false),
    ("/authentication/login/", false),
    ("/chats/1", false),
    ("/nothing", false),
    ("/static/hash/page.js", false),
    ("/favicon.ico", false),
    ("/api/me", true),
    ("/api/nothing", true),
    ("/api", true),
    ("/ws", true),
];

const OWN: [&str; 10] = [
    "localhost",
    "LocalHost:8000",
    "localhost.",
    "chats.localhost:8000",
    "127.0.0.1",
    "127.0.0.1:9",
    "192.0.2.7",
    "[::1]",
    "[2001:db8::7]:8000",
    "[::ffff:192.0.2.7]",
];

const FOREIGN: [&str; 11] = [
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evillocalhost",
    "xn--bcher-kva.example",
    "simple-chats:8000",
    "10.0.0.256",
    "a&b",
    "",
    ":8000",
];

const MALFORMED: [&[u8]; 9] = [
    b"a b",
    b"localhost:port",
    b"localhost:80:80",
    b"::1",
    b"[::1",
    b"user@localhost",
    b"localhost/x",
    b"<b>",
    b"b\xc3\xbccher.example",
];

/// Sends a request with this `Host`. Returns the raw response.
async fn ask(app: &TestApp, method: &str, target: &str, host: &[u8]) -> String {
    let line = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\nHost: ");
    app.send_bytes(&[line.as_bytes(), host, b"\r\n\r\n"].concat()).await
}

/// The status of a page that everybody may see, if it is asked under this name.
async fn status_under(app: &TestApp, host: &str) -> u16 {
    status_of(&ask(app, "GET", "/authentication/login", host.as_bytes()).await)
}

#[track_caller]
fn assert_refused(answer: &str, status: u16, is_json: bool, what: &str) {
    assert_eq!(status_of(answer), status, "{what}: {answer}");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    let media_type = if is_json { "application/json" } else { "text/html; charset=utf-8" };
    assert!(head.contains(&format!("\r\ncontent-type: {media_type}")), "{what}: {answer}");
    assert!(
        head.contains("\r\ncontent-security-policy: ") && head.contains("\r\nx-request-id: "),
        "{answer}"
    );
    assert!(!head.contains("\r\nset-cookie: "), "{what}: cookies aren't for other hosts: {answer}");
    if is_json {
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["code"], "bad_request", "{what}: {body}");
        assert_eq!(body.as_object().unwrap().len(), 2, "{what}: {body}");
    }
}

on_both_databases! {
    async fn whatever_is_asked_under_a_foreign_name_is_misdirected(app: TestApp) {
        for (target, is_json) in TARGETS {
            for method in ["GET", "POST", "OPTIONS", "PATCH"] {
                let answer = ask(&app, method, target, b"evil.example").await;
                assert_refused(&answer, 421, is_json, target);
                assert!(answer.contains("evil.example") && answer.contains("PUBLIC_URL"), "{answer}");
                assert!(answer.contains("ALLOWED_HOSTS"), "{answer}");
            }
        }
        let head = ask(&app, "HEAD", "/", b"evil.example").await;
        assert!(head.starts_with("HTTP/1.1 421 ") && head.ends_with("\r\n\r\n"), "{head}");
    }
}

#[tokio::test]
async fn loopback_names_and_literal_addresses_are_answered_and_no_other_host() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    for host in OWN {
        assert_eq!(status_under(&app, host).await, 200, "{host}");
        assert_eq!(status_of(&ask(&app, "GET", "/api/me", host.as_bytes()).await), 401, "{host}");
    }
    for host in FOREIGN {
        assert_refused(&ask(&app, "GET", "/", host.as_bytes()).await, 421, false, host);
        assert_refused(&ask(&app, "GET", "/api/me", host.as_bytes()).await, 421, true, host);
    }
    let escaped = ask(&app, "GET", "/", b"a&b").await;
    assert!(escaped.contains("a&amp;b") && !escaped.contains("a&b"), "{escaped}");
}

#[tokio::test]
async fn a_malformed_host_is_a_bad_request() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    for host in MALFORMED {
        let what = String::from_utf8_lossy(host);
        assert_refused(&ask(&app, "GET", "/", host).await, 400, false, &what);
        assert_refused(&ask(&app, "GET", "/api/me", host).await, 400, true, &what);
    }
}

#[tokio::test]
async fn the_public_name_and_further_names_are_answered() {
    let vars =
        [("PUBLIC_URL", "https://chat.example.org"), ("ALLOWED_HOSTS", "Chat.LAN:8000, bücher.example")];
    let app = TestApp::spawn(Backend::Sqlite, &vars).await;
    for host in OWN.into_iter().chain([
        "chat.example.org",
        "CHAT.example.org.:8443",
        "chat.lan",
        "chat.lan:1",
        "xn--bcher-kva.example",
    ]) {
        assert_eq!(status_under(&app, host).await, 200, "{host}");
    }
    for host in ["evil.example", "www.chat.example.org", "example.org", "lan", "xchat.lan"] {
        let answer = ask(&app, "GET", "/", host.as_bytes()).await;
        assert_refused(&answer, 421, false, host);
        assert!(answer.contains("<a href=\"https://chat.example.org/\">"), "{answer}");
        let answer = ask(&app, "GET", "/api/me", host.as_bytes()).await;
        assert!(answer.contains("https://chat.example.org/") && answer.contains("ALLOWED_HOSTS"), "{answer}");
    }
}

#[tokio::test]
async fn health_checks_are_answered_under_any_name() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    for target in ["/healthz", "/healthz/", "/readyz", "/readyz?x"] {
        for host in ["evil.example", "simple-chats:8000", "a b"] {
            assert_eq!(status_of(&ask(&app, "GET", target, host.as_bytes()).await), 200, "{target} {host}");
        }
    }
    for target in ["/healthz/x", "/readyzx", "//healthz"] {
        assert_eq!(status_of(&ask(&app, "GET", target, b"evil.example").await), 421, "{target}");
    }
}

#[tokio::test]
async fn a_request_names_one_host() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    for (request, status) in [
        ("GET /api/me HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        ("GET /api/me HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        ("GET /api/me HTTP/1.1\r\nHost: localhost\r\nhost: evil.example\r\nConnection: close\r\n\r\n", 400),
        // Clients of HTTP/1.0 needn't name any; browsers always do.
        ("GET /api/me HTTP/1.0\r\n\r\n", 401),
        ("GET /api/me HTTP/1.0\r\nHost: evil.example\r\n\r\n", 421),
        ("GET /healthz HTTP/1.0\r\n\r\n", 200),
    ] {
        assert_eq!(status_of(&app.send_bytes(request.as_bytes()).await), status, "{request}");
    }
}

#[tokio::test]
async fn the_host_of_an_absolute_target_counts_and_not_the_header() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    for (target, host, status) in [
        ("http://localhost/api/me", "evil.example", 401),
        ("http://127.0.0.1:8000/api/me", "evil.example", 401),
        ("http://evil.example/api/me", "localhost", 421),
        ("http://evil.example:80/api/me/", "localhost", 421),
        ("http://user@localhost/api/me", "localhost", 400),
        ("http://evil.example/healthz", "localhost", 200),
    ] {
        assert_eq!(status_of(&ask(&app, "GET", target, host.as_bytes()).await), status, "{target} {host}");
    }
}
