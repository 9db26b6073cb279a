//! Lists in order of time, which mostly is the order of the ids: they are the same as if all messages were sorted.

use super::held::{Held, queue};
use proptest::prelude::*;
use simple_chats_domain::{
    Chat, Direction, MessageColumn, MessageFilter, MessageId, MessageQuery, Paging, SendStamp, User,
};
use simple_chats_persistence::{DbConnection, chats, messages};
use simple_chats_tests::fixtures::{at_once, chat_of_two, compose_as, moment};
use simple_chats_tests::{Backend, TestDatabase, TestStore, on_both_databases, sql};

/// Sends messages with these times, in seconds.
fn send_at(conn: &mut DbConnection, chat: &Chat, sender: &User, times: &[i64]) {
    at_once(conn, |conn| {
        for seconds in times {
            let new = compose_as(conn, chat, sender.user_id, "hello", SendStamp::at(moment(*seconds)));
            messages::insert(conn, &new).unwrap();
        }
    });
}

fn ids(conn: &mut DbConnection, chat: &Chat, query: &MessageQuery) -> (Vec<i64>, bool) {
    let page = messages::list(conn, chat.chat_id, query).unwrap();
    (page.items.iter().map(|message| message.message_id.get()).collect(), page.more)
}

fn late_ids(conn: &mut DbConnection) -> Vec<String> {
    let late =
        "SELECT CAST(message_id AS TEXT) AS value FROM messages WHERE written_late ORDER BY message_id";
    sql::texts(conn, late)
}

/// Lists in the order of time, and in the same order by two columns, for which all messages are sorted.
fn assert_same_as_sorted(conn: &mut DbConnection, chat: &Chat, filters: &[MessageFilter], paging: Paging) {
    for direction in [Direction::Ascending, Direction::Descending] {
        let by_time = vec![(MessageColumn::Written, direction)];
        let sorted = vec![(MessageColumn::Written, direction), (MessageColumn::Id, direction)];
        let [by_time, sorted] =
            [by_time, sorted].map(|order| MessageQuery { filters: filters.to_vec(), order, paging });
        assert_eq!(ids(conn, chat, &by_time), ids(conn, chat, &sorted), "{by_time:?}");
    }
}

on_both_databases! {
    async fn a_clock_that_is_set_makes_messages_late_and_they_are_listed_in_their_place(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send_at(&mut conn, &chat, &ann, &[10, 20, 20, 5, 15]);
        send_at(&mut conn, &chat, &ben, &[20, 30, 7]);
        assert_eq!(late_ids(&mut conn), ["4", "5", "8"]);
        let query = |direction| MessageQuery {
            filters: vec![],
            order: vec![(MessageColumn::Written, direction)],
            paging: Paging { limit: 20, offset: 0 },
        };
        let listed = ids(&mut conn, &chat, &query(Direction::Ascending));
        assert_eq!(listed, (vec![4, 8, 1, 5, 2, 3, 6, 7], false));
        let listed = ids(&mut conn, &chat, &query(Direction::Descending));
        assert_eq!(listed, (vec![7, 6, 3, 2, 5, 1, 8, 4], false));
    }

    async fn the_first_message_of_a_time_is_found(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let first_since = |conn: &mut _, seconds: i64| {
            let found = messages::first_written_since(conn, chat.chat_id, moment(seconds)).unwrap();
            found.map(MessageId::get)
        };
        assert_eq!(first_since(&mut conn, 0), None, "there are no messages");
        // The messages 4 and 6 are late.
        send_at(&mut conn, &chat, &ann, &[10, 20, 20, 5, 30]);
        send_at(&mut conn, &chat, &ben, &[7, 40]);
        let found = [0, 10, 11, 20, 21, 30, 31, 40, 41].map(|seconds| first_since(&mut conn, seconds));
        let expected = [Some(1), Some(1), Some(2), Some(2), Some(5), Some(5), Some(7), Some(7), None];
        assert_eq!(found, expected);
        for message_id in [2, 7] {
            let stored = messages::find(&mut conn, MessageId::stored(message_id)).unwrap();
            messages::delete(&mut conn, &stored.message, moment(50)).unwrap();
        }
        let found = [11, 31].map(|seconds| first_since(&mut conn, seconds));
        assert_eq!(found, [Some(3), None], "deleted messages aren't found");
    }

    async fn messages_that_are_sent_together_are_late_as_if_sent_one_by_one(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, _) = chat_of_two(&mut conn);
        let held = Held::hold(&store.database).await;
        let waiting: Vec<_> = [10, 20, 15, 20, 19, 30].map(|seconds| {
            let request = simple_chats_domain::SendRequest {
                sender_id: ann.user_id,
                written_at: moment(seconds),
                destination: chat.chat_id.into(),
                reply_to: None,
                attachment_ids: Vec::new(),
                texts: vec![simple_chats_tests::fixtures::text("hello")],
                client_id: None,
                origin: None,
            };
            queue(store.database.send(request))
        }).into();
        held.let_go().await;
        for sent in waiting {
            sent.await.unwrap();
        }
        assert_eq!(late_ids(&mut conn), ["3", "5"]);
        send_at(&mut conn, &chat, &ann, &[29, 30]);
        assert_eq!(late_ids(&mut conn), ["3", "5", "7"], "the chat knows the latest time");
    }
}

