//! `/administration`: what administrators see and do, and that nobody else does.

use super::browser::Browser;
use super::page::Page;
use super::support::{log_in_as, mails};
use crate::support::exports::Unpacked;
use reqwest::Method;
use serde_json::json;
use simple_chats_auth::hash_token;
use simple_chats_domain::UserId;
use simple_chats_persistence::{mail_outbox, sessions, users};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::{at_once, moment, register, sign_in};
use simple_chats_tests::{
    Backend, TestApp, TestUser, on_both_databases, on_one_and_on_two_instances, timing,
};

const PAGES: [&str; 10] = [
    "/administration",
    "/administration/users",
    "/administration/users?search=a",
    "/administration/users/USER",
    "/administration/users/USER/suspend",
    "/administration/users/USER/delete",
    "/administration/invitations",
    "/administration/audit",
    "/administration/reports",
    "/administration/audit?before=9",
];

const ACTIONS: [&str; 6] = [
    "/administration/users/USER/suspend",
    "/administration/users/USER/resume",
    "/administration/users/USER/reset-link",
    "/administration/users/USER/delete",
    "/administration/invitations/1/revoke",
    "/administration/reports/1/done",
];

fn path_of(template: &str, user: &TestUser) -> String {
    template.replace("USER", &user.user_id.to_string())
}

fn promote(app: &TestApp, user: &TestUser) {
    set_administrator(app, user, true);
}

fn set_administrator(app: &TestApp, user: &TestUser, is_administrator: bool) {
    let user_id = UserId::new(user.user_id).unwrap();
    at_once(&mut app.connect(), |conn| users::set_administrator(conn, user_id, is_administrator).unwrap());
}

/// Ann, who is an administrator, and Ben, who isn't.
async fn administrator(app: &TestApp) -> (Browser<'_>, TestUser, TestUser) {
    let (browser, ann) = log_in_as(app, "ann").await;
    promote(app, &ann);
    (browser, ann, app.register("ben").await)
}

/// Sends a form without fields of a page.
async fn act(browser: &Browser<'_>, page: &str, action: &str) -> Page {
    let form = browser.get(page).await.form(action);
    browser.submit(&form).await
}

/// What the record says, the newest first.
async fn record(browser: &Browser<'_>) -> Vec<String> {
    let page = browser.get("/administration/audit").await;
    page.assert_is(200, "Record");
    let items = page.main().named("li").into_iter().map(|item| {
        let time = item.named("time")[0].text();
        item.text().replace(&time, "").trim().to_owned()
    });
    items.collect()
}

