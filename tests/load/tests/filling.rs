//! The load generator and the schema: with this test, the tests also build the program, which CI uses to count.

use serde_json::Value;
use simple_chats_persistence::{DatabaseAddress, DbConnection, users};
use std::process::Command;

#[test]
fn a_database_is_filled_with_the_small_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("filled.sqlite3");
    let output = Command::new(env!("CARGO_BIN_EXE_simple-chats-load"))
        .args(["fill", &format!("sqlite:{}", path.display()), "--content", "small"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(seed["reader"], "user0");
    assert_eq!(seed["pairs"].as_array().map(Vec::len), Some(400));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "one file holds everything");
    let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(path)).unwrap();
    assert_eq!(users::find_by_login(&mut conn, "zuzana").unwrap().user.name.as_str(), "User 999");
}
