//! Logging in and out.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::member;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const WRONG: &str = "Wrong login or password! Try again";

#[track_caller]
fn assert_wrong(page: &Page, login: &str) {
    assert_eq!((page.status(), page.title().as_str()), (422, "Login"), "{}", page.answer.body);
    assert_eq!(page.summary(), [WRONG]);
    let form = page.form("/authentication/login");
    assert_eq!((form.value("email"), form.value("password")), (login, ""));
    assert!(!page.answer.body.contains("a wrong one"), "no password comes back");
    assert!(page.answer.headers("set-cookie").iter().all(|cookie| !cookie.starts_with("session=")));
}

on_one_and_on_two_instances! {
    async fn one_logs_in_by_address_or_username_in_any_case(app: TestApp) {
        let ann = app.register("Ann.1").await;
        for login in [ann.email.as_str(), "Ann.1", "ANN.1", "ann.1@EXAMPLE.com", " ann.1@example.com "] {
            let browser = Browser::of(&app);
            let page = browser.log_in(login, PASSWORD).await;
            page.assert_leads_to("/");
            assert_eq!(browser.follow(&page).await.flashes(), ["Successfully logged in!"], "{login}");
            assert!(browser.is_signed_in().await);
        }
    }

    async fn a_wrong_login_and_a_wrong_password_are_told_alike(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        assert_wrong(&browser.log_in("ann", "a wrong one").await, "ann");
        assert_wrong(&browser.log_in("nobody", "a wrong one").await, "nobody");
        assert_wrong(&browser.log_in("nobody@example.com", "a wrong one").await, "nobody@example.com");
        assert_wrong(&browser.log_in("\"><script>", "a wrong one").await, "\"><script>");
        assert_wrong(&browser.log_in("ann", &PASSWORD.to_uppercase().replace('1', "2")).await, "ann");
        assert_wrong(&browser.log_in("", "").await, "");
        assert!(!browser.is_signed_in().await);
        browser.log_in("ann", PASSWORD).await.assert_leads_to("/");
    }

    async fn a_session_is_the_servers_own_and_new_each_time(app: TestApp) {
        app.register("ann").await;
        let mut seen = vec!["chosen-by-somebody-else".to_owned()];
        for _ in 0..2 {
            let browser = Browser::of(&app);
            browser.set_cookie("session", &seen[0]);
            assert!(!browser.is_signed_in().await);
            browser.log_in("ann", PASSWORD).await.assert_leads_to("/");
            let session = browser.cookie("session").unwrap();
            assert!(session.len() >= 32 && !seen.contains(&session), "{session}");
            seen.push(session);
        }
    }

    async fn logging_out_asks_by_one_button_and_ends_the_session(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        let other = Browser::signed_in(&app, &user).await;
        let page = ann.get("/authentication/logout").await;
        assert_eq!(
            (page.status(), page.title().as_str(), page.headings()),
            (200, "Log out", vec!["Log out".to_owned()])
        );
        let buttons: Vec<_> = page.main().named("button").into_iter().map(Element::text).collect();
        assert_eq!(buttons, ["Log out"]);
        assert!(ann.is_signed_in().await, "looking ends nothing");
        let session = ann.cookie("session").unwrap();
        let page = ann.submit(&page.form("/authentication/logout")).await;
        page.assert_leads_to("/");
        assert_eq!(ann.cookie("session"), None);
        assert_eq!(ann.follow(&page).await.flashes(), ["Successfully logged out"]);
        ann.set_cookie("session", &session);
        assert!(!ann.is_signed_in().await, "the session has ended in the server too");
        assert!(other.is_signed_in().await, "only this one");
    }

    async fn every_page_of_a_member_has_a_button_to_log_out(app: TestApp) {
        let user = app.register("ann").await;
        for path in ["/", "/account", "/chats/list", "/chats/search", "/nothing"] {
            let ann = Browser::signed_in(&app, &user).await;
            let page = ann.get(path).await;
            let forms = page.root().with("action", "/authentication/logout");
            let token = forms[0].with("name", "csrf_token")[0].attribute("value").unwrap();
            let request =
                ann.request(reqwest::Method::POST, "/authentication/logout").form(&[("csrf_token", token)]);
            ann.ask(request).await.assert_leads_to("/");
            assert!(!ann.is_signed_in().await, "{path}");
        }
    }
}
