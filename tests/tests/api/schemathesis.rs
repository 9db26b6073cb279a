//! The REST API by somebody else's measure: Schemathesis makes requests from the OpenAPI document, valid and invalid ones,
//! alone and one after the other, and holds the responses to it.

use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{TestApp, on_both_databases};
use std::process::Command;

/// Where the program is; `tests/run` installs it.
const SCHEMATHESIS: &str = "SCHEMATHESIS";

/// What a response is held to: its status and its media type are documented, its headers and its body are as documented,
/// and the server never fails.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance,response_headers_conformance,unsupported_method";

/// What would end the caller's access, and the archive, of which only one is made at a time.
const LEFT_OUT: &str = "/api/(me/export|change-password|reset-password|docs)$";

on_both_databases! {
    async fn schemathesis_finds_no_fault(app: TestApp) {
        let Some(program) = std::env::var_os(SCHEMATHESIS) else {
            return skipped("the trials of the REST API by Schemathesis", "tests/run has not installed it");
        };
        let (ann, _, chat) = app.chat_of_two().await;
        app.send(&ann, chat, &["hello", "there"]).await;
        let token = app.token(&ann).await;
        let mut command = Command::new(program);
        command
            .args(["run", &app.url("/api/openapi.json"), "--no-color", "--seed", "1", "--max-examples", "5"])
            .args(["--phases", "coverage,fuzzing,stateful", "--checks", CHECKS])
            .args(["--exclude-path-regex", LEFT_OUT, "--exclude-operation-id", "delete_me"])
            .args(["--header", &format!("Authorization: Bearer {}", token.0)]);
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
        let tried = report.lines().find(|line| line.contains("generated,")).unwrap_or_default();
        let number = tried.split_whitespace().next().and_then(|number| number.parse::<u32>().ok());
        assert!(number.is_some_and(|number| number > 500), "{report}");
    }
}