#[derive(Debug, Clone)]
struct Case {
    /// The times of the messages, and of each whether it is deleted.
    messages: Vec<(i64, bool)>,
    sender_filter: Option<i64>,
    id_filter: Option<i64>,
    paging: Paging,
}

fn cases() -> impl Strategy<Value = Case> {
    // Mostly rising times with steps back, and equal ones.
    let messages = prop::collection::vec(
        (prop_oneof![4 => 0..3_i64, 1 => -20..0_i64], prop::bool::weighted(0.1)),
        0..40,
    );
    let paging = (0..12_i64, prop_oneof![3 => 0..45_i64, 1 => Just(i64::MAX)])
        .prop_map(|(limit, offset)| Paging { limit, offset });
    (messages, prop::option::of(1..=2_i64), prop::option::of(0..40_i64), paging).prop_map(
        |(steps, sender_filter, id_filter, paging)| {
            let mut time = 100;
            let messages = steps
                .into_iter()
                .map(|(step, deleted)| {
                    time += step;
                    (time, deleted)
                })
                .collect();
            Case { messages, sender_filter, id_filter, paging }
        },
    )
}

fn check(conn: &mut DbConnection, case: &Case) {
    let (chat, ann, ben) = chat_of_two(conn);
    for (number, (time, deleted)) in case.messages.iter().enumerate() {
        let sender = if number % 3 == 0 { &ben } else { &ann };
        let new = compose_as(conn, &chat, sender.user_id, "hello", SendStamp::at(moment(*time)));
        let stored = messages::insert(conn, &new).unwrap();
        if *deleted {
            messages::delete(conn, &stored.message, moment(1000)).unwrap();
        }
    }
    let filters: Vec<_> = (case.sender_filter.map(MessageFilter::Sender).into_iter())
        .chain(case.id_filter.map(MessageFilter::After))
        .collect();
    assert_same_as_sorted(conn, &chat, &filters, case.paging);
    chats::delete(conn, chat.chat_id).unwrap();
}

#[test]
fn a_list_in_order_of_time_is_the_same_as_if_all_were_sorted() {
    for backend in [Backend::Sqlite, Backend::Postgres].into_iter().filter(|backend| backend.is_here()) {
        let database = TestDatabase::migrated(backend);
        let runner_config =
            ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
        proptest::test_runner::TestRunner::new(runner_config)
            .run(&cases(), |case| {
                use diesel::Connection;
                let mut conn = database.connect();
                conn.test_transaction::<_, diesel::result::Error, _>(|conn| {
                    check(conn, &case);
                    Ok(())
                });
                Ok(())
            })
            .unwrap();
    }
}
