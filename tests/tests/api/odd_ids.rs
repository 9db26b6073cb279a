//! Ids that name nothing: everywhere 404 with what was asked for.

use reqwest::Method;
use serde_json::json;
use simple_chats_tests::{Caller, TestApp, on_both_databases};

/// What stands in the address, and how the answer calls it.
const IDS: &[(&str, &str)] = &[
    ("0", "0"),
    ("-1", "-1"),
    ("99", "99"),
    ("2147483647", "2147483647"),
    ("2147483648", "2147483648"),
    ("9007199254740991", "9007199254740991"),
    ("9007199254740992", "9007199254740992"),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9223372036854775808"),
    ("99999999999999999999999999", "99999999999999999999999999"),
    ("abc", "abc"),
    ("1.0", "1.0"),
    ("+1", "+1"),
    ("1e3", "1e3"),
    ("0x1", "0x1"),
    ("%201", " 1"),
    ("1%20", "1 "),
    ("1%0A", "1\n"),
    ("%00", "\u{0}"),
    ("1%00", "1\u{0}"),
    ("%D9%A1", "\u{661}"),
    ("1;DROP TABLE users", "1;DROP TABLE users"),
    ("'", "'"),
    ("null", "null"),
];

/// Methods and addresses with one id left open, and what it names.
const PLACES: &[(&str, &str, &str)] = &[
    ("GET", "/api/users/{}", "User"),
    ("POST", "/api/users/{}/messages", "User"),
    ("GET", "/api/chats/{}", "Chat"),
    ("DELETE", "/api/chats/{}", "Chat"),
    ("POST", "/api/chats/{}/read", "Chat"),
    ("GET", "/api/chats/{}/changes", "Chat"),
    ("GET", "/api/chats/{}/messages", "Chat"),
    ("POST", "/api/chats/{}/messages", "Chat"),
    ("GET", "/api/chats/{}/messages/1", "Chat"),
    ("PUT", "/api/chats/{}/messages/1", "Chat"),
    ("DELETE", "/api/chats/{}/messages/1", "Chat"),
    ("GET", "/api/chats/1/messages/{}", "Message"),
    ("PUT", "/api/chats/1/messages/{}", "Message"),
    ("DELETE", "/api/chats/1/messages/{}", "Message"),
];

on_both_databases! {
    async fn an_id_that_names_nothing_is_404_with_the_id(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_eq!(app.open_chat(&ann, &ben).await, 1);
        for (method, place, thing) in PLACES {
            for (id, name) in IDS {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let request = app.request(method.clone(), &place.replace("{}", id), &ann);
                let answer = app.answer_to(request).await;
                let expected = (404, json!(format!("{thing} {name} does not exist")), "not_found".to_owned());
                assert_eq!(answer.refusal(), expected, "{method} {place} {id}");
            }
        }
        assert!(app.is_alive().await);
    }

    async fn an_id_in_a_body_that_names_nothing_is_404_too(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let read = format!("/api/chats/{chat}/read");
        for id in
            ["0", "-1", "99", "2147483648", "9007199254740992", "9223372036854775807", "18446744073709551615"]
        {
            for (path, key, thing) in
                [("/api/chats", "companion_id", "User"), (&read, "message_id", "Message")]
            {
                let request =
                    app.request(Method::POST, path, &ann).header("content-type", "application/json");
                let answer = app.answer_to(request.body(format!("{{\"{key}\": {id}}}"))).await;
                let expected = (404, json!(format!("{thing} {id} does not exist")), "not_found".to_owned());
                assert_eq!(answer.refusal(), expected, "{path} {id}");
            }
        }
    }

    async fn an_address_that_is_not_utf8_names_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        let authorization = ann.authorization().unwrap();
        for (method, place, _) in PLACES {
            for id in
                [&b"%FF"[..], b"%C3%28", b"\xff", b"%ED%A0%80", b"%", b"%G1", b"%2", b"..%2F1", b"%2e%2e"]
            {
                let (before, after) = place.split_once("{}").unwrap();
                let head = format!(
                    "HTTP/1.1\r\nHost: tests\r\nConnection: close\r\nAuthorization: {authorization}\r\n\r\n"
                );
                let request =
                    [method.as_bytes(), b" ", before.as_bytes(), id, after.as_bytes(), b" ", head.as_bytes()];
                let answer = app.send_bytes(&request.concat()).await;
                let status: u16 =
                    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
                assert!(
                    (400..500).contains(&status),
                    "{method} {place} {:?}: {answer}",
                    String::from_utf8_lossy(id)
                );
            }
        }
        assert!(app.is_alive().await);
    }
}
