//! Concurrent requests for the same thing.

use super::support::assert_refused;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{Nobody, TestApp, TestResponse, on_one_and_on_two_instances};

fn statuses(answers: &[TestResponse]) -> Vec<u16> {
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    statuses
}

/// Registers users at the same time; asserts that one of them succeeds. Returns the other responses.
async fn register_at_once(app: &TestApp, users: [(&str, &str); 4]) -> Vec<TestResponse> {
    let registrations = users.map(|(email, username)| {
        let form = json!({ "email": email, "username": username, "name": "Ann", "password": PASSWORD });
        app.post("/api/register", &Nobody, form)
    });
    let mut answers = join_all(registrations).await;
    assert_eq!(statuses(&answers), [201, 400, 400, 400]);
    answers.retain(|answer| answer.status == 400);
    answers
}

on_one_and_on_two_instances! {
    async fn one_of_concurrent_registrations_of_a_username_succeeds(app: TestApp) {
        let users = [("a@b.co", "ann"), ("b@b.co", "ANN"), ("c@b.co", "ann"), ("d@b.co", "ANN")];
        for refused in register_at_once(&app, users).await {
            let (_, message, code) = refused.refusal();
            let message = message.as_str().unwrap().to_lowercase();
            assert_eq!(message, "username 'ann' is busy! try putting another one");
            assert_eq!(code, "conflict");
        }
    }

    async fn one_of_concurrent_registrations_of_an_address_succeeds(app: TestApp) {
        let users = ["ann1", "ann2", "ann3", "ann4"].map(|username| ("ann@example.com", username));
        for refused in register_at_once(&app, users).await {
            assert_refused(&refused, 400, "conflict", "User 'ann@example.com' has been registered!");
        }
    }

    async fn one_of_concurrent_updates_to_a_username_succeeds(app: TestApp) {
        let users = app.register_all(["ann", "ben", "cat"]).await;
        let updates = users.iter().map(|user| app.post("/api/update", user, json!({ "username": "dora" })));
        assert_eq!(statuses(&join_all(updates).await), [202, 400, 400]);
    }

    async fn concurrent_first_messages_of_two_users_share_one_chat(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (to_ann, to_ben) =
            (format!("/api/users/{}/messages", ann.user_id), format!("/api/users/{}/messages", ben.user_id));
        let (one, other) = join(
            app.post(&to_ben, &ann, json!({ "texts": "from ann" })),
            app.post(&to_ann, &ben, json!({ "texts": "from ben" })),
        )
        .await;
        assert_eq!((one.status, other.status), (201, 201), "{} {}", one.body, other.body);
        assert_eq!(one.json()["chat_id"], other.json()["chat_id"]);
        assert_eq!(json!(app.chat_ids(&ann).await), json!([one.json()["chat_id"]]));
        let stored = app.get(&format!("/api/chats/{}/messages", one.json()["chat_id"]), &ann).await;
        assert_eq!(stored.column("text").len(), 2);
    }

    async fn one_of_concurrent_requests_for_a_chat_succeeds(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let requests = (0..4).map(|number| {
            let (me, other) = if number % 2 == 0 { (&ann, &ben) } else { (&ben, &ann) };
            app.post("/api/chats", me, json!({ "companion_id": other.user_id }))
        });
        let answers = join_all(requests).await;
        assert_eq!(statuses(&answers), [201, 400, 400, 400]);
        for refused in answers.iter().filter(|answer| answer.status == 400) {
            assert_eq!(refused.refusal().2, "conflict");
        }
        assert_eq!(app.chat_ids(&ann).await.len(), 1);
    }

    async fn concurrent_messages_all_arrive_with_ascending_ids(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let sending = (0..20).map(|number| {
            let sender = if number % 2 == 0 { &ann } else { &ben };
            app.post(&path, sender, json!({ "texts": [format!("{number} a"), format!("{number} b")] }))
        });
        let answers = join_all(sending).await;
        assert!(answers.iter().all(|answer| answer.status == 201));
        let stored = app.get(&path, &ann).await;
        assert_eq!(stored.column("text").len(), 40);
        for answer in &answers {
            let ids = answer.integers("message_ids");
            assert_eq!(ids.len(), 2);
            assert!(ids[0] < ids[1], "in the order of the texts");
        }
        assert_eq!(app.first_chat(&ann).await["revision"], 40, "no revision was lost");
    }

    async fn one_of_concurrent_deletions_of_a_message_succeeds(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        let edit = app.put(&path, &ann, json!({ "text": "edited" }));
        let (edited, deleted) = join(edit, join_all((0..3).map(|_| app.delete(&path, &ann)))).await;
        assert_eq!(statuses(&deleted), [200, 404, 404]);
        assert!([200, 404].contains(&edited.status), "{}", edited.body);
        assert_eq!(app.get(&path, &ben).await.status, 404, "an edit restores nothing");
    }

    async fn sending_into_a_chat_that_is_being_deleted_breaks_nothing(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (path, messages) = (format!("/api/chats/{chat}"), format!("/api/chats/{chat}/messages"));
        let sending = join_all((0..6).map(|_| app.post(&messages, &ann, json!({ "texts": "hello" }))));
        let (deleted, sent) = join(app.delete(&path, &ben), sending).await;
        assert_eq!(deleted.status, 200);
        assert!(sent.iter().all(|answer| [201, 404].contains(&answer.status)), "{:?}", statuses(&sent));
        assert_eq!(app.get(&messages, &ann).await.status, 404);
    }

    async fn one_of_concurrent_password_changes_succeeds(app: TestApp) {
        let ann = app.register("ann").await;
        let passwords = ["first one", "second one", "third one"];
        let changes = passwords.map(|new| {
            app.post("/api/change-password", &ann, json!({ "old_password": PASSWORD, "new_password": new }))
        });
        let answers = join_all(changes).await;
        for (new, answer) in passwords.iter().zip(&answers) {
            // A later request may already fail at the authentication.
            assert!([202, 401, 403].contains(&answer.status), "{}", answer.body);
            let is_valid = app.get("/api/me", &basic("ann", new)).await.status == 200;
            assert_eq!(is_valid, answer.status == 202, "{}", answer.body);
        }
        assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 1);
        assert_eq!(app.get("/api/me", &ann).await.status, 401);
    }

    async fn changing_the_password_of_an_account_that_is_being_deleted_breaks_nothing(app: TestApp) {
        for number in 0..5 {
            let ann = app.register(&format!("ann{number}")).await;
            let leave =
                app.request(reqwest::Method::DELETE, "/api/me", &ann).json(&json!({ "password": PASSWORD }));
            let change = json!({ "old_password": PASSWORD, "new_password": "another one" });
            let (deleted, changed) =
                join(app.answer_to(leave), app.post("/api/change-password", &ann, change)).await;
            assert!([200, 401, 403].contains(&deleted.status), "{}", deleted.body);
            assert!([202, 401, 403, 404].contains(&changed.status), "{}", changed.body);
        }
    }

    async fn nothing_is_sent_after_the_deletion_of_an_account(app: TestApp) {
        for round in 0..6 {
            let names = [format!("ann{round}"), format!("ben{round}")];
            let [ann, ben] = app.register_all([names[0].as_str(), names[1].as_str()]).await;
            let chat = app.open_chat(&ann, &ben).await;
            let (path, to_ben) =
                (format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ben.user_id));
            let token = app.token(&ann).await;
            let sends = (0..40).map(|number| {
                let path = if number % 2 == 0 { &path } else { &to_ben };
                app.post(path, &token, json!({ "texts": ["before the end"] }))
            });
            let leave = app
                .request(Method::DELETE, "/api/me", &ann)
                .json(&json!({ "password": PASSWORD, "delete_messages": true }));
            let (answers, left) = join(join_all(sends), app.answer_to(leave)).await;
            assert_eq!(left.status, 200, "{}", left.body);
            for answer in &answers {
                assert!(matches!(answer.status, 201 | 401), "{} {}", answer.status, answer.body);
            }
            assert_eq!(app.texts(chat, &ben).await, [""; 0], "round {round}");
        }
    }
}
