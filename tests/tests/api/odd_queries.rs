//! Unusual query strings: lists ignore invalid parameters.

use super::support::send_target;
use simple_chats_tests::{TestApp, on_both_databases};

/// Lists with the keys that they read, and some unknown ones. `CHAT` is the id of a chat.
const LISTS: &[(&str, &[&str])] = &[
    (
        "/api/users",
        &[
            "user_id",
            "username",
            "username-like",
            "name",
            "name-like",
            "date_joined",
            "ordered-by",
            "ordered-by-desc",
            "limit",
            "offset",
            "after",
            "email",
            "-like",
            "",
        ],
    ),
    ("/api/chats", &["after", "limit", "expand", "offset"]),
    (
        "/api/chats/CHAT/messages",
        &[
            "message_id",
            "chat_id",
            "datetime_writing",
            "text",
            "text-like",
            "sender_id",
            "receiver_id",
            "ordered-by",
            "limit",
            "offset",
            "before",
            "after",
        ],
    ),
];

const VALUES: &[&str] = &[
    "",
    "%00",
    "a%00b",
    "%FF",
    "%C3%28",
    "%",
    "%zz",
    "0",
    "-1",
    "2147483648",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "1e3",
    "NaN",
    "%25",
    "_",
    "%5C",
    "%25%5C_%5C%25",
    "%27--",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
    "+275760-09-13T00:00:00Z",
    "2016-12-31T23:59:60Z",
    "2026-01-01T00:00:00.999999999Z",
    "Thu,+32+Jan+2026+00:00:00+-0000",
    "2026-01-01T00:00:00%2B99:99",
    "password_hash",
    "user_id;DROP",
    "%F0%9F%98%80",
    "%EF%BF%BE",
    "a&a=b&&=&==",
];

on_both_databases! {
    async fn no_value_of_any_key_breaks_a_list(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        app.send(&ann, chat, &["hello"]).await;
        for (list, keys) in LISTS {
            let list = list.replace("CHAT", &chat.to_string());
            for key in *keys {
                for value in VALUES {
                    let path = format!("{list}?{key}={value}");
                    let answer = app.get(&path, &ann).await;
                    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
                }
            }
        }
    }

    async fn raw_bytes_in_a_query_break_nothing(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        for (list, _) in LISTS {
            for query in
                [&b"name=\xff\xfe"[..], b"text-like=\xc3\x28", b"?????", b"%%%", b"a=b#c", b"\"<>\\^`{|}"]
            {
                let list = list.replace("CHAT", &chat.to_string());
                let answer = send_target(&app, &ann, "GET", &[list.as_bytes(), b"?", query].concat()).await;
                let refused = answer.starts_with("HTTP/1.1 400");
                assert!(refused || answer.starts_with("HTTP/1.1 200"), "{list} {query:?}: {answer}");
            }
        }
        assert!(app.is_alive().await);
    }

    async fn a_query_with_very_many_parameters_is_read(app: TestApp) {
        let ann = app.register("ann").await;
        let many = "ordered-by=name&limit=5&x=y&name-like=n&".repeat(400);
        let answer = app.get(&format!("/api/users?{many}"), &ann).await;
        assert_eq!((answer.status, answer.column("user_id").len()), (200, 1));
    }
}
