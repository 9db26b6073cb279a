//! `/api/chats`, expanded or not, and `/api/chats/{chat_id}`.

use super::support::{
    MISSING, NO_INTEGER, assert_answer, assert_not_found, assert_posts_refused, assert_refused,
};
use reqwest::Method;
use serde_json::{Value, json};
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
        assert_eq!(app.chat_ids(&cat).await, [0; 0], "it is deleted for both");
    }

    async fn an_invalid_companion_is_refused(app: TestApp) {
        let (ann, ben, _) = app.chat_of_two().await;
        let exists = format!("Your chat with the user {} already exists", ann.user_id);
        let to = |companion_id: i64| json!({ "companion_id": companion_id });
        assert_posts_refused(
            &app,
            "/api/chats",
            &ben,
            &[
                (to(99), 404, "not_found", json!("User 99 does not exist")),
                (to(ben.user_id), 400, "not_possible", json!("You cannot create a chat with yourself")),
                (to(ann.user_id), 400, "conflict", json!(exists)),
                (json!({}), 400, "bad_request", json!({ "companion_id": MISSING })),
                (json!({ "companion_id": "1" }), 400, "bad_request", json!({ "companion_id": NO_INTEGER })),
            ],
        )
        .await;
    }

    async fn an_unknown_chat_and_a_chat_of_others_are_refused_before_the_request_is_read(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cat = app.register("cat").await;
        for (method, path, body) in [
            (Method::GET, "", json!({})),
            (Method::DELETE, "", json!({})),
            (Method::GET, "/changes", json!({})),
            (Method::GET, "/changes?after=x", json!({})),
            (Method::POST, "/read", json!({})),
            (Method::POST, "/read", json!({ "message_id": 99 })),
            (Method::GET, "/messages", json!({})),
            (Method::POST, "/messages", json!({})),
            (Method::POST, "/messages", json!({ "texts": [""] })),
            (Method::GET, "/messages/99", json!({})),
            (Method::PUT, "/messages/99", json!({ "text": "changed" })),
            (Method::DELETE, "/messages/99", json!({})),
        ] {
            let request = |chat: i64, caller| {
                app.request(method.clone(), &format!("/api/chats/{chat}{path}"), caller).json(&body)
            };
            assert_not_found(&app.answer_to(request(99, &ann)).await, "Chat 99");
            let foreign = app.answer_to(request(chat, &cat)).await;
            assert_refused(
                &foreign,
                403,
                "not_yours",
                format!("You are not a participant of this chat {chat}"),
            );
        }
        assert_eq!(app.get(&format!("/api/chats/{chat}"), &ben).await.status, 200, "it still exists");
    }

    async fn deleting_a_chat_deletes_its_messages(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let [message] = app.send(&ann, chat, &["hello"]).await[..] else { panic!("not one message") };
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ann).await.status, 200);
        let again = app.delete(&format!("/api/chats/{chat}"), &ben).await;
        assert_not_found(&again, &format!("Chat {chat}"));
        let gone = app.get(&format!("/api/chats/{chat}/messages"), &ben).await;
        assert_not_found(&gone, &format!("Chat {chat}"));
        let again = app.open_chat(&ben, &ann).await;
        assert!(again > chat, "ids are never reused");
        assert_eq!(app.texts(again, &ben).await, [""; 0]);
        let [next] = app.send(&ann, again, &["hello"]).await[..] else { panic!("not one message") };
        assert!(next > message, "ids are never reused");
    }

    async fn an_expanded_chat_has_companion_last_message_and_counts(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        app.open_chat(&ben, &cat).await;
        app.send(&ann, chat, &["one", "two", "three"]).await;
        assert_answer("expanded_chats", &app.get("/api/chats?expand=true", &ben).await);
    }

    async fn only_true_expands_and_the_first_value_counts(app: TestApp) {
        let (ann, _ben, _) = app.chat_of_two().await;
        for (query, expanded) in [
            ("expand=true", true),
            ("expand=true&expand=false", true),
            ("expand=false&expand=true", false),
            ("expand=1", false),
            ("expand=", false),
            ("expand", false),
        ] {
            let answer = app.get(&format!("/api/chats?{query}"), &ann).await.json();
            assert_eq!(answer["data"][0].get("companion").is_some(), expanded, "{query}");
        }
    }

    async fn the_last_message_is_the_newest_that_exists(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["one", "two"]).await;
        app.delete(&format!("/api/chats/{chat}/messages/{}", ids[1]), &ann).await;
        let shown = app.first_chat(&ben).await;
        assert_eq!(shown["last_message"]["text"], "one");
        assert_eq!((&shown["unread"], &shown["revision"]), (&json!(1), &json!(3)));
        app.delete(&format!("/api/chats/{chat}/messages/{}", ids[0]), &ann).await;
        let shown = app.first_chat(&ben).await;
        assert_eq!((&shown["last_message"], &shown["unread"]), (&Value::Null, &json!(0)));
    }
}
