//! SQLite's log is written back beside the writer: it stays short however much is written, and is emptied when the changes
//! pause, even if a reader was in the way.

use diesel::connection::SimpleConnection;
use simple_chats_persistence::{DatabaseAddress, DbConnection, StoreError, messages};
use simple_chats_tests::fixtures::{chat_of_two, compose, moment, send};
use simple_chats_tests::{Backend, OnBackend, TestStore, timing};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const MIB: u64 = 1024 * 1024;

fn log_of(store: &TestStore) -> PathBuf {
    store.file().with_extension("sqlite3-wal")
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |metadata| metadata.len())
}

async fn until_empty(log: &Path) {
    timing::until(|| "an empty log".to_owned(), async || length(log) == 0).await;
}

fn contains(file: &Path, text: &str) -> bool {
    fs::read(file).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn the_log_is_emptied_when_the_changes_pause_and_deleted_text_with_it() {
    const SECRET: &str = "a-secret-that-was-sent-and-deleted";
    let store = TestStore::start(Backend::Sqlite).await;
    let log = log_of(&store);
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let (sender, deleted_at) = (ann.user_id, moment(1));
    let sent = store
        .database
        .write::<_, StoreError>(move |conn, _| Ok(send(conn, &chat, sender, SECRET)))
        .await
        .unwrap();
    until_empty(&log).await;
    assert!(contains(store.file(), SECRET));

    store
        .database
        .write::<_, StoreError>(move |conn, _| messages::delete(conn, &sent.message, deleted_at))
        .await
        .unwrap();
    assert!(length(&log) > 0, "a change is in the log first");
    until_empty(&log).await;
    assert!(!contains(store.file(), SECRET));
}

/// Changes and reads go on without a pause, so that the log is never emptied between them.
#[tokio::test]
async fn deleted_text_leaves_the_log_even_if_the_changes_never_pause() {
    const SECRET: &str = "a-secret-that-was-sent-and-deleted-under-load";
    let store = TestStore::start(Backend::Sqlite).await;
    let log = log_of(&store);
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let sender = ann.user_id;
    let change = async |text: &'static str| {
        let change =
            store.database.write::<_, StoreError>(move |conn, _| Ok(send(conn, &chat, sender, text)));
        timing::within(Duration::from_secs(1), change).await.unwrap()
    };
    let sent = change(SECRET).await;
    let deleted_at = moment(1);
    let delete = store
        .database
        .write::<_, StoreError>(move |conn, _| messages::delete(conn, &sent.message, deleted_at));
    delete.await.unwrap();
    assert!(contains(&log, SECRET), "it is in the log first");
    let is_erased = async || {
        // Rarely enough that the log doesn't get long and starts again for that reason.
        tokio::time::sleep(Duration::from_millis(200)).await;
        change("something else").await;
        let read = store
            .database
            .read::<_, StoreError>(move |conn| messages::list_newest(conn, chat.chat_id, None, 30));
        read.await.unwrap();
        !contains(&log, SECRET) && !contains(store.file(), SECRET)
    };
    timing::until(|| "the text is gone".to_owned(), is_erased).await;
}

#[tokio::test]
async fn a_closed_database_has_made_the_changes_that_waited_and_has_an_empty_log() {
    let store = TestStore::start(Backend::Sqlite).await;
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let sender = ann.user_id;
    let database = store.database.clone();
    let change = move |text: &'static str| {
        move |conn: &mut DbConnection, _: &mut _| Ok::<_, StoreError>(send(conn, &chat, sender, text))
    };
    let waiting = (0..20).map(|_| database.write(change("hello")));
    let mut waiting = Box::pin(futures_util::future::join_all(waiting));
    // Polled once, all are in the queue.
    assert!(futures_util::poll!(&mut waiting).is_pending());
    store.database.close().await;
    assert!(waiting.await.iter().all(Result::is_ok));
    assert_eq!(length(&log_of(&store)), 0);
    assert!(matches!(database.write(change("late")).await, Err(StoreError::Unavailable(_))));
    // Others still may use it.
    store.database.ping().await.unwrap();
    store.database.close().await;
    assert_eq!(messages::list_newest(&mut store.connect(), chat.chat_id, None, 30).unwrap().items.len(), 20);
}

