//! Catching up within a chat: after any sequence of changes, `sync` from any revision gives exactly what was missed.

use super::{Pair, enter, integer, message_id, send};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};
use std::collections::BTreeMap;

const CHANGES: usize = 60;

/// How many are sent while a client connects.
const SENT: i64 = 200;

/// What a chat has come to: each message by its latest revision.
#[derive(Default)]
struct Model {
    revision: i64,
    /// By message: the revision of its last change, and the message if it wasn't deleted.
    messages: BTreeMap<i64, (i64, Option<Value>)>,
}

impl Model {
    /// Takes in an event that an observer got.
    fn apply(&mut self, event: &Value) {
        self.revision += 1;
        assert_eq!(event["revision"], self.revision, "{event}");
        let (message_id, message) = match event["type"].as_str() {
            Some("deleted") => (integer(&event["message_id"]), None),
            Some("reacted") => {
                let id = integer(&event["message_id"]);
                let (_, message) = self.messages.remove(&id).expect("the message is there");
                (id, Some(with_reaction(message.expect("it isn't deleted"), event)))
            }
            _ => (message_id(event), Some(event["message"].clone())),
        };
        if event["type"] != "reacted" {
            self.requote(message_id, message.as_ref());
        }
        self.messages.insert(message_id, (self.revision, message));
    }

    /// Replies show a message as it is now.
    fn requote(&mut self, message_id: i64, message: Option<&Value>) {
        let quote = match message {
            Some(message) => {
                json!({"message_id": message_id, "sender_id": message["sender_id"], "text": message["text"],
                       "attachment": null})
            }
            None => json!({"message_id": message_id, "deleted": true}),
        };
        for (_, reply) in self.messages.values_mut() {
            if let Some(reply) = reply.as_mut().filter(|reply| reply["reply_to"]["message_id"] == message_id)
            {
                reply["reply_to"] = quote.clone();
            }
        }
    }

    /// What a client has missed that knows the chat up to a revision.
    fn changes_after(&self, after: i64) -> Vec<Value> {
        let mut changes: Vec<(i64, Value)> = Vec::new();
        for (id, (revision, message)) in self.messages.iter().filter(|(_, (revision, _))| *revision > after) {
            changes.push((
                *revision,
                match message {
                    Some(message) => json!({"revision": revision, "message": message}),
                    None => json!({"revision": revision, "deleted": id}),
                },
            ));
        }
        changes.sort_by_key(|(revision, _)| *revision);
        changes.into_iter().map(|(_, change)| change).collect()
    }

    /// A message that isn't deleted, and a reaction that the user doesn't have to it.
    fn any_with_other_reaction(&self, random: &mut StdRng, user: &TestUser) -> Option<(i64, Value)> {
        let there = self.messages.iter().filter_map(|(id, (_, message))| Some((*id, message.as_ref()?)));
        let (id, message) = there.collect::<Vec<_>>().choose(random).copied()?;
        let reactions = message["reactions"].as_array()?.iter();
        let of_user = reactions.filter(|reaction| reaction["user_id"] == user.user_id);
        let before = of_user.map(|reaction| reaction["emoji"].clone()).next().unwrap_or(Value::Null);
        let others = [json!("👍"), json!("🙏"), Value::Null].into_iter().filter(|emoji| *emoji != before);
        Some((id, others.collect::<Vec<_>>().choose(random)?.clone()))
    }

    /// A message of one of the users that isn't deleted.
    fn any_of(&self, random: &mut StdRng, user: &TestUser) -> Option<i64> {
        let own = |message: &Value| message["sender_id"] == user.user_id;
        let there = self.messages.iter().filter(|(_, (_, message))| message.as_ref().is_some_and(own));
        there.map(|(id, _)| *id).collect::<Vec<_>>().choose(random).copied()
    }
}

/// The message after a reaction.
fn with_reaction(mut message: Value, event: &Value) -> Value {
    let (user_id, sender_id) = (event["user_id"].clone(), message["sender_id"].clone());
    let reactions = message["reactions"].as_array_mut().expect("there is a list");
    reactions.retain(|reaction| reaction["user_id"] != user_id);
    if !event["emoji"].is_null() {
        reactions.push(json!({"user_id": user_id, "emoji": event["emoji"]}));
    }
    reactions.sort_by_key(|reaction| reaction["user_id"] != sender_id);
    message
}

