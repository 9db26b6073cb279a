//! Two servers on one PostgreSQL database: what each sees as free may be taken by the other a moment later.

use super::TwoInstances;
use futures_util::future::{join, join_all};
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{Nobody, TestApp, TestResponse, TestUser};

/// How often each race is run: not every time both arrive at the same moment.
const ROUNDS: usize = 12;

impl TwoInstances {
    /// Posts to both, from everyone, at the same moment. Returns the statuses in rising order, and the answers.
    async fn post(&self, requests: &[(&TestUser, &str, serde_json::Value)]) -> (Vec<u16>, Vec<TestResponse>) {
        let both = requests.iter().flat_map(|(caller, path, body)| {
            [self.one.post(path, *caller, body.clone()), self.other.post(path, *caller, body.clone())]
        });
        let answers = join_all(both).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        (statuses, answers)
    }
}

#[tokio::test]
async fn a_name_is_given_once() {
    let Some(instances) = TwoInstances::start().await else { return };
    for round in 0..ROUNDS {
        let form = |email: &str| json!({ "email": email, "username": format!("ann{round}"), "name": "Ann", "password": PASSWORD });
        let (one, other) = join(
            instances.one.post("/api/register", &Nobody, form(&format!("a{round}@example.com"))),
            instances.other.post("/api/register", &Nobody, form(&format!("b{round}@example.com"))),
        )
        .await;
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 400], "{} {}", one.body, other.body);
    }
}

#[tokio::test]
async fn a_pair_gets_one_chat() {
    let Some(instances) = TwoInstances::start().await else { return };
    let ann = instances.one.register("ann").await;
    for round in 0..ROUNDS {
        let ben = instances.other.register(&format!("ben{round}")).await;
        let create = (&ann, "/api/chats", json!({ "companion_id": ben.user_id }));
        let back = (&ben, "/api/chats", json!({ "companion_id": ann.user_id }));
        let (statuses, _) = instances.post(&[create, back]).await;
        assert_eq!(statuses, [201, 400, 400, 400]);
    }
}

#[tokio::test]
async fn first_messages_meet_in_one_chat() {
    let Some(instances) = TwoInstances::start().await else { return };
    let ann = instances.one.register("ann").await;
    for round in 0..ROUNDS {
        let ben = instances.other.register(&format!("ben{round}")).await;
        let (to_ann, to_ben) =
            (format!("/api/users/{}/messages", ann.user_id), format!("/api/users/{}/messages", ben.user_id));
        let hello = json!({ "texts": ["hello", "there"] });
        let (statuses, answers) =
            instances.post(&[(&ann, &to_ben, hello.clone()), (&ben, &to_ann, hello)]).await;
        assert_eq!(statuses, [201; 4]);
        let chat = answers[0].json()["chat_id"].clone();
        assert!(answers.iter().all(|answer| answer.json()["chat_id"] == chat));
        let stored = instances.one.get(&format!("/api/chats/{chat}/messages"), &ann).await;
        assert_eq!(stored.column("text").len(), 8);
    }
}

#[tokio::test]
async fn a_key_sends_once() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let path = format!("/api/users/{}/messages", ben.user_id);
    let mut chat_id = json!(null);
    for round in 0..ROUNDS {
        let send = |app: &TestApp| {
            let request = app.request(reqwest::Method::POST, &path, &ann);
            request.header("Idempotency-Key", format!("k{round}")).json(&json!({ "texts": ["one", "two"] }))
        };
        let (one, other) = (
            instances.one.answer_to(send(&instances.one)),
            instances.other.answer_to(send(&instances.other)),
        );
        let (one, other) = join(one, other).await;
        assert_eq!((one.status, other.status), (201, 201), "{} {}", one.body, other.body);
        assert_eq!(one.json(), other.json());
        chat_id = one.json()["chat_id"].clone();
    }
    let stored = instances.one.get(&format!("/api/chats/{chat_id}/messages"), &ann).await;
    assert_eq!(stored.column("text").len(), 2 * ROUNDS);
}

#[tokio::test]
async fn a_chat_may_be_deleted_at_any_moment() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let path = format!("/api/users/{}/messages", ben.user_id);
    let hello = || json!({ "texts": ["hello"] });
    for _ in 0..3 * ROUNDS {
        let chat = instances.one.post(&path, &ann, hello()).await.json()["chat_id"].clone();
        let (chat, messages) = (format!("/api/chats/{chat}"), format!("/api/chats/{chat}/messages"));
        let delete = instances.one.delete(&chat, &ben);
        let (to_user, to_chat) =
            (instances.other.post(&path, &ann, hello()), instances.other.post(&messages, &ann, hello()));
        let (deleted, (to_user, to_chat)) = join(delete, join(to_user, to_chat)).await;
        assert_eq!(deleted.status, 200, "{}", deleted.body);
        assert_eq!(to_user.status, 201, "{}", to_user.body);
        assert!([201, 404].contains(&to_chat.status), "{}", to_chat.body);
    }
}

#[tokio::test]
async fn a_password_changed_at_one_instance_is_void_at_the_other() {
    let Some(instances) = TwoInstances::start().await else { return };
    let ann = instances.one.register("ann").await;
    assert_eq!(instances.other.get("/api/me", &ann).await.status, 200);
    let token = instances.one.get("/api/token", &ann).await.json()["token"].as_str().unwrap().to_owned();
    let bearer = simple_chats_tests::Bearer(token);
    assert_eq!(instances.other.get("/api/me", &bearer).await.status, 200);
    let change = json!({ "old_password": PASSWORD, "new_password": "another one" });
    assert_eq!(instances.one.post("/api/change-password", &ann, change).await.status, 202);
    assert_eq!(instances.other.get("/api/me", &ann).await.status, 401, "cached credentials are void");
    assert_eq!(instances.other.get("/api/me", &bearer).await.status, 401);
}
