//! The form of a body, which is looked at after the credentials and before what the address names.

use super::support::assert_refused;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{Caller, Nobody, TestApp, TestResponse, TestUser, on_both_databases};

/// Addresses that read a body, and how many bytes it may have. What they name doesn't exist: that comes later.
const READERS: &[(&str, &str, usize)] = &[
    ("POST", "/api/register", 64 << 10),
    ("POST", "/api/forgot-password", 64 << 10),
    ("POST", "/api/reset-password", 64 << 10),
    ("POST", "/api/update", 64 << 10),
    ("POST", "/api/change-password", 64 << 10),
    ("DELETE", "/api/me", 64 << 10),
    ("POST", "/api/chats", 64 << 10),
    ("POST", "/api/chats/99/read", 64 << 10),
    ("POST", "/api/chats/99/messages", 2 << 20),
    ("POST", "/api/users/99/messages", 2 << 20),
    ("PUT", "/api/chats/99/messages/99", 2 << 20),
];

const MEDIA_TYPE: &str = "The body must be JSON: send it with Content-Type: application/json";

async fn send(
    app: &TestApp,
    caller: &dyn Caller,
    (method, path): (&str, &str),
    media_type: Option<&str>,
    body: impl Into<reqwest::Body>,
) -> TestResponse {
    let request =
        app.request(Method::from_bytes(method.as_bytes()).expect("a method"), path, caller).body(body);
    app.answer_to(match media_type {
        Some(media_type) => request.header("content-type", media_type),
        None => request,
    })
    .await
}

async fn send_json(
    app: &TestApp,
    caller: &TestUser,
    target: (&str, &str),
    body: impl Into<reqwest::Body>,
) -> TestResponse {
    send(app, caller, target, Some("application/json"), body).await
}

