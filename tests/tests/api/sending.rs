//! `POST /api/chats/{chat_id}/messages`, and the list that shows what was sent.

use super::support::{assert_answer, assert_refused};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances, texts};

on_one_and_on_two_instances! {
    async fn one_text_or_several_are_sent_and_listed(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        let two = json!({ "texts": ["Hello", "How are you?"] });
        assert_answer("messages_sent", &app.post(&path, &ann, two).await);
        assert_answer("message_sent", &app.post(&path, &ben, json!({ "texts": ["Fine"] })).await);
        let single = app.post(&path, &ann, json!({ "texts": "a string for a list of one" })).await;
        assert_answer("string_sent", &single);
        assert_answer("messages", &app.get(&path, &ben).await);
    }

    async fn an_empty_chat_has_no_messages(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        assert_answer("no_messages", &app.get(&format!("/api/chats/{chat}/messages"), &ben).await);
    }

    async fn chat_fields_and_texts_are_checked_in_this_order(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let path = format!("/api/chats/{chat}/messages");
        for body in [json!({}), json!({ "texts": [""] })] {
            let missing = app.post("/api/chats/99/messages", &ann, body.clone()).await;
            assert_refused(&missing, 404, "not_found", "Chat 99 does not exist");
            let foreign = app.post(&path, &cat, body).await;
            assert_refused(
                &foreign,
                403,
                "not_yours",
                format!("You are not a participant of this chat {chat}"),
            );
        }
        for answer in [app.get("/api/chats/99/messages", &ann).await, app.get(&path, &cat).await] {
            assert!([403, 404].contains(&answer.status), "{}", answer.body);
        }
    }

    async fn texts_must_be_1_to_100_strings(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        let list = json!({ "texts": "Must be a list of 1 to 100 strings" });
        let many: Vec<String> = (0..101).map(|number| number.to_string()).collect();
        for texts in
            [json!([]), json!(5), json!(null), json!({}), json!(["a", 5]), json!([["a"]]), json!(many)]
        {
            let answer = app.post(&path, &ann, json!({ "texts": texts })).await;
            assert_refused(&answer, 400, "bad_request", list.clone());
        }
        let missing = json!({ "texts": "Missing required parameter in the JSON body" });
        assert_refused(&app.post(&path, &ann, json!({ "text": "hello" })).await, 400, "bad_request", missing);
        let hundred = app.post(&path, &ann, json!({ "texts": many[..100] })).await;
        assert_eq!(hundred.integers("message_ids").len(), 100);
        assert_eq!(
            app.get(&path, &ben).await.column("text"),
            many[..100].iter().map(|text| json!(text)).collect::<Vec<_>>()
        );
    }

    async fn one_text_that_cannot_be_sent_keeps_all_back(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
        for (text, code, message) in texts::refused() {
            let answer = app.post(&path, &ann, json!({ "texts": ["fine", text] })).await;
            assert_refused(&answer, 400, code, json!({ "texts": message }));
        }
        assert_eq!(app.get(&path, &ben).await.column("text"), [] as [Value; 0]);
    }

    async fn texts_keep_every_script_and_their_lines(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let (sent, expected): (Vec<String>, Vec<String>) = texts::kept().into_iter().unzip();
        app.send(&ann, chat, &sent.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let stored = app.get(&format!("/api/chats/{chat}/messages"), &ben).await.column("text");
        assert_eq!(json!(stored), json!(expected));
    }

    async fn a_hundred_of_the_longest_texts_fit_into_one_request(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let text = "\u{1F600}".repeat(4000);
        let ids = app.send(&ann, chat, &[text.as_str(); 100]).await;
        assert_eq!(ids.len(), 100);
    }
}
