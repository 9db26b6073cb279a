//! Migrations: run once, by one program at a time, never on a newer database, and each with its way back.

use diesel::connection::SimpleConnection;
use simple_chats_domain::PeopleQuery;
use simple_chats_persistence::{DbConnection, StoreError, expect_current_schema, meta, migrate, users};
use simple_chats_tests::backends::OnBackend;
use simple_chats_tests::fixtures::{at_once, chat_of_two, register, register_as, send};
use simple_chats_tests::{Backend, TestDatabase, on_both_databases, sql};
use std::path::PathBuf;
use std::sync::Barrier;

/// A database without a schema.
struct Empty(TestDatabase, Backend);

impl OnBackend for Empty {
    async fn start(backend: Backend) -> Self {
        Self(TestDatabase::empty(backend), backend)
    }
}

/// How many tables of ours there are.
fn count_tables(conn: &mut DbConnection) -> i64 {
    let statement = match conn {
        DbConnection::Postgres(_) => {
            "SELECT COUNT(*) AS value FROM information_schema.tables WHERE table_schema = 'public' \
             AND table_name NOT LIKE '\\_\\_%'"
        }
        DbConnection::Sqlite(_) => {
            "SELECT COUNT(*) AS value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
             AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
        }
    };
    sql::number(conn, statement)
}

