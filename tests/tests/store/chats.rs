//! Chats: one for each pair, read marks, and lists in order of id.

use simple_chats_domain::{ChatId, ChatQuery, MessageId, Pair, User, UserId};
use simple_chats_persistence::{DbConnection, StoreError, UniqueKey, chats, messages};
use simple_chats_tests::fixtures::{at_once, chat_of_two, open_chat, register, send};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases};

fn mark(conn: &mut DbConnection, chat_id: ChatId, user: &User, message_id: i64) -> (i64, bool) {
    conn.write_transaction(|conn| {
        chats::mark_read(conn, chat_id, user.user_id, MessageId::stored(message_id))
    })
    .unwrap()
}

on_both_databases! {
    async fn a_chat_is_found_by_id_and_by_its_pair_from_both_sides(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        assert_eq!((chat.revision, chat.user1_read_up_to, chat.user2_read_up_to), (0, 0, 0));
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap(), chat);
        for (one, other) in [(&ann, &ben), (&ben, &ann)] {
            let pair = Pair::of(one.user_id, other.user_id).unwrap();
            assert_eq!(chats::find_of_pair(&mut conn, pair).unwrap(), chat);
        }
        let locked = conn.write_transaction(|conn| chats::lock(conn, chat.chat_id));
        assert_eq!(locked.unwrap(), chat);
    }

    async fn a_missing_chat_is_not_found(mut conn: TestConnection) {
        let (ann, ben) = (register(&mut conn, "ann"), register(&mut conn, "ben"));
        let (no_chat, pair) = (ChatId::stored(4711), Pair::of(ann.user_id, ben.user_id).unwrap());
        assert!(matches!(chats::find(&mut conn, no_chat), Err(StoreError::NotFound)));
        assert!(matches!(chats::lock(&mut conn, no_chat), Err(StoreError::NotFound)));
        assert!(matches!(chats::find_of_pair(&mut conn, pair), Err(StoreError::NotFound)));
        assert!(matches!(chats::delete(&mut conn, no_chat), Err(StoreError::NotFound)));
        let mark = chats::mark_read(&mut conn, no_chat, ann.user_id, MessageId::stored(1));
        assert!(matches!(mark, Err(StoreError::NotFound)));
    }

    async fn a_pair_has_one_chat(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let pair = Pair::of(ben.user_id, ann.user_id).unwrap();
        let second = chats::insert(&mut conn, pair);
        assert!(matches!(second, Err(StoreError::Conflict(UniqueKey::Pair))), "{second:?}");
        let found = conn.write_transaction(|conn| chats::find_or_insert(conn, pair)).unwrap();
        assert_eq!(found, (chat, false));
    }

    async fn a_chat_with_a_missing_user_is_refused(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        let pair = Pair::of(ann.user_id, UserId::stored(4711)).unwrap();
        assert!(matches!(chats::insert(&mut conn, pair), Err(StoreError::Fault(_))));
    }

    async fn concurrent_openings_of_a_chat_make_one(store: TestStore) {
        let mut conn = store.connect();
        let (ann, ben) = (register(&mut conn, "ann"), register(&mut conn, "ben"));
        let pair = Pair::of(ann.user_id, ben.user_id).unwrap();
        let store = &store;
        let opened: Vec<_> = std::thread::scope(|scope| {
            let opening: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        store.connect().write_transaction(|conn| chats::find_or_insert(conn, pair)).unwrap()
                    })
                })
                .collect();
            opening.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let chat = chats::find_of_pair(&mut conn, pair).unwrap();
        assert!(opened.iter().all(|(opened, _)| *opened == chat), "{opened:?}");
        assert_eq!(opened.iter().filter(|(_, made)| *made).count(), 1);
    }

    async fn a_read_mark_moves_only_forward(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent: Vec<i64> = ["1", "2", "3"]
            .map(|text| send(&mut conn, &chat, ann.user_id, text).message.message_id.get())
            .to_vec();
        let chat_id = chat.chat_id;
        assert_eq!(mark(&mut conn, chat_id, &ben, sent[1]), (sent[1], true));
        assert_eq!(mark(&mut conn, chat_id, &ben, sent[0]), (sent[1], false), "an older one changes nothing");
        assert_eq!(mark(&mut conn, chat_id, &ben, sent[1]), (sent[1], false), "nor does the same one");
        assert_eq!(mark(&mut conn, chat_id, &ann, sent[0]), (sent[0], true), "the other one's mark is apart");
        assert_eq!(mark(&mut conn, chat_id, &ben, sent[2]), (sent[2], true));
        let chat = chats::find(&mut conn, chat_id).unwrap();
        assert_eq!((chat.read_up_to(ann.user_id), chat.read_up_to(ben.user_id)), (sent[0], sent[2]));
        assert_eq!(chat.companion_read_up_to(ann.user_id), sent[2]);
        assert_eq!(chat.revision, 3, "reading is no change of the chat");
    }

    async fn marks_of_several_devices_at_once_end_at_the_newest(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent: Vec<_> = at_once(&mut conn, |conn| {
            (0..20)
                .map(|number| send(conn, &chat, ann.user_id, &number.to_string()).message.message_id)
                .collect()
        });
        let marks = sent.iter().rev().step_by(3).chain(&sent).map(|message_id| {
            let (message_id, user_id, chat_id) = (*message_id, ben.user_id, chat.chat_id);
            store
                .database
                .write::<_, StoreError>(move |conn, _| chats::mark_read(conn, chat_id, user_id, message_id))
        });
        let moved = futures_util::future::join_all(marks).await;
        assert!(moved.iter().all(Result::is_ok), "{moved:?}");
        let chat = chats::find(&mut conn, chat.chat_id).unwrap();
        assert_eq!(chat.read_up_to(ben.user_id), sent.last().unwrap().get());
    }

    async fn a_deleted_chat_takes_its_messages_along_and_its_id_stays_unused(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent = send(&mut conn, &chat, ann.user_id, "hello").message;
        chats::delete(&mut conn, chat.chat_id).unwrap();
        assert!(matches!(chats::find(&mut conn, chat.chat_id), Err(StoreError::NotFound)));
        assert!(matches!(messages::find(&mut conn, sent.message_id), Err(StoreError::NotFound)));
        assert!(matches!(chats::delete(&mut conn, chat.chat_id), Err(StoreError::NotFound)));

        let again = open_chat(&mut conn, &ann, &ben);
        assert!(again.chat_id > chat.chat_id);
        assert!(send(&mut conn, &again, ann.user_id, "hello").message.message_id > sent.message_id);
    }

    async fn chats_are_listed_in_order_of_id_from_both_sides(mut conn: TestConnection) {
        let people: Vec<User> = (0..9).map(|number| register(&mut conn, &format!("user{number}"))).collect();
        let me = &people[4];
        let mut mine: Vec<ChatId> =
            [7, 0, 8, 2, 5, 1, 3, 6].map(|other| open_chat(&mut conn, me, &people[other]).chat_id).to_vec();
        open_chat(&mut conn, &people[0], &people[8]);
        mine.sort_unstable();

        let (mut seen, mut after, mut more) = (Vec::new(), 0, true);
        while more {
            let page = chats::list(&mut conn, me.user_id, ChatQuery::after(after, 3)).unwrap();
            assert!(page.items.iter().all(|chat| chat.users().contains(&me.user_id)));
            seen.extend(page.items.iter().map(|chat| chat.chat_id));
            (after, more) = (seen.last().unwrap().get(), page.more);
        }
        assert_eq!(seen, mine);
        let all = chats::list(&mut conn, me.user_id, ChatQuery::after(0, 8)).unwrap();
        assert_eq!((all.items.len(), all.more), (8, false));
    }
}
