//! A user's own view of a chat over sockets: `prefer`, `clear`, the event `preferences`, and the order of `state`.

use super::{Pair, as_event, assert_silent, enter, message_id};
use serde_json::{Value, json};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

fn prefer(chat_id: i64, change: Value) -> Value {
    let mut request = change;
    request["type"] = json!("prefer");
    request["chat_id"] = json!(chat_id);
    request
}

const NOTHING: [Value; 0] = [];

fn clear(chat_id: i64) -> Value {
    json!({"type": "clear", "chat_id": chat_id})
}

/// The chats of a `state`, without its other parts.
async fn resume(socket: &mut Socket, have: Value) -> Vec<Value> {
    let state = socket.ask(json!({"type": "resume", "have": have})).await;
    assert_eq!((&state["type"], &state["gone"]), (&json!("state"), &json!([])), "{state}");
    state["chats"].as_array().unwrap().clone()
}

fn ids(chats: &[Value]) -> Vec<Value> {
    chats.iter().map(|chat| chat["chat_id"].clone()).collect()
}

on_one_and_on_two_instances! {
    async fn the_users_other_sockets_learn_of_a_change_and_nobody_else(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut other = enter(&app, &pair.ann).await;
        let ack = pair.of_ann.ask(prefer(pair.chat_id, json!({"pinned": true, "muted_until": "forever"}))).await;
        let preferences = json!({"version": 1, "pinned": true, "archived": false, "muted_until": "forever",
            "marked_unread": false, "cleared_up_to": 0});
        assert_eq!(ack, json!({"type": "ack", "chat_id": pair.chat_id, "preferences": preferences}));
        assert_eq!(other.expect("preferences").await, as_event(&ack, "preferences"));
        // What changes nothing is acknowledged, and no event.
        assert_eq!(pair.of_ann.ask(prefer(pair.chat_id, json!({"pinned": true}))).await, ack);
        assert_silent([&mut other, &mut pair.of_ann, &mut pair.of_ben]).await;
        let answer = app.patch(&format!("/api/chats/{}/preferences", pair.chat_id), &pair.ann, json!({"pinned": false})).await;
        assert_eq!(answer.status, 200);
        for socket in [&mut other, &mut pair.of_ann] {
            let event = socket.expect("preferences").await;
            assert_eq!((&event["preferences"]["version"], &event["preferences"]["pinned"]), (&json!(2), &json!(false)));
        }
        assert_silent([&mut pair.of_ben]).await;
    }

    async fn a_faulty_field_is_named(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        for (change, fault) in [
            (json!({"pinned": null}), "pinned: Must be true or false"),
            (json!({"archived": 1}), "archived: Must be true or false"),
            (json!({"muted_until": "soon"}), "muted_until: Must be a time, \"forever\", or null"),
        ] {
            let refusal = pair.of_ann.ask(prefer(pair.chat_id, change)).await;
            assert_eq!((&refusal["code"], &refusal["message"]), (&json!("bad_request"), &json!(fault)));
        }
        for request in [prefer(99, json!({"pinned": true})), clear(99)] {
            let refusal = pair.of_ann.ask(request).await;
            assert_eq!(refusal["code"], "not_found");
        }
        let ended = pair.of_ann.ask(prefer(pair.chat_id, json!({"muted_until": null}))).await;
        assert_eq!(ended["preferences"]["version"], 0);
    }

    async fn a_message_to_an_archived_chat_is_announced_after_the_chat_is_back(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        pair.of_ann.ask(prefer(pair.chat_id, json!({"archived": true}))).await;
        pair.of_ben.ask(pair.send("are you there?")).await;
        let event = pair.of_ann.expect("preferences").await;
        assert_eq!((&event["preferences"]["archived"], &event["preferences"]["version"]), (&json!(false), &json!(2)));
        pair.of_ann.expect("message").await;
        pair.of_ann.ask(prefer(pair.chat_id, json!({"archived": true, "muted_until": "forever"}))).await;
        pair.of_ben.ask(pair.send("hello?")).await;
        pair.of_ann.expect("message").await;
        assert_eq!(resume(&mut pair.of_ann, json!({})).await[0]["preferences"]["archived"], true);
    }

    async fn a_cleared_chat_is_empty_for_the_user_and_as_before_for_the_companion(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut other = enter(&app, &pair.ann).await;
        let chat_id = pair.chat_id;
        let sent = message_id(&pair.of_ben.ask(pair.send("one")).await);
        for socket in [&mut other, &mut pair.of_ann] {
            socket.expect("message").await;
        }
        let held = resume(&mut other, json!({})).await[0].clone();
        let mark = |version: Option<i64>| {
            let mut mark = vec![held["revision"].clone(), held["read_up_to"].clone(), held["companion_read_up_to"].clone()];
            mark.extend(version.map(|version| json!(version)));
            json!({ chat_id.to_string(): mark })
        };
        assert_eq!(resume(&mut other, mark(Some(0))).await, NOTHING);

        let ack = pair.of_ann.ask(clear(chat_id)).await;
        assert_eq!((&ack["type"], &ack["cleared_up_to"]), (&json!("ack"), &json!(sent)));
        assert_eq!((&ack["preferences"]["version"], &ack["preferences"]["cleared_up_to"]), (&json!(1), &json!(sent)));
        let event = other.expect("preferences").await;
        assert_eq!((&event["chat_id"], &event["preferences"]), (&json!(chat_id), &ack["preferences"]));

        // A client that doesn't hold the chat finds none, and one that does learns that it was cleared.
        assert_eq!(resume(&mut other, json!({})).await, NOTHING);
        assert_eq!(resume(&mut other, mark(None)).await, NOTHING, "it knows no preferences");
        let differing = resume(&mut other, mark(Some(0))).await;
        assert_eq!((&differing[0]["last_message"], &differing[0]["unread"]), (&json!(null), &json!(0)));
        assert_eq!(resume(&mut other, mark(Some(1))).await, NOTHING);
        let history = other.ask(json!({"type": "history", "chat_id": chat_id})).await;
        assert_eq!((&history["messages"], &history["has_more"], &history["revision"]), (&json!([]), &json!(false), &json!(1)));
        let changes = other.ask(json!({"type": "sync", "chat_id": chat_id, "after": 0})).await;
        assert_eq!((&changes["changes"], &changes["revision"]), (&json!([]), &json!(1)));
        let of_ben = pair.of_ben.ask(json!({"type": "history", "chat_id": chat_id})).await;
        assert_eq!(of_ben["messages"].as_array().unwrap().len(), 1);

        // An edit of what was cleared stays between the companion's sockets; a deletion says nothing but its revision.
        pair.of_ben.ask(json!({"type": "edit", "message_id": sent, "text": "changed"})).await;
        assert_silent([&mut other, &mut pair.of_ann]).await;
        pair.of_ben.ask(json!({"type": "delete", "message_id": sent})).await;
        assert_eq!(other.expect("deleted").await["revision"], 3);

        // The next message brings it back.
        let next = message_id(&pair.of_ben.ask(pair.send("two")).await);
        assert_eq!(message_id(&other.expect("message").await), next);
        let back = resume(&mut other, json!({})).await;
        assert_eq!((ids(&back), &back[0]["last_message"]["text"]), (vec![json!(chat_id)], &json!("two")));
    }

    async fn state_begins_with_pinned_chats_and_has_archived_ones(app: TestApp) {
        let [ann, ben, cat, dan] = app.register_all(["ann", "ben", "cat", "dan"]).await;
        let mut chats = Vec::new();
        for companion in [&ben, &cat, &dan] {
            let chat = app.open_chat(&ann, companion).await;
            app.send(&ann, chat, &["hello"]).await;
            chats.push(json!(chat));
        }
        let mut socket = enter(&app, &ann).await;
        assert_eq!(ids(&resume(&mut socket, json!({})).await), [chats[2].clone(), chats[1].clone(), chats[0].clone()]);
        for (chat, change) in [(0, json!({"pinned": true})), (1, json!({"pinned": true})), (2, json!({"archived": true}))] {
            socket.ask(prefer(chats[chat].as_i64().unwrap(), change)).await;
            // The next pin is a later one.
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert_eq!(ids(&resume(&mut socket, json!({})).await), [chats[1].clone(), chats[0].clone(), chats[2].clone()]);
    }

    async fn reading_ends_that_a_chat_is_marked_as_unread_on_all_sockets(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let sent = message_id(&pair.of_ben.ask(pair.send("one")).await);
        pair.of_ann.expect("message").await;
        pair.of_ann.ask(prefer(pair.chat_id, json!({"marked_unread": true}))).await;
        pair.of_ann.ask(json!({"type": "read", "chat_id": pair.chat_id, "message_id": sent})).await;
        let event = pair.of_ann.expect("preferences").await;
        assert_eq!((&event["preferences"]["marked_unread"], &event["preferences"]["version"]), (&json!(false), &json!(2)));
    }
}