/// The folders of a backend's migrations, the oldest first.
fn folders(backend: Backend) -> Vec<PathBuf> {
    let side = match backend {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(side);
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

on_both_databases! {
    async fn migrations_run_once(empty: Empty) {
        let Empty(database, backend) = empty;
        let mut conn = database.connect();
        assert_eq!(migrate(&mut conn).unwrap().len(), folders(backend).len());
        assert!(count_tables(&mut conn) >= 7);
        let epoch = meta::epoch(&mut conn).unwrap();
        register(&mut conn, "ann");
        assert_eq!(migrate(&mut conn).unwrap(), [""; 0]);
        assert_eq!(meta::epoch(&mut conn).unwrap(), epoch);
    }

    async fn each_new_database_has_an_epoch_of_its_own(empty: Empty) {
        let Empty(one, backend) = empty;
        let other = TestDatabase::empty(backend);
        let epochs = [one, other].map(|database| {
            let mut conn = database.connect();
            migrate(&mut conn).unwrap();
            meta::epoch(&mut conn).unwrap()
        });
        assert_ne!(epochs[0], epochs[1]);
    }

    async fn a_database_of_a_newer_version_is_refused_and_left_alone(empty: Empty) {
        let Empty(database, _) = empty;
        let mut conn = database.connect();
        migrate(&mut conn).unwrap();
        conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')")
            .unwrap();
        for _ in 0..2 {
            let Err(StoreError::Schema(line)) = migrate(&mut database.connect()) else {
                panic!("it is refused")
            };
            assert!(
                line.contains("newer version of Simple Chats") && line.contains("29991231000000"),
                "{line}"
            );
            assert_eq!(line.lines().count(), 1);
        }
        register(&mut conn, "ann");
    }

    async fn keys_for_searches_are_computed_for_users_of_earlier_versions_and_by_new_rules(empty: Empty) {
        let Empty(database, backend) = empty;
        let mut conn = database.connect();
        migrate(&mut conn).unwrap();
        let me = at_once(&mut conn, |conn| {
            // More than are computed in one transaction.
            for number in 0..1_001 {
                register_as(conn, &format!("user{number:04}"), "Ann");
            }
            register_as(conn, "eva", "Éva Łoś");
            register(conn, "searcher").user_id
        });
        let find = |conn: &mut _, text: &str| {
            let found = users::search(conn, me, &PeopleQuery::parse(text), 5).unwrap().items;
            found.iter().filter_map(|person| person.username.clone()).collect::<Vec<_>>()
        };
        let folder = folders(backend).into_iter().find(|folder| folder.ends_with("2026-11-30-011000_search_keys"));
        let way_back = std::fs::read_to_string(folder.unwrap().join("down.sql")).unwrap();
        conn.batch_execute(&way_back).unwrap();
        let grams = "SELECT COUNT(*) AS value FROM user_grams WHERE gram = 'eva'";
        assert_eq!(sql::number(&mut conn, grams), 1, "of the username alone");
        let unapply = "DELETE FROM __diesel_schema_migrations WHERE version = '20261130011000'";
        conn.batch_execute(unapply).unwrap();
        migrate(&mut conn).unwrap();
        assert_eq!(find(&mut conn, "eva los"), ["eva"]);

        // As if the rules had another result for the name.
        let other_rules = "UPDATE users SET name = 'Ewa Łoś' WHERE username = 'eva'; \
                           UPDATE meta SET value = '0' WHERE name = 'search_key_version'";
        conn.batch_execute(other_rules).unwrap();
        assert!(matches!(expect_current_schema(&mut conn), Err(StoreError::Schema(_))));
        assert_eq!(migrate(&mut conn).unwrap(), [""; 0]);
        expect_current_schema(&mut conn).unwrap();
        assert_eq!(find(&mut conn, "los ewa"), ["eva"]);
        conn.batch_execute("UPDATE users SET name_search = 'kept' WHERE username = 'eva'").unwrap();
        migrate(&mut conn).unwrap();
        let kept = "SELECT name_search AS value FROM users WHERE username = 'eva'";
        assert_eq!(sql::texts(&mut conn, kept), ["kept"], "computed once");
    }

    async fn of_usernames_that_look_alike_the_first_keeps_new_ones_away(empty: Empty) {
        const MIGRATION: &str = "2026-11-30-002000_username_skeletons";
        let Empty(database, backend) = empty;
        let mut conn = database.connect();
        migrate(&mut conn).unwrap();
        let folder = folders(backend).into_iter().find(|folder| folder.ends_with(MIGRATION)).unwrap();
        conn.batch_execute(&std::fs::read_to_string(folder.join("down.sql")).unwrap()).unwrap();
        conn.batch_execute("DELETE FROM __diesel_schema_migrations WHERE version = '20261130002000'").unwrap();
        let usernames = ["Ian", "lan", "1AN", "Lan-Li", "Tom0", "torno", "anna.I_m"];
        for username in usernames {
            let (key, name) = (username.to_lowercase(), "x");
            conn.batch_execute(&format!(
                "INSERT INTO users (username, username_key, email, email_key, name, name_key, password_hash, date_joined) \
                 VALUES ('{username}', '{key}', '{key}@x', '{key}@x', '{name}', '{name}', 'hash', 0)"
            ))
            .unwrap();
        }
        conn.batch_execute("INSERT INTO former_usernames (username_key, user_id, kept_until) VALUES ('b0b', 1, 0)")
            .unwrap();
        migrate(&mut conn).unwrap();
        let stored = sql::texts(&mut conn, "SELECT COALESCE(username_skeleton, '-') AS value FROM users ORDER BY user_id");
        let expected = ["lan", "-", "-", "Lan-Li", "torno", "-", "anna.l_rn"];
        assert_eq!(stored, expected);
        for (username, skeleton) in usernames.iter().zip(expected).filter(|(_, skeleton)| *skeleton != "-") {
            assert_eq!(simple_chats_domain::username_skeleton(username), skeleton);
        }
        assert_eq!(sql::texts(&mut conn, "SELECT username_skeleton AS value FROM former_usernames"), ["bob"]);
    }

    async fn each_migration_can_be_taken_back_with_rows_in_its_tables(empty: Empty) {
        let Empty(database, backend) = empty;
        let mut conn = database.connect();
        migrate(&mut conn).unwrap();
        let (chat, ann, _) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "hello");
        for folder in folders(backend).iter().rev() {
            let down = std::fs::read_to_string(folder.join("down.sql")).unwrap();
            conn.batch_execute(&down).unwrap();
        }
        assert_eq!(count_tables(&mut conn), 0);
        conn.batch_execute("DELETE FROM __diesel_schema_migrations").unwrap();
        assert_eq!(migrate(&mut conn).unwrap().len(), folders(backend).len());
    }
}

#[test]
fn two_servers_that_migrate_an_empty_database_at_the_same_moment_both_succeed() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let database = TestDatabase::empty(Backend::Postgres);
    let start = Barrier::new(4);
    let ran: Vec<usize> = std::thread::scope(|scope| {
        let servers = (0..4).map(|_| {
            scope.spawn(|| {
                let mut conn = database.connect();
                start.wait();
                migrate(&mut conn).unwrap().len()
            })
        });
        servers.collect::<Vec<_>>().into_iter().map(|server| server.join().unwrap()).collect()
    });
    assert_eq!(ran.iter().sum::<usize>(), folders(Backend::Postgres).len(), "one of them did it: {ran:?}");
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    let names = |backend| {
        let name = |folder: &PathBuf| folder.file_name().unwrap().to_owned();
        folders(backend).iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names(Backend::Sqlite), names(Backend::Postgres));
    assert!(!names(Backend::Sqlite).is_empty());
}
