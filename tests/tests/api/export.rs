//! `GET /api/me/export`.

use crate::support::exports::Unpacked;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::passkeys::Passkey;
use simple_chats_persistence::{DbConnection, authenticators, passkeys, recovery_codes};
use simple_chats_tests::fixtures::{moment, sign_in};
use simple_chats_tests::personal_tokens::make_token;
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

/// An authenticator app, a passkey, and two recovery codes, of which logging in takes no notice.
fn add_second_factor(conn: &mut DbConnection, user_id: UserId) {
    authenticators::insert(conn, user_id, "sealed secret", 1, moment(7)).unwrap();
    recovery_codes::replace_all_of(conn, user_id, &["code one".to_owned(), "code two".to_owned()]).unwrap();
    let passkey = Passkey {
        credential_id: "credential id".to_owned(),
        user_id,
        name: "phone".to_owned(),
        user_handle: "handle".to_owned(),
        static_state: "public key".to_owned(),
        dynamic_state: "dynamic".to_owned(),
        added_at: moment(8),
        last_used_at: None,
    };
    passkeys::insert(conn, &passkey).unwrap();
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
        for key in ["chat_id", "companion", "revision", "read_up_to", "companion_read_up_to", "preferences"] {
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

    async fn what_the_user_has_cleared_is_not_exported_and_preferences_are(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        app.send(&ben, chat, &["cleared long ago"]).await;
        app.post(&format!("/api/chats/{chat}/clear"), &ann, json!({})).await;
        let unpacked = export(&app, &ann).await;
        assert_eq!(unpacked.data()["chats"][0]["messages"], json!([]), "the chat itself is there");
        app.send(&ben, chat, &["new"]).await;
        app.patch(&format!("/api/chats/{chat}/preferences"), &ann, json!({ "muted_until": "forever" })).await;
        let unpacked = export(&app, &ann).await;
        let exported = &unpacked.data()["chats"][0];
        assert_eq!((&exported["messages"][0]["text"], &exported["messages"][1]), (&json!("new"), &Value::Null));
        assert_eq!(exported["preferences"]["muted_until"], "forever");
        assert!(!unpacked.0.values().any(|file| file.contains("cleared long ago")));
        assert!(export(&app, &ben).await.0.values().any(|file| file.contains("cleared long ago")));
    }

    async fn settings_keys_blocks_and_reports_are_among_the_data(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cat = app.register("cat").await;
        let message = app.send(&ben, chat, &["<i>buy this</i>"]).await[0];
        let report = format!("/api/chats/{chat}/messages/{message}/report");
        assert_eq!(app.post(&report, &ann, json!({"reason": "spam & more"})).await.status, 201);
        assert_eq!(app.post(&report, &ben, json!({"reason": "my own"})).await.status, 201);
        let settings = json!({"show_presence": false, "findable": "exact"});
        assert_eq!(app.patch("/api/me/privacy", &ann, settings).await.status, 200);
        let block = format!("/api/users/{}/block", cat.user_id);
        assert_eq!(app.put(&block, &ann, json!({})).await.status, 200);
        let token = make_token(&app, &ann, "read").await;
        let me = UserId::new(ann.user_id).unwrap();
        add_second_factor(&mut app.connect(), me);
        sign_in(&mut app.connect(), me);

        let unpacked = export(&app, &ann).await;
        let data = unpacked.data();
        assert_eq!(data["notifications"], app.get("/api/me/notifications", &ann).await.json()["data"]);
        assert_eq!(data["privacy"], app.get("/api/me/privacy", &ann).await.json()["data"]);
        assert_eq!(data["authenticator_added_at"], "2026-01-01T00:00:07.000Z");
        assert_eq!(data["recovery_codes_left"], 2);
        let passkey = json!({"name": "phone", "added_at": "2026-01-01T00:00:08.000Z", "last_used_at": null});
        assert_eq!(data["passkeys"], json!([passkey]));
        let listed = app.get("/api/tokens", &ann).await.json()["data"][0].clone();
        let exported = &data["tokens"][0];
        for key in ["token_id", "name", "scope"] {
            assert_eq!(exported[key], listed[key], "{key}");
        }
        assert_eq!(data["blocks"].as_array().unwrap().len(), 1);
        let blocked = &data["blocks"][0];
        assert_eq!((&blocked["user_id"], &blocked["username"]), (&json!(cat.user_id), &json!("cat")));
        assert!(blocked["blocked_at"].is_string());
        assert_eq!(data["reports"].as_array().unwrap().len(), 1);
        let report = &data["reports"][0];
        assert_eq!((&report["message_id"], &report["sender"]["username"]), (&json!(message), &json!("ben")));
        assert_eq!((&report["text"], &report["reason"]), (&json!("<i>buy this</i>"), &json!("spam & more")));
        assert_eq!((&report["text_since"], &report["done_at"]), (&Value::Null, &Value::Null));

        let index = &unpacked.0["index.html"];
        for shown in ["phone", "Authenticator app", "codes left: 2", "@cat", "spam &amp; more", "&lt;i&gt;buy", "Logged in"] {
            assert!(index.contains(shown), "{shown}: {index}");
        }
        let everything = unpacked.0.values().cloned().collect::<String>();
        let secrets =
            [token.bearer.0.as_str(), "sealed secret", "public key", "handle", "dynamic", "credential id", "code one", "my own"];
        for secret in secrets {
            assert!(!everything.contains(secret), "{secret}");
        }
    }

    async fn more_rows_than_are_read_at_once_are_all_there(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        for number in 0..101 {
            let other = app.register(&format!("other-{number}")).await;
            app.open_chat(&ann, &other).await;
            app.put(&format!("/api/users/{}/block", other.user_id), &ann, json!({})).await;
        }
        for _ in 0..3 {
            let sent = app.send(&ben, chat, &["hello"; 67]).await;
            for message in &sent[..40] {
                let path = format!("/api/chats/{chat}/messages/{message}/report");
                assert_eq!(app.post(&path, &ann, json!({"reason": "spam"})).await.status, 201);
            }
        }
        let unpacked = export(&app, &ann).await;
        let data = unpacked.data();
        for (list, key, count) in [("blocks", "user_id", 101), ("reports", "report_id", 120)] {
            let ids: Vec<i64> =
                data[list].as_array().unwrap().iter().map(|item| item[key].as_i64().unwrap()).collect();
            assert!(ids.len() == count && ids.is_sorted(), "{list}: {ids:?}");
        }
        let index = &unpacked.0["index.html"];
        assert_eq!((index.matches("Blocked <time").count(), index.matches("Reported <time").count()), (101, 120));
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

    async fn webhooks_are_among_the_data_without_their_secrets(environment: TestEnvironment) {
        let app = environment.spawn(&[("WEBHOOK_ALLOW_NETWORKS", "127.0.0.0/8")]).await;
        let (ann, _, chat) = app.chat_of_two().await;
        let webhook = json!({
            "url": "http://127.0.0.1:9/?a&b", "events": ["message", "read"], "chat_id": chat
        });
        let made = app.post("/api/webhooks", &ann, webhook).await.json();
        let unpacked = export(&app, &ann).await;
        assert_eq!(unpacked.data()["webhooks"], app.get("/api/webhooks", &ann).await.json()["data"]);
        let index = &unpacked.0["index.html"];
        assert!(index.contains(&format!("?a&amp;b</bdi><p>message, read, only of chat {chat}</p>")), "{index}");
        let everything = unpacked.0.values().cloned().collect::<String>();
        let secret = made["data"]["secret"].as_str().unwrap();
        assert!(!everything.contains(secret) && !everything.contains("whsec"));
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
