//! `POST /api/users/{user_id}/messages`.

use super::support::{assert_answer, assert_refused};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

fn hello() -> serde_json::Value {
    json!({ "texts": ["hello"] })
}

on_one_and_on_two_instances! {
    async fn the_chat_is_made_where_there_is_none(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_answer(
            "sent_to_user",
            &app.post(&format!("/api/users/{}/messages", ben.user_id), &ann, hello()).await,
        );
        let back = json!({ "texts": ["hi", "there"] });
        let answer = app.post(&format!("/api/users/{}/messages", ann.user_id), &ben, back).await;
        assert_answer("sent_to_user_again", &answer);
        assert_eq!(app.get("/api/chats", &ann).await.column("chat_id"), [json!(1)]);
        assert_eq!(app.get("/api/chats/1/messages", &ann).await.column("text"), ["hello", "hi", "there"]);
    }

    async fn user_self_and_texts_are_checked_in_this_order(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for body in [json!({}), json!({ "texts": [""] }), hello()] {
            let unknown = app.post("/api/users/99/messages", &ann, body.clone()).await;
            assert_refused(&unknown, 404, "not_found", "User 99 does not exist");
            let myself = app.post(&format!("/api/users/{}/messages", ann.user_id), &ann, body).await;
            assert_refused(&myself, 400, "not_possible", "You cannot create a chat with yourself");
        }
        let path = format!("/api/users/{}/messages", ben.user_id);
        let missing = json!({ "texts": "Missing required parameter in the JSON body" });
        assert_refused(&app.post(&path, &ann, json!({})).await, 400, "bad_request", missing);
        let empty = json!({ "texts": "Message text length cannot be equal to zero" });
        assert_refused(&app.post(&path, &ann, json!({ "texts": "" })).await, 400, "empty", empty);
        assert_eq!(app.get("/api/chats", &ann).await.column("chat_id"), [] as [i64; 0], "no chat was made");
    }

    async fn after_the_chat_was_deleted_a_new_one_is_made(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let first = app.post(&path, &ann, hello()).await.json()["chat_id"].clone();
        app.delete(&format!("/api/chats/{first}"), &ben).await;
        let second = app.post(&path, &ann, hello()).await.json()["chat_id"].clone();
        assert!(second.as_i64() > first.as_i64(), "{second}");
    }
}
