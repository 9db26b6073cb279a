//! From the embedded database to PostgreSQL: `copy-to` takes everything along, and people go on as if it were the same
//! server.

use super::integer;
use super::log::log_in_by_page;
use crate::PROGRAM;
use reqwest::Method;
use serde_json::{Map, Value, json};
use simple_chats_domain::cut_to_millis;
use simple_chats_persistence::mail_outbox;
use simple_chats_tests::mail_files::token_of_mail;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::socket::Dial;
use simple_chats_tests::{Backend, Nobody, TestDatabase, TestUser, on_postgres};
use std::fs;

const VARIABLE: &str = "COPY_TO_DATABASE_URL";

/// Asserts that nothing is copied, for this reason. Returns the line that says so.
async fn assert_refused(server_dir: &ServerDir, reason: &str) -> String {
    let line = server_dir.run_refused(&["copy-to"]).await;
    assert!(line.contains(reason), "{line}");
    line
}

/// The answers that people get, word for word.
async fn answers(server: &ServerProcess, people: &[&TestUser]) -> Vec<(String, u16, String)> {
    let mut paths = vec!["/api/me".to_owned(), "/api/users?per_page=50".to_owned(), "/api/chats".to_owned()];
    paths.extend((1..=3).map(|user_id| format!("/api/users/{user_id}")));
    for chat_id in 1..=3 {
        let rest = ["", "/messages?per_page=50", "/changes?after=0"];
        paths.extend(rest.map(|rest| format!("/api/chats/{chat_id}{rest}")));
    }
    let mut answers = Vec::new();
    for user in people {
        for path in &paths {
            let answer = server.ask(Method::GET, path, *user, None).await.unwrap();
            answers.push((format!("{} {path}", user.username), answer.status, answer.body));
        }
    }
    answers
}

/// What a client holds of its chats once it has resumed: id, revision and both marks.
async fn held_by(server: &ServerProcess, user: &TestUser) -> (Value, Map<String, Value>) {
    let mut socket = server.dial(user).enter().await;
    let state = socket.ask(json!({"type": "resume", "have": {}})).await;
    let marks = |chat: &Value| json!([chat["revision"], chat["read_up_to"], chat["companion_read_up_to"]]);
    let chats = state["chats"].as_array().unwrap();
    let held = chats.iter().map(|chat| (chat["chat_id"].to_string(), marks(chat))).collect();
    (socket.ready["epoch"].clone(), held)
}

/// Two people with a chat in which much has happened, and others who are gone.
async fn live(server: &ServerProcess) -> [TestUser; 2] {
    let (ann, ben, chat_id) = server.register_pair().await;
    let cat = server.register("cat").await;
    let path = format!("/api/chats/{chat_id}/messages");
    let texts =
        json!({"texts": ["first", "👩\u{200D}🚀 🎈", "tab\tline\nİ ß", "to be edited", "to be deleted"]});
    let sent = server.post(&path, &ann, texts, 201).await;
    let ids: Vec<i64> = sent["message_ids"].as_array().unwrap().iter().map(integer).collect();
    let change = async |method: Method, message_id: i64, body: Option<Value>| {
        let path = format!("{path}/{message_id}");
        let answer = server.ask(method, &path, &ann, body.as_ref()).await.unwrap();
        assert!(answer.status < 300, "{}", answer.body);
    };
    change(Method::PUT, ids[3], Some(json!({"text": "edited"}))).await;
    change(Method::DELETE, ids[4], None).await;
    server.post(&path, &ben, json!({"texts": ["and back"]}), 201).await;
    server.post(&format!("/api/chats/{chat_id}/read"), &ben, json!({"message_id": ids[1]}), 200).await;

    server.post("/api/invitations", &ann, json!({"accounts": 3, "expires_in": 3600}), 201).await;
    let of_cat = server.open_chat(&ann, &cat).await;
    let path = format!("/api/chats/{of_cat}/messages");
    server.post(&path, &cat, json!({"texts": ["I am leaving"]}), 201).await;
    let leave = json!({"password": cat.password});
    let left = server.ask(Method::DELETE, "/api/me", &cat, Some(&leave)).await.unwrap();
    assert!(left.status < 300, "{}", left.body);
    // A user and a chat whose ids are the newest, and whose chat is gone with its messages.
    let dan = server.register("dan").await;
    let of_dan = server.open_chat(&ben, &dan).await;
    let path = format!("/api/chats/{of_dan}/messages");
    server.post(&path, &dan, json!({"texts": ["one", "two", "three"]}), 201).await;
    let deleted = server.ask(Method::DELETE, &format!("/api/chats/{of_dan}"), &dan, None).await.unwrap();
    assert!(deleted.status < 300, "{}", deleted.body);
    [ann, ben]
}

