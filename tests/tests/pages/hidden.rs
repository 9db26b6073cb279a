//! Whatever a blocked person and a stranger can ask for, compared with what they may know.

use super::browser::Browser;
use serde_json::{Value, json};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser, on_both_databases};

async fn enter(app: &TestApp, user: &TestUser) -> Socket {
    app.dial().basic(&user.email, &user.password).enter().await
}

/// The ids and the name of a companion and of what is in the chat, with common names for them.
struct Known {
    user: (i64, String),
    chat: i64,
    messages: Vec<i64>,
}

impl Known {
    fn id(&self, key: &str, id: i64) -> Option<String> {
        match key {
            "chat_id" => (id == self.chat).then(|| "chat".to_owned()),
            "message_id" | "read_up_to" | "companion_read_up_to" => {
                let place = self.messages.iter().position(|message| *message == id)?;
                Some(format!("message {place}"))
            }
            _ if key.ends_with("_id") => (id == self.user.0).then(|| "companion".to_owned()),
            _ => None,
        }
    }

    /// Replaces what is known, and leaves times out.
    fn mask(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.mask(item)),
            Value::Object(fields) => {
                for time in ["written_at", "datetime_writing", "date_joined"] {
                    fields.remove(time);
                }
                let (one, other) = (fields.remove("user1_id"), fields.remove("user2_id"));
                if let (Some(one), Some(other)) = (one, other) {
                    assert!([one, other].contains(&json!(self.user.0)), "the companion takes part");
                }
                for (key, field) in fields.iter_mut() {
                    match field {
                        Value::Number(number) => {
                            if let Some(name) = number.as_i64().and_then(|id| self.id(key, id)) {
                                *field = json!(name);
                            }
                        }
                        Value::String(text) if *text == self.user.1 => *field = json!("companion"),
                        other => self.mask(other),
                    }
                }
            }
            _ => {}
        }
    }
}

/// All that a user learns of a companion over REST, on pages, and over a socket.
async fn all_of(app: &TestApp, me: &TestUser, companion: &TestUser, chat: i64) -> Vec<(String, Value)> {
    let (id, messages) = (companion.user_id, format!("/api/chats/{chat}/messages"));
    let ids = app.get(&messages, me).await.column("message_id");
    let ids: Vec<i64> = ids.iter().filter_map(Value::as_i64).collect();
    let known = Known { user: (id, companion.username.clone()), chat, messages: ids.clone() };
    let mut all = Vec::new();
    for (name, path) in [
        ("user", format!("/api/users/{id}")),
        ("users", format!("/api/users?user_id={id}")),
        ("chat", format!("/api/chats/{chat}")),
        ("expanded", format!("/api/chats?expand=true&after={}&limit=1", chat - 1)),
        ("messages", messages.clone()),
        ("message", format!("{messages}/{}", ids[0])),
        ("changes", format!("/api/chats/{chat}/changes")),
        ("blocks", "/api/blocks".to_owned()),
        ("requests", "/api/chats?requests=true".to_owned()),
    ] {
        all.push((name.to_owned(), app.get(&path, me).await.json()));
    }
    let mut socket = enter(app, me).await;
    for request in [
        json!({"type": "watch", "user_ids": [id]}),
        json!({"type": "history", "chat_id": chat}),
        json!({"type": "sync", "chat_id": chat, "after": 0}),
    ] {
        all.push((request["type"].to_string(), socket.ask(request.clone()).await));
    }
    let state = socket.ask(json!({"type": "resume", "have": {}})).await;
    let own = state["chats"].as_array().expect("chats").iter().find(|found| found["chat_id"] == chat);
    all.push(("state".to_owned(), own.cloned().unwrap_or_default()));
    let send = app.post(&messages, me, json!({ "texts": "one more" })).await;
    all.push(("sending".to_owned(), json!({ "status": send.status })));
    for (_, value) in &mut all {
        known.mask(value);
    }

    let browser = Browser::logged_in(app, me).await;
    let page = browser.get(&format!("/chats/{chat}")).await;
    let online = page.main().with("data-chat-status", "").iter().map(|node| node.text()).collect::<String>();
    let online = online.replace(&companion.username, "companion");
    let seen = page.bubbles().any(|bubble| bubble.text().contains("seen"));
    let list = browser.get("/chats/list").await;
    all.push(("page".to_owned(), json!({ "status": online, "seen": seen, "list": list.says("online") })));
    all
}