/// A request in chunks, whose length is not told beforehand.
async fn send_chunks(
    app: &TestApp,
    caller: &TestUser,
    (method, path): (&str, &str),
    chunks: &[&[u8]],
) -> String {
    let authorization = caller.authorization().expect("credentials");
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: tests\r\nConnection: close\r\nAuthorization: {authorization}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    .into_bytes();
    for chunk in chunks {
        request.extend(format!("{:x}\r\n", chunk.len()).as_bytes());
        request.extend(*chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    app.send_bytes(&request).await
}

on_both_databases! {
    async fn another_media_type_is_415_before_anything_else_about_the_body(app: TestApp) {
        let ann = app.register("ann").await;
        for (method, path, limit) in READERS {
            for media_type in [
                None,
                Some("text/plain"),
                Some("application/x-www-form-urlencoded"),
                Some("multipart/form-data"),
                Some("application/jsonx"),
                Some("text/json"),
                Some(""),
                Some("*/*"),
            ] {
                let answer = send(&app, &ann, (method, path), media_type, "{}").await;
                assert_refused(&answer, 415, "unsupported_media_type", MEDIA_TYPE);
            }
            let long = send(&app, &ann, (method, path), Some("text/plain"), "x".repeat(limit + 1)).await;
            assert_refused(&long, 415, "unsupported_media_type", MEDIA_TYPE);
        }
    }

    async fn parameters_and_case_of_the_media_type_do_not_count(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        for media_type in ["application/json; charset=utf-8", "Application/JSON", "application/json;x=y"] {
            let answer = send(&app, &ann, ("POST", &path), Some(media_type), r#"{"texts":"x"}"#).await;
            assert_eq!(answer.status, 201, "{media_type}: {}", answer.body);
        }
    }

    async fn a_body_may_have_so_many_bytes_and_not_one_more(app: TestApp) {
        let ann = app.register("ann").await;
        for (method, path, limit) in READERS {
            let full = format!("{{{}}}", " ".repeat(limit - 2));
            let answer = send_json(&app, &ann, (method, path), full).await;
            assert!([400, 404].contains(&answer.status), "{method} {path}: {}", answer.body);
            let answer =
                send_json(&app, &ann, (method, path), format!("{{{}}}", " ".repeat(limit - 1))).await;
            assert_refused(&answer, 413, "too_long", format!("The body is longer than {limit} bytes"));
        }
        assert!(app.is_alive().await);
    }

    async fn a_body_in_chunks_is_bounded_too(app: TestApp) {
        let ann = app.register("ann").await;
        for (method, path, limit) in READERS {
            let chunk = vec![b' '; limit / 4];
            let fits = send_chunks(&app, &ann, (method, path), &[b"{}", &chunk, &chunk, &chunk]).await;
            assert!(fits.starts_with("HTTP/1.1 40"), "{method} {path}: {fits}");
            assert!(!fits.contains("longer than"), "{method} {path}: {fits}");
            let chunks: [&[u8]; 5] = [b"{}", &chunk, &chunk, &chunk, &chunk];
            let answer = send_chunks(&app, &ann, (method, path), &chunks).await;
            assert!(
                answer.starts_with("HTTP/1.1 413") && answer.contains("longer than"),
                "{method} {path}: {answer}"
            );
        }
        assert!(app.is_alive().await);
    }

    async fn malformed_json_is_told_with_where_it_broke(app: TestApp) {
        let ann = app.register("ann").await;
        for (method, path, _) in READERS {
            let broken = send_json(&app, &ann, (method, path), "{\"email\": \"x\",\n  oops}").await;
            let (status, message, code) = broken.refusal();
            assert_eq!((status, code.as_str()), (400, "bad_request"), "{method} {path}");
            let message = message.as_str().expect("a text").to_owned();
            assert!(message.starts_with("The body is not valid JSON: "), "{message}");
            assert!(message.ends_with("at line 2 column 3"), "{message}");
        }
    }

    async fn what_is_no_object_is_refused(app: TestApp) {
        let ann = app.register("ann").await;
        for (method, path, _) in READERS {
            for body in ["[]", "5", "-1.5e3", "null", "true", "\"text\"", "[{\"email\": \"x\"}]"] {
                let answer = send_json(&app, &ann, (method, path), body).await;
                assert_refused(&answer, 400, "bad_request", "The body must be a JSON object");
            }
        }
    }

    async fn what_no_reader_of_json_takes_is_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let deep = "[".repeat(60_000);
        let deep_object = "{\"a\":".repeat(10_000);
        let bodies: [&[u8]; 12] = [
            deep.as_bytes(),
            deep_object.as_bytes(),
            b"{\"email\": \"\xff\xfe\"}",
            b"\xef\xbb\xbf{}",
            b"{} {}",
            b"{'a': 1}",
            b"{\"a\": 01}",
            b"{\"a\": NaN}",
            b"{\"a\": \"\x00\"}",
            b"{\"a\": \"\\ud800\"}",
            b"{\"a\": \"\\x\"}",
            b"\x00",
        ];
        for (method, path, _) in READERS {
            for body in bodies {
                let answer = send_json(&app, &ann, (method, path), body.to_vec()).await;
                let (status, message, code) = answer.refusal();
                assert_eq!((status, code.as_str()), (400, "bad_request"), "{method} {path}: {message}");
                assert!(
                    message.as_str().is_some_and(|text| text.starts_with("The body is not ")),
                    "{message}"
                );
            }
        }
        let deeper = send_json(&app, &ann, ("POST", "/api/users/99/messages"), "[".repeat(100_000)).await;
        assert_eq!(deeper.refusal().0, 400);
        assert!(app.is_alive().await);
    }

    async fn no_body_counts_as_an_empty_object(app: TestApp) {
        let missing = "Missing required parameter in the JSON body";
        let faults = json!({ "email": missing, "username": missing, "name": missing, "password": missing });
        let bare = app.answer_to(app.request(Method::POST, "/api/register", &Nobody)).await;
        assert_refused(&bare, 400, "bad_request", faults.clone());
        let other_type = send(&app, &Nobody, ("POST", "/api/register"), Some("text/plain"), "").await;
        assert_refused(&other_type, 400, "bad_request", faults.clone());
        assert_refused(&app.post("/api/register", &Nobody, json!({})).await, 400, "bad_request", faults);
    }

    async fn faults_of_fields_are_named_all_at_once_and_unknown_fields_ignored(app: TestApp) {
        let (missing, text) = ("Missing required parameter in the JSON body", "Must be a string");
        let mixed =
            json!({ "email": 5, "name": ["docs"], "password": null, "username_": "x", "admin": true });
        let faults = json!({ "email": text, "username": missing, "name": text, "password": text });
        assert_refused(&app.post("/api/register", &Nobody, mixed).await, 400, "bad_request", faults);
        let ann = app.register("ann").await;
        let update = json!({ "username": 5, "name": { "first": "Ann" }, "user_id": 7 });
        let faults = json!({ "username": text, "name": text });
        assert_refused(&app.post("/api/update", &ann, update).await, 400, "bad_request", faults);
        for id in [json!("2"), json!(1.5), json!(null), json!([2]), json!(true), json!({}), json!(1e300)] {
            let answer = app.post("/api/chats", &ann, json!({ "companion_id": id, "extra": 1 })).await;
            assert_refused(&answer, 400, "bad_request", json!({ "companion_id": "Must be an integer" }));
        }
        let known: Value = json!({ "name": "Ann Lee", "email": "other@example.com", "user_id": 99 });
        assert_eq!(app.post("/api/update", &ann, known).await.status, 202);
        assert_eq!(app.get("/api/me", &ann).await.json()["data"]["email"], ann.email);
    }

    async fn form_and_query_string_are_no_input(app: TestApp) {
        let ann = app.register("ann").await;
        let missing = json!({ "companion_id": "Missing required parameter in the JSON body" });
        let query = app.answer_to(app.request(Method::POST, "/api/chats?companion_id=2", &ann)).await;
        assert_refused(&query, 400, "bad_request", missing);
        let form = app.request(Method::POST, "/api/chats", &ann).form(&[("companion_id", "2")]);
        assert_refused(&app.answer_to(form).await, 415, "unsupported_media_type", MEDIA_TYPE);
    }
}
