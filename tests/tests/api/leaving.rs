//! `DELETE /api/me`: the deleted data, and the data that companions keep.

use super::support::{MISSING, assert_answer, assert_bad_request, assert_not_found, assert_refused};
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_domain::{ChatId, UserId};
use simple_chats_persistence::{DbConnection, chats, users};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::{at_once, moment, open_chat, register, send};
use simple_chats_tests::{
    TestApp, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances, sql, timing,
};

async fn leave(app: &TestApp, caller: &TestUser, body: Value) -> TestResponse {
    app.answer_to(app.request(Method::DELETE, "/api/me", caller).json(&body)).await
}

/// Messages of a user, each sent under a client id.
fn send_many_with_client_ids(conn: &mut DbConnection, chat: i64, sender: i64, receiver: i64) {
    let statement = format!(
        "INSERT INTO messages (chat_id, message_id, sender_id, receiver_id, revision, written_at, text, client_id) \
         WITH RECURSIVE numbers (number) AS \
             (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 2500) \
         SELECT {chat}, 1000000 + number, {sender}, {receiver}, 1000 + number, 1700000000000 + number, 'hello', \
             'client ' || number FROM numbers"
    );
    conn.batch_execute(&statement).unwrap();
}

fn with_client_ids(conn: &mut DbConnection) -> i64 {
    sql::number(conn, "SELECT COUNT(*) AS value FROM messages WHERE client_id IS NOT NULL")
}

on_both_databases! {
    async fn the_client_ids_of_very_many_messages_are_gone_when_the_answer_comes(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let request = app.request(Method::POST, &format!("/api/chats/{chat}/messages"), &ben);
        let request = request.header("idempotency-key", "of-ben").json(&json!({"texts": "hi"}));
        assert_eq!(app.answer_to(request).await.status, 201);
        send_many_with_client_ids(&mut app.connect(), chat, ann.user_id, ben.user_id);
        assert!(with_client_ids(&mut app.connect()) >= 2_500);
        app.delete_account(&ann).await;
        assert_eq!(with_client_ids(&mut app.connect()), 1, "those of others stay");
    }

    /// The server was killed in between.
    async fn client_ids_that_a_deleted_user_still_has_are_erased_at_the_start(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        send_many_with_client_ids(&mut app.connect(), chat, ann.user_id, ben.user_id);
        let environment = app.stop().await;
        users::delete(&mut environment.connect(), UserId::stored(ann.user_id), moment(1)).unwrap();
        let app = environment.spawn(&[]).await;
        timing::until(|| "they are erased".to_owned(), async || with_client_ids(&mut app.connect()) == 0).await;
    }
}

on_one_and_on_two_instances! {
    async fn the_companion_keeps_the_chat_with_a_deleted_user(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        app.send(&ann, chat, &["from ann"]).await;
        app.send(&ben, chat, &["from ben"]).await;
        assert_answer("account_deleted", &leave(&app, &ann, json!({ "password": PASSWORD })).await);
        assert_answer("chats_with_a_deleted_user", &app.get("/api/chats?expand=true", &ben).await);
        assert_eq!(app.texts(chat, &ben).await, ["from ann", "from ben"]);
    }

    async fn the_messages_are_deleted_too_on_request(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["one", "two"]).await;
        app.send(&ben, chat, &["from ben"]).await;
        let answer = leave(&app, &ann, json!({ "password": PASSWORD, "delete_messages": true })).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(app.texts(chat, &ben).await, ["from ben"]);
        assert_eq!(app.get(&format!("/api/chats/{chat}/messages/{}", ids[0]), &ben).await.status, 404);
    }

    async fn a_deleted_user_is_unknown(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let unknown = format!("User {}", ann.user_id);
        app.delete_account(&ann).await;
        assert_eq!(app.get("/api/users", &ben).await.column("user_id"), [json!(ben.user_id)]);
        let by_id = format!("/api/users/{}", ann.user_id);
        assert_not_found(&app.get(&by_id, &ben).await, &unknown);
        let chat = app.post("/api/chats", &ben, json!({ "companion_id": ann.user_id })).await;
        assert_not_found(&chat, &unknown);
        let message = app.post(&format!("{by_id}/messages"), &ben, json!({ "texts": "hello" })).await;
        assert_not_found(&message, &unknown);
    }

    async fn nobody_can_write_to_a_deleted_user(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        app.delete_account(&ann).await;
        let paths = [format!("/api/chats/{chat}/messages"), format!("/api/users/{}/messages", ann.user_id)];
        for path in paths {
            let empty = app.post(&path, &ben, json!({ "texts": [""] })).await;
            assert_eq!(empty.status, 400, "the texts are checked first");
            let answer = app.post(&path, &ben, json!({ "texts": ["hello"] })).await;
            assert_refused(&answer, 403, "not_possible", "You cannot write to a deleted user");
        }
        assert_eq!(app.delete(&format!("/api/chats/{chat}"), &ben).await.status, 200);
    }

    async fn name_and_address_can_be_reused_and_the_id_is_not(app: TestApp) {
        let ann = app.register("ann").await;
        app.delete_account(&ann).await;
        let next = app.register("ann").await;
        assert!(next.user_id > ann.user_id);
    }

    async fn all_credentials_become_invalid(app: TestApp) {
        let ann = app.register("ann").await;
        let token = app.token(&ann).await;
        app.delete_account(&ann).await;
        let wrong = app.get("/api/me", &ann).await;
        assert_refused(&wrong, 401, "unauthenticated", "Wrong login or password! Try again");
        let invalid = app.get("/api/me", &token).await;
        assert_refused(&invalid, 401, "unauthenticated", "Authentication token is not valid");
    }

    async fn deleting_an_account_requires_the_password(app: TestApp) {
        let ann = app.register("ann").await;
        let wrong = leave(&app, &ann, json!({ "password": "not mine" })).await;
        assert_refused(&wrong, 403, "forbidden", "Wrong password! Try again");
        let faults = json!({
            "password": MISSING,
            "delete_messages": "Must be true or false",
        });
        let answer = leave(&app, &ann, json!({ "delete_messages": "yes" })).await;
        assert_bad_request(&answer, faults);
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn thousands_of_messages_in_many_chats_are_deleted_too(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        at_once(&mut app.connect(), |conn| {
            let me = users::find(conn, UserId::stored(ann.user_id)).unwrap();
            let row = chats::find(conn, ChatId::stored(chat)).unwrap();
            for number in 0..1500 {
                send(conn, &row, me.user_id, "hello");
                if number < 1010 {
                    let other = register(conn, &format!("user-{number}"));
                    let row = open_chat(conn, &me, &other);
                    send(conn, &row, me.user_id, "hello");
                }
            }
        });
        app.send(&ben, chat, &["from ben"]).await;
        let answer = leave(&app, &ann, json!({ "password": PASSWORD, "delete_messages": true })).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let shown = app.first_chat(&ben).await;
        assert_eq!((&shown["last_message"]["text"], &shown["revision"]), (&json!("from ben"), &json!(3001)));
        assert_eq!(app.texts(chat, &ben).await, ["from ben"]);
    }
}
