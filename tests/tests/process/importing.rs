//! From flask-simple-chats to this server: `import-flask` takes its database over, and people go on with their accounts.

use super::log::log_in_by_page;
use super::names_in;
use crate::PROGRAM;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use simple_chats_domain::{fold, search_key, username_skeleton};
use simple_chats_persistence::{DatabaseAddress, DbConnection};
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::socket::Dial;
use simple_chats_tests::sql::{number, text, texts};
use simple_chats_tests::{Backend, TestDatabase, TestUser, on_both_databases, on_postgres};
use std::collections::BTreeSet;
use std::time::Duration;

const VARIABLE: &str = "IMPORT_DATABASE_URL";

/// A database of the original, without rows.
fn original_schema() -> TestDatabase {
    let database = TestDatabase::empty(Backend::Postgres);
    database.connect().batch_execute(include_str!("../../fixtures/flask/schema.sql")).unwrap();
    database
}

/// A database of the original with all that can be odd.
fn original() -> TestDatabase {
    let database = original_schema();
    database.connect().batch_execute(include_str!("../../fixtures/flask/rows.sql")).unwrap();
    database
}

/// What an import of [`original`] has to say, line for line.
const REPORT: [&str; 23] = [
    r#"user 3: the username "ANN" becomes "ANN-3", since another user has it, or one that looks the same"#,
    "user 3: the password can't be verified; a new one can be set by mail or with `simple-chats user set-password`",
    r#"user 5: the username "bobO" becomes "bobO-5", since another user has it, or one that looks the same"#,
    r#"user 6: the username "cat s" becomes "cat_s-6", since usernames can't have such characters or length"#,
    r#"user 6: the name "" becomes "cat_s-6", since names can't be like it"#,
    r#"user 7: the address "ANN@Example.com" becomes "user-7@imported.invalid", since another user has it; the username still works for the login"#,
    "user 9: the name \"\u{410}nn\" becomes \"eve\", since names can't be like it",
    r#"user 9: the address "no address" becomes "user-9@imported.invalid", since it is no address that mail can be sent to; the username still works for the login"#,
    "chat 5: its messages move to chat 3, which is of the same users",
    "chat 7: its messages move to chat 3, which is of the same users",
    "chat 8: left out, since it is one of user 4 alone",
    "chat 10: left out, since one of its users is missing",
    "messages left out, without a visible character: 1 (1204)",
    "messages left out with their chat: 1 (1203)",
    "messages left out, of no chat: 1 (1211)",
    "messages left out, of others than the users of their chat: 1 (1209)",
    "messages kept without their control characters: 1 (1205)",
    "messages kept, though longer than 4000 characters: 1 (1206)",
    "messages cut after 40000 characters: 1 (1207)",
    "messages without a time, with that of the message before: 1 (1212)",
    "users                9",
    "chats                2",
    "messages          1208",
];

fn assert_reported(said: &str, end: &str) {
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[..REPORT.len().min(lines.len())], REPORT);
    assert!(lines[REPORT.len()].starts_with(end), "{said}");
}

