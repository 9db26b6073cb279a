//! Whatever is asked, the server doesn't fail.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use simple_chats_tests::app::basic;
use simple_chats_tests::{Backend, TestApp, TestUser};

const CASES: u32 = 250;

#[derive(Debug, Clone)]
struct Request {
    method: &'static str,
    path: String,
    media_type: &'static str,
    body: Vec<u8>,
    authorization: Option<String>,
    key: Option<String>,
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0_i64..6).prop_map(|id| id.to_string()),
        1 => any::<i64>().prop_map(|id| id.to_string()),
        1 => "[^/?#]{0,8}",
    ]
}

fn path() -> impl Strategy<Value = String> {
    let known = prop_oneof![
        Just("/api/users".to_owned()),
        Just("/api/chats".to_owned()),
        Just("/api/me".to_owned()),
        Just("/api/register".to_owned()),
        Just("/api/update".to_owned()),
        Just("/api/forgot-password".to_owned()),
        Just("/api/reset-password".to_owned()),
        id().prop_map(|id| format!("/api/users/{id}")),
        id().prop_map(|id| format!("/api/users/{id}/messages")),
        id().prop_map(|id| format!("/api/chats/{id}")),
        id().prop_map(|id| format!("/api/chats/{id}/read")),
        id().prop_map(|id| format!("/api/chats/{id}/changes")),
        id().prop_map(|id| format!("/api/chats/{id}/messages")),
        (id(), id()).prop_map(|(chat, message)| format!("/api/chats/{chat}/messages/{message}")),
        "/api/[a-z/.%0-9]{0,20}",
    ];
    let key = prop::sample::select(vec![
        "limit",
        "offset",
        "after",
        "before",
        "name-like",
        "text",
        "ordered-by",
        "date_joined",
    ]);
    let query = prop::option::of((key, "[^&#]{0,12}"));
    (known, query).prop_map(|(path, query)| match query {
        Some((key, value)) => format!("{path}?{key}={value}"),
        None => path,
    })
}

fn field() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        any::<String>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        (1_i64..5).prop_map(serde_json::Value::from),
        prop::collection::vec(any::<String>(), 0..4).prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let key = prop::sample::select(vec![
        "email",
        "username",
        "name",
        "companion_id",
        "message_id",
        "text",
        "texts",
        "token",
        "delete_messages",
    ]);
    let object = prop::collection::btree_map(key, field(), 0..6);
    prop_oneof![
        3 => object.prop_map(|object| serde_json::to_vec(&object).expect("JSON")),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => Just(Vec::new()),
    ]
}

fn request(good: String) -> impl Strategy<Value = Request> {
    let authorization = prop_oneof![
        6 => Just(Some(good)),
        1 => Just(None),
        1 => "[ -~]{0,40}".prop_map(Some),
        1 => (any::<String>(), any::<String>()).prop_map(|(login, password)| Some(basic(&login, &password))),
    ];
    (
        prop::sample::select(vec!["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]),
        path(),
        prop::sample::select(vec!["application/json", "application/json", "text/plain", ""]),
        body(),
        authorization,
        prop::option::weighted(0.2, "[ -~]{0,70}"),
    )
        .prop_map(|(method, path, media_type, body, authorization, key)| Request {
            method,
            path,
            media_type,
            body,
            authorization,
            key,
        })
}

async fn status_of(app: &TestApp, request: Request) -> u16 {
    let method = Method::from_bytes(request.method.as_bytes()).expect("a method");
    let caller: &dyn simple_chats_tests::Caller = match &request.authorization {
        Some(authorization) => authorization,
        None => &simple_chats_tests::Nobody,
    };
    let mut builder = app.request(method, &request.path, caller).header("content-type", request.media_type);
    if let Some(key) = &request.key {
        builder = builder.header("idempotency-key", key);
    }
    app.answer_to(builder.body(request.body)).await.status
}

/// Two users with a chat, a message of each, and the credentials of one.
async fn inhabited(app: &TestApp) -> TestUser {
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let chat = app.open_chat(&ann, &ben).await;
    app.send(&ann, chat, &["hello"]).await;
    app.send(&ben, chat, &["hello"]).await;
    ann
}

fn no_request_makes_it_fail(backend: Backend) {
    if !backend.is_here() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = runtime.block_on(TestApp::spawn(backend, &[]));
    let ann = runtime.block_on(inhabited(&app));
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let strategy = request(basic(&ann.email, &ann.password));
    let result = runner.run(&strategy, |request| {
        let status = runtime.block_on(status_of(&app, request));
        prop_assert!((200..500).contains(&status), "{}", status);
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(runtime.block_on(app.is_alive()));
}

#[test]
fn no_request_makes_it_fail_on_sqlite() {
    no_request_makes_it_fail(Backend::Sqlite);
}

#[test]
fn no_request_makes_it_fail_on_postgres() {
    no_request_makes_it_fail(Backend::Postgres);
}
