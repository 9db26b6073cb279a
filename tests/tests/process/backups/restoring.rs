//! What is put back and what is not: the old database is kept, and a restore that is killed leaves one of both whole.

use super::*;
use crate::PROGRAM;

#[tokio::test]
async fn a_file_that_is_no_whole_backup_of_this_version_is_refused_and_nothing_changes() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    for number in 0..50 {
        send(&server, &ann, chat_id, &format!("{number} {}", "word ".repeat(200))).await.unwrap();
    }
    server.stop().await;
    server_dir.run_ok(&["backup", "good"]).await;
    let good = fs::read(server_dir.folder().join("good")).unwrap();
    let file = |name: &str, bytes: &[u8]| fs::write(server_dir.folder().join(name), bytes).unwrap();
    file("empty", b"");
    file("text", b"Dear diary, today I made a backup of everything.");
    file("short", &good[..good.len() / 2]);
    file("torn", &[&good[..good.len() / 2], &vec![0xA5; 9000][..], &good[good.len() / 2 + 9000..]].concat());
    let other = |name: &str, statements: &str| {
        use diesel::connection::SimpleConnection;
        let path = server_dir.folder().join(name);
        if name != "foreign" {
            fs::copy(server_dir.folder().join("good"), &path).unwrap();
        }
        DbConnection::open(&DatabaseAddress::Sqlite(path)).unwrap().batch_execute(statements).unwrap();
    };
    other("foreign", "CREATE TABLE recipes (name TEXT)");
    other("altered", "ALTER TABLE meta RENAME COLUMN value TO worth");
    other("newer", "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')");

    let (before, names) = (fs::read(database_of(&server_dir)).unwrap(), names_in(&server_dir.data_dir()));
    for (name, why) in [
        ("missing", "No such file"),
        (".", "directory"),
        ("empty", "no database of SQLite"),
        ("text", "no database of SQLite"),
        ("short", "damaged"),
        ("torn", "damaged"),
        ("altered", "damaged"),
        ("foreign", "no database of Simple Chats"),
        ("newer", "newer version of Simple Chats"),
    ] {
        let line = server_dir.run_refused(&["restore", name]).await;
        assert!(line.contains(name) && line.contains(why) && line.contains("nothing was restored"), "{line}");
        assert_eq!(names_in(&server_dir.data_dir()), names, "{name} leaves nothing behind");
    }
    assert!(fs::read(database_of(&server_dir)).unwrap() == before, "the database is as it was");
    assert!(fs::read(server_dir.folder().join("good")).unwrap() == good, "so is the backup");
}

/// A folder with an empty database and a backup of it.
async fn with_a_backup() -> ServerDir {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    server_dir.run_ok(&["backup", "good"]).await;
    server_dir
}

#[tokio::test]
async fn a_database_that_can_not_be_read_any_more_is_replaced_and_kept_as_it_is() {
    let server_dir = with_a_backup().await;
    let broken = b"nothing that makes sense".repeat(100);
    fs::write(database_of(&server_dir), &broken).unwrap();
    // If it stayed, SQLite would take it for the log of the new database.
    fs::write(server_dir.data_dir().join("simple-chats.sqlite3-wal"), b"the log of the broken one").unwrap();
    server_dir.run_ok(&["restore", "good"]).await;
    let names = names_in(&server_dir.data_dir());
    let kept: Vec<&String> = names.iter().filter(|name| name.contains(".before-")).collect();
    assert!(
        kept.len() == 2 && kept[1].ends_with("-wal") && kept[1].starts_with(kept[0].as_str()),
        "{names:?}"
    );
    assert!(!names.contains(&"simple-chats.sqlite3-wal".to_owned()));
    assert!(fs::read(server_dir.data_dir().join(kept[0])).unwrap() == broken);
    assert_eq!(fs::read(server_dir.data_dir().join(kept[1])).unwrap(), b"the log of the broken one");
    let server = server_dir.start().await;
    server.register("ann").await;
}

#[tokio::test]
async fn a_database_that_another_program_has_open_is_left_to_it() {
    let server_dir = with_a_backup().await;
    let mut program = server_dir.connect();
    let epoch = meta::epoch(&mut program).unwrap();
    let refused = server_dir.run_refused(&["restore", "good"]).await;
    assert!(refused.contains("another program uses it"), "{refused}");
    assert_eq!(meta::epoch(&mut server_dir.connect()).unwrap(), epoch);
    let names = names_in(&server_dir.data_dir());
    assert!(!names.iter().any(|name| name.contains(".before-") || name.contains(".restoring")), "{names:?}");
}

#[tokio::test]
async fn every_database_that_was_replaced_is_kept() {
    let server_dir = with_a_backup().await;
    for _ in 0..4 {
        // Several within a second.
        server_dir.run_ok(&["restore", "good"]).await;
    }
    let names = names_in(&server_dir.data_dir());
    assert_eq!(names.iter().filter(|name| name.contains(".before-")).count(), 4, "{names:?}");
}

#[tokio::test]
async fn a_backup_becomes_the_database_if_there_is_none() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let ann = server.register("ann").await;
    server_dir.run_ok(&["backup", "chats.backup"]).await;
    server.stop().await;
    let copy = server_dir.folder().join("chats.backup");
    let elsewhere = ServerDir::new(PROGRAM);
    let restored = elsewhere.run_ok(&["restore", copy.to_str().unwrap()]).await;
    assert_eq!(restored.lines().count(), 2, "{restored}");
    let server = elsewhere.start().await;
    assert_eq!(server.get("/api/me", &ann).await["data"]["username"], "ann");
}

/// The process is killed at any moment of the restoration.
#[tokio::test]
async fn a_restore_that_is_killed_leaves_the_old_or_the_new_database_whole() {
    const ROUNDS: u64 = 24;
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, _, chat_id) = server.register_pair().await;
    for number in 0..30 {
        send(&server, &ann, chat_id, &format!("{number} {}", "word ".repeat(500))).await.unwrap();
    }
    server_dir.run_ok(&["backup", "thirty"]).await;
    send(&server, &ann, chat_id, "one more").await.unwrap();
    // Its log still holds what is new.
    server.kill().await;
    let (mut old, mut new) = (0, 0);
    for round in 0..ROUNDS {
        let ended = server_dir.run_for(&["restore", "thirty"], Duration::from_millis(round * 4)).await;
        let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(database_of(&server_dir))).unwrap();
        assert_eq!(count(&mut conn, "pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
        match count(&mut conn, "messages") {
            31 => old += 1,
            30 => new += 1,
            other => panic!("{other} messages"),
        }
        assert_eq!(meta::epoch(&mut conn).unwrap().len(), 32);
        assert!(new > 0 || ended.status != Some(0), "it says that it was restored");
    }
    assert!(old > 0, "killed early, it leaves the old one");
    // What is left over is no obstacle.
    server_dir.run_ok(&["restore", "thirty"]).await;
    let server = server_dir.start().await;
    assert_eq!(changes_of(&server, &ann, chat_id).await.len(), 30);
}
