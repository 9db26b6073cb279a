//! `/api/chats/{chat_id}/preferences` and `…/clear`: a user's own view of a chat.

use super::support::assert_not_found;
use serde_json::{Value, json};
use simple_chats_tests::api::integer;
use simple_chats_tests::{TestApp, TestUser, on_both_databases, on_one_and_on_two_instances};

fn path(chat_id: i64, what: &str) -> String {
    format!("/api/chats/{chat_id}/{what}")
}

/// Changes preferences. Returns them.
async fn prefer(app: &TestApp, user: &TestUser, chat_id: i64, change: Value) -> Value {
    let answer = app.patch(&path(chat_id, "preferences"), user, change).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = answer.json();
    assert_eq!((&answer["user_id"], &answer["chat_id"]), (&json!(user.user_id), &json!(chat_id)));
    answer["preferences"].clone()
}

async fn clear(app: &TestApp, user: &TestUser, chat_id: i64) -> Value {
    let answer = app.post(&path(chat_id, "clear"), user, json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn listed(app: &TestApp, user: &TestUser, query: &str) -> Vec<i64> {
    app.get(&format!("/api/chats?{query}"), user).await.column("chat_id").iter().map(integer).collect()
}

on_one_and_on_two_instances! {
    async fn preferences_are_changed_one_by_one_and_shown_to_their_user_alone(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let nothing = json!({"version": 0, "pinned": false, "archived": false, "muted_until": null,
            "marked_unread": false, "cleared_up_to": 0});
        assert_eq!(prefer(&app, &ann, chat, json!({})).await, nothing);
        assert_eq!(app.first_chat(&ann).await["preferences"], nothing);
        for (change, version, key, expected) in [
            (json!({"pinned": true}), 1, "pinned", json!(true)),
            (json!({"pinned": true}), 1, "pinned", json!(true)),
            (json!({"archived": true, "marked_unread": true}), 2, "archived", json!(true)),
            (json!({"muted_until": "forever"}), 3, "muted_until", json!("forever")),
            (json!({"muted_until": "2999-01-01T00:00:00.123456Z"}), 4, "muted_until", json!("2999-01-01T00:00:00.123Z")),
            (json!({"muted_until": "Tue, 01 Jan 2999 00:00:00 -0000"}), 5, "muted_until", json!("2999-01-01T00:00:00.000Z")),
            (json!({"muted_until": "2020-01-01T00:00:00Z"}), 6, "muted_until", json!(null)),
            (json!({"muted_until": null}), 6, "muted_until", json!(null)),
            (json!({"something": "else"}), 6, "pinned", json!(true)),
        ] {
            let now = prefer(&app, &ann, chat, change.clone()).await;
            assert_eq!((&now["version"], &now[key]), (&json!(version), &expected), "{change}");
            assert_eq!(app.first_chat(&ann).await["preferences"], now);
        }
        assert_eq!(app.first_chat(&ben).await["preferences"], nothing);
    }

    async fn invalid_values_are_named_after_the_chat(app: TestApp) {
        let (ann, _, chat) = app.chat_of_two().await;
        let eve = app.register("eve").await;
        let flag = json!("Must be true or false");
        let time = json!("Must be a time, \"forever\", or null");
        for (field, values, fault) in [
            ("pinned", vec![json!(null), json!("true"), json!(1)], &flag),
            ("archived", vec![json!([])], &flag),
            ("marked_unread", vec![json!("yes")], &flag),
            ("muted_until", vec![json!("soon"), json!(5), json!(true), json!("Forever"), json!("")], &time),
        ] {
            for value in values {
                let body = json!({ field: value });
                let answer = app.patch(&path(chat, "preferences"), &ann, body.clone()).await;
                assert_eq!((answer.status, &answer.json()["message"][field]), (400, fault), "{body}");
                let foreign = app.patch(&path(chat, "preferences"), &eve, body).await;
                assert_eq!(foreign.status, 403, "{}", foreign.body);
            }
        }
        assert_eq!(app.post(&path(chat, "clear"), &eve, json!({})).await.status, 403);
        assert_not_found(&app.patch(&path(99, "preferences"), &ann, json!({"pinned": 1})).await, "Chat 99");
        assert_not_found(&app.post(&path(99, "clear"), &ann, json!({})).await, "Chat 99");
        assert_eq!(app.first_chat(&ann).await["preferences"]["version"], 0);
    }

    async fn archived_filters_lists_which_stay_in_order_of_id(app: TestApp) {
        let [ann, ben, cat, dan] = app.register_all(["ann", "ben", "cat", "dan"]).await;
        let mut chats = Vec::new();
        for companion in [&ben, &cat, &dan] {
            chats.push(app.open_chat(&ann, companion).await);
        }
        prefer(&app, &ann, chats[1], json!({"archived": true})).await;
        prefer(&app, &ann, chats[2], json!({"pinned": true})).await;
        for expand in ["", "&expand=true"] {
            assert_eq!(listed(&app, &ann, &format!("x{expand}")).await, chats);
            assert_eq!(listed(&app, &ann, &format!("archived=true{expand}")).await, [chats[1]]);
            assert_eq!(listed(&app, &ann, &format!("archived=false{expand}")).await, [chats[0], chats[2]]);
            assert_eq!(listed(&app, &ann, &format!("archived=maybe{expand}")).await, chats, "it is ignored");
        }
        app.send(&cat, chats[1], &["are you there?"]).await;
        assert_eq!(listed(&app, &ann, "archived=true").await, [0; 0], "a message brings it back");
    }

    async fn what_was_cleared_is_gone_for_the_user_alone(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let old = app.send(&ben, chat, &["one", "two"]).await;
        let own = app.send(&ann, chat, &["mine"]).await[0];
        let messages = path(chat, "messages");
        let tag = app.get(&messages, &ann).await.header("etag").unwrap().to_owned();
        let changes_tag = app.get(&path(chat, "changes"), &ann).await.header("etag").unwrap().to_owned();
        let cleared = clear(&app, &ann, chat).await;
        assert_eq!(cleared, json!({"user_id": ann.user_id, "chat_id": chat, "cleared_up_to": own,
            "message": "Chat was successfully cleared"}));
        assert_eq!(clear(&app, &ann, chat).await, cleared);
        assert_eq!((listed(&app, &ann, "").await, listed(&app, &ann, "expand=true").await), (vec![], vec![]));
        assert_eq!((listed(&app, &ben, "").await, app.texts(chat, &ben).await.len()), (vec![chat], 3));

        for (address, tag) in [(messages.clone(), &tag), (path(chat, "changes"), &changes_tag)] {
            let request = app.request(reqwest::Method::GET, &address, &ann).header("if-none-match", tag);
            assert_eq!(app.answer_to(request).await.status, 200, "{address} is another one now");
        }
        assert_eq!(app.texts(chat, &ann).await, [""; 0]);
        let changes = app.get(&path(chat, "changes?after=0"), &ann).await.json();
        assert_eq!((&changes["changes"], &changes["revision"]), (&json!([]), &json!(3)));
        let unknown = format!("Message {own}");
        let named = format!("{messages}/{own}");
        assert_not_found(&app.get(&named, &ann).await, &unknown);
        assert_not_found(&app.put(&named, &ann, json!({"text": "again"})).await, &unknown);
        assert_not_found(&app.delete(&named, &ann).await, &unknown);
        let read = app.post(&path(chat, "read"), &ann, json!({"message_id": old[1]})).await;
        assert_not_found(&read, &format!("Message {}", old[1]));
        let report = app.post(&format!("{messages}/{}/report", old[0]), &ann, json!({"reason": "spam"})).await;
        assert_not_found(&report, &format!("Message {}", old[0]));

        app.send(&ben, chat, &["three"]).await;
        let listed = app.first_chat(&ann).await;
        assert_eq!((&listed["unread"], &listed["preferences"]["cleared_up_to"]), (&json!(1), &json!(own)));
        assert_eq!(app.texts(chat, &ann).await, ["three"]);
        let first = app.get(&format!("{messages}?after=0&limit=1"), &ann).await;
        assert_eq!(first.column("text"), ["three"]);
    }

    async fn what_both_have_cleared_can_be_read_by_nobody(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        app.send(&ann, chat, &["secret"]).await;
        clear(&app, &ann, chat).await;
        clear(&app, &ben, chat).await;
        let mut conn = app.connect();
        let left = "SELECT COUNT(*) AS value FROM messages WHERE text <> '' OR deleted_at = 0";
        assert_eq!(simple_chats_tests::sql::number(&mut conn, left), 0);
        let key = app.request(reqwest::Method::POST, &path(chat, "messages"), &ann);
        let sent = app.answer_to(key.header("idempotency-key", "k").json(&json!({"texts": ["new"]}))).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        assert_eq!((listed(&app, &ann, "").await, listed(&app, &ben, "").await), (vec![chat], vec![chat]));
    }

    async fn marked_unread_ends_when_the_chat_is_read(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let sent = app.send(&ben, chat, &["one"]).await[0];
        let read = json!({ "message_id": sent });
        app.post(&path(chat, "read"), &ann, read.clone()).await;
        prefer(&app, &ann, chat, json!({"marked_unread": true})).await;
        assert_eq!(app.first_chat(&ann).await["preferences"]["marked_unread"], true);
        // Even if the mark doesn't move.
        assert_eq!(app.post(&path(chat, "read"), &ann, read).await.status, 200);
        let preferences = app.first_chat(&ann).await["preferences"].clone();
        assert_eq!((&preferences["marked_unread"], &preferences["version"]), (&json!(false), &json!(2)));
    }
}

on_both_databases! {
    async fn preferences_go_with_the_account(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        app.send(&ben, chat, &["one"]).await;
        clear(&app, &ben, chat).await;
        prefer(&app, &ann, chat, json!({"pinned": true})).await;
        app.delete_account(&ann).await;
        let mut conn = app.connect();
        let rows = "SELECT COUNT(*) AS value FROM chat_preferences";
        assert_eq!(simple_chats_tests::sql::number(&mut conn, rows), 1);
        let texts = "SELECT COUNT(*) AS value FROM messages WHERE text <> ''";
        assert_eq!(simple_chats_tests::sql::number(&mut conn, texts), 0, "nobody sees them any more");
    }
}
