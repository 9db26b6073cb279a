//! Backups of the embedded database: written while it serves, and put back in its place.

mod restoring;

use super::integer;
use super::log::log_in_by_page;
use crate::PROGRAM;
use diesel::prelude::*;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::json;
use simple_chats_persistence::{DatabaseAddress, DbConnection, meta};
use simple_chats_tests::process::{Ended, ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::Dial;
use simple_chats_tests::{Backend, Bearer, TestUser};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How many send while the backup is written, each to a chat of one's own.
const SENDERS: usize = 6;

/// What standard error says, if that is one line.
fn line_of(ended: &Ended) -> &str {
    let [line] = ended.err.lines().collect::<Vec<_>>()[..] else { panic!("one line: {}", ended.err) };
    line
}

/// What lies in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

fn database_of(server_dir: &ServerDir) -> PathBuf {
    server_dir.data_dir().join("simple-chats.sqlite3")
}

/// Sends one message; returns its id where it was acknowledged.
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

#[tokio::test]
async fn a_backup_written_under_load_restores_a_prefix_of_what_was_acknowledged() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let mut chats = Vec::new();
    for number in 0..SENDERS {
        let one = server.register(&format!("ann{number}")).await;
        let other = server.register(&format!("ben{number}")).await;
        chats.push((server.open_chat(&one, &other).await, one));
    }
    let acknowledged: Mutex<BTreeMap<i64, Vec<i64>>> = Mutex::default();
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
        tokio::time::sleep(Duration::from_millis(600)).await;
        let before = acknowledged.lock().unwrap().clone();
        let ended = server_dir.run(&["backup", "first.backup"]).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        is_over.store(true, Ordering::Relaxed);
        (before, ended)
    };
    let (_, (before, ended)) = join(sending, backing_up).await;
    let copy = server_dir.folder().join("first.backup");
    let bytes = fs::metadata(&copy).unwrap().len();
    assert_eq!((ended.status, ended.err.as_str()), (Some(0), ""));
    assert_eq!(ended.out, format!("Wrote first.backup ({bytes} bytes)\n"));
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);

    // Killed, it leaves a part of what was stored in the log beside its database.
    server.kill().await;
    let restored = server_dir.run(&["restore", "first.backup"]).await;
    assert_eq!((restored.status, restored.err.as_str()), (Some(0), ""), "{}", restored.out);

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
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let DbConnection::Sqlite(conn) = conn else { panic!("this is SQLite") };
    let question = format!("SELECT COUNT(*) AS count FROM {table}");
    diesel::sql_query(question).get_result::<Count>(conn).unwrap().count
}