on_one_and_on_two_instances! {
    async fn the_pages_do_not_exist_for_others(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        let member = Browser::logged_in(&app, &ben).await;
        assert_eq!(ann.get("/account").await.link("Administration"), Some("/administration"));
        assert_eq!(member.get("/account").await.link("Administration"), None);
        for path in PAGES.map(|path| path_of(path, &ben)) {
            assert_eq!(ann.get(&path).await.status(), 200, "{path}");
            for other in [&member, &Browser::of(&app)] {
                other.get(&path).await.assert_missing();
            }
        }
        let token = member.get("/account").await.form("/account/profile").value("csrf_token").to_owned();
        for action in ACTIONS.map(|action| path_of(action, &ben)) {
            for fields in [vec![("csrf_token", token.as_str())], vec![]] {
                member.send(member.request(Method::POST, &action).form(&fields)).await.assert_missing();
            }
        }
        for (path, method) in PAGES.map(|path| (path, Method::PUT)).into_iter().chain(ACTIONS.map(|path| (path, Method::PATCH))) {
            let path = path_of(path, &ben);
            for method in [method, Method::OPTIONS] {
                let answer = member.send(member.request(method.clone(), &path)).await;
                answer.assert_missing();
                assert_eq!(answer.answer.header("allow"), None, "{method} {path}");
            }
            assert!(ann.send(ann.request(Method::PUT, &path)).await.answer.header("allow").is_some());
        }
        assert_eq!(record(&ann).await, [""; 0]);
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
        for unknown in ["/administration/users/999", "/administration/users/x", "/administration/nothing"] {
            ann.get(unknown).await.assert_missing();
        }
    }

    async fn forms_of_the_pages_need_a_token_of_the_session(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        let invitation = json!({"accounts": 1, "expires_in": 3600});
        assert_eq!(app.post("/api/invitations", &ben, invitation).await.status, 201);
        for action in ACTIONS.map(|action| path_of(action, &ben)) {
            let page = ann.send(ann.request(Method::POST, &action).form(&[("csrf_token", "x")])).await;
            assert_eq!(page.status(), 403, "{action}");
            assert!(page.says("This form has expired. Please send it again."), "{action}");
        }
        assert_eq!(record(&ann).await, [""; 0]);
    }

    async fn a_suspended_user_is_logged_out_at_once_and_comes_back_later(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        let member = Browser::logged_in(&app, &ben).await;
        let token = app.token(&ben).await;
        let mut sockets =
            [app.dial().basic(&ben.email, &ben.password).enter().await, app.dial().bearer(&token.0).enter().await];
        let path = path_of("/administration/users/USER", &ben);
        let confirm = ann.get(&path).await.link("Suspend").expect("a link").to_owned();
        let begin = timing::start();
        act(&ann, &confirm, &confirm).await.assert_leads_to(&path);
        for socket in &mut sockets {
            assert_eq!(socket.close_code().await, 4401);
        }
        timing::assert_within(std::time::Duration::from_secs(1), begin);
        member.get("/account").await.assert_leads_to("/authentication/login?next=%2Faccount");
        for caller in [&ben as &dyn simple_chats_tests::Caller, &token] {
            assert_eq!(app.get("/api/me", caller).await.refusal().1, "This account is suspended");
        }
        let page = member.log_in("ben", PASSWORD).await;
        page.assert_is(403, "Log in");
        assert_eq!(page.summary(), ["This account is suspended"]);
        let page = member.log_in("ben", "not the password").await;
        page.assert_is(422, "Log in");
        assert_eq!(page.summary(), ["Wrong login or password"]);
        assert!(ann.get(&path).await.says("Suspended"));
        assert!(ann.get("/administration").await.says("1 of them suspended"));

        // The button is gone; the form may have been opened before.
        let suspended = ann.get(&path).await;
        assert!(!suspended.links_to_forms().iter().any(|action| action.ends_with("/reset-link")));
        let form_token = suspended.form(&format!("{path}/resume")).value("csrf_token").to_owned();
        let link = ann.request(Method::POST, &format!("{path}/reset-link")).form(&[("csrf_token", form_token)]);
        let refused = ann.send(link).await;
        assert!(refused.status() == 403 && refused.says("This account is suspended"), "{}", refused.text());

        act(&ann, &path, &format!("{path}/resume")).await.assert_leads_to(&path);
        member.log_in("ben", PASSWORD).await.assert_leads_to("/chats/list");
        assert_eq!(app.get("/api/me", &token).await.status, 200);
        assert_eq!(record(&ann).await, ["ann @ann ended the suspension of ben @ben", "ann @ann suspended ben @ben"]);
    }

    async fn an_administrator_deletes_an_account(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        let cat = app.register("cat").await;
        let chat = app.open_chat(&ben, &cat).await;
        app.send(&ben, chat, &["from ben"]).await;
        let path = path_of("/administration/users/USER/delete", &ben);
        let page = ann.get(&path).await;
        page.assert_is(200, "Delete account");
        ann.submit(&page.form(&path).with("delete_messages", "true")).await.assert_leads_to("/administration/users");
        assert_eq!(app.get("/api/me", &ben).await.status, 401);
        assert_eq!(app.texts(chat, &cat).await, [""; 0]);
        ann.get(&path).await.assert_missing();
        let number = ben.user_id;
        assert_eq!(record(&ann).await, [format!("ann @ann deleted Deleted user number {number}")]);
    }

    async fn the_last_administrator_stays(app: TestApp) {
        let (ann, user, ben) = administrator(&app).await;
        let refused = "This is the last administrator. Make somebody else an administrator first.";
        for action in ["suspend", "delete"] {
            let path = path_of(&format!("/administration/users/USER/{action}"), &user);
            let page = act(&ann, &path, &path).await;
            assert_eq!(page.status(), 403, "{action}");
            assert!(page.says(refused), "{}", page.text());
        }
        assert!(ann.is_logged_in().await);
        promote(&app, &ben);
        let path = path_of("/administration/users/USER/suspend", &ben);
        act(&ann, &path, &path).await.assert_leads_to(&path_of("/administration/users/USER", &ben));
        // One who is suspended doesn't count.
        let path = path_of("/administration/users/USER/suspend", &user);
        assert!(act(&ann, &path, &path).await.says(refused));
        assert_eq!(app.get("/api/me", &user).await.status, 200);
    }

    async fn who_is_no_longer_an_administrator_can_do_nothing(app: TestApp) {
        let (ann, user, ben) = administrator(&app).await;
        promote(&app, &ben);
        let path = path_of("/administration/users/USER/suspend", &ben);
        let form = ann.get(&path).await.form(&path);
        set_administrator(&app, &user, false);
        ann.submit(&form).await.assert_missing();
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
    }
}

