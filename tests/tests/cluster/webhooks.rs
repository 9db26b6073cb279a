//! Webhooks of two instances: one delivers what either has stored.

use super::TwoInstances;
use simple_chats_tests::webhook_receiver::{LOOPBACK, WebhookReceiver, make_webhook_for};
use simple_chats_tests::{TestUser, nats, timing};
use std::collections::{BTreeMap, BTreeSet};

/// How many messages each chat gets.
const MESSAGES: usize = 60;

#[tokio::test]
async fn each_event_is_delivered_once_and_in_order() {
    let Ok(broker) = nats::shared() else {
        drop(TwoInstances::start().await);
        return;
    };
    let settings = [("NATS_URL", &*broker.url()), LOOPBACK];
    let Some(TwoInstances { one, other }) = TwoInstances::start_at(&settings).await else { return };
    let mut receiver = WebhookReceiver::start().await;
    let [ann, ben, cat, dan]: [TestUser; 4] = one.register_all(["ann", "ben", "cat", "dan"]).await;
    make_webhook_for(&one, &ann, &receiver, &["message"]).await;
    let apps = [&one, &other];
    let sending = [ben, cat, dan].map(async |companion| {
        let chat_id = one.open_chat(&companion, &ann).await;
        let texts: Vec<String> = (0..MESSAGES).map(|number| format!("{number}")).collect();
        for (number, text) in texts.iter().enumerate() {
            apps[number % 2].send(&companion, chat_id, &[text]).await;
        }
    });
    futures_util::future::join_all(sending).await;
    let mut arrived = Vec::new();
    let are_all_there = async || {
        arrived.extend(receiver.take());
        arrived.len() >= 3 * MESSAGES
    };
    timing::until(|| "all events".to_owned(), are_all_there).await;
    assert!(receiver.is_quiet().await, "nothing comes twice");
    let ids: BTreeSet<&str> = arrived.iter().map(|arrived| arrived.header("webhook-id")).collect();
    assert_eq!((ids.len(), arrived.len()), (3 * MESSAGES, 3 * MESSAGES));
    let mut by_chat = BTreeMap::<i64, Vec<usize>>::new();
    for event in arrived.iter().map(simple_chats_tests::webhook_receiver::Received::json) {
        let number = event["message"]["text"].as_str().unwrap().parse().unwrap();
        by_chat.entry(event["chat_id"].as_i64().unwrap()).or_default().push(number);
    }
    for (chat_id, numbers) in by_chat {
        assert!(numbers.iter().copied().eq(0..MESSAGES), "{chat_id}: {numbers:?}");
    }
}
