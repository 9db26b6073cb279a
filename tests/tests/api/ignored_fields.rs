//! Fields that the server doesn't know are ignored, and named in `X-Ignored-Fields`.

use reqwest::Method;
use serde_json::{Map, Value, json};
use simple_chats_tests::{Nobody, TestApp, TestResponse, on_both_databases};
use std::collections::BTreeSet;

const HEADER: &str = "x-ignored-fields";

fn ignored(answer: &TestResponse) -> BTreeSet<&str> {
    answer.header(HEADER).into_iter().flat_map(|names| names.split(',')).collect()
}

/// All requests that read a body, with the fields that they know. `CHAT` is the id of a chat, `BEN` that of its other user,
/// `MESSAGE` that of a message of the caller.
fn requests() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("POST", "/api/update", json!({ "username": "anna", "name": "Anna" })),
        ("PATCH", "/api/me/privacy", json!({ "send_typing": false, "findable": "exact" })),
        ("POST", "/api/invitations", json!({ "accounts": 1, "expires_in": 3600, "email": null })),
        ("POST", "/api/tokens", json!({ "name": "bot", "scope": "read", "expires_in": 60 })),
        ("POST", "/api/chats", json!({ "companion_id": "BEN" })),
        ("POST", "/api/chats/CHAT/messages", json!({ "texts": ["hello"] })),
        ("POST", "/api/users/BEN/messages", json!({ "texts": "hello" })),
        ("PUT", "/api/chats/CHAT/messages/MESSAGE", json!({ "text": "hello again" })),
        ("POST", "/api/chats/CHAT/read", json!({ "message_id": "MESSAGE" })),
        ("POST", "/api/chats/CHAT/messages/MESSAGE/report", json!({ "reason": "spam" })),
        ("POST", "/api/change-email", json!({ "email": "new@example.com", "password": "wrong" })),
        (
            "POST",
            "/api/change-password",
            json!({ "old_password": "x", "new_password": "y", "revoke_tokens": true }),
        ),
        ("DELETE", "/api/me", json!({ "password": "wrong", "delete_messages": true })),
        (
            "POST",
            "/api/register",
            json!({ "email": "x", "username": "x", "name": "x", "password": "x", "invitation": "x" }),
        ),
        ("POST", "/api/forgot-password", json!({ "email": "x" })),
        ("POST", "/api/reset-password", json!({ "token": "x", "password": "x" })),
    ]
}

on_both_databases! {
    async fn each_request_names_the_fields_that_it_does_not_know_and_no_others(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hi"]).await[0];
        let id = |name: &str| match name {
            "BEN" => Some(ben.user_id),
            "MESSAGE" => Some(message),
            _ => None,
        };
        for (method, path, body) in requests() {
            let path = path.replace("CHAT", &chat.to_string()).replace("BEN", &ben.user_id.to_string());
            let path = path.replace("MESSAGE", &message.to_string());
            let with_ids = |(key, value): (&String, &Value)| {
                let id = value.as_str().and_then(id);
                (key.clone(), id.map_or_else(|| value.clone(), Value::from))
            };
            let mut body: Map<String, Value> = body.as_object().unwrap().iter().map(with_ids).collect();
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let send = |body: &Map<String, Value>| {
                // By password, which all of these accept.
                app.answer_to(app.request(method.clone(), &path, &ann).json(body))
            };
            let known = send(&body).await;
            assert_eq!(known.header(HEADER), None, "{method} {path}");
            body.insert("e_mail".to_owned(), json!({ "text": 1 }));
            body.insert("a,b".to_owned(), json!(null));
            let unknown = send(&body).await;
            assert_eq!(ignored(&unknown), BTreeSet::from(["a%2Cb", "e_mail"]), "{method} {path}");
        }
    }

    async fn a_misspelled_field_is_named_beside_the_error_that_it_causes(app: TestApp) {
        let answer = app.post("/api/forgot-password", &Nobody, json!({ "e_mail": "ann@example.com" })).await;
        assert_eq!((answer.status, answer.header(HEADER)), (400, Some("e_mail")));
    }

    async fn hostile_names_do_no_harm(app: TestApp) {
        let ann = app.register("ann").await;
        let mut body = Map::new();
        for number in 0..500 {
            body.insert(format!("\r\nX-Evil: {number}\u{0}é"), Value::Null);
        }
        body.insert("x".repeat(20_000), Value::Null);
        let answer = app.post("/api/update", &ann, Value::Object(body)).await;
        assert_eq!(answer.status, 400, "nothing to update");
        let names = ignored(&answer);
        assert!((4..=20).contains(&names.len()), "{names:?}");
        assert!(answer.header(HEADER).unwrap().len() <= 1_000);
        assert_eq!(answer.header("x-evil"), None);
        let is_encoded = |name: &&str| {
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"%-._~".contains(&byte))
        };
        assert!(names.iter().all(is_encoded), "{names:?}");
    }
}
