//! Messages with attachments by the API.

use super::support::{assert_not_found, assert_refused};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestUser, on_both_databases};

async fn message(app: &TestApp, chat: i64, id: &Value, reader: &TestUser) -> Value {
    app.get(&format!("/api/chats/{chat}/messages/{id}?expand=true"), reader).await.json()["data"].clone()
}

fn names(message: &Value) -> Vec<&str> {
    message["attachments"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn a_message_with_attachments_is_sent_to_a_chat_and_to_a_user(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        for (number, path) in
            [format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ann.user_id)].iter().enumerate()
        {
            let ids = ["b.jpg", "a.jpg"].map(|name| app.upload(&ben, &format!("{number} {name}")));
            for (number, texts) in [json!({}), json!({ "texts": [] }), json!({ "texts": "" })].into_iter().enumerate() {
                let mut body = texts;
                // From the second time on, they are forwarded.
                body["attachment_ids"] = json!(ids);
                let sent = app.post(path, &ben, body).await;
                assert_eq!(sent.status, 201, "{}", sent.body);
                assert_eq!(sent.json()["message"], "Your message was successfully sent");
                let shown = message(&app, chat, &sent.json()["message_ids"][0], &ann).await;
                let attachments = shown["attachments"].as_array().unwrap();
                let found: Vec<_> = attachments.iter().map(|one| one["attachment_id"].clone()).collect();
                assert_eq!(found == ids, number == 0);
                assert_eq!(shown["text"], "");
                assert!(names(&shown)[0].ends_with("b.jpg") && names(&shown)[1].ends_with("a.jpg"));
            }
        }
    }

    async fn an_attachment_has_all_keys_wherever_messages_are_expanded(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let id = app.upload(&ben, "harbor.jpg");
        let sent = app.post(&path, &ben, json!({ "texts": "look", "attachment_ids": [id] })).await.json();
        let expected = json!([{ "attachment_id": id, "kind": "image", "name": "harbor.jpg", "media_type": "image/jpeg",
            "size": 183_044, "width": 1600, "height": 1200, "duration_ms": null,
            "placeholder": "1QcSHQRnh493V4dIh4eXh1h4kJUI" }]);
        let one = message(&app, chat, &sent["message_ids"][0], &ann).await;
        let list = app.get(&format!("{path}?expand=true"), &ann).await.json()["data"][0].clone();
        let last = app.get("/api/chats?expand=true", &ann).await.json()["data"][0]["last_message"].clone();
        let changes = app.get(&format!("/api/chats/{chat}/changes?after=0"), &ann).await.json();
        for message in [one, list, last, changes["changes"][0]["message"].clone()] {
            assert_eq!(message["attachments"], expected);
            let keys: Vec<_> = message["attachments"][0].as_object().unwrap().keys().cloned().collect();
            let order: Vec<_> = expected[0].as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys, order);
        }
        let plain = app.get(&path, &ann).await.json()["data"][0].clone();
        assert_eq!(plain.as_object().unwrap().len(), 5);
        let reply = json!({ "texts": "nice", "reply_to": sent["message_ids"][0] });
        let reply = app.post(&path, &ann, reply).await.json()["message_ids"][0].clone();
        assert_eq!(message(&app, chat, &reply, &ben).await["reply_to"]["attachment"], "image");
        app.delete(&format!("{path}/{}", sent["message_ids"][0]), &ben).await;
        assert!(!app.get(&format!("{path}?expand=true"), &ann).await.body.contains("harbor"));
    }

    async fn what_cannot_be_attached_is_refused(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ben, &cat).await);
        let path = format!("/api/chats/{chat}/messages");
        let own = app.upload(&ann, "own");
        let foreign = app.upload(&ben, "foreign");
        let elsewhere = app.upload(&ben, "elsewhere");
        app.post(&format!("/api/chats/{other}/messages"), &ben, json!({ "attachment_ids": [elsewhere] })).await;
        for id in [foreign.as_str(), &elsewhere, "7", "", "00000000000000000000000000000000", &own.to_uppercase()] {
            let answer = app.post(&path, &ann, json!({ "texts": "x", "attachment_ids": [own, id] })).await;
            assert_not_found(&answer, &format!("Attachment {id}"));
        }
        let ids: Vec<String> = (0..11).map(|number| format!("{number:032x}")).collect();
        for (ids, texts, field, reason) in [
            (json!(ids), json!("x"), "attachment_ids", "A message has up to 10 attachments"),
            (json!([own, own]), json!("x"), "attachment_ids", "An attachment is named twice"),
            (json!([own]), json!(["x", "y"]), "attachment_ids", "A message with attachments has one text"),
            (json!(own), json!("x"), "attachment_ids", "Must be a list of strings"),
            (json!([5]), json!("x"), "attachment_ids", "Must be a list of strings"),
            (json!([own]), json!([5]), "texts", "Must be a list of 1 to 100 strings"),
            (json!([]), json!([]), "texts", "Must be a list of 1 to 100 strings"),
        ] {
            let answer = app.post(&path, &ann, json!({ "texts": texts, "attachment_ids": ids })).await;
            assert_refused(&answer, 400, "bad_request", json!({ field: reason }));
        }
        for body in [json!({ "attachment_ids": [] }), json!({ "attachment_ids": null })] {
            let answer = app.post(&path, &ann, body).await;
            assert_refused(&answer, 400, "bad_request", json!({ "texts": "Missing required parameter in the JSON body" }));
        }
        let empty = app.post(&path, &ann, json!({ "texts": "", "attachment_ids": [] })).await;
        assert_refused(&empty, 400, "empty", json!({ "texts": "Message text length cannot be equal to zero" }));
        assert_eq!(app.texts(chat, &ann).await, [""; 0]);
        let sent = app.post(&path, &ann, json!({ "texts": "x", "attachment_ids": [own] })).await;
        assert_eq!(sent.status, 201, "the upload is still there");
    }

    async fn a_key_with_other_attachments_is_a_conflict(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let ids = ["a", "b"].map(|name| app.upload(&ann, name));
        let send = async |ids: &[&String]| {
            let request = app.request(reqwest::Method::POST, &format!("/api/chats/{chat}/messages"), &ann);
            let request = request.header("Idempotency-Key", "x").json(&json!({ "texts": "t", "attachment_ids": ids }));
            app.answer_to(request).await
        };
        let first = send(&[&ids[0]]).await;
        let again = send(&[&ids[0]]).await;
        assert_eq!((again.status, again.json()), (201, first.json()));
        for other in [&[&ids[1]][..], &[], &[&ids[0], &ids[1]]] {
            assert_eq!(send(other).await.status, 409);
        }
    }
}
