//! Catching up with the list of chats: `resume` gives the chats that differ from what a client holds, and no others.

use super::{enter, integer, message_id, send};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Map, Value, json};
use simple_chats_domain::{Pair, UserId};
use simple_chats_persistence::{chats, users};
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser, fixtures, on_one_and_on_two_instances};
use std::collections::{BTreeMap, BTreeSet};

const COMPANIONS: usize = 8;

/// What a client holds of its chats: revision and both marks by id.
type Held = BTreeMap<i64, [i64; 3]>;

async fn resume(socket: &mut Socket, held: &Held) -> Value {
    let have: Map<String, Value> = held.iter().map(|(id, marks)| (id.to_string(), json!(marks))).collect();
    let state = socket.ask(json!({"type": "resume", "have": have})).await;
    assert_eq!(state["type"], "state", "{state}");
    state
}

fn marks_of(chat: &Value) -> [i64; 3] {
    ["revision", "read_up_to", "companion_read_up_to"].map(|key| integer(&chat[key]))
}

fn chats_of(state: &Value) -> &Vec<Value> {
    state["chats"].as_array().unwrap()
}

/// What a client holds that has taken an answer in.
fn take_in(held: &mut Held, state: &Value) {
    for id in state["gone"].as_array().unwrap() {
        held.remove(&integer(id));
    }
    for chat in chats_of(state) {
        held.insert(integer(&chat["chat_id"]), marks_of(chat));
    }
}

/// Ann's companions with a socket of each.
struct Companions {
    people: Vec<(TestUser, Socket)>,
    /// The chat with each of them, if there is one.
    chats: Vec<Option<i64>>,
    /// The ids of the messages in each chat.
    messages: BTreeMap<i64, Vec<i64>>,
}

impl Companions {
    async fn around(app: &TestApp) -> Self {
        let mut people = Vec::new();
        for number in 0..COMPANIONS {
            let user = app.register(&format!("companion{number}")).await;
            let socket = enter(app, &user).await;
            people.push((user, socket));
        }
        Self { people, chats: vec![None; COMPANIONS], messages: BTreeMap::new() }
    }

    /// Changes something; returns the chat that has changed.
    async fn change(
        &mut self,
        app: &TestApp,
        random: &mut StdRng,
        ann: &TestUser,
        of_ann: &mut Socket,
    ) -> Option<i64> {
        let number = random.random_range(0..COMPANIONS);
        let (companion, socket) = &mut self.people[number];
        let Some(chat_id) = self.chats[number] else {
            let chat_id = app.open_chat(companion, ann).await;
            self.chats[number] = Some(chat_id);
            self.messages.insert(chat_id, Vec::new());
            return Some(chat_id);
        };
        let messages = self.messages.get_mut(&chat_id).unwrap();
        let asking = if random.random_bool(0.5) { socket } else { of_ann };
        match random.random_range(0..10) {
            0 => {
                assert_eq!(app.delete(&format!("/api/chats/{chat_id}"), ann).await.status, 200);
                self.chats[number] = None;
                return Some(chat_id);
            }
            1..4 if !messages.is_empty() => {
                let read = messages[random.random_range(0..messages.len())];
                asking.ask(json!({"type": "read", "chat_id": chat_id, "message_id": read})).await;
            }
            _ => {
                let text = random.random::<u64>().to_string();
                messages.push(message_id(&asking.ask(send(chat_id, &text, &text)).await));
            }
        }
        Some(chat_id)
    }
}

