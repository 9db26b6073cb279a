//! The syntax of a body, which is checked after the credentials and before the resource.

use super::support::{MISSING, NO_INTEGER, NO_STRING, assert_bad_request, assert_refused};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{Caller, Nobody, TestApp, TestResponse, TestUser, on_both_databases};

/// Endpoints that read a body, with its maximum length in bytes. The resources don't exist, which is checked later.
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

/// A chunked request, whose length isn't known beforehand.
async fn send_chunks(
    app: &TestApp,
    caller: &TestUser,
    (method, path): (&str, &str),
    chunks: &[&[u8]],
) -> String {
    let authorization = caller.authorization().expect("credentials");
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {authorization}\r\n\
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

    async fn an_encoded_body_is_415_with_the_accepted_encoding(app: TestApp) {
        let ann = app.register("ann").await;
        let message = "The body must not be compressed: send it without Content-Encoding";
        let send_encoded = async |method: &str, path: &str, encodings: &[&str], body: &'static [u8]| {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let request = app.request(method, path, &ann).header("content-type", "application/json").body(body);
            let encoded =
                encodings.iter().fold(request, |request, name| request.header("content-encoding", *name));
            app.answer_to(encoded).await
        };
        for (method, path, _) in READERS {
            for encodings in [
                &["gzip"][..],
                &["GZIP"],
                &["br"],
                &["deflate"],
                &["x-unknown"],
                &["identity, gzip"],
                &["identity", "gzip"],
                &["gzip, identity"],
                &["\u{e4}"],
            ] {
                let answer = send_encoded(method, path, encodings, b"\x1f\x8b{}").await;
                assert_refused(&answer, 415, "unsupported_media_type", message);
                assert_eq!(answer.headers("accept-encoding"), ["identity"], "{encodings:?}");
            }
            for encodings in [&["identity"][..], &["Identity"], &[""], &[" , identity"]] {
                let answer = send_encoded(method, path, encodings, b"{}").await;
                assert!([400, 404].contains(&answer.status), "{encodings:?}: {}", answer.body);
            }
            let empty = send_encoded(method, path, &["gzip"], b"").await;
            assert!([400, 404].contains(&empty.status), "nothing is encoded: {}", empty.body);
        }
        let no_json = app.request(Method::POST, "/api/update", &ann).body("x");
        let no_json = app.answer_to(no_json.header("content-encoding", "gzip")).await;
        assert_refused(&no_json, 415, "unsupported_media_type", MEDIA_TYPE);
        assert_eq!(no_json.header("accept-encoding"), None);
    }

    async fn parameters_and_case_of_the_media_type_do_not_matter(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        for media_type in ["application/json; charset=utf-8", "Application/JSON", "application/json;x=y"] {
            let answer = send(&app, &ann, ("POST", &path), Some(media_type), r#"{"texts":"x"}"#).await;
            assert_eq!(answer.status, 201, "{media_type}: {}", answer.body);
        }
    }

    async fn a_body_has_a_maximum_length(app: TestApp) {
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

    async fn a_chunked_body_has_a_maximum_length(app: TestApp) {
        let ann = app.register("ann").await;
        for (method, path, limit) in READERS {
            let chunk = vec![b' '; limit / 4];
            let fits = send_chunks(&app, &ann, (method, path), &[b"{}", &chunk, &chunk, &chunk]).await;
            assert!(fits.starts_with("HTTP/1.1 40"), "{method} {path}: {fits}");
            assert!(!fits.contains("longer than"), "{method} {path}: {fits}");
            let chunks: [&[u8]; 5] = [b"{}", &chunk, &chunk, &chunk, &chunk];
            let answer = send_chunks(&app, &ann, (method, path), &chunks).await;
            let is_refused = answer.starts_with("HTTP/1.1 413") && answer.contains("longer than");
            assert!(is_refused, "{method} {path}: {answer}");
        }
        assert!(app.is_alive().await);
    }

    async fn invalid_bodies_are_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let no_object = "The body must be a JSON object";
        let (deep, deep_object) = ("[".repeat(60_000), "{\"a\":".repeat(10_000));
        let cases: [(&[u8], &str, &str); 20] = [
            (b"[]", no_object, no_object),
            (b"5", no_object, no_object),
            (b"-1.5e3", no_object, no_object),
            (b"null", no_object, no_object),
            (b"true", no_object, no_object),
            (b"\"text\"", no_object, no_object),
            (b"[{\"email\": \"x\"}]", no_object, no_object),
            (b"{\"email\": \"x\",\n  oops}", "The body is not valid JSON: ", "at line 2 column 3"),
            (deep.as_bytes(), "The body is not ", ""),
            (deep_object.as_bytes(), "The body is not ", ""),
            (b"{\"email\": \"\xff\xfe\"}", "The body is not ", ""),
            (b"\xef\xbb\xbf{}", "The body is not ", ""),
            (b"{} {}", "The body is not ", ""),
            (b"{'a': 1}", "The body is not ", ""),
            (b"{\"a\": 01}", "The body is not ", ""),
            (b"{\"a\": NaN}", "The body is not ", ""),
            (b"{\"a\": \"\x00\"}", "The body is not ", ""),
            (b"{\"a\": \"\\ud800\"}", "The body is not ", ""),
            (b"{\"a\": \"\\x\"}", "The body is not ", ""),
            (b"\x00", "The body is not ", ""),
        ];
        for (method, path, _) in READERS {
            for (body, start, end) in cases {
                let answer = send_json(&app, &ann, (method, path), body.to_vec()).await;
                let (status, message, code) = answer.refusal();
                assert_eq!((status, code.as_str()), (400, "bad_request"), "{method} {path}: {message}");
                let message = message.as_str().expect("a text");
                assert!(message.starts_with(start) && message.ends_with(end), "{message}");
            }
        }
        let deeper = send_json(&app, &ann, ("POST", "/api/users/99/messages"), "[".repeat(100_000)).await;
        assert_eq!(deeper.refusal().0, 400);
        assert!(app.is_alive().await);
    }

    async fn an_absent_body_counts_as_an_empty_object(app: TestApp) {
        let faults = json!({ "email": MISSING, "username": MISSING, "name": MISSING, "password": MISSING });
        let bare = app.answer_to(app.request(Method::POST, "/api/register", &Nobody)).await;
        assert_bad_request(&bare, faults.clone());
        let other_type = send(&app, &Nobody, ("POST", "/api/register"), Some("text/plain"), "").await;
        assert_bad_request(&other_type, faults.clone());
        assert_bad_request(&app.post("/api/register", &Nobody, json!({})).await, faults);
    }

    async fn all_invalid_fields_are_reported_and_unknown_fields_ignored(app: TestApp) {
        let mixed =
            json!({ "email": 5, "name": ["docs"], "password": null, "username_": "x", "admin": true });
        let faults =
            json!({ "email": NO_STRING, "username": MISSING, "name": NO_STRING, "password": NO_STRING });
        assert_bad_request(&app.post("/api/register", &Nobody, mixed).await, faults);
        let ann = app.register("ann").await;
        let update = json!({ "username": 5, "name": { "first": "Ann" }, "user_id": 7 });
        let faults = json!({ "username": NO_STRING, "name": NO_STRING });
        assert_bad_request(&app.post("/api/update", &ann, update).await, faults);
        for id in [json!("2"), json!(1.5), json!(null), json!([2]), json!(true), json!({}), json!(1e300)] {
            let answer = app.post("/api/chats", &ann, json!({ "companion_id": id, "extra": 1 })).await;
            assert_bad_request(&answer, json!({ "companion_id": NO_INTEGER }));
        }
        let known: Value = json!({ "name": "Ann Lee", "email": "other@example.com", "user_id": 99 });
        assert_eq!(app.post("/api/update", &ann, known).await.status, 202);
        assert_eq!(app.get("/api/me", &ann).await.json()["data"]["email"], ann.email);
    }

    async fn form_and_query_string_are_not_read(app: TestApp) {
        let ann = app.register("ann").await;
        let missing = json!({ "companion_id": MISSING });
        let query = app.answer_to(app.request(Method::POST, "/api/chats?companion_id=2", &ann)).await;
        assert_bad_request(&query, missing);
        let form = app.request(Method::POST, "/api/chats", &ann).form(&[("companion_id", "2")]);
        assert_refused(&app.answer_to(form).await, 415, "unsupported_media_type", MEDIA_TYPE);
    }
}
