//! PostgreSQL falls silent: connections stay, and no answer comes.

use super::{Behind, SOON, is_unavailable};
use simple_chats_persistence::{StoreError, users};
use simple_chats_tests::Backend;
use simple_chats_tests::backends::run_on;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// A scheduler with much to do is given a little more.
const AT_THE_LATEST: Duration = Duration::from_millis(5500);

#[tokio::test]
async fn who_asks_a_silent_database_is_told_so_within_five_seconds() {
    async fn body(behind: Behind) {
        behind.proxy.fall_silent();
        let start = Instant::now();
        let ann = behind.ann.user_id;
        let (sent, changed, read, ping) = tokio::join!(
            behind.send("first"),
            behind.database.write::<(), StoreError>(|_, _| Ok(())),
            behind.database.read(move |conn| users::find(conn, ann)),
            behind.database.ping(),
        );
        assert!(start.elapsed() < AT_THE_LATEST, "{:?}", start.elapsed());
        assert!(is_unavailable(&sent), "{sent:?}");
        for failed in [changed.err(), read.err(), ping.err()] {
            assert!(matches!(failed, Some(StoreError::Unavailable(_))), "{failed:?}");
        }
        // Those who come later don't wait longer.
        let start = Instant::now();
        assert!(is_unavailable(&behind.send("second").await));
        assert!(start.elapsed() < AT_THE_LATEST, "{:?}", start.elapsed());

        behind.proxy.speak();
        until_back(&behind).await;
        for client_id in ["first", "second"] {
            behind.send(client_id).await.unwrap();
        }
        assert_eq!(behind.stored().len(), 3, "each of them once");
    }
    run_on(Backend::Postgres, body).await;
}

#[tokio::test]
async fn a_silent_connection_that_ends_at_last_is_replaced() {
    async fn body(behind: Behind) {
        behind.proxy.fall_silent();
        assert!(is_unavailable(&behind.send("first").await));
        behind.proxy.cut();
        behind.proxy.speak();
        until_back(&behind).await;
        behind.send("first").await.unwrap();
        assert_eq!(behind.stored().len(), 2);
    }
    run_on(Backend::Postgres, body).await;
}

async fn until_back(behind: &Behind) {
    let start = Instant::now();
    while behind.database.ping().await.is_err()
        || behind.database.write::<(), StoreError>(|_, _| Ok(())).await.is_err()
    {
        assert!(start.elapsed() < SOON * 6, "the database is back, and nobody notices");
        sleep(Duration::from_millis(50)).await;
    }
}
