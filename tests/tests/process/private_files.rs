//! Whatever the program makes is for its owner alone, and links at names that it writes are not followed.

use super::names_in;
use crate::PROGRAM;
use serde_json::json;
use simple_chats_tests::Nobody;
use simple_chats_tests::mail_files::token_of_mail;
use simple_chats_tests::process::ServerDir;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// All files and folders below a folder.
fn all_in(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { [all_in(&path), vec![path]].concat() } else { vec![path] };
    paths.flat_map(below).collect()
}

/// A folder for a server whose folders exist already, open to all, with the database in one of its own.
fn with_open_folders(umask: &'static str) -> ServerDir {
    let server_dir =
        ServerDir::new(PROGRAM).with_umask(umask).with("DATABASE_URL", "sqlite:elsewhere/chats.db");
    for name in ["data", "elsewhere", "backups"] {
        let folder = server_dir.folder().join(name);
        fs::create_dir(&folder).unwrap();
        set_mode(&folder, 0o777);
    }
    server_dir
}

fn assert_private(server_dir: &ServerDir, expected: &[&str]) {
    let mut found = Vec::new();
    for name in ["data", "elsewhere", "backups"] {
        for path in all_in(&server_dir.folder().join(name)) {
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(format!("{:o}", mode(&path)), format!("{wanted:o}"), "{}", path.display());
            found.push(path.strip_prefix(server_dir.folder()).unwrap().display().to_string());
        }
    }
    for part in expected {
        assert!(found.iter().any(|path| path.contains(part)), "there is no {part} in {found:?}");
    }
}

#[tokio::test]
async fn whatever_is_made_is_private_with_any_umask_and_in_open_folders() {
    for umask in ["000", "022", "077", "377"] {
        let server_dir = with_open_folders(umask);
        let server = server_dir.start().await;
        let (ann, _, chat_id) = server.register_pair().await;
        server.post(&format!("/api/chats/{chat_id}/messages"), &ann, json!({"texts": ["hello"]}), 201).await;
        server.post("/api/forgot-password", &Nobody, json!({"email": ann.email}), 200).await;
        token_of_mail(&server_dir.data_dir(), 0).await;
        assert!(!server.log().contains("chmod"), "{}", server.log());
        server_dir.run_ok(&["backup", "backups/one"]).await;
        let running =
            ["data/secret-key", "chats.db.lock", "data/outbox", ".eml", "chats.db-wal", "chats.db-shm"];
        assert_private(&server_dir, &running);
        // What it leaves when it is killed, and what a restore makes of it.
        server.kill().await;
        server_dir.run_ok(&["restore", "backups/one"]).await;
        assert_private(&server_dir, &["backups/one", "chats.db.before-", "elsewhere/chats.db"]);
    }
}

