//! Blocking users over REST.

use super::support::{assert_not_found, assert_refused};
use serde_json::{Value, json};
use simple_chats_tests::{
    Backend, OnBackend, TestApp, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances,
};

async fn block(app: &TestApp, blocker: &TestUser, target: &TestUser) {
    let answer = app.put(&path_of(target), blocker, json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["user_id"], blocker.user_id);
}

async fn unblock(app: &TestApp, blocker: &TestUser, target: &TestUser) {
    let answer = app.delete(&path_of(target), blocker).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn path_of(user: &TestUser) -> String {
    format!("/api/users/{}/block", user.user_id)
}

fn assert_not_wanted(answer: &TestResponse) {
    assert_refused(answer, 403, "not_possible", "You cannot write to this user");
}

fn assert_blocked(answer: &TestResponse) {
    assert_refused(answer, 403, "not_possible", "Unblock this user to write");
}

on_one_and_on_two_instances! {
    async fn neither_can_send_or_edit_until_the_block_ends(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let of_ben = app.send(&ben, chat, &["hello"]).await[0];
        let of_ann = app.send(&ann, chat, &["hi"]).await[0];
        block(&app, &ann, &ben).await;
        block(&app, &ann, &ben).await;
        let texts = json!({ "texts": "again" });
        for path in [format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ann.user_id)] {
            assert_not_wanted(&app.post(&path, &ben, texts.clone()).await);
        }
        assert_blocked(&app.post(&format!("/api/chats/{chat}/messages"), &ann, texts.clone()).await);
        let path = |id: i64| format!("/api/chats/{chat}/messages/{id}");
        assert_not_wanted(&app.put(&path(of_ben), &ben, json!({ "text": "changed" })).await);
        assert_blocked(&app.put(&path(of_ann), &ann, json!({ "text": "changed" })).await);
        assert_eq!(app.texts(chat, &ben).await, ["hello", "hi"], "the history stays");

        unblock(&app, &ann, &ben).await;
        unblock(&app, &ann, &ben).await;
        app.send(&ben, chat, &["again"]).await;
    }

    async fn a_repeated_edit_is_acknowledged_after_a_block(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ben, chat, &["hello"]).await[0];
        let path = format!("/api/chats/{chat}/messages/{message}");
        let edit = json!({ "text": "changed" });
        let first = app.put(&path, &ben, edit.clone()).await;
        block(&app, &ann, &ben).await;
        let again = app.put(&path, &ben, edit).await;
        assert_eq!((first.status, again.status, &first.body), (again.status, first.status, &again.body));
        assert_not_wanted(&app.put(&path, &ben, json!({ "text": "something else" })).await);
    }

    async fn a_block_holds_for_a_chat_that_does_not_exist_yet(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        block(&app, &ann, &ben).await;
        let begin = |of: &TestUser| json!({ "companion_id": of.user_id });
        assert_not_wanted(&app.post("/api/chats", &ben, begin(&ann)).await);
        assert_blocked(&app.post("/api/chats", &ann, begin(&ben)).await);
        let path = format!("/api/users/{}/messages", ann.user_id);
        assert_not_wanted(&app.post(&path, &ben, json!({ "texts": "hello" })).await);
        assert_eq!(app.chat_ids(&ann).await, Vec::<i64>::new());
        unblock(&app, &ann, &ben).await;
        assert_eq!(app.post(&path, &ben, json!({ "texts": "hello" })).await.status, 201);
    }

    async fn the_blocked_one_cannot_delete_the_chat_for_both(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        block(&app, &ann, &ben).await;
        let answer = app.delete(&format!("/api/chats/{chat}"), &ben).await;
        let refusal = "You cannot delete this chat for both of you";
        assert_refused(&answer, 403, "not_possible", refusal);
        block(&app, &ben, &ann).await;
        let answer = app.delete(&format!("/api/chats/{chat}"), &ben).await;
        assert_refused(&answer, 403, "not_possible", refusal);
        unblock(&app, &ben, &ann).await;
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ann).await.status, 200);
    }

    async fn read_marks_are_hidden_from_both_and_come_back(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let messages = app.send(&ben, chat, &["hello"]).await;
        let read = format!("/api/chats/{chat}/read");
        app.post(&read, &ann, json!({ "message_id": messages[0] })).await;
        assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], messages[0]);
        block(&app, &ann, &ben).await;
        let changes = format!("/api/chats/{chat}/changes");
        for user in [&ann, &ben] {
            assert_eq!(app.first_chat(user).await["companion_read_up_to"], 0);
            assert_eq!(app.get(&changes, user).await.json()["companion_read_up_to"], 0);
        }
        let (tag, seen) = {
            let before = app.get(&changes, &ben).await;
            (before.header("etag").map(str::to_owned), before.body)
        };
        let own = app.send_own_mark(&ann, chat).await;
        let after = app.get(&changes, &ben).await;
        assert_eq!((after.header("etag").map(str::to_owned), after.body), (tag, seen), "{own}");
        unblock(&app, &ann, &ben).await;
        assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], messages[0]);
    }
}

