//! Webhooks that can't be delivered to: where they lead, what becomes of their owners, and when they are given up.

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::{DbConnection, users};
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::mail_files::mail_files;
use simple_chats_tests::nats::TestAuthority;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::webhook_receiver::{
    LOOPBACK, Reaction, WebhookReceiver, deliveries, make_webhook, make_webhook_for, wait_for_deliveries,
};
use simple_chats_tests::{TestApp, TestEnvironment, TestUser, on_both_databases, sql, timing};
use std::time::Duration;

/// A URL at which nobody listens.
const DEAD: &str = "http://127.0.0.1:1/secret-path";

fn change(app: &TestApp, change: impl Fn(&mut DbConnection)) {
    let changed: Result<(), simple_chats_persistence::StoreError> = app.connect().write_transaction(|conn| {
        change(conn);
        Ok(())
    });
    changed.unwrap();
}

fn run(app: &TestApp, statements: &str) {
    change(app, |conn| conn.batch_execute(statements).unwrap());
}

fn set_suspended(app: &TestApp, user: &TestUser, suspended: bool) {
    let user_id = UserId::new(user.user_id).unwrap();
    change(app, |conn| users::set_suspended(conn, user_id, suspended.then(|| moment(1))).unwrap());
}

fn count_waiting(app: &TestApp) -> i64 {
    sql::number(&mut app.connect(), "SELECT COUNT(*) AS value FROM webhook_outbox")
}

async fn queue_test(app: &TestApp, owner: &TestUser, webhook_id: i64) {
    let answer = app.post(&format!("/api/webhooks/{webhook_id}/test"), owner, json!({})).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
}

/// Waits until a webhook is paused. Returns the mail about it.
async fn wait_for_pause(app: &TestApp, owner: &TestUser, webhook_id: i64) -> String {
    let path = format!("/api/webhooks/{webhook_id}");
    let is_paused = async || app.get(&path, owner).await.json()["data"]["paused"] == true;
    timing::until(|| "the webhook is paused".to_owned(), is_paused).await;
    assert_eq!(count_waiting(app), 0);
    let data_dir = app.environment().data_dir();
    let mail = async || std::fs::read_to_string(mail_files(&data_dir).first()?).ok();
    timing::until_some(|| "a mail".to_owned(), mail).await
}

