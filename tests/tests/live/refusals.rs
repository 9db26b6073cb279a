//! Refused requests: each is answered with a code, and the socket stays open.

use super::{Pair, enter, integer, message_id, send};
use serde_json::{Value, json};
use simple_chats_tests::{Backend, TestApp, on_one_and_on_two_instances, texts};

on_one_and_on_two_instances! {
    async fn texts_that_can_not_be_sent_are_refused_with_their_reason(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let id = message_id(&pair.of_ann.ask(pair.send("good")).await);
        pair.of_ben.expect("message").await;
        for (text, code, _) in texts::refused() {
            assert_eq!(pair.of_ann.ask_refused(send(pair.chat_id, "x", &text)).await, code, "{text:?}");
            let edit = json!({"type": "edit", "message_id": id, "text": text});
            assert_eq!(pair.of_ann.ask_refused(edit).await, code, "{text:?}");
        }
        assert_eq!(pair.of_ann.ask(pair.send("still there")).await["revision"], 2);
        pair.of_ben.expect("message").await;
        pair.of_ben.is_silent().await;
    }

    async fn messages_to_oneself_to_nobody_and_to_deleted_users_are_refused(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let to = |user_id: i64| json!({"type": "send", "companion_id": user_id, "client_id": "x", "text": "hi"});
        assert_eq!(pair.of_ann.ask_refused(to(pair.ann.user_id)).await, "not_possible");
        assert_eq!(pair.of_ann.ask_refused(to(999_999_999)).await, "not_found");
        let cid = app.register("cid").await;
        for user in [&pair.ben, &cid] {
            app.delete_account(user).await;
        }
        pair.of_ann.expect("user_changed").await;
        assert_eq!(pair.of_ann.ask_refused(to(pair.ben.user_id)).await, "not_possible", "their chat is there");
        assert_eq!(pair.of_ann.ask_refused(pair.send("x")).await, "not_possible");
        assert_eq!(pair.of_ann.ask_refused(to(cid.user_id)).await, "not_found");
        pair.of_ann.is_silent().await;
    }

    async fn in_a_deleted_chat_nothing_is_found(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let chat_id = pair.chat_id;
        let id = message_id(&pair.of_ann.ask(pair.send("good")).await);
        pair.of_ben.expect("message").await;
        assert_eq!(app.delete(&format!("/api/chats/{chat_id}"), &pair.ben).await.status, 200);
        pair.of_ann.expect("chat_deleted").await;
        for request in [
            pair.send("x"),
            json!({"type": "edit", "message_id": id, "text": "x"}),
            json!({"type": "delete", "message_id": id}),
            json!({"type": "react", "message_id": id, "emoji": "👍"}),
            json!({"type": "history", "chat_id": chat_id}),
            json!({"type": "sync", "chat_id": chat_id, "after": 0}),
            json!({"type": "read", "chat_id": chat_id, "message_id": id}),
            json!({"type": "typing", "chat_id": chat_id}),
        ] {
            assert_eq!(pair.of_ann.ask_refused(request.clone()).await, "not_found", "{request}");
        }
    }

    async fn an_error_names_code_message_and_ref(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        pair.of_ann.send(json!({"type": "history", "chat_id": 999_999_999, "ref": "r1"})).await;
        let message = "Chat 999999999 does not exist";
        let error = json!({"type": "error", "code": "not_found", "message": message, "ref": "r1"});
        assert_eq!(pair.of_ann.next().await, error);
        pair.of_ann.send(json!({"type": "history", "chat_id": 999_999_999})).await;
        assert_eq!(pair.of_ann.next().await.get("ref"), None);
    }
}

