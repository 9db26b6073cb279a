//! Access to pages, and redirects for other visitors.

use super::browser::Browser;
use super::support::{chat_path, log_in_as, two_in_a_chat};
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{Nobody, TestApp, on_one_and_on_two_instances};

const USER_PAGES: &[&str] = &[
    "/account",
    "/account/",
    "/account/security",
    "/account/security/passkeys",
    "/account/email",
    "/account/language",
    "/account/notifications",
    "/account/tokens",
    "/account/delete",
    "/account/export",
    "/authentication/logout",
    "/chats/list",
    "/chats/list?page_num=2",
    "/chats/going",
    "/chats/end",
    "/chats/search?search-string=a+b%26c",
    "/search?q=a",
    "/chats/ajax-search?search-string=a",
    "/chats/begin/ben",
    "/chats/1",
    "/chats/1?before=2",
    "/chats/1/delete",
    "/chats/1/messages/1/edit",
    "/chats/1/messages/1/report",
    "/chats/requests",
    "/account/privacy",
    "/chats/999",
];

const LOGIN_FORMS: &[&str] = &[
    "/authentication/logout",
    "/account/profile",
    "/account/password",
    "/account/security/authenticator",
    "/account/security/authenticator/remove",
    "/account/security/recovery-codes",
    "/account/security/passkeys",
    "/account/security/passkeys/remove",
    "/account/security/confirm",
    "/account/email",
    "/account/notifications/devices",
    "/account/notifications/devices/1/remove",
    "/account/notifications/devices/1/test",
    "/account/tokens",
    "/account/tokens/1/revoke",
    "/account/delete",
    "/chats/begin/ben",
    "/chats/1/messages",
    "/chats/1/messages/1/edit",
    "/chats/1/messages/1/delete",
    "/chats/1/messages/1/report",
    "/chats/1/delete",
    "/chats/1/accept",
    "/chats/1/block",
    "/chats/1/unblock",
    "/account/privacy",
    "/account/blocks/1/end",
];

const ANONYMOUS_PAGES: &[&str] = &[
    "/authentication/register",
    "/authentication/login",
    "/authentication/forgot_password",
    "/authentication/confirm_email",
];

