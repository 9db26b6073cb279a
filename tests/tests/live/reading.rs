//! The history of a chat, and read marks.

use super::{Pair, as_event, enter, integer, message_id};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

fn ids(history: &Value) -> Vec<i64> {
    history["messages"].as_array().unwrap().iter().map(|message| integer(&message["message_id"])).collect()
}

on_one_and_on_two_instances! {
    async fn history_comes_newest_first_and_page_by_page(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let chat_id = pair.chat_id;
        // A field that is null counts as left out.
        let history = |before: Option<i64>| json!({"type": "history", "chat_id": chat_id, "before": before});
        let limited = |before: Option<i64>, limit: i64| {
            json!({"type": "history", "chat_id": chat_id, "before": before, "limit": limit})
        };
        let empty = pair.of_ann.ask(history(None)).await;
        assert_eq!(empty, json!({"type": "history", "chat_id": chat_id, "messages": [], "has_more": false,
            "revision": 0, "read_up_to": 0, "companion_read_up_to": 0}));

        let texts: Vec<String> = (0..35).map(|number| format!("message {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let all = app.send(&pair.ben, chat_id, &texts).await;
        for _ in &all {
            pair.of_ann.expect("message").await;
        }
        let newest_first: Vec<i64> = all.iter().rev().copied().collect();
        let usual = pair.of_ann.ask(history(None)).await;
        assert_eq!((ids(&usual), &usual["has_more"]), (newest_first[..30].to_vec(), &json!(true)));
        assert_eq!(usual["revision"], 35);
        let rest = pair.of_ann.ask(history(Some(newest_first[29]))).await;
        assert_eq!((ids(&rest), &rest["has_more"]), (newest_first[30..].to_vec(), &json!(false)));
        let exact = pair.of_ann.ask(limited(Some(newest_first[29]), 5)).await;
        assert_eq!((ids(&exact).len(), &exact["has_more"]), (5, &json!(false)));
        let one = pair.of_ann.ask(limited(None, 1)).await;
        assert_eq!((ids(&one), &one["has_more"]), (vec![newest_first[0]], &json!(true)));
        assert_eq!(ids(&pair.of_ann.ask(limited(None, 100)).await), newest_first);
        assert_eq!(ids(&pair.of_ann.ask(history(Some(all[0]))).await), [0; 0]);
    }

    async fn history_is_read_forwards_and_around_a_message(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let chat_id = pair.chat_id;
        let texts: Vec<String> = (0..9).map(|number| format!("message {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut all = app.send(&pair.ben, chat_id, &texts).await;
        for _ in &all {
            pair.of_ann.expect("message").await;
        }
        let newest_first = |ids: &[i64]| ids.iter().rev().copied().collect::<Vec<_>>();
        let of = |name: &str, message_id: i64, limit: i64| {
            json!({"type": "history", "chat_id": chat_id, name: message_id, "limit": limit})
        };
        // After one: the nearest newer messages, and whether there are newer ones still.
        let next = pair.of_ann.ask(of("after", all[1], 3)).await;
        assert_eq!((ids(&next), &next["has_more"]), (newest_first(&all[2..5]), &json!(true)));
        assert_eq!(next.get("has_more_after"), None);
        let last = pair.of_ann.ask(of("after", all[5], 3)).await;
        assert_eq!((ids(&last), &last["has_more"]), (newest_first(&all[6..]), &json!(false)));
        assert_eq!(ids(&pair.of_ann.ask(of("after", all[8], 3)).await), [0; 0]);
        // Around one: it is in the middle, if there are enough messages on both sides.
        let sides = |page: &Value| (page["has_more_before"].clone(), page["has_more_after"].clone());
        for (message, limit, expected, more) in [
            (4, 5, 2..7, (true, true)),
            (4, 4, 2..6, (true, true)),
            (4, 1, 4..5, (true, true)),
            (0, 5, 0..5, (false, true)),
            (1, 5, 0..5, (false, true)),
            (8, 5, 4..9, (true, false)),
            (4, 100, 0..9, (false, false)),
        ] {
            let page = pair.of_ann.ask(of("around", all[message], limit)).await;
            assert_eq!(ids(&page), newest_first(&all[expected]), "around {message}, {limit}");
            assert_eq!(sides(&page), (json!(more.0), json!(more.1)), "around {message}, {limit}");
            assert_eq!(page["has_more"], page["has_more_before"]);
        }
        // Around a deleted message: around its place.
        let gone = all.remove(4);
        pair.of_ben.ask(json!({"type": "delete", "message_id": gone})).await;
        pair.of_ann.expect("deleted").await;
        assert_eq!(ids(&pair.of_ann.ask(of("around", gone, 4)).await), newest_first(&all[2..6]));
        // One of them at most.
        let both = json!({"type": "history", "chat_id": chat_id, "before": all[3], "after": all[1]});
        let refusal = pair.of_ann.ask(both).await;
        assert_eq!((&refusal["code"], &refusal["message"]),
            (&json!("bad_request"), &json!("only one of before, after, and around is possible")));
    }

    async fn history_shows_messages_as_they_are_now_and_no_deleted_ones(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut acks = Vec::new();
        for text in ["one", "two", "three"] {
            acks.push(pair.of_ann.ask(pair.send(text)).await);
        }
        let edited = json!({"type": "edit", "message_id": message_id(&acks[0]), "text": "first"});
        let edited = pair.of_ann.ask(edited).await;
        pair.of_ann.ask(json!({"type": "delete", "message_id": message_id(&acks[2])})).await;
        let history = pair.of_ann.ask(json!({"type": "history", "chat_id": pair.chat_id})).await;
        assert_eq!(history["messages"], json!([acks[1]["message"], edited["message"]]));
        assert_eq!(history["revision"], 5);
    }

    async fn a_read_mark_is_announced_to_both_users_and_only_moves_forward(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let chat_id = pair.chat_id;
        let all = app.send(&pair.ann, chat_id, &["one", "two", "three"]).await;
        for _ in &all {
            pair.of_ann.expect("message").await;
            pair.of_ben.expect("message").await;
        }
        let mut other_tab = enter(&app, &pair.ben).await;
        let read = |message_id: i64| json!({"type": "read", "chat_id": chat_id, "message_id": message_id});
        let ack = pair.of_ben.ask(read(all[1])).await;
        assert_eq!(ack, json!({"type": "ack", "chat_id": chat_id, "message_id": all[1]}));
        let mut event = as_event(&ack, "read");
        event["user_id"] = json!(pair.ben.user_id);
        for socket in [&mut pair.of_ann, &mut pair.of_ben, &mut other_tab] {
            assert_eq!(socket.next().await, event, "all sockets of both get it, also the requesting one");
        }

        for smaller in [all[0], all[1]] {
            let ack = pair.of_ben.ask(read(smaller)).await;
            assert_eq!(ack["type"], "ack", "a smaller one is acknowledged and changes nothing");
        }
        pair.of_ann.is_silent().await;
        pair.of_ben.is_silent().await;
        let marks = |history: Value| [integer(&history["read_up_to"]), integer(&history["companion_read_up_to"])];
        let history = json!({"type": "history", "chat_id": chat_id});
        assert_eq!(marks(pair.of_ben.ask(history.clone()).await), [all[1], 0]);
        assert_eq!(marks(pair.of_ann.ask(history.clone()).await), [0, all[1]], "sending doesn't move one's own");
        pair.of_ben.ask(read(all[2])).await;
        pair.of_ann.ask(read(all[0])).await;
        assert_eq!(marks(pair.of_ann.ask(history.clone()).await), [all[0], all[2]]);
        assert_eq!(pair.of_ann.ask(history).await["revision"], 3, "read marks are no revisions");
    }

    async fn only_messages_of_the_chat_can_be_read(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cid = app.register("cid").await;
        let other_chat = app.open_chat(&pair.ann, &cid).await;
        pair.of_ann.expect("chat_created").await;
        let elsewhere = app.send(&pair.ann, other_chat, &["elsewhere"]).await[0];
        pair.of_ann.expect("message").await;
        let here = app.send(&pair.ben, pair.chat_id, &["here"]).await[0];
        pair.of_ann.expect("message").await;
        for message_id in [elsewhere, 999_999_999] {
            let read = json!({"type": "read", "chat_id": pair.chat_id, "message_id": message_id});
            assert_eq!(pair.of_ann.ask_refused(read).await, "not_found");
        }
        let read = json!({"type": "read", "chat_id": pair.chat_id, "message_id": here});
        assert_eq!(pair.of_ann.ask(read).await["type"], "ack");
    }
}
