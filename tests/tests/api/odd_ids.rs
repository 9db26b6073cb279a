//! Unknown and invalid ids: everywhere 404 with the id.

use super::support::{assert_not_found, send_target, status_of};
use reqwest::Method;
use simple_chats_tests::{TestApp, on_both_databases};

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

/// Methods and paths with a placeholder for an id, and the kind of object. `CHAT` is the id of a chat.
const PATHS: &[(&str, &str, &str)] = &[
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
    ("GET", "/api/chats/CHAT/messages/{}", "Message"),
    ("PUT", "/api/chats/CHAT/messages/{}", "Message"),
    ("DELETE", "/api/chats/CHAT/messages/{}", "Message"),
];

on_both_databases! {
    async fn an_unknown_id_in_a_path_is_404_with_the_id(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        for (method, path, object) in PATHS {
            for (id, name) in IDS {
                let path = path.replace("CHAT", &chat.to_string()).replace("{}", id);
                let request = app.request(Method::from_bytes(method.as_bytes()).unwrap(), &path, &ann);
                assert_not_found(&app.answer_to(request).await, &format!("{object} {name}"));
            }
        }
        assert!(app.is_alive().await);
    }

    async fn an_unknown_id_in_a_body_is_404_with_the_id(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let read = format!("/api/chats/{chat}/read");
        for id in
            ["0", "-1", "99", "2147483648", "9007199254740992", "9223372036854775807", "18446744073709551615"]
        {
            for (path, key, object) in
                [("/api/chats", "companion_id", "User"), (&read, "message_id", "Message")]
            {
                let request =
                    app.request(Method::POST, path, &ann).header("content-type", "application/json");
                let answer = app.answer_to(request.body(format!("{{\"{key}\": {id}}}"))).await;
                assert_not_found(&answer, &format!("{object} {id}"));
            }
        }
    }

    async fn a_path_that_is_not_utf8_is_refused(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        for (method, path, _) in PATHS {
            for id in
                [&b"%FF"[..], b"%C3%28", b"\xff", b"%ED%A0%80", b"%", b"%G1", b"%2", b"..%2F1", b"%2e%2e"]
            {
                let path = path.replace("CHAT", &chat.to_string());
                let (before, after) = path.split_once("{}").unwrap();
                let target = [before.as_bytes(), id, after.as_bytes()].concat();
                let answer = send_target(&app, &ann, method, &target).await;
                let shown = String::from_utf8_lossy(&target);
                assert!((400..500).contains(&status_of(&answer)), "{method} {shown}: {answer}");
            }
        }
        assert!(app.is_alive().await);
    }
}
