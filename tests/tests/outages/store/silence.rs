//! PostgreSQL falls silent: connections stay, and no answer comes.

use super::{StoreBehindProxy, is_unavailable};
use simple_chats_persistence::{StoreError, users};
use simple_chats_tests::Backend;
use simple_chats_tests::backends::run_on;
use simple_chats_tests::{WAIT_TIMEOUT, timing};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Five seconds, and a little for the scheduler.
const AT_THE_LATEST: Duration = Duration::from_millis(5500);

#[tokio::test]
async fn who_asks_a_silent_database_is_told_so_within_five_seconds() {
    async fn body(store: StoreBehindProxy) {
        store.proxy.fall_silent();
        let start = timing::start();
        let ann = store.ann.user_id;
        let (sent, changed, read, ping) = tokio::join!(
            store.send("first"),
            store.database.write::<(), StoreError>(|_, _| Ok(())),
            store.database.read(move |conn| users::find(conn, ann)),
            store.database.ping(),
        );
        timing::assert_within(AT_THE_LATEST, start);
        assert!(is_unavailable(&sent), "{sent:?}");
        for failed in [changed.err(), read.err(), ping.err()] {
            assert!(matches!(failed, Some(StoreError::Unavailable(_))), "{failed:?}");
        }
        // Those who come later don't wait longer.
        let start = timing::start();
        assert!(is_unavailable(&store.send("second").await));
        timing::assert_within(AT_THE_LATEST, start);

        store.proxy.speak();
        until_back(&store).await;
        for client_id in ["first", "second"] {
            store.send(client_id).await.unwrap();
        }
        assert_eq!(store.stored().len(), 3, "each of them once");
    }
    run_on(Backend::Postgres, body).await;
}

#[tokio::test]
async fn a_silent_connection_that_ends_at_last_is_replaced() {
    async fn body(store: StoreBehindProxy) {
        store.proxy.fall_silent();
        assert!(is_unavailable(&store.send("first").await));
        store.proxy.cut();
        store.proxy.speak();
        until_back(&store).await;
        store.send("first").await.unwrap();
        assert_eq!(store.stored().len(), 2);
    }
    run_on(Backend::Postgres, body).await;
}

async fn until_back(store: &StoreBehindProxy) {
    let start = Instant::now();
    while store.database.ping().await.is_err()
        || store.database.write::<(), StoreError>(|_, _| Ok(())).await.is_err()
    {
        assert!(start.elapsed() < WAIT_TIMEOUT, "the database is back, and nobody notices");
        sleep(Duration::from_millis(50)).await;
    }
}