/// Moves a read mark that the companion must not notice.
trait OwnMark {
    async fn send_own_mark(&self, user: &TestUser, chat: i64) -> Value;
}

impl OwnMark for TestApp {
    async fn send_own_mark(&self, user: &TestUser, chat: i64) -> Value {
        let newest = self.first_chat(user).await["last_message"]["message_id"].clone();
        self.post(&format!("/api/chats/{chat}/read"), user, json!({ "message_id": newest })).await.json()
    }
}

on_both_databases! {
    async fn blocks_are_listed_to_the_blocker_alone(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        block(&app, &ann, &ben).await;
        let listed = app.get("/api/blocks", &ann).await.json();
        assert_eq!(listed["user_id"], ann.user_id);
        let data = listed["data"].as_array().expect("a list");
        assert_eq!(data.len(), 1);
        assert_eq!((&data[0]["user_id"], &data[0]["username"]), (&json!(ben.user_id), &json!("ben")));
        assert_eq!(app.get("/api/blocks", &ben).await.json()["data"], json!([]));
    }

    async fn blocks_are_listed_in_pages(app: TestApp) {
        let [ann, ben, cid, dan] = app.register_all(["ann", "ben", "cid", "dan"]).await;
        for blocked in [&dan, &ben, &cid] {
            block(&app, &ann, blocked).await;
        }
        let first = app.get("/api/blocks?limit=2", &ann).await;
        assert_eq!(first.column("username"), ["ben", "cid"]);
        let next = format!("/api/blocks?limit=2&after={}", cid.user_id);
        assert_eq!(first.header("link"), Some(format!("<{next}>; rel=\"next\"").as_str()));
        let last = app.get(&next, &ann).await;
        assert_eq!((last.column("username"), last.header("link")), (vec![json!("dan")], None));
    }

    async fn nobody_blocks_oneself_or_somebody_unknown(app: TestApp) {
        let ann = app.register("ann").await;
        let own = app.put(&path_of(&ann), &ann, json!({})).await;
        assert_refused(&own, 400, "not_possible", "You cannot block yourself");
        for path in ["/api/users/99/block", "/api/users/x/block"] {
            let name = format!("User {}", path.split('/').nth(3).expect("an id"));
            assert_not_found(&app.put(path, &ann, json!({})).await, &name);
            assert_not_found(&app.delete(path, &ann).await, &name);
        }
    }

    async fn a_deleted_account_leaves_no_block_behind(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cid = app.register("cid").await;
        block(&app, &ann, &ben).await;
        block(&app, &cid, &ann).await;
        app.delete_account(&ann).await;
        assert_eq!(app.get("/api/blocks", &cid).await.json()["data"], json!([]));
        let answer = app.post(&format!("/api/chats/{chat}/messages"), &ben, json!({ "texts": "hello" })).await;
        assert_refused(&answer, 403, "not_possible", "You cannot write to a deleted user");
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ben).await.status, 200);
    }

    async fn what_was_hidden_stays_hidden_after_the_deletion_of_the_account(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cid = app.register("cid").await;
        let with_cid = app.open_chat(&ann, &cid).await;
        for (chat, user) in [(chat, &ben), (with_cid, &cid)] {
            let message = app.send(user, chat, &["hello"]).await[0];
            app.post(&format!("/api/chats/{chat}/read"), &ann, json!({ "message_id": message })).await;
        }
        block(&app, &ann, &ben).await;
        app.patch("/api/me/privacy", &ann, json!({ "send_read_marks": false })).await;
        app.delete_account(&ann).await;
        for user in [&ben, &cid] {
            assert_eq!(app.first_chat(user).await["companion_read_up_to"], 0);
            for shown in [false, true] {
                app.patch("/api/me/privacy", user, json!({ "send_read_marks": shown })).await;
            }
            assert_eq!(app.first_chat(user).await["companion_read_up_to"], 0);
        }
    }
}

#[tokio::test]
async fn a_block_stops_messages_that_are_sent_at_the_same_time() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        if !backend.is_here() {
            continue;
        }
        let app = TestApp::start(backend).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = format!("/api/chats/{chat}/messages");
        let sends =
            (0..30).map(|number| app.post(&path, &ben, json!({ "texts": format!("message {number}") })));
        let (answers, ()) = tokio::join!(futures_util::future::join_all(sends), block(&app, &ann, &ben));
        let sent = answers.iter().filter(|answer| answer.status == 201).count();
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_not_wanted(answer);
        }
        assert_eq!(app.texts(chat, &ann).await.len(), sent);
        let later = (0..10).map(|_| app.post(&path, &ben, json!({ "texts": "later" })));
        for answer in futures_util::future::join_all(later).await {
            assert_not_wanted(&answer);
        }
    }
}
