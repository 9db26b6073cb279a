//! Changing the address of an account: `/account/email`, `/api/change-email`, and the mailed link.

use super::browser::Browser;
use super::page::Page;
use super::support::{log_in_as, mailed_link, mails};
use diesel::connection::SimpleConnection;
use futures_util::future::join_all;
use regex::Regex;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_persistence::mail_outbox;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::personal_tokens::make_token;
use simple_chats_tests::{
    Caller, TestApp, TestEnvironment, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances,
    timing,
};

const NEW: &str = "new@example.org";

async fn ask(app: &TestApp, caller: &dyn Caller, email: &str, password: &str) -> TestResponse {
    app.post("/api/change-email", caller, json!({ "email": email, "password": password })).await
}

/// The paths of the links that an address got, the oldest first.
pub(super) fn links(app: &TestApp, address: &str) -> Vec<String> {
    let link = Regex::new(r"(?m)^https?://[^/]+(/authentication/confirm_email/\S+)\s*$").unwrap();
    let to = format!("To: {address}");
    let to_address = mails(app).into_iter().filter(|mail| mail.lines().any(|line| line.trim_end() == to));
    to_address.filter_map(|mail| Some(link.captures(&mail)?[1].to_owned())).collect()
}

/// Asks for a new address by the API. Returns the path of the link.
async fn ask_for_link(app: &TestApp, user: &TestUser, email: &str) -> String {
    let before = links(app, email).len();
    let answer = ask(app, user, email, &user.password).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    timing::until_some(|| "a link".to_owned(), async || links(app, email).into_iter().nth(before)).await
}

async fn confirm(browser: &Browser<'_>, link: &str) -> Page {
    browser.fill(link, &[]).await
}

async fn address_of(app: &TestApp, user: &TestUser) -> Value {
    let by_name = simple_chats_tests::app::basic(&user.username, &user.password);
    app.get("/api/me", &by_name).await.json()["data"]["email"].clone()
}

async fn expect_mail(app: &TestApp, subject: &str, to: &str) -> String {
    let is_it = |mail: &String| {
        mail.contains(&format!("Subject: {subject} - Simple Chats")) && mail.contains(&format!("To: {to}"))
    };
    timing::until_some(|| format!("{subject} to {to}"), async || mails(app).into_iter().find(is_it)).await
}

on_one_and_on_two_instances! {
    async fn a_new_address_counts_once_it_is_confirmed(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let page = ann.get("/account").await;
        assert_eq!(page.link("Email address"), Some("/account/email"));
        let asked = ann.fill("/account/email", &[("email", NEW), ("password", PASSWORD)]).await;
        asked.assert_leads_to("/account/email");
        assert!(ann.follow(&asked).await.flashes()[0].starts_with("A link is on its way"));
        let link = timing::until_some(|| "a link".to_owned(), async || links(&app, NEW).pop()).await;
        let stranger = Browser::of(&app);
        let page = stranger.get(&link).await;
        page.assert_is(200, "Confirm email address");
        assert!(page.says(NEW) && page.says("@ann"), "it names the account: {}", page.text());
        assert_eq!(address_of(&app, &user).await, "ann@example.com", "opening the link changes nothing");
        let stale = stranger.submit(&stranger.get(&link).await.form(&link).with("csrf_token", "x")).await;
        stale.assert_is(403, "Confirm email address");
        confirm(&stranger, &link).await.assert_leads_to("/authentication/login");
        assert_eq!(address_of(&app, &user).await, NEW);
        assert!(ann.is_logged_in().await && ann.get("/account").await.says(NEW));
        assert_eq!(app.get("/api/me", &user).await.status, 401, "the old address is no login any more");
        let mail = expect_mail(&app, "Your email address was changed", "ann@example.com").await;
        assert!(mail.contains("From: 127.0.0.1, ") && !mail.contains(NEW), "{mail}");
        stranger.get(&link).await.assert_is(410, "Link expired");
        stranger.log_in(NEW, PASSWORD).await.assert_leads_to("/chats/list");
    }

    async fn of_two_accounts_that_confirm_the_same_address_one_gets_it(app: TestApp) {
        let users = app.register_all(["ann", "ben", "cat"]).await;
        let mut paths = Vec::new();
        for user in &users {
            paths.push(ask_for_link(&app, user, NEW).await);
        }
        let browsers = [Browser::of(&app), Browser::of(&app), Browser::of(&app)];
        let pages = join_all(browsers.iter().zip(&paths).map(|(browser, link)| confirm(browser, link))).await;
        let mut statuses: Vec<u16> = pages.iter().map(Page::status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409, 409]);
        let mut owners = 0;
        for user in &users {
            owners += usize::from(address_of(&app, user).await == NEW);
        }
        assert_eq!(owners, 1);
    }

    async fn a_taken_address_gets_the_same_answer_and_its_owner_is_told(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let free = ask(&app, &ann, "free@example.org", PASSWORD).await;
        let taken = ask(&app, &ann, "Ben@Example.com", PASSWORD).await;
        let without = |answer: &TestResponse| {
            let mut answer = answer.json();
            answer["email"].take();
            answer
        };
        assert_eq!((free.status, without(&free)), (taken.status, without(&taken)));
        assert_eq!((free.status, &free.json()["user_id"]), (202, &json!(ann.user_id)));
        let mail = expect_mail(&app, "Your email address is in use already", &ben.email).await;
        assert!(!mail.contains("ann") && !mail.contains("confirm_email"), "{mail}");
        assert_eq!(links(&app, "Ben@Example.com"), [""; 0]);
        assert_eq!(address_of(&app, &ben).await, "ben@example.com");
    }
}

