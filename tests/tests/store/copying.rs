//! An embedded database copied to PostgreSQL: every row of it, or none.

use super::sessions::session_of;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use simple_chats_domain::Chat;
use simple_chats_persistence::copy::{self, CopiedTable, CopyError};
use simple_chats_persistence::{
    DatabaseAddress, DbConnection, instances, mail_outbox, messages, migrate, reset_tokens, sessions, users,
};
use simple_chats_tests::fixtures::{
    at_once, chat_of_two, compose_as, moment, named, new_user, open_chat, register, send,
};
use simple_chats_tests::proxy::{Cut, Direction, Proxy};
use simple_chats_tests::{Backend, TestDatabase};
use std::path::PathBuf;

/// More than a portion, and no multiple of one.
const MESSAGES: usize = 1_203;

/// Each table and its columns; those with an @ hold times.
const TABLES: [(&str, &str); 7] = [
    ("meta", "name value"),
    (
        "users",
        "user_id username username_key email email_key name name_key password_hash credentials_version \
         @date_joined @last_seen @deleted_at",
    ),
    ("chats", "chat_id user1_id user2_id revision last_message_id user1_read_up_to user2_read_up_to"),
    (
        "messages",
        "message_id chat_id sender_id receiver_id text text_key @written_at @edited_at @deleted_at revision \
         client_id client_part",
    ),
    ("sessions", "session_key user_id @created_at @last_seen_at user_agent address"),
    ("reset_tokens", "token_key user_id @expires_at @used_at"),
    ("mail_outbox", "mail_id kind address @created_at @next_try_at tries"),
];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// All rows of all tables, each as a line, in an order that doesn't depend on the database.
fn contents(conn: &mut DbConnection) -> Vec<Vec<String>> {
    let times = match conn {
        DbConnection::Postgres(_) => ["to_char(", ", 'YYYY-MM-DD HH24:MI:SS.MS')"],
        DbConnection::Sqlite(_) => ["strftime('%Y-%m-%d %H:%M:%f', ", ")"],
    };
    let text_of = |column: &str| match column.strip_prefix('@') {
        Some(time) => format!("COALESCE({}{time}{}, 'nothing')", times[0], times[1]),
        None => format!("COALESCE(CAST({column} AS TEXT), 'nothing')"),
    };
    let lines_of = |(table, columns): (&str, &str)| {
        let texts: Vec<String> = columns.split(' ').map(text_of).collect();
        let question = format!("SELECT {} AS line FROM {table}", texts.join(" || ' | ' || "));
        let rows: Vec<Line> = diesel::sql_query(question).load(conn).unwrap();
        let mut lines: Vec<String> = rows.into_iter().map(|row| row.line).collect();
        lines.sort();
        lines
    };
    TABLES.map(lines_of).into()
}

fn path_of(database: &TestDatabase) -> PathBuf {
    let DatabaseAddress::Sqlite(path) = database.address() else { panic!("this is SQLite") };
    path.clone()
}

fn url_of(database: &TestDatabase) -> String {
    let DatabaseAddress::Postgres(url) = database.address() else { panic!("this is PostgreSQL") };
    url.clone()
}

/// An embedded database in which everything has happened; and the chat of two who are still there.
fn lived_in() -> (TestDatabase, Chat) {
    let source = TestDatabase::migrated(Backend::Sqlite);
    let mut conn = source.connect();
    let chat = at_once(&mut conn, |conn| {
        let (chat, ann, ben) = chat_of_two(conn);
        let gone = register(conn, "cat");
        let other = open_chat(conn, &ann, &gone);
        send(conn, &other, gone.user_id, "goodbye");
        users::delete(conn, gone.user_id, moment(9)).unwrap();
        for number in 0..MESSAGES {
            send(
                conn,
                &chat,
                if number % 3 == 0 { ann.user_id } else { ben.user_id },
                &format!("{number} 🎈"),
            );
        }
        let new = compose_as(conn, &chat, ann.user_id, "ÄÖ İ \u{202E}\t\n👩\u{200D}🚀", named("a name, 1"));
        let odd = messages::insert(conn, &new).unwrap();
        messages::delete(conn, &odd.message, moment(10)).unwrap();
        users::set_password(conn, ben.user_id, "another hash").unwrap();
        users::set_last_seen(conn, &[ben.user_id], moment(11)).unwrap();
        for number in 0..3 {
            sessions::insert(conn, &session_of(&ann, &format!("key {number}"))).unwrap();
        }
        reset_tokens::insert(conn, "token", ben.user_id, moment(12)).unwrap();
        mail_outbox::insert(conn, "reset", "ben@example.com", moment(13)).unwrap();
        chat
    });
    // A newest chat with the newest message, and a newest user, that are all gone without a trace; and a text that only a
    // program other than this one can have written.
    conn.batch_execute(
        "INSERT INTO users (user_id, date_joined) VALUES (70, '2026-01-01 00:00:00'); \
         INSERT INTO chats (chat_id, user1_id, user2_id) VALUES (80, 2, 70); \
         INSERT INTO messages (message_id, chat_id, sender_id, receiver_id, text, text_key, written_at, revision) \
             VALUES (9000, 80, 2, 70, 'x', 'x', '2026-01-01 00:00:00', 1); \
         DELETE FROM messages WHERE message_id = 9000; DELETE FROM chats WHERE chat_id = 80; \
         DELETE FROM users WHERE user_id = 70; \
         UPDATE messages SET text = char(1, 7, 27, 127) || ' ''%\\ ', edited_at = '2026-01-02 03:04:05.678' \
             WHERE message_id = 7;",
    )
    .unwrap();
    (source, chat)
}

