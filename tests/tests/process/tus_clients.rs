//! Uploads by other people's clients of tus, in JavaScript and in Python, over a connection that is cut.

use crate::PROGRAM;
use serde_json::Value;
use simple_chats_tests::app::basic;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::proxy::{Direction, Proxy};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::supervisor::program;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python with tuspy; `tests/run` makes it.
const PYTHON: &str = "TUS_PYTHON";

/// Lets a client upload a file, and compares what is stored with it.
async fn upload(mut command: Command, name: &str) {
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let (ann, _, _) = server.register_pair().await;
    let proxy = Proxy::before(server.address()).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    let bytes: Vec<u8> = (0..1_500_000_u32).flat_map(u32::to_le_bytes).take(1_500_000).collect();
    std::fs::write(&file, &bytes).unwrap();
    // Within its second or third part.
    proxy.cut_after(Direction::Up, 1_000_000);
    command
        .arg(format!("http://{}/api/uploads", proxy.address()))
        .arg(basic(&ann.username, &ann.password))
        .arg(&file)
        .env("NO_PROXY", "127.0.0.1");
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let (told, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}{errors}");
    assert_eq!(proxy.cuts(), 1, "{told}{errors}");
    let id = told.trim().rsplit('/').next().unwrap();
    let info: Value = server.get(&format!("/api/attachments/{id}/info"), &ann).await;
    assert_eq!(info["data"]["name"], name);
    let stored = reqwest::Client::new()
        .get(format!("http://{}/api/attachments/{id}", server.address()))
        .header("authorization", basic(&ann.username, &ann.password))
        .send()
        .await
        .unwrap();
    assert!(stored.bytes().await.unwrap() == bytes);
}

#[tokio::test]
async fn tus_js_client_uploads_over_a_connection_that_is_cut() {
    match program("node", "nodejs") {
        Ok(node) => {
            let mut command = Command::new(node);
            command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../web-assets/tests/tus_client.js"));
            upload(command, "from JavaScript.bin").await;
        }
        Err(why) => skipped("uploads by a client of tus in JavaScript", &why),
    }
}

#[tokio::test]
async fn tuspy_uploads_over_a_connection_that_is_cut() {
    let installed = || {
        let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
        Some(cache.join("simple-chats-tests/tus_python/bin/python3")).filter(|python| python.exists())
    };
    let Some(python) = std::env::var_os(PYTHON).or_else(|| installed().map(OsString::from)) else {
        return skipped("uploads by a client of tus in Python", "tests/run has not installed it");
    };
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tus_client.py"));
    upload(command, "from Python.bin").await;
}