on_one_and_on_two_instances! {
    async fn resume_gives_exactly_the_chats_that_differ(app: TestApp) {
        let seed: u64 = rand::rng().random();
        println!("seed {seed}");
        let mut random = StdRng::seed_from_u64(seed);
        let ann = app.register("ann").await;
        let mut of_ann = enter(&app, &ann).await;
        let mut companions = Companions::around(&app).await;
        let mut late = enter(&app, &ann).await;
        let mut held = Held::new();
        for _ in 0..15 {
            for _ in 0..random.random_range(0..6) {
                companions.change(&app, &mut random, &ann, &mut of_ann).await;
            }
            let whole = resume(&mut late, &Held::new()).await;
            let mut present = Held::new();
            take_in(&mut present, &whole);
            let there: BTreeSet<i64> = companions.chats.iter().flatten().copied().collect();
            assert_eq!(present.keys().copied().collect::<BTreeSet<_>>(), there, "empty hands get everything");

            let state = resume(&mut late, &held).await;
            let listed: BTreeSet<i64> = chats_of(&state).iter().map(|chat| integer(&chat["chat_id"])).collect();
            let differ = present.iter().filter(|(id, marks)| held.get(id) != Some(marks)).map(|(id, _)| *id);
            assert_eq!(listed, differ.collect::<BTreeSet<_>>());
            let gone: BTreeSet<i64> = state["gone"].as_array().unwrap().iter().map(integer).collect();
            assert_eq!(gone, held.keys().filter(|id| !present.contains_key(id)).copied().collect());
            assert_eq!(state["next"], Value::Null);
            check_order(chats_of(&whole));
            take_in(&mut held, &state);
            assert_eq!(held, present);
        }
        let nothing = resume(&mut late, &held).await;
        assert_eq!(nothing, json!({"type": "state", "chats": [], "next": null, "gone": []}));
    }

    async fn a_resumed_chat_has_the_fields_of_a_list(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat_id = app.open_chat(&ann, &ben).await;
        let mut of_ann = enter(&app, &ann).await;
        let companion = json!({"user_id": ben.user_id, "username": "ben", "name": "ben"});
        let preferences = json!({"version": 0, "pinned": false, "archived": false, "muted_until": null,
            "marked_unread": false, "cleared_up_to": 0});
        let lifetime = json!({"seconds": null, "proposed": null});
        let new = resume(&mut of_ann, &Held::new()).await;
        assert_eq!(chats_of(&new)[0], json!({"chat_id": chat_id, "revision": 0, "companion": companion,
            "last_message": null, "unread": 0, "read_up_to": 0, "companion_read_up_to": 0,
            "preferences": preferences, "lifetime": lifetime}));

        let mut of_ben = enter(&app, &ben).await;
        let ids = app.send(&ben, chat_id, &["one", "two", "three"]).await;
        of_ben.ask(json!({"type": "delete", "message_id": ids[1]})).await;
        of_ann.ask(json!({"type": "read", "chat_id": chat_id, "message_id": ids[0]})).await;
        let last = of_ann.ask(send(chat_id, "four", "four")).await["message"].clone();
        of_ben.ask(json!({"type": "read", "chat_id": chat_id, "message_id": last["message_id"]})).await;
        let state = resume(&mut of_ann, &Held::from([(chat_id, [3, 0, 0])])).await;
        assert_eq!(chats_of(&state)[0], json!({"chat_id": chat_id, "revision": 5, "companion": companion,
            "last_message": last, "unread": 1, "read_up_to": ids[0], "companion_read_up_to": last["message_id"],
            "preferences": preferences, "lifetime": lifetime}));

        assert_eq!(app.delete("/api/me", &ben).await.status, 400, "the password is required");
        app.delete_account(&ben).await;
        let state = resume(&mut of_ann, &Held::new()).await;
        let deleted = json!({"user_id": ben.user_id, "username": null, "name": "Deleted user"});
        assert_eq!(chats_of(&state)[0]["companion"], deleted);
    }

    async fn more_than_100_unread_messages_count_as_100(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat_id = app.open_chat(&ann, &ben).await;
        let mut of_ann = enter(&app, &ann).await;
        for (count, shown) in [(99, 99), (1, 100), (30, 100)] {
            app.send(&ben, chat_id, &vec!["text"; count]).await;
            assert_eq!(chats_of(&resume(&mut of_ann, &Held::new()).await)[0]["unread"], shown);
        }
    }

    async fn many_chats_come_in_pages_of_200(app: TestApp) {
        const CHATS: usize = 450;
        let ann = app.register("ann").await;
        make_chats(&app, &ann, CHATS);
        let mut of_ann = enter(&app, &ann).await;
        let (mut all, mut sizes, mut cursor) = (Vec::new(), Vec::new(), Value::Null);
        loop {
            let state = of_ann.ask(json!({"type": "resume", "have": {}, "before": cursor})).await;
            sizes.push(chats_of(&state).len());
            all.extend(chats_of(&state).clone());
            cursor = state["next"].clone();
            if cursor.is_null() {
                break;
            }
        }
        assert_eq!(sizes, [200, 200, 50]);
        assert_eq!(all.iter().map(|chat| integer(&chat["chat_id"])).collect::<BTreeSet<_>>().len(), CHATS);
        check_order(&all);

        // One who holds all but a few gets those few, wherever they stand.
        let mut held: Held = all.iter().map(|chat| (integer(&chat["chat_id"]), marks_of(chat))).collect();
        let missing = [&all[3], &all[210], &all[449]].map(|chat| integer(&chat["chat_id"]));
        for chat_id in missing {
            held.remove(&chat_id);
        }
        let state = resume(&mut of_ann, &held).await;
        let listed: Vec<i64> = chats_of(&state).iter().map(|chat| integer(&chat["chat_id"])).collect();
        assert_eq!((listed, &state["next"]), (missing.to_vec(), &Value::Null));
    }

    async fn chats_of_others_count_as_gone(app: TestApp) {
        let [ann, ben, cid] = app.register_all(["ann", "ben", "cid"]).await;
        let (own, others) = (app.open_chat(&ann, &ben).await, app.open_chat(&ben, &cid).await);
        let mut of_ann = enter(&app, &ann).await;
        let held = Held::from([(own, [0, 0, 0]), (others, [0, 0, 0]), (999_999_999, [0, 0, 0])]);
        let mut state = resume(&mut of_ann, &held).await;
        state["gone"].as_array_mut().unwrap().sort_by_key(integer);
        assert_eq!(state, json!({"type": "state", "chats": [], "next": null, "gone": [others, 999_999_999]}));
    }
}

/// Chats with a message come first, the newest first of all.
fn check_order(chats: &[Value]) {
    let newest: Vec<i64> =
        chats.iter().map(|chat| chat["last_message"]["message_id"].as_i64().unwrap_or(0)).collect();
    assert!(newest.is_sorted_by(|one, next| one >= next), "{newest:?}");
}

/// Makes chats with so many people; in two of three there is a message.
fn make_chats(app: &TestApp, ann: &TestUser, count: usize) {
    let mut conn = app.connect();
    fixtures::at_once(&mut conn, |conn| {
        for number in 0..count {
            let companion = fixtures::register(conn, &format!("companion{number}")).user_id;
            let pair = Pair::of(UserId::stored(ann.user_id), companion).expect("two people");
            let chat = chats::insert(conn, pair).expect("a new chat");
            if number % 3 > 0 {
                fixtures::send(conn, &chat, companion, "hello");
            }
        }
        assert_eq!(users::list_companions(conn, UserId::stored(ann.user_id)).expect("a list").len(), count);
    });
}