/// Everything that is derived agrees with the rows that it is derived from, by statements of its own.
fn assert_derived(conn: &mut DbConnection) {
    let wrong_chats = "SELECT COUNT(*) AS value FROM chats JOIN (SELECT chat_id, COUNT(*) AS messages, \
             COUNT(DISTINCT revision) AS revisions, MAX(revision) AS last_revision, MIN(revision) AS first_revision, \
             MAX(message_id) AS last_id, MAX(written_at) AS last_time FROM messages GROUP BY chat_id) AS found \
         ON found.chat_id = chats.chat_id \
         WHERE revision <> messages OR revision <> revisions OR revision <> last_revision OR first_revision <> 1 \
             OR last_message_id <> last_id OR written_until <> last_time \
             OR user1_read_up_to <> last_id OR user2_read_up_to <> last_id OR user1_unread <> 0 OR user2_unread <> 0";
    assert_eq!(number(conn, wrong_chats), 0, "chats");
    let wrong_times = "SELECT COUNT(*) AS value FROM (SELECT written_late, written_at < MAX(written_at) OVER \
             (PARTITION BY chat_id ORDER BY message_id) AS is_late, \
             ROW_NUMBER() OVER (PARTITION BY chat_id ORDER BY message_id) AS position, revision FROM messages) AS times \
         WHERE written_late <> is_late OR position <> revision";
    assert_eq!(number(conn, wrong_times), 0, "late messages");
    assert_eq!(number(conn, "SELECT COUNT(*) AS value FROM messages WHERE written_late"), 1, "message 1202");

    let of_users = "SELECT username || '\n' || username_key || '\n' || username_skeleton || '\n' || name || '\n' || name_key \
             || '\n' || email || '\n' || email_key || '\n' || CAST(user_id AS TEXT) AS value FROM users";
    let searched = "SELECT name || '\n' || name_search AS value FROM users";
    for line in texts(conn, searched) {
        let (name, key) = line.split_once('\n').unwrap();
        assert_eq!(key, search_key(name));
    }
    let mut grams = BTreeSet::new();
    for line in texts(conn, of_users) {
        let columns: Vec<&str> = line.split('\n').collect();
        let [username, username_key, skeleton, name, name_key, email, email_key, user_id] = columns[..]
        else {
            panic!("{line}")
        };
        assert_eq!([username_key, name_key, email_key], [username, name, email].map(fold), "{line}");
        assert_eq!(skeleton, username_skeleton(username));
        for key in [username_key, name_key, &search_key(name)] {
            let characters: Vec<char> = key.chars().collect();
            for start in 0..characters.len() {
                let gram: String = characters[start..].iter().take(3).collect();
                grams.insert(format!("{gram} of {user_id}"));
            }
        }
    }
    let stored = texts(conn, "SELECT gram || ' of ' || CAST(user_id AS TEXT) AS value FROM user_grams");
    assert_eq!((stored.len(), stored.into_iter().collect::<BTreeSet<_>>()), (grams.len(), grams));

    let keys = "SELECT text || '\t' || COALESCE(text_key, '=') AS value FROM messages";
    for line in texts(conn, keys) {
        let (text, key) = line.split_once('\t').unwrap();
        let folded = fold(text);
        assert_eq!(key, if folded == text { "=" } else { &folded });
    }
}

/// Who they are in the imported database.
fn ann_and_ben() -> [TestUser; 2] {
    let user = |user_id, username| TestUser { user_id, ..TestUser::new(username, PASSWORD) };
    [user(1, "ann"), user(2, "ben")]
}

async fn assert_readable(server: &ServerProcess, ann: &TestUser, ben: &TestUser) {
    let of_ann = server.get("/api/me", ann).await;
    assert_eq!(of_ann["data"]["date_joined"], "Thu, 20 May 2021 11:52:17 -0000");
    let messages = server.get("/api/chats/3/messages?per_page=50", ben).await["data"].clone();
    let first = json!({"message_id": 1, "datetime_writing": "Thu, 20 May 2021 12:00:01 -0000", "text": "Text 1",
        "sender_id": 2, "receiver_id": 1});
    assert_eq!(messages[0], first);
    for (message_id, text) in [
        (1201, "in a second chat"),
        (1202, "in a third chat"),
        (1205, "ab\nc"),
        (1206, &"long ".repeat(1000)),
    ] {
        let message = server.get(&format!("/api/chats/3/messages/{message_id}"), ann).await;
        assert_eq!(message["data"]["text"], text);
    }
    let chats = server.get("/api/chats", ann).await["data"].clone();
    let of = |chat_id: i64, user2_id: i64| json!({"chat_id": chat_id, "user1_id": 1, "user2_id": user2_id});
    assert_eq!(chats, json!([of(3, 2), of(9, 6)]));
    let by_cat = server.get("/api/chats/9/messages", &basic("cat@example.com", PASSWORD)).await;
    let texts: Vec<&Value> =
        by_cat["data"].as_array().unwrap().iter().map(|message| &message["text"]).collect();
    assert_eq!(texts, ["I am a cat", "of a chat that is gone", "of no time"]);
    assert_eq!(by_cat["data"][2]["datetime_writing"], "Thu, 20 May 2021 13:00:06 -0000");

    let mut socket = server.dial(ben).enter().await;
    let state = socket.ask(json!({"type": "resume", "have": {}})).await;
    let chat = &state["chats"][0];
    assert_eq!((&chat["chat_id"], &chat["unread"], &chat["revision"]), (&json!(3), &json!(0), &json!(1205)));
    let found = server.get("/api/users?name-like=cats", ann).await;
    assert_eq!(found["data"][0]["username"], "cat_s", "{found}");
}

/// New ids come after all that were ever used, also those of rows that are gone.
async fn assert_goes_on(server: &ServerProcess, ann: &TestUser, ben: &TestUser) {
    let sent = server.post("/api/chats/3/messages", ann, json!({"texts": ["and here"]}), 201).await;
    assert_eq!(sent["message_ids"], json!([1301]));
    let mut socket = server.dial(ben).enter().await;
    let changes = socket.ask(json!({"type": "sync", "chat_id": 3, "after": 1205})).await;
    assert_eq!(changes["changes"][0]["message"]["text"], "and here", "{changes}");
    let eve = server.register("fay").await;
    assert_eq!(eve.user_id, 21);
    assert_eq!(server.open_chat(ann, &eve).await, 13);
}

