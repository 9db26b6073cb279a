//! What was deleted is gone from all files that the server writes: the database, its log, and the mails.

use crate::PROGRAM;
use reqwest::Method;
use serde_json::json;
use simple_chats_auth::hash_token;
use simple_chats_domain::UserId;
use simple_chats_persistence::{sessions, users};
use simple_chats_tests::mail_files::{mail_files, token_of_mail};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::webhook_receiver::{Reaction, WebhookReceiver};
use simple_chats_tests::{Nobody, TestUser, timing};
use std::fs;
use std::path::{Path, PathBuf};

const TEXT: &str = "canary-text-of-a-message";
const EDITED: &str = "canary-text-that-was-edited";
const NAME: &str = "canary-name-of-a-user";
const TOKEN_NAME: &str = "canary-name-of-a-token";
const NEW_EMAIL: &str = "canary-address@example.org";
const KEY: &str = "canary-idempotency-key";
const USER_AGENT: &str = "canary-user-agent";
/// That of the user's browser, as a proxy names it.
const ADDRESS: &str = "203.0.113.77";
const WEBHOOK: &str = "canary-path-of-a-webhook";
/// What the receiver of the webhook says.
const ANSWER: &str = "canary-answer-of-a-receiver";

/// The files below a folder that hold a text.
fn files_with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        // A file may go meanwhile.
        } else if fs::read(&path).is_ok_and(|bytes| holds(&bytes, text)) {
            found.push(path);
        }
    }
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    // Folded texts are stored as well.
    let (bytes, text) = (bytes.to_ascii_lowercase(), text.to_ascii_lowercase());
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn log_of(server_dir: &ServerDir) -> PathBuf {
    server_dir.data_dir().join("simple-chats.sqlite3-wal")
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |found| found.len())
}

/// Settings with which everything about a user can be a canary.
fn server_dir() -> ServerDir {
    let server_dir = ServerDir::new(PROGRAM).with("TRUSTED_PROXIES", "127.0.0.1");
    server_dir.with("WEBHOOK_ALLOW_NETWORKS", "127.0.0.0/8")
}

/// Webhooks of the user and of a companion, for which everything waits after a first attempt.
async fn make_webhooks(server: &ServerProcess, canary: &TestUser, companion: &TestUser) {
    let mut receiver = WebhookReceiver::start().await;
    for (user, name, answer) in [(canary, WEBHOOK, ANSWER), (companion, "other", "no")] {
        receiver.react([Reaction::Answer(500, answer.to_owned())]);
        let url = format!("{}&{name}", receiver.url());
        let events = ["message", "edited", "chat_created", "read"];
        let webhook = json!({"url": url, "events": events});
        let made = server.post("/api/webhooks", user, webhook, 201).await;
        server
            .post(&format!("/api/webhooks/{}/test", made["data"]["webhook_id"]), user, json!({}), 202)
            .await;
        receiver.next().await;
    }
}

/// Registers a user about whom everything is a canary, with messages and a mail in a file.
async fn canary(server_dir: &ServerDir, server: &ServerProcess) -> (TestUser, Vec<String>) {
    let canary = server.register("canaryusername").await;
    let ben = server.register("ben").await;
    server.post("/api/update", &canary, json!({"name": NAME}), 202).await;
    make_webhooks(server, &canary, &ben).await;
    let chat_id = server.open_chat(&canary, &ben).await;
    let path = format!("/api/chats/{chat_id}/messages");
    let sent = server.post(&path, &canary, json!({"texts": [TEXT, EDITED]}), 201).await;
    let edited = format!("{path}/{}", sent["message_ids"][1]);
    let edit = server.ask(Method::PUT, &edited, &canary, Some(&json!({"text": "harmless"}))).await.unwrap();
    assert_eq!(edit.status, 200, "{}", edit.body);
    server.post("/api/tokens", &canary, json!({"name": TOKEN_NAME, "scope": "read"}), 201).await;
    let address = json!({"email": NEW_EMAIL, "password": canary.password});
    server.post("/api/change-email", &canary, address, 202).await;
    let keyed = json!({"texts": ["harmless"]});
    let key = [("Idempotency-Key", KEY)];
    let sent = server.ask_with(Method::POST, &path, &canary, Some(&keyed), &key).await.unwrap();
    assert_eq!(sent.status, 201, "{}", sent.body);
    let invitation = json!({"accounts": 1, "expires_in": 86400, "email": canary.email});
    server.post("/api/invitations", &ben, invitation, 201).await;
    let cookie = log_in(server, &canary).await;
    server.post("/api/forgot-password", &Nobody, json!({"email": canary.email}), 200).await;
    let reset_token = token_of_mail(&server_dir.data_dir(), 0).await;
    let mut conn = server_dir.connect();
    let account = users::find_account(&mut conn, UserId::stored(canary.user_id)).unwrap();
    let session = sessions::list_of(&mut conn, account.user.user_id).unwrap().remove(0);
    assert_eq!(session.address, ADDRESS);
    let (hash, hashed_token) = (account.password_hash, hash_token(&reset_token));
    let canaries: Vec<String> = [
        TEXT,
        NAME,
        TOKEN_NAME,
        NEW_EMAIL,
        KEY,
        USER_AGENT,
        ADDRESS,
        &canary.username,
        &canary.email,
        &hash,
        &reset_token,
        &hashed_token,
        &session.session_id,
        &session.session_key,
        WEBHOOK,
        ANSWER,
    ]
    .map(str::to_owned)
    .to_vec();
    for text in &canaries {
        assert!(
            !files_with(&server_dir.data_dir(), text).is_empty(),
            "the test finds {text} while it is there"
        );
    }
    let token = server.token_of(&canary).await.0;
    (canary, [canaries, vec![EDITED.to_owned(), cookie, token]].concat())
}