async fn copy(source: &TestDatabase, url: &str) -> Result<Vec<CopiedTable>, CopyError> {
    let (path, url) = (path_of(source), url.to_owned());
    tokio::task::spawn_blocking(move || copy::to_postgres(&path, &url)).await.unwrap()
}

/// How many rows there are beside the facts about the database.
fn rows_in(target: &TestDatabase) -> usize {
    contents(&mut target.connect()).iter().skip(1).map(Vec::len).sum()
}

#[tokio::test]
async fn every_row_arrives_and_no_id_that_was_ever_used_comes_again() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let ((source, chat), target) = (lived_in(), TestDatabase::empty(Backend::Postgres));
    let before = contents(&mut source.connect());
    let copied = copy(&source, &url_of(&target)).await.unwrap();
    let counted: Vec<(&str, usize)> =
        copied.iter().map(|copied| (copied.table, usize::try_from(copied.rows).unwrap())).collect();
    let expected: Vec<(&str, usize)> =
        TABLES.iter().zip(&before).map(|((table, _), rows)| (*table, rows.len())).collect();
    assert_eq!(counted, expected);
    assert_eq!(counted[3].1, MESSAGES + 2);

    let mut conn = target.connect();
    let there = contents(&mut conn);
    for ((table, _), (here, there)) in TABLES.iter().zip(before.iter().zip(&there)) {
        assert!(here == there, "{table}");
    }
    assert!(contents(&mut source.connect()) == before, "the source stays as it was");
    assert_eq!(migrate(&mut conn).unwrap(), [""; 0]);

    let dan = register(&mut conn, "dan");
    assert_eq!(dan.user_id.get(), 71);
    let ann = users::find(&mut conn, chat.pair.user1_id()).unwrap();
    assert_eq!(open_chat(&mut conn, &ann, &dan).chat_id.get(), 81);
    assert_eq!(send(&mut conn, &chat, ann.user_id, "on").message.message_id.get(), 9001);
    mail_outbox::insert(&mut conn, "reset", "ann@example.com", moment(14)).unwrap();
    assert!(contents(&mut conn)[6][1].starts_with("2 | "), "the mail that was sent was the first");
}

#[tokio::test]
async fn a_database_that_holds_something_or_is_in_use_is_left_alone() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let ((source, _), target) = (lived_in(), TestDatabase::migrated(Backend::Postgres));
    let mut conn = target.connect();
    mail_outbox::insert(&mut conn, "reset", "nobody@example.com", moment(0)).unwrap();
    let refused = copy(&source, &url_of(&target)).await;
    assert!(matches!(refused, Err(CopyError::NotEmpty("mail_outbox"))), "{refused:?}");
    conn.batch_execute("DELETE FROM mail_outbox").unwrap();

    instances::renew(&mut conn, "a server", 25).unwrap();
    let refused = copy(&source, &url_of(&target)).await;
    assert!(matches!(refused, Err(CopyError::InUse)), "{refused:?}");
    conn.batch_execute("UPDATE instances SET lease_until = timezone('UTC', now()) - interval '1 second'")
        .unwrap();

    conn.batch_execute("BEGIN; SELECT * FROM chats").unwrap();
    let refused = copy(&source, &url_of(&target)).await;
    assert!(matches!(refused, Err(CopyError::InUse)), "somebody holds a lock: {refused:?}");
    conn.batch_execute("ROLLBACK").unwrap();
    assert_eq!(rows_in(&target), 0);

    copy(&source, &url_of(&target)).await.unwrap();
    let again = copy(&source, &url_of(&target)).await;
    assert!(matches!(again, Err(CopyError::AlreadyCopied)), "{again:?}");

    let other = TestDatabase::migrated(Backend::Postgres);
    users::insert(&mut other.connect(), &new_user("eve", "Eve"), "hash").unwrap();
    let refused = copy(&source, &url_of(&other)).await;
    assert!(matches!(refused, Err(CopyError::NotEmpty("users"))), "{refused:?}");
    assert_eq!(rows_in(&other), 1);
}

