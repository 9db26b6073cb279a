//! How a mail is asked for, and what is in it.

use regex::Regex;
use serde_json::json;
use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::mail_files::mail_files;
use simple_chats_tests::{Nobody, TestApp, TestResponse};
use std::path::PathBuf;
use std::time::Duration;

/// Asks for a reset mail.
pub(super) async fn forget(app: &TestApp, email: &str) -> TestResponse {
    let answer = app.post("/api/forgot-password", &Nobody, json!({ "email": email })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

/// Sets a new password by a token.
pub(super) async fn reset(app: &TestApp, token: &str, password: &str) -> TestResponse {
    app.post("/api/reset-password", &Nobody, json!({ "token": token, "password": password })).await
}

/// The mails that were written as files, the oldest first.
pub(super) fn files(app: &TestApp) -> Vec<PathBuf> {
    mail_files(&app.environment().data_dir())
}

/// Waits for the mail with this number, from 1 on.
pub(super) async fn file(app: &TestApp, number: usize) -> (PathBuf, String) {
    let path = until("a mail is written", || files(app).get(number - 1).cloned()).await;
    let content = std::fs::read_to_string(&path).expect("a mail can be read");
    (path, content)
}

/// Waits until something is seen.
pub(super) async fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let watching = async {
        loop {
            if let Some(seen) = look() {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(WAIT_TIMEOUT, watching).await.unwrap_or_else(|_| panic!("{what}"))
}

/// The token in a mail: what stands in double quotes.
pub(super) fn token_in(mail: &str) -> String {
    let body = mail.split_once("\n\n").or_else(|| mail.split_once("\r\n\r\n")).expect("head and body").1;
    let quoted: Vec<&str> = body.split('"').skip(1).step_by(2).collect();
    assert_eq!(quoted.len(), 1, "one text in quotes: {mail}");
    quoted[0].to_owned()
}

/// Asks for a reset mail and takes the token from the file.
pub(super) async fn token_by_file(app: &TestApp, email: &str) -> String {
    let number = files(app).len() + 1;
    forget(app, email).await;
    token_in(&file(app, number).await.1)
}

/// Compares a mail with the snapshot of that name; port, token, date and message id are masked.
pub(super) fn assert_mail(name: &str, mail: &str) {
    let token = token_in(mail);
    let seen = mail.replace('\r', "").replace(&token, "[token]");
    let seen = Regex::new(r"127\.0\.0\.1:\d+")
        .expect("a pattern")
        .replace_all(&seen, "127.0.0.1:[port]")
        .into_owned();
    let seen = Regex::new(r"Message-ID: <[\w-]{22}@")
        .expect("a pattern")
        .replace(&seen, "Message-ID: <[id]@")
        .into_owned();
    let seen = Regex::new(r"Date: .*").expect("a pattern").replace(&seen, "Date: [date]").into_owned();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, seen);
    });
}
