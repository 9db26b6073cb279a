//! PostgreSQL falls silent: connections stay, and no answer comes.

use super::{StoreBehindProxy, is_unavailable};
use simple_chats_persistence::{StoreError, users};
use simple_chats_tests::{on_postgres, timing};
use std::time::Duration;

/// Five seconds, and a little for the scheduler.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(5500);

on_postgres! {
    async fn requests_to_a_silent_database_fail_within_five_seconds(store: StoreBehindProxy) {
        store.proxy.fall_silent();
        let start = timing::start();
        let ann = store.ann.user_id;
        let (sent, changed, read, ping) = tokio::join!(
            store.send("first"),
            store.database.write::<(), StoreError>(|_, _| Ok(())),
            store.database.read(move |conn| users::find(conn, ann)),
            store.database.ping(),
        );
        timing::assert_within(ANSWER_TIMEOUT, start);
        assert!(is_unavailable(&sent), "{sent:?}");
        for failed in [changed.err(), read.err(), ping.err()] {
            assert!(matches!(failed, Some(StoreError::Unavailable(_))), "{failed:?}");
        }
        // Those who come later don't wait longer.
        let start = timing::start();
        assert!(is_unavailable(&store.send("second").await));
        timing::assert_within(ANSWER_TIMEOUT, start);

        store.proxy.speak();
        until_back(&store).await;
        for client_id in ["first", "second"] {
            store.send(client_id).await.unwrap();
        }
        assert_eq!(store.stored().len(), 3, "each of them once");
    }

    async fn a_silent_connection_is_replaced_when_it_ends(store: StoreBehindProxy) {
        store.proxy.fall_silent();
        assert!(is_unavailable(&store.send("first").await));
        store.proxy.cut();
        store.proxy.speak();
        until_back(&store).await;
        store.send("first").await.unwrap();
        assert_eq!(store.stored().len(), 2);
    }
}

async fn until_back(store: &StoreBehindProxy) {
    let is_back = async || {
        store.database.ping().await.is_ok()
            && store.database.write::<(), StoreError>(|_, _| Ok(())).await.is_ok()
    };
    timing::until(|| "the connections to the database that is back".to_owned(), is_back).await;
}