on_one_and_on_two_instances! {
    async fn anonymous_visitors_log_in_first_and_then_return(app: TestApp) {
        let ann = app.register("ann").await;
        for path in USER_PAGES {
            let browser = Browser::of(&app);
            let redirect = browser.get(path).await;
            redirect.assert_leads_to_login(path);
            let login = browser.follow(&redirect).await;
            assert_eq!(login.flashes(), ["Log in to continue"], "{path}");
            let form = login.form("/authentication/login");
            let wrong = browser.submit(&form.filled(&[("email", "ann"), ("password", "wrong")])).await;
            let form = wrong.form("/authentication/login").with("password", &ann.password);
            assert_eq!(form.value("next"), *path, "kept after a mistake");
            browser.submit(&form).await.assert_leads_to(path);
        }
    }

    async fn an_anonymous_form_redirects_to_the_login_and_back_to_its_page(app: TestApp) {
        let browser = Browser::of(&app);
        for path in LOGIN_FORMS {
            browser.send(browser.request(Method::POST, path)).await.assert_leads_to_login("/");
            let from = |referer: String| browser.request(Method::POST, path).header("referer", referer);
            let redirect = browser.send(from(app.url("/chats/1?before=7"))).await;
            redirect.assert_leads_to_login("/chats/1?before=7");
            browser.send(from("https://evil.example/chats/1".to_owned())).await.assert_leads_to_login("/");
        }
    }

    async fn the_login_never_redirects_to_another_site(app: TestApp) {
        app.register("ann").await;
        let long = format!("/{}", "a".repeat(2_000));
        let elsewhere = [
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/",
            "https:evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/a\r\nset-cookie: a=b",
            "/\u{0}/evil.example",
            "javascript:alert(1)",
            " //evil.example",
            "evil.example",
            "",
            long.as_str(),
        ];
        for next in elsewhere {
            let browser = Browser::of(&app);
            let request = browser.request(Method::GET, "/authentication/login").query(&[("next", next)]);
            let form = browser.send(request).await.form("/authentication/login");
            assert!(!form.has("next"), "{next:?}: {form:?}");
            let form = form.filled(&[("email", "ann"), ("password", PASSWORD)]).adding("next", next);
            let logged_in = browser.submit(&form).await;
            logged_in.assert_leads_to("/chats/list");
            assert!(logged_in.answer.headers("set-cookie").iter().all(|cookie| !cookie.starts_with("a=")));
        }
    }

    async fn the_login_page_redirects_logged_in_users(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        for path in ANONYMOUS_PAGES {
            for method in [Method::GET, Method::HEAD, Method::POST] {
                ann.send(ann.request(method, path)).await.assert_leads_to("/");
            }
            assert_eq!(ann.get("/").await.flashes(), ["You are already logged in"], "once, for three");
        }
        assert!(ann.is_logged_in().await);
    }

    async fn the_start_page_is_for_everyone(app: TestApp) {
        let anonymous = Browser::of(&app).get("/").await;
        anonymous.assert_is(200, "Simple chats");
        assert_eq!(anonymous.link("Log in"), Some("/authentication/login"));
        assert_eq!(anonymous.link("Sign up"), Some("/authentication/register"));
        let (ann, _) = log_in_as(&app, "ann").await;
        let start = ann.get("/").await;
        start.assert_is(200, "Simple chats");
        assert_eq!(start.headings(), ["Start a chat"]);
        assert_eq!(start.link("My chats"), Some("/chats/list"));
        assert!(start.says("Log out") && start.says("No chats yet. Find someone to write to."));
    }

    async fn an_unknown_address_shows_a_page(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let addresses = [
            "/nothing",
            "/chats",
            "/chats/",
            "/chats/abc",
            "/chats/0",
            "/chats/-1",
            "/chats/1.5",
            "/chats/1e3",
            "/chats/99999999999999999999",
            "/chats/%FF",
            "/chats/1/nothing",
            "/account/nothing",
            "/authentication",
            "/authentication/reset_password",
            "/chats/begin",
            "/%00",
            "/chats/list/2",
            "//evil.example/x",
            "/authentication/reset_password/a/b",
            "/favicon",
            "/chats/%2e%2e%2flist",
        ];
        for path in addresses {
            let page = ann.get(path).await;
            page.assert_missing();
            assert_eq!(page.link("My chats"), Some("/chats/list"), "{path}");
            assert!(!page.links().iter().any(|link| link.starts_with("//")), "{path}");
        }
        for path in ["/nothing", "/chats", "/account/nothing", "/%FF"] {
            let page = Browser::of(&app).get(path).await;
            page.assert_missing();
            assert_eq!(page.link("Start page"), Some("/"), "{path}");
        }
    }

    async fn a_chat_of_others_is_not_found(app: TestApp) {
        let (one, other, chat) = app.chat_of_two().await;
        let message = app.send(&one, chat, &["hello"]).await[0];
        let (cat, cat_user) = log_in_as(&app, "cat").await;
        let own_chat = app.open_chat(&cat_user, &other).await;
        let (path, own_path) = (chat_path(chat), chat_path(own_chat));
        for path in [
            path.clone(),
            format!("{path}?before=9"),
            format!("{path}/delete"),
            format!("{path}/messages/{message}/edit"),
            format!("{own_path}/messages/{message}/edit"),
        ] {
            cat.get(&path).await.assert_missing();
        }
        let form = cat.get(&own_path).await.form(&format!("{own_path}/messages")).with("text", "hello");
        for action in [
            format!("{path}/messages"),
            format!("{path}/messages/{message}/edit"),
            format!("{path}/messages/{message}/delete"),
            format!("{path}/delete"),
            format!("{own_path}/messages/{message}/edit"),
            format!("{own_path}/messages/{message}/delete"),
        ] {
            let form = form.clone().to(action);
            cat.submit(&form).await.assert_missing();
            if form.action.starts_with(&path) {
                cat.submit(&form.without("csrf_token")).await.assert_missing();
            }
        }
        assert_eq!(app.texts(chat, &one).await, ["hello"]);
    }

    async fn the_script_search_requires_its_header(app: TestApp) {
        app.register("ben").await;
        let (ann, _) = log_in_as(&app, "ann").await;
        let path = "/chats/ajax-search?search-string=ben";
        ann.get(path).await.assert_missing();
        let request = |browser: &Browser, value: &str| {
            browser.request(Method::GET, path).header("x-requested-with", value)
        };
        ann.send(request(&ann, "fetch")).await.assert_missing();
        let found = ann.send(request(&ann, "XMLHttpRequest")).await;
        assert_eq!(found.answer.json(), json!({ "data": [{ "name": "ben", "username": "ben" }] }));
        let anonymous = Browser::of(&app);
        anonymous.send(request(&anonymous, "XMLHttpRequest")).await.assert_leads_to_login(path);
    }

    async fn addresses_of_the_original_redirect_to_the_list(app: TestApp) {
        let (ann, _ben, _) = two_in_a_chat(&app).await;
        for path in ["/chats/going", "/chats/end", "/chats/going/"] {
            ann.get(path).await.assert_leads_to("/chats/list");
        }
    }

    async fn sessions_are_for_pages_and_credentials_for_the_api(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let refused = ann.get("/api/me").await.answer;
        assert_eq!((refused.refusal().0, refused.headers("www-authenticate").len()), (401, 2));
        assert_eq!(app.get("/api/me", &Nobody).await.status, 401);
        assert_eq!(app.get("/account", &user).await.status, 303);
    }
}
