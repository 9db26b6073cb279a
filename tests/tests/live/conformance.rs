//! RFC 6455 by somebody else's measure: the Autobahn test suite, which knows the standard by hundreds of cases.

use serde_json::{Value, json};
use simple_chats_tests::echo::EchoServer;
use simple_chats_tests::skipped::skipped;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Where the suite's program is; `tests/run` installs it.
const WSTEST: &str = "WSTEST";

/// Cases of what the live protocol closes with 1003: binary messages.
const BINARY: &[&str] = &["1.2.*", "9.2.*", "9.4.*", "9.6.*", "9.8.*"];

/// Cases of what it closes with 1009: messages of more than 64 KiB.
const TOO_BIG: &[&str] = &["7.1.6", "9.1.2", "9.1.3", "9.1.4", "9.1.5", "9.1.6", "9.3.*", "9.5.*"];

/// Cases of what it doesn't offer: compression.
const COMPRESSION: &[&str] = &["12.*", "13.*"];

/// How many cases are left: framing, pings, reserved bits, opcodes, fragments, UTF-8, goodbyes, and speed.
const CASES: usize = 245;

/// What counts: strict is who notices a fault before the message is whole.
const GOOD: [&str; 3] = ["OK", "NON-STRICT", "INFORMATIONAL"];

#[tokio::test]
async fn the_autobahn_suite_finds_no_fault() {
    let Some(program) = std::env::var_os(WSTEST) else {
        return skipped("the Autobahn suite of WebSocket cases", "tests/run has not installed it");
    };
    let report = tokio::task::spawn_blocking(move || run(Path::new(&program))).await.unwrap();
    let is_good = |result: &Value| {
        ["behavior", "behaviorClose"].iter().all(|part| GOOD.iter().any(|good| result[part] == *good))
    };
    let results = report["echo"].as_object().unwrap();
    let bad: Vec<_> = results.iter().filter(|(_, result)| !is_good(result)).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    assert_eq!(results.len(), CASES, "the suite has other cases");
}

/// Lets the suite try a server that says everything back. Returns its report.
fn run(program: &Path) -> Value {
    let (server, folder) = (EchoServer::start(), TempDir::new().unwrap());
    let specification = json!({
        "outdir": folder.path(),
        "servers": [{"agent": "echo", "url": format!("ws://{}/", server.address())}],
        "cases": ["*"],
        "exclude-cases": ([BINARY, TOO_BIG, COMPRESSION].concat()),
        "exclude-agent-cases": {},
    });
    let file = folder.path().join("specification.json");
    std::fs::write(&file, specification.to_string()).unwrap();
    let output = Command::new(program)
        // Where it was installed to, as <folder>/bin/wstest.
        .env("PYTHONUSERBASE", program.parent().and_then(Path::parent).unwrap())
        .args(["--mode", "fuzzingclient", "--spec"])
        .arg(&file)
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = std::fs::read(folder.path().join("index.json")).unwrap();
    serde_json::from_slice(&report).unwrap()
}
