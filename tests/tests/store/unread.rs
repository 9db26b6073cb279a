//! The numbers of unread messages that chats keep: the same as if the messages were counted, whatever happens in whatever
//! order.

use super::held::{Held, queue};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use simple_chats_domain::{Chat, MessageId, Paging, SendRequest, User};
use simple_chats_persistence::{DbConnection, StoreError, chats, messages, preferences, users};
use simple_chats_tests::fixtures::{chat_of_two, moment, open_chat, register, send, text};
use simple_chats_tests::{TestStore, on_both_databases, sql};

/// The two numbers of each chat, as it keeps them.
const KEPT: &str = "SELECT user1_unread || ' ' || user2_unread AS value FROM chats ORDER BY chat_id";

/// The same, counted.
const COUNTED: &str = "SELECT \
     (SELECT COUNT(*) FROM messages WHERE messages.chat_id = chats.chat_id AND deleted_at = 0 \
         AND sender_id = user2_id AND message_id > user1_read_up_to AND message_id > COALESCE((SELECT cleared_up_to \
             FROM chat_preferences AS own WHERE own.chat_id = chats.chat_id AND own.user_id = user1_id), 0)) || ' ' || \
     (SELECT COUNT(*) FROM messages WHERE messages.chat_id = chats.chat_id AND deleted_at = 0 \
         AND sender_id = user1_id AND message_id > user2_read_up_to AND message_id > COALESCE((SELECT cleared_up_to \
             FROM chat_preferences AS own WHERE own.chat_id = chats.chat_id AND own.user_id = user2_id), 0)) AS value FROM chats ORDER BY chat_id";

/// What a chat's row knows of its newest message.
const NEWEST_KEPT: &str = "SELECT CAST(last_message_id AS TEXT) AS value FROM chats ORDER BY chat_id";
const NEWEST_FOUND: &str = "SELECT CAST(COALESCE((SELECT MAX(message_id) FROM messages \
     WHERE messages.chat_id = chats.chat_id AND deleted_at = 0), 0) AS TEXT) AS value FROM chats ORDER BY chat_id";

fn assert_right(conn: &mut DbConnection, step: &str) {
    assert_eq!(sql::texts(conn, KEPT), sql::texts(conn, COUNTED), "after {step}");
    assert_eq!(sql::texts(conn, NEWEST_KEPT), sql::texts(conn, NEWEST_FOUND), "after {step}");
}

fn request(chat: &Chat, sender: &User, texts: usize, client_id: Option<&str>) -> SendRequest {
    SendRequest {
        sender_id: sender.user_id,
        written_at: moment(0),
        destination: chat.chat_id.into(),
        reply_to: None,
        attachment_ids: Vec::new(),
        texts: (0..texts).map(|number| text(&number.to_string())).collect(),
        client_id: client_id.map(simple_chats_tests::fixtures::client),
        origin: None,
    }
}

/// A message of a chat, which may be deleted.
fn any_message(conn: &mut DbConnection, chat: &Chat, random: &mut StdRng) -> Option<MessageId> {
    let changes = messages::list_changes(conn, chat.chat_id, 0, 1000).unwrap().items;
    changes.choose(random).map(|stored| stored.message.message_id)
}

fn clear(conn: &mut DbConnection, chat: &Chat, person: &User) -> String {
    let stored = chats::find(conn, chat.chat_id).unwrap();
    conn.write_transaction(|conn| preferences::clear(conn, &stored, person.user_id, false, moment(4)))
        .unwrap();
    format!("the clearing of {} by {}", chat.chat_id, person.username)
}

