//! Requests: chats that strangers begin with a user who takes no messages of strangers.

use super::support::{assert_not_found, assert_refused};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances};

async fn take_no_strangers(app: &TestApp, user: &TestUser) {
    let answer = app.patch("/api/me/privacy", user, json!({ "who_may_write": "invited" })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn write_to(app: &TestApp, sender: &TestUser, receiver: &TestUser, texts: Value) -> TestResponse {
    app.post(&format!("/api/users/{}/messages", receiver.user_id), sender, json!({ "texts": texts })).await
}

async fn requests_of(app: &TestApp, user: &TestUser) -> Vec<Value> {
    app.get("/api/chats?requests=true", user).await.json()["data"].as_array().expect("a list").clone()
}

fn assert_not_wanted(answer: &TestResponse) {
    assert_refused(answer, 403, "not_possible", "You cannot write to this user");
}

on_one_and_on_two_instances! {
    async fn a_first_message_waits_until_it_is_accepted(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        take_no_strangers(&app, &ann).await;
        let sent = write_to(&app, &ben, &ann, json!("hello")).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let chat = sent.json()["chat_id"].as_i64().expect("a chat");
        assert_eq!(app.chat_ids(&ann).await, Vec::<i64>::new());
        let (low, high) = (ann.user_id.min(ben.user_id), ann.user_id.max(ben.user_id));
        let shape = json!({ "chat_id": chat, "user1_id": low, "user2_id": high, "request": true });
        assert_eq!(requests_of(&app, &ann).await, std::slice::from_ref(&shape));
        assert_eq!(app.get(&format!("/api/chats/{chat}"), &ann).await.json()["data"], shape);
        let expanded = app.get("/api/chats?requests=true&expand=true", &ann).await.json()["data"][0].clone();
        assert_eq!((&expanded["request"], &expanded["last_message"]["text"]), (&json!(true), &json!("hello")));
        // The sender can't tell.
        assert_eq!(app.chat_ids(&ben).await, [chat]);
        assert!(app.first_chat(&ben).await.get("request").is_none());
        assert_eq!(requests_of(&app, &ben).await, Vec::<Value>::new());

        let accept = format!("/api/chats/{chat}/accept");
        assert_eq!(app.post(&accept, &ben, json!({})).await.status, 200);
        assert_eq!(requests_of(&app, &ann).await.len(), 1, "the sender accepts nothing");
        for _ in 0..2 {
            let accepted = app.post(&accept, &ann, json!({})).await;
            assert_eq!((accepted.status, &accepted.json()["chat_id"]), (200, &json!(chat)));
        }
        assert_eq!((app.chat_ids(&ann).await, requests_of(&app, &ann).await), (vec![chat], vec![]));
        for text in ["1", "2", "3", "4"] {
            app.send(&ben, chat, &[text]).await;
        }
    }

    async fn a_stranger_sends_three_messages(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        take_no_strangers(&app, &ann).await;
        assert_not_wanted(&write_to(&app, &ben, &ann, json!(["1", "2", "3", "4"])).await);
        assert_eq!(app.chat_ids(&ben).await, Vec::<i64>::new(), "it leaves no chat behind");
        assert_eq!(write_to(&app, &ben, &ann, json!(["1", "2"])).await.status, 201);
        assert_not_wanted(&write_to(&app, &ben, &ann, json!(["3", "4"])).await);
        assert_eq!(write_to(&app, &ben, &ann, json!(["3"])).await.status, 201);
        assert_not_wanted(&write_to(&app, &ben, &ann, json!(["4"])).await);
        // Deleting a message makes no room.
        let chat = app.chat_ids(&ben).await[0];
        let first = app.first_chat(&ben).await["last_message"]["message_id"].clone();
        assert_eq!(app.delete(&format!("/api/chats/{chat}/messages/{first}"), &ben).await.status, 200);
        assert_not_wanted(&write_to(&app, &ben, &ann, json!(["4"])).await);

        let all = (0..12).map(|number| write_to(&app, &cid, &ann, json!(number.to_string())));
        let answers = futures_util::future::join_all(all).await;
        let sent = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(sent, 3, "also if all arrive at once");
    }

    async fn the_sender_makes_no_room_by_deleting_the_request(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        take_no_strangers(&app, &ann).await;
        write_to(&app, &ben, &ann, json!(["1", "2", "3"])).await;
        let chat = format!("/api/chats/{}", app.chat_ids(&ben).await[0]);
        let refusal = "You cannot delete this chat for both of you";
        assert_refused(&app.delete(&chat, &ben).await, 403, "not_possible", refusal);
        assert_not_wanted(&write_to(&app, &ben, &ann, json!("4")).await);
        app.post(&format!("{chat}/accept"), &ann, json!({})).await;
        assert_eq!(app.delete(&chat, &ben).await.status, 200);
    }

    async fn a_request_makes_nobody_a_companion_until_it_is_accepted(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        take_no_strangers(&app, &ann).await;
        write_to(&app, &ben, &ann, json!("hello")).await;
        app.patch("/api/me/privacy", &ann, json!({ "findable": "exact" })).await;
        app.patch("/api/me/privacy", &ben, json!({ "findable": "exact" })).await;
        let path = |user: &TestUser| format!("/api/users/{}", user.user_id);
        let lists = ["/api/users", "/api/users?name-like=an"];
        assert_not_found(&app.get(&path(&ann), &ben).await, &format!("User {}", ann.user_id));
        for list in lists {
            assert!(!app.get(list, &ben).await.column("username").contains(&json!("ann")), "{list}");
        }
        assert_eq!(app.get(&path(&ben), &ann).await.status, 200, "who wrote first is found");
        let chat = app.chat_ids(&ben).await[0];
        app.post(&format!("/api/chats/{chat}/accept"), &ann, json!({})).await;
        assert_eq!(app.get(&path(&ann), &ben).await.status, 200);
        for list in lists {
            assert!(app.get(list, &ben).await.column("username").contains(&json!("ann")), "{list}");
        }
    }

    async fn a_request_to_a_deleted_account_waits_no_longer(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        take_no_strangers(&app, &ann).await;
        take_no_strangers(&app, &cid).await;
        let sent = write_to(&app, &ben, &ann, json!("hello")).await.json();
        let chat = sent["chat_id"].clone();
        let read = json!({ "message_id": sent["message_ids"][0] });
        app.post(&format!("/api/chats/{chat}/read"), &ann, read).await;
        write_to(&app, &ann, &cid, json!("hello")).await;
        app.delete_account(&ann).await;
        assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], 0);
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ben).await.status, 200);
        assert_eq!((requests_of(&app, &cid).await.len(), app.chat_ids(&cid).await), (1, vec![]));
    }

    async fn an_answer_accepts(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        take_no_strangers(&app, &ann).await;
        write_to(&app, &ben, &ann, json!(["1", "2", "3"])).await;
        assert_eq!(write_to(&app, &ann, &ben, json!("hello")).await.status, 201);
        assert_eq!(requests_of(&app, &ann).await, Vec::<Value>::new());
        let chat = app.chat_ids(&ann).await[0];
        app.send(&ben, chat, &["4", "5", "6", "7"]).await;
    }

    async fn a_chat_that_a_stranger_creates_is_a_request(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        take_no_strangers(&app, &ann).await;
        let of_ben = app.open_chat(&ben, &ann).await;
        let of_ann = app.open_chat(&ann, &cid).await;
        assert_eq!(app.chat_ids(&ann).await, [of_ann], "whom the user wrote to is no stranger");
        assert_eq!(requests_of(&app, &ann).await[0]["chat_id"], of_ben);
        app.send(&cid, of_ann, &["1", "2", "3", "4"]).await;
    }
}