#[tokio::test]
async fn after_a_restore_everybody_signs_in_again_and_clients_start_over() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let (ann, ben) = (server.register("ann").await, server.register("ben").await);
    let chat_id = server.open_chat(&ann, &ben).await;
    send(&server, &ann, chat_id, "one").await.unwrap();
    let backup = server_dir.run(&["backup", "chats.backup"]).await;
    assert_eq!(backup.status, Some(0), "{}", backup.err);

    send(&server, &ann, chat_id, "two").await.unwrap();
    let session = log_in_by_page(&server, &ann).await;
    let token = server.get("/api/token", &ann).await["token"].as_str().unwrap().to_owned();
    server.get("/api/me", &Bearer(token.clone())).await;
    let epoch = server.dial(&ann).open().await.expect("ready").await["epoch"].clone();
    let refused = server_dir.run(&["restore", "chats.backup"]).await;
    assert_eq!((refused.status, refused.out.as_str()), (Some(1), ""));
    assert!(line_of(&refused).contains("another server uses"), "{}", refused.err);
    send(&server, &ann, chat_id, "three").await.unwrap();
    assert_eq!(server.stop().await.status, Some(0));

    let restored = server_dir.run(&["restore", "chats.backup"]).await;
    assert_eq!((restored.status, restored.err.as_str()), (Some(0), ""));
    let server = server_dir.start().await;
    let by_token = server.ask(Method::GET, "/api/me", &Bearer(token), None).await.unwrap();
    assert_eq!(by_token.status, 401, "{}", by_token.body);
    let mut by_session = Dial::to(server.address()).cookie(&session).own_origin().open().await;
    assert_eq!(by_session.close_code().await, 4401, "the session has ended");
    log_in_by_page(&server, &ann).await;

    let mut socket = server.dial(&ann).open().await;
    let now = socket.expect("ready").await["epoch"].clone();
    assert_ne!(now, epoch);
    assert!(restored.out.contains(&format!("Epoch: {}\n", now.as_str().unwrap())), "{}", restored.out);
    // A client that holds three revisions is told that there is one, and what it asks for beyond is no more.
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
async fn a_backup_never_takes_the_place_of_a_file_and_leaves_nothing_where_it_fails() {
    let server_dir = ServerDir::new(PROGRAM);
    let none = server_dir.run(&["backup", "chats.backup"]).await;
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    assert!(line_of(&none).contains("there is no database at"), "{}", none.err);

    assert_eq!(server_dir.run(&["migrate"]).await.status, Some(0));
    let file = server_dir.folder().join("mine");
    fs::write(&file, "a diary").unwrap();
    fs::create_dir(server_dir.folder().join("folder")).unwrap();
    std::os::unix::fs::symlink("nowhere", server_dir.folder().join("link")).unwrap();
    for name in ["mine", "folder", "link"] {
        let refused = server_dir.run(&["backup", name]).await;
        assert_eq!((refused.status, refused.out.as_str()), (Some(1), ""));
        assert_eq!(line_of(&refused), format!("simple-chats: {name} exists already: choose another name"));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "a diary");
    let nowhere = server_dir.run(&["backup", "missing/chats.backup"]).await;
    assert_eq!(nowhere.status, Some(1));
    assert!(line_of(&nowhere).contains("missing/chats.backup"), "{}", nowhere.err);

    // What an interrupted backup has left is no obstacle.
    fs::write(
        server_dir.folder().join("chats.backup.partial"),
        "half a database, and more than the whole one".repeat(9999),
    )
    .unwrap();
    let made = server_dir.run(&["backup", "chats.backup"]).await;
    assert_eq!((made.status, made.err.as_str()), (Some(0), ""));
    let left = names_in(server_dir.folder()).into_iter().filter(|name| name.contains("partial"));
    assert_eq!(left.count(), 0);
    let restored = server_dir.run(&["restore", "chats.backup"]).await;
    assert_eq!(restored.status, Some(0), "{}", restored.err);
}

/// At the moment when the backup gets its name, all of it was synced; the same for a restored database.
#[tokio::test]
async fn what_gets_its_name_is_on_the_disk() {
    let server_dir = ServerDir::new(PROGRAM);
    assert_eq!(server_dir.run(&["migrate"]).await.status, Some(0));
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
async fn the_commands_say_what_they_take() {
    let server_dir = ServerDir::new(PROGRAM);
    for arguments in [&["backup"][..], &["restore"], &["backup", "a", "b"], &["new-epoch", "now"]] {
        let wrong = server_dir.run(arguments).await;
        assert_eq!((wrong.status, wrong.out.as_str()), (Some(2), ""), "{arguments:?}");
    }
    for command in ["backup", "restore", "new-epoch"] {
        let help = server_dir.run(&[command, "--help"]).await;
        assert_eq!((help.status, help.err.as_str()), (Some(0), ""));
        assert!(help.out.contains("Usage: ") && help.out.contains(command), "{}", help.out);
    }
    assert!(!server_dir.data_dir().exists(), "asking touches nothing");
    let none = server_dir.run(&["new-epoch"]).await;
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    assert!(line_of(&none).contains("there is no database at"), "{}", none.err);
    assert!(!database_of(&server_dir).exists());
}

#[tokio::test]
async fn a_postgres_database_is_left_to_its_own_tools() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let server_dir = ServerDir::on(Backend::Postgres, PROGRAM);
    for arguments in [["backup", "file"], ["restore", "file"]] {
        let refused = server_dir.run(&arguments).await;
        assert_eq!((refused.status, refused.out.as_str()), (Some(1), ""));
        assert!(line_of(&refused).contains("pg_dump"), "{}", refused.err);
    }
}
