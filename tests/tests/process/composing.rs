//! The compose file takes the place of the one of flask-simple-chats: with the `.env` of that README, the server starts, and
//! does what that README goes on with.

use crate::PROGRAM;
use regex::{Captures, Regex};
use serde_json::json;
use simple_chats_tests::Nobody;
use simple_chats_tests::app::basic;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::supervisor::free_address;
use std::collections::BTreeMap;

const COMPOSE: &str = include_str!("../../../docker/compose.yaml");
const DOCKERFILE: &str = include_str!("../../../docker/Dockerfile");

/// As the README of flask-simple-chats tells to make it.
const DOT_ENV: [(&str, &str); 5] = [
    ("SECRET_KEY", "very-secret"),
    ("MAIL_SERVER", "smtp.gmail.com"),
    ("MAIL_PORT", "587"),
    ("MAIL_USERNAME", "example@gmail.com"),
    ("MAIL_PASSWORD", "example"),
];

/// The environment of the service, with the variables of a `.env`.
fn environment(dot_env: &[(&str, &str)]) -> BTreeMap<String, String> {
    let (_, rest) = COMPOSE.split_once("    environment:\n").unwrap();
    let (lines, _) = rest.split_once("    # For an import").unwrap();
    let assignment = Regex::new(r"(?m)^      ([A-Z_]+): (.*)$").unwrap();
    let variable = Regex::new(r"\$\{([A-Z_]+):-([^}]*)\}").unwrap();
    let given: BTreeMap<&str, &str> = dot_env.iter().copied().collect();
    let value = |found: &Captures<'_>| {
        let set = given.get(&found[1]).filter(|value| !value.is_empty());
        set.map_or_else(|| found[2].to_owned(), |value| (*value).to_owned())
    };
    let environment: BTreeMap<String, String> = assignment
        .captures_iter(lines)
        .map(|found| (found[1].to_owned(), variable.replace_all(&found[2], value).into_owned()))
        .collect();
    let entries = lines.lines().filter(|line| !line.trim_start().starts_with('#')).count();
    assert_eq!(environment.len(), entries, "each line is read");
    environment
}

/// A folder with the settings of a container, except for its port.
fn container(dot_env: &[(&str, &str)]) -> ServerDir {
    assert!(DOCKERFILE.contains("ENV LISTEN=0.0.0.0:8000 DATA_DIR=/data LOG_FORMAT=json"));
    let listen = format!("0.0.0.0:{}", free_address().unwrap().port());
    let server_dir = ServerDir::new(PROGRAM).with("LISTEN", &listen).with("LOG_FORMAT", "json");
    environment(dot_env).iter().fold(server_dir, |server_dir, (name, value)| server_dir.with(name, value))
}

#[tokio::test]
async fn a_container_starts_with_the_dot_env_of_the_original() {
    assert!(COMPOSE.contains("      - \"80:8000\"\n"));
    let server_dir = container(&DOT_ENV);
    let server = server_dir.start().await;
    let registration = json!({
        "email": "docs@gmail.com", "username": "docs_user", "name": "docs", "password": "12345678"
    });
    server.post("/api/register", &Nobody, registration, 201).await;
    let token = server.get("/api/token", &basic("docs@gmail.com", "12345678")).await;
    assert_eq!(token["expires_in"], 3600);
}

#[tokio::test]
async fn a_container_is_closed_by_its_dot_env() {
    let server_dir = container(&[("REGISTRATION", "closed")]);
    let server = server_dir.start().await;
    let registration = json!({
        "email": "docs@gmail.com", "username": "docs_user", "name": "docs", "password": "12345678"
    });
    server.post("/api/register", &Nobody, registration, 403).await;
}
