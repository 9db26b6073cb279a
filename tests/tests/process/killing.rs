//! SIGKILL while many send: nothing that was acknowledged is lost, nothing is there twice, and no revision is missing.

use super::{PROGRAM, dial, integer, open_chat, register};
use futures_util::future::join_all;
use rand::RngExt;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, OnBackend, TestUser, on_both_databases};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio_tungstenite::tungstenite::Error;

const ROUNDS: usize = 3;

const CHATS: usize = 5;

/// How many send by each of the two ways; they share the chats, from both sides.
const SENDERS: usize = 10;

/// After how many acknowledgements the server is killed, by chance.
const ENOUGH: std::ops::Range<usize> = 50..400;

/// How many requests of one socket are under way at once.
const UNDER_WAY: usize = 4;

struct Killed(Backend);

impl OnBackend for Killed {
    async fn start(backend: Backend) -> Self {
        Self(backend)
    }
}

/// Who sends where.
#[derive(Clone)]
struct Sender {
    name: String,
    user: TestUser,
    chat_id: i64,
}

/// What was sent under a client id, and the message's id where it was acknowledged.
struct Sent {
    sender: Sender,
    client_id: String,
    message_id: Option<i64>,
    by_socket: bool,
}

on_both_databases! {
    async fn what_was_acknowledged_survives_a_kill_exactly_once(on: Killed) {
        let server_dir = ServerDir::on(on.0, PROGRAM);
        let mut server = server_dir.start().await;
        let chats = make_chats(&server).await;
        let mut sent: Vec<Sent> = Vec::new();
        for round in 0..ROUNDS {
            let acknowledged = AtomicUsize::new(0);
            let sending = send_until_killed(&server, &acknowledged, &chats, round);
            let enough = rand::rng().random_range(ENOUGH);
            let (this_round, ()) =
                futures_util::future::join(sending, kill_after(&server, &acknowledged, enough)).await;
            let killed = server.ended().await;
            assert_eq!(killed.status, None, "a signal ended it: {}", killed.err);
            sent.extend(this_round);

            server = server_dir.start().await;
            check_acknowledged(&server, &sent).await;
        }
        check_repetition(&server, &chats, &sent).await;
        assert_eq!(server.stop().await.status, Some(0));
    }
}

/// Kills the server once so many sendings were acknowledged, in the midst of all that goes on.
async fn kill_after(server: &ServerProcess, acknowledged: &AtomicUsize, enough: usize) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while acknowledged.load(Ordering::Relaxed) < enough {
        assert!(Instant::now() < deadline, "too little is acknowledged: {}", server.log());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    server.signal("KILL");
}

async fn make_chats(server: &ServerProcess) -> Vec<(i64, [TestUser; 2])> {
    let mut chats = Vec::new();
    for number in 0..CHATS {
        let one = register(server, &format!("ann{number}")).await;
        let other = register(server, &format!("ben{number}")).await;
        chats.push((open_chat(server, &one, &other).await, [one, other]));
    }
    chats
}

async fn send_until_killed(
    server: &ServerProcess,
    acknowledged: &AtomicUsize,
    chats: &[(i64, [TestUser; 2])],
    round: usize,
) -> Vec<Sent> {
    let sender = |way: &str, number: usize| {
        let (chat_id, users) = &chats[number % chats.len()];
        let user = users[number / chats.len() % 2].clone();
        Sender { name: format!("{round}-{way}-{number}"), user, chat_id: *chat_id }
    };
    // All are there before the first one sends, and so before the server is killed.
    let mut entered = Vec::new();
    for number in 0..SENDERS {
        let sender = sender("socket", number);
        entered.push((dial(server, &sender.user).enter().await, sender));
    }
    let by_api =
        join_all((0..SENDERS).map(|number| send_by_api(server, acknowledged, sender("api", number))));
    let by_socket =
        join_all(entered.into_iter().map(|(socket, sender)| send_by_socket(socket, acknowledged, sender)));
    let (by_api, by_socket) = futures_util::future::join(by_api, by_socket).await;
    by_api.into_iter().chain(by_socket).flatten().collect()
}