/// One random operation. Returns what it was.
async fn step(
    store: &TestStore,
    conn: &mut DbConnection,
    places: &[(Chat, [User; 2])],
    random: &mut StdRng,
) -> String {
    let (chat, people) = places.choose(random).unwrap();
    let person = people.choose(random).unwrap();
    match random.random_range(0..13) {
        0..=2 => {
            send(conn, chat, person.user_id, "hello");
            format!("a message of {} in {}", person.username, chat.chat_id)
        }
        3 | 4 => {
            // Several at once, of which some repeat others.
            let held = Held::hold(&store.database).await;
            let waiting: Vec<_> = (0..random.random_range(1..6))
                .map(|_| {
                    let (chat, people) = places.choose(random).unwrap();
                    let name = format!("{}", random.random_range(0..8));
                    let name = random.random_bool(0.7).then_some(name.as_str());
                    queue(store.database.send(request(chat, people.choose(random).unwrap(), 2, name)))
                })
                .collect();
            held.let_go().await;
            for sent in waiting {
                sent.await.unwrap();
            }
            "a group".to_owned()
        }
        5..=7 => {
            let Some(message_id) = any_message(conn, chat, random) else { return "nothing".to_owned() };
            let (chat_id, user_id) = (chat.chat_id, person.user_id);
            let marked = conn.write_transaction(|conn| chats::mark_read(conn, chat_id, user_id, message_id));
            // The user may have cleared it.
            assert!(matches!(marked, Ok(_) | Err(StoreError::NotFound)), "{marked:?}");
            format!("reading of {} up to {message_id}", person.username)
        }
        8 | 9 => {
            let Some(message_id) = any_message(conn, chat, random) else { return "nothing".to_owned() };
            let stored = messages::find(conn, message_id).unwrap();
            let deleted = conn.write_transaction(|conn| messages::delete(conn, &stored.message, moment(1)));
            assert_eq!(deleted.is_err(), stored.deleted, "{deleted:?}");
            format!("the deletion of {message_id}")
        }
        10 => {
            let Some(message_id) = any_message(conn, chat, random) else { return "nothing".to_owned() };
            let stored = messages::find(conn, message_id).unwrap();
            if !stored.deleted {
                messages::set_text(conn, &stored, &text("edited"), moment(2)).unwrap();
            }
            format!("an edit of {message_id}")
        }
        11 => clear(conn, chat, person),
        _ => {
            let (chat_id, user_id) = (chat.chat_id, person.user_id);
            conn.write_transaction(|conn| {
                messages::delete_all_of(conn, user_id, &[chat_id].into(), moment(3))
            })
            .unwrap();
            format!("the deletion of all of {} in {chat_id}", person.username)
        }
    }
}

on_both_databases! {
    async fn the_numbers_are_those_of_a_count_after_random_operations(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let other = open_chat(&mut conn, &cat, &ann);
        let places = [(chat, [ann.clone(), ben]), (other, [cat, ann])];
        for seed in 0..4 {
            let mut random = StdRng::seed_from_u64(seed);
            for _ in 0..100 {
                let step = step(&store, &mut conn, &places, &mut random).await;
                assert_right(&mut conn, &step);
            }
        }
        let messages = sql::number(&mut conn, "SELECT COUNT(*) AS value FROM messages");
        assert!(messages > 100, "{messages}");
    }

    async fn a_change_that_fails_leaves_the_numbers_alone(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let first = send(&mut conn, &chat, ann.user_id, "one").message;
        let before = sql::texts(&mut conn, KEPT);
        let (chat_id, user_id) = (chat.chat_id, ben.user_id);
        for failing in [false, true] {
            let (message, first_id) = (first.clone(), first.message_id);
            let failed = store.database.write::<(), StoreError>(move |conn, _| {
                if failing {
                    chats::mark_read(conn, chat_id, user_id, first_id)?;
                } else {
                    messages::delete(conn, &message, moment(1))?;
                }
                Err(StoreError::NotFound)
            });
            assert!(failed.await.is_err());
            assert_eq!(sql::texts(&mut conn, KEPT), before);
        }
        messages::delete(&mut conn, &first, moment(1)).unwrap();
        let again = conn.write_transaction(|conn| messages::delete(conn, &first, moment(2)));
        assert!(matches!(again, Err(StoreError::NotFound)), "{again:?}");
        assert_right(&mut conn, "two deletions of one message");
        assert_eq!(sql::texts(&mut conn, KEPT), ["0 0"]);
    }

    async fn a_mark_can_only_be_set_to_a_message_of_the_chat(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let other = open_chat(&mut conn, &ann, &cat);
        send(&mut conn, &chat, ann.user_id, "one");
        let elsewhere = send(&mut conn, &other, ann.user_id, "two").message.message_id;
        for message_id in [elsewhere, MessageId::stored(4711)] {
            let marked = chats::mark_read(&mut conn, chat.chat_id, ben.user_id, message_id);
            assert!(matches!(marked, Err(StoreError::NotFound)), "{marked:?}");
        }
        send(&mut conn, &chat, ann.user_id, "three");
        assert_eq!(sql::texts(&mut conn, KEPT), ["0 2", "0 1"]);
    }

    async fn a_deleted_account_with_its_messages_leaves_nothing_unread(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        for sender in [&ann, &ann, &ben] {
            send(&mut conn, &chat, sender.user_id, "hello");
        }
        messages::delete_all_of(&mut conn, ann.user_id, &[chat.chat_id].into(), moment(1)).unwrap();
        users::delete(&mut conn, ann.user_id, moment(1)).unwrap();
        assert_right(&mut conn, "the deletion of an account");
        let shown = chats::list_newest(&mut conn, ben.user_id, Paging { limit: 9, offset: 0 }).unwrap();
        assert_eq!(shown.items[0].unread, 0);
    }
}
