//! Many writers at once: revisions without holes, ids that rise with them, and instances that get in each other's way.

use simple_chats_domain::{Chat, NewMessage, StoredMessage};
use simple_chats_persistence::{Database, DbConnection, StoreError, chats, messages, users};
use simple_chats_tests::fixtures::{chat_of_two, compose, moment, open_chat, register, send, text};
use simple_chats_tests::{TestStore, on_both_databases, on_postgres};

/// Sends a message some times, one after the other.
async fn send_times(database: Database, new: NewMessage, times: usize) {
    for _ in 0..times {
        let new = new.clone();
        database.write::<_, StoreError>(move |conn, _| messages::insert(conn, &new)).await.unwrap();
    }
}

/// Asserts that a chat has exactly the revisions 1 to `count`, and ids that rise with them.
fn assert_whole(conn: &mut DbConnection, chat: &Chat, count: i64) {
    let changes = messages::list_changes(conn, chat.chat_id, 0, 10_000).unwrap().items;
    let revisions: Vec<i64> = changes.iter().map(|stored| stored.revision).collect();
    assert_eq!(revisions, (1..=count).collect::<Vec<_>>());
    let ids: Vec<_> = changes.iter().map(|stored: &StoredMessage| stored.message.message_id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(chats::find(conn, chat.chat_id).unwrap().revision, count);
}

on_both_databases! {
    async fn eight_writers_leave_no_hole_and_no_repeat_among_revisions(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let writers = (0..8).map(|number| {
            let new = compose(&mut conn, &chat, [&ann, &ben][number % 2].user_id, "hello");
            tokio::spawn(send_times(store.database.clone(), new, 25))
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_whole(&mut conn, &chat, 200);
    }

    /// Their groups lock the same chats in different orders, so that PostgreSQL has deadlocks to break.
    async fn two_instances_number_the_same_chats_together(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, _) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let other_chat = open_chat(&mut conn, &ann, &cat);
        let (other_instance, _notices) = store.open_again();
        let writers = (0..8).map(|number| {
            let database = [&store.database, &other_instance][number % 2].clone();
            let new = compose(&mut conn, [&chat, &other_chat][number / 2 % 2], ann.user_id, "hello");
            tokio::spawn(send_times(database, new, 12))
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_whole(&mut conn, &chat, 48);
        assert_whole(&mut conn, &other_chat, 48);
    }

    async fn edits_deletions_and_sendings_at_once_take_a_revision_each(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, _) = chat_of_two(&mut conn);
        let sent: Vec<StoredMessage> =
            (0..10).map(|number| send(&mut conn, &chat, ann.user_id, &format!("{number}"))).collect();
        let changes = sent.iter().enumerate().map(|(number, stored)| {
            let (stored, new) = (stored.clone(), compose(&mut conn, &chat, ann.user_id, "more"));
            store.database.write::<_, StoreError>(move |conn, _| {
                let at = moment(1);
                Ok(match number % 3 {
                    0 => messages::insert(conn, &new)?.revision,
                    1 => messages::set_text(conn, &stored, &text("edited"), at)?.revision,
                    _ => messages::delete(conn, &stored.message, at)?,
                })
            })
        });
        let answers = futures_util::future::join_all(changes.collect::<Vec<_>>()).await;
        let mut revisions: Vec<i64> = answers.into_iter().map(Result::unwrap).collect();
        revisions.sort_unstable();
        assert_eq!(revisions, (11..=20).collect::<Vec<_>>());
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 20);
    }

    async fn programs_with_transactions_of_their_own_keep_the_order_as_well(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let news = [&ann, &ben, &ann, &ben].map(|sender| compose(&mut conn, &chat, sender.user_id, "hello"));
        let store = &store;
        std::thread::scope(|scope| {
            for new in &news {
                scope.spawn(move || {
                    let mut conn = store.connect();
                    for _ in 0..10 {
                        conn.write_transaction(|conn| messages::insert(conn, new)).unwrap();
                    }
                });
            }
        });
        assert_whole(&mut conn, &chat, 40);
    }
}

on_postgres! {
    async fn administrators_write_while_accounts_are_administered(store: TestStore) {
        let (mut one, mut other) = (store.connect(), store.connect());
        let (chat, ann, ben) = chat_of_two(&mut one);
        users::set_administrator(&mut one, ann.user_id, true).unwrap();
        let administered = one.write_transaction(|conn| -> Result<(), StoreError> {
            assert_eq!(users::lock_administrators(conn)?, [ann.user_id]);
            assert_eq!(users::lock_account(conn, ben.user_id)?.suspended_at, None);
            for sender in [ann.user_id, ben.user_id] {
                send(&mut other, &chat, sender, "meanwhile");
            }
            Ok(())
        });
        administered.unwrap();
    }

    async fn a_locked_account_can_not_be_suspended(store: TestStore) {
        let (mut one, mut other) = (store.connect(), store.connect());
        let (_, ann, _) = chat_of_two(&mut one);
        let changed = one.write_transaction(|conn| -> Result<(), StoreError> {
            assert_eq!(users::lock_account(conn, ann.user_id)?.suspended_at, None);
            let suspend = |conn: &mut DbConnection| users::set_suspended(conn, ann.user_id, Some(moment(1)));
            assert!(matches!(other.write_transaction(suspend), Err(StoreError::Unavailable(_))));
            Ok(())
        });
        changed.unwrap();
    }

    /// The program locks one chat and the writer the other; then each wants what the other one has.
    async fn a_deadlock_with_another_program_is_broken_and_the_change_made_again(store: TestStore) {
        let mut program = store.connect();
        let (chat, ann, _) = chat_of_two(&mut program);
        let eve = register(&mut program, "eve");
        let other_chat = open_chat(&mut program, &ann, &eve);
        let (of_program, of_writer) = (chat.chat_id, other_chat.chat_id);

        let (holds, held) = std::sync::mpsc::channel();
        let (go_on, gate) = std::sync::mpsc::channel();
        let program = tokio::task::spawn_blocking(move || {
            program.write_transaction(|conn| {
                chats::lock(conn, of_program)?;
                go_on.send(()).unwrap();
                held.recv().unwrap();
                chats::lock(conn, of_writer).map(drop)
            })
        });
        let mut runs = 0;
        let (mut gate, mut holds) = (Some(gate), Some(holds));
        let change = store.database.write::<_, StoreError>(move |conn, _| {
            runs += 1;
            if let Some(gate) = gate.take() {
                gate.recv().unwrap();
            }
            chats::lock(conn, of_writer)?;
            if let Some(holds) = holds.take() {
                holds.send(()).unwrap();
            }
            chats::lock(conn, of_program)?;
            Ok(runs)
        });
        let runs = change.await.unwrap();
        match program.await.unwrap() {
            Ok(()) => assert_eq!(runs, 2, "the change gave way, and was made again"),
            Err(StoreError::Contended(_)) => assert_eq!(runs, 1, "the program gave way"),
            Err(error) => panic!("neither: {error}"),
        }
    }
}
