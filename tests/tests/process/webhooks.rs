//! Webhooks of servers that are killed, and their receivers in Python.

use crate::PROGRAM;
use rand::RngExt;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::api::{Api, integer};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::supervisor::{Supervisor, program};
use simple_chats_tests::webhook_receiver::{LOOPBACK, Reaction, Received, WebhookReceiver, signature};
use simple_chats_tests::{Backend, TestUser, on_both_databases, timing};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often the server is killed.
const KILLS: usize = 6;

/// Sends numbered texts into a chat until the server is gone. Returns those that were acknowledged, and the next number.
async fn send_until_killed(api: Api, user: TestUser, chat_id: i64, first: usize) -> (Vec<String>, usize) {
    let (mut acknowledged, mut number) = (Vec::new(), first);
    let path = format!("/api/chats/{chat_id}/messages");
    loop {
        let text = format!("{number} of {chat_id}");
        number += 1;
        match api.ask(Method::POST, &path, &user, Some(&json!({ "texts": [text] }))).await {
            Ok(answer) if answer.status == 201 => acknowledged.push(text),
            _ => return (acknowledged, number),
        }
        // Not so quick that what waits is still being delivered long after the last kill.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The texts of events by chat, in the order in which they came first, after a look at the ids.
fn texts_by_chat(received: &[Received]) -> BTreeMap<i64, Vec<String>> {
    let (mut by_chat, mut of_ids) = (BTreeMap::<i64, Vec<String>>::new(), BTreeMap::new());
    for received in received {
        let event = received.json();
        let text = event["message"]["text"].as_str().unwrap().to_owned();
        let texts = by_chat.entry(integer(&event["chat_id"])).or_default();
        if !texts.contains(&text) {
            texts.push(text.clone());
        }
        let of_id = of_ids.entry(event["id"].to_string()).or_insert_with(|| text.clone());
        assert_eq!(*of_id, text, "the same event has the same id");
    }
    let distinct: usize = by_chat.values().map(Vec::len).sum();
    assert_eq!(of_ids.len(), distinct, "the same text has the same id");
    by_chat
}

fn number_of(text: &str) -> usize {
    text.split_once(' ').unwrap().0.parse().unwrap()
}

on_both_databases! {
    async fn every_acknowledged_message_is_delivered_in_order_however_often_the_server_is_killed(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM).with(LOOPBACK.0, LOOPBACK.1);
        let mut receiver = WebhookReceiver::start().await;
        // Most of what is under way at a kill doesn't count.
        receiver.react(std::iter::repeat_n(Reaction::IfAwaited(Duration::from_millis(10)), 100_000));
        let mut server = server_dir.start().await;
        let ann = server.register("ann").await;
        let mut chats = Vec::new();
        for username in ["ben", "cat", "dan"] {
            let companion = server.register(username).await;
            chats.push((server.open_chat(&companion, &ann).await, companion, 0));
        }
        server.post("/api/webhooks", &ann, json!({ "url": receiver.url(), "events": ["message"] }), 201).await;
        let (mut acknowledged, mut received) = (BTreeSet::new(), Vec::new());
        for _ in 0..KILLS {
            let sending: Vec<_> = chats
                .iter()
                .map(|(chat_id, companion, next)| {
                    let api = Api::at(server.address());
                    tokio::spawn(send_until_killed(api, companion.clone(), *chat_id, *next))
                })
                .collect();
            tokio::time::sleep(Duration::from_millis(rand::rng().random_range(200..1500))).await;
            server.kill().await;
            for (sending, (_, _, next)) in sending.into_iter().zip(&mut chats) {
                let (texts, number) = sending.await.unwrap();
                acknowledged.extend(texts);
                *next = number;
            }
            received.extend(receiver.take());
            server = server_dir.start().await;
        }
        assert!(acknowledged.len() > KILLS, "{acknowledged:?}");
        let are_all_there = async || {
            received.extend(receiver.take());
            let texts: BTreeSet<String> = texts_by_chat(&received).into_values().flatten().collect();
            acknowledged.is_subset(&texts)
        };
        timing::until(|| "all messages".to_owned(), are_all_there).await;
        let by_chat = texts_by_chat(&received);
        for (chat_id, texts) in &by_chat {
            assert!(texts.is_sorted_by_key(|text| number_of(text)), "{chat_id}: {texts:?}");
        }
        // Only what was under way at a kill may come again, at most two chats of the webhook.
        let distinct: usize = by_chat.values().map(Vec::len).sum();
        assert!(received.len() <= distinct + 2 * KILLS, "{} of {distinct}", received.len());
        server.stop().await;
    }
}

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The answer of a program in Python to a text.
fn ask_python(script: &str, input: &str) -> String {
    let mut command = Command::new("python3");
    command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut python = command.spawn().unwrap();
    python.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn has_python() -> bool {
    let found = program("python3", "python3");
    found.map_err(|why| skipped("the tests of receivers in Python", &why)).is_ok()
}

/// A server, Ann, Ben, their chat, and Ann's webhook with its secret.
async fn server_with_webhook(url: &str) -> (ServerDir, ServerProcess, [TestUser; 2], i64, Value) {
    let server_dir = ServerDir::new(PROGRAM).with(LOOPBACK.0, LOOPBACK.1);
    let server = server_dir.start().await;
    let (ann, ben, chat_id) = server.register_pair().await;
    let made = server.post("/api/webhooks", &ann, json!({ "url": url, "events": ["message"] }), 201).await;
    (server_dir, server, [ann, ben], chat_id, made["data"].clone())
}

#[tokio::test]
async fn python_finds_the_signature_genuine_by_the_lines_of_the_documentation() {
    if !has_python() {
        return;
    }
    let text = std::fs::read_to_string(root().join("docs/webhooks.md")).unwrap();
    let lines = text.split_once("```python\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let mut receiver = WebhookReceiver::start().await;
    let (_server_dir, server, [_, ben], chat_id, webhook) = server_with_webhook(&receiver.url()).await;
    let path = format!("/api/chats/{chat_id}/messages");
    server.post(&path, &ben, json!({ "texts": ["Ä \u{1F600}"] }), 201).await;
    let Received { headers, body, .. } = receiver.next().await;
    let secret = &webhook["secret"];
    let script = format!(
        "{lines}\nimport json, sys\nfor request in json.load(sys.stdin):\n    print(is_genuine(*request), end=' ')"
    );
    let with = |name: &str, value: String| {
        let mut headers = headers.clone();
        headers.insert(name.to_owned(), value);
        headers
    };
    let old = (chrono::Utc::now().timestamp() - 400).to_string();
    let id = headers["webhook-id"].clone();
    let mut replayed = with("webhook-timestamp", old.clone());
    replayed.insert("webhook-signature".to_owned(), signature(secret.as_str().unwrap(), [&id, &old, &body]));
    let requests = json!([
        [secret, headers, body],
        [secret, headers, body.replace('Ä', "A")],
        [secret, with("webhook-id", "0".repeat(32)), body],
        [format!("whsec_{}", "A".repeat(44)), headers, body],
        [secret, replayed, body],
    ]);
    assert_eq!(ask_python(&script, &requests.to_string()), "True False False False False ");
}

#[tokio::test]
async fn the_example_receives_and_answers() {
    if !has_python() {
        return;
    }
    let (_server_dir, server, [ann, ben], chat_id, webhook) =
        server_with_webhook("http://127.0.0.1:9/").await;
    let example = root().join("examples/webhook_receiver.py");
    let secret = webhook["secret"].as_str().unwrap();
    // It ends with its input, as the shell of a supervisor does.
    let script =
        r#"WEBHOOK_SECRET=$1 python3 "$2" "$3" 0 & example=$!; read -r end; kill -9 "$example"; wait"#;
    let arguments = [secret, example.to_str().unwrap(), &ann.user_id.to_string()].map(str::to_owned);
    let mut running = Supervisor::start(None, script, &arguments.each_ref().map(AsRef::as_ref)).unwrap();
    let said = running.answer();
    let url = said.strip_prefix("Listening on ").unwrap_or_else(|| panic!("{said}")).to_owned();
    let path = format!("/api/webhooks/{}", webhook["webhook_id"]);
    let changed = server.ask(Method::PATCH, &path, &ann, Some(&json!({ "url": url }))).await.unwrap();
    assert_eq!(changed.status, 200, "{}", changed.body);
    let messages = format!("/api/chats/{chat_id}/messages");
    server.post(&messages, &ann, json!({ "texts": ["my own"] }), 201).await;
    server.post(&messages, &ben, json!({ "texts": ["hello"] }), 201).await;
    let is_answered = async || {
        let listed = server.get(&messages, &ben).await;
        let texts = listed["data"].as_array().unwrap().iter().map(|message| message["text"].clone());
        texts.collect::<Vec<_>>() == ["my own", "hello", "You said: hello"]
    };
    timing::until(|| "the answer".to_owned(), is_answered).await;

    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let body = r#"{"id":"1","type":"test"}"#;
    let now = chrono::Utc::now().timestamp();
    for (time, key, expected) in [
        (now.to_string(), secret, 204),
        ((now - 400).to_string(), secret, 401),
        ((now + 400).to_string(), secret, 401),
        ("soon".to_owned(), secret, 401),
        (now.to_string(), "whsec_AAAA", 401),
    ] {
        let request = client.post(&url).header("webhook-id", "1").header("webhook-timestamp", &time);
        let signed = request.header("webhook-signature", signature(key, ["1", &time, body])).body(body);
        assert_eq!(signed.send().await.unwrap().status(), expected, "{time} {key}");
    }
    assert_eq!(client.post(&url).body(body).send().await.unwrap().status(), 401);
}
