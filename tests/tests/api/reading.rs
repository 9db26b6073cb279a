//! `POST /api/chats/{chat_id}/read`.

use super::support::{MISSING, NO_INTEGER, assert_answer, assert_bad_request, assert_not_found};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn the_read_mark_only_moves_forward(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["one", "two", "three"]).await;
        let path = format!("/api/chats/{chat}/read");
        let unread = async || app.first_chat(&ben).await["unread"].clone();
        assert_eq!(unread().await, 3);
        assert_answer("read", &app.post(&path, &ben, json!({ "message_id": ids[1] })).await);
        assert_eq!(unread().await, 1);
        let back = app.post(&path, &ben, json!({ "message_id": ids[0] })).await;
        assert_eq!((back.status, &back.json()["message_id"]), (200, &json!(ids[1])));
        assert_eq!(unread().await, 1);
        let chat = app.first_chat(&ann).await;
        assert_eq!((&chat["read_up_to"], &chat["companion_read_up_to"]), (&json!(0), &json!(ids[1])));
    }

    async fn field_and_message_are_checked_in_this_order(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        let elsewhere = app.send(&ann, other, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/read");
        let missing = json!({ "message_id": MISSING });
        assert_bad_request(&app.post(&path, &ann, json!({})).await, missing);
        let wrong = json!({ "message_id": NO_INTEGER });
        assert_bad_request(&app.post(&path, &ann, json!({ "message_id": "1" })).await, wrong);
        let unknown = app.post(&path, &ann, json!({ "message_id": 99 })).await;
        assert_not_found(&unknown, "Message 99");
        let from_elsewhere = app.post(&path, &ann, json!({ "message_id": elsewhere })).await;
        assert_eq!(from_elsewhere.status / 100, 4, "{}", from_elsewhere.body);
    }
}
