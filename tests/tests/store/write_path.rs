//! The write path: groups of changes, what becomes of one that fails, and what is published when.

use super::held::{Held, queue};
use futures_util::FutureExt;
use simple_chats_domain::{Chat, Event, Publication, User, UserId};
use simple_chats_persistence::{Database, DbConnection, StoreError, chats, messages, users};
use simple_chats_tests::fixtures::{chat_of_two, compose, compose_as, named, new_user};
use simple_chats_tests::{TestStore, on_both_databases};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Registers a user whose name is the username, and publishes that.
async fn register(database: &Database, username: &'static str) -> Result<User, StoreError> {
    database.write(move |conn, publications| insert_and_publish(conn, publications, username)).await
}

fn insert_and_publish(
    conn: &mut DbConnection,
    publications: &mut Vec<Publication>,
    username: &str,
) -> Result<User, StoreError> {
    let user = users::insert(conn, &new_user(username, username), "hash")?;
    publications.push(Publication::to_all([user.user_id], Event::UserChanged(user.person())));
    Ok(user)
}

fn names_of(publications: Vec<Publication>) -> Vec<String> {
    let name = |publication: Publication| match publication.event {
        Some(Event::UserChanged(person)) => person.name,
        other => panic!("an event of another kind: {other:?}"),
    };
    publications.into_iter().map(name).collect()
}

fn is_registered(store: &TestStore, username: &str) -> bool {
    users::find_by_login(&mut store.connect(), username).is_ok()
}

async fn send_once(
    database: &Database,
    mut conn: DbConnection,
    chat: Chat,
    sender: UserId,
    client_id: &str,
) -> Result<i64, StoreError> {
    let new = compose_as(&mut conn, &chat, sender, "hello", named(client_id));
    database.write(move |conn, _| Ok(messages::insert(conn, &new)?.revision)).await
}

