//! The same thing from two sides at the same moment.

use super::support::assert_refused;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{Nobody, TestApp, TestResponse, on_one_and_on_two_instances};

fn statuses(answers: &[TestResponse]) -> Vec<u16> {
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    statuses
}

fn form(email: &str, username: &str) -> Value {
    json!({ "email": email, "username": username, "name": "Somebody", "password": PASSWORD })
}

on_one_and_on_two_instances! {
    async fn of_registrations_of_one_username_at_once_one_succeeds(app: TestApp) {
        let registering = (0..4).map(|number| {
            let form = form(&format!("ann{number}@example.com"), if number % 2 == 0 { "ann" } else { "ANN" });
            async { app.post("/api/register", &Nobody, form).await }
        });
        let answers = join_all(registering).await;
        assert_eq!(statuses(&answers), [201, 400, 400, 400]);
        for refused in answers.iter().filter(|answer| answer.status == 400) {
            let (_, message, code) = refused.refusal();
            let message = message.as_str().unwrap().to_lowercase();
            assert_eq!(
                (message.as_str(), code.as_str()),
                ("username 'ann' is busy! try putting another one", "conflict")
            );
        }
    }

    async fn of_registrations_of_one_address_at_once_one_succeeds(app: TestApp) {
        let registering = (0..4).map(|number| {
            let form = form("ann@example.com", &format!("ann{number}"));
            async { app.post("/api/register", &Nobody, form).await }
        });
        let answers = join_all(registering).await;
        assert_eq!(statuses(&answers), [201, 400, 400, 400]);
        for refused in answers.iter().filter(|answer| answer.status == 400) {
            assert_refused(refused, 400, "conflict", "User 'ann@example.com' has been registered!");
        }
    }

    async fn of_updates_to_one_username_at_once_one_succeeds(app: TestApp) {
        let users = app.register_all(["ann", "ben", "cat"]).await;
        let updating = users.iter().map(|user| app.post("/api/update", user, json!({ "username": "dora" })));
        assert_eq!(statuses(&join_all(updating).await), [202, 400, 400]);
    }

    async fn the_first_messages_of_both_meet_in_one_chat(app: TestApp) {
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
        assert_eq!(app.get("/api/chats", &ann).await.column("chat_id"), [one.json()["chat_id"].clone()]);
        let stored = app.get(&format!("/api/chats/{}/messages", one.json()["chat_id"]), &ann).await;
        assert_eq!(stored.column("text").len(), 2);
    }

    async fn of_requests_for_one_chat_at_once_one_succeeds(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let asking = (0..4).map(|number| {
            let (me, other) = if number % 2 == 0 { (&ann, &ben) } else { (&ben, &ann) };
            app.post("/api/chats", me, json!({ "companion_id": other.user_id }))
        });
        let answers = join_all(asking).await;
        assert_eq!(statuses(&answers), [201, 400, 400, 400]);
        for refused in answers.iter().filter(|answer| answer.status == 400) {
            assert_eq!(refused.refusal().2, "conflict");
        }
        assert_eq!(app.get("/api/chats", &ann).await.column("chat_id").len(), 1);
    }

    async fn messages_sent_at_once_all_arrive_and_rise(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = format!("/api/chats/{}/messages", app.open_chat(&ann, &ben).await);
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
        let revision = app.get("/api/chats?expand=true", &ann).await.json()["data"][0]["revision"].clone();
        assert_eq!(revision, 40, "no revision was lost");
    }

    async fn of_deletions_of_one_message_at_once_one_succeeds(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        let edit = app.put(&path, &ann, json!({ "text": "edited" }));
        let (edited, deleted) = join(edit, join_all((0..3).map(|_| app.delete(&path, &ann)))).await;
        assert_eq!(statuses(&deleted), [200, 404, 404]);
        assert!([200, 404].contains(&edited.status), "{}", edited.body);
        assert_eq!(app.get(&path, &ben).await.status, 404, "an edit brings nothing back");
    }

    async fn writing_into_a_chat_that_is_being_deleted_breaks_nothing(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let (path, messages) = (format!("/api/chats/{chat}"), format!("/api/chats/{chat}/messages"));
        let sending = join_all((0..6).map(|_| app.post(&messages, &ann, json!({ "texts": "hello" }))));
        let (deleted, sent) = join(app.delete(&path, &ben), sending).await;
        assert_eq!(deleted.status, 200);
        assert!(sent.iter().all(|answer| [201, 404].contains(&answer.status)), "{:?}", statuses(&sent));
        assert_eq!(app.get(&messages, &ann).await.status, 404);
    }

    async fn of_changes_of_one_password_at_once_one_succeeds(app: TestApp) {
        let ann = app.register("ann").await;
        let news = ["first one", "second one", "third one"];
        let changing = news.map(|new| {
            app.post("/api/change-password", &ann, json!({ "old_password": PASSWORD, "new_password": new }))
        });
        let answers = join_all(changing).await;
        for (new, answer) in news.iter().zip(&answers) {
            // Who comes later may already fail at the door.
            assert!([202, 401, 403].contains(&answer.status), "{}", answer.body);
            let opens = app.get("/api/me", &basic("ann", new)).await.status == 200;
            assert_eq!(opens, answer.status == 202, "{}", answer.body);
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
}
