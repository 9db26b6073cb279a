//! Pushes of two instances: one of them sends what either has stored.

use super::TwoInstances;
use serde_json::Value;
use simple_chats_tests::push_browser::PushBrowser;
use simple_chats_tests::webhook_receiver::{LOOPBACK, WebhookReceiver};
use simple_chats_tests::{TestUser, nats};

/// How many messages are sent, each in a chat of its own.
const MESSAGES: usize = 30;

#[tokio::test]
async fn each_message_is_pushed_once() {
    let Ok(broker) = nats::shared() else {
        drop(TwoInstances::start().await);
        return;
    };
    let settings = [("NATS_URL", &*broker.url()), LOOPBACK];
    let Some(TwoInstances { one, other }) = TwoInstances::start_at(&settings).await else { return };
    let (browser, mut service) = (PushBrowser::new(), WebhookReceiver::start().await);
    let ann: TestUser = one.register("ann").await;
    browser.subscribe(&one, &ann, &service).await;
    let apps = [&one, &other];
    for number in 0..MESSAGES {
        let companion = one.register(&format!("friend{number}")).await;
        let chat = one.open_chat(&companion, &ann).await;
        apps[number % 2].send(&companion, chat, &[&number.to_string()]).await;
    }
    let mut texts = Vec::new();
    while texts.len() < MESSAGES {
        let payload: Value = browser.open(&service.next().await);
        texts.push(payload["notification"]["body"].as_str().unwrap().parse::<usize>().unwrap());
    }
    texts.sort_unstable();
    assert!(texts.into_iter().eq(0..MESSAGES));
    assert!(service.is_quiet().await, "nothing comes twice");
}
