//! All paths of the API with all methods: what is allowed, who has access, and the errors.

use super::support::assert_refused;
use regex::Regex;
use reqwest::Method;
use serde_json::json;
use simple_chats_domain::{UserId, WebhookEvents};
use simple_chats_persistence::webhooks::{self, NewWebhook};
use simple_chats_tests::openapi::document;
use simple_chats_tests::{Caller, Nobody, TestApp, TestResponse, TestUser, on_both_databases};
use std::collections::BTreeSet;

/// A path, its methods, and whether it requires credentials.
struct Row(&'static str, &'static [&'static str], bool);

const ROWS: &[Row] = &[
    Row("/register", &["POST"], false),
    Row("/forgot-password", &["POST"], false),
    Row("/reset-password", &["POST"], false),
    Row("/server", &["GET"], false),
    Row("/openapi.json", &["GET"], false),
    Row("/docs", &["GET"], false),
    Row("/asyncapi.json", &["GET"], false),
    Row("/token", &["GET"], true),
    Row("/update", &["POST"], true),
    Row("/me", &["GET", "DELETE"], true),
    Row("/change-email", &["POST"], true),
    Row("/me/export", &["GET"], true),
    Row("/change-password", &["POST"], true),
    Row("/invitations", &["GET", "POST"], true),
    Row("/invitations/{invitation_id}", &["DELETE"], true),
    Row("/tokens", &["GET", "POST"], true),
    Row("/tokens/{token_id}", &["DELETE"], true),
    Row("/sessions", &["GET", "DELETE"], true),
    Row("/sessions/{session_id}", &["DELETE"], true),
    Row("/me/language", &["GET", "PUT"], true),
    Row("/me/notifications", &["GET", "PATCH"], true),
    Row("/me/privacy", &["GET", "PATCH"], true),
    Row("/blocks", &["GET"], true),
    Row("/users/{user_id}/block", &["PUT", "DELETE"], true),
    Row("/users", &["GET"], true),
    Row("/users/{user_id}", &["GET"], true),
    Row("/users/{user_id}/messages", &["POST"], true),
    Row("/chats", &["GET", "POST"], true),
    Row("/chats/{chat_id}", &["GET", "DELETE"], true),
    Row("/chats/{chat_id}/accept", &["POST"], true),
    Row("/chats/{chat_id}/preferences", &["PATCH"], true),
    Row("/chats/{chat_id}/lifetime", &["PUT", "DELETE"], true),
    Row("/chats/{chat_id}/clear", &["POST"], true),
    Row("/chats/{chat_id}/read", &["POST"], true),
    Row("/chats/{chat_id}/changes", &["GET"], true),
    Row("/chats/{chat_id}/messages", &["GET", "POST"], true),
    Row("/attachments", &["POST"], true),
    Row("/attachments/{attachment_id}", &["GET", "DELETE"], true),
    Row("/attachments/{attachment_id}/thumbnail", &["GET"], true),
    Row("/attachments/{attachment_id}/info", &["GET"], true),
    Row("/push", &["GET"], true),
    Row("/push/subscriptions", &["POST"], true),
    Row("/push/subscriptions/{subscription_id}", &["DELETE"], true),
    Row("/push/subscriptions/{subscription_id}/test", &["POST"], true),
    Row("/webhooks", &["GET", "POST"], true),
    Row("/webhooks/{webhook_id}", &["GET", "PATCH", "DELETE"], true),
    Row("/webhooks/{webhook_id}/test", &["POST"], true),
    Row("/webhooks/{webhook_id}/deliveries", &["GET"], true),
    Row("/chats/{chat_id}/messages/{message_id}/report", &["POST"], true),
    Row("/search", &["GET"], true),
    Row("/chats/{chat_id}/messages/{message_id}/reaction", &["PUT", "DELETE"], true),
    Row("/chats/{chat_id}/messages/{message_id}", &["GET", "PUT", "DELETE"], true),
];

const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"];

impl Row {
    fn knows(&self, method: &str) -> bool {
        self.1.contains(&method) || (method == "HEAD" && self.1.contains(&"GET"))
    }

    /// The path with ids inserted, with and without a slash at its end.
    fn paths(&self, user: i64, chat: i64, message: i64) -> [String; 2] {
        let path = self
            .0
            .replace("{user_id}", &user.to_string())
            .replace("{invitation_id}", &user.to_string())
            .replace("{session_id}", &user.to_string())
            .replace("{token_id}", &user.to_string())
            .replace("{subscription_id}", &user.to_string())
            .replace("{webhook_id}", &user.to_string())
            .replace("{attachment_id}", &"0".repeat(32))
            .replace("{chat_id}", &chat.to_string())
            .replace("{message_id}", &message.to_string());
        [format!("/api{path}"), format!("/api{path}/")]
    }

    fn allow(&self) -> BTreeSet<&str> {
        let get = self.1.contains(&"GET").then_some("HEAD");
        self.1.iter().copied().chain(get).chain(["OPTIONS"]).collect()
    }
}

fn allowed(answer: &TestResponse) -> BTreeSet<&str> {
    answer.header("allow").unwrap_or_default().split(", ").collect()
}

async fn send(app: &TestApp, method: &str, path: &str, caller: &dyn Caller) -> TestResponse {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    app.answer_to(app.request(method, path, caller)).await
}

/// Stores a webhook of a user, and returns its id.
fn add_webhook(app: &TestApp, owner: &TestUser) -> i64 {
    let new = NewWebhook {
        user_id: UserId::stored(owner.user_id),
        url: "https://bot.example.com/".to_owned(),
        events: WebhookEvents::parse(["message"]).unwrap(),
        chat_id: None,
        sealed_secret: "sealed".to_owned(),
    };
    let at = simple_chats_tests::fixtures::moment(0);
    webhooks::insert(&mut app.connect(), &new, at).expect("it can be stored").webhook_id.get()
}

#[test]
fn the_table_has_every_path_of_the_api() {
    let source = include_str!("../../../crates/simple_chats_server/src/routes.rs");
    let pattern = Regex::new(r#"open\("(/[^"]*)"\)"#).unwrap();
    let written: BTreeSet<&str> =
        pattern.captures_iter(source).map(|found| found.get(1).unwrap().as_str()).collect();
    let listed: BTreeSet<&str> = ROWS.iter().map(|row| row.0).collect();
    assert_eq!(written, listed);
}

#[test]
fn the_openapi_document_has_every_method_of_every_path_and_no_more() {
    let document = document();
    let documented: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| (method, path)))
        .map(|(method, path)| format!("{} {path}", method.to_uppercase()))
        .collect();
    let methods = |Row(path, methods, _): &'static Row| {
        methods.iter().map(move |method| format!("{method} /api{path}"))
    };
    assert_eq!(documented, ROWS.iter().flat_map(methods).collect());
    for Row(path, methods, needs_credentials) in ROWS {
        for method in *methods {
            let operation = &document["paths"][format!("/api{path}")][method.to_lowercase()];
            assert_eq!(operation["security"] == json!([{}]), !needs_credentials, "{method} {path}");
        }
    }
}

