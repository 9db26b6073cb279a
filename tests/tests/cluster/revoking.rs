//! What is revoked at one instance is closed at all, at once by the broker's word and within half a minute without it.

use super::{TwoInstances, enter};
use serde_json::json;
use simple_chats_tests::TestUser;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::timing;
use std::time::Duration;

#[tokio::test]
async fn a_changed_password_closes_sockets_at_other_instances_within_a_second() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let mut of_ann = enter(&instances.other, &ann).await;
    let mut of_ben = enter(&instances.other, &ben).await;
    let begin = timing::start();
    let change = json!({"old_password": PASSWORD, "new_password": "another password"});
    assert_eq!(instances.one.post("/api/change-password", &ann, change).await.status, 202);
    assert_eq!(of_ann.close_code().await, 4401);
    timing::assert_within(Duration::from_secs(1), begin);
    of_ben.is_silent().await;
    let ann = TestUser { password: "another password".to_owned(), ..ann };
    enter(&instances.other, &ann).await.is_silent().await;
}

#[tokio::test]
async fn a_deleted_account_closes_sockets_at_other_instances() {
    let Some(instances) = TwoInstances::start().await else { return };
    let ann = instances.one.register("ann").await;
    let mut of_ann = enter(&instances.other, &ann).await;
    let leave = instances.one.request(reqwest::Method::DELETE, "/api/me", &ann);
    let answer = instances.one.answer_to(leave.json(&json!({"password": PASSWORD}))).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(of_ann.close_code().await, 4401);
}
