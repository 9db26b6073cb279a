//! What open sockets learn of others: nothing of what those hide, from the moment they hide it.

use super::{Pair, enter, message_id, send};
use serde_json::{Value, json};
use simple_chats_domain::{Privacy, UserId};
use simple_chats_persistence::privacy;
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};

fn watch(user: &TestUser) -> Value {
    json!({"type": "watch", "user_ids": [user.user_id]})
}

fn hidden(user: &TestUser) -> Value {
    shown(user, false)
}

fn shown(user: &TestUser, online: bool) -> Value {
    json!({"type": "presence", "users": [{"user_id": user.user_id, "online": online, "last_seen": null}]})
}

async fn set(app: &TestApp, user: &TestUser, settings: Value) {
    let answer = app.patch("/api/me/privacy", user, settings).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn block(app: &TestApp, blocker: &TestUser, target: &TestUser) {
    let answer = app.put(&format!("/api/users/{}/block", target.user_id), blocker, json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn unblock(app: &TestApp, blocker: &TestUser, target: &TestUser) {
    let answer = app.delete(&format!("/api/users/{}/block", target.user_id), blocker).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Both watch each other, and see each other online.
async fn watch_each_other(pair: &mut Pair) {
    let (ann, ben) = (&pair.ann, &pair.ben);
    for (socket, other) in [(&mut pair.of_ann, ben), (&mut pair.of_ben, ann)] {
        let mut answer = socket.ask(watch(other)).await;
        while answer["users"][0]["online"] == false {
            // At another instance, it may not be known yet.
            answer = socket.ask(watch(other)).await;
        }
        assert_eq!(answer, shown(other, true));
    }
}

/// A user does what the companion must not notice.
async fn act(app: &TestApp, user: &TestUser, socket: &mut Socket, chat_id: i64, newest: i64) {
    socket.send(json!({"type": "typing", "chat_id": chat_id})).await;
    let read = json!({"type": "read", "chat_id": chat_id, "message_id": newest});
    assert_eq!(socket.ask(read).await["type"], "ack");
    socket.expect("read").await;
    let renamed = app.post("/api/update", user, json!({ "name": "Somebody else" })).await;
    assert_eq!(renamed.status, 202, "{}", renamed.body);
    socket.expect("user_changed").await;
}

on_one_and_on_two_instances! {
    async fn a_block_takes_effect_on_open_sockets_of_both(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let sent = pair.of_ben.ask(pair.send("hello")).await;
        pair.of_ann.expect("message").await;
        watch_each_other(&mut pair).await;
        block(&app, &pair.ann, &pair.ben).await;
        assert_eq!(pair.of_ben.expect("presence").await, hidden(&pair.ann));
        assert_eq!(pair.of_ann.expect("presence").await, hidden(&pair.ben));

        act(&app, &pair.ann, &mut pair.of_ann, pair.chat_id, message_id(&sent)).await;
        pair.of_ben.is_silent().await;
        for (socket, other) in [(&mut pair.of_ben, &pair.ann), (&mut pair.of_ann, &pair.ben)] {
            assert_eq!(socket.ask(watch(other)).await, hidden(other));
        }
        let history = json!({"type": "history", "chat_id": pair.chat_id});
        assert_eq!(pair.of_ben.ask(history.clone()).await["companion_read_up_to"], 0);
        assert_eq!(pair.of_ben.ask(json!({"type": "resume", "have": {}})).await["chats"][0]["companion_read_up_to"], 0);
        assert_eq!(pair.of_ben.ask_refused(pair.send("again")).await, "not_possible");
        let to_ann = json!({"type": "send", "companion_id": pair.ann.user_id, "client_id": "x", "text": "x"});
        assert_eq!(pair.of_ben.ask_refused(to_ann).await, "not_possible");
        let edit = json!({"type": "edit", "message_id": message_id(&sent), "text": "changed"});
        assert_eq!(pair.of_ben.ask_refused(edit).await, "not_possible");
        pair.of_ann.is_silent().await;

        unblock(&app, &pair.ann, &pair.ben).await;
        assert_eq!(pair.of_ben.expect("presence").await, shown(&pair.ann, true));
        assert_eq!(pair.of_ann.expect("presence").await, shown(&pair.ben, true));
        assert_eq!(pair.of_ben.ask(history).await["companion_read_up_to"], message_id(&sent));
    }

    async fn hidden_presence_is_hidden_both_ways_until_it_is_shown_again(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        watch_each_other(&mut pair).await;
        set(&app, &pair.ann, json!({ "show_presence": false })).await;
        assert_eq!(pair.of_ben.expect("presence").await, hidden(&pair.ann));
        assert_eq!(pair.of_ann.expect("presence").await, hidden(&pair.ben));
        let mut other_tab = enter(&app, &pair.ben).await;
        assert_eq!(other_tab.ask(watch(&pair.ann)).await, hidden(&pair.ann));
        let again = enter(&app, &pair.ann).await;
        again.leave().await;
        other_tab.is_silent().await;
        pair.of_ben.is_silent().await;
        set(&app, &pair.ann, json!({ "show_presence": true })).await;
        for socket in [&mut pair.of_ben, &mut other_tab] {
            assert_eq!(socket.expect("presence").await, shown(&pair.ann, true));
        }
        assert_eq!(pair.of_ann.expect("presence").await, shown(&pair.ben, true));
    }

    async fn asking_again_hides_what_an_earlier_attempt_did_not_announce(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        watch_each_other(&mut pair).await;
        let ann = UserId::stored(pair.ann.user_id);
        let hides = Privacy { show_presence: false, ..Privacy::default() };
        let conn = &mut app.connect();
        privacy::set(conn, ann, &hides).unwrap();
        privacy::apply_settings(conn, ann, &Privacy::default(), &hides).unwrap();
        set(&app, &pair.ann, json!({ "show_presence": false })).await;
        assert_eq!(pair.of_ben.expect("presence").await, hidden(&pair.ann));
        assert_eq!(pair.of_ann.expect("presence").await, hidden(&pair.ben));
    }

    async fn who_sends_no_marks_and_no_typing_gets_none(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let sent = pair.of_ben.ask(pair.send("hello")).await;
        pair.of_ann.expect("message").await;
        let answer = pair.of_ann.ask(send(pair.chat_id, "answer", "answer")).await;
        pair.of_ben.expect("message").await;
        set(&app, &pair.ann, json!({ "send_read_marks": false, "send_typing": false })).await;
        for (socket, newest) in [(&mut pair.of_ann, &sent), (&mut pair.of_ben, &answer)] {
            socket.send(json!({"type": "typing", "chat_id": pair.chat_id})).await;
            let read = json!({"type": "read", "chat_id": pair.chat_id, "message_id": message_id(newest)});
            assert_eq!(socket.ask(read).await["type"], "ack");
            socket.expect("read").await;
        }
        pair.of_ann.is_silent().await;
        pair.of_ben.is_silent().await;
        set(&app, &pair.ann, json!({ "send_typing": true })).await;
        // At most one is forwarded within a second.
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        pair.of_ann.send(json!({"type": "typing", "chat_id": pair.chat_id})).await;
        assert_eq!(pair.of_ben.expect("typing").await["user_id"], pair.ann.user_id);
    }

    async fn a_request_shows_no_presence_until_it_is_accepted(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        set(&app, &ann, json!({ "who_may_write": "invited" })).await;
        let (mut of_ann, mut of_ben) = (enter(&app, &ann).await, enter(&app, &ben).await);
        let first = json!({"type": "send", "companion_id": ann.user_id, "client_id": "1", "text": "hello"});
        let ack = of_ben.ask(first).await;
        let chat_id = ack["chat_id"].as_i64().expect("a chat");
        assert_eq!(of_ann.expect("chat_created").await["request"], true);
        assert!(of_ben.expect("chat_created").await.get("request").is_none());
        of_ann.expect("message").await;
        let state = json!({"type": "resume", "have": {}});
        assert_eq!(of_ann.ask(state.clone()).await["chats"][0]["request"], true);
        assert!(of_ben.ask(state).await["chats"][0].get("request").is_none());
        assert_eq!(of_ben.ask(watch(&ann)).await, hidden(&ann));
        assert_eq!(of_ann.ask(watch(&ben)).await, hidden(&ben));
        let read = json!({"type": "read", "chat_id": chat_id, "message_id": message_id(&ack)});
        of_ann.ask(read).await;
        of_ann.expect("read").await;
        of_ann.send(json!({"type": "typing", "chat_id": chat_id})).await;
        let renamed = app.post("/api/update", &ann, json!({ "name": "Somebody else" })).await;
        assert_eq!(renamed.status, 202, "{}", renamed.body);
        of_ann.expect("user_changed").await;
        of_ben.is_silent().await;

        // An answer accepts it.
        of_ann.ask(send(chat_id, "2", "hi")).await;
        let accepted = of_ann.expect("chat_accepted").await;
        assert_eq!(accepted, json!({"type": "chat_accepted", "chat_id": chat_id, "companion_id": ben.user_id}));
        assert_eq!(of_ann.expect("presence").await, shown(&ben, true));
        of_ben.expect("message").await;
        assert_eq!(of_ben.expect("presence").await, shown(&ann, true));
    }

    async fn strangers_cannot_send_to_whom_they_do_not_find(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        set(&app, &ann, json!({ "findable": "exact" })).await;
        let mut of_ben = enter(&app, &ben).await;
        let to = |user_id: i64| json!({"type": "send", "companion_id": user_id, "client_id": "1", "text": "hello"});
        let mut refused = of_ben.ask(to(ann.user_id)).await;
        let mut unknown = of_ben.ask(to(99_999)).await;
        assert_eq!(refused["code"], "not_found");
        for answer in [&mut refused, &mut unknown] {
            answer.as_object_mut().expect("an object").remove("message");
        }
        assert_eq!(refused, unknown);
        of_ben.is_silent().await;
    }
}
