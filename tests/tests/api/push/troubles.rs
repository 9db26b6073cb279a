//! Push services that refuse, are slow, or don't answer.

use super::read;
use serde_json::{Value, json};
use simple_chats_tests::push_browser::PushBrowser;
use simple_chats_tests::webhook_receiver::{LOOPBACK, Reaction, WebhookReceiver};
use simple_chats_tests::{TestApp, TestEnvironment, TestUser, on_both_databases, timing};
use std::time::{Duration, Instant};

async fn subscriptions(app: &TestApp, user: &TestUser) -> Vec<Value> {
    app.get("/api/push", user).await.json()["data"]["subscriptions"].as_array().unwrap().clone()
}

fn answer(status: u16) -> Reaction {
    Reaction::Answer(status, String::new())
}

on_both_databases! {
    async fn a_subscription_that_is_gone_is_deleted(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        for status in [404, 410] {
            let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
            browser.subscribe(&app, &ben, &service).await;
            service.react([answer(status)]);
            app.send(&ann, chat, &["hello"]).await;
            service.next().await;
            timing::until(|| format!("no subscription after {status}"), async || subscriptions(&app, &ben).await.is_empty()).await;
        }
    }

    async fn what_a_push_service_cannot_take_now_is_sent_later(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        let busy = b"HTTP/1.1 429 x\r\nRetry-After: 4\r\nContent-Length: 0\r\n\r\n".to_vec();
        service.react([answer(503), Reaction::Bytes(busy)]);
        app.send(&ann, chat, &["first"]).await;
        service.next().await;
        app.send(&ann, chat, &["second"]).await;
        let second = browser.open(&service.next().await);
        assert_eq!(second["notification"]["body"], "second", "a newer message takes the place of the older");
        let refused_at = Instant::now();
        let third = browser.open(&service.next().await);
        assert_eq!(third["notification"]["body"], "second");
        assert!(refused_at.elapsed() >= Duration::from_secs(3), "{:?}", refused_at.elapsed());
        assert!(service.is_quiet().await);
        assert_eq!(subscriptions(&app, &ben).await[0]["failures"], 0);
    }

    async fn a_push_that_is_too_large_is_made_smaller(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        service.react([answer(413)]);
        app.send(&ann, chat, &[&"word ".repeat(780)]).await;
        let (large, small) = (service.next().await, service.next().await);
        assert!(large.bytes.len() > 2_900 && small.bytes.len() <= 1_200, "{}", small.bytes.len());
        assert!(browser.open(&small)["notification"]["body"].as_str().unwrap().starts_with("word word"));
        assert!(service.is_quiet().await);
    }

    async fn redirects_and_refusals_are_given_up(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        for status in [302, 400, 403] {
            service.react([answer(status)]);
            app.send(&ann, chat, &["hello"]).await;
            service.next().await;
            assert!(service.is_quiet().await, "{status}");
        }
        assert_eq!(subscriptions(&app, &ben).await[0]["failures"], 3);
        app.send(&ann, chat, &["works again"]).await;
        assert_eq!(browser.open(&service.next().await)["notification"]["body"], "works again");
    }

    async fn a_push_service_that_hangs_keeps_no_other_waiting(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, service) = (PushBrowser::new(), WebhookReceiver::start().await);
        let (other, mut prompt) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        other.subscribe(&app, &ben, &prompt).await;
        service.react([Reaction::Hang]);
        let begin = Instant::now();
        app.send(&ann, chat, &["hello"]).await;
        assert_eq!(other.open(&prompt.next().await)["notification"]["body"], "hello");
        assert!(begin.elapsed() < Duration::from_secs(5));
    }

    async fn what_is_read_before_it_is_sent_is_not_sent(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        service.react([answer(503)]);
        let message = app.send(&ann, chat, &["hello"]).await[0];
        service.next().await;
        read(&app, &ben, chat, message).await;
        assert!(service.is_quiet().await);
        service.react([answer(503)]);
        let message = app.send(&ann, chat, &["to be deleted"]).await[0];
        service.next().await;
        assert_eq!(app.delete(&format!("/api/chats/{chat}/messages/{message}"), &ann).await.status, 200);
        assert!(service.is_quiet().await);
        let body = json!({ "endpoint": service.url(), "keys": browser.keys() });
        assert_eq!(app.post("/api/push/subscriptions", &ben, body).await.status, 201);
        app.delete_account(&ben).await;
        assert!(service.is_quiet().await);
    }

    async fn pushes_are_handed_over_soon(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK, ("RATE_LIMITS", "off")]).await;
        let (ann, ben, _) = app.chat_of_two().await;
        let mut companions = Vec::new();
        for number in 0..20 {
            let companion = app.register(&format!("friend{number}")).await;
            companions.push((app.open_chat(&companion, &ben).await, companion));
        }
        let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
        browser.subscribe(&app, &ben, &service).await;
        let (mut waits, begin) = (Vec::new(), Instant::now());
        for number in 0..100_u32 {
            tokio::time::sleep_until((begin + Duration::from_millis(10) * number).into()).await;
            let (chat, companion) = &companions[number as usize % companions.len()];
            let sent_at = Instant::now();
            app.send(companion, *chat, &[&number.to_string()]).await;
            service.next().await;
            waits.push(sent_at.elapsed());
        }
        waits.sort();
        let slow = waits[waits.len() * 95 / 100];
        eprintln!("95 of 100 pushes were handed over within {slow:?}, all within {:?}, in {:?}", waits[99], begin.elapsed());
        assert!(slow < Duration::from_secs(2), "{slow:?}");
        drop(ann);
    }
}
