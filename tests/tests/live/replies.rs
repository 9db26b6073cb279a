//! Replies: what they show of the messages that they answer.

use super::{Pair, as_event, enter, message_id, send};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

fn reply(chat_id: i64, text: &str, original: i64) -> Value {
    let mut request = send(chat_id, text, text);
    request["reply_to"] = json!(original);
    request
}

on_one_and_on_two_instances! {
    async fn a_reply_shows_the_beginning_of_the_original_to_both(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let long = "🙂".repeat(141);
        let original = message_id(&pair.of_ann.ask(send(pair.chat_id, "long", &long)).await);
        pair.of_ben.expect("message").await;
        let ack = pair.of_ben.ask(reply(pair.chat_id, "nice", original)).await;
        let quote = json!({"message_id": original, "sender_id": pair.ann.user_id, "text": "🙂".repeat(140),
                           "attachment": null});
        assert_eq!(ack["message"]["reply_to"], quote);
        assert_eq!(pair.of_ann.next().await, as_event(&ack, "message"));
        let state = enter(&app, &pair.ann).await.ask(json!({"type": "resume", "have": {}})).await;
        assert_eq!(state["chats"][0]["last_message"]["reply_to"], quote);
        let history = pair.of_ann.ask(json!({"type": "history", "chat_id": pair.chat_id})).await;
        assert_eq!(history["messages"][0]["reply_to"], quote);
        assert_eq!(history["messages"][1]["reply_to"], Value::Null);
    }

    async fn an_edited_original_is_quoted_as_it_is_and_a_deleted_one_no_more(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let original = message_id(&pair.of_ann.ask(pair.send("secret")).await);
        let replied = pair.of_ann.ask(reply(pair.chat_id, "about it", original)).await;
        let quote_in = async |pair: &mut Pair| {
            let changes = pair.of_ann.ask(json!({"type": "sync", "chat_id": pair.chat_id, "after": 1})).await;
            let of_reply = |change: &&Value| change["message"]["message_id"] == replied["message"]["message_id"];
            changes["changes"].as_array().unwrap().iter().find(of_reply).unwrap()["message"]["reply_to"].clone()
        };
        let edit = json!({"type": "edit", "message_id": original, "text": "no secret"});
        assert_eq!(pair.of_ann.ask(edit).await["type"], "ack");
        assert_eq!(quote_in(&mut pair).await["text"], "no secret");
        assert_eq!(pair.of_ann.ask(json!({"type": "delete", "message_id": original})).await["type"], "ack");
        assert_eq!(quote_in(&mut pair).await, json!({"message_id": original, "deleted": true}));
        // Nothing of the reply itself has changed.
        let again = pair.of_ann.ask(reply(pair.chat_id, "about it", original)).await;
        assert_eq!(again["revision"], replied["revision"]);
    }

    async fn only_what_is_in_the_chat_can_be_replied_to(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cat = app.register("cat").await;
        let other = app.open_chat(&pair.ann, &cat).await;
        pair.of_ann.expect("chat_created").await;
        let foreign = app.send(&cat, other, &["elsewhere"]).await[0];
        pair.of_ann.expect("message").await;
        let deleted = message_id(&pair.of_ann.ask(pair.send("gone")).await);
        pair.of_ann.ask(json!({"type": "delete", "message_id": deleted})).await;
        for original in [foreign, deleted, 999_999] {
            let refused = pair.of_ann.ask_refused(reply(pair.chat_id, "x", original)).await;
            assert_eq!(refused, "not_found", "{original}");
        }
        let mut to_user = json!({"type": "send", "companion_id": pair.ben.user_id, "client_id": "y", "text": "y"});
        to_user["reply_to"] = json!(foreign);
        assert_eq!(pair.of_ann.ask_refused(to_user.clone()).await, "not_found");
        let present = message_id(&pair.of_ann.ask(pair.send("here")).await);
        to_user["reply_to"] = json!(present);
        assert_eq!(pair.of_ann.ask(to_user).await["message"]["reply_to"]["text"], "here");
    }

    async fn a_client_id_with_another_original_is_a_conflict(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let first = message_id(&pair.of_ann.ask(pair.send("first")).await);
        let second = message_id(&pair.of_ann.ask(pair.send("second")).await);
        let replied = pair.of_ann.ask(reply(pair.chat_id, "yes", first)).await;
        assert_eq!(pair.of_ann.ask(reply(pair.chat_id, "yes", first)).await, replied);
        assert_eq!(pair.of_ann.ask_refused(reply(pair.chat_id, "yes", second)).await, "conflict");
        assert_eq!(pair.of_ann.ask_refused(pair.send("yes")).await, "conflict");
        assert_eq!(pair.of_ann.ask_refused(reply(pair.chat_id, "first", second)).await, "conflict");
    }
}
