//! Unusual and invalid request headers.

use super::support::status_of;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{TestApp, on_both_databases};

/// Asserts that the server has refused a request, or has closed the connection before it has read all of it.
#[track_caller]
fn assert_refused(answer: &str, request: &str) {
    let status = status_of(answer);
    assert!(status == 0 || (400..500).contains(&status), "{request}: {answer}");
}

on_both_databases! {
    async fn a_very_long_login_or_password_is_wrong(app: TestApp) {
        app.register("ann").await;
        for (login, password) in [
            ("x".repeat(255), PASSWORD.to_owned()),
            ("x".repeat(40_000), PASSWORD.to_owned()),
            ("ann".to_owned(), "x".repeat(40_000)),
            ("a".repeat(20_000), "b".repeat(20_000)),
        ] {
            assert_eq!(app.get("/api/me", &basic(&login, &password)).await.status, 401);
        }
        assert!(app.is_alive().await);
    }

    async fn a_header_of_a_megabyte_is_refused_by_the_http_layer(app: TestApp) {
        for line in [
            format!("Authorization: {}", basic(&"x".repeat(1 << 20), "x")),
            format!("X-Anything: {}", "x".repeat(1 << 20)),
            "X-Many: x\r\n".repeat(50_000).trim_end().to_owned(),
        ] {
            let request =
                format!("GET /api/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{line}\r\n\r\n");
            assert_refused(&app.send_bytes(request.as_bytes()).await, &line[..20]);
        }
        let long = format!("GET /api/users?name={} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(1 << 20));
        assert_refused(&app.send_bytes(long.as_bytes()).await, "a long target");
        assert!(app.is_alive().await);
    }

    async fn invalid_http_is_refused(app: TestApp) {
        let requests: [&[u8]; 12] = [
            b"nonsense\r\n\r\n",
            b"GET /api/me HTTP/9.9\r\nHost: localhost\r\n\r\n",
            b"GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"GET /api/me\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"GET /api/me HTTP/1.1\r\nHost: localhost\r\nBroken Header\r\n\r\n",
            b"GET /api/me HTTP/1.1\r\nHost: localhost\r\nX-Zero: a\x00b\r\n\r\n",
            b"POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            b"POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n",
            b"POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            b"POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
            b"POST /api/register HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
              Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        ];
        for request in requests {
            assert_refused(&app.send_bytes(request).await, &String::from_utf8_lossy(request));
        }
        assert!(app.is_alive().await);
    }

    async fn odd_headers_change_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        for (name, value) in [
            ("accept", "text/html"),
            ("accept-language", "\u{1F600}"),
            ("accept-encoding", "br;q=x, gzip;q=99, *"),
            ("cookie", "session=\u{1F600}; session=; =; ;;;"),
            ("content-type", "text/plain"),
            ("if-none-match", "\"x, *, W/\"\u{1F600}"),
            ("if-match", "\"x\""),
            ("if-modified-since", "Fri, 31 Dec 9999 23:59:59 GMT"),
            ("range", "bytes=0-1"),
            ("x-forwarded-for", "not an address, ::::"),
            ("x-request-id", "\u{1F600}"),
            ("origin", "null"),
            ("upgrade", "websocket"),
            ("x-http-method-override", "DELETE"),
            ("expect", "200-ok"),
        ] {
            let request = app.request(reqwest::Method::GET, "/api/me", &ann).header(name, value);
            let answer = app.answer_to(request).await;
            let is_right = answer.status == 200 || (name == "expect" && answer.status == 417);
            assert!(is_right, "{name}: {}", answer.body);
        }
    }

    async fn a_body_that_is_refused_is_not_taken_for_the_next_request(app: TestApp) {
        let ann = app.register("ann").await;
        let smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3_000);
        let next = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (authorization, status) in [("Basic x".to_owned(), 401), (basic(&ann.email, PASSWORD), 415)] {
            for (framing, body) in [
                (format!("Content-Length: {}", smuggled.len()), smuggled.clone()),
                (
                    "Transfer-Encoding: chunked".to_owned(),
                    format!("{:x}\r\n{smuggled}\r\n0\r\n\r\n", smuggled.len()),
                ),
            ] {
                let request = format!(
                    "POST /api/update HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n{framing}\r\n\r\n{body}{next}"
                );
                let answer = app.send_bytes(request.as_bytes()).await;
                // 0: it has closed the connection, which may discard the response.
                assert!([status, 0].contains(&status_of(&answer)), "{answer}");
                assert!(!answer.contains("\r\n\r\n{\"status\":\"ok\"}"), "{answer}");
            }
        }
        assert!(app.is_alive().await);
    }

    async fn requests_on_one_connection_are_answered_in_their_order(app: TestApp) {
        let request = |path: &str, more: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");
        let three = [
            request("/api/one", ""),
            request("/api/two", ""),
            request("/api/three", "Connection: close\r\n"),
        ];
        let answer = app.send_bytes(three.concat().as_bytes()).await;
        let positions: Vec<_> =
            ["one", "two", "three"].map(|name| answer.find(&format!("at /api/{name}\""))).to_vec();
        assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{answer}");
    }
}
