//! `Idempotency-Key`: a request that is repeated sends nothing twice.

use super::support::assert_refused;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestResponse, TestUser, on_one_and_on_two_instances};

async fn send(app: &TestApp, caller: &TestUser, path: &str, key: &str, texts: Value) -> TestResponse {
    let request = app.request(Method::POST, path, caller).header("Idempotency-Key", key);
    app.answer_to(request.json(&json!({ "texts": texts }))).await
}

fn same(one: &TestResponse, other: &TestResponse) {
    assert_eq!((one.status, one.json()), (201, other.json()), "{}", other.body);
    assert_eq!(other.status, 201);
}

on_one_and_on_two_instances! {
    async fn the_same_request_gets_the_same_answer(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        let texts = json!(["one", "two"]);
        let first = send(&app, &ann, &path, "k1", texts.clone()).await;
        same(&first, &send(&app, &ann, &path, "k1", texts.clone()).await);
        let by_user = format!("/api/users/{}/messages", ben.user_id);
        same(&first, &send(&app, &ann, &by_user, "k1", texts).await);
        assert_eq!(app.get(&path, &ben).await.column("text"), ["one", "two"]);
    }

    async fn the_same_key_with_other_texts_is_a_conflict(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        send(&app, &ann, &path, "k1", json!(["one", "two"])).await;
        for texts in [json!(["one"]), json!(["two", "one"]), json!(["one", "two", "three"]), json!("one")] {
            let answer = send(&app, &ann, &path, "k1", texts).await;
            assert_refused(&answer, 409, "conflict", "This key was used for another message before");
        }
        assert_eq!(app.get(&path, &ben).await.column("text"), ["one", "two"]);
    }

    async fn a_key_belongs_to_its_sender_and_chat(app: TestApp) {
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

    async fn an_edit_or_a_deletion_since_then_changes_nothing_about_it(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        let first = send(&app, &ann, &path, "k1", json!(["one", "two"])).await;
        let ids = first.integers("message_ids");
        app.put(&format!("{path}/{}", ids[0]), &ann, json!({ "text": "edited" })).await;
        same(&first, &send(&app, &ann, &path, "k1", json!(["one", "two"])).await);
        same(&first, &send(&app, &ann, &path, "k1", json!(["edited", "two"])).await);
        let other = send(&app, &ann, &path, "k1", json!(["one", "three"])).await;
        assert_refused(&other, 409, "conflict", "This key was used for another message before");
        app.delete(&format!("{path}/{}", ids[1]), &ann).await;
        same(&first, &send(&app, &ann, &path, "k1", json!(["one", "two"])).await);
        assert_eq!(app.get(&path, &ben).await.column("text"), ["edited"]);
    }

    async fn of_many_equal_requests_at_once_one_sends(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let sending = (0..8).map(|_| send(&app, &ann, &path, "k1", json!(["one", "two"])));
        let answers = futures_util::future::join_all(sending).await;
        for answer in &answers[1..] {
            same(&answers[0], answer);
        }
        let chat = answers[0].json()["chat_id"].clone();
        let stored = app.get(&format!("/api/chats/{chat}/messages"), &ben).await;
        assert_eq!(stored.column("text"), ["one", "two"]);
    }

    async fn a_key_has_1_to_64_characters(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        let wrong =
            json!({ "Idempotency-Key": "Must be a string of 1 to 64 characters without control characters" });
        for key in ["", &"k".repeat(65), "a\tb"] {
            assert_refused(
                &send(&app, &ann, &path, key, json!("x")).await,
                400,
                "bad_request",
                wrong.clone(),
            );
        }
        for key in ["k".repeat(64), "ключ".repeat(16)] {
            assert_eq!(send(&app, &ann, &path, &key, json!("x")).await.status, 201);
        }
        let bytes = app.request(Method::POST, &path, &ann).header("Idempotency-Key", &b"\xff\xfe"[..]);
        let answer = app.answer_to(bytes.json(&json!({ "texts": "x" }))).await;
        assert_refused(&answer, 400, "bad_request", wrong);
    }

    async fn without_a_key_every_request_sends(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        assert_ne!(app.send(&ann, chat, &["hello"]).await, app.send(&ann, chat, &["hello"]).await);
    }

    async fn a_key_lives_as_long_as_its_chat(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let first = send(&app, &ann, &path, "k1", json!(["hello"])).await;
        app.delete(&format!("/api/chats/{}", first.json()["chat_id"]), &ben).await;
        let second = send(&app, &ann, &path, "k1", json!(["something else"])).await;
        assert_eq!(second.status, 201, "{}", second.body);
        assert_ne!(second.json()["chat_id"], first.json()["chat_id"]);
    }

    async fn a_repeated_request_is_answered_though_the_companion_has_left(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let paths = [format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ben.user_id)];
        let first = send(&app, &ann, &paths[0], "k1", json!(["hello"])).await;
        let leave = app.request(Method::DELETE, "/api/me", &ben).json(&json!({ "password": ben.password }));
        assert_eq!(app.answer_to(leave).await.status, 200);
        for path in paths {
            same(&first, &send(&app, &ann, &path, "k1", json!(["hello"])).await);
            assert_eq!(send(&app, &ann, &path, "k2", json!(["hello"])).await.status, 403);
        }
    }
}
