//! Sending: who gets which events, and that a repeated request sends nothing twice.

use super::{Pair, as_event, assert_silent, enter, integer, message_id, send, take_time};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances, texts};

/// A request to send to a person.
fn send_to(companion: &TestUser, text: &str) -> Value {
    json!({"type": "send", "companion_id": companion.user_id, "client_id": "x", "text": text})
}

on_one_and_on_two_instances! {
    async fn a_message_is_acknowledged_and_sent_to_all_other_sockets_of_both_users(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let (ann, ben, chat_id) = (pair.ann.user_id, pair.ben.user_id, pair.chat_id);
        let mut other_tab = enter(&app, &pair.ann).await;
        let ack = pair.of_ann.ask(send(chat_id, "5f0c", "How are you?")).await;
        let event = as_event(&ack, "message");
        assert_eq!(other_tab.next().await, event);
        assert_eq!(pair.of_ben.next().await, event);

        let mut shown = ack;
        take_time(&mut shown["message"]["written_at"]);
        assert_eq!(shown, json!({"type": "ack", "chat_id": chat_id, "revision": 1, "message": {
            "message_id": message_id(&shown), "chat_id": chat_id, "sender_id": ann, "receiver_id": ben,
            "text": "How are you?", "written_at": "now", "edited_at": null, "client_id": "5f0c",
            "reply_to": null, "attachments": [], "reactions": [],
        }}));
        assert_silent([&mut pair.of_ann, &mut pair.of_ben, &mut other_tab]).await;
    }

    async fn an_answer_has_the_ref_of_its_request_if_there_was_one(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let longest = "ä".repeat(64);
        let mut request = pair.send("one");
        request["ref"] = json!(longest);
        pair.of_ann.send(request).await;
        assert_eq!(pair.of_ann.expect("ack").await["ref"], longest);
        for reference in [None, Some(Value::Null)] {
            let mut request = pair.send("two");
            request["ref"] = reference.unwrap_or_default();
            pair.of_ann.send(request).await;
            assert_eq!(pair.of_ann.expect("ack").await.get("ref"), None);
        }
        pair.of_ann.send(json!({"type": "ping", "ref": ""})).await;
        assert_eq!(pair.of_ann.next().await, json!({"type": "pong", "ref": ""}));
        pair.of_ann.send(json!({"type": "ping"})).await;
        assert_eq!(pair.of_ann.next().await, json!({"type": "pong"}));
    }

    async fn the_first_message_to_a_user_opens_the_chat(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (mut asking, mut other_tab) = (enter(&app, &ann).await, enter(&app, &ann).await);
        let mut of_ben = enter(&app, &ben).await;
        let mut request = send_to(&ben, "hello");
        request["ref"] = json!("r");
        asking.send(request.clone()).await;
        let created = asking.expect("chat_created").await;
        let mut ack = asking.expect("ack").await;
        assert_eq!(ack.as_object_mut().unwrap().remove("ref"), Some(json!("r")));
        for socket in [&mut other_tab, &mut of_ben] {
            assert_eq!(socket.next().await, created, "announced before the chat's first message");
            assert_eq!(socket.next().await, as_event(&ack, "message"));
        }
        let chat_id = integer(&ack["chat_id"]);
        let person = |user: &TestUser| {
            json!({"user_id": user.user_id, "username": user.username, "name": user.username})
        };
        let users = json!([person(&ann), person(&ben)]);
        assert_eq!(created, json!({"type": "chat_created", "chat_id": chat_id, "users": users}));
        assert_eq!(ack["revision"], 1);

        // From then on it is the same chat from both sides.
        assert_eq!(asking.ask(request).await, ack, "a repeated request shows the same message");
        let back = of_ben.ask(send_to(&ann, "hi")).await;
        assert_eq!((integer(&back["chat_id"]), integer(&back["revision"])), (chat_id, 2));
        assert_eq!(asking.next().await, as_event(&back, "message"));
        asking.is_silent().await;
    }

    async fn two_first_messages_at_the_same_moment_make_one_chat(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (mut of_ann, mut of_ben) = (enter(&app, &ann).await, enter(&app, &ben).await);
        let (one, other) = tokio::join!(of_ann.ask(send_to(&ben, "hi")), of_ben.ask(send_to(&ann, "hi")));
        assert_eq!(one["chat_id"], other["chat_id"]);
        let mut revisions = [integer(&one["revision"]), integer(&other["revision"])];
        revisions.sort_unstable();
        assert_eq!(revisions, [1, 2]);
        for socket in [&mut of_ann, &mut of_ben] {
            assert_eq!(socket.expect("chat_created").await["chat_id"], one["chat_id"]);
            socket.expect("message").await;
            socket.is_silent().await;
        }
    }

    async fn line_breaks_become_newlines_and_all_scripts_arrive(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        for (number, (sent, stored)) in texts::kept().into_iter().enumerate() {
            let ack = pair.of_ann.ask(send(pair.chat_id, &number.to_string(), &sent)).await;
            assert_eq!(ack["message"]["text"], stored);
            assert_eq!(pair.of_ben.expect("message").await["message"]["text"], stored);
        }
    }

    async fn a_repeated_request_makes_nothing_new_and_shows_the_message_as_it_is_now(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let request = send(pair.chat_id, "once", "first text");
        let ack = pair.of_ann.ask(request.clone()).await;
        let id = message_id(&ack);
        pair.of_ben.expect("message").await;
        assert_eq!(pair.of_ann.ask(request.clone()).await, ack);
        // From another device, and as the API does it.
        let mut other_tab = enter(&app, &pair.ann).await;
        assert_eq!(other_tab.ask(request.clone()).await, ack);
        assert_eq!(repeat_by_api(&app, &pair, "once", "first text").await, (201, vec![id]));

        assert_eq!(pair.of_ann.ask_refused(send(pair.chat_id, "once", "another text")).await, "conflict");
        assert_eq!(repeat_by_api(&app, &pair, "once", "another text").await.0, 409);

        let edited = pair.of_ann.ask(json!({"type": "edit", "message_id": id, "text": "second text"})).await;
        pair.of_ben.expect("edited").await;
        other_tab.expect("edited").await;
        assert_eq!(pair.of_ann.ask(request.clone()).await, edited, "with its latest revision");

        let deleted = pair.of_ann.ask(json!({"type": "delete", "message_id": id})).await;
        pair.of_ben.expect("deleted").await;
        other_tab.expect("deleted").await;
        let shown = json!({"type": "ack", "chat_id": pair.chat_id, "revision": deleted["revision"],
            "message_id": id, "message": null, "deleted": true});
        assert_eq!(pair.of_ann.ask(request).await, shown);
        assert_silent([&mut pair.of_ann, &mut pair.of_ben, &mut other_tab]).await;
    }

    async fn a_client_id_belongs_to_its_sender_and_chat(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cid = app.register("cid").await;
        let other_chat = app.open_chat(&pair.ann, &cid).await;
        pair.of_ann.expect("chat_created").await;
        let mine = pair.of_ann.ask(send(pair.chat_id, "same", "mine")).await;
        pair.of_ben.expect("message").await;
        let theirs = pair.of_ben.ask(send(pair.chat_id, "same", "theirs")).await;
        pair.of_ann.expect("message").await;
        let elsewhere = pair.of_ann.ask(send(other_chat, "same", "elsewhere")).await;
        let ids = [&mine, &theirs, &elsewhere].map(message_id);
        assert!(ids[0] < ids[1] && ids[1] < ids[2], "{ids:?}");
    }

    async fn a_message_sent_by_the_api_can_be_repeated_by_a_socket(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let (status, ids) = repeat_by_api(&app, &pair, "key", "by api").await;
        assert_eq!(status, 201);
        let event = pair.of_ann.expect("message").await;
        pair.of_ben.expect("message").await;
        let ack = pair.of_ann.ask(send(pair.chat_id, "key", "by api")).await;
        assert_eq!((message_id(&ack), as_event(&ack, "message")), (ids[0], event));
        assert_eq!(pair.of_ann.ask_refused(send(pair.chat_id, "key", "else")).await, "conflict");
        pair.of_ben.is_silent().await;
    }

    async fn a_request_repeated_from_many_sockets_at_once_makes_one_message(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut sockets: Vec<Socket> = Vec::new();
        for _ in 0..8 {
            sockets.push(enter(&app, &pair.ann).await);
        }
        let request = send(pair.chat_id, "once", "hello");
        let acks = sockets.iter_mut().map(|socket| socket.ask(request.clone()));
        let acks = futures_util::future::join_all(acks).await;
        assert!(acks.iter().all(|ack| ack == &acks[0]), "{acks:?}");
        assert_eq!(acks[0]["revision"], 1);
        assert_eq!(pair.of_ben.next().await, as_event(&acks[0], "message"));
        pair.of_ben.is_silent().await;
    }
}

async fn repeat_by_api(app: &TestApp, pair: &Pair, key: &str, text: &str) -> (u16, Vec<i64>) {
    let path = format!("/api/chats/{}/messages", pair.chat_id);
    let request = app.request(Method::POST, &path, &pair.ann).header("idempotency-key", key);
    let answer = app.answer_to(request.json(&json!({"texts": [text]}))).await;
    (answer.status, if answer.status == 201 { answer.integers("message_ids") } else { Vec::new() })
}
