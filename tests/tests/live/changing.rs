//! Editing and deleting.

use super::{Pair, as_event, enter, integer, message_id, send, take_time};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

fn edit(message_id: i64, text: &str) -> Value {
    json!({"type": "edit", "message_id": message_id, "text": text})
}

fn delete(message_id: i64) -> Value {
    json!({"type": "delete", "message_id": message_id})
}

on_one_and_on_two_instances! {
    async fn an_edit_takes_the_next_revision_and_is_announced(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut other_tab = enter(&app, &pair.ann).await;
        let sent = pair.of_ann.ask(pair.send("How are yuo?")).await;
        pair.of_ben.expect("message").await;
        other_tab.expect("message").await;
        let ack = pair.of_ann.ask(edit(message_id(&sent), "How are\r\nyou?")).await;
        assert_eq!(pair.of_ben.next().await, as_event(&ack, "edited"));
        assert_eq!(other_tab.next().await, as_event(&ack, "edited"));
        let mut shown = ack;
        take_time(&mut shown["message"]["edited_at"]);
        let mut expected = sent;
        expected["revision"] = json!(2);
        expected["message"]["text"] = json!("How are\nyou?");
        expected["message"]["edited_at"] = json!("now");
        assert_eq!(shown, expected, "all else stays");
    }

    async fn an_edit_to_the_same_text_is_acknowledged_without_a_new_revision(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let sent = pair.of_ann.ask(pair.send("same")).await;
        pair.of_ben.expect("message").await;
        assert_eq!(pair.of_ann.ask(edit(message_id(&sent), "same")).await, sent);
        assert_eq!(pair.of_ann.ask(edit(message_id(&sent), "other")).await["revision"], 2);
        assert_eq!(pair.of_ann.ask(edit(message_id(&sent), "same")).await["revision"], 3, "back again is a change");
        for _ in 0..2 {
            pair.of_ben.expect("edited").await;
        }
        pair.of_ben.is_silent().await;
    }

    async fn a_repeated_deletion_takes_one_revision(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut other_tab = enter(&app, &pair.ann).await;
        let id = message_id(&pair.of_ann.ask(pair.send("gone")).await);
        pair.of_ben.expect("message").await;
        other_tab.expect("message").await;
        let ack = pair.of_ann.ask(delete(id)).await;
        assert_eq!(ack, json!({"type": "ack", "chat_id": pair.chat_id, "revision": 2, "message_id": id}));
        assert_eq!(pair.of_ben.next().await, as_event(&ack, "deleted"));
        assert_eq!(other_tab.next().await, as_event(&ack, "deleted"));
        assert_eq!(pair.of_ann.ask(delete(id)).await, ack);
        assert_eq!(other_tab.ask(delete(id)).await, ack);
        assert_eq!(pair.of_ann.ask_refused(edit(id, "back")).await, "not_found");
        let next = pair.of_ann.ask(pair.send("next")).await;
        assert_eq!(integer(&next["revision"]), 3);
        assert_eq!(pair.of_ben.next().await, as_event(&next, "message"));
        pair.of_ben.is_silent().await;
    }

    async fn only_the_sender_changes_a_message(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("mine")).await);
        pair.of_ben.expect("message").await;
        assert_eq!(pair.of_ben.ask_refused(edit(id, "yours")).await, "not_yours");
        assert_eq!(pair.of_ben.ask_refused(delete(id)).await, "not_yours");
        pair.of_ann.ask(delete(id)).await;
        pair.of_ben.expect("deleted").await;
        assert_eq!(pair.of_ben.ask_refused(delete(id)).await, "not_yours");
        pair.of_ann.is_silent().await;
    }

    async fn a_message_of_others_is_answered_like_a_missing_one(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("secret")).await);
        let cid = app.register("cid").await;
        let mut of_cid = enter(&app, &cid).await;
        let missing = 999_999_999;
        for (about, absent) in [
            (edit(id, "x"), edit(missing, "x")),
            (delete(id), delete(missing)),
            (send(pair.chat_id, "x", "x"), send(missing, "x", "x")),
            (json!({"type": "history", "chat_id": pair.chat_id}), json!({"type": "history", "chat_id": missing})),
            (json!({"type": "sync", "chat_id": pair.chat_id, "after": 0}),
                json!({"type": "sync", "chat_id": missing, "after": 0})),
            (json!({"type": "read", "chat_id": pair.chat_id, "message_id": id}),
                json!({"type": "read", "chat_id": missing, "message_id": id})),
        ] {
            let (theirs, none) = (of_cid.ask(about.clone()).await, of_cid.ask(absent).await);
            assert_eq!(theirs["code"], "not_found", "{about}");
            let named = |answer: &Value, id: i64| answer["message"].as_str().unwrap().replace(&id.to_string(), "…");
            let named_id = if about.get("chat_id").is_some() { pair.chat_id } else { id };
            assert_eq!(named(&theirs, named_id), named(&none, missing), "{about}: the two look alike");
        }
        pair.of_ann.is_silent().await;
    }
}