on_both_databases! {
    async fn only_the_password_allows_another_address(app: TestApp) {
        let ann = app.register("ann").await;
        let wrong = ask(&app, &ann, NEW, "wrong password").await;
        assert_eq!(wrong.refusal(), (403, json!("Wrong password! Try again"), "forbidden".to_owned()));
        let odd = ask(&app, &ann, "nobody", PASSWORD).await;
        assert_eq!(odd.refusal(), (400, json!("E-mail 'nobody' is not valid"), "bad_request".to_owned()));
        let same = ask(&app, &ann, &ann.email, PASSWORD).await;
        assert_eq!(same.refusal(), (400, json!("Nothing was updated"), "bad_request".to_owned()));
        let token = make_token(&app, &ann, "write").await;
        assert_eq!(ask(&app, &token.bearer, NEW, PASSWORD).await.refusal().2, "not_possible");
        let none = app.post("/api/change-email", &ann, json!({})).await;
        let missing = "Missing required parameter in the JSON body";
        let expected = json!({ "email": missing, "password": missing });
        assert_eq!(none.refusal(), (400, expected, "bad_request".to_owned()));
        let browser = Browser::logged_in(&app, &ann).await;
        for (email, password, field, message) in [
            (NEW, "wrong", "password", "The password is wrong"),
            ("nobody", PASSWORD, "email", "Enter a valid email address"),
        ] {
            let page = browser.fill("/account/email", &[("email", email), ("password", password)]).await;
            page.assert_mistake("Email address", field, message);
            assert_eq!(page.form("/account/email").value("email"), email);
        }
        let same = browser.fill("/account/email", &[("email", &ann.email), ("password", PASSWORD)]).await;
        assert_eq!(browser.follow(&same).await.flashes(), ["This is your address already"]);
        assert_eq!(links(&app, NEW), [""; 0]);
    }

    async fn links_end_with_a_newer_one_a_new_password_or_their_time(app: TestApp) {
        let ann = app.register("ann").await;
        let browser = Browser::of(&app);
        let first = ask_for_link(&app, &ann, NEW).await;
        let second = ask_for_link(&app, &ann, "newer@example.org").await;
        browser.get(&first).await.assert_is(410, "Link expired");
        browser.get(&second).await.assert_is(200, "Confirm email address");
        let form = browser.get(&second).await.form(&second);
        let change = json!({ "old_password": PASSWORD, "new_password": "another password" });
        assert_eq!(app.post("/api/change-password", &ann, change).await.status, 202);
        browser.get(&second).await.assert_is(410, "Link expired");
        browser.submit(&form).await.assert_is(410, "Link expired");
        let ann = TestUser { password: "another password".to_owned(), ..ann };
        let third = ask_for_link(&app, &ann, NEW).await;
        app.connect().batch_execute("UPDATE email_confirmations SET expires_at = 1767225600000").unwrap();
        let expired = browser.get(&third).await;
        expired.assert_is(410, "Link expired");
        assert!(expired.says("This link has expired"));
        browser.get("/authentication/confirm_email/abc").await.assert_is(404, "Page not found");
        assert_eq!(address_of(&app, &ann).await, "ann@example.com");
    }

    async fn links_of_the_old_address_that_reset_the_password_end(app: TestApp) {
        let ann = app.register("ann").await;
        let reset = mailed_link(&app, &ann.email).await;
        let link = ask_for_link(&app, &ann, NEW).await;
        let browser = Browser::of(&app);
        browser.get(&reset).await.assert_is(200, "Reset password");
        confirm(&browser, &link).await.assert_leads_to("/authentication/login");
        browser.get(&reset).await.assert_is(410, "Link expired");
        mailed_link(&app, NEW).await;
    }

    async fn a_deleted_account_leaves_no_new_address(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let link = ask_for_link(&app, &ann, NEW).await;
        app.delete_account(&ann).await;
        Browser::of(&app).get(&link).await.assert_is(404, "Page not found");
        let of_ben = ask_for_link(&app, &ben, NEW).await;
        confirm(&Browser::of(&app), &of_ben).await.assert_leads_to("/authentication/login");
    }

    async fn a_mail_that_waits_goes_with_its_account(environment: TestEnvironment) {
        let vars = [("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", "9"), ("MAIL_USE_TLS", "false")];
        let app = environment.spawn(&vars).await;
        let ann = app.register("ann").await;
        assert_eq!(ask(&app, &ann, NEW, PASSWORD).await.status, 202);
        let waits = || {
            let later = chrono::Utc::now() + chrono::TimeDelta::days(2);
            mail_outbox::is_due(&mut app.connect(), later).unwrap()
        };
        assert!(waits());
        app.delete_account(&ann).await;
        assert!(!waits(), "whatever its address is");
    }

    async fn a_mail_to_an_earlier_address_does_not_wait_beside_that_to_a_later_one(environment: TestEnvironment) {
        let vars = [("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", "9"), ("MAIL_USE_TLS", "false")];
        let app = environment.spawn(&vars).await;
        let ann = app.register("ann").await;
        for email in ["misspelled@example.org", NEW] {
            assert_eq!(ask(&app, &ann, email, PASSWORD).await.status, 202);
        }
        let later = chrono::Utc::now() + chrono::TimeDelta::days(2);
        let take_out = || {
            let mut conn = app.connect();
            let mail = mail_outbox::claim(&mut conn, later, later + chrono::TimeDelta::days(1)).unwrap()?;
            mail_outbox::delete(&mut conn, mail.mail_id).unwrap();
            Some(mail.address)
        };
        // While the server tries to send it, it can't be taken out.
        let first = timing::until_some(|| "a mail".to_owned(), async || take_out()).await;
        assert_eq!((first.as_str(), take_out()), (NEW, None));
    }

    async fn a_change_that_failed_often_is_told_when_it_succeeds(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let link = ask_for_link(&app, &ann, NEW).await;
        let of_ben = ask_for_link(&app, &ben, NEW).await;
        confirm(&Browser::of(&app), &of_ben).await.assert_leads_to("/authentication/login");
        for _ in 0..12 {
            assert_eq!(confirm(&Browser::of(&app), &link).await.status(), 409);
        }
        app.delete_account(&TestUser { email: NEW.to_owned(), ..ben }).await;
        confirm(&Browser::of(&app), &link).await.assert_leads_to("/authentication/login");
        expect_mail(&app, "Your email address was changed", &ann.email).await;
    }

    async fn a_link_leads_back_to_where_its_user_is(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        let link = ask_for_link(&app, &user, NEW).await;
        confirm(&ann, &link).await.assert_leads_to("/account/email");
        let user = TestUser { email: NEW.to_owned(), ..user };
        let link = ask_for_link(&app, &user, "newer@example.org").await;
        confirm(&ben, &link).await.assert_leads_to("/");
        let head = ben.send(ben.request(Method::HEAD, &link)).await;
        assert_eq!(head.status(), 410);
    }
}
