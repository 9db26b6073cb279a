//! One order: while many send by socket and by API from both sides, every socket gets the revisions 1, 2, 3, … in
//! this order, its own acks among them.

use super::{Pair, dial, integer};
use futures_util::future::join_all;
use serde_json::{Value, json};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};
use std::collections::BTreeSet;

/// How many sockets and how many API clients send on each side.
const SENDERS: usize = 2;

const BY_EACH: usize = 50;

on_one_and_on_two_instances! {
    async fn every_socket_gets_all_revisions_in_order_while_many_send(app: TestApp) {
        let pair = Pair::meet(&app).await;
        let chat_id = pair.chat_id;
        let total = 4 * SENDERS * BY_EACH;
        let mut listening = [pair.of_ann, pair.of_ben];
        let mut sending = Vec::new();
        for user in [&pair.ann, &pair.ben] {
            for number in 0..SENDERS {
                sending.push((dial(&app, user).enter().await, format!("{} {number}", user.username)));
            }
        }
        let by_socket = sending.iter_mut().map(|(socket, name)| send_all(socket, chat_id, name, total));
        let by_api = [&pair.ann, &pair.ben].into_iter().flat_map(|user| {
            (0..SENDERS).map(|number| post_all(&app, user, chat_id, number)).collect::<Vec<_>>()
        });
        let by_receiving = listening.iter_mut().map(|socket| receive_all(socket, total));
        let (sent, (), received) = futures_util::future::join3(
            join_all(by_socket),
            async { drop(join_all(by_api).await) },
            join_all(by_receiving),
        )
        .await;
        let texts = texts_of(&received[0]);
        assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), total, "each of them once");
        for frames in sent.iter().chain(&received) {
            assert_eq!(texts_of(frames), texts, "the same order for everyone");
        }
        for (_, name) in &sending {
            let own: Vec<&String> = texts.iter().filter(|text| text.starts_with(&format!("{name} "))).collect();
            let expected: Vec<String> = (0..BY_EACH).map(|number| format!("{name} {number}")).collect();
            assert_eq!(own, expected.iter().collect::<Vec<_>>(), "a sender's messages are in the order of its requests");
        }
    }
}

fn texts_of(frames: &[Value]) -> Vec<String> {
    frames.iter().map(|frame| frame["message"]["text"].as_str().unwrap().to_owned()).collect()
}

/// Sends without waiting for answers, and then receives everything.
async fn send_all(socket: &mut Socket, chat_id: i64, name: &str, total: usize) -> Vec<Value> {
    for number in 0..BY_EACH {
        let text = format!("{name} {number}");
        let request =
            json!({"type": "send", "chat_id": chat_id, "client_id": text, "text": text, "ref": text});
        socket.send(request).await;
        // The others have their turn.
        tokio::task::yield_now().await;
    }
    let frames = receive_all(socket, total).await;
    let acks = frames.iter().filter(|frame| frame["type"] == "ack");
    let answered: Vec<_> = acks.map(|ack| (ack["ref"].clone(), ack["message"]["text"].clone())).collect();
    let texts = (0..BY_EACH).map(|number| json!(format!("{name} {number}")));
    let expected: Vec<_> = texts.map(|text| (text.clone(), text)).collect();
    assert_eq!(answered, expected, "each request is acknowledged, in the order in which they came");
    frames
}

async fn post_all(app: &TestApp, user: &TestUser, chat_id: i64, number: usize) {
    let mut sent = 0;
    while sent < BY_EACH {
        // One, two or three at a time.
        let count = (sent % 3 + 1).min(BY_EACH - sent);
        let texts: Vec<String> =
            (sent..sent + count).map(|nth| format!("api {} {number} {nth}", user.username)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        app.send(user, chat_id, &texts).await;
        sent += count;
    }
}

/// Receives as many changes as there are, in order.
async fn receive_all(socket: &mut Socket, total: usize) -> Vec<Value> {
    let mut frames = Vec::with_capacity(total);
    for revision in 1..=total {
        let frame = socket.next().await;
        assert!(frame["type"] == "message" || frame["type"] == "ack", "{frame}");
        assert_eq!(integer(&frame["revision"]), i64::try_from(revision).unwrap(), "{frame}");
        frames.push(frame);
    }
    frames
}
