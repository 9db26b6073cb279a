//! Reset mails: how one is requested, and its content.

use regex::Regex;
use serde_json::json;
use simple_chats_tests::mail_files::{mail_files, token_in as quoted};
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, TestResponse, timing};
use std::path::PathBuf;

/// Requests a reset mail.
pub(super) async fn forget(app: &TestApp, email: &str) -> TestResponse {
    let answer = app.post("/api/forgot-password", &Nobody, json!({ "email": email })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

/// A server that hands its mails to this mail server, with more settings if they are given.
pub(super) async fn with_mail(environment: &TestEnvironment, port: u16, more: &[(&str, &str)]) -> TestApp {
    let port = port.to_string();
    let mut vars = vec![("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", &port), ("MAIL_USE_TLS", "false")];
    vars.extend(more);
    environment.spawn(&vars).await
}

/// Sets a new password by a token.
pub(super) async fn reset(app: &TestApp, token: &str, password: &str) -> TestResponse {
    app.post("/api/reset-password", &Nobody, json!({ "token": token, "password": password })).await
}

/// The mails with a token that were written as files, the oldest first. Notices have none.
pub(super) fn files(app: &TestApp) -> Vec<PathBuf> {
    let has_token = |path: &PathBuf| std::fs::read_to_string(path).is_ok_and(|mail| quoted(&mail).is_some());
    mail_files(&app.environment().data_dir()).into_iter().filter(has_token).collect()
}

/// Waits for the mail with this number, from 1 on.
pub(super) async fn file(app: &TestApp, number: usize) -> (PathBuf, String) {
    let path = until("a mail is written", || files(app).get(number - 1).cloned()).await;
    let content = std::fs::read_to_string(&path).expect("a mail can be read");
    (path, content)
}

/// Waits until something is seen.
pub(super) async fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    timing::until_some(|| what.to_owned(), async || look()).await
}

/// The token in a mail: what stands in double quotes.
pub(super) fn token_in(mail: &str) -> String {
    let body = mail.split_once("\n\n").or_else(|| mail.split_once("\r\n\r\n")).expect("head and body").1;
    let quoted: Vec<&str> = body.split('"').skip(1).step_by(2).collect();
    assert_eq!(quoted.len(), 1, "one text in quotes: {mail}");
    quoted[0].to_owned()
}

/// Requests a reset mail and takes the token from the file.
pub(super) async fn token_by_file(app: &TestApp, email: &str) -> String {
    let number = files(app).len() + 1;
    forget(app, email).await;
    token_in(&file(app, number).await.1)
}

/// Compares a mail with the snapshot of that name; port, token, date and message id are masked.
pub(super) fn assert_mail(name: &str, mail: &str) {
    let token = token_in(mail);
    let seen = mail.replace('\r', "").replace(&token, "[token]");
    let masks = [
        (r"127\.0\.0\.1:\d+", "127.0.0.1:[port]"),
        (r"Message-ID: <[\w-]{22}@", "Message-ID: <[id]@"),
        ("Date: .*", "Date: [date]"),
    ];
    let seen = masks.iter().fold(seen, |text, (pattern, mask)| {
        Regex::new(pattern).expect("a pattern").replace_all(&text, *mask).into_owned()
    });
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, seen);
    });
}
