//! The list of a chat's messages: every filter, every order, and paging.

use simple_chats_domain::{Chat, Message, MessageQuery, Page, SendStamp};
use simple_chats_persistence::{DbConnection, messages};
use simple_chats_tests::fixtures::{
    at_once, chat_of_two, compose_as, moment, open_chat, pairs, register, send,
};
use simple_chats_tests::{TestConnection, on_both_databases};

/// A chat with six messages, whose numbers are their ids (the fourth is deleted), and another one that is as good as
/// full of what filters look for.
fn conversation(conn: &mut DbConnection) -> Chat {
    at_once(conn, |conn| {
        let (chat, ann, ben) = chat_of_two(conn);
        let said = [
            (&ann, "Hello, Ωmega", 0),
            (&ben, "100% sure", 20),
            (&ann, "hello", 10),
            (&ann, "hello", 10),
            (&ben, "snake_case", 20),
            (&ann, "C:\\Ärger", 30),
        ];
        for (sender, words, seconds) in said {
            let new = compose_as(conn, &chat, sender.user_id, words, SendStamp::at(moment(seconds)));
            let sent = messages::insert(conn, &new).unwrap();
            if sent.revision == 4 {
                messages::delete(conn, &sent.message, moment(40)).unwrap();
            }
        }
        let third = register(conn, "third");
        let other_chat = open_chat(conn, &ann, &third);
        send(conn, &other_chat, ann.user_id, "hello");
        chat
    })
}

fn list(conn: &mut DbConnection, chat: &Chat, query: &[(&str, &str)]) -> Page<Message> {
    messages::list(conn, chat.chat_id, &MessageQuery::parse(&pairs(query))).unwrap()
}

fn ids(conn: &mut DbConnection, chat: &Chat, query: &[(&str, &str)]) -> Vec<i64> {
    list(conn, chat, query).items.iter().map(|message| message.message_id.get()).collect()
}

on_both_databases! {
    async fn each_filter_finds_what_it_names_in_the_chat(mut conn: TestConnection) {
        let chat = conversation(&mut conn);
        for (key, value, found) in [
            ("message_id", "3", vec![3]),
            ("message_id", "4", vec![]),
            ("message_id", "7", vec![]),
            ("chat_id", "1", vec![1, 2, 3, 5, 6]),
            ("chat_id", "2", vec![]),
            ("datetime_writing", "2026-01-01T00:00:20Z", vec![2, 5]),
            ("datetime_writing", "Thu, 01 Jan 2026 00:00:30 -0000", vec![6]),
            ("text", "hello", vec![3]),
            ("text", "HELLO", vec![]),
            ("text-like", "HELLO", vec![1, 3]),
            ("text-like", "ωMEGA", vec![1]),
            ("text-like", "ärger", vec![6]),
            ("text-like", "%", vec![2]),
            ("text-like", "_", vec![5]),
            ("text-like", "\\", vec![6]),
            ("text-like", "", vec![1, 2, 3, 5, 6]),
            ("sender_id", "1", vec![1, 3, 6]),
            ("receiver_id", "1", vec![2, 5]),
            ("text", "hello\0", vec![]),
            ("text-like", "\0", vec![]),
            ("after", "3", vec![5, 6]),
            ("before", "3", vec![1, 2]),
        ] {
            assert_eq!(ids(&mut conn, &chat, &[(key, value)]), found, "{key}={value}");
        }
        assert_eq!(ids(&mut conn, &chat, &[("after", "1"), ("before", "6"), ("sender_id", "1")]), [3]);
    }

    async fn ties_of_each_order_are_broken_by_id_in_its_direction(mut conn: TestConnection) {
        let chat = conversation(&mut conn);
        for (key, column, found) in [
            ("ordered-by", "message_id", [1, 2, 3, 5, 6]),
            ("ordered-by-desc", "message_id", [6, 5, 3, 2, 1]),
            ("ordered-by", "chat_id", [1, 2, 3, 5, 6]),
            ("ordered-by-desc", "chat_id", [6, 5, 3, 2, 1]),
            ("ordered-by", "datetime_writing", [1, 3, 2, 5, 6]),
            ("ordered-by-desc", "datetime_writing", [6, 5, 2, 3, 1]),
            ("ordered-by", "text", [2, 6, 3, 1, 5]),
            ("ordered-by-desc", "text", [5, 1, 3, 6, 2]),
            ("ordered-by", "sender_id", [1, 3, 6, 2, 5]),
            ("ordered-by-desc", "sender_id", [5, 2, 6, 3, 1]),
            ("ordered-by", "receiver_id", [2, 5, 1, 3, 6]),
            ("ordered-by-desc", "receiver_id", [6, 3, 1, 5, 2]),
        ] {
            assert_eq!(ids(&mut conn, &chat, &[(key, column)]), found, "{key}={column}");
        }
        let both = [("ordered-by", "sender_id"), ("ordered-by-desc", "message_id")];
        assert_eq!(ids(&mut conn, &chat, &both), [6, 3, 1, 5, 2]);
    }

    async fn a_list_is_cut_by_limit_and_offset(mut conn: TestConnection) {
        let chat = conversation(&mut conn);
        for (limit, offset, found, more) in [
            ("2", "0", vec![1, 2], true),
            ("2", "3", vec![5, 6], false),
            ("2", "4", vec![6], false),
            ("2", "9", vec![], false),
            ("0", "0", vec![], true),
        ] {
            let page = list(&mut conn, &chat, &[("limit", limit), ("offset", offset)]);
            let ids: Vec<i64> = page.items.iter().map(|message| message.message_id.get()).collect();
            assert_eq!((ids, page.more), (found, more), "limit={limit}, offset={offset}");
        }
        let page_before = [("before", "6"), ("ordered-by-desc", "message_id"), ("limit", "2")];
        assert_eq!(ids(&mut conn, &chat, &page_before), [5, 3]);
    }
}
