//! `/api/chats/{chat_id}/messages/{message_id}/reaction`.

use super::support::{MISSING, assert_not_found, assert_refused};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_both_databases};

on_both_databases! {
    async fn a_reaction_is_set_replaced_and_removed(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = app.send(&ann, chat, &["hello"]).await[0];
        let message = format!("/api/chats/{chat}/messages/{id}");
        let path = format!("{message}/reaction");
        let expected = |emoji: Value| json!({
            "user_id": ben.user_id, "chat_id": chat, "message_id": id, "emoji": emoji,
            "message": "Your reaction was successfully saved",
        });
        let revision = async || app.first_chat(&ann).await["revision"].clone();
        for (given, full, changes) in [("\u{2764}", "❤️", 2), ("❤️", "❤️", 2), ("👍", "👍", 3)] {
            let answer = app.put(&path, &ben, json!({ "emoji": given })).await;
            assert_eq!((answer.status, answer.json()), (200, expected(json!(full))));
            assert_eq!(revision().await, changes);
        }
        let shown = app.get(&format!("{message}?expand=true"), &ann).await.json();
        assert_eq!(shown["data"]["reactions"], json!([{ "user_id": ben.user_id, "emoji": "👍" }]));
        for _ in 0..2 {
            let removed = app.delete(&path, &ben).await;
            assert_eq!((removed.status, removed.json()), (200, expected(Value::Null)));
            assert_eq!(revision().await, 4, "there is nothing to remove twice");
        }
        app.put(&path, &ben, json!({ "emoji": "👍" })).await;
        let removed = app.put(&path, &ben, json!({ "emoji": null })).await;
        assert_eq!((removed.status, removed.json()), (200, expected(Value::Null)));
        let shown = app.get(&format!("{message}?expand=true"), &ann).await.json();
        assert_eq!(shown["data"]["reactions"], json!([]));
    }

    async fn the_message_is_checked_before_the_emoji(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        let id = app.send(&ann, chat, &["hello"]).await[0];
        let path = |chat: i64, id: &str| format!("/api/chats/{chat}/messages/{id}/reaction");
        let own = path(chat, &id.to_string());
        for (body, message) in [
            (json!({}), MISSING),
            (json!({ "emoji": 5 }), "Must be a string or null"),
            (json!({ "emoji": "" }), "Must be one emoji"),
            (json!({ "emoji": "+1" }), "Must be one emoji"),
            (json!({ "emoji": "👍👍" }), "Must be one emoji"),
        ] {
            assert_refused(&app.put(&own, &ben, body.clone()).await, 400, "bad_request", json!({ "emoji": message }));
            assert_not_found(&app.put(&path(chat, "999"), &ben, body.clone()).await, "Message 999");
            assert_not_found(&app.put(&path(chat, "x"), &ben, body).await, "Message x");
        }
        let text = format!("Message {id} is not from the chat {other}");
        let elsewhere = path(other, &id.to_string());
        assert_refused(&app.put(&elsewhere, &cat, json!({ "emoji": "👍" })).await, 403, "not_yours", text.clone());
        assert_refused(&app.delete(&elsewhere, &cat).await, 403, "not_yours", text);
        assert_eq!(app.put(&own, &cat, json!({ "emoji": "👍" })).await.status, 403);
        app.delete(&format!("/api/chats/{chat}/messages/{id}"), &ann).await;
        assert_not_found(&app.put(&own, &ben, json!({ "emoji": "👍" })).await, &format!("Message {id}"));
        assert_not_found(&app.delete(&own, &ben).await, &format!("Message {id}"));
    }
}
