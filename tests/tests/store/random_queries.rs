//! Both databases find the same: lists with random filters and orders over the same rows.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use simple_chats_domain::{Chat, Message, MessageQuery, Page, SendStamp, User, UserId, UserQuery};
use simple_chats_persistence::{DbConnection, messages, users};
use simple_chats_tests::fixtures::{at_once, chat_of_two, compose_as, moment, new_user};
use simple_chats_tests::{Backend, TestDatabase};

const WORDS: [&str; 16] = [
    "ann",
    "ANN",
    "Änn",
    "ÄNN",
    "ännchen",
    "ωΩ",
    "100%",
    "a_b",
    "a\\b",
    "it's",
    "zoë",
    "ZOË",
    "日本語",
    "ﬁsh",
    "ß",
    "İx",
];
const USER_KEYS: [&str; 8] =
    ["user_id", "username", "username-like", "name", "name-like", "date_joined", "after", "limit"];
const MESSAGE_KEYS: [&str; 9] = [
    "message_id",
    "text",
    "text-like",
    "sender_id",
    "receiver_id",
    "datetime_writing",
    "after",
    "before",
    "offset",
];
const USER_COLUMNS: [&str; 4] = ["user_id", "username", "name", "date_joined"];
const MESSAGE_COLUMNS: [&str; 6] =
    ["message_id", "chat_id", "datetime_writing", "text", "sender_id", "receiver_id"];

fn words(random: &mut StdRng) -> String {
    let count = random.random_range(1..=2);
    (0..count).map(|_| *WORDS.choose(random).unwrap()).collect::<Vec<_>>().join(" ")
}

fn value_for(key: &str, random: &mut StdRng) -> String {
    match key {
        "username" => format!("User{}", random.random_range(0..60)),
        "username-like" => {
            ["USER", "1", "_", "r2", "."].choose(random).map(|part| (*part).to_owned()).unwrap()
        }
        "name" | "text" => words(random),
        "name-like" | "text-like" => {
            WORDS.choose(random).unwrap().chars().take(random.random_range(0..3)).collect()
        }
        "date_joined" | "datetime_writing" => format!("2026-01-01T00:00:0{}Z", random.random_range(0..10)),
        "sender_id" | "receiver_id" => random.random_range(1..=2).to_string(),
        _ => random.random_range(0..60).to_string(),
    }
}

fn random_query(random: &mut StdRng, keys: &[&str], columns: &[&str]) -> Vec<(String, String)> {
    let mut query = Vec::new();
    for _ in 0..random.random_range(0..=3) {
        let key = *keys.choose(random).unwrap();
        query.push((key.to_owned(), value_for(key, random)));
    }
    for key in ["ordered-by", "ordered-by-desc"] {
        if random.random_bool(0.5) {
            query.push((key.to_owned(), (*columns.choose(random).unwrap()).to_owned()));
        }
    }
    query
}

/// The same rows on every database: they are drawn from the same seed.
fn fill(conn: &mut DbConnection) -> Chat {
    let mut random = StdRng::seed_from_u64(7);
    at_once(conn, |conn| {
        let (chat, ann, ben) = chat_of_two(conn);
        for number in 0..60 {
            let mut new = new_user(&format!("User{number}"), &format!("{}{number}", words(&mut random)));
            new.date_joined = moment(random.random_range(0..10));
            users::insert(conn, &new, "hash").unwrap();
            let sender = if random.random_bool(0.5) { &ann } else { &ben };
            let sending = SendStamp::at(moment(random.random_range(0..10)));
            let new = compose_as(conn, &chat, sender.user_id, &words(&mut random), sending);
            messages::insert(conn, &new).unwrap();
        }
        chat
    })
}

fn answers(backend: Backend) -> Vec<(String, Page<User>, Page<Message>)> {
    let database = TestDatabase::migrated(backend);
    let mut conn = database.connect();
    let chat = fill(&mut conn);
    let mut random = StdRng::seed_from_u64(11);
    let mut answer = || {
        let of_users = random_query(&mut random, &USER_KEYS, &USER_COLUMNS);
        let of_messages = random_query(&mut random, &MESSAGE_KEYS, &MESSAGE_COLUMNS);
        let users = users::list(&mut conn, UserId::stored(i64::MAX), &UserQuery::parse(&of_users)).unwrap();
        let messages = messages::list(&mut conn, chat.chat_id, &MessageQuery::parse(&of_messages)).unwrap();
        (format!("{of_users:?} {of_messages:?}"), users, messages)
    };
    (0..300).map(|_| answer()).collect()
}

#[test]
fn both_databases_find_the_same_in_the_same_order() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let (sqlite, postgres) = (answers(Backend::Sqlite), answers(Backend::Postgres));
    let found: usize =
        sqlite.iter().map(|(_, users, messages)| users.items.len() + messages.items.len()).sum();
    assert!(found > 3_000, "the queries find something: {found} rows");
    for (sqlite, postgres) in sqlite.iter().zip(&postgres) {
        assert_eq!(sqlite, postgres);
    }
}