#[tokio::test]
async fn closing_waits_for_a_reader_for_a_short_time_only() {
    let store = TestStore::start(Backend::Sqlite).await;
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let sender = ann.user_id;
    let mut reader = store.connect();
    reader.batch_execute("BEGIN; SELECT count(*) FROM messages;").unwrap();
    let change = store.database.write::<_, StoreError>(move |conn, _| Ok(send(conn, &chat, sender, "hello")));
    change.await.unwrap();
    timing::within(Duration::from_secs(2), store.database.close()).await;
}

#[tokio::test]
async fn the_log_stays_short_while_changes_go_on() {
    const MESSAGES: usize = 20;
    let store = TestStore::start(Backend::Sqlite).await;
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let sender = ann.user_id;
    // Its folded form is stored as well.
    let text = "X".repeat(4000);
    let mut longest = 0;
    for _ in 0..400 {
        let text = text.clone();
        let many = move |conn: &mut DbConnection, _: &mut _| {
            for _ in 0..MESSAGES {
                let new = compose(conn, &chat, sender, &text);
                messages::insert(conn, &new)?;
            }
            Ok(())
        };
        store.database.write::<_, StoreError>(many).await.unwrap();
        longest = longest.max(length(&log_of(&store)));
    }
    let written = length(store.file());
    assert!(written > 50 * MIB, "more than the log may hold was written: {written}");
    assert!(longest < 45 * MIB, "the log grew to {longest}");
}

#[tokio::test]
async fn a_growing_log_gets_space_ahead_which_is_no_part_of_it_after_a_crash() {
    const SPACE: usize = 64 * 1024;
    let store = TestStore::start(Backend::Sqlite).await;
    let log = log_of(&store);
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let sender = ann.user_id;
    // The reader keeps the log from being copied and emptied, so that the files stay as they are.
    let mut reader = store.connect();
    reader.batch_execute("BEGIN; SELECT count(*) FROM messages;").unwrap();
    let mut sent = Vec::new();
    let has_space = || {
        let bytes = fs::read(&log).unwrap_or_default();
        bytes.len() > SPACE && bytes.iter().rev().take(SPACE).all(|byte| *byte == 0)
    };
    timing::until(
        || "a log with space".to_owned(),
        async || {
            let text = "x".repeat(4000);
            let change =
                store.database.write::<_, StoreError>(move |conn, _| Ok(send(conn, &chat, sender, &text)));
            sent.push(change.await.unwrap().message.message_id);
            has_space()
        },
    )
    .await;
    let crashed = tempfile::tempdir().unwrap();
    let copy = crashed.path().join("crashed.sqlite3");
    fs::copy(store.file(), &copy).unwrap();
    fs::copy(&log, crashed.path().join("crashed.sqlite3-wal")).unwrap();
    let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(copy)).unwrap();
    for message_id in sent {
        messages::find(&mut conn, message_id).unwrap();
    }
}

#[tokio::test]
async fn a_reader_holds_up_the_emptying_of_the_log_but_no_change() {
    let store = TestStore::start(Backend::Sqlite).await;
    let log = log_of(&store);
    let (chat, ann, _) = chat_of_two(&mut store.connect());
    let sender = ann.user_id;
    let change = async || {
        let change =
            store.database.write::<_, StoreError>(move |conn, _| Ok(send(conn, &chat, sender, "hello")));
        change.await.unwrap();
    };
    change().await;
    let mut reader = store.connect();
    reader.batch_execute("BEGIN; SELECT count(*) FROM messages;").unwrap();
    // Attempts to empty the log fall into this time. One that waited for the reader would keep the writer waiting.
    for _ in 0..30 {
        timing::within(Duration::from_secs(1), change()).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert!(length(&log) > 0, "the reader still needs the log");
    reader.batch_execute("COMMIT").unwrap();
    until_empty(&log).await;
}
