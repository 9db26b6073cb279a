//! Users, chats, and mails for several tests.

use super::browser::Browser;
use regex::Regex;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::mail_files::mail_files;
use simple_chats_tests::{Backend, TestApp, TestEnvironment, TestUser};
use std::time::Duration;

/// The message for a form of another session.
pub(super) const STALE: &str = "This form has expired. Please send it again.";

/// Registers a user and logs in.
pub(super) async fn log_in_as<'a>(app: &'a TestApp, username: &str) -> (Browser<'a>, TestUser) {
    let user = app.register(username).await;
    (Browser::logged_in(app, &user).await, user)
}

/// The path of a chat.
pub(super) fn chat_path(chat_id: i64) -> String {
    format!("/chats/{chat_id}")
}

/// Two logged-in users and the path of their chat.
pub(super) async fn two_in_a_chat(app: &TestApp) -> (Browser<'_>, Browser<'_>, String) {
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let chat = app.open_chat(&ann, &ben).await;
    (Browser::logged_in(app, &ann).await, Browser::logged_in(app, &ben).await, chat_path(chat))
}

/// Removes an account; its messages stay.
pub(super) async fn leave(app: &TestApp, user: &TestUser) {
    let request = app.request(Method::DELETE, "/api/me", user).json(&json!({ "password": PASSWORD }));
    assert_eq!(app.answer_to(request).await.status, 200);
}

/// Requests a reset mail. Returns the path of its link.
pub(crate) async fn mailed_link(app: &TestApp, email: &str) -> String {
    let before = mails(app).len();
    let asked = Browser::of(app).fill("/authentication/forgot_password", &[("email", email)]).await;
    asked.assert_leads_to("/authentication/login");
    let waiting = async {
        loop {
            if let Some(mail) = mails(app).into_iter().nth(before) {
                return mail;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let mail = tokio::time::timeout(WAIT_TIMEOUT, waiting).await.expect("a mail is written");
    let link = Regex::new(r"(?m)^https?://[^/]+(/authentication/reset_password/\S+)\s*$").expect("a pattern");
    link.captures(&mail).unwrap_or_else(|| panic!("{mail}"))[1].to_owned()
}

/// The mails written as files, oldest first.
pub(super) fn mails(app: &TestApp) -> Vec<String> {
    let paths = mail_files(&app.environment().data_dir());
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a mail can be read")).collect()
}

/// A server with one limit of three per hour, and the others out of reach.
pub(super) async fn limited(limit: &str) -> TestApp {
    let names = [
        "login_per_account",
        "login_per_network",
        "register_per_network",
        "forgot_password_per_network",
        "send_per_user",
        "search_per_user",
    ];
    let rate = |name: &str| if name == limit { "3/hour" } else { "1000/second" };
    let limits = names.map(|name| format!("{name} = \"{}\"", rate(name))).join("\n");
    TestEnvironment::new(Backend::Sqlite)
        .spawn_with_file(&[("RATE_LIMITS", "on")], &format!("[limits]\n{limits}\n"))
        .await
}