fn counts(conn: &mut DbConnection) -> Vec<i64> {
    let count = |table: &str| number(conn, &format!("SELECT COUNT(*) AS value FROM {table}"));
    ["users", "chats", "messages", "user_grams", "meta"].map(count).to_vec()
}

on_both_databases! {
    async fn an_import_takes_accounts_chats_and_messages_along(backend: Backend) {
        if !Backend::Postgres.is_here() {
            return;
        }
        let source = original();
        let server_dir = ServerDir::on(backend, PROGRAM).with(VARIABLE, source.url());
        let would = server_dir.run_ok(&["import-flask", "--dry-run"]).await;
        assert_reported(&would, "Nothing was changed");
        match backend {
            Backend::Sqlite => assert!(!server_dir.data_dir().exists(), "{:?}", names_in(server_dir.folder())),
            Backend::Postgres => {
                let tables = "SELECT COUNT(*) AS value FROM pg_tables WHERE schemaname = 'public'";
                assert_eq!(number(&mut server_dir.connect(), tables), 0);
            }
        }

        let said = server_dir.run_ok(&["import-flask"]).await;
        assert_reported(&said, "Imported");
        assert_derived(&mut server_dir.connect());
        let server = server_dir.start().await;
        let [ann, ben] = ann_and_ben();
        let session = log_in_by_page(&server, &ann).await;
        let socket = Dial::to(server.address()).cookie(&session).own_origin().enter().await;
        assert_eq!(socket.user_id(), ann.user_id);
        for user in [&ann, &ben] {
            assert_eq!(server.get("/api/me", user).await["user_id"], user.user_id);
            let hash = "SELECT password_hash AS value FROM users WHERE user_id";
            let hash = text(&mut server_dir.connect(), &format!("{hash} = {}", user.user_id));
            assert!(hash.starts_with("hmac-sha256-bcrypt:"), "it is replaced at the login: {hash}");
        }
        for (login, user_id) in [("dan", 7), ("bobO-5", 5), ("bobo@example.com", 5), ("eve", 9)] {
            assert_eq!(server.get("/api/me", &basic(login, PASSWORD)).await["user_id"], user_id, "{login}");
        }
        assert_readable(&server, &ann, &ben).await;
        assert_goes_on(&server, &ann, &ben).await;
        if backend == Backend::Sqlite {
            let line = server_dir.run_refused(&["import-flask"]).await;
            assert!(line.contains("another server uses"), "{line}");
        }
        server.stop().await;

        let before = counts(&mut server_dir.connect());
        for arguments in [&["import-flask"][..], &["import-flask", "--dry-run"]] {
            let said = server_dir.run_ok(arguments).await;
            assert!(said.starts_with("The database holds an import already, of 20"), "{said}");
            assert_eq!(counts(&mut server_dir.connect()), before);
        }
        assert_eq!(number(&mut source.connect(), "SELECT COUNT(*) AS value FROM messages"), 1212);
    }

    async fn users_who_are_here_already_are_not_mixed_with_others(backend: Backend) {
        if !Backend::Postgres.is_here() {
            return;
        }
        let source = original();
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        server.register("zoe").await;
        server.stop().await;
        let server_dir = server_dir.with(VARIABLE, source.url());
        for arguments in [&["import-flask"][..], &["import-flask", "--dry-run"]] {
            let line = server_dir.run_refused(arguments).await;
            assert!(line.contains("DATABASE_URL is not empty, it has users"), "{line}");
        }
        assert_eq!(number(&mut server_dir.connect(), "SELECT COUNT(*) AS value FROM users"), 1);
    }

    /// The last message violates a check of the target, so that the error comes after thousands of rows.
    async fn an_import_that_fails_leaves_nothing(backend: Backend) {
        if !Backend::Postgres.is_here() {
            return;
        }
        let source = original();
        let server_dir = ServerDir::on(backend, PROGRAM).with(VARIABLE, source.url());
        server_dir.run_ok(&["migrate"]).await;
        let refusal = match backend {
            Backend::Sqlite => {
                "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.message_id = 1212 \
                 BEGIN SELECT RAISE(ABORT, 'refused'); END"
            }
            Backend::Postgres => "ALTER TABLE messages ADD CONSTRAINT refused CHECK (message_id <> 1212)",
        };
        server_dir.connect().batch_execute(refusal).unwrap();
        let line = server_dir.run_refused(&["import-flask"]).await;
        assert!(line.contains("refused") && line.contains("nothing was imported"), "{line}");
        assert_eq!(counts(&mut server_dir.connect()), [0, 0, 0, 0, 3]);
    }
}

