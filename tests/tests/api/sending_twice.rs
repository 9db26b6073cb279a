//! `Idempotency-Key`: a repeated request sends nothing twice.

use super::support::{assert_bad_request, assert_refused};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestResponse, TestUser, on_one_and_on_two_instances};

async fn send(app: &TestApp, caller: &TestUser, path: &str, key: &str, texts: Value) -> TestResponse {
    let request = app.request(Method::POST, path, caller).header("Idempotency-Key", key);
    app.answer_to(request.json(&json!({ "texts": texts }))).await
}

#[track_caller]
fn assert_same(one: &TestResponse, other: &TestResponse) {
    assert_eq!((one.status, one.json()), (201, other.json()), "{}", other.body);
    assert_eq!(other.status, 201);
}

on_one_and_on_two_instances! {
    async fn a_repeated_request_gets_the_same_response(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let texts = json!(["one", "two"]);
        let first = send(&app, &ann, &path, "k1", texts.clone()).await;
        assert_same(&first, &send(&app, &ann, &path, "k1", texts.clone()).await);
        let by_user = format!("/api/users/{}/messages", ben.user_id);
        assert_same(&first, &send(&app, &ann, &by_user, "k1", texts).await);
        assert_eq!(app.texts(chat, &ben).await, ["one", "two"]);
    }

    async fn another_request_with_the_same_key_is_a_conflict(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        send(&app, &ann, &path, "k1", json!(["one", "two"])).await;
        for texts in [json!(["one"]), json!(["two", "one"]), json!(["one", "two", "three"]), json!("one")] {
            let answer = send(&app, &ann, &path, "k1", texts).await;
            assert_refused(&answer, 409, "conflict", "This key was used for another message before");
        }
        assert_eq!(app.texts(chat, &ben).await, ["one", "two"]);
    }

    async fn a_key_is_unique_for_sender_and_chat(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        let other = format!("/api/chats/{}/messages", app.open_chat(&ann, &cat).await);
        for (caller, path, key) in
            [(&ann, &path, "k1"), (&ben, &path, "k1"), (&ann, &other, "k1"), (&ann, &path, "K1")]
        {
            assert_eq!(send(&app, caller, path, key, json!(["hello"])).await.status, 201);
        }
        assert_eq!(app.get(&path, &ann).await.column("text").len(), 3);
        assert_eq!(app.get(&other, &ann).await.column("text").len(), 1);
    }

    async fn edits_and_deletions_do_not_change_the_response_to_a_repeated_request(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let first = send(&app, &ann, &path, "k1", json!(["one", "two"])).await;
        let ids = first.integers("message_ids");
        app.put(&format!("{path}/{}", ids[0]), &ann, json!({ "text": "edited" })).await;
        assert_same(&first, &send(&app, &ann, &path, "k1", json!(["one", "two"])).await);
        assert_same(&first, &send(&app, &ann, &path, "k1", json!(["edited", "two"])).await);
        let other = send(&app, &ann, &path, "k1", json!(["one", "three"])).await;
        assert_refused(&other, 409, "conflict", "This key was used for another message before");
        app.delete(&format!("{path}/{}", ids[1]), &ann).await;
        assert_same(&first, &send(&app, &ann, &path, "k1", json!(["one", "two"])).await);
        assert_eq!(app.texts(chat, &ben).await, ["edited"]);
    }

    async fn one_of_concurrent_equal_requests_sends(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let sending = (0..8).map(|_| send(&app, &ann, &path, "k1", json!(["one", "two"])));
        let answers = futures_util::future::join_all(sending).await;
        for answer in &answers[1..] {
            assert_same(&answers[0], answer);
        }
        let chat = answers[0].json()["chat_id"].clone();
        let stored = app.get(&format!("/api/chats/{chat}/messages"), &ben).await;
        assert_eq!(stored.column("text"), ["one", "two"]);
    }

    async fn a_key_has_1_to_64_characters(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let wrong =
            json!({ "Idempotency-Key": "Must be a string of 1 to 64 characters without control characters" });
        for key in ["", &"k".repeat(65), "a\tb"] {
            assert_bad_request(&send(&app, &ann, &path, key, json!("x")).await, wrong.clone());
        }
        for key in ["k".repeat(64), "ключ".repeat(16)] {
            assert_eq!(send(&app, &ann, &path, &key, json!("x")).await.status, 201);
        }
        let bytes = app.request(Method::POST, &path, &ann).header("Idempotency-Key", &b"\xff\xfe"[..]);
        let answer = app.answer_to(bytes.json(&json!({ "texts": "x" }))).await;
        assert_bad_request(&answer, wrong);
    }

    async fn without_a_key_every_request_sends(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        assert_ne!(app.send(&ann, chat, &["hello"]).await, app.send(&ann, chat, &["hello"]).await);
    }

    async fn a_key_is_deleted_with_its_chat(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let first = send(&app, &ann, &path, "k1", json!(["hello"])).await;
        app.delete(&format!("/api/chats/{}", first.json()["chat_id"]), &ben).await;
        let second = send(&app, &ann, &path, "k1", json!(["something else"])).await;
        assert_eq!(second.status, 201, "{}", second.body);
        assert_ne!(second.json()["chat_id"], first.json()["chat_id"]);
    }

    async fn a_repeated_request_succeeds_after_the_companion_was_deleted(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let paths = [format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ben.user_id)];
        let first = send(&app, &ann, &paths[0], "k1", json!(["hello"])).await;
        app.delete_account(&ben).await;
        for path in paths {
            assert_same(&first, &send(&app, &ann, &path, "k1", json!(["hello"])).await);
            assert_eq!(send(&app, &ann, &path, "k2", json!(["hello"])).await.status, 403);
        }
    }
}
