//! `POST /api/chats/{chat_id}/messages` and `POST /api/users/{user_id}/messages`, and the list of messages.

use super::support::{MISSING, assert_answer, assert_bad_request, assert_not_found, assert_refused};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances, texts};

on_one_and_on_two_instances! {
    async fn one_text_or_several_are_sent_and_listed(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        assert_answer("no_messages", &app.get(&path, &ben).await);
        let two = json!({ "texts": ["Hello", "How are you?"] });
        assert_answer("messages_sent", &app.post(&path, &ann, two).await);
        assert_answer("message_sent", &app.post(&path, &ben, json!({ "texts": ["Fine"] })).await);
        let single = app.post(&path, &ann, json!({ "texts": "a string for a list of one" })).await;
        assert_answer("string_sent", &single);
        assert_answer("messages", &app.get(&path, &ben).await);
    }

    async fn texts_must_be_1_to_100_strings(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let list = json!({ "texts": "Must be a list of 1 to 100 strings" });
        let many: Vec<String> = (0..101).map(|number| number.to_string()).collect();
        for texts in
            [json!([]), json!(5), json!(null), json!({}), json!(["a", 5]), json!([["a"]]), json!(many)]
        {
            let answer = app.post(&path, &ann, json!({ "texts": texts })).await;
            assert_bad_request(&answer, list.clone());
        }
        let missing = json!({ "texts": MISSING });
        assert_bad_request(&app.post(&path, &ann, json!({ "text": "hello" })).await, missing);
        let hundred = app.post(&path, &ann, json!({ "texts": many[..100] })).await;
        assert_eq!(hundred.integers("message_ids").len(), 100);
        assert_eq!(app.texts(chat, &ben).await, many[..100]);
    }

    async fn one_invalid_text_prevents_the_whole_request(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        for (text, code, message) in texts::refused() {
            let answer = app.post(&path, &ann, json!({ "texts": ["fine", text] })).await;
            assert_refused(&answer, 400, code, json!({ "texts": message }));
        }
        assert_eq!(app.texts(chat, &ben).await, [""; 0]);
    }

    async fn texts_keep_all_scripts_and_line_breaks(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (sent, expected): (Vec<String>, Vec<String>) = texts::kept().into_iter().unzip();
        app.send(&ann, chat, &sent.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert_eq!(app.texts(chat, &ben).await, expected);
    }

    async fn a_hundred_of_the_longest_texts_fit_into_one_request(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let text = "\u{1F600}".repeat(4000);
        let ids = app.send(&ann, chat, &[text.as_str(); 100]).await;
        assert_eq!(ids.len(), 100);
    }

    async fn the_chat_is_created_if_there_is_none(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_answer(
            "sent_to_user",
            &app.post(&format!("/api/users/{}/messages", ben.user_id), &ann, json!({ "texts": ["hello"] }))
                .await,
        );
        let back = json!({ "texts": ["hi", "there"] });
        let answer = app.post(&format!("/api/users/{}/messages", ann.user_id), &ben, back).await;
        assert_answer("sent_to_user_again", &answer);
        let chat = answer.json()["chat_id"].as_i64().unwrap();
        assert_eq!(app.chat_ids(&ann).await, [chat]);
        assert_eq!(app.texts(chat, &ann).await, ["hello", "hi", "there"]);
    }

    async fn user_and_texts_are_checked_in_this_order(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for body in [json!({}), json!({ "texts": [""] }), json!({ "texts": ["hello"] })] {
            let unknown = app.post("/api/users/99/messages", &ann, body.clone()).await;
            assert_not_found(&unknown, "User 99");
            let myself = app.post(&format!("/api/users/{}/messages", ann.user_id), &ann, body).await;
            assert_refused(&myself, 400, "not_possible", "You cannot create a chat with yourself");
        }
        let path = format!("/api/users/{}/messages", ben.user_id);
        let missing = json!({ "texts": MISSING });
        assert_bad_request(&app.post(&path, &ann, json!({})).await, missing);
        let empty = json!({ "texts": "Message text length cannot be equal to zero" });
        assert_refused(&app.post(&path, &ann, json!({ "texts": "" })).await, 400, "empty", empty);
        assert_eq!(app.chat_ids(&ann).await, [0; 0], "no chat was created");
    }

    async fn a_new_chat_is_created_after_a_deletion(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let first = app.post(&path, &ann, json!({ "texts": ["hello"] })).await.json()["chat_id"].clone();
        app.delete(&format!("/api/chats/{first}"), &ben).await;
        let second = app.post(&path, &ann, json!({ "texts": ["hello"] })).await.json()["chat_id"].clone();
        assert!(second.as_i64() > first.as_i64(), "{second}");
    }
}
