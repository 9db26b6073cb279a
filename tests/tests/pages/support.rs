//! Users, chats, and mails for several tests.

use super::browser::Browser;
use super::html::Element;
use regex::Regex;
use simple_chats_tests::mail_files::mail_files;
use simple_chats_tests::{TestApp, TestUser, WAIT_TIMEOUT};
use std::time::Duration;

pub(super) async fn log_in_as<'a>(app: &'a TestApp, username: &str) -> (Browser<'a>, TestUser) {
    let user = app.register(username).await;
    (Browser::logged_in(app, &user).await, user)
}

/// The id of a message on a page.
pub(super) fn message_id(message: &Element) -> &str {
    message.attribute("id").and_then(|id| id.strip_prefix("message-")).expect("the id of a message")
}

pub(super) fn chat_path(chat_id: i64) -> String {
    format!("/chats/{chat_id}")
}

/// Two logged-in users and the path of their chat.
pub(super) async fn two_in_a_chat(app: &TestApp) -> (Browser<'_>, Browser<'_>, String) {
    let (ann, ben, chat) = app.chat_of_two().await;
    (Browser::logged_in(app, &ann).await, Browser::logged_in(app, &ben).await, chat_path(chat))
}

/// Requests a reset mail. Returns the path of its link.
pub(crate) async fn mailed_link(app: &TestApp, email: &str) -> String {
    let before = reset_links(app).len();
    let page = Browser::of(app).fill("/authentication/forgot_password", &[("email", email)]).await;
    page.assert_leads_to("/authentication/login");
    let waiting = async {
        loop {
            if let Some(link) = reset_links(app).into_iter().nth(before) {
                return link;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(WAIT_TIMEOUT, waiting).await.expect("a mail is written")
}

/// The links in the mails that reset a password.
fn reset_links(app: &TestApp) -> Vec<String> {
    let link = Regex::new(r"(?m)^https?://[^/]+(/authentication/reset_password/\S+)\s*$").expect("a pattern");
    mails(app).iter().filter_map(|mail| Some(link.captures(mail)?[1].to_owned())).collect()
}

/// The mails written as files, oldest first.
pub(super) fn mails(app: &TestApp) -> Vec<String> {
    let paths = mail_files(&app.environment().data_dir());
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a mail can be read")).collect()
}

/// Ann, logged in, who has sent a message to Ben; and another user, Cat.
pub(super) struct UserWithChat<'a> {
    pub(super) ann: Browser<'a>,
    pub(super) user: TestUser,
    pub(super) chat: i64,
    message: i64,
}

impl<'a> UserWithChat<'a> {
    pub(super) async fn of(app: &'a TestApp) -> Self {
        let (user, _, chat) = app.chat_of_two().await;
        app.register("cat").await;
        let message = app.send(&user, chat, &["hello"]).await[0];
        Self { ann: Browser::logged_in(app, &user).await, user, chat, message }
    }

    /// A path with the ids of the chat and the message in place of `CHAT` and `MESSAGE`.
    pub(super) fn path(&self, template: &str) -> String {
        template.replace("CHAT", &self.chat.to_string()).replace("MESSAGE", &self.message.to_string())
    }
}