/// Logs in by the page. Returns the token in the session's cookie.
async fn log_in(server: &ServerProcess, user: &TestUser) -> String {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let client = client.user_agent(USER_AGENT).cookie_store(true).build().unwrap();
    let url = format!("http://{}/authentication/login", server.address());
    let page = client.get(&url).send().await.unwrap().text().await.unwrap();
    let (_, rest) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
    let token = rest.split('"').next().unwrap();
    let fields = [("csrf_token", token), ("email", &user.email), ("password", &user.password)];
    let request = client.post(&url).header("x-forwarded-for", ADDRESS).form(&fields);
    let response = request.send().await.unwrap();
    let session = response.cookies().find(|cookie| cookie.name().contains("session")).expect("a session");
    session.value().to_owned()
}

/// The log names the network of each login, for whoever guards the server, and nothing else of a user.
fn assert_absent_from_the_log(log: &str, canaries: &[String]) {
    for text in canaries.iter().filter(|text| *text != ADDRESS) {
        assert!(!holds(log.as_bytes(), text), "{text}: {log}");
    }
}

fn assert_erased(server_dir: &ServerDir, canaries: &[String]) {
    for text in canaries {
        assert_eq!(files_with(&server_dir.data_dir(), text), Vec::<PathBuf>::new(), "{text}");
    }
}

async fn delete_account(server: &ServerProcess, user: &TestUser) {
    let body = json!({"password": user.password, "delete_messages": true});
    let deleted = server.ask(Method::DELETE, "/api/me", user, Some(&body)).await.unwrap();
    assert_eq!(deleted.status, 200, "{}", deleted.body);
}

#[tokio::test]
async fn nothing_of_a_deleted_account_is_left_after_a_moment() {
    let server_dir = server_dir();
    let server = server_dir.start().await;
    let (canary, canaries) = canary(&server_dir, &server).await;
    delete_account(&server, &canary).await;
    assert_eq!(mail_files(&server_dir.data_dir()).len(), 0, "at once");
    let is_erased = async || canaries.iter().all(|text| files_with(&server_dir.data_dir(), text).is_empty());
    timing::until(|| "nothing is left".to_owned(), is_erased).await;
    let ended = server.stop().await;
    assert_erased(&server_dir, &canaries);
    assert_absent_from_the_log(&ended.err, &canaries);
}

#[tokio::test]
async fn nothing_of_a_deleted_account_is_left_if_the_server_is_stopped_at_once() {
    let server_dir = server_dir();
    let server = server_dir.start().await;
    let (canary, canaries) = canary(&server_dir, &server).await;
    delete_account(&server, &canary).await;
    server.stop().await;
    assert_eq!(length(&log_of(&server_dir)), 0);
    assert_erased(&server_dir, &canaries);
}

#[tokio::test]
async fn nothing_is_left_of_an_account_that_the_command_deletes() {
    for beside_a_server in [false, true] {
        let server_dir = server_dir();
        let server = server_dir.start().await;
        let (_, canaries) = canary(&server_dir, &server).await;
        let running = if beside_a_server {
            Some(server)
        } else {
            server.kill().await;
            None
        };
        server_dir.run_ok(&["user", "delete", "canaryusername", "--yes", "--delete-messages"]).await;
        assert_erased(&server_dir, &canaries);
        drop(running);
    }
}

#[tokio::test]
async fn a_stopped_server_leaves_an_empty_log() {
    for signal in ["TERM", "INT"] {
        let server_dir = ServerDir::new(PROGRAM);
        let server = server_dir.start().await;
        let (ann, _, chat_id) = server.register_pair().await;
        let path = format!("/api/chats/{chat_id}/messages");
        server.post(&path, &ann, json!({"texts": [TEXT]}), 201).await;
        assert!(length(&log_of(&server_dir)) > 0, "a message is in the log first");
        server.signal(signal);
        let ended = server.ended_in_order().await;
        assert_eq!(length(&log_of(&server_dir)), 0, "{}", ended.err);
        let server = server_dir.start().await;
        assert!(server.get(&path, &ann).await.to_string().contains(TEXT), "nothing was lost");
        server.stop().await;
    }
}
