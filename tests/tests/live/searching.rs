//! Searches in messages on the socket.

use super::{Pair, message_id};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn found_messages_come_newest_first_each_with_its_companion(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let first = pair.of_ann.ask(pair.send("In the harbour")).await;
        let second = pair.of_ann.ask(pair.send("Harbours")).await;
        for event in ["message", "message"] {
            pair.of_ben.expect(event).await;
        }
        let found = pair.of_ben.ask(json!({"type": "search", "q": "harb", "limit": 1})).await;
        let mut expected = second["message"].clone();
        expected["companion"] = json!({"user_id": pair.ann.user_id, "username": "ann", "name": "ann"});
        assert_eq!(found["type"], "found");
        assert_eq!((&found["messages"], &found["has_more"]), (&json!([expected]), &json!(true)));
        let before = message_id(&second);
        let search = json!({"type": "search", "q": "harb", "before": before, "chat_id": pair.chat_id, "from": "companion"});
        let found = pair.of_ben.ask(search.clone()).await;
        assert_eq!(found["messages"][0]["message_id"], message_id(&first));
        assert_eq!((found["messages"].as_array().unwrap().len(), &found["has_more"]), (1, &json!(false)));
        let found = pair.of_ann.ask(search).await;
        assert_eq!(found["messages"], json!([]), "these are her own");
    }

    async fn what_is_no_search_is_a_bad_request(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        for (name, value) in [
            ("q", json!("")), ("q", json!("a".repeat(101))), ("q", json!(5)), ("limit", json!(0)), ("limit", json!(101)),
            ("from", json!("ann")), ("has", json!("money")), ("before", json!("x")), ("chat_id", json!(-1)),
        ] {
            let mut search = json!({"type": "search", "q": "harbour"});
            search[name] = value.clone();
            assert_eq!(pair.of_ann.ask_refused(search).await, "bad_request", "{name} {value}");
        }
        assert_eq!(pair.of_ann.ask_refused(json!({"type": "search", "q": "a", "chat_id": 999})).await, "not_found");
        let found = pair.of_ann.ask(json!({"type": "search", "q": "?!"})).await;
        assert_eq!((&found["messages"], &found["has_more"]), (&json!([]), &json!(false)));
    }
}
