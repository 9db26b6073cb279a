//! Backups of the embedded database: written while it serves, and put back in its place.

mod restoring;

use super::log::log_in_by_page;
use super::{integer, names_in};
use crate::PROGRAM;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::json;
use simple_chats_persistence::{DatabaseAddress, DbConnection, meta};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::Dial;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, TestUser, on_postgres, sql};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How many send while the backup is written, each to a chat of one's own.
const SENDERS: usize = 6;

fn database_of(server_dir: &ServerDir) -> PathBuf {
    server_dir.data_dir().join("simple-chats.sqlite3")
}

/// Sends one message; returns its id if it was acknowledged.
async fn send(server: &ServerProcess, user: &TestUser, chat_id: i64, words: &str) -> Option<i64> {
    let path = format!("/api/chats/{chat_id}/messages");
    let body = json!({"texts": [words]});
    let answer = server.ask(Method::POST, &path, user, Some(&body)).await.ok()?;
    (answer.status == 201).then(|| integer(&answer.json()["message_ids"][0]))
}

/// All changes of a chat, of which none is missing.
async fn changes_of(server: &ServerProcess, user: &TestUser, chat_id: i64) -> Vec<(i64, String)> {
    let (mut socket, mut found) = (server.dial(user).enter().await, Vec::new());
    loop {
        let page = socket.ask(json!({"type": "sync", "chat_id": chat_id, "after": found.len()})).await;
        for change in page["changes"].as_array().unwrap() {
            assert_eq!(change["revision"], found.len() + 1, "revisions have no holes");
            let message = &change["message"];
            found.push((integer(&message["message_id"]), message["text"].as_str().unwrap().to_owned()));
        }
        if page["has_more"] == false {
            assert_eq!(page["revision"], found.len());
            return found;
        }
    }
}

/// The ids of the messages that were acknowledged, by chat.
type Acknowledged = BTreeMap<i64, Vec<i64>>;

/// Waits until so many messages were acknowledged in each chat.
async fn until_each_sent(acknowledged: &Mutex<Acknowledged>, count: usize) -> Acknowledged {
    let sent = async || {
        let sent = acknowledged.lock().unwrap().clone();
        (sent.len() == SENDERS && sent.values().all(|ids| ids.len() >= count)).then_some(sent)
    };
    timing::until_some(|| format!("{count} messages in each chat"), sent).await
}

#[tokio::test]
async fn a_backup_written_under_load_restores_a_prefix_of_what_was_acknowledged() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let mut chats = Vec::new();
    for number in 0..SENDERS {
        let one = server.register(&format!("ann{number}")).await;
        let other = server.register(&format!("ben{number}")).await;
        chats.push((server.open_chat(&one, &other).await, one));
    }
    let acknowledged = Mutex::<Acknowledged>::default();
    let is_over = AtomicBool::new(false);
    let sending = join_all(chats.iter().map(|(chat_id, user)| {
        let (server, acknowledged, is_over) = (&server, &acknowledged, &is_over);
        async move {
            let mut number = 0;
            while !is_over.load(Ordering::Relaxed) {
                let id = send(server, user, *chat_id, &number.to_string()).await.unwrap();
                acknowledged.lock().unwrap().entry(*chat_id).or_default().push(id);
                number += 1;
            }
        }
    }));
    let backing_up = async {
        let before = until_each_sent(&acknowledged, 20).await;
        let said = server_dir.run_ok(&["backup", "first.backup"]).await;
        let sent = before.values().map(Vec::len).max().unwrap();
        until_each_sent(&acknowledged, sent + 10).await;
        is_over.store(true, Ordering::Relaxed);
        (before, said)
    };
    let (_, (before, said)) = join(sending, backing_up).await;
    let copy = server_dir.folder().join("first.backup");
    let bytes = fs::metadata(&copy).unwrap().len();
    assert_eq!(said, format!("Wrote first.backup ({bytes} bytes)\n"));
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);

    // Killed, it leaves a part of what was stored in the log beside its database.
    server.kill().await;
    server_dir.run_ok(&["restore", "first.backup"]).await;

    let server = server_dir.start().await;
    let after = acknowledged.into_inner().unwrap();
    for (chat_id, user) in &chats {
        let found = changes_of(&server, user, *chat_id).await;
        let (ids, texts): (Vec<i64>, Vec<String>) = found.into_iter().unzip();
        let expected: Vec<String> = (0..texts.len()).map(|number| number.to_string()).collect();
        assert_eq!(texts, expected, "what was sent first, and nothing else");
        assert!(ids.len() >= before[chat_id].len(), "what was acknowledged before the backup began is there");
        // The last one may have been acknowledged only after the backup had it.
        let acknowledged = &after[chat_id][..ids.len().min(after[chat_id].len())];
        assert_eq!(&ids[..acknowledged.len()], acknowledged);
    }
    // The database that was there has all of it, the log's part as well.
    let kept = names_in(&server_dir.data_dir()).into_iter().find(|name| name.contains(".before-")).unwrap();
    let kept = server_dir.data_dir().join(kept);
    let mut kept = DbConnection::open(&DatabaseAddress::Sqlite(kept)).unwrap();
    let total: usize = after.values().map(Vec::len).sum();
    assert_eq!(count(&mut kept, "messages"), i64::try_from(total).unwrap());
}

