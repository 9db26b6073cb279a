//! TLS as testssl.sh finds it.

use crate::PROGRAM;
use serde_json::Value;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::supervisor::program;
use simple_chats_tests::tls::TestCertificate;
use std::fs;
use std::process::{Command, Stdio};

/// What is found and is no fault of the server.
const EXPECTED: [&str; 3] = [
    // The certificate of the test signs itself: no authority vouches for it.
    "cert_chain_of_trust",
    // For the same reason, there is nobody to ask whether it was revoked.
    "cert_revocation",
    // Pages are compressed. The tokens in them are masked, so that their lengths tell nothing.
    "BREACH",
];

#[tokio::test]
async fn an_audit_finds_nothing_of_medium_severity_or_above() {
    let audit = program("testssl", "testssl.sh").and_then(|audit| Ok((audit, TestCertificate::new()?)));
    let (audit, certificate) = match audit {
        Ok(found) => found,
        Err(why) => return skipped("the audit of TLS", &why),
    };
    let server_dir = ServerDir::new(PROGRAM)
        .with("TLS_CERT", &certificate.file().display().to_string())
        .with("TLS_KEY", &certificate.key().display().to_string());
    let server = server_dir.start().await;
    let report = server_dir.folder().join("audit.json");
    let mut command = Command::new(audit);
    command.args(["--quiet", "--color", "0", "--warnings", "off", "--nodns", "none"]);
    command.args(["--protocols", "--server-defaults", "--server-preference", "--fs", "--headers"]);
    command.args(["--vulnerable", "--std", "--jsonfile"]).arg(&report);
    command
        .arg(server.address().to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let ended = tokio::task::spawn_blocking(move || command.status()).await.unwrap();
    let findings: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    let findings = findings.as_array().unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    for (id, expected) in [("TLS1_1", "not offered"), ("TLS1_2", "offered"), ("TLS1_3", "offered with final")]
    {
        let found = findings.iter().find(|finding| finding["id"] == id);
        let found = found.unwrap_or_else(|| panic!("{id} was not examined ({ended:?}): {findings:#?}"));
        assert!(text(found, "finding").starts_with(expected), "{found}");
    }
    let is_bad = |finding: &&Value| {
        let severity = text(finding, "severity");
        ["MEDIUM", "HIGH", "CRITICAL", "FATAL"].contains(&severity.as_str())
            && !EXPECTED.contains(&text(finding, "id").as_str())
    };
    let bad: Vec<&Value> = findings.iter().filter(is_bad).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    server.stop().await;
}
