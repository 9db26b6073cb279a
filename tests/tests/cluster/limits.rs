//! Limits that hold over all instances.

use super::TwoInstances;
use serde_json::json;
use simple_chats_tests::app::basic;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{Backend, TestApp, TestEnvironment, nats};
use std::time::Duration;

/// Two instances with one limit of three an hour; nothing if this machine lacks a part, which is said.
async fn limited(limit: &str) -> Option<TwoInstances> {
    let broker = match nats::shared() {
        Ok(broker) => broker,
        Err(why) => {
            skipped("the tests of several instances", why);
            return None;
        }
    };
    if !Backend::Postgres.is_here() {
        return None;
    }
    let (environment, url) = (TestEnvironment::new(Backend::Postgres), broker.url());
    let instances = TwoInstances {
        one: environment.spawn_limited(limit, &[("NATS_URL", &url)]).await,
        other: environment.spawn_limited(limit, &[("NATS_URL", &url)]).await,
    };
    instances.wait_for_broker("ok").await;
    Some(instances)
}

async fn log_in(app: &TestApp, login: &str) -> u16 {
    app.get("/api/me", &basic(login, "wrong")).await.status
}

#[tokio::test]
async fn tries_at_one_instance_count_at_the_others() {
    let Some(instances) = limited("login_per_account").await else { return };
    for _ in 0..3 {
        assert_eq!(log_in(&instances.one, "ann").await, 401);
    }
    // It takes less than a second to tell; a try that comes too early would count itself.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(log_in(&instances.other, "ann").await, 429);
    assert_eq!(log_in(&instances.other, "ben").await, 401, "others aren't limited");
}

#[tokio::test]
async fn texts_sent_by_one_instance_count_at_the_others() {
    let Some(instances) = limited("send_per_user").await else { return };
    let (ann, _, chat_id) = instances.one.chat_of_two().await;
    instances.one.send(&ann, chat_id, &["one", "two", "three"]).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let path = format!("/api/chats/{chat_id}/messages");
    let answer = instances.other.post(&path, &ann, json!({ "texts": ["four"] })).await;
    assert_eq!(answer.status, 429, "{}", answer.body);
}