#[tokio::test]
async fn folders_that_are_missing_are_made_private() {
    let server_dir = ServerDir::new(PROGRAM).with_umask("000").with("DATA_DIR", "a/b/data");
    server_dir.start().await.stop().await;
    for path in all_in(&server_dir.folder().join("a")).into_iter().chain([server_dir.folder().join("a")]) {
        assert_eq!(mode(&path), if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
}

#[tokio::test]
async fn a_kept_database_of_an_earlier_version_becomes_private() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    server_dir.run_ok(&["backup", "one"]).await;
    set_mode(&server_dir.data_dir().join("simple-chats.sqlite3"), 0o644);
    server_dir.run_ok(&["restore", "one"]).await;
    for path in all_in(&server_dir.data_dir()) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[tokio::test]
async fn a_backup_replaces_a_leftover_and_leaves_its_readers_with_the_old_one() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    let leftover = server_dir.folder().join("one.partial");
    fs::write(&leftover, "half a database").unwrap();
    set_mode(&leftover, 0o666);
    // Somebody has it open, or another name for it.
    let other_name = server_dir.folder().join("other");
    fs::hard_link(&leftover, &other_name).unwrap();
    server_dir.run_ok(&["backup", "one"]).await;
    assert_eq!(mode(&server_dir.folder().join("one")), 0o600);
    assert_eq!(fs::read_to_string(other_name).unwrap(), "half a database");
}

/// Everything at a name that the program writes, and the command that would write it.
#[tokio::test]
async fn a_link_at_a_name_that_is_written_is_refused_and_not_followed() {
    const SERVE: &[&str] = &["serve"];
    for (name, arguments) in [
        ("data/simple-chats.sqlite3", SERVE),
        ("data/simple-chats.sqlite3", &["migrate"]),
        ("data/simple-chats.sqlite3", &["restore", "good"]),
        ("data/simple-chats.sqlite3", &["user", "list"]),
        ("data/simple-chats.sqlite3-wal", SERVE),
        ("data/simple-chats.sqlite3-shm", SERVE),
        ("data/simple-chats.sqlite3-journal", SERVE),
        ("data/secret-key", SERVE),
        ("data/simple-chats.sqlite3.lock", SERVE),
        ("data/simple-chats.sqlite3.lock", &["restore", "good"]),
        ("data/outbox", SERVE),
        ("one", &["backup", "one"]),
        ("one.partial", &["backup", "one"]),
    ] {
        let server_dir = ServerDir::new(PROGRAM);
        server_dir.run_ok(&["migrate"]).await;
        server_dir.run_ok(&["backup", "good"]).await;
        let (path, target) = (server_dir.folder().join(name), server_dir.folder().join("planted"));
        for content in [None, Some("a diary, which is nobody's business")] {
            fs::remove_file(&path).ok();
            if let Some(content) = content {
                // A key may be read by a link.
                if name == "data/secret-key" {
                    continue;
                }
                fs::write(&target, content).unwrap();
            }
            symlink(&target, &path).unwrap();
            let before = names_in(&server_dir.data_dir());
            let line = server_dir.run(arguments).await;
            let last = line.err.lines().last().unwrap_or_default();
            let shown = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(line.status, Some(1), "{name} {arguments:?}: {}", line.err);
            assert!(
                last.starts_with("simple-chats: ") && last.contains(shown),
                "{name} {arguments:?}: {last}"
            );
            assert!(last.contains("symbolic link") || last.contains("exists already"), "{name}: {last}");
            assert_eq!(fs::read_to_string(&target).ok().as_deref(), content, "{name} {arguments:?}");
            assert!(fs::symlink_metadata(&path).unwrap().is_symlink(), "the operator decides");
            let made = names_in(&server_dir.data_dir()).into_iter().filter(|name| !before.contains(name));
            assert!(
                made.clone().all(
                    |name| ["simple-chats.sqlite3.lock", "outbox", "secret-key"].contains(&name.as_str())
                ),
                "{name}"
            );
        }
    }
}

/// The names of temporary files, which are unlinked first.
#[tokio::test]
async fn a_link_at_the_name_of_a_restored_copy_is_replaced() {
    let server_dir = ServerDir::new(PROGRAM);
    server_dir.run_ok(&["migrate"]).await;
    server_dir.run_ok(&["backup", "good"]).await;
    let target = server_dir.folder().join("planted");
    fs::write(&target, "a diary").unwrap();
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let name = format!("simple-chats.sqlite3.restoring{suffix}");
        symlink(&target, server_dir.data_dir().join(name)).unwrap();
    }
    server_dir.run_ok(&["restore", "good"]).await;
    assert_eq!(fs::read_to_string(target).unwrap(), "a diary");
    server_dir.start().await.stop().await;
}

#[tokio::test]
async fn an_existing_file_that_others_can_use_is_named_with_the_command_that_closes_it() {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    assert!(!server.log().contains("chmod"), "{}", server.log());
    server.kill().await;
    for name in ["simple-chats.sqlite3", "secret-key"] {
        set_mode(&server_dir.data_dir().join(name), 0o644);
    }
    let server = server_dir.start().await;
    for name in ["simple-chats.sqlite3", "secret-key"] {
        let (path, log) = (format!("data/{name}"), server.log());
        assert!(
            log.contains(&format!("{path} can be used by other users (mode 0644): `chmod 600 {path}")),
            "{log}"
        );
        assert_eq!(mode(&server_dir.data_dir().join(name)), 0o644, "the operator decides");
    }
    server.stop().await;
}