on_postgres! {
    async fn an_import_that_is_refused_says_why_in_one_line_without_the_password(postgres: Backend) {
        let mut server_dir = ServerDir::new(PROGRAM);
        let assert_refused = async |server_dir: &ServerDir, reason: &str| {
            let line = server_dir.run_refused(&["import-flask"]).await;
            assert!(line.contains(reason) && !line.contains("hush"), "{line}");
        };
        assert_refused(&server_dir, "IMPORT_DATABASE_URL is not set: expected postgres://").await;
        for url in ["sqlite:hush.sqlite3", "mysql://ann:hush@localhost/chats", "hush"] {
            let line = server_dir.with(VARIABLE, url).run_refused(&["config"]).await;
            assert!(line.starts_with("simple-chats: IMPORT_DATABASE_URL = "), "{line}");
            assert!(line.ends_with("expected postgres://USER:PASSWORD@HOST:PORT/NAME"), "{line}");
            server_dir = ServerDir::new(PROGRAM);
        }
        let nobody = simple_chats_tests::supervisor::free_address().unwrap();
        let away = server_dir.with(VARIABLE, &format!("postgres://ann:hush@{nobody}/chats"));
        assert_refused(&away, "IMPORT_DATABASE_URL can't be read: ").await;
        assert!(names_in(&away.data_dir()).iter().all(|name| !name.ends_with(".sqlite3")), "no database is made");

        let source = TestDatabase::empty(postgres);
        let server_dir = away.with(VARIABLE, source.url());
        assert_refused(&server_dir, "has no table users: expected that of flask-simple-chats").await;
        let source = original_schema();
        source.connect().batch_execute("ALTER TABLE messages DROP COLUMN chat_id").unwrap();
        let server_dir = server_dir.with(VARIABLE, source.url());
        assert_refused(&server_dir, "has no column chat_id in its table messages").await;
        let source = TestDatabase::migrated(postgres);
        let server_dir = server_dir.with(VARIABLE, source.url());
        assert_refused(&server_dir, "is one of Simple Chats already: use it as DATABASE_URL").await;

        let source = original();
        let both = ServerDir::new(PROGRAM).on_address(source.address()).with(VARIABLE, source.url());
        assert_refused(&both, "this is the database of flask-simple-chats: make another one").await;

        let (served, server) = ServerDir::started(postgres, PROGRAM).await;
        let served = served.with(VARIABLE, source.url());
        // A server says that it is there soon after its start.
        let running = "SELECT COUNT(*) AS value FROM instances";
        while number(&mut served.connect(), running) == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_refused(&served, "a server did so within the last half minute").await;
        server.stop().await;
    }

    async fn a_database_without_rows_is_imported(postgres: Backend) {
        let source = original_schema();
        let server_dir = ServerDir::on(postgres, PROGRAM).with(VARIABLE, source.url());
        let said = server_dir.run_ok(&["import-flask"]).await;
        assert!(said.starts_with("users                0\n"), "{said}");
        let server = server_dir.start().await;
        assert_eq!(server.register("ann").await.user_id, 1);
    }

    async fn a_server_on_the_database_of_the_original_says_what_to_do(_postgres: Backend) {
        let source = original();
        let DatabaseAddress::Postgres(url) = source.address() else { panic!("an original is on PostgreSQL") };
        let (host, name) = url.rsplit_once('@').unwrap().1.split_once('/').unwrap();
        let (host, port) = host.split_once(':').unwrap();
        let server_dir = ServerDir::new(PROGRAM)
            .with("DB_HOST", host)
            .with("DB_PORT", port)
            .with("DB_NAME", name)
            .with("SECRET_KEY", simple_chats_tests::app::SECRET_KEY);
        for arguments in [&["serve"][..], &["serve", "--no-migrate"], &["migrate"], &["user", "list"]] {
            let ended = server_dir.run(arguments).await;
            assert_eq!(ended.status, Some(1), "{arguments:?}");
            let line = ended.err.lines().last().unwrap();
            let reason = "this is the database of flask-simple-chats: make another one, name that with DATABASE_URL";
            assert!(line.contains(reason) && line.contains("simple-chats import-flask"), "{line}");
        }
        let tables = "SELECT COUNT(*) AS value FROM pg_tables WHERE schemaname = 'public'";
        assert_eq!(number(&mut source.connect(), tables), 4, "nothing was made in it");
    }
}