on_both_databases! {
    async fn accounts_are_found_by_parts_of_names_and_addresses(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        app.post("/api/update", &ben, json!({"name": "Benedikt Ä"})).await;
        for (search, found) in [
            ("", vec!["ann", "ben"]),
            ("BEN@example", vec!["ben"]),
            ("edikt ä", vec!["ben"]),
            ("nn", vec!["ann"]),
            ("%", vec![]),
            ("\u{0}", vec![]),
        ] {
            let request = ann.request(Method::GET, "/administration/users").query(&[("search", search)]);
            let page = ann.send(request).await;
            let names: Vec<String> = page
                .main()
                .of_class("items")
                .iter()
                .flat_map(|list| list.named("p"))
                .map(|line| line.text().split('@').next().unwrap_or_default().to_owned())
                .collect();
            assert_eq!(names, found, "{search}");
        }
    }

    async fn long_lists_have_pages(app: TestApp) {
        let (ann, _, _) = administrator(&app).await;
        at_once(&mut app.connect(), |conn| {
            for number in 0..60 {
                register(conn, &format!("many-{number}"));
            }
        });
        let first = ann.get("/administration/users?search=many").await;
        assert_eq!(first.main().of_class("items")[0].named("li").len(), 50);
        let second = ann.get(first.link("Next page").expect("a link")).await;
        assert_eq!(second.main().of_class("items")[0].named("li").len(), 10);
        assert!(second.link("Next page").is_none() && second.says("many-59"));
    }

    async fn a_page_shows_what_an_account_uses(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        let cat = app.register("cat").await;
        let chat = app.open_chat(&ben, &cat).await;
        app.send(&ben, chat, &["äöü", "two"]).await;
        app.send(&cat, chat, &["a secret of theirs"]).await;
        Browser::logged_in(&app, &ben).await;
        // A session that has ended by itself is no device, and isn't exported.
        let old = sign_in(&mut app.connect(), UserId::new(ben.user_id).unwrap());
        let (old, ago) = (hash_token(&old), chrono::Utc::now() - chrono::TimeDelta::days(400));
        at_once(&mut app.connect(), |conn| sessions::set_last_seen(conn, &old, ago).unwrap());
        let exported = Unpacked::of(app.request(Method::GET, "/api/me/export", &ben)).await.data();
        assert_eq!(exported["sessions"].as_array().map(Vec::len), Some(1), "{exported}");
        let page = ann.get(&path_of("/administration/users/USER", &ben)).await;
        page.assert_is(200, "Account");
        let facts: Vec<(String, String)> = page
            .main()
            .named("dt")
            .into_iter()
            .zip(page.main().named("dd"))
            .map(|(name, value)| (name.text(), value.text()))
            .collect();
        let fact = |name: &str| facts.iter().find(|(key, _)| key == name).expect("a fact").1.as_str();
        assert_eq!((fact("Username"), fact("Email address")), ("@ben", ben.email.as_str()));
        assert_eq!((fact("Role"), fact("Devices"), fact("Storage")), ("Member", "1", "2 messages, 9 bytes"));
        for path in PAGES.map(|path| path_of(path, &ben)) {
            let page = ann.get(&path).await;
            assert!(!page.answer.body.contains("secret") && !page.answer.body.contains("äöü"), "{path}");
        }
    }

    async fn an_administrator_sends_a_reset_link_and_revokes_invitations(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        let path = path_of("/administration/users/USER", &ben);
        act(&ann, &path, &format!("{path}/reset-link")).await.assert_leads_to(&path);
        timing::until(|| "the mail".to_owned(), async || mails(&app).len() == 1).await;
        assert!(mails(&app)[0].contains(&ben.email));

        let invitation = json!({"accounts": 3, "expires_in": 3600, "email": null});
        assert_eq!(app.post("/api/invitations", &ben, invitation).await.status, 201);
        let page = ann.get("/administration/invitations").await;
        assert!(page.says("0 of 3 used") && page.says("by ben @ben"), "{}", page.text());
        let revoke = page.links_to_forms().into_iter().find(|action| action.ends_with("/revoke")).expect("a form");
        ann.submit(&page.form(&revoke)).await.assert_leads_to("/administration/invitations");
        assert_eq!(app.get("/api/invitations", &ben).await.column("invitation_id").len(), 0);
        ann.submit(&page.form(&revoke)).await.assert_missing();
        let expected = ["ann @ann revoked an invitation of ben @ben", "ann @ann sent a reset link to ben @ben"];
        assert_eq!(record(&ann).await, expected);
        assert!(!app.log().contains(&ben.email));
    }

    async fn the_overview_shows_the_state_of_the_server(app: TestApp) {
        let (ann, _, ben) = administrator(&app).await;
        at_once(&mut app.connect(), |conn| {
            let mail_id = mail_outbox::insert(conn, "reset", &ben.email, moment(1)).unwrap();
            let later = chrono::Utc::now() + chrono::TimeDelta::hours(1);
            mail_outbox::claim(conn, moment(2), later).unwrap();
            mail_outbox::set_next_try(conn, mail_id, later, "the SMTP server answered 451").unwrap();
            let (ben_id, says) = (UserId::new(ben.user_id).unwrap(), "what happened");
            let refused =
                mail_outbox::insert_about(conn, "notice", "old@example.org", ben_id, says, moment(1)).unwrap();
            mail_outbox::claim(conn, moment(2), later).unwrap();
            mail_outbox::give_up(conn, refused, ben_id, moment(3), "the SMTP server answered 550 5.1.1").unwrap();
        });
        let page = ann.get("/administration").await;
        page.assert_is(200, "Administration");
        let unit = if app.backend() == Backend::Sqlite { "KB" } else { "MB" };
        for text in ["Everyone may sign up", "Everyone may invite", "0.1.0", unit, "Running instances1", &ben.email, "tried 1 time"] {
            assert!(page.says(text), "{text}: {}", page.text());
        }
        for text in ["answered 451", "old@example.org", "given up on 1 January 2026", "answered 550 5.1.1"] {
            assert!(page.says(text), "{text}: {}", page.text());
        }
        assert!(!page.answer.body.contains("what happened"));
    }
}