fn count(conn: &mut DbConnection, table: &str) -> i64 {
    sql::number(conn, &format!("SELECT COUNT(*) AS value FROM {table}"))
}

#[tokio::test]
async fn after_a_restore_all_users_log_in_again_and_clients_start_over() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    send(&server, &ann, chat_id, "one").await.unwrap();
    server_dir.run_ok(&["backup", "chats.backup"]).await;

    send(&server, &ann, chat_id, "two").await.unwrap();
    let session = log_in_by_page(&server, &ann).await;
    let token = server.token_of(&ann).await;
    server.get("/api/me", &token).await;
    let epoch = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();
    let refused = server_dir.run_refused(&["restore", "chats.backup"]).await;
    assert!(refused.contains("another server uses"), "{refused}");
    send(&server, &ann, chat_id, "three").await.unwrap();
    server.stop().await;

    let restored = server_dir.run_ok(&["restore", "chats.backup"]).await;
    let server = server_dir.start().await;
    let by_token = server.ask(Method::GET, "/api/me", &token, None).await.unwrap();
    assert_eq!(by_token.status, 401, "{}", by_token.body);
    let mut by_session = Dial::to(server.address()).cookie(&session).own_origin().open().await;
    assert_eq!(by_session.close_code().await, 4401, "the session has ended");
    log_in_by_page(&server, &ann).await;

    let mut socket = server.dial(&ann).open().await;
    let now = socket.expect("ready").await["epoch"].clone();
    assert_ne!(now, epoch);
    assert!(restored.contains(&format!("Epoch: {}\n", now.as_str().unwrap())), "{restored}");
    // A client that holds three revisions learns that there is one, and has to start over.
    let resumed = socket.ask(json!({"type": "resume", "have": {chat_id.to_string(): [3, 0, 0]}})).await;
    assert_eq!(resumed["chats"][0]["revision"], 1);
    let changes = socket.ask(json!({"type": "sync", "chat_id": chat_id, "after": 3})).await;
    assert_eq!(changes["reset"], true, "{changes}");
    let again = socket
        .ask(json!({"type": "send", "chat_id": chat_id, "client_id": "again", "text": "another two"}))
        .await;
    assert_eq!(again["revision"], 2);
}

