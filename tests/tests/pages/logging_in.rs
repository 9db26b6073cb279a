//! Logging in and out.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::log_in_as;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const WRONG: &str = "Wrong login or password";

#[track_caller]
fn assert_wrong(page: &Page, login: &str) {
    page.assert_is(422, "Log in");
    assert_eq!(page.summary(), [WRONG]);
    let form = page.form("/authentication/login");
    assert_eq!((form.value("email"), form.value("password")), (login, ""));
    assert!(!page.answer.body.contains("a wrong one"), "passwords aren't shown again");
    assert!(
        page.answer.headers("set-cookie").iter().all(|cookie| !cookie.starts_with("simple_chats_session="))
    );
}

on_one_and_on_two_instances! {
    async fn users_log_in_with_address_or_username_in_any_case(app: TestApp) {
        let ann = app.register("Ann.1").await;
        for login in [ann.email.as_str(), "Ann.1", "ANN.1", "ann.1@EXAMPLE.com", " ann.1@example.com "] {
            let browser = Browser::of(&app);
            let page = browser.log_in(login, PASSWORD).await;
            page.assert_leads_to("/chats/list");
            assert_eq!(browser.follow(&page).await.flashes(), ["You are logged in"], "{login}");
            assert!(browser.is_logged_in().await);
        }
    }

    async fn a_wrong_login_and_a_wrong_password_get_the_same_response(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        for login in ["ann", "nobody", "nobody@example.com", "\"><script>"] {
            assert_wrong(&browser.log_in(login, "a wrong one").await, login);
        }
        assert_wrong(&browser.log_in("ann", &PASSWORD.to_uppercase().replace('1', "2")).await, "ann");
        assert_wrong(&browser.log_in("", "").await, "");
        assert!(!browser.is_logged_in().await);
        browser.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
    }

    async fn each_login_gets_a_new_session_id_chosen_by_the_server(app: TestApp) {
        app.register("ann").await;
        let mut seen = vec!["chosen-by-somebody-else".to_owned()];
        for _ in 0..2 {
            let browser = Browser::of(&app);
            browser.set_cookie("session", &seen[0]);
            assert!(!browser.is_logged_in().await);
            browser.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
            let session = browser.cookie("session").unwrap();
            assert!(session.len() >= 32 && !seen.contains(&session), "{session}");
            seen.push(session);
        }
    }

    async fn logging_out_takes_one_button_and_ends_the_session(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let other = Browser::logged_in(&app, &user).await;
        let page = ann.get("/authentication/logout").await;
        page.assert_is(200, "Log out");
        assert_eq!(page.headings(), ["Log out"]);
        let buttons: Vec<_> = page.main().named("button").into_iter().map(Element::text).collect();
        assert_eq!(buttons, ["Log out"]);
        assert!(ann.is_logged_in().await, "viewing the page keeps the session");
        let session = ann.cookie("session").unwrap();
        let page = ann.submit(&page.form("/authentication/logout")).await;
        page.assert_leads_to("/");
        assert_eq!(ann.cookie("session"), None);
        assert_eq!(ann.follow(&page).await.flashes(), ["You are logged out"]);
        ann.set_cookie("session", &session);
        assert!(!ann.is_logged_in().await, "the session has ended in the server too");
        assert!(other.is_logged_in().await, "only this one");
    }

    async fn every_page_of_a_logged_in_user_has_a_logout_button(app: TestApp) {
        let user = app.register("ann").await;
        for path in ["/", "/account", "/chats/list", "/chats/search", "/nothing"] {
            let ann = Browser::logged_in(&app, &user).await;
            let page = ann.get(path).await;
            let forms = page.root.with("action", "/authentication/logout");
            let token = forms[0].with("name", "csrf_token")[0].attribute("value").unwrap();
            let request =
                ann.request(reqwest::Method::POST, "/authentication/logout").form(&[("csrf_token", token)]);
            ann.send(request).await.assert_leads_to("/");
            assert!(!ann.is_logged_in().await, "{path}");
        }
    }
}
