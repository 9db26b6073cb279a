//! Pages of other origins: those that are listed may use the API with credentials of their own, and nobody else may.

use super::support::status_of;
use reqwest::Method;
use serde_json::json;
use simple_chats_domain::UserId;
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::{Caller, Nobody, TestApp, TestEnvironment, TestResponse, on_both_databases};

const LISTED: &str = "https://app.example";

const SETTING: (&str, &str) = ("CORS_ORIGINS", "https://app.example, http://localhost:5173");

const EXPOSED: &str = "Link, ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, X-Ignored-Fields, Location, Tus-Resumable, \
     Tus-Version, Tus-Extension, Tus-Max-Size, Upload-Length, Upload-Metadata, Upload-Offset, Upload-Expires";

async fn ask(app: &TestApp, method: Method, path: &str, caller: &dyn Caller, origin: &str) -> TestResponse {
    app.answer_to(app.request(method, path, caller).header("origin", origin)).await
}

/// The headers of a response that concern other origins.
fn cors_headers(answer: &TestResponse) -> Vec<&str> {
    let names = answer.headers.keys().map(reqwest::header::HeaderName::as_str);
    let mut names: Vec<_> = names.filter(|name| name.starts_with("access-control-")).collect();
    names.sort_unstable();
    names
}

#[track_caller]
fn assert_readable(answer: &TestResponse, origin: &str) {
    assert_eq!(cors_headers(answer), ["access-control-allow-origin", "access-control-expose-headers"]);
    assert_eq!(answer.headers("access-control-allow-origin"), [origin]);
    assert_eq!(answer.headers("access-control-expose-headers"), [EXPOSED]);
    assert!(answer.headers("vary").contains(&"Origin"), "{:?}", answer.headers);
}

#[track_caller]
fn assert_unreadable(answer: &TestResponse) {
    assert_eq!(cors_headers(answer), [""; 0]);
    assert!(answer.headers("vary").contains(&"Origin"), "caches must not give it to other pages");
}

