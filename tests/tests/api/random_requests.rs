//! Random requests get valid responses.

use crate::support::random_requests::{assert_valid_responses, id, start, with_query};
use proptest::prelude::*;
use reqwest::Method;
use simple_chats_tests::app::basic;
use simple_chats_tests::{Backend, Caller, Nobody, TestApp, TestUser};

const CASES: u32 = 250;

/// Method, path, media type, body, credentials, and key of a request.
type Request = (&'static str, String, &'static str, Vec<u8>, Option<String>, Option<String>);

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
    with_query(
        known,
        &["limit", "offset", "after", "before", "name-like", "text", "ordered-by", "date_joined"],
    )
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
}

async fn send(app: &TestApp, request: Request) -> Result<(), TestCaseError> {
    let (method, path, media_type, body, authorization, key) = request;
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let caller: &dyn Caller = match &authorization {
        Some(authorization) => authorization,
        None => &Nobody,
    };
    let mut builder = app.request(method, &path, caller).header("content-type", media_type);
    if let Some(key) = key {
        builder = builder.header("idempotency-key", key);
    }
    let status = app.answer_to(builder.body(body)).await.status;
    prop_assert!((200..500).contains(&status), "{}", status);
    Ok(())
}

/// Creates two users with a chat, and a message of each. Returns the first one.
async fn prepare(app: &TestApp) -> TestUser {
    let (ann, ben, chat) = app.chat_of_two().await;
    app.send(&ann, chat, &["hello"]).await;
    app.send(&ben, chat, &["hello"]).await;
    ann
}

fn random_requests_get_valid_responses(backend: Backend) {
    let Some(server) = start(backend) else { return };
    let (runtime, app) = &server;
    let ann = runtime.block_on(prepare(app));
    let requests = request(basic(&ann.email, &ann.password));
    assert_valid_responses(&server, CASES, &requests, async |request| send(app, request).await);
}

#[test]
fn random_requests_get_valid_responses_on_sqlite() {
    random_requests_get_valid_responses(Backend::Sqlite);
}

#[test]
fn random_requests_get_valid_responses_on_postgres() {
    random_requests_get_valid_responses(Backend::Postgres);
}
