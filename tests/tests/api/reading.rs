//! `POST /api/chats/{chat_id}/read`.

use super::support::{assert_answer, assert_refused};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn the_mark_moves_forward_only(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let ids = app.send(&ann, chat, &["one", "two", "three"]).await;
        let path = format!("/api/chats/{chat}/read");
        let unread =
            async || app.get("/api/chats?expand=true", &ben).await.json()["data"][0]["unread"].clone();
        assert_eq!(unread().await, 3);
        assert_answer("read", &app.post(&path, &ben, json!({ "message_id": ids[1] })).await);
        assert_eq!(unread().await, 1);
        let back = app.post(&path, &ben, json!({ "message_id": ids[0] })).await;
        assert_eq!((back.status, &back.json()["message_id"]), (200, &json!(ids[1])));
        assert_eq!(unread().await, 1);
        let chat = app.get("/api/chats?expand=true", &ann).await.json()["data"][0].clone();
        assert_eq!((&chat["read_up_to"], &chat["companion_read_up_to"]), (&json!(0), &json!(ids[1])));
    }

    async fn chat_field_and_message_are_checked_in_this_order(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        let elsewhere = app.send(&ann, other, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/read");
        for body in [json!({}), json!({ "message_id": elsewhere })] {
            let missing = app.post("/api/chats/99/read", &ann, body.clone()).await;
            assert_refused(&missing, 404, "not_found", "Chat 99 does not exist");
            let foreign = app.post(&path, &cat, body).await;
            assert_refused(
                &foreign,
                403,
                "not_yours",
                format!("You are not a participant of this chat {chat}"),
            );
        }
        let missing = json!({ "message_id": "Missing required parameter in the JSON body" });
        assert_refused(&app.post(&path, &ann, json!({})).await, 400, "bad_request", missing);
        let wrong = json!({ "message_id": "Must be an integer" });
        assert_refused(&app.post(&path, &ann, json!({ "message_id": "1" })).await, 400, "bad_request", wrong);
        let unknown = app.post(&path, &ann, json!({ "message_id": 99 })).await;
        assert_refused(&unknown, 404, "not_found", "Message 99 does not exist");
        let from_elsewhere = app.post(&path, &ann, json!({ "message_id": elsewhere })).await;
        assert_eq!(from_elsewhere.status / 100, 4, "{}", from_elsewhere.body);
    }
}