/// A frame that can't be understood, and a word that the message has to say.
const NOT_UNDERSTOOD: &[(&str, &str)] = &[
    ("", "JSON"),
    ("{", "JSON"),
    ("{\"type\":\"ping\"} {}", "JSON"),
    ("null", "object"),
    ("[{\"type\":\"ping\"}]", "object"),
    ("{}", "type"),
    ("{\"type\":5}", "type"),
    ("{\"type\":\"dance\"}", "dance"),
    ("{\"type\":\"Ping\"}", "Ping"),
    ("{\"type\":\"ping\",\"ref\":5}", "ref"),
    ("{\"type\":\"edit\",\"message_id\":1}", "text"),
    ("{\"type\":\"edit\",\"text\":\"x\"}", "message_id"),
    ("{\"type\":\"edit\",\"message_id\":\"1\",\"text\":\"x\"}", "message_id"),
    ("{\"type\":\"edit\",\"message_id\":1.5,\"text\":\"x\"}", "message_id"),
    ("{\"type\":\"edit\",\"message_id\":1,\"text\":5}", "text"),
    ("{\"type\":\"delete\",\"message_id\":0}", "message_id"),
    ("{\"type\":\"delete\",\"message_id\":9007199254740992}", "message_id"),
    ("{\"type\":\"send\",\"chat_id\":1,\"text\":\"x\"}", "client_id"),
    ("{\"type\":\"send\",\"client_id\":\"x\",\"text\":\"x\"}", "chat_id"),
    (
        "{\"type\":\"send\",\"client_id\":\"x\",\"text\":\"x\",\"chat_id\":1,\"companion_id\":1}",
        "companion_id",
    ),
    ("{\"type\":\"send\",\"client_id\":5,\"text\":\"x\",\"chat_id\":1}", "client_id"),
    ("{\"type\":\"send\",\"client_id\":\"x\",\"text\":\"x\",\"chat_id\":1,\"reply_to\":\"1\"}", "reply_to"),
    ("{\"type\":\"react\",\"message_id\":1}", "emoji"),
    ("{\"type\":\"react\",\"message_id\":1,\"emoji\":1}", "emoji"),
    ("{\"type\":\"react\",\"emoji\":null}", "message_id"),
    ("{\"type\":\"history\",\"chat_id\":1,\"limit\":0}", "limit"),
    ("{\"type\":\"history\",\"chat_id\":1,\"limit\":101}", "limit"),
    ("{\"type\":\"history\",\"chat_id\":1,\"before\":\"x\"}", "before"),
    ("{\"type\":\"sync\",\"chat_id\":1}", "after"),
    ("{\"type\":\"sync\",\"chat_id\":1,\"after\":-1}", "after"),
    ("{\"type\":\"resume\"}", "have"),
    ("{\"type\":\"resume\",\"have\":[]}", "have"),
    ("{\"type\":\"resume\",\"have\":{\"x\":[0,0,0]}}", "have"),
    ("{\"type\":\"resume\",\"have\":{\"1\":[0,0]}}", "have"),
    ("{\"type\":\"resume\",\"have\":{},\"before\":\"nonsense\"}", "before"),
    ("{\"type\":\"read\",\"chat_id\":1}", "message_id"),
    ("{\"type\":\"watch\",\"user_ids\":5}", "user_ids"),
    ("{\"type\":\"typing\"}", "chat_id"),
];

#[tokio::test]
async fn a_malformed_frame_is_a_bad_request_that_names_the_fault() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let ann = app.register("ann").await;
    for some in NOT_UNDERSTOOD.chunks(15) {
        let mut socket = enter(&app, &ann).await;
        for (text, word) in some {
            socket.send_text((*text).to_owned()).await;
            let error = socket.expect("error").await;
            assert_eq!(error["code"], "bad_request", "{text}: {error}");
            assert!(error["message"].as_str().unwrap().contains(word), "{text}: {error}");
        }
        socket.is_silent().await;
    }
}

#[tokio::test]
async fn a_bad_request_is_answered_with_its_ref_if_that_can_be_read() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let ann = app.register("ann").await;
    let mut socket = enter(&app, &ann).await;
    let long = "x".repeat(65);
    for (request, reference) in [
        (json!({"type": "dance", "ref": "r"}), Some("r")),
        (json!({"type": "edit", "ref": "r", "message_id": "x"}), Some("r")),
        (json!({"ref": "r"}), Some("r")),
        (json!({"type": "ping", "ref": long}), None),
        (json!({"type": "ping", "ref": {}}), None),
    ] {
        socket.send(request.clone()).await;
        let error = socket.expect("error").await;
        assert_eq!(error.get("ref").and_then(Value::as_str), reference, "{request}: {error}");
    }
}

#[tokio::test]
async fn odd_client_ids_are_refused() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let mut pair = Pair::meet(&app).await;
    let chat_id = pair.chat_id;
    for odd in ["x".repeat(65), "a\nb".to_owned(), String::new()] {
        let error = pair.of_ann.ask(send(chat_id, &odd, "x")).await;
        assert_eq!(error["code"], "bad_request", "{odd:?}");
        assert!(error["message"].as_str().unwrap().starts_with("client_id: "), "{error}");
    }
    let longest = "ä".repeat(64);
    assert_eq!(pair.of_ann.ask(send(chat_id, &longest, "x")).await["message"]["client_id"], longest);
}

