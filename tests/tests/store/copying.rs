//! An embedded database copied to PostgreSQL: every row of it, or none.

mod lived_in;
mod tables;

use self::lived_in::{MESSAGES, lived_in};
use self::tables::{TABLES, contents_of};
use super::contents::{Columns, contents};
use diesel::connection::SimpleConnection;
use simple_chats_persistence::copy::{self, CopiedTable, CopyError};
use simple_chats_persistence::{instances, mail_outbox, migrate, users};
use simple_chats_tests::fixtures::{moment, new_user, open_chat, register, send};
use simple_chats_tests::proxy::{Cut, Direction, Proxy};
use simple_chats_tests::{Backend, TestDatabase, on_postgres, postgres};

async fn copy(source: &TestDatabase, url: &str) -> Result<Vec<CopiedTable>, CopyError> {
    let (path, url) = (source.file().to_owned(), url.to_owned());
    tokio::task::spawn_blocking(move || copy::to_postgres(&path, &url)).await.unwrap()
}

/// How many rows there are beside the facts about the database.
fn rows_in(target: &TestDatabase) -> usize {
    contents_of(&mut target.connect()).iter().skip(1).map(Vec::len).sum()
}

on_postgres! {
    async fn every_row_arrives_and_no_id_that_was_ever_used_comes_again(postgres: Backend) {
        let ((source, chat), target) = (lived_in(), TestDatabase::empty(postgres));
        let before = contents_of(&mut source.connect());
        let copied = copy(&source, target.url()).await.unwrap();
        let counted: Vec<(&str, usize)> =
            copied.iter().map(|copied| (copied.table, usize::try_from(copied.rows).unwrap())).collect();
        let expected: Vec<(&str, usize)> =
            TABLES.iter().zip(&before).map(|((table, _), rows)| (*table, rows.len())).collect();
        assert_eq!(counted, expected);
        assert_eq!(counted[3].1, MESSAGES + 6);

        let mut conn = target.connect();
        let there = contents_of(&mut conn);
        for ((table, _), (here, there)) in TABLES.iter().zip(before.iter().zip(&there)) {
            assert!(here == there, "{table}");
        }
        assert!(contents_of(&mut source.connect()) == before, "the source stays as it was");
        let grams: [Columns; 1] = [("user_grams", &["gram", "user_id"])];
        assert_eq!(contents(&mut conn, &grams), contents(&mut source.connect(), &grams));
        assert_eq!(migrate(&mut conn).unwrap(), [""; 0]);

        let dan = register(&mut conn, "dan");
        assert!(dan.user_id.get() > 70);
        let ann = users::find(&mut conn, chat.pair.user1_id()).unwrap();
        assert!(open_chat(&mut conn, &ann, &dan).chat_id.get() > 80);
        assert!(send(&mut conn, &chat, ann.user_id, "on").message.message_id.get() > 9000);
        mail_outbox::insert(&mut conn, "reset", "ann@example.com", moment(14)).unwrap();
        let mails = TABLES.iter().position(|(table, _)| *table == "mail_outbox").unwrap();
        assert!(contents_of(&mut conn)[mails][2].starts_with("3 | "), "the mails that were sent were the first");
    }

    async fn a_database_that_holds_something_or_is_in_use_is_left_alone(postgres: Backend) {
        let ((source, _), target) = (lived_in(), TestDatabase::migrated(postgres));
        let mut conn = target.connect();
        mail_outbox::insert(&mut conn, "reset", "nobody@example.com", moment(0)).unwrap();
        let refused = copy(&source, target.url()).await;
        assert!(matches!(refused, Err(CopyError::NotEmpty("mail_outbox"))), "{refused:?}");
        conn.batch_execute("DELETE FROM mail_outbox").unwrap();

        instances::renew(&mut conn, "a server", 25).unwrap();
        let refused = copy(&source, target.url()).await;
        assert!(matches!(refused, Err(CopyError::InUse)), "{refused:?}");
        conn.batch_execute("UPDATE instances SET lease_until = (EXTRACT(EPOCH FROM now()) - 1) * 1000")
            .unwrap();

        conn.batch_execute("BEGIN; SELECT * FROM chats").unwrap();
        let refused = copy(&source, target.url()).await;
        assert!(matches!(refused, Err(CopyError::InUse)), "another connection holds a lock: {refused:?}");
        conn.batch_execute("ROLLBACK").unwrap();
        assert_eq!(rows_in(&target), 0);

        copy(&source, target.url()).await.unwrap();
        let again = copy(&source, target.url()).await;
        assert!(matches!(again, Err(CopyError::AlreadyCopied)), "{again:?}");

        let other = TestDatabase::migrated(postgres);
        users::insert(&mut other.connect(), &new_user("eve", "Eve"), "hash").unwrap();
        let refused = copy(&source, other.url()).await;
        assert!(matches!(refused, Err(CopyError::NotEmpty("users"))), "{refused:?}");
        assert_eq!(rows_in(&other), 1);
    }

    async fn a_source_of_another_version_is_refused_and_not_touched(postgres: Backend) {
        let target = TestDatabase::empty(postgres);
        let unmigrated = TestDatabase::empty(Backend::Sqlite);
        std::fs::write(unmigrated.file(), b"").unwrap();
        let older = TestDatabase::migrated(Backend::Sqlite);
        let forget = "DELETE FROM __diesel_schema_migrations WHERE version = \
             (SELECT max(version) FROM __diesel_schema_migrations)";
        older.connect().batch_execute(forget).unwrap();
        for source in [&unmigrated, &older] {
            let refused = copy(source, target.url()).await;
            assert!(matches!(refused, Err(CopyError::OutOfDate)), "{refused:?}");
        }
        assert_eq!(std::fs::read(unmigrated.file()).unwrap(), b"");

        let newer = TestDatabase::migrated(Backend::Sqlite);
        let version = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')";
        newer.connect().batch_execute(version).unwrap();
        let refused = copy(&newer, target.url()).await.unwrap_err().to_string();
        assert!(refused.contains("newer version of Simple Chats"), "{refused}");

        let none = TestDatabase::empty(Backend::Sqlite);
        std::fs::write(none.file(), b"no database at all".repeat(100)).unwrap();
        let refused = copy(&none, target.url()).await.unwrap_err().to_string();
        assert!(refused.contains("not a database"), "{refused}");
        assert!(target.connect().batch_execute("SELECT * FROM users").is_err(), "the target has no schema yet");
    }

    /// A text that PostgreSQL can't hold comes late, and a rule takes rows away on the way.
    async fn a_copy_that_would_not_be_whole_is_not_made(postgres: Backend) {
        let ((source, _), target) = (lived_in(), TestDatabase::migrated(postgres));
        let mut conn = target.connect();
        for (table, what) in [("messages", "NEW.message_id = 1000"), ("sessions", "NEW.session_key = 'key 1'")] {
            let rule = format!("CREATE RULE lossy AS ON INSERT TO {table} WHERE {what} DO INSTEAD NOTHING");
            conn.batch_execute(&rule).unwrap();
            let refused = copy(&source, target.url()).await;
            assert!(matches!(refused, Err(CopyError::Differs(named)) if named == table), "{refused:?}");
            assert_eq!(rows_in(&target), 0);
            conn.batch_execute(&format!("DROP RULE lossy ON {table}")).unwrap();
        }
        for number in ["revision", "user1_unread", "user2_unread"] {
            let change = format!(
                "CREATE OR REPLACE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS \
                 'BEGIN NEW.{number} := NEW.{number} + 1; RETURN NEW; END'; \
                 CREATE TRIGGER lossy BEFORE INSERT ON chats FOR EACH ROW EXECUTE FUNCTION change()"
            );
            conn.batch_execute(&change).unwrap();
            let refused = copy(&source, target.url()).await;
            assert!(matches!(refused, Err(CopyError::Differs("chats"))), "{number}: {refused:?}");
            conn.batch_execute("DROP TRIGGER lossy ON chats").unwrap();
        }

        let mut embedded = source.connect();
        embedded.batch_execute("UPDATE messages SET text = 'a' || char(0) WHERE message_id = 1100").unwrap();
        let refused = copy(&source, target.url()).await;
        assert!(matches!(refused, Err(CopyError::Target(_))), "{refused:?}");
        assert_eq!(rows_in(&target), 0);
        embedded.batch_execute("UPDATE messages SET text = 'a' WHERE message_id = 1100").unwrap();
        copy(&source, target.url()).await.unwrap();
    }

    async fn a_connection_that_is_cut_leaves_nothing_or_all_and_the_result_says_which(postgres: Backend) {
        let (source, _) = lived_in();
        let expected = contents_of(&mut source.connect());
        let server = postgres::shared().unwrap().address();
        let target = TestDatabase::migrated(postgres);
        let proxy = Proxy::before(server).await;
        let url = target.url_through(&proxy);
        for bytes in [2_000, 30_000, 60_000, 120_000] {
            proxy.cut_after(Direction::Up, bytes);
            let cut = copy(&source, &url).await;
            assert!(matches!(cut, Err(CopyError::Target(_))), "{bytes}: {cut:?}");
            proxy.heal();
            assert_eq!(rows_in(&target), 0, "{bytes}");
        }
        copy(&source, &url).await.unwrap();
        assert!(contents_of(&mut target.connect()) == expected);

        for (cut, arrives) in [(Cut::Before, false), (Cut::BeforeUnnoticed, false), (Cut::After, true)] {
            let target = TestDatabase::migrated(postgres);
            let proxy = Proxy::before(server).await;
            proxy.cut_at("COMMIT\0", cut);
            let copied = copy(&source, &target.url_through(&proxy)).await;
            assert!(proxy.has_cut());
            assert_eq!(copied.is_ok(), arrives, "{cut:?}: {copied:?}");
            assert!(arrives || matches!(copied, Err(CopyError::Target(_))), "{copied:?}");
            assert_eq!(rows_in(&target) > 0, arrives, "{cut:?}");
        }
    }
}
