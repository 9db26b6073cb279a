//! Fuzz targets: files that are given as a backup, and addresses of databases.

use super::*;
use crate::address::with_timeouts;
use crate::{messages, users};
use chrono::DateTime;
use simple_chats_domain::{EmailAddress, MessageText, Name, NewUser, Pair, SendStamp, User, Username};
use simple_chats_fuzzing::{Decisions, damaged, fuzz, texts};
use std::fs;

fn user(conn: &mut DbConnection, name: &str) -> User {
    let new = NewUser {
        username: Username::parse(name).unwrap(),
        name: Name::parse(name).unwrap(),
        email: EmailAddress::parse(&format!("{name}@example.com")).unwrap(),
        date_joined: DateTime::UNIX_EPOCH,
    };
    conn.write_transaction(|conn| users::insert(conn, &new, "hash")).unwrap()
}

/// A backup with two users and a few messages.
fn whole_backup(folder: &Path) -> Vec<u8> {
    let database = folder.join("database");
    let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(database.clone())).unwrap();
    migrate(&mut conn).unwrap();
    let (ann, ben) = (user(&mut conn, "ann"), user(&mut conn, "ben"));
    let pair = Pair::of(ann.user_id, ben.user_id).unwrap();
    let (chat, _) = conn.write_transaction(|conn| chats::find_or_insert(conn, pair)).unwrap();
    for text in ["Hello, Ben! é", "How are you?", "Fine."] {
        let stamp = SendStamp::at(DateTime::UNIX_EPOCH);
        let message =
            chat.compose(&ann.person(), &ben.person(), MessageText::parse(text).unwrap(), stamp).unwrap();
        conn.write_transaction(|conn| messages::insert(conn, &message)).unwrap();
    }
    let copy = folder.join("copy");
    write_copy(&database, &copy).unwrap();
    fs::read(copy).unwrap()
}

/// Whatever a file has been through, it becomes a whole database, or an error says why not.
#[test]
fn backups() {
    let folder = tempfile::tempdir().unwrap();
    let whole = whole_backup(folder.path());
    let copy = folder.path().join("restored");
    fuzz!(12, |input: &[u8]| {
        for suffix in database_file::BESIDE {
            let _ = fs::remove_file(database_file::beside(&copy, suffix));
        }
        let mut decisions = Decisions::of(input);
        let bytes = match decisions.below(8) {
            // At the beginning are the header and the schema.
            0 | 1 => {
                let (start, rest) = whole.split_at(4096);
                [&damaged(start, decisions.rest()), rest].concat()
            }
            2 => [HEADER, decisions.rest()].concat(),
            _ => damaged(&whole, decisions.rest()),
        };
        fs::write(&copy, &bytes).unwrap();
        match start_new_history(&copy, DateTime::UNIX_EPOCH) {
            Ok(epoch) => check_restored(&copy, &epoch),
            Err(error) => {
                assert!(matches!(error, StoreError::Schema(_)), "{error:?}");
                assert!(!error.to_string().contains('\n'), "{error}");
                assert!(
                    error.to_string().starts_with("it is ") || error.to_string().contains("version"),
                    "{error}"
                );
            }
        }
    });
}

#[test]
fn the_error_of_a_damaged_backup_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = whole_backup(folder.path());
    let page_size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    // The number of fragmented bytes in the second page.
    bytes[page_size + 7] = 34;
    let copy = folder.path().join("damaged");
    fs::write(&copy, bytes).unwrap();
    let error = start_new_history(&copy, DateTime::UNIX_EPOCH).unwrap_err().to_string();
    assert_eq!(error, "it is damaged: Fragmentation of 0 bytes reported as 34 on page 2");
}

/// All rows can be read, and all texts are texts.
fn check_restored(copy: &Path, epoch: &str) {
    let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(copy.to_owned())).unwrap();
    assert_eq!(meta::epoch(&mut conn).unwrap(), epoch);
    let mut conn = open(copy).unwrap();
    check(&mut conn).unwrap();
    assert_eq!(count(&mut conn, "pragma_integrity_check WHERE integrity_check <> 'ok'").unwrap(), 0);
}

/// The time-outs join the parameters of the URL, and change nothing else in it.
#[test]
fn postgres_urls() {
    const PARTS: &[&str] =
        &["@", "/", "?", "&", "=", ":", "connect_timeout=1", "sslmode=require", "%3F", "é", "#"];
    fuzz!(|input: &[u8]| {
        for text in texts(input, PARTS) {
            let url = format!("postgres://{text}");
            let with = with_timeouts(&url);
            assert!(with.starts_with(&url));
            assert_eq!(with_timeouts(&with), with, "{url}");
            assert_eq!(DatabaseAddress::parse(&url), Some(DatabaseAddress::Postgres(url.clone())));
            let shown = format!("{:?}", DatabaseAddress::parse(&url));
            assert_eq!(shown, "Some(Postgres(…))");
        }
    });
}
