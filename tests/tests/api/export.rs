//! `GET /api/me/export`.

use crate::support::exports::Unpacked;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::{
    Nobody, TestApp, TestEnvironment, TestUser, on_both_databases, on_one_and_on_two_instances,
};

const PATH: &str = "/api/me/export";

async fn export(app: &TestApp, caller: &TestUser) -> Unpacked {
    Unpacked::of(app.request(Method::GET, PATH, caller)).await
}

/// The messages of a chat as a client gets them that catches up, with their revisions.
async fn history(app: &TestApp, caller: &TestUser, chat_id: i64) -> Vec<Value> {
    let changes = app.get(&format!("/api/chats/{chat_id}/changes"), caller).await.json();
    let present =
        changes["changes"].as_array().unwrap().iter().filter(|change| change.get("message").is_some());
    let mut messages: Vec<Value> = present
        .map(|change| {
            let mut message = change["message"].clone();
            message.as_object_mut().unwrap().remove("chat_id");
            message["revision"] = change["revision"].clone();
            message
        })
        .collect();
    messages.sort_by_key(|message| message["message_id"].as_i64());
    messages
}

on_one_and_on_two_instances! {
    async fn the_data_is_that_of_the_user(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cat = app.register("cat").await;
        let others = app.open_chat(&ben, &cat).await;
        app.send(&ben, others, &["between ben and cat"]).await;
        let empty = app.open_chat(&ann, &cat).await;
        let ids = app.send(&ann, chat, &["one", "two", "three"]).await;
        app.send(&ben, chat, &["<b>\"four\"</b>\n\u{1F600} \\u0000 ']}"]).await;
        app.put(&format!("/api/chats/{chat}/messages/{}", ids[0]), &ann, json!({"text": "edited"})).await;
        app.delete(&format!("/api/chats/{chat}/messages/{}", ids[1]), &ann).await;
        app.post(&format!("/api/chats/{chat}/read"), &ben, json!({"message_id": ids[2]})).await;
        let invitation = json!({"accounts": 2, "expires_in": 3600});
        assert_eq!(app.post("/api/invitations", &ann, invitation).await.status, 201);
        let cookie = sign_in(&mut app.connect(), UserId::new(ann.user_id).unwrap());

        let unpacked = export(&app, &ann).await;
        let files: Vec<&String> = unpacked.0.keys().collect();
        assert_eq!(files, [&format!("chat-{chat}.html"), &format!("chat-{empty}.html"), "data.json", "index.html"]);
        let data = unpacked.data();
        assert_eq!((&data["format"], &data["version"]), (&json!("simple-chats-export"), &json!(1)));
        let user = &data["user"];
        assert_eq!((&user["user_id"], &user["email"]), (&json!(ann.user_id), &json!(ann.email)));
        assert_eq!((&user["username"], &user["is_administrator"]), (&json!("ann"), &json!(false)));
        assert_eq!(data["chats"].as_array().unwrap().len(), 2);
        let exported = &data["chats"][0];
        let shown = app.get("/api/chats?expand=true", &ann).await.json()["data"][0].clone();
        for key in ["chat_id", "companion", "revision", "read_up_to", "companion_read_up_to"] {
            assert_eq!(exported[key], shown[key], "{key}");
        }
        assert_eq!(exported["companion_read_up_to"], ids[2]);
        assert_eq!(exported["messages"], Value::Array(history(&app, &ann, chat).await));
        assert_eq!(exported["messages"].as_array().unwrap().len(), 3);
        assert_eq!((&data["chats"][1]["chat_id"], &data["chats"][1]["messages"]), (&json!(empty), &json!([])));
        assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
        assert_eq!(data["invitations"][0]["accounts"], 2);
        let everything = unpacked.0.values().cloned().collect::<String>();
        for secret in ["between ben and cat", &cookie, &ben.email, &cat.email, "$2"] {
            assert!(!everything.contains(secret), "{secret}");
        }
    }

    async fn more_chats_and_messages_than_are_read_at_once_are_all_there(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        for number in 0..101 {
            let other = app.register(&format!("other-{number}")).await;
            app.open_chat(&ann, &other).await;
        }
        for _ in 0..3 {
            app.send(&ben, chat, &["hello"; 67]).await;
        }
        let data = export(&app, &ann).await.data();
        let chats = data["chats"].as_array().unwrap();
        assert_eq!(chats.len(), 102);
        let ids: Vec<Option<i64>> =
            chats[0]["messages"].as_array().unwrap().iter().map(|message| message["message_id"].as_i64()).collect();
        assert!(ids.len() == 201 && ids.is_sorted(), "{ids:?}");
    }
}

on_both_databases! {
    async fn an_export_is_named_after_its_user_and_not_kept(app: TestApp) {
        let ann = app.register("ann").await;
        let answer = app.get(PATH, &ann).await;
        let disposition = answer.header("content-disposition").unwrap();
        assert!(disposition.starts_with("attachment; filename=\"simple-chats-ann-20"), "{disposition}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let refused = app.get(PATH, &Nobody).await;
        assert_eq!(refused.status, 401);
    }

    async fn exports_count_as_reads(environment: TestEnvironment) {
        let app = environment.spawn_limited("read_per_user", &[]).await;
        let ann = app.register("ann").await;
        let refused = app.get(PATH, &ann).await;
        assert_eq!(refused.status, 429);
        assert!(refused.header("retry-after").is_some());
        assert!(!app.log().contains("exported"));
    }
}
