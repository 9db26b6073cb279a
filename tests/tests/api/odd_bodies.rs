//! Values in bodies that nobody means: refused with what is wrong, and nothing breaks.

use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestResponse, on_both_databases};

/// Addresses with the fields that they read.
const FORMS: &[(&str, &str, &[&str])] = &[
    ("POST", "/api/register", &["email", "username", "name", "password"]),
    ("POST", "/api/forgot-password", &["email"]),
    ("POST", "/api/reset-password", &["token", "password"]),
    ("POST", "/api/update", &["username", "name"]),
    ("POST", "/api/change-password", &["old_password", "new_password"]),
    ("DELETE", "/api/me", &["password", "delete_messages"]),
    ("POST", "/api/chats", &["companion_id"]),
    ("POST", "/api/chats/1/read", &["message_id"]),
    ("POST", "/api/chats/1/messages", &["texts"]),
    ("POST", "/api/users/2/messages", &["texts"]),
    ("PUT", "/api/chats/1/messages/1", &["text"]),
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

fn assert_names_what_is_wrong(answer: &TestResponse, what: &str) {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.body);
    let (_, message, _) = answer.refusal();
    let told = match &message {
        Value::String(text) => !text.is_empty(),
        Value::Object(fields) => !fields.is_empty() && fields.values().all(Value::is_string),
        _ => false,
    };
    assert!(told, "{what}: {}", answer.body);
}

on_both_databases! {
    async fn an_odd_value_in_every_field_is_refused(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        app.send(&ann, chat, &["hello"]).await;
        for (method, path, fields) in FORMS {
            for value in odd_values() {
                let body: Value = fields
                    .iter()
                    .map(|field| ((*field).to_owned(), value.clone()))
                    .collect::<serde_json::Map<_, _>>()
                    .into();
                let request =
                    app.request(Method::from_bytes(method.as_bytes()).unwrap(), path, &ann).json(&body);
                let answer = app.answer_to(request).await;
                let what =
                    format!("{method} {path} {}", body.to_string().chars().take(200).collect::<String>());
                // Some of them are texts that may well be sent.
                if path.contains("/messages") && (200..300).contains(&answer.status) {
                    let text = value.as_str().expect("only a text can be sent");
                    assert!(
                        text.chars().count() <= 4000 && !text.contains(['\u{0}', '\u{1b}', '\u{80}']),
                        "{what}"
                    );
                } else {
                    assert_names_what_is_wrong(&answer, &what);
                }
            }
        }
        assert!(app.is_alive().await);
        assert_eq!(app.get("/api/me", &ann).await.json()["data"]["username"], "ann", "nothing has changed");
        assert_eq!(app.get("/api/users", &ben).await.column("user_id").len(), 2);
    }

    async fn a_megabyte_where_a_word_is_expected_is_refused(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        app.send(&ann, chat, &["hello"]).await;
        let megabyte = "x".repeat(1 << 20);
        for (method, path, fields) in FORMS {
            let body: Value = fields
                .iter()
                .map(|field| ((*field).to_owned(), json!(megabyte)))
                .collect::<serde_json::Map<_, _>>()
                .into();
            let request = app.request(Method::from_bytes(method.as_bytes()).unwrap(), path, &ann).json(&body);
            assert_names_what_is_wrong(&app.answer_to(request).await, path);
        }
        assert!(app.is_alive().await);
    }
}