#[test]
fn the_documentation_has_every_path_of_the_api() {
    let page = include_str!("../../../docs/api.md");
    for Row(path, methods, _) in ROWS {
        let row = page.lines().filter(|line| line.contains(&format!("/api{path}` |"))).collect::<String>();
        assert!(methods.iter().all(|method| row.contains(method)), "{methods:?} {path}");
    }
}

on_both_databases! {
    async fn each_path_allows_its_methods_and_refuses_others(app: TestApp) {
        let ann = app.register("ann").await;
        for row in ROWS {
            for path in row.paths(99, 99, 99) {
                for method in METHODS {
                    let answer = send(&app, method, &path, &ann).await;
                    assert!(!(300..400).contains(&answer.status), "{method} {path} redirects");
                    if row.knows(method) {
                        assert_ne!(answer.status, 405, "{method} {path}");
                        assert!(!answer.body.contains("There is nothing at"), "{method} {path}");
                    } else {
                        assert_eq!(answer.status, 405, "{method} {path}");
                        assert_eq!(allowed(&answer), row.allow(), "{method} {path}");
                        if *method != "HEAD" {
                            let message = format!("{method} is not allowed here");
                            assert_refused(&answer, 405, "method_not_allowed", message);
                        }
                    }
                }
            }
        }
    }

    async fn options_lists_the_methods_without_credentials(app: TestApp) {
        let ann = app.register("ann").await;
        for row in ROWS {
            for path in row.paths(1, 1, 1) {
                for caller in [&Nobody as &dyn Caller, &ann] {
                    let answer = send(&app, "OPTIONS", &path, caller).await;
                    assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{path}");
                    assert_eq!(allowed(&answer), row.allow(), "{path}");
                }
            }
        }
    }

    async fn only_public_paths_work_without_credentials(app: TestApp) {
        for row in ROWS {
            for path in row.paths(1, 1, 1) {
                for method in METHODS.iter().filter(|method| row.knows(method)) {
                    let answer = send(&app, method, &path, &Nobody).await;
                    let (expected, challenges) = match (row.2, *method) {
                        (true, _) => (401, 2),
                        (false, "GET" | "HEAD") => (200, 0),
                        (false, _) => (400, 0),
                    };
                    assert_eq!(answer.status, expected, "{method} {path}");
                    assert_eq!(answer.headers("www-authenticate").len(), challenges, "{method} {path}");
                }
            }
        }
    }

    async fn head_is_get_without_the_body(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        // Up to one with the id that the paths have.
        while add_webhook(&app, &ann) < ben.user_id {}
        // There is no attachment of the id that the paths have: its tests are in `attachments`.
        let has_object = |row: &&Row| !row.0.starts_with("/attachments/");
        for row in ROWS.iter().filter(|row| row.knows("GET")).filter(has_object) {
            for path in row.paths(ben.user_id, chat, message) {
                let path = if row.0 == "/search" { format!("{path}?q=hello") } else { path };
                let [get, head] =
                    [send(&app, "GET", &path, &ann).await, send(&app, "HEAD", &path, &ann).await];
                assert_eq!((get.status, head.status, head.body.as_str()), (200, 200, ""), "{path}");
                assert_eq!(get.header("content-length"), head.header("content-length"), "{path}");
                assert_eq!(get.header("content-type"), head.header("content-type"), "{path}");
                assert!(!get.body.is_empty());
            }
        }
    }

    async fn unknown_paths_get_a_json_error(app: TestApp) {
        let ann = app.register("ann").await;
        for path in [
            "/api",
            "/api/",
            "/api/nothing",
            "/api/users/1/2",
            "/api/chats/1/2",
            "/api/chats/1/messages/1/2",
            "/api/register/x",
            "/api//users",
            "/api/users//",
            "/api/Users",
            "/api/%75sers/1/x",
            "/api/users/1/messages/1",
        ] {
            for caller in [&Nobody as &dyn Caller, &ann] {
                for method in ["GET", "POST", "OPTIONS", "PATCH"] {
                    let answer = send(&app, method, path, caller).await;
                    assert_refused(&answer, 404, "not_found", format!("There is nothing at {path}"));
                }
            }
        }
    }

    async fn each_response_has_an_id_and_is_not_cached(app: TestApp) {
        let ann = app.register("ann").await;
        let ids: Vec<String> = [
            app.get("/api/token", &ann).await,
            app.get("/api/me", &Nobody).await,
            app.get("/api/nothing", &ann).await,
            app.post("/api/me", &ann, json!({})).await,
        ]
        .iter()
        .map(|answer| {
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            answer.header("x-request-id").expect("an id").to_owned()
        })
        .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each has another one");
        for path in ["/api/me", "/nothing"] {
            let long = "x".repeat(129);
            for (given, is_kept) in
                [("0af76-8448_e.b", true), ("a b", false), ("", false), ("<b>", false), (&long, false)]
            {
                let request = app.request(Method::GET, path, &ann).header("x-request-id", given);
                let answer = app.answer_to(request).await;
                assert_eq!(answer.header("x-request-id") == Some(given), is_kept, "{path} {given}");
            }
        }
    }
}