on_both_databases! {
    async fn read_marks_of_a_request_are_hidden(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        take_no_strangers(&app, &ann).await;
        let sent = write_to(&app, &ben, &ann, json!("hello")).await.json();
        let (chat, message) = (sent["chat_id"].clone(), sent["message_ids"][0].clone());
        let read = app.post(&format!("/api/chats/{chat}/read"), &ann, json!({ "message_id": message })).await;
        assert_eq!(read.status, 200);
        assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], 0);
        app.post(&format!("/api/chats/{chat}/accept"), &ann, json!({})).await;
        assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], message);
    }

    async fn a_request_ends_by_deletion_or_a_block(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        take_no_strangers(&app, &ann).await;
        for stranger in [&ben, &cid] {
            assert_eq!(write_to(&app, stranger, &ann, json!("hello")).await.status, 201);
        }
        let requests = requests_of(&app, &ann).await;
        let deleted = app.delete(&format!("/api/chats/{}", requests[0]["chat_id"]), &ann).await;
        assert_eq!(deleted.status, 200);
        assert_eq!(app.chat_ids(&ben).await, Vec::<i64>::new());
        app.put(&format!("/api/users/{}/block", cid.user_id), &ann, json!({})).await;
        assert_eq!(requests_of(&app, &ann).await, Vec::<Value>::new());
        assert_eq!(app.chat_ids(&ann).await, Vec::<i64>::new());
        assert_not_wanted(&write_to(&app, &cid, &ann, json!("again")).await);
    }

    async fn only_participants_accept(app: TestApp) {
        let (_, _, chat) = app.chat_of_two().await;
        let cid = app.register("cid").await;
        let answer = app.post(&format!("/api/chats/{chat}/accept"), &cid, json!({})).await;
        assert_refused(&answer, 403, "not_yours", format!("You are not a participant of this chat {chat}"));
        assert_not_found(&app.post("/api/chats/99/accept", &cid, json!({})).await, "Chat 99");
    }
}
