//! The threads that read: broken connections, callers who give up, and overload.

use futures_util::FutureExt;
use futures_util::future::join_all;
use simple_chats_persistence::{Database, StoreError};
use simple_chats_tests::{TestStore, on_both_databases, on_postgres, sql, timing};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;

/// More reads than there are threads.
const MANY: usize = 8;

/// Reads that keep all threads busy until they are let go.
struct Busy {
    go_on: Sender<()>,
    reads: Vec<JoinHandle<Result<(), StoreError>>>,
}

impl Busy {
    async fn keep(database: &Database) -> Self {
        let (go_on, gate) = channel::<()>();
        let (begun, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(gate)));
        let reads = (0..MANY).map(|_| {
            let (database, begun, gate) = (database.clone(), Arc::clone(&begun), Arc::clone(&gate));
            tokio::spawn(async move {
                let read = move |_: &mut _| {
                    begun.fetch_add(1, Ordering::SeqCst);
                    // Fails once the other end is dropped.
                    gate.lock().unwrap().recv().ok();
                    Ok(())
                };
                database.read(read).await
            })
        });
        let reads = reads.collect();
        let mut before = 0;
        // As many as there are threads have begun, and no more do.
        timing::until(
            || "the threads to be busy".to_owned(),
            async || {
                tokio::time::sleep(Duration::from_millis(50)).await;
                let now = begun.load(Ordering::SeqCst);
                std::mem::replace(&mut before, now) == now && now > 0
            },
        )
        .await;
        Self { go_on, reads }
    }

    async fn let_go(self) -> Vec<Result<(), StoreError>> {
        drop(self.go_on);
        join_all(self.reads).await.into_iter().map(Result::unwrap).collect()
    }
}

on_both_databases! {
    async fn a_read_whose_caller_has_left_never_starts(store: TestStore) {
        let busy = Busy::keep(&store.database).await;
        let started = Arc::new(AtomicUsize::new(0));
        for _ in 0..MANY {
            let started = Arc::clone(&started);
            let read = store.database.read::<_, StoreError>(move |_| {
                started.fetch_add(1, Ordering::SeqCst);
                Ok(())
            });
            assert!(read.now_or_never().is_none(), "the read waits");
        }
        assert!(busy.let_go().await.into_iter().all(|read| read.is_ok()));
        store.database.ping().await.unwrap();
        assert_eq!(started.load(Ordering::SeqCst), 0);
    }

    async fn a_read_that_finds_no_free_thread_fails_within_five_seconds(store: TestStore) {
        let busy = Busy::keep(&store.database).await;
        let start = timing::start();
        let reads = join_all((0..MANY).map(|_| store.database.ping())).await;
        timing::assert_within(Duration::from_secs(5), start);
        assert!(reads.iter().all(|read| matches!(read, Err(StoreError::Unavailable(_)))), "{reads:?}");
        busy.let_go().await;
        store.database.ping().await.unwrap();
    }

    async fn a_transaction_that_a_read_leaves_open_does_not_reach_the_next_one(store: TestStore) {
        for _ in 0..MANY {
            let read = store.database.read::<(), StoreError>(|conn| {
                conn.snapshot(|_| -> Result<(), StoreError> { panic!("a fault of the program") })
            });
            assert!(matches!(read.await, Err(StoreError::Panicked)));
            store.database.read(|conn| conn.snapshot(|_| Ok::<_, StoreError>(()))).await.unwrap();
        }
    }
}

on_postgres! {
    async fn a_read_whose_connection_was_closed_runs_again_on_another(store: TestStore) {
        for _ in 0..3 {
            let busy = Busy::keep(&store.database).await;
            busy.let_go().await;
            // All connections are in the pool, and none works.
            let ended = "SELECT COUNT(pg_terminate_backend(pid)) AS value FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()";
            assert!(sql::number(&mut store.connect(), ended) > 1);
            let reads = join_all((0..MANY).map(|_| store.database.ping())).await;
            assert!(reads.iter().all(Result::is_ok), "{reads:?}");
        }
    }
}
