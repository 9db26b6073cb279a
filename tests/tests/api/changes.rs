//! `GET /api/chats/{chat_id}/changes`: the data of `sync` of the live protocol.

use super::support::{assert_answer, assert_bad_request};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};

async fn revisions(app: &TestApp, caller: &TestUser, path: &str) -> (Vec<Value>, Value, Value) {
    let body = app.get(path, caller).await.json();
    let changes =
        body["changes"].as_array().expect("changes").iter().map(|change| change["revision"].clone());
    (changes.collect(), body["has_more"].clone(), body["revision"].clone())
}

on_one_and_on_two_instances! {
    async fn each_message_appears_once_at_its_latest_revision(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/changes");
        assert_answer("no_changes", &app.get(&path, &ann).await);
        let ids = app.send(&ann, chat, &["one", "two", "three"]).await;
        let message = |id: i64| format!("/api/chats/{chat}/messages/{id}");
        app.put(&message(ids[0]), &ann, json!({ "text": "edited" })).await;
        app.delete(&message(ids[1]), &ann).await;
        app.post(&format!("/api/chats/{chat}/read"), &ben, json!({ "message_id": ids[2] })).await;
        assert_answer("changes", &app.get(&path, &ben).await);
        assert_answer("changes_after", &app.get(&format!("{path}?after=4"), &ann).await);
        assert_answer("changes_beyond", &app.get(&format!("{path}?after=6"), &ann).await);
    }

    async fn a_page_has_two_hundred_changes(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        for _ in 0..3 {
            app.send(&ann, chat, &["hello"; 67]).await;
        }
        let path = format!("/api/chats/{chat}/changes");
        let expected = |from: i64, to: i64| (from..=to).map(Value::from).collect::<Vec<_>>();
        assert_eq!(revisions(&app, &ben, &path).await, (expected(1, 200), json!(true), json!(201)));
        let rest = revisions(&app, &ben, &format!("{path}?after=200")).await;
        assert_eq!(rest, (expected(201, 201), json!(false), json!(201)));
        let nothing = revisions(&app, &ben, &format!("{path}?after=201")).await;
        assert_eq!(nothing, (Vec::new(), json!(false), json!(201)));
    }

    async fn the_revision_must_be_an_integer_from_0_on(app: TestApp) {
        let (ann, _ben, chat) = app.chat_of_two().await;
        let wrong = json!({ "after": "Must be a revision: an integer from 0 on" });
        for after in ["x", "-1", "", "1.5", "9223372036854775808"] {
            let answer = app.get(&format!("/api/chats/{chat}/changes?after={after}"), &ann).await;
            assert_bad_request(&answer, wrong.clone());
        }
        let first = app.get(&format!("/api/chats/{chat}/changes?after=0&after=x"), &ann).await;
        assert_eq!(first.status, 200, "the first of a repeated key counts");
    }
}
