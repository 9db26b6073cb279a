//! Two servers on one PostgreSQL database: changes that lock users and chats wait for each other, but never in a circle.

use super::TwoInstances;
use futures_util::future::{FutureExt, LocalBoxFuture, join_all};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::sql::number;
use simple_chats_tests::{TestApp, TestResponse, TestUser};
use std::time::Duration;

const ROUNDS: usize = 8;

type Answer<'a> = LocalBoxFuture<'a, TestResponse>;

/// Sends to companions, both by chat and by user, several times.
fn sends<'a>(app: &'a TestApp, sender: &'a TestUser, receivers: &[&'a TestUser]) -> Vec<Answer<'a>> {
    let paths = receivers.iter().map(|receiver| format!("/api/users/{}/messages", receiver.user_id));
    let send = |path: String| {
        async move { app.post(&path, sender, json!({ "texts": "hello" })).await }.boxed_local()
    };
    paths.map(send).collect()
}

fn privacy<'a>(app: &'a TestApp, user: &'a TestUser, settings: Value) -> Answer<'a> {
    async move { app.patch("/api/me/privacy", user, settings).await }.boxed_local()
}

fn block<'a>(app: &'a TestApp, blocker: &'a TestUser, target: &'a TestUser) -> Answer<'a> {
    let path = format!("/api/users/{}/block", target.user_id);
    async move { app.put(&path, blocker, json!({})).await }.boxed_local()
}

fn leave<'a>(app: &'a TestApp, user: &'a TestUser, delete_messages: bool) -> Answer<'a> {
    let body = json!({ "password": user.password, "delete_messages": delete_messages });
    async move { app.answer_to(app.request(Method::DELETE, "/api/me", user).json(&body)).await }.boxed_local()
}

fn rename<'a>(app: &'a TestApp, user: &'a TestUser, name: &'static str) -> Answer<'a> {
    async move { app.post("/api/update", user, json!({ "name": name })).await }.boxed_local()
}

/// How many circles PostgreSQL had to break.
async fn deadlocks(app: &TestApp) -> i64 {
    // Statistics are written at most once a second.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let statement = "SELECT deadlocks AS value FROM pg_stat_database WHERE datname = current_database()";
    number(&mut app.connect(), statement)
}

#[tokio::test]
async fn blocks_settings_and_deletions_meet_sends_without_a_circle() {
    let Some(instances) = TwoInstances::start().await else { return };
    let (one, other) = (&instances.one, &instances.other);
    for round in 0..ROUNDS {
        let names = ["ann", "ben", "cat", "dan", "eve", "fay"].map(|name| format!("{name}{round}"));
        let [ann, ben, cat, dan, eve, fay] = one.register_all(names.each_ref().map(String::as_str)).await;
        for companion in [&ben, &cat, &eve] {
            one.open_chat(&ann, companion).await;
        }
        one.open_chat(&ben, &cat).await;
        let mut all: Vec<Answer> = Vec::new();
        for app in [one, other] {
            for _ in 0..3 {
                all.extend(sends(app, &ann, &[&ben, &cat, &eve]));
                all.extend(sends(app, &ben, &[&cat, &ann]));
                all.extend(sends(app, &cat, &[&ann, &ben]));
                // First messages.
                all.extend(sends(app, &dan, &[&ann, &ben, &cat, &eve]));
                all.extend(sends(app, &fay, &[&dan, &ann]));
            }
            all.push(privacy(app, &ann, json!({ "show_presence": false, "who_may_write": "invited" })));
            all.push(privacy(app, &cat, json!({ "send_read_marks": false, "send_typing": false })));
            all.push(block(app, &ann, &ben));
            all.push(block(app, &cat, &ann));
            all.push(rename(app, &ben, "Another"));
            all.push(leave(app, &eve, round % 2 == 0));
            all.extend(sends(app, &ann, &[&dan, &fay]));
            all.push(privacy(app, &ann, json!({ "show_presence": true })));
            all.push(leave(app, &fay, round % 2 == 1));
        }
        for answer in join_all(all).await {
            assert!(answer.status < 500, "{} {}", answer.status, answer.body);
        }
    }
    assert_eq!(deadlocks(one).await, 0);
}
