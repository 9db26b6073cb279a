//! Sockets of personal tokens: what they may do, and when they close.

use super::{Pair, send};
use serde_json::json;
use simple_chats_tests::personal_tokens::make_token;
use simple_chats_tests::{Backend, TestApp, on_both_databases, on_one_and_on_two_instances, timing};
use std::time::Duration;

const AT_ONCE: Duration = Duration::from_secs(1);

on_one_and_on_two_instances! {
    async fn a_revoked_token_closes_its_sockets_and_no_others(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let revoked = make_token(&app, &pair.ann, "write").await;
        let other = make_token(&app, &pair.ann, "write").await;
        let mut sockets = Vec::new();
        for _ in 0..2 {
            sockets.push(app.dial().bearer(&revoked.bearer.0).enter().await);
        }
        let mut kept = app.dial().bearer(&other.bearer.0).enter().await;
        let begin = timing::start();
        assert_eq!(app.delete(&revoked.path(), &pair.ann).await.status, 200);
        for socket in &mut sockets {
            assert_eq!(socket.close_code().await, 4401);
        }
        timing::assert_within(AT_ONCE, begin);
        for socket in [&mut kept, &mut pair.of_ann, &mut pair.of_ben] {
            socket.is_silent().await;
        }
        assert_eq!(app.dial().bearer(&revoked.bearer.0).refused().await.status(), 401);
    }

    async fn tokens_that_outlive_a_new_password_keep_their_sockets(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let token = make_token(&app, &pair.ann, "write").await;
        let mut by_token = app.dial().bearer(&token.bearer.0).enter().await;
        let change = |revoke: bool, old: &str, new: &str| {
            json!({ "old_password": old, "new_password": new, "revoke_tokens": revoke })
        };
        let body = change(false, &pair.ann.password, "another password");
        assert_eq!(app.post("/api/change-password", &pair.ann, body).await.status, 202);
        assert_eq!(pair.of_ann.close_code().await, 4401);
        by_token.is_silent().await;
        pair.ann.password = "another password".to_owned();
        let body = change(true, &pair.ann.password, "a third password");
        assert_eq!(app.post("/api/change-password", &pair.ann, body).await.status, 202);
        assert_eq!(by_token.close_code().await, 4401);
    }
}

on_both_databases! {
    async fn a_socket_for_reading_reads_and_changes_nothing(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let sent = pair.of_ben.ask(pair.send("hello")).await;
        pair.of_ann.expect("message").await;
        let (chat_id, theirs) = (pair.chat_id, sent["message"]["message_id"].clone());
        let mine = app.send(&pair.ann, chat_id, &["mine"]).await[0];
        pair.of_ben.expect("message").await;
        let token = make_token(&app, &pair.ann, "read").await;
        let mut reading = app.dial().bearer(&token.bearer.0).enter().await;
        for request in [
            send(chat_id, "1", "no"),
            json!({"type": "send", "companion_id": pair.ben.user_id, "client_id": "2", "text": "no"}),
            json!({"type": "edit", "message_id": mine, "text": "no"}),
            json!({"type": "delete", "message_id": mine}),
            json!({"type": "read", "chat_id": chat_id, "message_id": theirs}),
            json!({"type": "typing", "chat_id": chat_id}),
        ] {
            let answer = reading.ask(request).await;
            let expected =
                json!({"type": "error", "code": "not_possible", "message": "This token may only read"});
            assert_eq!(answer, expected);
        }
        pair.of_ben.is_silent().await;
        for (request, kind) in [
            (json!({"type": "history", "chat_id": chat_id}), "history"),
            (json!({"type": "resume", "have": {}}), "state"),
            (json!({"type": "sync", "chat_id": chat_id, "after": 0}), "changes"),
            (json!({"type": "watch", "user_ids": [pair.ben.user_id]}), "presence"),
            (json!({"type": "ping"}), "pong"),
        ] {
            assert_eq!(reading.ask(request).await["type"], kind);
        }
        pair.of_ben.ask(pair.send("for the reader")).await;
        assert_eq!(reading.expect("message").await["message"]["text"], "for the reader");
    }

    async fn a_socket_for_writing_writes(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let token = make_token(&app, &pair.ann, "write").await;
        let mut writing = app.dial().bearer(&token.bearer.0).enter().await;
        assert_eq!(writing.ask(pair.send("hello")).await["type"], "ack");
        assert_eq!(pair.of_ben.expect("message").await["message"]["text"], "hello");
        writing.send(json!({"type": "typing", "chat_id": pair.chat_id})).await;
        pair.of_ben.expect("typing").await;
    }
}

#[tokio::test]
async fn a_token_that_expires_takes_its_socket_with_it() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let ann = app.register("ann").await;
    let terms = json!({ "name": "brief", "scope": "read", "expires_in": 2 });
    let made = app.post("/api/tokens", &ann, terms).await.json();
    let mut socket = app.dial().bearer(made["token"].as_str().unwrap()).enter().await;
    assert_eq!(socket.close_code().await, 4401);
}
