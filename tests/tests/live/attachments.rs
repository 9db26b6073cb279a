//! Messages with attachments over the socket.

use super::{Pair, message_id};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

fn send(pair: &Pair, client_id: &str, text: &str, ids: &[&String]) -> Value {
    json!({"type": "send", "client_id": client_id, "chat_id": pair.chat_id, "text": text, "attachment_ids": ids})
}

fn names(frame: &Value) -> Vec<&str> {
    frame["message"]["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect()
}

on_one_and_on_two_instances! {
    async fn attachments_arrive_with_their_message_in_their_order(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let ids = ["b.jpg", "a.jpg"].map(|name| app.upload(&pair.ann, name));
        let ack = pair.of_ann.ask(send(&pair, "x", "", &[&ids[0], &ids[1]])).await;
        assert_eq!((&ack["message"]["text"], names(&ack)), (&json!(""), vec!["b.jpg", "a.jpg"]));
        let event = pair.of_ben.expect("message").await;
        assert_eq!(event["message"], ack["message"]);
        assert_eq!(event["message"]["attachments"][1]["attachment_id"], ids[1]);
        let history = pair.of_ben.ask(json!({"type": "history", "chat_id": pair.chat_id})).await;
        let sync = pair.of_ben.ask(json!({"type": "sync", "chat_id": pair.chat_id, "after": 0})).await;
        let state = pair.of_ben.ask(json!({"type": "resume", "have": {}})).await;
        for message in
            [&history["messages"][0], &sync["changes"][0]["message"], &state["chats"][0]["last_message"]]
        {
            assert_eq!(message, &ack["message"]);
        }
        let edit = json!({"type": "edit", "message_id": message_id(&ack), "text": "look"});
        assert_eq!(names(&pair.of_ann.ask(edit).await), ["b.jpg", "a.jpg"]);
        assert_eq!(names(&pair.of_ben.expect("edited").await), ["b.jpg", "a.jpg"]);
    }

    async fn the_companion_forwards_what_it_sees(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = app.upload(&pair.ann, "a.jpg");
        let sent = pair.of_ann.ask(send(&pair, "x", "look", &[&id])).await;
        pair.of_ben.expect("message").await;
        let forwarded = pair.of_ben.ask(send(&pair, "y", "", &[&id])).await;
        let [before, after] = [&sent, &forwarded].map(|frame| &frame["message"]["attachments"][0]);
        assert_ne!(before["attachment_id"], after["attachment_id"]);
        assert_eq!((names(&forwarded), &before["size"]), (vec!["a.jpg"], &after["size"]));
        let again = pair.of_ben.ask(send(&pair, "y", "", &[&id])).await;
        assert_eq!(again["message"], forwarded["message"]);
        assert_eq!(pair.of_ben.ask_refused(send(&pair, "y", "t", &[])).await, "conflict");
    }

    async fn what_cannot_be_attached_is_refused(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let [own, foreign] = [app.upload(&pair.ann, "a"), app.upload(&pair.ben, "b")];
        let many: Vec<String> = (0..11).map(|number| format!("{number:032x}")).collect();
        let many: Vec<&String> = many.iter().collect();
        for (ids, code) in [
            (vec![&own, &foreign], "not_found"),
            (vec![&"7".to_owned()], "not_found"),
            (vec![&own, &own], "bad_request"),
            (many, "bad_request"),
        ] {
            let request = send(&pair, "x", "t", &ids);
            assert_eq!(pair.of_ann.ask_refused(request).await, code, "{ids:?}");
        }
        for ids in [json!(5), json!("7"), json!([7])] {
            let mut request = send(&pair, "x", "t", &[]);
            request["attachment_ids"] = ids;
            assert_eq!(pair.of_ann.ask_refused(request).await, "bad_request");
        }
        assert_eq!(pair.of_ann.ask_refused(send(&pair, "x", "", &[])).await, "empty");
        assert_eq!(pair.of_ann.ask(send(&pair, "x", "", &[&own])).await["revision"], 1);
    }
}
