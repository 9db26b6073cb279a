//! `/api/chats/{chat_id}/lifetime`, and messages that disappear.

use super::support::{MISSING, NO_INTEGER, assert_not_found, assert_refused};
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use simple_chats_server::messaging::sweep_expired;
use simple_chats_tests::{TestApp, TestUser, on_both_databases};

fn path_of(chat: i64) -> String {
    format!("/api/chats/{chat}/lifetime")
}

async fn set(app: &TestApp, chat: i64, user: &TestUser, seconds: impl Into<Value>) -> Value {
    let answer = app.put(&path_of(chat), user, json!({ "seconds": seconds.into() })).await;
    let mut body = answer.json();
    assert_eq!(
        (answer.status, &body["user_id"], &body["chat_id"]),
        (200, &json!(user.user_id), &json!(chat))
    );
    assert_eq!(body.as_object().unwrap().len(), 3, "{body}");
    body["lifetime"].take()
}

fn lifetime(seconds: impl Into<Value>, proposed: Option<(i64, &TestUser)>) -> Value {
    let proposed = proposed.map(|(seconds, user)| json!({ "seconds": seconds, "user_id": user.user_id }));
    json!({ "seconds": seconds.into(), "proposed": proposed })
}

/// Lets messages expire now, whatever the lifetime.
fn expire(app: &TestApp, messages: &[i64]) {
    for id in messages {
        app.connect()
            .batch_execute(&format!("UPDATE messages SET expires_at = 1 WHERE message_id = {id}"))
            .unwrap();
    }
}

