//! The live protocol over HTTP, for pages that get no WebSocket.

use super::enter;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::{TestApp, on_both_databases, on_one_and_on_two_instances};

/// A page of a user.
struct Link<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Link<'a> {
    fn of(app: &'a TestApp, user_id: i64) -> Self {
        let session = sign_in(&mut app.connect(), UserId::stored(user_id));
        Self { app, cookie: format!("simple_chats_session={session}") }
    }

    fn request(&self) -> reqwest::RequestBuilder {
        let url = self.app.url("/live");
        let origin = self.app.url("");
        reqwest::Client::new()
            .request(Method::POST, url)
            .header("cookie", &self.cookie)
            .header("origin", origin)
    }

    /// The answers to some frames, of which the first is `ready`.
    async fn exchange(&self, frames: Value) -> Vec<Value> {
        let response = self.request().json(&json!({ "frames": frames })).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["cache-control"], "no-store");
        let mut answers: Vec<Value> = response.json().await.unwrap();
        assert_eq!(answers.remove(0)["type"], "ready");
        answers
    }
}

on_one_and_on_two_instances! {
    async fn frames_are_answered_in_order_and_companions_learn_at_once(app: TestApp) {
        let (ann, ben, chat_id) = app.chat_of_two().await;
        let mut of_ben = enter(&app, &ben).await;
        let link = Link::of(&app, ann.user_id);
        let send = |number: i64| {
            let client_id = format!("0b2f2f0c-6b52-4f0e-9d51-00000000000{number}");
            json!({"type": "send", "ref": number.to_string(), "client_id": client_id, "chat_id": chat_id,
                "text": format!("message {number}")})
        };
        let answers = link.exchange(json!([send(1), {"type": "ping"}, send(2)])).await;
        let kinds: Vec<_> = answers.iter().map(|answer| (answer["type"].clone(), answer["ref"].clone())).collect();
        assert_eq!(kinds, [(json!("ack"), json!("1")), (json!("pong"), Value::Null), (json!("ack"), json!("2"))]);
        assert_eq!(answers[0]["message"]["text"], "message 1");
        for number in [1, 2] {
            let event = of_ben.next().await;
            assert_eq!(event["message"]["text"], format!("message {number}"));
        }
        // A repeated request stores nothing twice.
        let again = link.exchange(json!([send(2)])).await;
        assert_eq!(again[0]["message"]["message_id"], answers[2]["message"]["message_id"]);
        // What happens meanwhile is found by asking.
        app.send(&ben, chat_id, &["an answer"]).await;
        let resume = json!({"type": "resume", "ref": "r", "have": {}});
        let sync = json!({"type": "sync", "ref": "s", "chat_id": chat_id, "after": answers[2]["revision"]});
        let watch = json!({"type": "watch", "ref": "w", "user_ids": [ben.user_id]});
        let answers = link.exchange(json!([resume, sync, watch])).await;
        assert_eq!(answers[0]["chats"][0]["last_message"]["text"], "an answer");
        assert_eq!(answers[1]["changes"][0]["message"]["text"], "an answer");
        assert_eq!(answers[2]["users"][0]["online"], true);
    }

    async fn faulty_frames_are_answered_one_by_one(app: TestApp) {
        let (ann, _ben, chat_id) = app.chat_of_two().await;
        let link = Link::of(&app, ann.user_id);
        let answers = link
            .exchange(json!([{"type": "fly", "ref": "1"}, 5, {"type": "send", "ref": "2", "chat_id": chat_id},
                {"type": "edit", "ref": "3", "message_id": 999, "text": "x"}, {"type": "typing", "chat_id": chat_id}]))
            .await;
        let codes: Vec<_> = answers.iter().map(|answer| (answer["code"].clone(), answer["ref"].clone())).collect();
        let bad = || json!("bad_request");
        assert_eq!(
            codes,
            [(bad(), json!("1")), (bad(), Value::Null), (bad(), json!("2")), (json!("not_found"), json!("3"))]
        );
    }
}

on_both_databases! {
    async fn only_a_page_of_this_site_with_a_session_is_answered(app: TestApp) {
        let ann = app.register("ann").await;
        let link = Link::of(&app, ann.user_id);
        let frames = json!({"frames": []});
        let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status().as_u16();
        assert_eq!(status(link.request().json(&frames)).await, 200);
        let without_origin = reqwest::Client::new().post(app.url("/live")).header("cookie", &link.cookie);
        assert_eq!(status(without_origin.json(&frames)).await, 401);
        let foreign = reqwest::Client::new().post(app.url("/live")).header("cookie", &link.cookie);
        assert_eq!(status(foreign.header("origin", "http://evil.example").json(&frames)).await, 403);
        let no_session = reqwest::Client::new().post(app.url("/live")).header("origin", app.url(""));
        assert_eq!(status(no_session.json(&frames)).await, 401);
        // What a form can send is no request.
        assert_eq!(status(link.request().header("content-type", "text/plain").body(frames.to_string())).await, 400);
        let many: Vec<_> = (0..17).map(|_| json!({"type": "ping"})).collect();
        assert_eq!(status(link.request().json(&json!({ "frames": many }))).await, 400);
        assert_eq!(status(link.request().json(&json!([]))).await, 400);
        assert_eq!(status(reqwest::Client::new().get(app.url("/live"))).await, 405);
    }
}
