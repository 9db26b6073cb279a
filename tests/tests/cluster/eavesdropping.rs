//! What somebody learns and can do who reaches the broker: neither texts nor names, and no event.

use super::{TwoInstances, enter};
use serde_json::json;
use simple_chats_tests::nats;
use simple_chats_tests::skipped::skipped;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const TEXT: &str = "a text that nobody else reads";

/// Everything that is published on a broker for a while, as NATS sends it.
async fn listen(
    broker: &nats::Broker,
    subscribed: tokio::sync::oneshot::Sender<()>,
    time: Duration,
) -> Vec<u8> {
    let mut stream = TcpStream::connect(broker.address()).await.unwrap();
    stream.write_all(b"CONNECT {\"verbose\":false}\r\nSUB simple-chats.> 1\r\nPING\r\n").await.unwrap();
    let (mut heard, mut buffer) = (Vec::new(), vec![0; 64 << 10]);
    while !heard.windows(4).any(|window| window == b"PONG") {
        let count = stream.read(&mut buffer).await.unwrap();
        heard.extend_from_slice(&buffer[..count]);
    }
    subscribed.send(()).unwrap();
    let end = tokio::time::Instant::now() + time;
    while let Ok(Ok(count)) = tokio::time::timeout_at(end, stream.read(&mut buffer)).await {
        heard.extend_from_slice(&buffer[..count]);
    }
    heard
}

/// A message on a subject, as a client of NATS publishes it.
fn publication(subject: &str, payload: &[u8]) -> Vec<u8> {
    [format!("PUB {subject} {}\r\n", payload.len()).as_bytes(), payload, b"\r\n"].concat()
}

/// The messages in what NATS has sent, each with its subject.
fn messages_in(mut heard: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut messages = Vec::new();
    while let Some(start) = heard.windows(4).position(|window| window == b"MSG ") {
        heard = &heard[start..];
        let Some(end) = heard.windows(2).position(|window| window == b"\r\n") else { break };
        let line = String::from_utf8_lossy(&heard[..end]).into_owned();
        let words: Vec<&str> = line.split(' ').collect();
        let length: usize = words.last().and_then(|length| length.parse().ok()).expect("a length");
        let Some(payload) = heard.get(end + 2..end + 2 + length) else { break };
        messages.push((words[1].to_owned(), payload.to_vec()));
        heard = &heard[end + 2 + length..];
    }
    messages
}

#[tokio::test]
async fn the_broker_carries_nothing_that_others_can_read_or_make() {
    let broker = match nats::Broker::start() {
        Ok(broker) => broker,
        Err(why) => return skipped("the tests of several instances", &why),
    };
    let Some(instances) = TwoInstances::start_with(&broker).await else { return };
    let (ann, ben, chat_id) = instances.one.chat_of_two().await;
    let mut of_ben = enter(&instances.other, &ben).await;
    let (subscribed, is_subscribed) = tokio::sync::oneshot::channel();
    let work = async {
        is_subscribed.await.unwrap();
        instances.one.send(&ann, chat_id, &[TEXT]).await;
        assert_eq!(of_ben.expect("message").await["message"]["text"], TEXT);
    };
    let (heard, ()) =
        futures_util::future::join(listen(&broker, subscribed, Duration::from_secs(3)), work).await;
    let messages = messages_in(&heard);
    assert!(messages.len() > 2, "{} messages", messages.len());
    for secret in [TEXT, "message_id", "instance", "ann"] {
        let is_heard = messages
            .iter()
            .any(|(_, payload)| payload.windows(secret.len()).any(|part| part == secret.as_bytes()));
        assert!(!is_heard, "{secret} can be read");
    }

    // Events that others make, or take to another subject, are dropped, and the right ones still arrive.
    let subject = |kind: &str| {
        let found = messages.iter().find(|(subject, _)| subject.ends_with(kind));
        found.unwrap_or_else(|| panic!("no message on {kind}")).clone()
    };
    let (all, alive) = subject(".all");
    let (of_user, sealed) = subject(&format!(".user.{}", ben.user_id));
    let forged = json!({"kind": "revoke", "user_id": ben.user_id, "revocation": "all"}).to_string();
    let typing = json!({"type": "typing", "chat_id": chat_id, "user_id": ann.user_id}).to_string();
    let mut stream = TcpStream::connect(broker.address()).await.unwrap();
    for message in [
        b"CONNECT {\"verbose\":false}\r\n".to_vec(),
        publication(&all, forged.as_bytes()),
        publication(&all, &sealed),
        publication(&of_user, typing.as_bytes()),
        publication(&of_user, &alive),
        publication(&of_user, b""),
    ] {
        stream.write_all(&message).await.unwrap();
    }
    of_ben.is_silent().await;
    instances.one.send(&ann, chat_id, &["the next one"]).await;
    assert_eq!(of_ben.expect("message").await["message"]["text"], "the next one");
}
