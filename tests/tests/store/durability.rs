//! What was acknowledged lasts, and what was deleted is gone: the settings that this rests on, the syncs that a sending
//! really waits for, and the bytes of the file.

use diesel::connection::SimpleConnection;
use simple_chats_persistence::{DatabaseAddress, DbConnection, StoreError, backup, messages};
use simple_chats_tests::fixtures::{chat_of_two, moment, send, text};
use simple_chats_tests::skipped::{in_ci, skipped};
use simple_chats_tests::{Backend, OnBackend, TestStore, on_postgres, sql};
use std::path::Path;
use std::process::Command;

/// What `PRAGMA synchronous` says if each commit is synced.
const FULL: i64 = 2;

#[tokio::test]
async fn the_writer_of_sqlite_syncs_its_log_at_each_commit_and_overwrites_what_is_deleted() {
    let store = TestStore::start(Backend::Sqlite).await;
    let settings = store.database.write::<_, StoreError>(|conn, _| {
        let pragma = |name| format!("SELECT {name} AS value FROM pragma_{name}");
        let journal = sql::text(conn, &pragma("journal_mode"));
        let numbers = ["synchronous", "foreign_keys", "secure_delete"];
        Ok((journal, numbers.map(|name| sql::number(conn, &pragma(name)))))
    });
    assert_eq!(settings.await.unwrap(), ("wal".to_owned(), [FULL, 1, 1]));
}

#[tokio::test]
async fn a_new_sqlite_database_has_small_pages_and_so_has_its_backup() {
    let store = TestStore::start(Backend::Sqlite).await;
    let DatabaseAddress::Sqlite(file) = store.address().clone() else { panic!("this is SQLite") };
    let copy = file.with_extension("copy");
    backup::write_copy(&file, &copy).unwrap();
    for file in [file, copy] {
        let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(file)).unwrap();
        assert_eq!(sql::number(&mut conn, "SELECT page_size AS value FROM pragma_page_size"), 2048);
    }
}

on_postgres! {
    async fn the_writer_of_postgres_waits_for_the_sync_of_its_log(store: TestStore) {
        let setting = store.database.write::<_, StoreError>(|conn, _| {
            Ok(sql::text(conn, "SELECT current_setting('synchronous_commit') AS value"))
        });
        assert_eq!(setting.await.unwrap(), "on");
    }
}

#[tokio::test]
async fn of_a_deleted_text_no_byte_is_left_in_the_file_of_sqlite() {
    const SECRETS: [&str; 3] =
        ["first-secret-that-was-edited", "second-secret-deleted-alone", "third-secret-of-all"];
    let store = TestStore::start(Backend::Sqlite).await;
    let DatabaseAddress::Sqlite(file) = store.address().clone() else { panic!("this is SQLite") };
    let (chat, ann, ben) = chat_of_two(&mut store.connect());
    let sent = [(SECRETS[0], &ann), (SECRETS[1], &ann), (SECRETS[2], &ben)]
        .map(|(words, sender)| send(&mut store.connect(), &chat, sender.user_id, words));
    write_back(&store);
    assert_eq!(SECRETS.map(|secret| holds(&file, secret)), [true; 3], "the test finds what is there");

    let [edited, deleted, _] = sent;
    store
        .database
        .write::<_, StoreError>(move |conn, _| {
            messages::set_text(conn, &edited, &text("harmless"), moment(1))?;
            messages::delete(conn, &deleted.message, moment(1))?;
            messages::delete_all_of(conn, ben.user_id, &[chat.chat_id].into(), moment(1))
        })
        .await
        .unwrap();
    write_back(&store);
    assert_eq!(SECRETS.map(|secret| holds(&file, secret)), [false; 3]);
    assert!(holds(&file, "harmless"));
}

/// Writes SQLite's log back into the file, and empties it.
fn write_back(store: &TestStore) {
    store.connect().batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

/// Whether the database's file or its log has a text in it, in any case.
fn holds(file: &Path, text: &str) -> bool {
    let log = file.with_extension("sqlite3-wal");
    [file, &log].into_iter().any(|file| {
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
    })
}

/// How often the child synced something in each of its phases, whose beginnings it writes to its output.
fn count_syncs(trace: &str) -> Vec<usize> {
    let mut phases = Vec::new();
    for line in trace.lines() {
        let syncs = line.contains("fdatasync(") || line.contains("fsync(");
        if line.contains("write(1, \"phase") {
            phases.push(0);
        } else if let Some(count) = phases.last_mut() {
            *count += usize::from(syncs);
        }
    }
    phases
}

#[test]
fn a_single_message_waits_for_a_sync_and_a_burst_shares_its_syncs() {
    const WHAT: &str = "the count of syncs";
    const BURST: usize = 200;
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let child = Command::new("strace")
        .args(["-f", "-e", "trace=fdatasync,fsync,write", "-o"])
        .arg(&trace)
        .arg(env!("CARGO_BIN_EXE_send-in-phases"))
        .arg(folder.path().join("chats.sqlite3"))
        .arg(BURST.to_string())
        .output();
    let Ok(child) = child else { return skipped(WHAT, "strace is not here: install the package strace") };
    let said = String::from_utf8_lossy(&child.stderr);
    if !child.status.success() && said.contains("ptrace") && !in_ci() {
        return skipped(WHAT, "strace may not trace here (ptrace is not permitted)");
    }
    assert!(child.status.success(), "{said}");
    let phases = count_syncs(&std::fs::read_to_string(&trace).unwrap());
    let [lone, burst, _end] = phases[..] else { panic!("three phases: {phases:?}") };
    assert!(lone >= 1, "a sending was acknowledged without a sync");
    assert!(burst >= 1 && burst * 8 <= BURST, "{burst} syncs for {BURST} messages");
}
