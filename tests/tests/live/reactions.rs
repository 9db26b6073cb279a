//! Reactions: one of each user on a message, told to both.

use super::{Pair, enter, integer, message_id};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};

fn react(message_id: i64, emoji: impl Into<Value>) -> Value {
    json!({"type": "react", "message_id": message_id, "emoji": emoji.into()})
}

fn reacted(pair: &Pair, user: &TestUser, revision: i64, message_id: i64, emoji: impl Into<Value>) -> Value {
    json!({"type": "reacted", "chat_id": pair.chat_id, "revision": revision, "message_id": message_id,
           "user_id": user.user_id, "emoji": emoji.into()})
}

on_one_and_on_two_instances! {
    async fn a_reaction_is_acknowledged_and_told_to_all_other_sockets_of_both(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let sent = pair.of_ann.ask(pair.send("hi")).await;
        let id = message_id(&sent);
        pair.of_ben.expect("message").await;
        let mut other_tab = enter(&app, &pair.ben).await;
        let ack = pair.of_ben.ask(react(id, "\u{2764}")).await;
        let mut expected = sent;
        expected["revision"] = json!(2);
        expected["message_id"] = json!(id);
        expected["message"]["reactions"] = json!([{"user_id": pair.ben.user_id, "emoji": "\u{2764}\u{FE0F}"}]);
        assert_eq!(ack, expected, "the full form of the emoji, and all else stays");
        let event = reacted(&pair, &pair.ben, 2, id, "\u{2764}\u{FE0F}");
        assert_eq!(pair.of_ann.next().await, event);
        assert_eq!(other_tab.next().await, event);
        pair.of_ben.is_silent().await;
    }

    async fn a_new_reaction_replaces_the_old_one_and_the_same_changes_nothing(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("hi")).await);
        pair.of_ben.expect("message").await;
        assert_eq!(pair.of_ben.ask(react(id, Value::Null)).await["revision"], 1, "there is none to remove");
        assert_eq!(pair.of_ann.ask(react(id, "😂")).await["revision"], 2);
        assert_eq!(pair.of_ben.ask(react(id, "👍🏽")).await["revision"], 3);
        assert_eq!(pair.of_ben.ask(react(id, "👍🏽")).await["revision"], 3);
        let last = pair.of_ben.ask(react(id, "🙏")).await;
        let both = json!([{"user_id": pair.ann.user_id, "emoji": "😂"}, {"user_id": pair.ben.user_id, "emoji": "🙏"}]);
        assert_eq!((&last["revision"], &last["message"]["reactions"]), (&json!(4), &both));
        let removed = pair.of_ann.ask(react(id, Value::Null)).await;
        assert_eq!((&removed["revision"], removed["message"]["reactions"].as_array().unwrap().len()), (&json!(5), 1));
        let changes = pair.of_ann.ask(json!({"type": "sync", "chat_id": pair.chat_id, "after": 1})).await;
        assert_eq!(changes["changes"], json!([{"revision": 5, "message": removed["message"]}]));
        let state = pair.of_ann.ask(json!({"type": "resume", "have": {}})).await;
        assert_eq!(state["chats"][0]["last_message"]["reactions"], removed["message"]["reactions"]);
    }

    async fn what_is_no_emoji_is_a_bad_request(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("hi")).await);
        for emoji in [json!(""), json!("x"), json!("👍👍"), json!(":+1:"), json!(5), json!(["👍"])] {
            assert_eq!(pair.of_ann.ask_refused(react(id, emoji.clone())).await, "bad_request", "{emoji}");
        }
        assert_eq!(pair.of_ann.ask_refused(json!({"type": "react", "message_id": id})).await, "bad_request");
        assert_eq!(pair.of_ann.ask(react(id, "1️⃣")).await["revision"], 2);
    }

    async fn deleted_and_foreign_messages_are_not_found(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("hi")).await);
        pair.of_ben.expect("message").await;
        let mut of_cat = enter(&app, &app.register("cat").await).await;
        assert_eq!(of_cat.ask_refused(react(id, "👍")).await, "not_found");
        assert_eq!(of_cat.ask_refused(react(999_999, "👍")).await, "not_found");
        pair.of_ben.ask(react(id, "👍")).await;
        pair.of_ann.expect("reacted").await;
        pair.of_ann.ask(json!({"type": "delete", "message_id": id})).await;
        assert_eq!(pair.of_ben.expect("deleted").await["revision"], 3);
        for emoji in [json!("👍"), Value::Null] {
            assert_eq!(pair.of_ben.ask_refused(react(id, emoji)).await, "not_found");
        }
        pair.of_ann.is_silent().await;
    }

    async fn who_is_blocked_can_only_take_a_reaction_back(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("hi")).await);
        pair.of_ben.expect("message").await;
        pair.of_ben.ask(react(id, "👍")).await;
        pair.of_ann.expect("reacted").await;
        app.put(&format!("/api/users/{}/block", pair.ben.user_id), &pair.ann, json!({})).await;
        assert_eq!(pair.of_ben.ask_refused(react(id, "😮")).await, "not_possible");
        assert_eq!(pair.of_ann.ask_refused(react(id, "😮")).await, "not_possible");
        assert_eq!(pair.of_ben.ask(react(id, "👍")).await["revision"], 2, "it is as it was");
        assert_eq!(pair.of_ben.ask(react(id, Value::Null)).await["revision"], 3);
    }

    async fn a_reaction_to_a_request_accepts_it(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        app.patch("/api/me/privacy", &ben, json!({"who_may_write": "invited"})).await;
        let sent = app.post(&format!("/api/users/{}/messages", ben.user_id), &ann, json!({"texts": "hi"})).await.json();
        let (chat_id, id) = (integer(&sent["chat_id"]), integer(&sent["message_ids"][0]));
        let (mut of_ann, mut of_ben) = (enter(&app, &ann).await, enter(&app, &ben).await);
        let mut other_tab = enter(&app, &ben).await;
        assert_eq!(of_ben.ask(react(id, Value::Null)).await["revision"], 1);
        other_tab.is_silent().await;
        of_ben.send(react(id, "👍")).await;
        assert_eq!(other_tab.next().await, json!({"type": "chat_accepted", "chat_id": chat_id, "companion_id": ann.user_id}));
        other_tab.expect("reacted").await;
        of_ann.expect("reacted").await;
        let requests = app.get("/api/chats?requests=true", &ben).await.json();
        assert_eq!(requests["data"], json!([]));
    }

    async fn a_deleted_account_takes_its_reactions_along_with_its_messages(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("hi")).await);
        pair.of_ben.expect("message").await;
        pair.of_ben.ask(react(id, "👍")).await;
        pair.of_ann.expect("reacted").await;
        let own = message_id(&pair.of_ben.ask(pair.send("of ben")).await);
        pair.of_ann.expect("message").await;
        let body = json!({"password": pair.ben.password, "delete_messages": true});
        let answer = app.answer_to(app.request(reqwest::Method::DELETE, "/api/me", &pair.ben).json(&body)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let deleted = pair.of_ann.expect("deleted").await;
        assert_eq!((integer(&deleted["revision"]), integer(&deleted["message_id"])), (4, own));
        let removed = reacted(&pair, &pair.ben, 5, id, Value::Null);
        assert_eq!(pair.of_ann.next().await, removed);
        let history = pair.of_ann.ask(json!({"type": "history", "chat_id": pair.chat_id})).await;
        assert_eq!((integer(&history["revision"]), &history["messages"][0]["reactions"]), (5, &json!([])));
    }
}
