//! The privacy settings over REST, and who finds whom.

use super::support::{assert_bad_request, assert_not_found};
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, TestUser, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/api/me/privacy";

fn defaults() -> Value {
    json!({
        "show_presence": true,
        "send_read_marks": true,
        "send_typing": true,
        "findable": "everyone",
        "who_may_write": "everyone",
    })
}

async fn set(app: &TestApp, user: &TestUser, settings: Value) -> Value {
    let answer = app.patch(PATH, user, settings).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["user_id"], user.user_id);
    answer.json()["data"].clone()
}

async fn usernames(app: &TestApp, path: &str, user: &TestUser) -> Vec<Value> {
    app.get(path, user).await.column("username")
}

on_one_and_on_two_instances! {
    async fn any_of_the_settings_can_be_changed_all_or_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        assert_eq!(app.get(PATH, &ann).await.json(), json!({ "user_id": ann.user_id, "data": defaults() }));
        let mut expected = defaults();
        for (name, value) in [
            ("show_presence", json!(false)),
            ("findable", json!("exact")),
            ("who_may_write", json!("invited")),
            ("send_typing", json!(false)),
            ("send_read_marks", json!(false)),
            ("findable", json!("everyone")),
        ] {
            expected[name] = value.clone();
            assert_eq!(set(&app, &ann, json!({ name: value })).await, expected);
        }
        let faulty = json!({ "show_presence": true, "send_typing": 1, "findable": "nobody", "who_may_write": null });
        let answer = app.patch(PATH, &ann, faulty).await;
        assert_bad_request(&answer, json!({
            "send_typing": "Must be true or false",
            "findable": "Must be \"everyone\" or \"exact\"",
            "who_may_write": "Must be \"everyone\" or \"invited\"",
        }));
        assert_eq!(set(&app, &ann, json!({ "unknown": 1 })).await, expected);
    }

    async fn hidden_read_marks_are_zero_for_both(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ben, chat, &["hello"]).await[0];
        app.post(&format!("/api/chats/{chat}/read"), &ann, json!({ "message_id": message })).await;
        for hiding in [&ann, &ben] {
            assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], message);
            set(&app, hiding, json!({ "send_read_marks": false })).await;
            assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], 0);
            assert_eq!(app.first_chat(&ann).await["read_up_to"], message, "one's own marks stay");
            set(&app, hiding, json!({ "send_read_marks": true })).await;
        }
    }

    async fn marks_are_shown_once_both_show_them(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ben, chat, &["hello"]).await[0];
        app.post(&format!("/api/chats/{chat}/read"), &ann, json!({ "message_id": message })).await;
        for (user, switch, mark) in [
            (&ann, false, 0),
            (&ben, false, 0),
            (&ann, true, 0),
            (&ben, true, message),
            (&ben, false, 0),
            (&ben, true, message),
        ] {
            set(&app, user, json!({ "send_read_marks": switch, "send_typing": !switch })).await;
            assert_eq!(app.first_chat(&ben).await["companion_read_up_to"], mark);
        }
    }

    async fn settings_hold_for_chats_that_are_begun_later(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        set(&app, &ann, json!({ "send_read_marks": false })).await;
        let by_post = app.open_chat(&ben, &ann).await;
        let sent = app.post(&format!("/api/users/{}/messages", ann.user_id), &cid, json!({ "texts": "hi" })).await;
        let by_message = sent.json()["chat_id"].as_i64().expect("a chat");
        for (chat, user) in [(by_post, &ben), (by_message, &cid)] {
            let message = app.send(user, chat, &["hello"]).await[0];
            app.post(&format!("/api/chats/{chat}/read"), &ann, json!({ "message_id": message })).await;
            assert_eq!(app.first_chat(user).await["companion_read_up_to"], 0);
        }
    }
}

on_both_databases! {
    async fn strangers_do_not_find_a_user_who_is_found_only_exactly(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        app.open_chat(&ann, &ben).await;
        set(&app, &ann, json!({ "findable": "exact" })).await;
        let own = format!("/api/users/{}", ann.user_id);
        let lists = ["/api/users", "/api/users?username=ann", "/api/users?name-like=an", "/api/users?limit=1"];
        for path in lists {
            assert!(usernames(&app, path, &ben).await.contains(&json!("ann")), "{path} shows companions");
            assert!(!usernames(&app, path, &cid).await.contains(&json!("ann")), "{path}");
        }
        let by_id = format!("/api/users?user_id={}", ann.user_id);
        assert_eq!(usernames(&app, &by_id, &cid).await, Vec::<Value>::new());
        assert_eq!(app.get(&own, &ben).await.status, 200);
        assert_eq!(app.get(&own, &ann).await.status, 200);

        // Each answer is that for a user who doesn't exist.
        let unknown = format!("User {}", ann.user_id);
        assert_not_found(&app.get(&own, &cid).await, &unknown);
        assert_not_found(&app.post("/api/chats", &cid, json!({ "companion_id": ann.user_id })).await, &unknown);
        let send = app.post(&format!("{own}/messages"), &cid, json!({ "texts": "hello" })).await;
        assert_not_found(&send, &unknown);
        assert_not_found(&app.put(&format!("{own}/block"), &cid, json!({})).await, &unknown);
        assert_not_found(&app.delete(&format!("{own}/block"), &cid).await, &unknown);
        assert_eq!(app.chat_ids(&cid).await, Vec::<i64>::new());

        // Whom the user writes to is no stranger.
        app.open_chat(&ann, &cid).await;
        assert_eq!(app.get(&own, &cid).await.status, 200);
        assert!(usernames(&app, "/api/users", &cid).await.contains(&json!("ann")));
    }

    async fn who_hides_from_strangers_still_finds_them(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        set(&app, &ann, json!({ "findable": "exact" })).await;
        assert_eq!(usernames(&app, "/api/users", &ann).await, ["ann", "ben"]);
        app.open_chat(&ann, &ben).await;
    }
}
