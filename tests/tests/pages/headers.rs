//! The headers of every response.

use super::browser::Browser;
use super::page::Page;
use super::support::two_in_a_chat;
use reqwest::Method;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

#[track_caller]
fn assert_safe(page: &Page, what: &str) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.answer.headers(name), [value], "{what}");
    }
    let permissions = page.answer.headers("permissions-policy");
    assert_eq!(permissions.len(), 1, "{what}: {permissions:?}");
    for feature in ["camera", "display-capture", "geolocation", "payment", "usb"] {
        assert!(permissions[0].split(", ").any(|entry| entry == format!("{feature}=()")), "{permissions:?}");
    }
    let id = page.answer.header("x-request-id").unwrap_or_default();
    assert!(id.len() >= 16, "{what}: {id}");
}

/// The value of a header of a raw answer.
fn value<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut values = head.lines().filter_map(|line| line.split_once(": "));
    values.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// A request for each kind of response, with its status.
fn requests(browser: &Browser<'_>, chat: &str) -> Vec<(u16, reqwest::RequestBuilder)> {
    let get = |path: &str| browser.request(Method::GET, path);
    let post = |path: &str| browser.request(Method::POST, path);
    let long = format!("a={}", "x".repeat(65 << 10));
    let form = "application/x-www-form-urlencoded";
    vec![
        (200, get("/")),
        (200, get("/account")),
        (200, get("/chats/list")),
        (200, get(chat)),
        (200, browser.request(Method::HEAD, chat)),
        (200, browser.request(Method::OPTIONS, chat)),
        (200, get("/chats/ajax-search?search-string=b").header("x-requested-with", "XMLHttpRequest")),
        (303, get("/authentication/login")),
        (303, get("/favicon.ico")),
        (400, post("/account/profile").header("content-type", form).body("a=%FF")),
        (401, get("/api/me")),
        (403, post("/account/profile")),
        (404, get("/nothing")),
        (404, get("/static/x/nothing.js")),
        (404, get("/api/nothing")),
        (405, post("/chats/list")),
        (405, post("/static/x/nothing.js")),
        (413, post("/account/profile").header("content-type", form).body(long)),
        (415, post("/account/profile").json(&1)),
        (421, get("/").header("host", "evil.example")),
        (421, get("/api/me").header("host", "evil.example")),
        (200, get("/healthz")),
        (200, get("/readyz")),
        (401, get("/ws")),
    ]
}

on_both_databases! {
    async fn what_is_no_request_is_answered_with_a_text_and_the_headers(app: TestApp) {
        let large = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Filler: {}\r\n\r\n", "x".repeat(300 << 10));
        let not_understood = "This is not a request that the server understands.\n";
        for (request, status, expected) in [
            ("NONSENSE\r\n\r\n", "400", not_understood),
            ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", "400", not_understood),
            ("GET / HTTP/1.1\r\nno colon\r\n\r\n", "400", not_understood),
            ("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400", not_understood),
            (large.as_str(), "431", "The head of the request is too large.\n"),
        ] {
            let answer = app.send_bytes(request.as_bytes()).await;
            let (head, text) = answer.split_once("\r\n\r\n").expect("an answer");
            assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
            assert_eq!(text, expected);
            for (name, expected) in [
                ("content-security-policy", POLICY),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("content-type", "text/plain; charset=utf-8"),
                ("cache-control", "no-store"),
                ("connection", "close"),
            ] {
                assert_eq!(value(head, name), Some(expected), "{name}: {head}");
            }
            assert_eq!(value(head, "content-length"), Some(text.len().to_string().as_str()));
            assert!(value(head, "permissions-policy").is_some() && value(head, "date").is_some(), "{head}");
        }
    }

    async fn every_response_has_the_security_headers(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        for (status, request) in requests(&ann, &path) {
            let what = format!("{request:?}");
            let page = ann.send(request).await;
            assert_eq!(page.status(), status, "{what}");
            assert_safe(&page, &what);
            assert_eq!(page.answer.header("strict-transport-security"), None, "without https");
        }
    }

    async fn pages_of_a_logged_in_user_are_not_cached(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        for browser in [ann, Browser::of(&app)] {
            for path in [
                "/",
                "/account",
                "/account/profile",
                "/chats/list",
                "/search?q=b",
                "/chats/search?search-string=b",
                &path,
                "/chats/begin/ben",
                "/nothing",
                "/authentication/login",
                "/authentication/logout",
            ] {
                let page = browser.get(path).await;
                assert_eq!(page.answer.headers("cache-control"), ["no-store"], "{path}");
            }
        }
    }

    async fn with_https_responses_require_https(environment: TestEnvironment) {
        let app = environment.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        let browser = Browser::of(&app);
        for path in ["/", "/chats/list", "/nothing", "/favicon.ico", "/api/me", "/healthz"] {
            let page = browser.get(path).await;
            assert_safe(&page, path);
            assert_eq!(page.answer.headers("strict-transport-security"), ["max-age=31536000"], "{path}");
        }
    }

    async fn pages_at_another_address_name_the_right_one(environment: TestEnvironment) {
        let vars = [("PUBLIC_URL", "http://chat.example.org"), ("ALLOWED_HOSTS", "chat.lan")];
        let app = environment.spawn(&vars).await;
        let browser = Browser::of(&app);
        let get = async |path: &str, host: &str| {
            browser.send(browser.request(Method::GET, path).header("host", host)).await
        };
        for host in ["chat.example.org", "Chat.Example.org:80", "chat.lan:8000"] {
            let page = get("/authentication/login", host).await;
            assert!(!page.says("This site is at"), "{host}");
        }
        for (path, status) in [("/", 200), ("/authentication/login", 200), ("/nothing", 404)] {
            let page = get(path, "127.0.0.1:8000").await;
            assert_eq!(page.status(), status);
            assert!(page.says("This site is at http://chat.example.org."), "{path}: {}", page.text());
            assert!(page.links().contains(&"http://chat.example.org"), "{path}");
        }
    }
}
