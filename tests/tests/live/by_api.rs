//! Sockets get the events of the REST API as if a socket had caused them.

use super::{Pair, enter, integer, message_id};
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn all_sockets_of_both_users_get_messages_edits_and_deletions(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let path = format!("/api/chats/{}/messages", pair.chat_id);
        let ids = app.send(&pair.ann, pair.chat_id, &["one", "two"]).await;
        let edited = app.put(&format!("{path}/{}", ids[0]), &pair.ann, json!({"text": "first"})).await;
        assert_eq!(edited.status, 200);
        let same = app.put(&format!("{path}/{}", ids[0]), &pair.ann, json!({"text": "first"})).await;
        assert_eq!(same.status, 200, "the same text is no change");
        assert_eq!(app.delete(&format!("{path}/{}", ids[1]), &pair.ann).await.status, 200);
        for socket in [&mut pair.of_ann, &mut pair.of_ben] {
            for (revision, text) in [(1, "one"), (2, "two")] {
                let event = socket.expect("message").await;
                assert_eq!((integer(&event["revision"]), &event["message"]["text"]), (revision, &json!(text)));
                assert_eq!(message_id(&event), ids[usize::try_from(revision).unwrap() - 1]);
                assert_eq!(event["message"]["client_id"], json!(null), "it was sent without one");
            }
            let event = socket.expect("edited").await;
            assert_eq!((integer(&event["revision"]), message_id(&event)), (3, ids[0]));
            assert_eq!(event["message"]["text"], "first");
            let event = socket.next().await;
            let deleted = json!({"type": "deleted", "chat_id": pair.chat_id, "revision": 4, "message_id": ids[1]});
            assert_eq!(event, deleted);
            socket.is_silent().await;
        }
    }

    async fn an_idempotency_key_is_the_client_id(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let path = format!("/api/chats/{}/messages", pair.chat_id);
        let request = app.request(Method::POST, &path, &pair.ann).header("idempotency-key", "my key");
        assert_eq!(app.answer_to(request.json(&json!({"texts": ["one", "two"]}))).await.status, 201);
        for text in ["one", "two"] {
            let message = pair.of_ben.expect("message").await["message"].clone();
            assert_eq!((&message["text"], &message["client_id"]), (&json!(text), &json!("my key")));
        }
    }

    async fn created_and_deleted_chats_are_announced(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        let mut sockets = [enter(&app, &ann).await, enter(&app, &ben).await];
        let mut of_cid = enter(&app, &cid).await;
        let chat_id = app.open_chat(&ann, &ben).await;
        assert_eq!(app.delete(&format!("/api/chats/{chat_id}"), &ben).await.status, 200);
        let path = format!("/api/users/{}/messages", ann.user_id);
        let sent = app.post(&path, &ben, json!({"texts": ["hello"]})).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let next = integer(&sent.json()["chat_id"]);
        assert_ne!(next, chat_id, "a number is never used again");
        for socket in &mut sockets {
            assert_eq!(socket.expect("chat_created").await["chat_id"], chat_id);
            assert_eq!(socket.next().await, json!({"type": "chat_deleted", "chat_id": chat_id}));
            assert_eq!(socket.expect("chat_created").await["chat_id"], next);
            assert_eq!(socket.expect("message").await["chat_id"], next);
            socket.is_silent().await;
        }
        of_cid.is_silent().await;
    }

    async fn read_marks_are_announced(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let ids = app.send(&pair.ann, pair.chat_id, &["one", "two"]).await;
        let path = format!("/api/chats/{}/read", pair.chat_id);
        let read = app.post(&path, &pair.ben, json!({"message_id": ids[1]})).await;
        assert_eq!((read.status, &read.json()["message_id"]), (200, &json!(ids[1])), "{}", read.body);
        app.post(&path, &pair.ben, json!({"message_id": ids[0]})).await;
        for socket in [&mut pair.of_ann, &mut pair.of_ben] {
            socket.expect("message").await;
            socket.expect("message").await;
            let event = socket.next().await;
            assert_eq!(event, json!({"type": "read", "chat_id": pair.chat_id, "user_id": pair.ben.user_id,
                "message_id": ids[1]}));
            socket.is_silent().await;
        }
    }

    async fn a_new_name_is_announced_to_the_user_and_all_companions(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cid = app.register("cid").await;
        let mut of_cid = enter(&app, &cid).await;
        let update = app.post("/api/update", &pair.ann, json!({"name": "Anna", "username": "anna"})).await;
        assert_eq!(update.status, 202, "{}", update.body);
        let event = json!({"type": "user_changed", "user_id": pair.ann.user_id, "username": "anna", "name": "Anna"});
        assert_eq!(pair.of_ann.next().await, event);
        assert_eq!(pair.of_ben.next().await, event);
        of_cid.is_silent().await;
    }

    async fn a_deleted_account_is_shown_as_such_and_its_messages_can_go_with_it(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let ids = app.send(&pair.ann, pair.chat_id, &["one", "two"]).await;
        let kept = app.send(&pair.ben, pair.chat_id, &["three"]).await[0];
        for _ in 0..3 {
            pair.of_ben.expect("message").await;
        }
        let body = json!({"password": pair.ann.password, "delete_messages": true});
        let leave = app.request(Method::DELETE, "/api/me", &pair.ann).json(&body);
        assert_eq!(app.answer_to(leave).await.status, 200);
        for (revision, id) in [(4, ids[0]), (5, ids[1])] {
            let deleted = json!({"type": "deleted", "chat_id": pair.chat_id, "revision": revision, "message_id": id});
            assert_eq!(pair.of_ben.next().await, deleted);
        }
        let changed = json!({"type": "user_changed", "user_id": pair.ann.user_id, "username": null,
            "name": "Deleted user"});
        assert_eq!(pair.of_ben.next().await, changed);
        let history = pair.of_ben.ask(json!({"type": "history", "chat_id": pair.chat_id})).await;
        assert_eq!(integer(&history["messages"][0]["message_id"]), kept);
        assert_eq!(history["messages"].as_array().unwrap().len(), 1);
        pair.of_ben.is_silent().await;
    }
}