#[tokio::test]
async fn a_source_of_another_version_is_refused_and_not_touched() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let target = TestDatabase::empty(Backend::Postgres);
    let unmigrated = TestDatabase::empty(Backend::Sqlite);
    std::fs::write(path_of(&unmigrated), b"").unwrap();
    let older = TestDatabase::migrated(Backend::Sqlite);
    let forget = "DELETE FROM __diesel_schema_migrations WHERE version = \
         (SELECT max(version) FROM __diesel_schema_migrations)";
    older.connect().batch_execute(forget).unwrap();
    for source in [&unmigrated, &older] {
        let refused = copy(source, &url_of(&target)).await;
        assert!(matches!(refused, Err(CopyError::OutOfDate)), "{refused:?}");
    }
    assert_eq!(std::fs::read(path_of(&unmigrated)).unwrap(), b"");

    let newer = TestDatabase::migrated(Backend::Sqlite);
    let version = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')";
    newer.connect().batch_execute(version).unwrap();
    let refused = copy(&newer, &url_of(&target)).await.unwrap_err().to_string();
    assert!(refused.contains("newer version of Simple Chats"), "{refused}");

    let none = TestDatabase::empty(Backend::Sqlite);
    std::fs::write(path_of(&none), b"no database at all".repeat(100)).unwrap();
    let refused = copy(&none, &url_of(&target)).await.unwrap_err().to_string();
    assert!(refused.contains("not a database"), "{refused}");
    assert!(target.connect().batch_execute("SELECT * FROM users").is_err(), "the target has no schema yet");
}

/// A text that PostgreSQL can't hold comes late, and a rule takes rows away on the way.
#[tokio::test]
async fn what_does_not_arrive_whole_does_not_arrive_at_all() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let ((source, _), target) = (lived_in(), TestDatabase::migrated(Backend::Postgres));
    let mut conn = target.connect();
    for (table, what) in [("messages", "NEW.message_id = 1000"), ("sessions", "NEW.session_key = 'key 1'")] {
        let rule = format!("CREATE RULE lossy AS ON INSERT TO {table} WHERE {what} DO INSTEAD NOTHING");
        conn.batch_execute(&rule).unwrap();
        let refused = copy(&source, &url_of(&target)).await;
        assert!(matches!(refused, Err(CopyError::Differs(named)) if named == table), "{refused:?}");
        assert_eq!(rows_in(&target), 0);
        conn.batch_execute(&format!("DROP RULE lossy ON {table}")).unwrap();
    }
    let change = "CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN NEW.revision := NEW.revision + 1; RETURN NEW; END'; \
         CREATE TRIGGER lossy BEFORE INSERT ON chats FOR EACH ROW EXECUTE FUNCTION change()";
    conn.batch_execute(change).unwrap();
    let refused = copy(&source, &url_of(&target)).await;
    assert!(matches!(refused, Err(CopyError::Differs("chats"))), "{refused:?}");
    conn.batch_execute("DROP TRIGGER lossy ON chats").unwrap();

    let mut embedded = source.connect();
    embedded.batch_execute("UPDATE messages SET text = 'a' || char(0) WHERE message_id = 1100").unwrap();
    let refused = copy(&source, &url_of(&target)).await;
    assert!(matches!(refused, Err(CopyError::Target(_))), "{refused:?}");
    assert_eq!(rows_in(&target), 0);
    embedded.batch_execute("UPDATE messages SET text = 'a' WHERE message_id = 1100").unwrap();
    copy(&source, &url_of(&target)).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_is_cut_leaves_nothing_or_all_and_it_is_told_which() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let (source, _) = lived_in();
    let expected = contents(&mut source.connect());
    let at = |target: &TestDatabase| {
        let url = url_of(target);
        let (server, name) = url.trim_start_matches("postgres://postgres@").split_once('/').unwrap();
        (server.parse().unwrap(), name.to_owned())
    };
    let target = TestDatabase::migrated(Backend::Postgres);
    let (server, name) = at(&target);
    let proxy = Proxy::before(server).await;
    let url = format!("postgres://postgres@{}/{name}", proxy.address());
    for bytes in [2_000, 30_000, 60_000, 120_000] {
        proxy.cut_after(Direction::Up, bytes);
        let cut = copy(&source, &url).await;
        assert!(matches!(cut, Err(CopyError::Target(_))), "{bytes}: {cut:?}");
        proxy.calm();
        assert_eq!(rows_in(&target), 0, "{bytes}");
    }
    copy(&source, &url).await.unwrap();
    assert!(contents(&mut target.connect()) == expected);

    for (cut, arrives) in [(Cut::Before, false), (Cut::BeforeUnnoticed, false), (Cut::After, true)] {
        let target = TestDatabase::migrated(Backend::Postgres);
        let (server, name) = at(&target);
        let proxy = Proxy::before(server).await;
        proxy.cut_at("COMMIT\0", cut);
        let copied = copy(&source, &format!("postgres://postgres@{}/{name}", proxy.address())).await;
        assert!(proxy.has_cut());
        assert_eq!(copied.is_ok(), arrives, "{cut:?}: {copied:?}");
        assert!(arrives || matches!(copied, Err(CopyError::Target(_))), "{copied:?}");
        assert_eq!(rows_in(&target) > 0, arrives, "{cut:?}");
    }
}