/// The output has the numbers of copied rows, and what to do with the secrets, but not these themselves.
fn assert_reported(said: &str, secrets: &[&str]) {
    let lines: Vec<Vec<&str>> = said.lines().map(|line| line.split_whitespace().collect()).collect();
    let counts = [
        ["meta", "3"],
        ["users", "4"],
        ["chats", "2"],
        ["messages", "7"],
        ["lifetime_changes", "0"],
        ["attachments", "0"],
        ["file_deletions", "0"],
        ["chat_preferences", "0"],
        ["notification_settings", "0"],
        ["sessions", "1"],
        ["reset_tokens", "1"],
        ["email_confirmations", "0"],
        ["invitations", "1"],
        ["former_usernames", "0"],
        ["personal_tokens", "0"],
        ["authenticators", "0"],
        ["recovery_codes", "0"],
        ["passkeys", "0"],
        ["answered_challenges", "0"],
        ["login_attempts", "0"],
        ["audit", "0"],
        ["blocks", "0"],
        ["reports", "0"],
        ["mail_outbox", "1"],
    ];
    assert_eq!(lines[..counts.len()], counts.map(Vec::from));
    for words in ["DATABASE_URL to", "SECRET_KEY to", "data/secret-key"] {
        assert!(said.contains(words), "{said}");
    }
    for secret in secrets {
        assert!(!said.contains(secret), "{said}");
    }
}

/// A client that holds the state from before finds nothing new, and then gets the changes.
async fn assert_resumed(
    server: &ServerProcess,
    ann: &TestUser,
    ben: &TestUser,
    epoch: &Value,
    held: &Map<String, Value>,
) {
    let mut socket = server.dial(ann).enter().await;
    assert_eq!(&socket.ready["epoch"], epoch);
    let state = socket.ask(json!({"type": "resume", "have": held})).await;
    assert_eq!(
        (&state["chats"], &state["gone"]),
        (&json!([]), &json!([])),
        "nothing is new, and nothing gone"
    );
    let sent = server.post("/api/chats/1/messages", ben, json!({"texts": ["here we are"]}), 201).await;
    let message_id = integer(&sent["message_ids"][0]);
    assert!(message_id > 10, "ten were sent before, of which three are gone: {message_id}");
    let held = integer(&held["1"][0]);
    let changes = socket.ask(json!({"type": "sync", "chat_id": 1, "after": held})).await;
    let texts: Vec<&Value> =
        changes["changes"].as_array().unwrap().iter().map(|change| &change["message"]["text"]).collect();
    assert_eq!((&changes["reset"] == true, texts), (false, vec![&json!("here we are")]), "{changes}");
}