on_both_databases! {
    async fn a_block_looks_like_switches_that_are_off(app: TestApp) {
        let [ben, ann, cid] = app.register_all(["ben", "ann", "cid"]).await;
        let mut sockets = Vec::new();
        let mut chats = Vec::new();
        for companion in [&ann, &cid] {
            let chat = app.open_chat(companion, &ben).await;
            let texts = app.send(&ben, chat, &["hello"]).await;
            app.send(companion, chat, &["hi"]).await;
            app.post(&format!("/api/chats/{chat}/read"), companion, json!({ "message_id": texts[0] })).await;
            sockets.push(enter(&app, companion).await);
            chats.push(chat);
        }
        let before = all_of(&app, &ben, &ann, chats[0]).await;
        all_of(&app, &ben, &cid, chats[1]).await;
        assert!(before.iter().any(|(_, value)| value.to_string().contains("\"online\":true")), "{before:?}");
        assert!(before.iter().any(|(name, value)| name == "changes" && value["companion_read_up_to"] == "message 0"));

        app.put(&format!("/api/users/{}/block", ben.user_id), &ann, json!({})).await;
        let off = json!({ "show_presence": false, "send_read_marks": false, "send_typing": false });
        app.patch("/api/me/privacy", &cid, off).await;
        let [mut blocked, mut off] =
            [all_of(&app, &ben, &ann, chats[0]).await, all_of(&app, &ben, &cid, chats[1]).await];
        for all in [&mut blocked, &mut off] {
            let sending = all.iter().position(|(name, _)| name == "sending").expect("the attempt to send");
            // Only sending tells them apart: who has not accepted a request refuses it as well.
            all.remove(sending);
            for (name, value) in all.iter() {
                assert!(!value.to_string().contains("\"online\":true"), "{name}: {value}");
                assert_ne!(value.get("companion_read_up_to"), Some(&json!("message 0")), "{name}");
            }
        }
        for ((name, of_blocked), (_, of_off)) in blocked.iter().zip(&off) {
            assert_eq!(of_blocked, of_off, "{name}");
        }
    }

    async fn a_stranger_reads_nothing_of_a_hidden_user_or_of_a_chat_of_others(app: TestApp) {
        let [hidden, friend, stranger] = app.register_all(["hidden_one", "friend", "stranger"]).await;
        let chat = app.open_chat(&hidden, &friend).await;
        let message = app.send(&hidden, chat, &["a secret text"]).await[0];
        app.patch("/api/me/privacy", &hidden, json!({ "findable": "exact" })).await;
        let _online = enter(&app, &hidden).await;
        let secrets = ["hidden_one", "a secret text"];
        let (id, page) = (hidden.user_id, Browser::logged_in(&app, &stranger).await);
        let paths = [
            format!("/api/users/{id}"),
            "/api/users".to_owned(),
            "/api/users?limit=2".to_owned(),
            format!("/api/users?user_id={id}"),
            "/api/users?username=hidden_one".to_owned(),
            "/api/users?username-like=hidden".to_owned(),
            "/api/users?name=hidden_one&ordered-by=name".to_owned(),
            "/api/users?name-like=hid&ordered-by-desc=date_joined".to_owned(),
            "/api/users?after=0&offset=0".to_owned(),
            "/api/chats?expand=true".to_owned(),
            "/api/chats?requests=true&expand=true".to_owned(),
            "/api/blocks".to_owned(),
            format!("/api/chats/{chat}"),
            format!("/api/chats/{chat}/messages"),
            format!("/api/chats/{chat}/messages/{message}"),
            format!("/api/chats/{chat}/changes"),
        ];
        for path in &paths {
            let answer = app.get(path, &stranger).await;
            let answer = answer.body.replace(path, "");
            assert!(secrets.iter().all(|secret| !answer.contains(secret)), "{path}: {answer}");
        }
        let ids: Vec<Value> = app.get("/api/users", &stranger).await.column("user_id");
        assert_eq!(ids, [friend.user_id, stranger.user_id]);
        for path in [
            "/chats/search?search-string=hidden".to_owned(),
            "/chats/search?search-string=one+friend".to_owned(),
            "/chats/requests".to_owned(),
            "/chats/list".to_owned(),
            "/account/privacy".to_owned(),
            format!("/chats/{chat}"),
            format!("/chats/{chat}/delete"),
            format!("/chats/{chat}/messages/{message}/report"),
            "/administration/reports".to_owned(),
        ] {
            let shown = page.get(&path).await;
            assert!(secrets.iter().all(|secret| !shown.says(secret)), "{path}: {}", shown.text());
        }
        let mut socket = enter(&app, &stranger).await;
        let nobody = json!({"type": "presence", "users": []});
        assert_eq!(socket.ask(json!({"type": "watch", "user_ids": [id]})).await, nobody);
        for request in [
            json!({"type": "history", "chat_id": chat}),
            json!({"type": "sync", "chat_id": chat, "after": 0}),
            json!({"type": "read", "chat_id": chat, "message_id": message}),
            json!({"type": "typing", "chat_id": chat}),
            json!({"type": "edit", "message_id": message, "text": "x"}),
            json!({"type": "delete", "message_id": message}),
            json!({"type": "send", "chat_id": chat, "client_id": "1", "text": "x"}),
            json!({"type": "send", "companion_id": id, "client_id": "2", "text": "x"}),
        ] {
            assert_eq!(socket.ask_refused(request.clone()).await, "not_found", "{request}");
        }
        let state = socket.ask(json!({"type": "resume", "have": {}})).await;
        assert_eq!(state["chats"], json!([]));
    }
}