#[tokio::test]
async fn a_backup_never_replaces_a_file_and_leaves_nothing_when_it_fails() {
    let server_dir = ServerDir::new(PROGRAM);
    let none = server_dir.run_refused(&["backup", "chats.backup"]).await;
    assert!(none.contains("there is no database at"), "{none}");

    server_dir.run_ok(&["migrate"]).await;
    let file = server_dir.folder().join("mine");
    fs::write(&file, "a diary").unwrap();
    fs::create_dir(server_dir.folder().join("folder")).unwrap();
    std::os::unix::fs::symlink("nowhere", server_dir.folder().join("link")).unwrap();
    for name in ["mine", "folder", "link"] {
        let refused = server_dir.run_refused(&["backup", name]).await;
        assert_eq!(refused, format!("simple-chats: {name} exists already: choose another name"));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "a diary");
    let nowhere = server_dir.run_refused(&["backup", "missing/chats.backup"]).await;
    assert!(nowhere.contains("missing/chats.backup"), "{nowhere}");

    // What an interrupted backup has left is no obstacle.
    fs::write(
        server_dir.folder().join("chats.backup.partial"),
        "half a database, and more than the whole one".repeat(9999),
    )
    .unwrap();
    server_dir.run_ok(&["backup", "chats.backup"]).await;
    let left = names_in(server_dir.folder()).into_iter().filter(|name| name.contains("partial"));
    assert_eq!(left.count(), 0);
    server_dir.run_ok(&["restore", "chats.backup"]).await;
}

/// At the moment when the backup gets its name, all of it was synced; the same for a restored database.
#[tokio::test]
async fn a_backup_and_a_restored_database_are_synced_before_they_get_their_names() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    for (arguments, named) in [(["backup", "chats.backup"], "link"), (["restore", "chats.backup"], "rename")]
    {
        let trace = server_dir.folder().join(named);
        let run = std::process::Command::new("strace")
            .args(["-f", "-y", "-e", "trace=fsync,fdatasync,link,linkat,rename,renameat,renameat2", "-o"])
            .arg(&trace)
            .arg(PROGRAM)
            .args(arguments)
            .current_dir(server_dir.folder())
            .output();
        let Ok(run) = run else {
            return skipped("the syncs of backups", "strace is not here: install the package strace");
        };
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let trace = fs::read_to_string(&trace).unwrap();
        let calls: Vec<&str> =
            trace.lines().filter(|line| line.contains("sync(") || line.contains(named)).collect();
        let temporary =
            if named == "link" { "chats.backup.partial" } else { "simple-chats.sqlite3.restoring" };
        let (from, synced) = (format!("{temporary}\""), format!("{temporary}>"));
        let naming = calls.iter().position(|line| line.contains(named) && line.contains(&from));
        let naming = naming.unwrap_or_else(|| panic!("it gets its name: {trace}"));
        let is_synced = |line: &&str| line.contains("sync(") && line.contains(&synced);
        assert!(calls[..naming].iter().any(is_synced), "{trace}");
        assert!(calls[naming..].iter().any(|line| line.contains("sync(")), "its folder is synced: {trace}");
    }
}

#[tokio::test]
async fn commands_refuse_wrong_arguments_and_explain_themselves() {
    let server_dir = ServerDir::new(PROGRAM);
    for arguments in [&["backup"][..], &["restore"], &["backup", "a", "b"], &["new-epoch", "now"]] {
        let wrong = server_dir.run(arguments).await;
        assert_eq!((wrong.status, wrong.out.as_str()), (Some(2), ""), "{arguments:?}");
    }
    for command in ["backup", "restore", "new-epoch"] {
        let help = server_dir.run_ok(&[command, "--help"]).await;
        assert!(help.contains("Usage: ") && help.contains(command), "{help}");
    }
    assert!(!server_dir.data_dir().exists(), "asking touches nothing");
    let none = server_dir.run_refused(&["new-epoch"]).await;
    assert!(none.contains("there is no database at"), "{none}");
    assert!(!database_of(&server_dir).exists());
}

on_postgres! {
    async fn a_postgres_database_is_left_to_its_own_tools(postgres: Backend) {
        let server_dir = ServerDir::on(postgres, PROGRAM);
        for arguments in [["backup", "file"], ["restore", "file"]] {
            let refused = server_dir.run_refused(&arguments).await;
            assert!(refused.contains("pg_dump"), "{refused}");
        }
    }
}