on_both_databases! {
    async fn a_listed_page_can_read_responses_and_errors(environment: TestEnvironment) {
        let app = environment.spawn_limited("search_per_user", &[SETTING]).await;
        let (ann, _, chat) = app.chat_of_two().await;
        let token = app.token(&ann).await;
        let cat = app.register("cat").await;
        let messages = format!("/api/chats/{chat}/messages");
        for (method, path, caller, status) in [
            (Method::GET, "/api/me", &token as &dyn Caller, 200),
            (Method::HEAD, "/api/me", &token, 200),
            (Method::GET, "/api/server", &Nobody, 200),
            (Method::OPTIONS, "/api/me", &Nobody, 200),
            (Method::GET, "/api/me", &Nobody, 401),
            (Method::GET, &messages, &cat, 403),
            (Method::GET, "/api/nothing", &token, 404),
            (Method::GET, "/api", &Nobody, 404),
            (Method::PUT, "/api/me/", &token, 405),
            (Method::POST, &messages, &token, 400),
        ] {
            let answer = ask(&app, method, path, caller, LISTED).await;
            assert_eq!(answer.status, status, "{path}");
            assert_readable(&answer, LISTED);
        }
        let post = |path: &str| app.request(Method::POST, path, &ann).header("origin", LISTED);
        let sent = app.answer_to(post(&messages).json(&json!({ "texts": ["hello"], "x": 1 }))).await;
        assert_eq!((sent.status, sent.header("x-ignored-fields")), (201, Some("x")));
        assert_readable(&sent, LISTED);
        for (body, content_type, status) in
            [("{", "application/json", 400), ("x=1", "application/x-www-form-urlencoded", 415)]
        {
            let answer = app.answer_to(post(&messages).header("content-type", content_type).body(body)).await;
            assert_eq!(answer.status, status);
            assert_readable(&answer, LISTED);
        }
        let large = vec![b' '; (64 << 10) + 1];
        let answer =
            app.answer_to(post("/api/update").header("content-type", "application/json").body(large)).await;
        assert_eq!(answer.status, 413);
        assert_readable(&answer, LISTED);
        for status in [200, 200, 200, 429] {
            let answer = ask(&app, Method::GET, "/api/users?name-like=a", &token, LISTED).await;
            assert_eq!(answer.status, status);
            assert_readable(&answer, LISTED);
        }
    }

    async fn a_preflight_needs_no_credentials_and_allows_what_the_api_takes(environment: TestEnvironment) {
        let app = environment.spawn(&[SETTING]).await;
        for path in ["/api/me", "/api/me/", "/api/chats/7/messages", "/api/register", "/api/nothing"] {
            let request = app.request(Method::OPTIONS, path, &Nobody).header("origin", LISTED);
            let request = request.header("access-control-request-method", "DELETE");
            let request = request.header("access-control-request-headers", "authorization,content-type");
            let answer = app.answer_to(request).await;
            assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{path}");
            let allowed = |name: &str| -> Vec<String> {
                let list = answer.header(name).unwrap_or_default().split(", ");
                list.map(str::to_ascii_lowercase).collect()
            };
            let methods = ["get", "head", "post", "put", "patch", "delete"];
            assert_eq!(allowed("access-control-allow-methods"), methods, "{path}");
            let headers = allowed("access-control-allow-headers");
            for name in ["authorization", "content-type", "idempotency-key", "if-none-match", "x-otp"] {
                assert!(headers.iter().any(|header| header == name), "{name}");
            }
            assert_eq!(answer.header("access-control-allow-origin"), Some(LISTED));
            assert_eq!(answer.header("access-control-allow-credentials"), None);
            assert_eq!(answer.header("access-control-max-age"), Some("7200"));
            assert!(answer.headers("vary").contains(&"Origin"));
        }
        let request = app.request(Method::OPTIONS, "/api/me", &Nobody).header("origin", "https://evil.example");
        let answer = app.answer_to(request.header("access-control-request-method", "GET")).await;
        assert_eq!((answer.status, answer.header("allow")), (200, Some("GET, HEAD, DELETE, OPTIONS")));
        assert_unreadable(&answer);
    }

    async fn an_origin_is_compared_exactly(environment: TestEnvironment) {
        let app = environment.spawn(&[SETTING]).await;
        for origin in [LISTED, "https://app.example:443", "HTTPS://App.Example", "http://localhost:5173"] {
            assert_readable(&ask(&app, Method::GET, "/api/me", &Nobody, origin).await, origin);
        }
        for origin in [
            "http://app.example",
            "https://app.example:8443",
            "https://sub.app.example",
            "https://app.example.evil.example",
            "https://app.example/",
            "https://app.example https://app.example",
            "http://localhost:5174",
            "null",
            "*",
            "",
        ] {
            assert_unreadable(&ask(&app, Method::GET, "/api/me", &Nobody, origin).await);
        }
        let twice = app.request(Method::GET, "/api/me", &Nobody).header("origin", LISTED);
        assert_unreadable(&app.answer_to(twice.header("origin", LISTED)).await);
        assert_unreadable(&app.get("/api/me", &Nobody).await);
    }

    async fn a_cookie_authenticates_no_call_of_another_page(environment: TestEnvironment) {
        let app = environment.spawn(&[SETTING]).await;
        let ann = app.register("ann").await;
        let session = sign_in(&mut app.connect(), UserId::stored(ann.user_id));
        for (method, path) in [(Method::GET, "/api/me"), (Method::DELETE, "/api/sessions"), (Method::GET, "/api/token")] {
            let request = app.request(method, path, &Nobody).header("origin", LISTED);
            let answer = app.answer_to(request.header("cookie", format!("simple_chats_session={session}"))).await;
            assert_eq!(answer.status, 401, "{path}");
            assert_readable(&answer, LISTED);
        }
    }

    async fn pages_and_health_checks_are_not_for_other_pages(environment: TestEnvironment) {
        let app = environment.spawn(&[SETTING]).await;
        for path in ["/", "/authentication/login", "/apix", "/healthz", "/nothing", "/favicon.ico"] {
            let answer = ask(&app, Method::GET, path, &Nobody, LISTED).await;
            assert_eq!(cors_headers(&answer), [""; 0], "{path}");
        }
    }

    async fn a_wrong_name_of_the_site_is_explained_to_a_listed_page(environment: TestEnvironment) {
        let app = environment.spawn(&[SETTING]).await;
        let head = format!(
            "GET /api/me HTTP/1.1\r\nHost: wrong.example\r\nOrigin: {LISTED}\r\nConnection: close\r\n\r\n"
        );
        let answer = app.send_bytes(head.as_bytes()).await;
        assert_eq!(status_of(&answer), 421);
        let header = format!("access-control-allow-origin: {LISTED}\r\n");
        assert!(answer.to_ascii_lowercase().contains(&header), "{answer}");
    }

    async fn without_the_setting_no_page_may_do_anything(app: TestApp) {
        let ann = app.register("ann").await;
        for origin in [LISTED, "null", "http://localhost:5173"] {
            let answer = ask(&app, Method::GET, "/api/me", &ann, origin).await;
            assert_eq!((answer.status, answer.headers("vary")), (200, vec!["Accept-Encoding"]));
            assert_eq!(cors_headers(&answer), [""; 0]);
        }
    }
}
