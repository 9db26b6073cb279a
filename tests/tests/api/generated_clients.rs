//! The OpenAPI document by other people's measures: a linter has nothing to say about it, and clients that generators make
//! of it, one in Python and one in TypeScript, register, send, and read.

use simple_chats_tests::openapi::document;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::supervisor::program;
use simple_chats_tests::{TestApp, on_both_databases};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A Python with the generator; `tests/run` makes it.
const PYTHON: &str = "CLIENT_PYTHON";

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/generated_clients");

/// A folder with the document and the sources of the clients.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.json"), document().to_string()).unwrap();
    for file in ["client.py", "client.ts", "package.json", "python.yaml", "redocly.yaml", "tsconfig.json"] {
        std::fs::copy(Path::new(SOURCES).join(file), folder.path().join(file)).unwrap();
    }
    std::os::unix::fs::symlink(packages(), folder.path().join("node_modules")).unwrap();
    folder
}

fn packages() -> PathBuf {
    Path::new(SOURCES).join("node_modules")
}

/// Runs a program to its end in a folder, and returns what it says.
async fn run(folder: &Path, name: impl AsRef<OsStr>, arguments: &[&str]) -> String {
    let mut command = Command::new(name);
    command.current_dir(folder).args(arguments).env("NO_PROXY", "127.0.0.1").env("PYTHONPATH", "client");
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let (told, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {told}{errors}");
    format!("{told}{errors}")
}

/// Node.js with the packages, or why they aren't there.
fn node() -> Result<PathBuf, String> {
    let node = program("node", "nodejs")?;
    if packages().is_dir() { Ok(node) } else { Err("tests/run has not installed its packages".to_owned()) }
}

#[tokio::test]
async fn a_linter_finds_nothing_in_the_document() {
    let node = match node() {
        Ok(node) => node,
        Err(why) => return skipped("the linter of the OpenAPI document", &why),
    };
    let folder = folder();
    let lint = ["node_modules/@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml", "openapi.json"];
    let told = run(folder.path(), &node, &lint).await;
    assert!(told.contains("Your API description is valid"), "{told}");
}

on_both_databases! {
    async fn a_client_that_is_generated_in_python_sends_and_reads(app: TestApp) {
        let Some(python) = std::env::var_os(PYTHON) else {
            return skipped("a generated client in Python", "tests/run has not installed its generator");
        };
        let folder = folder();
        let generate =
            ["-m", "openapi_python_client", "generate", "--path", "openapi.json", "--config", "python.yaml",
             "--fail-on-warning", "--output-path", "client"];
        run(folder.path(), &python, &generate).await;
        let told = run(folder.path(), &python, &["client.py", &app.url("")]).await;
        assert_eq!(told.trim(), "read 2");
    }

    async fn a_client_that_is_generated_in_typescript_sends_and_reads(app: TestApp) {
        let node = match node() {
            Ok(node) => node,
            Err(why) => return skipped("a generated client in TypeScript", &why),
        };
        let folder = folder();
        let generate = ["node_modules/openapi-typescript/bin/cli.js", "openapi.json", "--output", "api.d.ts"];
        run(folder.path(), &node, &generate).await;
        run(folder.path(), &node, &["node_modules/typescript/bin/tsc", "--project", "."]).await;
        let told = run(folder.path(), &node, &["client.js", &app.url("")]).await;
        assert_eq!(told.trim(), "read 2");
    }
}