async fn send_by_api(server: &ServerProcess, acknowledged: &AtomicUsize, sender: Sender) -> Vec<Sent> {
    let mut all = Vec::new();
    loop {
        let client_id = format!("{}-{}", sender.name, all.len());
        let answer = post(server, &sender, &client_id).await;
        let message_id = answer.as_ref().ok().map(|answer| integer(&answer["message_ids"][0]));
        all.push(Sent { sender: sender.clone(), client_id, message_id, by_socket: false });
        if message_id.is_none() {
            return all;
        }
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

async fn post(server: &ServerProcess, sender: &Sender, client_id: &str) -> Result<Value, reqwest::Error> {
    let path = format!("/api/chats/{}/messages", sender.chat_id);
    let body = json!({"texts": [client_id]});
    let key = [("idempotency-key", client_id)];
    let answer = server.ask_with(Method::POST, &path, &sender.user, Some(&body), &key).await?;
    assert_eq!(answer.status, 201, "{}", answer.body);
    Ok(answer.json())
}

fn request(sender: &Sender, client_id: &str) -> Value {
    json!({"type": "send", "chat_id": sender.chat_id, "client_id": client_id, "text": client_id})
}

async fn send_by_socket(mut socket: Socket, acknowledged: &AtomicUsize, sender: Sender) -> Vec<Sent> {
    let mut all: Vec<Sent> = Vec::new();
    let mut waiting: VecDeque<usize> = VecDeque::new();
    loop {
        while waiting.len() < UNDER_WAY {
            let client_id = format!("{}-{}", sender.name, all.len());
            let mut asked = request(&sender, &client_id);
            asked["ref"] = json!(client_id);
            waiting.push_back(all.len());
            all.push(Sent { sender: sender.clone(), client_id, message_id: None, by_socket: true });
            if socket.try_send(asked).await.is_err() {
                return all;
            }
        }
        let Ok(frame) = next_ack(&mut socket).await else { return all };
        let number = waiting.pop_front().unwrap();
        assert_eq!(
            frame["ref"],
            json!(all[number].client_id),
            "acks come in the order of the requests: {frame}"
        );
        all[number].message_id = Some(integer(&frame["message"]["message_id"]));
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

async fn next_ack(socket: &mut Socket) -> Result<Value, Option<Error>> {
    loop {
        let frame = socket.try_next().await?;
        match frame["type"].as_str() {
            Some("ack") => return Ok(frame),
            Some("message" | "chat_created") => {}
            _ => panic!("{frame} was not expected"),
        }
    }
}

/// All that was acknowledged is there, once.
async fn check_acknowledged(server: &ServerProcess, sent: &[Sent]) {
    let mut there: BTreeMap<i64, BTreeMap<String, Vec<i64>>> = BTreeMap::new();
    for Sent { sender, client_id, message_id, .. } in sent {
        let messages = match there.entry(sender.chat_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(messages_of(server, sender).await),
        };
        let found = messages.get(client_id).cloned().unwrap_or_default();
        match message_id {
            Some(message_id) => assert_eq!(found, [*message_id], "{client_id} was acknowledged"),
            None => assert!(found.len() <= 1, "{client_id} is there twice"),
        }
    }
}

/// The ids of a chat's messages by text.
async fn messages_of(server: &ServerProcess, sender: &Sender) -> BTreeMap<String, Vec<i64>> {
    let mut messages: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut last = 0;
    loop {
        let path = format!("/api/chats/{}/messages?after={last}", sender.chat_id);
        let page = server.get(&path, &sender.user).await;
        let page = page["data"].as_array().unwrap();
        for message in page {
            last = integer(&message["message_id"]);
            messages.entry(message["text"].as_str().unwrap().to_owned()).or_default().push(last);
        }
        if page.is_empty() {
            return messages;
        }
    }
}

/// Everything is sent once more, each by the other way: then all is there once, and the revisions are 1, 2, 3, ….
async fn check_repetition(server: &ServerProcess, chats: &[(i64, [TestUser; 2])], sent: &[Sent]) {
    join_all(chats.iter().map(|(chat_id, users)| async move {
        let of_chat: Vec<&Sent> = sent.iter().filter(|sent| sent.sender.chat_id == *chat_id).collect();
        for user in users {
            let mut socket = dial(server, user).enter().await;
            for sent in of_chat.iter().filter(|sent| sent.sender.user == *user) {
                let message_id = if sent.by_socket {
                    let answer = post(server, &sent.sender, &sent.client_id).await.unwrap();
                    integer(&answer["message_ids"][0])
                } else {
                    let ack = socket.ask(request(&sent.sender, &sent.client_id)).await;
                    integer(&ack["message"]["message_id"])
                };
                assert_eq!(sent.message_id.unwrap_or(message_id), message_id, "{}", sent.client_id);
            }
        }
        check_whole(server, *chat_id, users, &of_chat).await;
    }))
    .await;
}

async fn check_whole(server: &ServerProcess, chat_id: i64, users: &[TestUser; 2], sent: &[&Sent]) {
    let mut socket = dial(server, &users[0]).enter().await;
    let (mut after, mut texts) = (0, BTreeSet::new());
    loop {
        let page = socket.ask(json!({"type": "sync", "chat_id": chat_id, "after": after})).await;
        for change in page["changes"].as_array().unwrap() {
            after += 1;
            assert_eq!(change["revision"], after, "revisions have no holes");
            assert!(texts.insert(change["message"]["text"].as_str().unwrap().to_owned()), "twice: {change}");
        }
        if page["has_more"] == false {
            assert_eq!(page["revision"], after);
            break;
        }
    }
    let expected: BTreeSet<String> = sent.iter().map(|sent| sent.client_id.clone()).collect();
    assert_eq!(texts, expected);
}

#[tokio::test]
async fn a_client_that_waits_is_let_go_when_the_server_is_killed() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let ann = register(&server, "ann").await;
    let mut socket = dial(&server, &ann).enter().await;
    server.kill().await;
    timing::within(Duration::from_secs(5), socket.until_gone()).await;
}
