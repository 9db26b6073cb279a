//! `GET /api/chats?expand=true`.

use super::support::assert_answer;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn each_chat_also_has_companion_last_message_and_marks(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        app.open_chat(&ben, &cat).await;
        app.send(&ann, chat, &["one", "two", "three"]).await;
        assert_answer("expanded_chats", &app.get("/api/chats?expand=true", &ben).await);
    }

    async fn only_true_expands_and_the_first_counts(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        app.open_chat(&ann, &ben).await;
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

    async fn the_last_message_is_the_newest_that_is_left(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let ids = app.send(&ann, chat, &["one", "two"]).await;
        let seen =
            async |what: &str| app.get("/api/chats?expand=true", &ben).await.json()["data"][0][what].clone();
        app.delete(&format!("/api/chats/{chat}/messages/{}", ids[1]), &ann).await;
        assert_eq!(seen("last_message").await["text"], "one");
        assert_eq!((seen("unread").await, seen("revision").await), (json!(1), json!(3)));
        app.delete(&format!("/api/chats/{chat}/messages/{}", ids[0]), &ann).await;
        assert_eq!((seen("last_message").await, seen("unread").await), (Value::Null, json!(0)));
    }
}
