//! Webhooks: managing them, what their receivers get, what becomes of answers, and what happens if a receiver is slow, dead,
//! or not to be reached.

mod troubles;

use super::support::assert_refused;
use serde_json::{Value, json};
use simple_chats_tests::webhook_receiver::{
    LOOPBACK, Reaction, WebhookReceiver, deliveries, make_webhook as make, make_webhook_for as make_for,
    wait_for_deliveries,
};
use simple_chats_tests::{Nobody, TestEnvironment, on_both_databases};

on_both_databases! {
    async fn a_webhook_is_made_listed_changed_and_deleted_by_its_owner_alone(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let url = "http://127.0.0.1:9/hook";
        let body = json!({ "url": url, "events": ["read", "message"], "chat_id": chat });
        let answer = app.post("/api/webhooks", &ann, body).await;
        let made = answer.json();
        let id = made["data"]["webhook_id"].as_i64().unwrap();
        let secret = made["data"]["secret"].as_str().unwrap();
        assert!(secret.starts_with("whsec_") && secret.len() > 40, "{secret}");
        let shown = json!({
            "webhook_id": id, "url": url, "events": ["message", "read"], "chat_id": chat, "paused": false
        });
        assert_eq!(made["user_id"], ann.user_id);
        let path = format!("/api/webhooks/{id}");
        assert_eq!(app.get("/api/webhooks", &ann).await.json()["data"], json!([shown]));
        assert_eq!(app.get(&path, &ann).await.json()["data"], shown);
        for answer in [
            app.get(&path, &ben).await,
            app.patch(&path, &ben, json!({ "paused": true })).await,
            app.delete(&path, &ben).await,
            app.post(&format!("{path}/test"), &ben, json!({})).await,
            app.get(&format!("{path}/deliveries"), &ben).await,
            app.get("/api/webhooks/x", &ann).await,
        ] {
            assert_eq!(answer.status, 404, "{}", answer.body);
        }
        assert_eq!(app.get("/api/webhooks", &ben).await.json()["data"], json!([]));
        assert_eq!(app.get("/api/webhooks", &Nobody).await.status, 401);
        let changed = app.patch(&path, &ann, json!({ "paused": true, "events": ["deleted"] })).await;
        assert_eq!(changed.status, 200);
        assert_eq!((&changed.json()["data"]["paused"], &changed.json()["data"]["events"]), (&json!(true), &json!(["deleted"])));
        assert_refused(&app.patch(&path, &ann, json!({})).await, 400, "bad_request", "Nothing was updated");
        assert_eq!(app.delete(&path, &ann).await.status, 200);
        assert_eq!(app.get(&path, &ann).await.status, 404);
    }

    async fn what_is_wrong_with_a_webhook_is_named(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let foreign = app.open_chat(&ben, &cat).await;
        let message = |answer: &simple_chats_tests::TestResponse| answer.json()["message"].clone();
        for url in [
            "http://127.0.0.1/", "https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/",
            "https://[::1]/", "https://169.254.169.254/", "https://100.64.0.1/", "https://0.0.0.0/",
            "https://[::ffff:192.168.1.1]/", "https://224.0.0.1/", "ftp://example.com/", "x", "",
        ] {
            let answer = app.post("/api/webhooks", &ann, json!({ "url": url, "events": ["message"] })).await;
            assert_eq!(answer.status, 400, "{url}");
            assert!(message(&answer)["url"].is_string(), "{url}: {}", answer.body);
        }
        for events in [json!([]), json!(["messages"]), json!(["message", ""]), json!("message"), json!([1])] {
            let answer = app.post("/api/webhooks", &ann, json!({ "url": "https://1.1.1.1/", "events": events })).await;
            assert_eq!(answer.status, 400, "{events}");
            assert!(message(&answer)["events"].is_string(), "{events}: {}", answer.body);
        }
        let body = |chat: i64| json!({ "url": "https://1.1.1.1/", "events": ["message"], "chat_id": chat });
        assert_eq!(app.post("/api/webhooks", &ann, body(foreign)).await.status, 403);
        assert_eq!(app.post("/api/webhooks", &ann, body(999)).await.status, 404);
        for _ in 0..10 {
            make(&app, &ann, json!({ "url": "https://1.1.1.1/", "events": ["message"] })).await;
        }
        let surplus = app.post("/api/webhooks", &ann, json!({ "url": "https://1.1.1.1/", "events": ["message"] })).await;
        assert_refused(&surplus, 400, "not_possible", "You have 10 webhooks. Delete some of them first");
    }

    async fn events_of_the_owners_chats_arrive_signed_and_in_order(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let all = ["message", "edited", "deleted", "reacted", "chat_created", "chat_deleted", "read"];
        let (id, secret) = make(&app, &ann, json!({ "url": receiver.url(), "events": all })).await;
        let elsewhere = app.open_chat(&ben, &cat).await;
        app.send(&ben, elsewhere, &["not for Ann"]).await;
        let chat = app.open_chat(&ben, &ann).await;
        let message = app.send(&ben, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        assert_eq!(app.put(&path, &ben, json!({ "text": "hello there" })).await.status, 200);
        assert_eq!(app.put(&format!("{path}/reaction"), &ann, json!({ "emoji": "👍" })).await.status, 200);
        app.post(&format!("/api/chats/{chat}/read"), &ann, json!({ "message_id": message })).await;
        assert_eq!(app.delete(&path, &ben).await.status, 200);
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ben).await.status, 200);
        let mut types = Vec::new();
        let mut ids = std::collections::BTreeSet::new();
        // Deleting erases what still waits about the message and the chat, so that not all of them need arrive.
        loop {
            let received = receiver.next().await;
            let event = received.json();
            assert!(received.is_signed(&secret), "{received:?}");
            assert_eq!(event["id"], received.header("webhook-id"));
            assert!(event["feature_level"].is_u64());
            assert_eq!(received.header("content-type"), "application/json");
            assert_eq!(event["chat_id"], chat, "{event}");
            assert!(ids.insert(event["id"].as_str().unwrap().to_owned()), "{event} came twice");
            types.push(event["type"].as_str().unwrap().to_owned());
            if event["type"] == "chat_deleted" {
                break;
            }
        }
        let order = ["chat_created", "message", "edited", "reacted", "read", "deleted", "chat_deleted"];
        let places: Vec<_> = types.iter().map(|kind| order.iter().position(|other| other == kind).unwrap()).collect();
        assert!(places.is_sorted(), "{types:?}");
        let kept = wait_for_deliveries(&app, &ann, id, 1).await;
        assert!(kept.iter().all(|delivery| delivery["status"] == 204 && delivery["attempt"] == 1), "{kept:?}");
    }

    async fn a_webhook_of_one_chat_gets_the_events_that_it_names(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        make(&app, &ann, json!({ "url": receiver.url(), "events": ["message"], "chat_id": chat })).await;
        app.send(&cat, other, &["of another chat"]).await;
        for number in 0..20 {
            app.send(&ben, chat, &[&format!("message {number}")]).await;
        }
        let expected: Vec<String> = (0..20).map(|number| format!("message {number}")).collect();
        assert_eq!(receiver.next_texts(20).await, expected);
        assert!(receiver.is_quiet().await);
    }

    async fn a_reaction_and_its_removal_are_told(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        make_for(&app, &ann, &receiver, &["reacted"]).await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}/reaction");
        app.put(&path, &ben, json!({ "emoji": "👍" })).await;
        app.put(&path, &ben, json!({ "emoji": "👍" })).await;
        app.delete(&path, &ben).await;
        for (revision, emoji) in [(2, json!("👍")), (3, Value::Null)] {
            let event = receiver.next().await.json();
            assert_eq!((&event["type"], &event["revision"], &event["emoji"]), (&json!("reacted"), &json!(revision), &emoji));
            assert_eq!((&event["message_id"], &event["user_id"]), (&json!(message), &json!(ben.user_id)));
        }
        assert!(receiver.is_quiet().await);
    }

    async fn a_waiting_reply_shows_nothing_of_an_original_that_was_deleted_meanwhile(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let original = app.send(&ben, chat, &["secret"]).await[0];
        make_for(&app, &ann, &receiver, &["message"]).await;
        // It fails first, and waits.
        receiver.react([Reaction::Answer(500, String::new())]);
        let body = json!({ "texts": "reply", "reply_to": original });
        app.post(&format!("/api/chats/{chat}/messages"), &ann, body).await;
        assert_eq!(receiver.next().await.json()["message"]["reply_to"]["text"], "secret");
        app.delete(&format!("/api/chats/{chat}/messages/{original}"), &ben).await;
        let again = receiver.next().await.json();
        assert_eq!(again["message"]["reply_to"], json!({ "message_id": original, "deleted": true }));
        assert_eq!(again["message"]["text"], "reply");
    }

    async fn a_test_event_is_sent_on_demand(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let ann = app.register("ann").await;
        let id = make_for(&app, &ann, &receiver, &["message"]).await;
        let answer = app.post(&format!("/api/webhooks/{id}/test"), &ann, json!({})).await;
        assert_eq!(answer.status, 202);
        let event = receiver.next().await.json();
        assert_eq!((&event["type"], &event["id"]), (&json!("test"), &answer.json()["id"]));
    }

    async fn a_failed_delivery_is_tried_again_before_later_ones(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = make_for(&app, &ann, &receiver, &["message"]).await;
        receiver.react([Reaction::Answer(500, "no".to_owned())]);
        app.send(&ben, chat, &["first"]).await;
        assert_eq!(receiver.next_texts(1).await, ["first"]);
        app.send(&ben, chat, &["second"]).await;
        assert_eq!(receiver.next_texts(2).await, ["first", "second"]);
        let mut kept = wait_for_deliveries(&app, &ann, id, 3).await;
        kept.reverse();
        let told: Vec<_> = kept.iter().map(|delivery| (delivery["attempt"].clone(), delivery["status"].clone())).collect();
        assert_eq!(json!(told), json!([[1, 500], [2, 204], [1, 204]]));
        assert_eq!((&kept[0]["answer"], &kept[0]["type"]), (&json!("no"), &json!("message")));
        assert_eq!(kept[0]["id"], kept[1]["id"]);
    }

    async fn redirects_garbage_and_dead_receivers_are_failures(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let ann = app.register("ann").await;
        let id = make_for(&app, &ann, &receiver, &["message"]).await;
        let dead = make(&app, &ann, json!({ "url": "http://127.0.0.1:1/", "events": ["message"] })).await.0;
        receiver.react([Reaction::Answer(302, String::new())]);
        app.post(&format!("/api/webhooks/{id}/test"), &ann, json!({})).await;
        app.post(&format!("/api/webhooks/{dead}/test"), &ann, json!({})).await;
        receiver.next().await;
        let kept = wait_for_deliveries(&app, &ann, id, 1).await;
        assert_eq!(kept[0]["status"], 302);
        let kept = wait_for_deliveries(&app, &ann, dead, 1).await;
        assert_eq!(kept[0]["status"], Value::Null);
        assert!(kept[0]["answer"].as_str().unwrap().starts_with("no connection"), "{kept:?}");
        let garbage = make_for(&app, &ann, &receiver, &["message"]).await;
        receiver.react([Reaction::Bytes(b"\xFF\xFE garbage\r\n\r\n".to_vec())]);
        app.delete(&format!("/api/webhooks/{id}"), &ann).await;
        app.post(&format!("/api/webhooks/{garbage}/test"), &ann, json!({})).await;
        let kept = wait_for_deliveries(&app, &ann, garbage, 1).await;
        assert_eq!(kept[0]["status"], Value::Null, "{kept:?}");
    }

    async fn a_hanging_receiver_delays_nobody_else(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (mut hanging, mut quick) = (WebhookReceiver::start().await, WebhookReceiver::start().await);
        let (ann, ben, chat) = app.chat_of_two().await;
        let slow = make_for(&app, &ann, &hanging, &["message"]).await;
        make_for(&app, &ben, &quick, &["message"]).await;
        hanging.react([Reaction::Hang]);
        let texts = ["one", "two", "three"];
        app.send(&ben, chat, &texts).await;
        assert_eq!(quick.next_texts(3).await, texts);
        assert_eq!(deliveries(&app, &ann, slow).await, Vec::<Value>::new(), "it still waits");
        assert_eq!(hanging.next_texts(1).await, ["one"]);
        let kept = wait_for_deliveries(&app, &ann, slow, 1).await;
        assert_eq!(kept[0]["answer"], "no answer within 10 s");
    }

    async fn an_answer_with_a_text_is_sent_once_and_not_told_to_its_webhook(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = make_for(&app, &ann, &receiver, &["message"]).await;
        let answer = |text: &str| Reaction::Answer(200, json!({ "text": text }).to_string());
        receiver.react([answer("hello, I am a bot"), Reaction::Answer(200, "{\"more\":1}".to_owned())]);
        app.send(&ben, chat, &["hello"]).await;
        assert_eq!(receiver.next_texts(1).await, ["hello"]);
        wait_for_deliveries(&app, &ann, id, 1).await;
        assert_eq!(app.texts(chat, &ben).await, ["hello", "hello, I am a bot"]);
        app.send(&ben, chat, &["bye"]).await;
        assert_eq!(receiver.next_texts(1).await, ["bye"]);
        assert!(receiver.is_quiet().await, "the answer isn't told to the webhook that gave it");
        assert_eq!(app.texts(chat, &ann).await, ["hello", "hello, I am a bot", "bye"]);
        let kept = deliveries(&app, &ann, id).await;
        assert!(kept[1]["answer"].as_str().unwrap().starts_with("sent as message "), "{kept:?}");
    }

    async fn paused_and_deleted_webhooks_and_those_of_deleted_users_get_nothing(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = make_for(&app, &ann, &receiver, &["message"]).await;
        app.patch(&format!("/api/webhooks/{id}"), &ann, json!({ "paused": true })).await;
        app.send(&ben, chat, &["while paused"]).await;
        app.patch(&format!("/api/webhooks/{id}"), &ann, json!({ "paused": false })).await;
        app.send(&ben, chat, &["afterwards"]).await;
        assert_eq!(receiver.next_texts(1).await, ["afterwards"]);
        make_for(&app, &ben, &receiver, &["message"]).await;
        app.delete(&format!("/api/webhooks/{id}"), &ann).await;
        app.delete_account(&ben).await;
        assert!(receiver.is_quiet().await);
    }

    async fn what_was_acknowledged_is_delivered_by_the_next_process(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        make_for(&app, &ann, &receiver, &["message"]).await;
        receiver.react([Reaction::Hang]);
        app.send(&ben, chat, &["one", "two"]).await;
        assert_eq!(receiver.next_texts(1).await, ["one"]);
        let environment = app.stop().await;
        let _app = environment.spawn(&[LOOPBACK]).await;
        assert_eq!(receiver.next_texts(2).await, ["one", "two"]);
    }

    async fn api_tokens_may_read_webhooks_but_not_change_them(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let ann = app.register("ann").await;
        let made = app.post("/api/tokens", &ann, json!({ "name": "bot", "scope": "write" })).await.json();
        let token = simple_chats_tests::Bearer(made["token"].as_str().unwrap().to_owned());
        assert_eq!(app.get("/api/webhooks", &token).await.status, 200);
        let refused = app.post("/api/webhooks", &token, json!({ "url": "https://1.1.1.1/", "events": ["message"] })).await;
        assert_eq!(refused.status, 403, "{}", refused.body);
    }
}
