//! A bad network between client and server.

use super::{Device, stored_messages, texts_by, two_apart, user_id};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use simple_chats_client::domain::{ChatId, Event, Message};
use simple_chats_client::{Status, Update};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{Backend, TestApp, on_both_databases};
use std::time::Duration;
use tokio::time::sleep;

/// How many messages each one sends while the network does its worst.
const EACH: usize = 60;

/// Sends numbered texts, some at once and some after each other.
async fn send_all(device: &Device, chat_id: ChatId, name: &str) -> Vec<String> {
    let (mut texts, mut pending_acks) = (Vec::new(), Vec::new());
    for number in 0..EACH {
        let text = format!("{name} {number}");
        pending_acks.push(device.client.send(chat_id, &text));
        texts.push(text);
        if number % 7 == 0 {
            sleep(Duration::from_millis(15)).await;
        }
    }
    for (number, pending_ack) in pending_acks.into_iter().enumerate() {
        let sent = pending_ack.await.expect("it is sent eventually");
        assert_eq!(sent.message.map(|message| message.text).as_ref(), Some(&texts[number]));
    }
    texts
}

/// How often each connection is cut.
const CUTS: usize = 6;

/// Cuts a connection soon after it has come about, again and again.
async fn cut_again_and_again(proxy: &Proxy, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    for cuts in 0..CUTS {
        while proxy.opened() <= cuts {
            sleep(Duration::from_millis(5)).await;
        }
        sleep(Duration::from_millis(random.random_range(5..150))).await;
        proxy.delay(Duration::from_millis(random.random_range(0..4)));
        proxy.cut();
    }
}

/// The updates bring each message once, in the order of the chat.
fn assert_updates_in_order(device: &mut Device, stored: &[Message]) {
    let updates = device.received().iter().filter_map(|update| match update {
        Update::Event(Event::Message { revision, message, .. }) => Some((*revision, message.message_id)),
        _ => None,
    });
    let updates: Vec<_> = updates.collect();
    assert!(updates.is_sorted_by(|one, next| one.0 < next.0), "{updates:?}");
    let ids: Vec<_> = updates.into_iter().map(|(_, message_id)| message_id).collect();
    assert_eq!(ids, stored.iter().map(|message| message.message_id).collect::<Vec<_>>());
}

on_both_databases! {
    async fn messages_arrive_once_and_in_order_while_connections_are_cut(app: TestApp) {
        let ([ann, ben], chat_id, proxies) = two_apart(&app).await;
        let mut anns = Device::live(&ann, proxies[0].address()).await;
        let mut bens = Device::live(&ben, proxies[1].address()).await;
        let (by_ann, by_ben, (), ()) = tokio::join!(
            send_all(&anns, chat_id, "ann"),
            send_all(&bens, chat_id, "ben"),
            cut_again_and_again(&proxies[0], 1),
            cut_again_and_again(&proxies[1], 2),
        );
        let stored = stored_messages(&app, chat_id);
        assert_eq!(texts_by(&stored, user_id(&ann)), by_ann);
        assert_eq!(texts_by(&stored, user_id(&ben)), by_ben);
        for device in [&mut anns, &mut bens] {
            device.agrees_with(&app).await;
            assert_updates_in_order(device, &stored);
        }
    }

    async fn a_client_that_was_away_gets_everything_it_missed(app: TestApp) {
        let ([ann, ben], chat_id, [proxy, _]) = two_apart(&app).await;
        let number = chat_id.get();
        let ids = app.send(&ben, number, &["one", "two", "three"]).await;
        let eve = app.register("eve").await;
        let lost = app.open_chat(&ann, &eve).await;
        let mut anns = Device::live(&ann, proxy.address()).await;
        anns.agrees_with(&app).await;

        proxy.close();
        anns.until(|update| matches!(update, Update::Disconnected { .. })).await;
        let pending_ack = anns.client.send(chat_id, "from away");
        app.send(&ben, number, &["four"]).await;
        let message = |id: i64| format!("/api/chats/{number}/messages/{id}");
        assert_eq!(app.put(&message(ids[0]), &ben, serde_json::json!({"text": "ONE"})).await.status, 200);
        assert_eq!(app.delete(&message(ids[1]), &ben).await.status, 200);
        let read = serde_json::json!({"message_id": ids[2]});
        assert_eq!(app.post(&format!("/api/chats/{number}/read"), &ann, read).await.status, 200);
        assert_eq!(app.delete(&format!("/api/chats/{lost}"), &eve).await.status, 200);
        let dan = app.register("dan").await;
        let found = app.open_chat(&dan, &ann).await;
        app.send(&dan, found, &["Hello"]).await;

        proxy.open();
        let sent = pending_ack.await.unwrap();
        anns.agrees_with(&app).await;
        assert_eq!(anns.texts(chat_id).last().unwrap(), "from away");
        assert_eq!(stored_messages(&app, chat_id).last().unwrap().message_id, sent.message_id);
        let updates = anns.received();
        assert!(updates.iter().any(|update| matches!(update, Update::Event(Event::ChatDeleted { chat_id }) if chat_id.get() == lost)));
        assert!(updates.iter().any(|update| matches!(update, Update::ChatAdded(chat) if chat.chat_id.get() == found)));
        assert!(updates.iter().any(|update| matches!(update, Update::Event(Event::Deleted { .. }))));
        assert!(updates.iter().any(|update| matches!(update, Update::Event(Event::Edited { message, .. }) if message.text == "ONE")));
    }

    async fn a_server_that_is_restarted_is_found_again(backend: Backend) {
        let app = TestApp::spawn(backend, &[]).await;
        let ([ann, ben], chat_id, [proxy, _]) = two_apart(&app).await;
        let mut anns = Device::live(&ann, proxy.address()).await;
        let environment = app.stop().await;
        anns.until(|update| matches!(update, Update::Disconnected { .. })).await;
        let pending_acks: Vec<_> =
            (0..5).map(|number| anns.client.send(chat_id, &format!("text {number}"))).collect();
        let app = environment.spawn(&[]).await;
        proxy.lead_to(app.address());
        for pending_ack in pending_acks {
            pending_ack.await.expect("it is sent eventually");
        }
        anns.until_live().await;
        assert_eq!(anns.client.status(), Status::Live);
        anns.agrees_with(&app).await;
        let expected: Vec<_> = (0..5).map(|number| format!("text {number}")).collect();
        assert_eq!(texts_by(&stored_messages(&app, chat_id), user_id(&ann)), expected);
        let bens = Device::live(&ben, app.address()).await;
        bens.agrees_with(&app).await;
    }
}

// It takes seconds of waiting, and the database has no part in it.
#[tokio::test]
async fn a_silent_network_is_noticed_and_left() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let ([ann, _], chat_id, [proxy, _]) = two_apart(&app).await;
    let mut anns = Device::live(&ann, proxy.address()).await;
    proxy.fall_silent();
    let pending_ack = anns.client.send(chat_id, "into the void");
    anns.until(
        |update| matches!(update, Update::Disconnected { reason, .. } if reason == "the server sent nothing for too long"),
    )
    .await;
    proxy.speak();
    pending_ack.await.unwrap();
    anns.agrees_with(&app).await;
    assert_eq!(stored_messages(&app, chat_id).len(), 1, "what was held back came late and was the same");
}
