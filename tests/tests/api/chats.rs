//! `/api/chats` and `/api/chats/{chat_id}`.

use super::support::{assert_answer, assert_posts_refused, assert_refused};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn a_chat_is_created_listed_shown_and_deleted(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        assert_answer("no_chats", &app.get("/api/chats", &ann).await);
        let created = app.post("/api/chats", &ben, json!({ "companion_id": ann.user_id })).await;
        assert_answer("chat_created", &created);
        let other = app.open_chat(&cat, &ben).await;
        assert_answer("chats", &app.get("/api/chats", &ben).await);
        assert_answer("chat", &app.get(&format!("/api/chats/{other}"), &ben).await);
        assert_answer("chat_deleted", &app.delete(&format!("/api/chats/{other}"), &ben).await);
        assert_eq!(
            app.get("/api/chats", &cat).await.column("chat_id"),
            [] as [i64; 0],
            "it is gone for both"
        );
    }

    async fn what_can_be_no_companion_is_refused_in_order(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        app.open_chat(&ann, &ben).await;
        assert_posts_refused(
            &app,
            "/api/chats",
            &ben,
            &[
                (json!({ "companion_id": 99 }), 404, "not_found", json!("User 99 does not exist")),
                (
                    json!({ "companion_id": ben.user_id }),
                    400,
                    "not_possible",
                    json!("You cannot create a chat with yourself"),
                ),
                (
                    json!({ "companion_id": ann.user_id }),
                    400,
                    "conflict",
                    json!(format!("Your chat with the user {} already exists", ann.user_id)),
                ),
                (
                    json!({}),
                    400,
                    "bad_request",
                    json!({ "companion_id": "Missing required parameter in the JSON body" }),
                ),
                (
                    json!({ "companion_id": "1" }),
                    400,
                    "bad_request",
                    json!({ "companion_id": "Must be an integer" }),
                ),
            ],
        )
        .await;
    }

    async fn a_chat_is_for_its_two_users_alone(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let (mine, missing) = (format!("/api/chats/{chat}"), "/api/chats/99");
        let not_yours = format!("You are not a participant of this chat {chat}");
        for answer in [app.get(&mine, &cat).await, app.delete(&mine, &cat).await] {
            assert_refused(&answer, 403, "not_yours", not_yours.clone());
        }
        for answer in [app.get(missing, &ann).await, app.delete(missing, &ann).await] {
            assert_refused(&answer, 404, "not_found", "Chat 99 does not exist");
        }
        assert_eq!(app.get(&mine, &ben).await.status, 200, "it is still there");
    }

    async fn with_a_chat_its_messages_go(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let [message] = app.send(&ann, chat, &["hello"]).await[..] else { panic!("not one message") };
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ann).await.status, 200);
        let gone = app.get(&format!("/api/chats/{chat}/messages"), &ben).await;
        assert_refused(&gone, 404, "not_found", format!("Chat {chat} does not exist"));
        let again = app.open_chat(&ben, &ann).await;
        assert!(again > chat, "ids are never used again");
        assert_eq!(
            app.get(&format!("/api/chats/{again}/messages"), &ben).await.column("text"),
            [] as [&str; 0]
        );
        let [next] = app.send(&ann, again, &["hello"]).await[..] else { panic!("not one message") };
        assert!(next > message, "ids are never used again");
    }

    async fn a_chat_that_was_deleted_is_unknown(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let path = format!("/api/chats/{chat}");
        app.delete(&path, &ben).await;
        assert_refused(
            &app.delete(&path, &ann).await,
            404,
            "not_found",
            format!("Chat {chat} does not exist"),
        );
    }
}