on_both_databases! {
    async fn starting_and_lengthening_needs_both_and_shortening_one(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let none = Value::Null;
        assert_eq!(app.first_chat(&ann).await["lifetime"], lifetime(none.clone(), None));
        assert_eq!(set(&app, chat, &ann, 86_400).await, lifetime(none.clone(), Some((86_400, &ann))));
        assert_eq!(set(&app, chat, &ann, 3_600).await, lifetime(none.clone(), Some((3_600, &ann))));
        assert_eq!(set(&app, chat, &ben, 7_200).await, lifetime(none.clone(), Some((7_200, &ben))), "the one proposal");
        assert_eq!(set(&app, chat, &ann, 7_200).await, lifetime(7_200, None));
        assert_eq!(set(&app, chat, &ben, 60).await, lifetime(60, None), "shorter at once");
        assert_eq!(set(&app, chat, &ann, 31_536_000).await, lifetime(60, Some((31_536_000, &ann))));
        for user in [&ann, &ben] {
            let shown = app.first_chat(user).await;
            assert_eq!((&shown["lifetime"], &shown["revision"]), (&lifetime(60, Some((31_536_000, &ann))), &json!(6)));
        }
        let declined = app.delete(&path_of(chat), &ben).await;
        let expected = json!({ "user_id": ben.user_id, "chat_id": chat, "lifetime": lifetime(60, None) });
        assert_eq!((declined.status, declined.json()), (200, expected.clone()));
        assert_eq!(app.delete(&path_of(chat), &ben).await.json(), expected, "there is none to decline");
        assert_eq!(set(&app, chat, &ben, none.clone()).await, lifetime(none.clone(), None), "none at once");
        assert_eq!(set(&app, chat, &ann, none.clone()).await, lifetime(none, None));
        assert_eq!(app.first_chat(&ann).await["revision"], 8, "what changes nothing takes no revision");
    }

    async fn changes_tell_of_the_lifetime_in_order(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = app.send(&ann, chat, &["before"]).await[0];
        set(&app, chat, &ann, 3_600).await;
        set(&app, chat, &ben, 3_600).await;
        let sent = app.send(&ben, chat, &["after"]).await[0];
        let changes = app.get(&format!("/api/chats/{chat}/changes"), &ann).await.json();
        let listed = changes["changes"].as_array().unwrap();
        assert_eq!(listed.len(), 4);
        assert_eq!(listed[0]["message"]["message_id"], id);
        assert_eq!(listed[0]["message"]["expires_at"], Value::Null);
        assert_eq!(listed[1], json!({ "revision": 2, "lifetime": lifetime(Value::Null, Some((3_600, &ann))), "user_id": ann.user_id }));
        assert_eq!(listed[2], json!({ "revision": 3, "lifetime": lifetime(3_600, None), "user_id": ben.user_id }));
        let written_at = listed[3]["message"]["written_at"].as_str().unwrap();
        let written_at = chrono::DateTime::parse_from_rfc3339(written_at).unwrap();
        let expires_at = (written_at + chrono::TimeDelta::hours(1)).format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
        assert_eq!(listed[3]["message"]["expires_at"], json!(expires_at));
        let message = format!("/api/chats/{chat}/messages/{sent}");
        let expanded = app.get(&format!("{message}?expand=true"), &ann).await.json();
        assert_eq!(expanded["data"]["expires_at"], json!(expires_at));
        assert_eq!(app.get(&message, &ann).await.json()["data"].as_object().unwrap().len(), 5);
        assert_eq!(app.first_chat(&ann).await["last_message"]["expires_at"], json!(expires_at));
    }

    async fn an_expired_message_becomes_a_tombstone_everywhere(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["stays", "goes", "goes too"]).await;
        let path = format!("/api/chats/{chat}/messages");
        let reply = json!({ "texts": ["answer"], "reply_to": ids[1] });
        let answer = app.post(&path, &ben, reply).await.json()["message_ids"][0].as_i64().unwrap();
        app.put(&format!("{path}/{}/reaction", ids[1]), &ben, json!({ "emoji": "👍" })).await;
        assert_eq!(sweep_expired(app.state()).await.unwrap(), 0);
        expire(&app, &ids[1..]);
        assert_eq!(sweep_expired(app.state()).await.unwrap(), 2);
        assert_eq!(sweep_expired(app.state()).await.unwrap(), 0, "they are gone");
        assert_not_found(&app.get(&format!("{path}/{}", ids[1]), &ann).await, &format!("Message {}", ids[1]));
        let quote = app.get(&format!("{path}/{answer}?expand=true"), &ann).await.json()["data"]["reply_to"].clone();
        assert_eq!(quote, json!({ "message_id": ids[1], "deleted": true }));
        let changes = app.get(&format!("/api/chats/{chat}/changes?after=5"), &ben).await.json();
        assert_eq!(changes["changes"], json!([{ "revision": 6, "deleted": ids[1] }, { "revision": 7, "deleted": ids[2] }]));
        assert_eq!(app.first_chat(&ben).await["unread"], 1, "they no longer count");
    }

    async fn more_than_a_portion_expires_at_once(app: TestApp) {
        let (ann, _, chat) = app.chat_of_two().await;
        for _ in 0..5 {
            app.send(&ann, chat, &["x"; 100]).await;
        }
        app.connect().batch_execute("UPDATE messages SET expires_at = 1 WHERE message_id % 50 <> 0").unwrap();
        assert_eq!(sweep_expired(app.state()).await.unwrap(), 490);
        assert_eq!(app.texts(chat, &ann).await.len(), 10);
        assert_eq!(app.first_chat(&ann).await["revision"], 990);
    }

    async fn a_lifetime_is_checked_after_the_chat(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cat = app.register("cat").await;
        let bounds = "Must be an integer from 60 to 31536000, or null";
        for (body, message) in [
            (json!({}), MISSING),
            (json!({ "seconds": "60" }), NO_INTEGER),
            (json!({ "seconds": 59 }), bounds),
            (json!({ "seconds": 31_536_001 }), bounds),
            (json!({ "seconds": -1 }), bounds),
        ] {
            assert_refused(&app.put(&path_of(chat), &ann, body.clone()).await, 400, "bad_request", json!({ "seconds": message }));
            assert_not_found(&app.put(&path_of(999), &ann, body.clone()).await, "Chat 999");
            assert_eq!(app.put(&path_of(chat), &cat, body).await.status, 403);
        }
        assert_eq!(app.delete(&path_of(chat), &cat).await.status, 403);
        app.put(&format!("/api/users/{}/block", ben.user_id), &ann, json!({})).await;
        for user in [&ann, &ben] {
            assert_eq!(app.put(&path_of(chat), user, json!({ "seconds": 60 })).await.status, 403);
        }
        app.delete(&format!("/api/users/{}/block", ben.user_id), &ann).await;
        set(&app, chat, &ben, 60).await;
        app.delete_account(&ben).await;
        assert_eq!(app.put(&path_of(chat), &ann, json!({ "seconds": 60 })).await.status, 403, "nobody is there to agree with");
        assert_eq!(app.delete(&path_of(chat), &ann).await.json()["lifetime"], lifetime(Value::Null, None));
    }

    async fn a_stranger_waits_until_the_chat_is_accepted(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        app.patch("/api/me/privacy", &ben, json!({ "who_may_write": "invited" })).await;
        let chat = app.open_chat(&ann, &ben).await;
        assert_eq!(app.put(&path_of(chat), &ann, json!({ "seconds": 60 })).await.status, 403);
        assert_eq!(set(&app, chat, &ben, 60).await, lifetime(Value::Null, Some((60, &ben))), "that accepts it");
        assert_eq!(set(&app, chat, &ann, 60).await, lifetime(60, None));
    }
}
