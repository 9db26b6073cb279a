//! Messages that disappear: told to both, and found again by whoever was away.

use super::{Pair, enter, message_id};
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use simple_chats_server::messaging::sweep_expired;
use simple_chats_tests::{TestApp, TestUser, on_both_databases, on_one_and_on_two_instances};

fn set_lifetime(pair: &Pair, seconds: impl Into<Value>) -> Value {
    json!({"type": "set_lifetime", "chat_id": pair.chat_id, "seconds": seconds.into()})
}

fn withdraw(pair: &Pair) -> Value {
    json!({"type": "set_lifetime", "chat_id": pair.chat_id, "withdraw": true})
}

fn lifetime(seconds: impl Into<Value>, proposed: Option<(i64, &TestUser)>) -> Value {
    let proposed = proposed.map(|(seconds, user)| json!({"seconds": seconds, "user_id": user.user_id}));
    json!({"seconds": seconds.into(), "proposed": proposed})
}

on_one_and_on_two_instances! {
    async fn a_lifetime_is_acknowledged_and_told_to_all_other_sockets_of_both(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut other_tab = enter(&app, &pair.ann).await;
        let ack = pair.of_ann.ask(set_lifetime(&pair, 86_400)).await;
        let proposed = lifetime(Value::Null, Some((86_400, &pair.ann)));
        assert_eq!(ack, json!({"type": "ack", "chat_id": pair.chat_id, "revision": 1, "lifetime": proposed}));
        let event = json!({"type": "lifetime", "chat_id": pair.chat_id, "revision": 1, "lifetime": proposed,
                           "user_id": pair.ann.user_id});
        assert_eq!(pair.of_ben.next().await, event);
        assert_eq!(other_tab.next().await, event);
        let ack = pair.of_ben.ask(set_lifetime(&pair, 86_400)).await;
        let agreed = lifetime(86_400, None);
        assert_eq!((&ack["revision"], &ack["lifetime"]), (&json!(2), &agreed));
        let event = pair.of_ann.next().await;
        assert_eq!((&event["type"], &event["lifetime"], &event["user_id"]), (&json!("lifetime"), &agreed, &json!(pair.ben.user_id)));
        let again = pair.of_ben.ask(set_lifetime(&pair, 86_400)).await;
        assert_eq!(again, ack, "the same changes nothing");
        other_tab.expect("lifetime").await;
        pair.of_ann.is_silent().await;
        let sent = pair.of_ann.ask(pair.send("hi")).await;
        assert!(sent["message"]["expires_at"].is_string(), "{sent}");
        assert_eq!(pair.of_ben.expect("message").await["message"], sent["message"]);
        let state = pair.of_ben.ask(json!({"type": "resume", "have": {}})).await;
        assert_eq!(state["chats"][0]["lifetime"], agreed);
    }

    async fn a_proposal_is_withdrawn_or_declined(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        pair.of_ann.ask(set_lifetime(&pair, 60)).await;
        let none = lifetime(Value::Null, None);
        let declined = pair.of_ben.ask(withdraw(&pair)).await;
        assert_eq!((&declined["revision"], &declined["lifetime"]), (&json!(2), &none));
        assert_eq!(pair.of_ben.ask(withdraw(&pair)).await, declined, "there is none to decline");
        pair.of_ben.ask(set_lifetime(&pair, 60)).await;
        assert_eq!(pair.of_ben.ask(withdraw(&pair)).await["revision"], 4);
        let changes = pair.of_ann.ask(json!({"type": "sync", "chat_id": pair.chat_id, "after": 2})).await;
        let (ben, proposed) = (pair.ben.user_id, lifetime(Value::Null, Some((60, &pair.ben))));
        assert_eq!(changes["changes"], json!([
            {"revision": 3, "lifetime": proposed, "user_id": ben}, {"revision": 4, "lifetime": none, "user_id": ben},
        ]));
    }

    async fn what_is_no_lifetime_is_a_bad_request_and_what_is_no_chat_not_found(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        for seconds in [json!(59), json!(31_536_001), json!("60"), json!(60.5), json!([60])] {
            assert_eq!(pair.of_ann.ask_refused(set_lifetime(&pair, seconds.clone())).await, "bad_request", "{seconds}");
        }
        let nothing = json!({"type": "set_lifetime", "chat_id": pair.chat_id});
        assert_eq!(pair.of_ann.ask_refused(nothing).await, "bad_request");
        let mut of_cat = enter(&app, &app.register("cat").await).await;
        for request in [set_lifetime(&pair, 60), withdraw(&pair)] {
            assert_eq!(of_cat.ask_refused(request).await, "not_found");
        }
    }
}

on_both_databases! {
    async fn a_history_has_the_changes_among_its_messages(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        pair.of_ann.ask(set_lifetime(&pair, 60)).await;
        let mut ids = Vec::new();
        for number in 0..4 {
            ids.push(message_id(&pair.of_ann.ask(pair.send(&format!("{number}"))).await));
        }
        pair.of_ann.ask(withdraw(&pair)).await;
        let mut history = async |fields: Value| {
            let mut request = json!({"type": "history", "chat_id": pair.chat_id, "limit": 2});
            request.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            let page = pair.of_ben.ask(request).await;
            let changes = page["lifetime_changes"].as_array().cloned().unwrap_or_default();
            changes.iter().map(|change| (change["revision"].as_i64().unwrap(), change["behind"].as_i64().unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(history(json!({})).await, [(6, ids[3])]);
        assert_eq!(history(json!({"before": ids[2]})).await, [(1, 0)]);
        assert_eq!(history(json!({"after": ids[1]})).await, [(6, ids[3])]);
        assert_eq!(history(json!({"limit": 9})).await, [(1, 0), (6, ids[3])]);
    }

    async fn expired_messages_are_told_as_deleted(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("goes")).await);
        pair.of_ben.expect("message").await;
        app.connect().batch_execute("UPDATE messages SET expires_at = 1").unwrap();
        assert_eq!(sweep_expired(app.state()).await.unwrap(), 1);
        let event = json!({"type": "deleted", "chat_id": pair.chat_id, "revision": 2, "message_id": id});
        for socket in [&mut pair.of_ann, &mut pair.of_ben] {
            assert_eq!(socket.next().await, event);
        }
        let again = pair.of_ann.ask(pair.send("goes")).await;
        assert_eq!((&again["message"], &again["deleted"]), (&Value::Null, &json!(true)), "it isn't sent again");
    }
}