on_postgres! {
    async fn after_a_copy_to_postgres_everything_goes_on_as_on_the_same_server(postgres: Backend) {
        let (server_dir, target) = (ServerDir::new(PROGRAM), TestDatabase::empty(postgres));
        let server_dir = server_dir.with(VARIABLE, target.url());
        let server = server_dir.start().await;
        let [ann, ben] = live(&server).await;
        let session = log_in_by_page(&server, &ann).await;
        let token = server.token_of(&ann).await;
        server.post("/api/forgot-password", &Nobody, json!({"email": ben.email}), 200).await;
        let link = token_of_mail(&server_dir.data_dir(), 0).await;
        let (epoch, held) = held_by(&server, &ann).await;
        assert_eq!(held.len(), 2);
        assert_refused(&server_dir, "another server uses").await;
        server.stop().await;
        let server = server_dir.start().await;
        let expected = answers(&server, &[&ann, &ben]).await;
        server.stop().await;
        let now = cut_to_millis(chrono::Utc::now());
        mail_outbox::insert(&mut server_dir.connect(), "reset", &ann.email, now).unwrap();

        let file = server_dir.data_dir().join("simple-chats.sqlite3");
        let before = fs::read(&file).unwrap();
        let copied = server_dir.run_ok(&["copy-to"]).await;
        let key = fs::read_to_string(server_dir.data_dir().join("secret-key")).unwrap();
        assert_reported(&copied, &[key.trim(), target.url()]);
        assert!(fs::read(&file).unwrap() == before, "the embedded database is as it was");
        assert_refused(&server_dir, "a copy of this one already; nothing was copied").await;

        let server_dir =
            ServerDir::new(PROGRAM).with("DATABASE_URL", target.url()).with("SECRET_KEY", key.trim());
        let server = server_dir.start().await;
        for (now, before) in answers(&server, &[&ann, &ben]).await.into_iter().zip(expected) {
            assert_eq!(now, before);
        }
        assert_eq!(server.get("/api/me", &token).await["user_id"], ann.user_id);
        let signed_in = Dial::to(server.address()).cookie(&session).own_origin().enter().await;
        assert_eq!(signed_in.user_id(), ann.user_id);

        assert_resumed(&server, &ann, &ben, &epoch, &held).await;
        let waited = token_of_mail(&server_dir.data_dir(), 0).await;
        for (token, password) in [(waited, "by the mail that waited"), (link, "by the link of before")] {
            let form = json!({"token": token, "password": password});
            server.post("/api/reset-password", &Nobody, form, 202).await;
        }
        assert!(server.register("eve").await.user_id > 4, "the ids of users who are gone are not used again");
    }

    async fn a_copy_that_is_refused_says_why_in_one_line_without_the_url(postgres: Backend) {
        let target = TestDatabase::empty(postgres);
        let mut server_dir = ServerDir::new(PROGRAM);
        assert_refused(&server_dir, "COPY_TO_DATABASE_URL is not set: expected postgres://").await;
        for (url, reason) in [
            ("", "COPY_TO_DATABASE_URL is not set: expected postgres://"),
            ("sqlite:hush.sqlite3", "COPY_TO_DATABASE_URL is no URL of a PostgreSQL database"),
            ("mysql://ann:hush@localhost/chats", "COPY_TO_DATABASE_URL is no URL of a PostgreSQL database"),
            ("hush", "COPY_TO_DATABASE_URL is no URL of a PostgreSQL database"),
        ] {
            server_dir = server_dir.with(VARIABLE, url);
            let line = assert_refused(&server_dir, reason).await;
            assert!(!line.contains("hush"), "{line}");
        }
        let server_dir = server_dir.with(VARIABLE, target.url());
        let line = assert_refused(&server_dir, "there is no database at ").await;
        assert!(line.contains("/data/simple-chats.sqlite3"), "{line}");
        assert!(!server_dir.data_dir().exists(), "asking touches nothing");
        let wrong = server_dir.run(&["copy-to", target.url()]).await;
        assert_eq!((wrong.status, wrong.out.as_str()), (Some(2), ""));

        server_dir.run_ok(&["migrate"]).await;
        let nobody = simple_chats_tests::supervisor::free_address().unwrap();
        let away = server_dir.with(VARIABLE, &format!("postgres://ann:hush@{nobody}/chats"));
        let line = assert_refused(&away, "Connection refused").await;
        assert!(!line.contains("hush") && line.contains("nothing was copied"), "{line}");

        let undecodable = away.with(VARIABLE, "postgres://ann:%zhush@localhost/chats");
        let line = assert_refused(&undecodable, "a % that encodes no character").await;
        assert!(!line.contains("hush"), "{line}");

        let settled = ServerDir::on(postgres, PROGRAM).with(VARIABLE, target.url());
        assert_refused(&settled, "DATABASE_URL is a PostgreSQL database already").await;
        let server = settled.start().await;
        server.register("ann").await;
        let taken = undecodable.with(VARIABLE, &settled.setting("DATABASE_URL"));
        assert_refused(&taken, "not empty, its table users has rows").await;
    }
}