on_both_databases! {
    async fn publications_of_a_change_precede_its_answer(mut store: TestStore) {
        for username in ["ann", "ben", "cat"] {
            register(&store.database, username).await.unwrap();
            assert_eq!(names_of(store.published()), [username]);
        }
    }

    async fn publications_come_in_the_order_of_commits(mut store: TestStore) {
        let (chat, ann, ben) = chat_of_two(&mut store.connect());
        let writes = (0..200).map(|number| {
            let new = compose(&mut store.connect(), &chat, [&ann, &ben][number % 2].user_id, "hello");
            store.database.write::<_, StoreError>(move |conn, publications| {
                let sent = messages::insert(conn, &new)?;
                let (chat_id, revision) = (sent.message.chat_id, sent.revision);
                publications.push(Publication::to_all([], Event::Message { chat_id, revision, message: sent.message }));
                Ok(revision)
            })
        });
        let answers = futures_util::future::join_all(writes.collect::<Vec<_>>()).await;
        let revisions = store.published().into_iter().map(|publication| match publication.event {
            Some(Event::Message { revision, .. }) => revision,
            other => panic!("an event of another kind: {other:?}"),
        });
        assert_eq!(revisions.collect::<Vec<_>>(), (1..=200).collect::<Vec<_>>());
        let mut answered: Vec<i64> = answers.into_iter().map(Result::unwrap).collect();
        answered.sort_unstable();
        assert_eq!(answered, (1..=200).collect::<Vec<_>>());
    }

    async fn changes_that_wait_share_a_commit(mut store: TestStore) {
        let held = Held::hold(&store.database).await;
        let database = store.database.clone();
        let waiting = ["ann", "ben", "cat"].map(|username| queue(register(&database, username)));
        held.let_go().await;
        futures_util::future::join_all(waiting).await.into_iter().for_each(|answer| drop(answer.unwrap()));
        let groups: Vec<usize> =
            std::iter::from_fn(|| store.publications.try_recv().ok()).map(|group| group.len()).collect();
        assert_eq!(groups, [3]);
    }

    async fn a_change_that_fails_leaves_nothing_and_harms_none_of_its_group(mut store: TestStore) {
        let held = Held::hold(&store.database).await;
        let database = store.database.clone();
        let before = queue(register(&database, "ann"));
        let failing = queue(database.write::<(), StoreError>(|conn, publications| {
            insert_and_publish(conn, publications, "ben")?;
            Err(StoreError::NotFound)
        }));
        let violating = queue(register(&database, "ANN"));
        let broken = queue(database.write::<usize, StoreError>(|conn, _| {
            use diesel::RunQueryDsl;
            match conn {
                DbConnection::Postgres(conn) => Ok(diesel::sql_query("SELECT nonsense").execute(conn)?),
                DbConnection::Sqlite(conn) => Ok(diesel::sql_query("SELECT nonsense").execute(conn)?),
            }
        }));
        let after = queue(register(&database, "cat"));
        held.let_go().await;

        before.await.unwrap();
        assert!(matches!(failing.await, Err(StoreError::NotFound)));
        assert!(matches!(violating.await, Err(StoreError::Conflict(_))));
        assert!(matches!(broken.await, Err(StoreError::Fault(_))));
        after.await.unwrap();
        assert_eq!(
            ["ann", "ben", "cat"].map(|username| is_registered(&store, username)),
            [true, false, true]
        );
        assert_eq!(names_of(store.published()), ["ann", "cat"]);
    }

    async fn a_change_that_panics_leaves_nothing_and_harms_none_of_its_group(mut store: TestStore) {
        let held = Held::hold(&store.database).await;
        let database = store.database.clone();
        let before = queue(register(&database, "ann"));
        let panicking = queue(database.write::<(), StoreError>(|conn, publications| {
            insert_and_publish(conn, publications, "ben")?;
            panic!("a fault of the program");
        }));
        let after = queue(register(&database, "cat"));
        held.let_go().await;

        before.await.unwrap();
        assert!(matches!(panicking.await, Err(StoreError::Panicked)));
        after.await.unwrap();
        assert_eq!(
            ["ann", "ben", "cat"].map(|username| is_registered(&store, username)),
            [true, false, true]
        );
        assert_eq!(names_of(store.published()), ["ann", "cat"]);
        register(&store.database, "dan").await.unwrap();
    }

    async fn a_contended_change_is_retried_and_published_once(mut store: TestStore) {
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let change = move |conn: &mut DbConnection, publications: &mut Vec<Publication>| {
            let user = insert_and_publish(conn, publications, "ann")?;
            match counted.fetch_add(1, Ordering::Relaxed) {
                0 | 1 => Err(StoreError::Contended(diesel::result::Error::RollbackTransaction)),
                _ => Ok(user),
            }
        };
        store.database.write(change).await.unwrap();
        assert_eq!(runs.load(Ordering::Relaxed), 3);
        assert!(is_registered(&store, "ann"));
        assert_eq!(names_of(store.published()), ["ann"]);
    }

    async fn a_change_that_is_always_contended_fails(mut store: TestStore) {
        let given_up = store.database.write::<(), _>(|conn, publications| {
            insert_and_publish(conn, publications, "ann")?;
            Err(StoreError::Contended(diesel::result::Error::RollbackTransaction))
        });
        assert!(matches!(given_up.await, Err(StoreError::Busy)));
        assert!(!is_registered(&store, "ann"));
        assert_eq!(store.published(), []);
    }

    async fn a_change_is_kept_when_nobody_waits_for_its_answer(mut store: TestStore) {
        let held = Held::hold(&store.database).await;
        drop(queue(register(&store.database.clone(), "ann")));
        held.let_go().await;
        register(&store.database, "ben").await.unwrap();
        assert!(is_registered(&store, "ann"));
        assert_eq!(names_of(store.published()), ["ann", "ben"]);
    }

    async fn a_change_is_refused_at_once_if_the_queue_is_full(store: TestStore) {
        let held = Held::hold(&store.database).await;
        let database = store.database.clone();
        let waiting: Vec<_> =
            (0..4096).map(|_| queue(database.write::<(), StoreError>(|_, _| Ok(())))).collect();
        let refused = database.write::<(), StoreError>(|_, _| Ok(())).now_or_never();
        assert!(matches!(refused, Some(Err(StoreError::Busy))), "{refused:?}");
        held.let_go().await;
        assert!(futures_util::future::join_all(waiting).await.iter().all(Result::is_ok));
        database.write::<(), StoreError>(|_, _| Ok(())).await.unwrap();
    }

    async fn the_writer_ends_with_the_last_handle(mut store: TestStore) {
        let other = store.database.clone();
        drop(std::mem::replace(&mut store.database, other));
        register(&store.database, "ann").await.unwrap();
        let TestStore { database, mut publications, .. } = store;
        drop(database);
        assert_eq!(publications.recv().await.map(|group| group.len()), Some(1));
        assert_eq!(publications.recv().await, None);
    }

    async fn an_error_of_the_caller_comes_back_as_it_is(store: TestStore) {
        #[derive(Debug)]
        enum Refusal {
            Store(StoreError),
            TooPolite,
        }
        impl From<StoreError> for Refusal {
            fn from(error: StoreError) -> Self {
                Self::Store(error)
            }
        }
        impl simple_chats_persistence::CallerError for Refusal {
            fn store_error(&self) -> Option<&StoreError> {
                match self {
                    Self::Store(error) => Some(error),
                    Self::TooPolite => None,
                }
            }
        }
        let refused = store.database.write::<(), _>(|_, _| Err(Refusal::TooPolite)).await;
        assert!(matches!(refused, Err(Refusal::TooPolite)));
        let missing =
            store.database.write(|conn, _| users::find(conn, UserId::stored(1)).map_err(Refusal::from));
        assert!(matches!(missing.await, Err(Refusal::Store(StoreError::NotFound))));
    }

    async fn a_repeated_sending_within_a_group_takes_no_revision(store: TestStore) {
        let (chat, ann, _) = chat_of_two(&mut store.connect());
        let held = Held::hold(&store.database).await;
        let database = store.database.clone();
        let waiting: Vec<_> = ["x", "x", "y", "x"]
            .into_iter()
            .map(|client_id| queue(send_once(&database, store.connect(), chat, ann.user_id, client_id)))
            .collect();
        held.let_go().await;
        let answers = futures_util::future::join_all(waiting).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 2);
        assert_eq!(chats::find(&mut store.connect(), chat.chat_id).unwrap().revision, 2);
    }
}
