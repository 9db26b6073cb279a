//! Pushes: managing subscriptions, what push services get, when nothing is sent, and what becomes of refusals.

mod troubles;

use super::support::assert_refused;
use serde_json::{Value, json};
use simple_chats_tests::push_browser::{PushBrowser, claims_of};
use simple_chats_tests::webhook_receiver::{LOOPBACK, WebhookReceiver};
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, TestUser, on_both_databases};

async fn read(app: &TestApp, user: &TestUser, chat: i64, message: i64) {
    let path = format!("/api/chats/{chat}/read");
    assert_eq!(app.post(&path, user, json!({ "message_id": message })).await.status, 200);
}

async fn prefer(app: &TestApp, user: &TestUser, chat: i64, preferences: Value) {
    let answer = app.patch(&format!("/api/chats/{chat}/preferences"), user, preferences).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn public_key(app: &TestApp, user: &TestUser) -> String {
    app.get("/api/push", user).await.json()["data"]["public_key"].as_str().unwrap().to_owned()
}

on_both_databases! {
    async fn a_subscription_is_made_listed_and_deleted_by_its_user_alone(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (browser, service) = (PushBrowser::new(), WebhookReceiver::start().await);
        let id = browser.subscribe(&app, &ann, &service).await;
        let shown = app.get("/api/push", &ann).await.json();
        assert_eq!(shown["data"]["public_key"].as_str().unwrap().len(), 87);
        let listed = &shown["data"]["subscriptions"][0];
        assert_eq!((&listed["subscription_id"], &listed["label"]), (&json!(id), &json!("a test")));
        assert_eq!((&listed["last_used_at"], &listed["outdated"]), (&Value::Null, &json!(false)));
        assert!(!shown.to_string().contains("127.0.0.1"), "an endpoint is a secret");
        let path = format!("/api/push/subscriptions/{id}");
        for answer in [
            app.delete(&path, &ben).await,
            app.post(&format!("{path}/test"), &ben, json!({})).await,
            app.delete("/api/push/subscriptions/x", &ann).await,
        ] {
            assert_eq!(answer.status, 404, "{}", answer.body);
        }
        assert_eq!(app.get("/api/push", &Nobody).await.status, 401);
        let again = browser.subscribe(&app, &ann, &service).await;
        let listed = app.get("/api/push", &ann).await.json()["data"]["subscriptions"].clone();
        assert_eq!(listed.as_array().unwrap().len(), 1, "the same browser has one");
        assert_eq!(app.delete(&format!("/api/push/subscriptions/{again}"), &ann).await.status, 200);
        assert_eq!(app.get("/api/push", &ann).await.json()["data"]["subscriptions"], json!([]));
    }

    async fn what_is_wrong_with_a_subscription_is_named(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let keys = PushBrowser::new().keys();
        let subscribe = async |body: Value| app.post("/api/push/subscriptions", &ann, body).await;
        for endpoint in ["http://127.0.0.1/", "https://127.0.0.1/", "https://10.1.2.3/", "https://[::1]/", "http://1.1.1.1/", "x", ""] {
            let answer = subscribe(json!({ "endpoint": endpoint, "keys": keys })).await;
            assert_eq!(answer.status, 400, "{endpoint}");
            assert!(answer.json()["message"]["endpoint"].is_string(), "{endpoint}: {}", answer.body);
        }
        let (p256dh, auth) = (&keys["p256dh"], &keys["auth"]);
        for keys in [
            json!(null), json!("x"), json!({}), json!({ "p256dh": p256dh }), json!({ "p256dh": 1, "auth": auth }),
            json!({ "p256dh": "AAAA", "auth": auth }), json!({ "p256dh": p256dh, "auth": "AAAA" }),
        ] {
            let answer = subscribe(json!({ "endpoint": "https://1.1.1.1/", "keys": keys })).await;
            assert_eq!(answer.status, 400, "{keys}");
            assert!(answer.json()["message"]["keys"].is_string(), "{keys}: {}", answer.body);
        }
        for number in 0..20 {
            let body = json!({ "endpoint": format!("https://1.1.1.1/{number}"), "keys": keys });
            assert_eq!(subscribe(body).await.status, 201);
        }
        let surplus = subscribe(json!({ "endpoint": "https://1.1.1.1/20", "keys": keys })).await;
        assert_refused(&surplus, 400, "not_possible", "20 devices get notifications already. Remove some of them first");
        let again = subscribe(json!({ "endpoint": "https://1.1.1.1/19", "keys": keys })).await;
        assert_eq!(again.status, 201, "it takes the place of the one before");
    }

    async fn a_message_is_pushed_encrypted_to_its_receiver(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        app.send(&ann, chat, &["a *bold* word"]).await;
        let received = service.next().await;
        let payload = browser.open(&received);
        assert_eq!(payload["web_push"], 8030);
        let shown = &payload["notification"];
        assert_eq!((&shown["body"], &shown["tag"]), (&json!("a bold word"), &json!(format!("chat-{chat}"))));
        assert!(shown["navigate"].as_str().unwrap().ends_with(&format!("/chats/{chat}")));
        assert_eq!((&payload["app_badge"], &shown["app_badge"]), (&json!(1), &json!("1")));
        assert!(!received.body.contains("bold"));
        assert_eq!(received.header("urgency"), "high");
        let claims = claims_of(&received, &public_key(&app, &ben).await);
        assert!(service.url().starts_with(&format!("{}/", claims["aud"].as_str().unwrap())), "{claims}");
        assert!(claims["exp"].as_i64().unwrap() < chrono::Utc::now().timestamp() + 24 * 3600);
        let topic = received.header("topic").to_owned();

        app.send(&ann, chat, &[&"👩‍👩‍👧‍👦".repeat(500)]).await;
        let received = service.next().await;
        let payload = browser.open(&received);
        let body = payload["notification"]["body"].as_str().unwrap();
        assert!(body.ends_with("👦…") && payload.to_string().len() <= 3_000);
        assert_eq!((&payload["app_badge"], received.header("topic")), (&json!(2), &*topic));
        app.send(&ben, chat, &["an answer"]).await;
        assert!(service.is_quiet().await, "nobody is told of an own message");
    }

    async fn nothing_is_pushed_for_muted_chats_and_requests(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        prefer(&app, &ben, chat, json!({ "muted_until": "forever" })).await;
        let cat = app.register("cat").await;
        assert_eq!(app.patch("/api/me/privacy", &ben, json!({ "who_may_write": "invited" })).await.status, 200);
        browser.subscribe(&app, &ben, &service).await;
        app.send(&ann, chat, &["not to be heard"]).await;
        let path = format!("/api/users/{}/messages", ben.user_id);
        let asked = app.post(&path, &cat, json!({ "texts": ["may I?"] })).await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        assert!(service.is_quiet().await);
        prefer(&app, &ben, chat, json!({ "muted_until": null })).await;
        app.send(&ann, chat, &["now"]).await;
        let payload = browser.open(&service.next().await);
        assert_eq!((&payload["notification"]["body"], &payload["app_badge"]), (&json!("now"), &json!(2)));
        let id = app.get("/api/push", &ben).await.json()["data"]["subscriptions"][0]["subscription_id"].clone();
        assert_eq!(app.post(&format!("/api/push/subscriptions/{id}/test"), &ben, json!({})).await.status, 202);
        let test = browser.open(&service.next().await);
        assert_eq!(test["notification"]["tag"], "test");
    }

    async fn the_settings_decide_whether_the_text_is_shown_and_when_nothing_is_sent(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        let set = async |settings: Value| {
            let answer = app.patch("/api/me/notifications", &ben, settings).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        };
        set(json!({ "show_text": false })).await;
        app.send(&ann, chat, &["a secret"]).await;
        let payload = browser.open(&service.next().await);
        assert_eq!(payload["notification"]["body"], "New message");
        assert!(!payload.to_string().contains("secret"), "{payload}");

        let clock = |minutes: i64| {
            (chrono::Utc::now() + chrono::TimeDelta::minutes(minutes)).format("%H:%M").to_string()
        };
        set(json!({ "quiet_hours": { "from": clock(-60), "to": clock(60), "time_zone": "UTC" } })).await;
        app.send(&ann, chat, &["at night"]).await;
        assert!(service.is_quiet().await);
        set(json!({ "quiet_hours": { "from": clock(60), "to": clock(120), "time_zone": "UTC" } })).await;
        app.send(&ann, chat, &["by day"]).await;
        assert_eq!(browser.open(&service.next().await)["app_badge"], 3);
    }

    async fn a_blocked_user_is_not_heard(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        let path = format!("/api/users/{}/block", ann.user_id);
        assert_eq!(app.put(&path, &ben, json!({})).await.status, 200);
        app.post(&format!("/api/chats/{chat}/messages"), &ann, json!({ "texts": ["hello?"] })).await;
        assert!(service.is_quiet().await);
        assert_eq!(app.delete(&path, &ben).await.status, 200);
        app.send(&ann, chat, &["hello"]).await;
        assert_eq!(browser.open(&service.next().await)["notification"]["body"], "hello");
    }

    async fn a_notification_is_closed_when_its_chat_is_read(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        browser.open(&service.next().await);
        read(&app, &ben, chat, message).await;
        let received = service.next().await;
        assert_eq!(browser.open(&received), json!({ "close": format!("chat-{chat}"), "badge": 0 }));
        assert_eq!(received.header("urgency"), "low");
        let message = app.send(&ann, chat, &["again"]).await[0];
        assert_eq!(browser.open(&service.next().await)["notification"]["body"], "again");
        read(&app, &ben, chat, message).await;
        assert_eq!(browser.open(&service.next().await)["close"], format!("chat-{chat}"));
        read(&app, &ben, chat, message).await;
        assert!(service.is_quiet().await, "what isn't shown needn't be closed");
    }
}