#[tokio::test]
async fn unknown_fields_are_ignored() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let mut pair = Pair::meet(&app).await;
    let mut request = pair.send("hello");
    request["colour"] = json!({"red": [1, 2]});
    request["companion_id"] = Value::Null;
    assert_eq!(pair.of_ann.ask(request).await["type"], "ack");
    assert_eq!(pair.of_ann.ask(json!({"type": "ping", "chat_id": "x"})).await, json!({"type": "pong"}));
}

#[tokio::test]
async fn twenty_bad_requests_within_ten_seconds_close_the_socket() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let mut pair = Pair::meet(&app).await;
    for number in 0..20 {
        // What is understood but not done is no bad request.
        pair.of_ann.send(json!({"type": "history", "chat_id": 999_999_999})).await;
        pair.of_ann.send(json!({"type": "nonsense", "ref": number.to_string()})).await;
    }
    let (code, said) = pair.of_ann.until_closed().await;
    assert_eq!(code, 4400);
    let bad: Vec<&Value> = said.iter().filter(|frame| frame["code"] == "bad_request").collect();
    assert!(
        bad.len() >= 19
            && bad.iter().enumerate().all(|(number, error)| error["ref"] == json!(number.to_string()))
    );
    pair.of_ben.is_silent().await;
    let mut again = enter(&app, &pair.ann).await;
    again.is_silent().await;
}

#[tokio::test]
async fn a_bad_request_that_is_noticed_late_counts_as_well() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let mut pair = Pair::meet(&app).await;
    for request in [
        json!({"type": "resume", "have": {"x": [0, 0, 0]}}),
        send(pair.chat_id, "x", "a\0b"),
        send(pair.chat_id, &"x".repeat(65), "text"),
        json!({"type": "resume", "have": {}, "before": "nonsense"}),
    ] {
        for _ in 0..5 {
            pair.of_ann.send(request.clone()).await;
        }
    }
    assert_eq!(pair.of_ann.close_code().await, 4400);
}

#[tokio::test]
async fn a_client_that_sends_too_much_is_told_when_to_retry() {
    let app = TestApp::spawn(Backend::Sqlite, &[("RATE_LIMITS", "on")]).await;
    let mut pair = Pair::meet(&app).await;
    let mut references = Vec::new();
    for number in 0..40 {
        references.push(pair.of_ann.send_request(pair.send(&number.to_string())).await);
    }
    let mut answers = Vec::new();
    for reference in &references {
        answers.push(pair.of_ann.answer_to(reference).await);
    }
    let (done, refused): (Vec<&Value>, Vec<&Value>) =
        answers.iter().partition(|answer| answer["type"] == "ack");
    assert!(done.len() >= 20 && !refused.is_empty(), "{} were done", done.len());
    for answer in refused {
        assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!("rate_limited")));
        assert!((1..=2).contains(&integer(&answer["retry_after"])), "{answer}");
    }
    assert_eq!(pair.of_ben.ask(pair.send("others may go on")).await["type"], "ack");
}

#[tokio::test]
async fn a_client_that_reads_too_much_is_told_when_to_retry_and_others_are_not() {
    let app = TestApp::spawn(Backend::Sqlite, &[("RATE_LIMITS", "on")]).await;
    let mut pair = Pair::meet(&app).await;
    let mut refused = Vec::new();
    let requests = [
        json!({"type": "history", "chat_id": pair.chat_id}),
        json!({"type": "resume", "have": {}}),
        json!({"type": "sync", "chat_id": pair.chat_id, "after": 0}),
        json!({"type": "ping"}),
    ];
    for number in 0..400 {
        let answer = pair.of_ann.ask(requests[number % requests.len()].clone()).await;
        if answer["type"] == "error" {
            refused.push(answer);
        }
    }
    assert!(!refused.is_empty(), "four hundred requests at once");
    for answer in refused {
        assert_eq!(answer["code"], "rate_limited");
        assert!((1..=2).contains(&integer(&answer["retry_after"])), "{answer}");
    }
    assert_eq!(pair.of_ann.ask(pair.send("sending goes on")).await["type"], "ack");
    assert_eq!(pair.of_ben.ask(requests[0].clone()).await["type"], "history");
}
