//! `RateLimit-Policy` and `RateLimit`: how the caller stands with the limit that a request has come closest to.

use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, TestResponse, on_both_databases};

/// The limit that a response names in both headers, with quota and window, and what is left until when.
#[derive(Debug, PartialEq)]
struct Told {
    limit: String,
    quota: u64,
    window: u64,
    remaining: u64,
    reset: u64,
}

fn told(answer: &TestResponse) -> Told {
    let item = |header: &str, first: &str, second: &str| {
        let value = answer.header(header).unwrap_or_else(|| panic!("no {header}"));
        let mut parts = value.split(';');
        let name = parts.next().and_then(|name| name.strip_prefix('"')?.strip_suffix('"')).expect("a string");
        let mut number = |key: &str| -> u64 {
            let value = parts.next().and_then(|part| part.strip_prefix(&format!("{key}="))).expect(key);
            value.parse().expect("an integer")
        };
        let item = (name.to_owned(), number(first), number(second));
        assert_eq!(parts.next(), None, "{value}");
        item
    };
    let ((limit, quota, window), (named, remaining, reset)) =
        (item("ratelimit-policy", "q", "w"), item("ratelimit", "r", "t"));
    assert_eq!(limit, named);
    assert!(remaining <= quota, "{remaining} of {quota}");
    Told { limit, quota, window, remaining, reset }
}

/// Asserts that this limit, of three an hour, has so much left.
#[track_caller]
fn assert_told(answer: &TestResponse, limit: &str, remaining: u64) {
    let told = told(answer);
    assert_eq!((told.limit.as_str(), told.quota, told.window), (limit, 3, 3600), "{told:?}");
    assert_eq!(told.remaining, remaining, "{told:?}");
    if answer.status == 429 {
        assert_eq!(told.reset, answer.retry_after(), "{told:?}");
    } else {
        let full = (3 - remaining) * 1200;
        assert!((full.saturating_sub(60)..=full).contains(&told.reset), "{told:?}");
    }
}

on_both_databases! {
    async fn requests_that_read_tell_what_is_left(environment: TestEnvironment) {
        let app = environment.spawn_limited("read_per_user", &[]).await;
        // Registering includes a request for the user's own id.
        let ann = app.register("ann").await;
        let token = app.token(&ann).await;
        let last = app.get("/api/users", &token).await;
        assert_eq!(last.status, 200);
        assert_told(&last, "read_per_user", 0);
        for path in ["/api/chats", "/api/me"] {
            let refused = app.get(path, &token).await;
            assert_eq!(refused.status, 429);
            assert_told(&refused, "read_per_user", 0);
        }
        let head = app.answer_to(app.request(Method::HEAD, "/api/me", &token)).await;
        assert_told(&head, "read_per_user", 0);
    }

    async fn a_change_costs_several_requests(environment: TestEnvironment) {
        let limits = "[limits]\nread_per_user = \"10/hour\"\n";
        let app = environment.spawn_with_file(&[("RATE_LIMITS", "on")], limits).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let answer = app.post("/api/chats", &ann, json!({ "companion_id": ben.user_id })).await;
        assert_eq!(answer.status, 201);
        let told = told(&answer);
        assert_eq!((told.limit.as_str(), told.quota, told.window), ("read_per_user", 10, 3600));
        assert_eq!(told.remaining, 10 - 1 - 5);
        let refused = app.post("/api/chats", &ann, json!({ "companion_id": 99 })).await;
        assert_eq!((refused.status, self::told(&refused).remaining), (429, 4), "four are left, and five needed");
    }

    async fn messages_and_logins_and_registrations_tell_their_own_limits(environment: TestEnvironment) {
        let app = environment.spawn_limited("send_per_user", &[]).await;
        let (ann, _, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let sent = app.post(&path, &ann, json!({ "texts": ["one"] })).await;
        assert_told(&sent, "send_per_user", 2);
        assert_told(&app.post(&path, &ann, json!({ "texts": ["a", "b"] })).await, "send_per_user", 0);
        let refused = app.post(&path, &ann, json!({ "texts": ["three"] })).await;
        assert_eq!(refused.status, 429);
        assert_told(&refused, "send_per_user", 0);
        // Another limit is far away, which this request has nothing to do with.
        assert_eq!(told(&app.get(&path, &ann).await).limit, "read_per_user");
    }

    async fn wrong_passwords_tell_how_many_attempts_are_left(environment: TestEnvironment) {
        let app = environment.spawn_limited("login_per_account", &[]).await;
        for remaining in [2, 1, 0] {
            let wrong = app.get("/api/me", &basic("ann", "wrong")).await;
            assert_eq!(wrong.status, 401);
            assert_told(&wrong, "login_per_account", remaining);
        }
        let refused = app.get("/api/me", &basic("ann", "wrong")).await;
        assert_eq!(refused.status, 429);
        assert_told(&refused, "login_per_account", 0);
    }

    async fn the_limit_that_is_closest_is_told(environment: TestEnvironment) {
        let app = environment.spawn_limited("search_per_user", &[]).await;
        let ann = app.register("ann").await;
        assert_eq!(told(&app.get("/api/users", &ann).await).limit, "read_per_user");
        assert_told(&app.get("/api/users?name-like=a", &ann).await, "search_per_user", 2);
        let form = json!({ "email": "b@example.com", "username": "ben", "name": "Ben", "password": PASSWORD });
        assert_eq!(told(&app.post("/api/register", &Nobody, form).await).limit, "register_per_network");
    }

    async fn without_limits_nothing_is_told(app: TestApp) {
        let ann = app.register("ann").await;
        for answer in [app.get("/api/me", &ann).await, app.get("/api/server", &Nobody).await] {
            assert_eq!((answer.header("ratelimit"), answer.header("ratelimit-policy")), (None, None));
        }
    }
}
