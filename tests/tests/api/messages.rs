//! `/api/chats/{chat_id}/messages/{message_id}`.

use super::support::{MISSING, NO_STRING, assert_answer, assert_not_found, assert_refused};
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::{TestApp, TestResponse, TestUser, on_one_and_on_two_instances, texts};

async fn get_delete_and_put(app: &TestApp, caller: &TestUser, path: &str) -> [TestResponse; 3] {
    let put = app.put(path, caller, json!({ "text": "changed" })).await;
    [app.get(path, caller).await, app.delete(path, caller).await, put]
}

on_one_and_on_two_instances! {
    async fn a_message_is_shown_changed_and_deleted(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["one", "two"]).await;
        let path = format!("/api/chats/{chat}/messages/{}", ids[0]);
        assert_answer("message", &app.get(&path, &ben).await);
        let changed = app.put(&path, &ann, json!({ "text": "I was changed" })).await;
        assert_answer("message_changed", &changed);
        assert_eq!(app.get(&path, &ben).await.json()["data"]["text"], "I was changed");
        // The body of a deletion isn't read.
        let deletion = app.request(Method::DELETE, &path, &ann).body("anything");
        assert_answer("message_deleted", &app.answer_to(deletion).await);
        let list = app.get(&format!("/api/chats/{chat}/messages"), &ben).await;
        assert_eq!(list.column("message_id"), [json!(ids[1])]);
    }

    async fn message_chat_and_owner_are_checked_in_this_order(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = |chat: i64, message: i64| format!("/api/chats/{chat}/messages/{message}");
        for answer in get_delete_and_put(&app, &ann, &path(chat, 99)).await {
            assert_not_found(&answer, "Message 99");
        }
        for answer in get_delete_and_put(&app, &cat, &path(other, message)).await {
            let text = format!("Message {message} is not from the chat {other}");
            assert_refused(&answer, 403, "not_yours", text);
        }
        let [shown, deleted, changed] = get_delete_and_put(&app, &ben, &path(chat, message)).await;
        assert_eq!(shown.status, 200);
        for answer in [deleted, changed] {
            assert_refused(&answer, 403, "not_yours", format!("Message {message} does not belong to you"));
        }
        assert_eq!(app.get(&path(chat, message), &ann).await.json()["data"]["text"], "hello");
    }

    async fn a_deleted_message_is_unknown(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        app.delete(&path, &ann).await;
        for answer in get_delete_and_put(&app, &ann, &path).await {
            assert_not_found(&answer, &format!("Message {message}"));
        }
        assert_eq!(app.get(&path, &ben).await.status, 404);
    }

    async fn the_new_text_is_checked_last(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        let field = |text: &str| json!({ "text": text });
        let no_texts = [
            (json!({}), "bad_request", field(MISSING)),
            (json!({ "text": null }), "bad_request", field(NO_STRING)),
            (json!({ "text": ["x"] }), "bad_request", field(NO_STRING)),
        ];
        let refused = texts::refused();
        let texts = refused.iter().map(|(text, code, message)| (field(text), *code, field(message)));
        for (body, code, message) in no_texts.into_iter().chain(texts) {
            assert_refused(&app.put(&path, &ann, body.clone()).await, 400, code, message);
            let foreign = app.put(&path, &ben, body).await;
            assert_eq!(foreign.status, 403, "the owner is checked before the text");
        }
        assert_eq!(app.get(&path, &ann).await.json()["data"]["text"], "hello");
    }

    async fn an_edit_to_the_same_text_is_no_change(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        let answer = app.put(&path, &ann, json!({ "text": "hello" })).await;
        assert_eq!((answer.status, &answer.json()["text"]), (200, &json!("hello")));
        assert_eq!(app.first_chat(&ann).await["revision"], 1);
    }
}