/// Changes the chat in some way, by socket or by API.
async fn change(app: &TestApp, random: &mut StdRng, pair: &mut Pair, model: &Model, number: usize) {
    let by_ann = random.random_bool(0.5);
    let user = if by_ann { pair.ann.clone() } else { pair.ben.clone() };
    let socket = if by_ann { &mut pair.of_ann } else { &mut pair.of_ben };
    let by_api = random.random_bool(0.4);
    let text = format!("text {number}");
    let path = format!("/api/chats/{}/messages", pair.chat_id);
    let (own, other) = (model.any_of(random, &user), model.any_with_other_reaction(random, &user));
    match (random.random_range(0..12), own, other) {
        (0..3, Some(id), _) if by_api => {
            let answer = app.put(&format!("{path}/{id}"), &user, json!({"text": text})).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        (0..3, Some(id), _) => {
            acknowledged(socket, json!({"type": "edit", "message_id": id, "text": text})).await;
        }
        (3..5, Some(id), _) if by_api => {
            assert_eq!(app.delete(&format!("{path}/{id}"), &user).await.status, 200);
        }
        (3..5, Some(id), _) => acknowledged(socket, json!({"type": "delete", "message_id": id})).await,
        (5..7, _, Some((id, emoji))) if by_api => {
            let answer = app.put(&format!("{path}/{id}/reaction"), &user, json!({"emoji": emoji})).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        (5..7, _, Some((id, emoji))) => {
            acknowledged(socket, json!({"type": "react", "message_id": id, "emoji": emoji})).await;
        }
        (7..9, _, Some((id, _))) if by_api => {
            let answer = app.post(&path, &user, json!({"texts": text, "reply_to": id})).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
        (7..9, _, Some((id, _))) => {
            let mut request = send(pair.chat_id, &text, &text);
            request["reply_to"] = json!(id);
            acknowledged(socket, request).await;
        }
        _ if by_api => {
            app.send(&user, pair.chat_id, &[&text]).await;
        }
        _ => acknowledged(socket, send(pair.chat_id, &text, &text)).await,
    }
}

async fn acknowledged(socket: &mut Socket, request: Value) {
    let answer = socket.ask(request.clone()).await;
    assert_eq!(answer["type"], "ack", "{request}: {answer}");
}

/// The messages that have changed, in the order of the changes.
fn changed(page: &Value) -> Vec<i64> {
    let changes = page["changes"].as_array().unwrap();
    assert!(changes.is_sorted_by_key(|change| integer(&change["revision"])), "in order of revision");
    changes.iter().map(|change| change.get("deleted").map_or_else(|| message_id(change), integer)).collect()
}

fn sync(chat_id: i64, after: i64) -> Value {
    json!({"type": "sync", "chat_id": chat_id, "after": after})
}

on_one_and_on_two_instances! {
    async fn sync_gives_exactly_what_was_missed_since_any_revision(app: TestApp) {
        let seed: u64 = rand::rng().random();
        println!("seed {seed}");
        let mut random = StdRng::seed_from_u64(seed);
        let mut pair = Pair::meet(&app).await;
        let mut observer = enter(&app, &pair.ben).await;
        let mut catching_up = enter(&app, &pair.ann).await;
        let mut model = Model::default();
        for number in 0..CHANGES {
            change(&app, &mut random, &mut pair, &model, number).await;
            model.apply(&observer.next().await);
            let after = random.random_range(0..=model.revision);
            let answer = catching_up.ask(sync(pair.chat_id, after)).await;
            assert_eq!(answer["changes"], json!(model.changes_after(after)), "after {after} of {number}");
        }
        for after in 0..=model.revision {
            for socket in [&mut catching_up, &mut observer] {
                let answer = socket.ask(sync(pair.chat_id, after)).await;
                let expected = json!({"type": "changes", "chat_id": pair.chat_id,
                    "changes": model.changes_after(after), "has_more": false, "revision": model.revision,
                    "read_up_to": 0, "companion_read_up_to": 0});
                assert_eq!(answer, expected);
            }
        }
    }

    async fn a_long_absence_is_synced_in_pages_of_200(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let texts: Vec<String> = (0..100).map(|number| number.to_string()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut ids = Vec::new();
        for _ in 0..4 {
            ids.extend(app.send(&pair.ann, pair.chat_id, &texts).await);
        }
        let mut late = enter(&app, &pair.ben).await;
        let first = late.ask(sync(pair.chat_id, 0)).await;
        assert_eq!((changed(&first), &first["has_more"]), (ids[..200].to_vec(), &json!(true)));
        // Of the first page's messages, two move behind all others.
        for id in &ids[10..12] {
            pair.of_ann.ask(json!({"type": "delete", "message_id": id})).await;
        }
        let second = late.ask(sync(pair.chat_id, 200)).await;
        assert_eq!((changed(&second), &second["has_more"]), (ids[200..].to_vec(), &json!(true)));
        let third = late.ask(sync(pair.chat_id, 400)).await;
        assert_eq!((changed(&third), &third["has_more"]), (ids[10..12].to_vec(), &json!(false)));

        // Whoever comes later gets each message once, so that numbers skip.
        let first = late.ask(sync(pair.chat_id, 0)).await;
        assert_eq!(changed(&first), [&ids[..10], &ids[12..202]].concat());
        let last = integer(&first["changes"][199]["revision"]);
        assert_eq!(last, 202);
        let second = late.ask(sync(pair.chat_id, last)).await;
        assert_eq!((changed(&second), &second["has_more"]), ([&ids[202..], &ids[10..12]].concat(), &json!(false)));
    }

    async fn a_client_that_is_ahead_starts_over(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let chat_id = pair.chat_id;
        pair.of_ann.ask(pair.send("one")).await;
        let answer = pair.of_ann.ask(sync(chat_id, 2)).await;
        assert_eq!(answer, json!({"type": "changes", "chat_id": chat_id, "changes": [], "has_more": false,
            "revision": 1, "read_up_to": 0, "companion_read_up_to": 0, "reset": true}));
        let answer = pair.of_ann.ask(sync(chat_id, 1)).await;
        assert_eq!((&answer["changes"], answer.get("reset")), (&json!([]), None));
    }

    async fn sync_brings_both_read_marks(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let ids = app.send(&pair.ann, pair.chat_id, &["one", "two"]).await;
        let read = |id: i64| json!({"type": "read", "chat_id": pair.chat_id, "message_id": id});
        pair.of_ann.ask(read(ids[0])).await;
        pair.of_ben.ask(read(ids[1])).await;
        let of_ann = pair.of_ann.ask(sync(pair.chat_id, 2)).await;
        assert_eq!((&of_ann["read_up_to"], &of_ann["companion_read_up_to"]), (&json!(ids[0]), &json!(ids[1])));
        let of_ben = pair.of_ben.ask(sync(pair.chat_id, 2)).await;
        assert_eq!((&of_ben["read_up_to"], &of_ben["companion_read_up_to"]), (&json!(ids[1]), &json!(ids[0])));
    }

    async fn a_sync_while_others_send_misses_nothing(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        for number in 0..SENT {
            pair.of_ann.send(pair.send(&number.to_string())).await;
        }
        // In the middle of it, a client connects, syncs, and puts the answer together with the events.
        let mut late = enter(&app, &pair.ben).await;
        let mut known: BTreeMap<i64, Value> = BTreeMap::new();
        let answer = late.ask(sync(pair.chat_id, 0)).await;
        for change in answer["changes"].as_array().unwrap() {
            known.insert(integer(&change["revision"]), change["message"].clone());
        }
        let held = integer(&answer["revision"]);
        assert_eq!(known.len(), usize::try_from(held).unwrap(), "what it says it holds, it holds");
        while !known.contains_key(&SENT) {
            let event = late.expect("message").await;
            known.insert(integer(&event["revision"]), event["message"].clone());
        }
        assert!(known.keys().copied().eq(1..=SENT), "{:?}", known.keys());
        let texts: Vec<&str> = known.values().map(|message| message["text"].as_str().unwrap()).collect();
        let expected: Vec<String> = (0..SENT).map(|number| number.to_string()).collect();
        assert_eq!(texts, expected, "in the order of the requests");
    }
}