on_both_databases! {
    async fn a_webhook_is_paused_after_a_day_of_failures_and_its_owner_gets_a_mail(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let ann = app.register("ann").await;
        let webhook = json!({ "url": DEAD, "events": ["message"] });
        let id = make_webhook(&app, &ann, webhook).await.0;
        queue_test(&app, &ann, id).await;
        wait_for_deliveries(&app, &ann, id, 1).await;
        let less = "UPDATE webhook_outbox SET first_failed_at = first_failed_at - 86390000, next_try_at = 0";
        let due = "UPDATE webhooks SET next_try_at = 0";
        run(&app, &format!("{less}; {due}"));
        wait_for_deliveries(&app, &ann, id, 2).await;
        assert_eq!(app.get(&format!("/api/webhooks/{id}"), &ann).await.json()["data"]["paused"], false);
        let more = "UPDATE webhook_outbox SET first_failed_at = first_failed_at - 10000, next_try_at = 0";
        run(&app, &format!("{more}; {due}"));
        let mail = wait_for_pause(&app, &ann, id).await;
        assert!(mail.contains("Subject: Your webhook was paused") && mail.contains("127.0.0.1"), "{mail}");
        assert!(!mail.contains("secret-path"), "{mail}");
        assert_eq!(deliveries(&app, &ann, id).await.len(), 3);
        assert!(!app.log().contains("secret-path"));
    }

    async fn a_webhook_that_falls_far_behind_is_paused(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let ann = app.register("ann").await;
        let webhook = json!({ "url": DEAD, "events": ["message"] });
        let id = make_webhook(&app, &ann, webhook).await.0;
        let numbers = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100001)";
        run(&app, &format!(
            "INSERT INTO webhook_outbox \
                 (webhook_id, event_id, kind, chat_id, frame, is_answerable, created_at, next_try_at) \
             {numbers} SELECT {id}, 'x', 'test', 0, '{{}}', FALSE, 0, 0 FROM numbers"
        ));
        let mail = wait_for_pause(&app, &ann, id).await;
        assert!(mail.contains("100,000"), "{mail}");
    }

    async fn a_changed_webhook_is_tried_at_once_and_as_if_nothing_had_failed(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = make_webhook(&app, &ann, json!({ "url": DEAD, "events": ["message"] })).await.0;
        app.send(&ben, chat, &["one", "two"]).await;
        wait_for_deliveries(&app, &ann, id, 1).await;
        run(&app, "UPDATE webhook_outbox SET first_failed_at = 1, next_try_at = 99999999999999; \
                   UPDATE webhooks SET next_try_at = 99999999999999");
        receiver.react([Reaction::Answer(500, String::new())]);
        let changed = app.patch(&format!("/api/webhooks/{id}"), &ann, json!({ "url": receiver.url() })).await;
        assert_eq!(changed.status, 200);
        assert_eq!(receiver.next_texts(3).await, ["one", "one", "two"]);
    }

    async fn a_failure_at_a_former_url_means_nothing_for_the_new_one(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (mut former, mut new) = (WebhookReceiver::start().await, WebhookReceiver::start().await);
        let ann = app.register("ann").await;
        let id = make_webhook_for(&app, &ann, &former, &["message"]).await;
        former.react([Reaction::Hang]);
        queue_test(&app, &ann, id).await;
        former.next().await;
        run(&app, "UPDATE webhook_outbox SET first_failed_at = 1");
        new.react(std::iter::repeat_n(Reaction::Answer(500, "new".to_owned()), 100));
        app.patch(&format!("/api/webhooks/{id}"), &ann, json!({ "url": new.url() })).await;
        new.next().await;
        // By the third attempt, the former one has had its time.
        let kept = wait_for_deliveries(&app, &ann, id, 3).await;
        assert!(kept.iter().all(|delivery| delivery["answer"] == "new"), "{kept:?}");
        assert_eq!(app.get(&format!("/api/webhooks/{id}"), &ann).await.json()["data"]["paused"], false);
    }

    async fn an_address_that_is_no_longer_allowed_is_not_connected_to(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let ann = app.register("ann").await;
        let id = make_webhook_for(&app, &ann, &receiver, &["message"]).await;
        let environment = app.stop().await;
        let app = environment.spawn(&[]).await;
        queue_test(&app, &ann, id).await;
        let kept = wait_for_deliveries(&app, &ann, id, 1).await;
        assert_eq!(kept[0]["answer"], "This URL leads to an address that is not public");
        assert!(receiver.take().is_empty());
    }

    async fn a_suspended_owner_is_told_nothing_until_the_suspension_ends(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        make_webhook_for(&app, &ann, &receiver, &["message"]).await;
        receiver.react([Reaction::Late(Duration::from_secs(4), 204)]);
        app.send(&ben, chat, &["before", "waits"]).await;
        assert_eq!(receiver.next_texts(1).await, ["before"]);
        set_suspended(&app, &ann, true);
        timing::until(|| "the first one is delivered".to_owned(), async || count_waiting(&app) == 1).await;
        assert!(receiver.is_quiet().await);
        set_suspended(&app, &ann, false);
        assert_eq!(receiver.next_texts(1).await, ["waits"]);
    }

    async fn long_and_endless_answers_are_not_read_to_their_end(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let ann = app.register("ann").await;
        let id = make_webhook_for(&app, &ann, &receiver, &["message"]).await;
        let endless = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n".to_vec();
        let endless = [endless, vec![b'x'; 100_000]].concat();
        let unfinished = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".to_vec();
        receiver.react([Reaction::Bytes(endless), Reaction::Bytes(unfinished), Reaction::Answer(200, "é".repeat(2000))]);
        for number in 1..=3 {
            queue_test(&app, &ann, id).await;
            receiver.next().await;
            wait_for_deliveries(&app, &ann, id, number).await;
        }
        let kept: Vec<Value> = deliveries(&app, &ann, id).await.into_iter().rev().collect();
        assert_eq!((&kept[0]["status"], &kept[0]["answer"]), (&json!(200), &json!("an answer that is too long")));
        assert!(kept[1]["answer"].as_str().unwrap().starts_with("no complete answer"), "{kept:?}");
        assert_eq!(kept[1]["status"], Value::Null);
        assert_eq!(kept[2]["answer"], "é".repeat(1000));
    }

    async fn only_the_last_hundred_attempts_are_kept(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let mut receiver = WebhookReceiver::start().await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let id = make_webhook_for(&app, &ann, &receiver, &["message"]).await;
        for _ in 0..4 {
            app.send(&ben, chat, &["hello"; 30]).await;
        }
        receiver.next_texts(120).await;
        timing::until(|| "nothing waits".to_owned(), async || count_waiting(&app) == 0).await;
        assert_eq!(deliveries(&app, &ann, id).await.len(), 100);
        let stored = sql::number(&mut app.connect(), "SELECT COUNT(*) AS value FROM webhook_deliveries");
        assert_eq!(stored, 100);
    }

    async fn what_waits_for_others_forgets_the_client_ids_and_the_name_of_a_deleted_user(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let webhook = json!({ "url": DEAD, "events": ["message", "chat_created"] });
        make_webhook(&app, &ann, webhook).await;
        let chat = app.open_chat(&ben, &ann).await;
        for sender in [&ann, &ben] {
            let path = format!("/api/chats/{chat}/messages");
            let request = app.request(reqwest::Method::POST, &path, sender);
            let request = request.header("Idempotency-Key", format!("key-of-{}", sender.username));
            let answer = app.answer_to(request.json(&json!({ "texts": ["hello"] }))).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
        app.delete_account(&ben).await;
        let frames = sql::texts(&mut app.connect(), "SELECT frame AS value FROM webhook_outbox ORDER BY outbox_id");
        let frames: Vec<Value> = frames.iter().map(|frame| serde_json::from_str(frame).unwrap()).collect();
        let ids: Vec<&Value> = frames.iter().map(|frame| &frame["message"]["client_id"]).collect();
        assert_eq!(ids, [&json!("key-of-ann"), &Value::Null], "{frames:?}");
        assert_eq!(frames[1]["message"]["text"], "hello");
    }

    async fn receivers_that_do_not_answer_keep_no_others_waiting(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (hanging, mut quick) = (WebhookReceiver::start().await, WebhookReceiver::start().await);
        let owners: [TestUser; 4] = app.register_all(["ann", "ben", "cat", "dan"]).await;
        hanging.react(std::iter::repeat_n(Reaction::Hang, 1000));
        for owner in &owners {
            for _ in 0..10 {
                let id = make_webhook_for(&app, owner, &hanging, &["message"]).await;
                queue_test(&app, owner, id).await;
            }
        }
        let eve = app.register("eve").await;
        let id = make_webhook_for(&app, &eve, &quick, &["message"]).await;
        queue_test(&app, &eve, id).await;
        quick.next().await;
        // All of them are waited for at once, and not a few after the other.
        let failed = sql::number(&mut app.connect(), "SELECT COUNT(*) AS value FROM webhook_deliveries");
        assert!(failed < 16, "{failed}");
    }

    async fn certificates_are_checked(environment: TestEnvironment) {
        let authority = match TestAuthority::new() {
            Ok(authority) => authority,
            Err(why) => return skipped("the tests of webhooks with TLS", &why),
        };
        let ca = authority.file().display().to_string();
        let mut receiver = WebhookReceiver::start_with_tls(&authority).await;
        // Both addresses that the name may have.
        let networks = ("WEBHOOK_ALLOW_NETWORKS", "127.0.0.0/8, ::1");
        let app = environment.spawn(&[networks, ("WEBHOOK_CA", &ca)]).await;
        let ann = app.register("ann").await;
        let id = make_webhook_for(&app, &ann, &receiver, &["message"]).await;
        queue_test(&app, &ann, id).await;
        assert_eq!(receiver.next().await.json()["type"], "test");
        assert_eq!(wait_for_deliveries(&app, &ann, id, 1).await[0]["status"], 204);
        // The certificate is one for the address, not for the name.
        let named = json!({ "url": receiver.url().replace("127.0.0.1", "localhost"), "events": ["message"] });
        let named = make_webhook(&app, &ann, named).await.0;
        queue_test(&app, &ann, named).await;
        let kept = wait_for_deliveries(&app, &ann, named, 1).await;
        assert!(kept[0]["answer"].as_str().unwrap().starts_with("no TLS connection"), "{kept:?}");
        app.delete(&format!("/api/webhooks/{named}"), &ann).await;
        // Nor does the system know the authority.
        let app = app.stop().await.spawn(&[networks]).await;
        queue_test(&app, &ann, id).await;
        let kept = wait_for_deliveries(&app, &ann, id, 2).await;
        assert!(kept[0]["answer"].as_str().unwrap().starts_with("no TLS connection"), "{kept:?}");
        assert!(receiver.take().is_empty());
    }
}
