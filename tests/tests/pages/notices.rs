//! Notices by mail: what users learn about the security of their accounts.

use super::browser::Browser;
use super::support::{log_in_as, mails};
use chrono::{TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::json;
use simple_chats_persistence::mail_outbox;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::mail_files::token_of_mail;
use simple_chats_tests::personal_tokens::{ask_for_token, make_token};
use simple_chats_tests::{
    Nobody, TestApp, TestEnvironment, TestUser, on_both_databases, on_one_and_on_two_instances, timing,
};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const NEW: &str = "another password";

/// The mails with a subject.
fn mails_about(app: &TestApp, subject: &str) -> Vec<String> {
    let subject = format!("Subject: {subject} - Simple Chats");
    mails(app).into_iter().filter(|mail| mail.contains(&subject)).collect()
}

/// Waits until there are so many mails with a subject. Returns them.
pub(super) async fn expect(app: &TestApp, subject: &str, count: usize) -> Vec<String> {
    let what = || format!("{count} mails about {subject}: {:?}", mails_about(app, subject));
    timing::until_some(what, async || Some(mails_about(app, subject)).filter(|found| found.len() >= count))
        .await
}

/// Waits until all mails that are queued by now are sent.
async fn until_sent(app: &TestApp) {
    let is_empty = async || {
        let later = Utc::now() + TimeDelta::days(2);
        !mail_outbox::is_due(&mut app.connect(), later).unwrap()
    };
    timing::until(|| "the outbox is empty".to_owned(), is_empty).await;
}

/// Logs in with Firefox.
async fn log_in(browser: &Browser<'_>, user: &TestUser) {
    let form = browser.get("/authentication/login").await.form("/authentication/login");
    let form = form.filled(&[("email", &user.username), ("password", &user.password)]);
    let request = browser.request(Method::POST, &form.action).header("user-agent", FIREFOX);
    browser.send(request.form(&form.fields)).await.assert_leads_to("/chats/list");
}

async fn log_out(browser: &Browser<'_>) {
    browser.fill("/authentication/logout", &[]).await.assert_leads_to("/");
}

async fn change_password(app: &TestApp, user: &TestUser, old: &str) -> u16 {
    let body = json!({ "old_password": old, "new_password": NEW, "revoke_tokens": false });
    app.post("/api/change-password", user, body).await.status
}

on_one_and_on_two_instances! {
    async fn a_login_with_another_browser_than_before_is_told(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (first, second) = (Browser::of(&app), Browser::of(&app));
        log_in(&first, &ann).await;
        log_out(&first).await;
        log_in(&first, &ann).await;
        log_in(&second, &ben).await;
        log_out(&second).await;
        until_sent(&app).await;
        assert_eq!(mails(&app), [""; 0], "first logins, and known browsers");
        log_in(&second, &ann).await;
        let mail = expect(&app, "New login", 1).await.remove(0);
        assert!(mail.contains("To: ann@example.com") && mail.contains("From: 127.0.0.1, Firefox on Linux"), "{mail}");
        assert!(mail.contains(&format!("When: {}", Utc::now().format("%-d %B %Y, "))), "{mail}");
        assert!(mail.contains("/account/devices") && mail.contains("If it was not you"), "{mail}");
        log_out(&second).await;
        log_in(&second, &ann).await;
        until_sent(&app).await;
        assert_eq!(mails(&app).len(), 1);
    }

    async fn a_changed_password_and_a_made_token_are_told(app: TestApp) {
        let ann = app.register("ann").await;
        assert_eq!(change_password(&app, &ann, "wrong password").await, 403);
        assert_eq!(ask_for_token(&app, &ann, "admin").await.status, 400);
        until_sent(&app).await;
        assert_eq!(mails(&app), [""; 0], "nothing has happened");
        make_token(&app, &ann, "read").await;
        let mail = expect(&app, "An API token was made", 1).await.remove(0);
        assert!(mail.contains("my bot") && mail.contains("/account/tokens"), "{mail}");
        assert_eq!(change_password(&app, &ann, PASSWORD).await, 202);
        let mail = expect(&app, "Your password was changed", 1).await.remove(0);
        assert!(mail.contains("/authentication/forgot_password") && mail.contains("From: 127.0.0.1, "), "{mail}");
    }

    async fn a_reset_password_is_told(app: TestApp) {
        let ann = app.register("ann").await;
        assert_eq!(app.post("/api/forgot-password", &Nobody, json!({ "email": ann.email })).await.status, 200);
        let token = token_of_mail(&app.environment().data_dir(), 0).await;
        let reset = json!({ "token": token, "password": NEW });
        assert_eq!(app.post("/api/reset-password", &Nobody, reset).await.status, 202);
        expect(&app, "Your password was changed", 1).await;
    }
}

on_both_databases! {
    async fn a_browser_in_which_somebody_has_signed_up_is_known(app: TestApp) {
        let browser = Browser::of(&app);
        let fields = [
            ("email", "ann@example.com"),
            ("username", "ann"),
            ("name", "Ann"),
            ("password1", PASSWORD),
            ("password2", PASSWORD),
        ];
        browser.fill("/authentication/register", &fields).await.assert_leads_to("/authentication/login");
        let ann = TestUser::new("ann", PASSWORD);
        log_in(&Browser::of(&app), &ann).await;
        log_in(&browser, &ann).await;
        until_sent(&app).await;
        assert_eq!(mails(&app), [""; 0]);
    }

    async fn the_first_login_is_told_unless_the_account_is_new(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let hours_ago = |hours| (Utc::now() - TimeDelta::hours(hours)).timestamp_millis();
        for (user, hours) in [(&ann, 23), (&ben, 25)] {
            let (joined, user_id) = (hours_ago(hours), user.user_id);
            app.connect()
                .batch_execute(&format!("UPDATE users SET date_joined = {joined} WHERE user_id = {user_id}"))
                .unwrap();
            log_in(&Browser::of(&app), user).await;
        }
        let mail = expect(&app, "New login", 1).await.remove(0);
        assert!(mail.contains("To: ben@example.com"), "{mail}");
        until_sent(&app).await;
        assert_eq!(mails(&app).len(), 1);
    }

    async fn a_password_that_is_changed_on_the_page_is_told(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let fields = [("old_password", PASSWORD), ("password1", NEW), ("password2", NEW)];
        ann.fill_on("/account", "/account/password", &fields).await.assert_leads_to("/account");
        expect(&app, "Your password was changed", 1).await;
    }

    async fn nobody_fills_a_mailbox_or_uses_up_the_notice_of_something_else(app: TestApp) {
        let ann = app.register("ann").await;
        for _ in 0..13 {
            make_token(&app, &ann, "read").await;
        }
        assert_eq!(change_password(&app, &ann, PASSWORD).await, 202);
        expect(&app, "Your password was changed", 1).await;
        until_sent(&app).await;
        assert_eq!(mails_about(&app, "An API token was made").len(), 10);
    }

    async fn a_notice_that_cannot_be_sent_waits_and_goes_with_its_account(environment: TestEnvironment) {
        let vars = [("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", "9"), ("MAIL_USE_TLS", "false")];
        let app = environment.spawn(&vars).await;
        let ann = app.register("ann").await;
        make_token(&app, &ann, "read").await;
        let waits = || {
            let later = Utc::now() + TimeDelta::days(2);
            mail_outbox::is_due(&mut app.connect(), later).unwrap()
        };
        assert!(waits());
        app.delete_account(&ann).await;
        assert!(!waits());
    }
}
