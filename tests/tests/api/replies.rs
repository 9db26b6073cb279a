//! Replies by the API, and the keys that messages have with `expand=true`.

use super::support::{assert_not_found, assert_refused};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_both_databases};

on_both_databases! {
    async fn a_reply_is_sent_to_a_chat_and_to_a_user(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let original = app.send(&ann, chat, &["How are you?"]).await[0];
        let body = json!({ "texts": "Fine", "reply_to": original });
        for path in [format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ann.user_id)] {
            let sent = app.post(&path, &ben, body.clone()).await;
            assert_eq!(sent.status, 201, "{}", sent.body);
            let id = &sent.json()["message_ids"][0];
            let shown = app.get(&format!("/api/chats/{chat}/messages/{id}?expand=true"), &ann).await.json();
            let quote = json!({ "message_id": original, "sender_id": ann.user_id, "text": "How are you?", "attachment": null });
            assert_eq!(shown["data"]["reply_to"], quote);
        }
    }

    async fn messages_have_all_keys_on_request_and_the_originals_otherwise(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let original = app.send(&ann, chat, &["one"]).await[0];
        let reply = app.post(&path, &ben, json!({ "texts": "two", "reply_to": original })).await;
        let reply = reply.json()["message_ids"][0].clone();
        app.put(&format!("{path}/{reply}"), &ben, json!({ "text": "two!" })).await;
        let keys = |message: &Value| message.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let of_original = ["message_id", "datetime_writing", "text", "sender_id", "receiver_id"];
        for path in [path.clone(), format!("{path}/{reply}")] {
            let shown = app.get(&path, &ann).await.json()["data"].clone();
            let message = if shown.is_array() { &shown[0] } else { &shown };
            assert_eq!(keys(message), of_original);
        }
        for query in ["expand=true", "expand=true&expand=false", "expand=true&ordered-by=datetime_writing"] {
            let data = app.get(&format!("{path}?{query}"), &ann).await.json()["data"].clone();
            assert_eq!(keys(&data[0]), [&of_original[..], &["edited_at", "reply_to", "attachments", "reactions", "expires_at"]].concat());
            assert_eq!((&data[0]["edited_at"], &data[0]["reply_to"]), (&Value::Null, &Value::Null));
            assert_eq!((&data[1]["reply_to"]["text"], &data[1]["reactions"]), (&json!("one"), &json!([])));
            let edited = data[1]["edited_at"].as_str().unwrap();
            assert!(chrono::DateTime::parse_from_rfc3339(edited).is_ok() && edited.ends_with('Z'), "{edited}");
        }
        let last = app.get("/api/chats?expand=true", &ann).await.json()["data"][0]["last_message"].clone();
        assert_eq!(last, app.get(&format!("{path}/{reply}?expand=true"), &ann).await.json()["data"]);
    }

    async fn a_deleted_original_is_gone_from_cached_lists_too(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let original = app.send(&ann, chat, &["secret"]).await[0];
        app.post(&path, &ben, json!({ "texts": "what?", "reply_to": original })).await;
        let list = format!("{path}?expand=true");
        let before = app.get(&list, &ben).await;
        assert!(before.body.contains("secret"));
        app.delete(&format!("{path}/{original}"), &ann).await;
        let tag = before.header("etag").unwrap();
        let after = app.answer_to(app.request(Method::GET, &list, &ben).header("if-none-match", tag)).await;
        assert_eq!(after.status, 200);
        assert!(!after.body.contains("secret"), "{}", after.body);
        assert_eq!(after.json()["data"][0]["reply_to"], json!({ "message_id": original, "deleted": true }));
    }

    async fn what_cannot_be_replied_to_is_refused(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        let path = format!("/api/chats/{chat}/messages");
        let original = app.send(&ann, chat, &["hello"]).await[0];
        let foreign = app.send(&cat, other, &["elsewhere"]).await[0];
        for id in [json!(foreign), json!(999_999), json!(0), json!(-1), json!(9_007_199_254_740_992_i64)] {
            let answer = app.post(&path, &ann, json!({ "texts": "x", "reply_to": id })).await;
            assert_not_found(&answer, &format!("Message {id}"));
        }
        let several = app.post(&path, &ann, json!({ "texts": ["x", "y"], "reply_to": original })).await;
        assert_refused(&several, 400, "bad_request", json!({ "reply_to": "A reply has one text" }));
        for wrong in [json!("1"), json!([original]), json!(1.5)] {
            let answer = app.post(&path, &ann, json!({ "texts": "x", "reply_to": wrong })).await;
            assert_refused(&answer, 400, "bad_request", json!({ "reply_to": "Must be an integer" }));
        }
        app.delete(&format!("{path}/{original}"), &ann).await;
        let answer = app.post(&path, &ben, json!({ "texts": "x", "reply_to": original })).await;
        assert_not_found(&answer, &format!("Message {original}"));
        assert_eq!(app.texts(chat, &ann).await, [""; 0]);
        let null = app.post(&path, &ann, json!({ "texts": ["x", "y"], "reply_to": null })).await;
        assert_eq!(null.status, 201);
    }

    async fn a_key_with_another_original_is_a_conflict(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["one", "two"]).await;
        let send = async |reply_to: Value| {
            let request = app.request(Method::POST, &format!("/api/chats/{chat}/messages"), &ann);
            let request = request.header("idempotency-key", "k");
            app.answer_to(request.json(&json!({ "texts": "yes", "reply_to": reply_to }))).await
        };
        let first = send(json!(ids[0])).await;
        assert_eq!(first.status, 201);
        assert_eq!(send(json!(ids[0])).await.json(), first.json());
        for other in [json!(ids[1]), Value::Null] {
            assert_eq!(send(other).await.status, 409);
        }
    }
}
