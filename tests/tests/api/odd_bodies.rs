//! Unusual values in bodies: they are refused with a message, and nothing breaks.

use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestResponse, TestUser, on_both_databases};
use std::collections::BTreeMap;

/// Method, path, and fields of a request.
type Form = (&'static str, &'static str, &'static [&'static str]);

/// All endpoints that read a body. `CHAT` is the id of a chat, `BEN` that of a user, `MESSAGE` that of a message.
const FORMS: &[Form] = &[
    ("POST", "/api/register", &["email", "username", "name", "password"]),
    ("POST", "/api/forgot-password", &["email"]),
    ("POST", "/api/reset-password", &["token", "password"]),
    ("POST", "/api/update", &["username", "name"]),
    ("POST", "/api/change-password", &["old_password", "new_password"]),
    ("DELETE", "/api/me", &["password", "delete_messages"]),
    ("POST", "/api/chats", &["companion_id"]),
    ("POST", "/api/chats/CHAT/read", &["message_id"]),
    ("POST", "/api/chats/CHAT/messages", &["texts"]),
    ("POST", "/api/users/BEN/messages", &["texts"]),
    ("PUT", "/api/chats/CHAT/messages/MESSAGE", &["text"]),
];

fn odd_values() -> Vec<Value> {
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1_i64 << 31),
        json!(1_i64 << 53),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!([[]]),
        json!([null]),
        json!({ "a": { "b": [] } }),
        deep,
        json!(""),
        json!("\u{0}"),
        json!("ann\u{0}ann"),
        json!("\u{1b}[2J\u{7}\u{8}"),
        json!("\u{7f}\u{80}\u{9f}"),
        json!("\u{202e}\u{2066}abc"),
        json!("\u{feff}\u{200b}"),
        json!("\u{fffd}\u{ffff}\u{10ffff}"),
        json!("%_\\%_\\"),
        json!("'; DROP TABLE users; --"),
        json!("\r\nBcc: everybody@example.com"),
        json!("a@b.co\r\nBcc: everybody@example.com"),
        json!("<script>alert(1)</script>"),
        json!("\u{1F469}".repeat(5_000)),
        json!("x".repeat(60_000)),
    ]
}

fn assert_refused(answer: &TestResponse, what: &str) {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.body);
    let (_, message, _) = answer.refusal();
    let is_named = match &message {
        Value::String(text) => !text.is_empty(),
        Value::Object(fields) => !fields.is_empty() && fields.values().all(Value::is_string),
        _ => false,
    };
    assert!(is_named, "{what}: {}", answer.body);
}

/// Ann, who has a chat with Ben and has sent him a message.
struct Scenario {
    app: TestApp,
    ann: TestUser,
    ben: TestUser,
    chat: i64,
    message: i64,
}

impl Scenario {
    async fn on(app: TestApp) -> Self {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        Self { app, ann, ben, chat, message }
    }

    /// Sends a request of Ann with a value in all fields.
    async fn send(&self, (method, path, fields): &Form, value: &Value) -> TestResponse {
        let ids = [("CHAT", self.chat), ("BEN", self.ben.user_id), ("MESSAGE", self.message)];
        let path =
            ids.iter().fold((*path).to_owned(), |path, (name, id)| path.replace(name, &id.to_string()));
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let body: BTreeMap<_, _> = fields.iter().map(|field| (field, value)).collect();
        self.app.answer_to(self.app.request(method, &path, &self.ann).json(&body)).await
    }
}

on_both_databases! {
    async fn an_odd_value_in_every_field_is_refused(app: TestApp) {
        let scenario = Scenario::on(app).await;
        for form @ (method, path, _) in FORMS {
            for value in odd_values() {
                let answer = scenario.send(form, &value).await;
                let what =
                    format!("{method} {path} {}", value.to_string().chars().take(200).collect::<String>());
                // Some of the values are valid texts of messages.
                if path.contains("/messages") && (200..300).contains(&answer.status) {
                    let text = value.as_str().expect("only a text can be sent");
                    let is_valid =
                        text.chars().count() <= 4000 && !text.contains(['\u{0}', '\u{1b}', '\u{80}']);
                    assert!(is_valid, "{what}");
                } else {
                    assert_refused(&answer, &what);
                }
            }
        }
        let Scenario { app, ann, ben, .. } = scenario;
        assert!(app.is_alive().await);
        assert_eq!(app.get("/api/me", &ann).await.json()["data"]["username"], "ann", "nothing has changed");
        assert_eq!(app.get("/api/users", &ben).await.column("user_id").len(), 2);
    }

    async fn a_megabyte_in_every_field_is_refused(app: TestApp) {
        let scenario = Scenario::on(app).await;
        let megabyte = json!("x".repeat(1 << 20));
        for form in FORMS {
            assert_refused(&scenario.send(form, &megabyte).await, form.1);
        }
        assert!(scenario.app.is_alive().await);
    }
}
