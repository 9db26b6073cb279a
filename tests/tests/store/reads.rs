//! Reads: what they see while others write, and that they can't write.

use simple_chats_domain::{Chat, Message, UserId};
use simple_chats_persistence::{Database, DbConnection, StoreError, chats, messages, users};
use simple_chats_tests::fixtures::{chat_of_two, moment, new_user, send};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases};

/// A chat's messages with the revision that they are shown at, the chat's row first; what happens between the two
/// reads is given.
fn history(
    conn: &mut DbConnection,
    chat: &Chat,
    between: impl FnOnce(),
) -> Result<(i64, Vec<Message>), StoreError> {
    let revision = chats::find(conn, chat.chat_id)?.revision;
    between();
    Ok((revision, messages::list_newest(conn, chat.chat_id, None, 30)?.items))
}

fn count_users(conn: &mut DbConnection) -> Result<usize, StoreError> {
    let everybody = simple_chats_domain::UserQuery::parse(&[]);
    Ok(users::list(conn, UserId::stored(i64::MAX), &everybody)?.items.len())
}

on_both_databases! {
    /// The revision is older than what is shown, never newer: catching up from it brings the new message once more.
    async fn a_commit_between_the_reads_of_a_history_is_found_by_catching_up(store: TestStore) {
        let (mut conn, mut writing) = (store.connect(), store.connect());
        let (chat, ann, _) = chat_of_two(&mut conn);
        let before = send(&mut conn, &chat, ann.user_id, "before").message;
        let (revision, shown) =
            history(&mut conn, &chat, || drop(send(&mut writing, &chat, ann.user_id, "between"))).unwrap();
        assert_eq!(revision, 1);
        assert!(shown.contains(&before));
        let changes = messages::list_changes(&mut conn, chat.chat_id, revision, 200).unwrap().items;
        let caught_up: Vec<&str> = changes.iter().map(|stored| stored.message.text.as_str()).collect();
        assert_eq!(caught_up, ["between"]);
    }

    async fn in_a_snapshot_revision_and_messages_are_of_one_moment(store: TestStore) {
        let (mut conn, mut writing) = (store.connect(), store.connect());
        let (chat, ann, _) = chat_of_two(&mut conn);
        let before = send(&mut conn, &chat, ann.user_id, "before").message;
        let write = || drop(send(&mut writing, &chat, ann.user_id, "between"));
        let seen = conn.snapshot(|conn| history(conn, &chat, write)).unwrap();
        assert_eq!(seen, (1, vec![before]));
        let (revision, messages) = conn.snapshot(|conn| history(conn, &chat, || ())).unwrap();
        assert_eq!((revision, messages.len()), (2, 2), "the next one sees it");
    }

    async fn a_snapshot_that_fails_leaves_the_connection_usable(mut conn: TestConnection) {
        let nobody = conn.snapshot(|conn| users::find(conn, UserId::stored(1)));
        assert!(matches!(nobody, Err(StoreError::NotFound)));
        assert_eq!(conn.snapshot(count_users).unwrap(), 0);
        conn.write_transaction(|conn| users::insert(conn, &new_user("ann", "Ann"), "hash")).unwrap();
    }

    async fn a_read_cannot_write(store: TestStore) {
        let (chat, ann, _) = chat_of_two(&mut store.connect());
        let sent = send(&mut store.connect(), &chat, ann.user_id, "hello").message;
        let new = new_user("eve", "Eve");
        assert!(store.database.read(move |conn| users::insert(conn, &new, "hash")).await.is_err());
        let deleted = store.database.read(move |conn| messages::delete(conn, &sent, moment(1))).await;
        assert!(deleted.is_err());
        let chat_deleted = store.database.read(move |conn| chats::delete(conn, chat.chat_id)).await;
        assert!(chat_deleted.is_err());
        assert_eq!(store.database.read(count_users).await.unwrap(), 2);
        assert_eq!(chats::find(&mut store.connect(), chat.chat_id).unwrap().revision, 1);
    }

    async fn a_read_sees_what_was_acknowledged(store: TestStore) {
        for number in 1..=20 {
            let new = new_user(&format!("user{number}"), "somebody");
            store
                .database
                .write::<_, StoreError>(move |conn, _| users::insert(conn, &new, "hash"))
                .await
                .unwrap();
            assert_eq!(store.database.read(count_users).await.unwrap(), number);
        }
    }

    async fn readers_do_not_wait_for_a_writer(store: TestStore) {
        let mut conn = store.connect();
        let database = store.database.clone();
        let runtime = tokio::runtime::Handle::current();
        let (inside, outside) = tokio::task::spawn_blocking(move || {
            conn.write_transaction(|conn| {
                users::insert(conn, &new_user("ann", "Ann"), "hash")?;
                Ok::<_, StoreError>((count_users(conn)?, runtime.block_on(database.read(count_users))?))
            })
        })
        .await
        .unwrap()
        .unwrap();
        assert_eq!((inside, outside), (1, 0));
    }

    async fn a_read_that_panics_costs_no_connection(store: TestStore) {
        for _ in 0..10 {
            let outcome = store.database.read::<(), StoreError>(|_| panic!("a fault of the program")).await;
            assert!(matches!(outcome, Err(StoreError::Panicked)));
        }
        store.database.ping().await.unwrap();
    }

    async fn many_reads_at_once_share_the_pool(store: TestStore) {
        let reads = (0..100).map(|_| store.database.read(count_users));
        let counts = futures_util::future::join_all(reads).await;
        assert!(counts.into_iter().all(|count| count.unwrap() == 0));
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let missing =
        simple_chats_persistence::DatabaseAddress::Sqlite(folder.path().join("no folder/chats.sqlite3"));
    assert!(matches!(Database::open(&missing, 2), Err(StoreError::Unavailable(_))));
    let nobody =
        simple_chats_persistence::DatabaseAddress::Postgres("postgres://postgres@127.0.0.1:1/none".into());
    assert!(matches!(Database::open(&nobody, 2), Err(StoreError::Unavailable(_))));
}
