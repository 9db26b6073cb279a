//! The connection to PostgreSQL is cut in the middle of a commit: it is found out what has become of it.

use super::{StoreBehindProxy, is_unavailable, send_request, server};
use crate::outages::SOON;
use futures_util::future::join_all;
use rand::RngExt;
use simple_chats_domain::SentMessages;
use simple_chats_persistence::{StoreError, users};
use simple_chats_tests::fixtures::new_user;
use simple_chats_tests::proxy::Cut;
use simple_chats_tests::{on_postgres, timing};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::sleep;

/// How a transaction is committed, as libpq says it.
const COMMIT: &str = "COMMIT\0";

const CUTS: [Cut; 3] = [Cut::Before, Cut::BeforeUnnoticed, Cut::After];

on_postgres! {
    async fn a_commit_that_was_cut_off_is_answered_as_it_ended(mut store: StoreBehindProxy) {
        store.published();
        for (number, cut) in CUTS.into_iter().enumerate() {
            let (client_id, revision) = (format!("{cut:?}"), i64::try_from(number).unwrap() + 2);
            store.proxy.cut_at(COMMIT, cut);
            let sent = timing::within(SOON, store.send(&client_id)).await.unwrap();
            assert!(store.proxy.has_cut(), "{cut:?}");
            assert_eq!(sent.messages[0].revision, revision, "{cut:?}");
            assert_eq!(store.published(), [revision], "{cut:?}");
            assert_eq!(store.send(&client_id).await.unwrap(), sent, "it is there, and found again");
            assert_eq!(store.published(), [0; 0]);
        }
        assert_eq!(store.stored().len(), 1 + CUTS.len());
    }

    async fn a_whole_group_is_answered_as_its_commit_ended(mut store: StoreBehindProxy) {
        store.published();
        for cut in CUTS {
            store.proxy.cut_at(COMMIT, cut);
            let names: Vec<String> = (0..20).map(|number| format!("{cut:?} {number}")).collect();
            let sent = timing::within(SOON, join_all(names.iter().map(|name| store.send(name)))).await;
            assert!(store.proxy.has_cut());
            let revisions: Vec<i64> =
                sent.iter().map(|sent| sent.as_ref().unwrap().messages[0].revision).collect();
            assert_eq!(store.published(), revisions, "{cut:?}");
        }
        assert_eq!(store.stored().len(), 1 + 20 * CUTS.len());
    }

    async fn other_changes_are_answered_as_their_commit_ended_as_well(store: StoreBehindProxy) {
        for (cut, username) in CUTS.into_iter().zip(["cat", "dan", "eve"]) {
            store.proxy.cut_at(COMMIT, cut);
            let register = store.database.write::<_, StoreError>(move |conn, _| {
                users::insert(conn, &new_user(username, username), "hash")
            });
            let registered = timing::within(SOON, register).await.unwrap();
            assert!(store.proxy.has_cut());
            assert_eq!(users::find(&mut store.connect(), registered.user_id).unwrap(), registered);
        }
    }

    /// The outcome can't be looked up: the client has to try again, and the repetition finds out.
    async fn a_commit_of_unknown_outcome_is_not_answered_as_done_and_can_be_repeated(store: StoreBehindProxy) {
        let nowhere = simple_chats_tests::supervisor::free_address().unwrap();
        for (number, cut) in CUTS.into_iter().enumerate() {
            let client_id = format!("{cut:?}");
            store.proxy.lead_to(nowhere);
            store.proxy.cut_at(COMMIT, cut);
            let answer = timing::within(SOON, store.send(&client_id)).await;
            assert!(is_unavailable(&answer), "{cut:?}: {answer:?}");
            store.proxy.lead_to(server());
            let sent = until_sent(&store, &client_id).await;
            assert_eq!(sent.messages[0].revision, i64::try_from(number).unwrap() + 2, "{cut:?}");
        }
        assert_eq!(store.stored().len(), 1 + CUTS.len());
    }
}

/// Sends again and again until there is an answer.
async fn until_sent(store: &StoreBehindProxy, client_id: &str) -> SentMessages {
    let sent = async || {
        let sent = store.send(client_id).await;
        assert!(sent.is_ok() || is_unavailable(&sent), "{sent:?}");
        sent.ok()
    };
    timing::until_some(|| "an answer of the database that is back".to_owned(), sent).await
}

on_postgres! {
    async fn cuts_while_many_send_lose_double_and_reorder_nothing(mut store: StoreBehindProxy) {
        const SENDERS: usize = 8;
        const BY_EACH: usize = 15;
        let done = AtomicBool::new(false);
        let senders = (0..SENDERS).map(|sender| {
            let store = &store;
            async move {
                for number in 0..BY_EACH {
                    until_sent(store, &format!("{sender} {number}")).await;
                }
            }
        });
        let cutting = async {
            while !done.load(Ordering::Relaxed) {
                let words = [COMMIT, "BEGIN\0", "FOR UPDATE", "INSERT"][rand::rng().random_range(0..4)];
                store.proxy.cut_at(words, CUTS[rand::rng().random_range(0..CUTS.len())]);
                sleep(Duration::from_millis(rand::rng().random_range(30..90))).await;
                if rand::rng().random_bool(0.2) {
                    store.proxy.cut();
                }
            }
        };
        let sending = async {
            join_all(senders).await;
            done.store(true, Ordering::Relaxed);
        };
        futures_util::future::join(sending, cutting).await;
        let mut texts: Vec<String> = store.stored().into_iter().map(|stored| stored.message.text).collect();
        texts.sort_unstable();
        let total = texts.len();
        texts.dedup();
        assert_eq!((total, texts.len()), (1 + SENDERS * BY_EACH, total), "each of them once");
        let revisions = store.published();
        assert!(revisions.is_sorted_by(|one, other| one < other), "{revisions:?}");
    }

    /// A chat that others hold for too long costs its own senders their answer, and nobody else.
    async fn a_chat_that_is_locked_elsewhere_does_not_delay_the_others(store: StoreBehindProxy) {
        use simple_chats_persistence::chats;
        use simple_chats_tests::fixtures::{open_chat, register};
        let mut holder = store.connect();
        let cat = register(&mut holder, "cat");
        let other = open_chat(&mut holder, &store.ben, &cat);
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (holds, held) = std::sync::mpsc::channel();
        let chat_id = store.chat.chat_id;
        let holding = tokio::task::spawn_blocking(move || {
            holder.write_transaction(|conn| {
                chats::lock(conn, chat_id)?;
                holds.send(()).unwrap();
                released.recv().unwrap();
                Ok::<_, StoreError>(())
            })
        });
        tokio::task::spawn_blocking(move || held.recv().unwrap()).await.unwrap();
        let start = timing::start();
        let (stuck, free) = futures_util::future::join(
            store.send("stuck"),
            store.database.send(send_request(cat.user_id, other.chat_id, "free")),
        )
        .await;
        timing::assert_within(SOON + Duration::from_millis(500), start);
        assert!(is_unavailable(&stuck), "{stuck:?}");
        free.unwrap();
        release.send(()).unwrap();
        holding.await.unwrap().unwrap();
        until_sent(&store, "stuck").await;
        assert_eq!(store.stored().len(), 2);
    }
}
