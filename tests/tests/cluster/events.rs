//! Each kind of event, made at one instance and heard at the other, both ways round.

use super::{TwoInstances, enter};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestUser};

/// What a socket hears of a conversation that goes on at another instance.
async fn talk(here: &TestApp, there: &TestApp, [ann, ben]: [&TestUser; 2]) {
    let mut of_ben = enter(there, ben).await;
    let mut of_ann = enter(here, ann).await;
    let ack = of_ann
        .ask(json!({"type": "send", "client_id": "1", "text": "Hello", "companion_id": ben.user_id}))
        .await;
    let created = of_ben.expect("chat_created").await;
    let heard = of_ben.expect("message").await;
    assert_eq!(heard["message"], ack["message"]);
    assert_eq!((&heard["revision"], &created["chat_id"]), (&json!(1), &ack["chat_id"]));
    let (chat, message) = (&ack["chat_id"], &ack["message"]["message_id"]);

    of_ann.ask(json!({"type": "edit", "message_id": message, "text": "Hello, Ben"})).await;
    assert_eq!(of_ben.expect("edited").await["message"]["text"], "Hello, Ben");
    // A read mark goes back the other way.
    of_ben.ask(json!({"type": "read", "chat_id": chat, "message_id": message})).await;
    assert_eq!(of_ann.expect("chat_created").await["chat_id"], *chat);
    for socket in [&mut of_ann, &mut of_ben] {
        assert_eq!(socket.expect("read").await["message_id"], *message);
    }
    of_ann.send(json!({"type": "typing", "chat_id": chat})).await;
    assert_eq!(of_ben.expect("typing").await["user_id"], ann.user_id);
    of_ann.ask(json!({"type": "delete", "message_id": message})).await;
    assert_eq!(of_ben.expect("deleted").await["revision"], 3);

    // What is done by REST is told alike, and a user's own sockets at both instances hear it.
    let mut of_ann_there = enter(there, ann).await;
    here.send(ann, chat.as_i64().unwrap(), &["by REST"]).await;
    for socket in [&mut of_ann, &mut of_ann_there, &mut of_ben] {
        assert_eq!(socket.expect("message").await["message"]["text"], "by REST");
    }
    let changed = here.post("/api/update", ann, json!({"name": "Another name"})).await;
    assert_eq!(changed.status, 202, "{}", changed.body);
    for socket in [&mut of_ann, &mut of_ann_there, &mut of_ben] {
        assert_eq!(socket.expect("user_changed").await["name"], "Another name");
    }
    let deleted = here.answer_to(here.request(Method::DELETE, &format!("/api/chats/{chat}"), ann)).await;
    assert_eq!(deleted.status, 200, "{}", deleted.body);
    for socket in [&mut of_ann, &mut of_ann_there, &mut of_ben] {
        let gone: Value = socket.expect("chat_deleted").await;
        assert_eq!(gone["chat_id"], *chat);
    }
}

#[tokio::test]
async fn events_of_one_instance_reach_the_sockets_of_the_other() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    talk(&instances.one, &instances.other, [&ann, &ben]).await;
    talk(&instances.other, &instances.one, [&ben, &ann]).await;
}

#[tokio::test]
async fn events_reach_only_the_users_they_concern() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben, cleo] = instances.one.register_all(["ann", "ben", "cleo"]).await;
    let mut of_cleo = enter(&instances.other, &cleo).await;
    let mut of_ben = enter(&instances.other, &ben).await;
    let chat = instances.one.open_chat(&ann, &ben).await;
    instances.one.send(&ann, chat, &["for Ben"]).await;
    of_ben.expect("chat_created").await;
    of_ben.expect("message").await;
    of_cleo.is_silent().await;
}

#[tokio::test]
async fn a_socket_that_reconnects_to_another_instance_gets_later_events() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let chat = instances.one.open_chat(&ann, &ben).await;
    for round in 0..10 {
        let (from, to) = if round % 2 == 0 {
            (&instances.one, &instances.other)
        } else {
            (&instances.other, &instances.one)
        };
        let mut of_ben = enter(to, &ben).await;
        from.send(&ann, chat, &[&format!("round {round}")]).await;
        assert_eq!(of_ben.expect("message").await["revision"], round + 1);
        of_ben.leave().await;
    }
}
