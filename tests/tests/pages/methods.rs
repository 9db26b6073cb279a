//! Allowed and rejected methods.

use super::browser::Browser;
use super::support::UserWithChat;
use reqwest::Method;
use simple_chats_tests::{TestApp, on_both_databases};

const READ: &str = "GET, HEAD, OPTIONS";
const FORM: &str = "GET, HEAD, POST, OPTIONS";
const POST: &str = "POST, OPTIONS";

/// Every path, with placeholders for ids, and the allowed methods.
const PATHS: &[(&str, &str)] = &[
    ("/", READ),
    ("/authentication/register", FORM),
    ("/authentication/login", FORM),
    ("/authentication/logout", FORM),
    ("/authentication/forgot_password", FORM),
    ("/authentication/reset_password/abc", FORM),
    ("/authentication/confirm_email", FORM),
    ("/authentication/confirm_email/abc", FORM),
    ("/account", READ),
    ("/account/email", FORM),
    ("/account/language", FORM),
    ("/account/notifications", FORM),
    ("/account/notifications/devices", POST),
    ("/account/notifications/devices/1/remove", POST),
    ("/account/tokens", FORM),
    ("/account/tokens/1/revoke", POST),
    ("/account/profile", POST),
    ("/account/password", POST),
    ("/chats/list", READ),
    ("/chats/CHAT/preferences", FORM),
    ("/chats/CHAT/lifetime", FORM),
    ("/chats/CHAT/clear", FORM),
    ("/chats/going", READ),
    ("/chats/end", READ),
    ("/search", READ),
    ("/chats/search", READ),
    ("/chats/ajax-search", READ),
    ("/chats/begin/cat", FORM),
    ("/chats/CHAT", READ),
    ("/chats/CHAT/messages", POST),
    ("/chats/CHAT/messages/MESSAGE/edit", FORM),
    ("/chats/CHAT/messages/MESSAGE/delete", POST),
    ("/chats/CHAT/delete", FORM),
];

/// Each path with the ids of a chat and a message, for a participant and for an anonymous visitor.
async fn visits(app: &TestApp) -> Vec<(Browser<'_>, Vec<(String, &'static str)>)> {
    let scenario = UserWithChat::of(app).await;
    let paths: Vec<_> = PATHS.iter().map(|(path, allow)| (scenario.path(path), *allow)).collect();
    vec![(scenario.ann, paths.clone()), (Browser::of(app), paths)]
}

on_both_databases! {
    async fn a_page_lists_its_methods_and_rejects_others(app: TestApp) {
        for (browser, paths) in visits(&app).await {
            for (path, allow) in paths {
                let options = browser.send(browser.request(Method::OPTIONS, &path)).await;
                assert_eq!((options.status(), options.answer.header("allow")), (200, Some(allow)), "{path}");
                for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                    if allow.split(", ").any(|allowed| allowed == method.as_str()) {
                        continue;
                    }
                    let page = browser.send(browser.request(method.clone(), &path)).await;
                    page.assert_is(405, "Not supported");
                    assert_eq!(page.answer.header("allow"), Some(allow), "{method} {path}");
                    assert!(!page.main().named("a").is_empty(), "a link to go on");
                }
            }
        }
    }

    async fn a_slash_at_the_end_makes_no_difference(app: TestApp) {
        for (browser, paths) in visits(&app).await {
            for (path, allow) in paths.iter().filter(|(path, _)| path != "/") {
                let method = if allow.starts_with("GET") { Method::GET } else { Method::POST };
                let bare = browser.send(browser.request(method.clone(), path)).await;
                let slashed = browser.send(browser.request(method, &format!("{path}/"))).await;
                assert_eq!((bare.status(), bare.title()), (slashed.status(), slashed.title()), "{path}");
            }
        }
    }

    async fn head_is_get_without_the_page(app: TestApp) {
        for (browser, paths) in visits(&app).await {
            for (path, _) in paths.iter().filter(|(_, allow)| allow.starts_with("GET")) {
                let page = browser.get(path).await;
                let head = browser.send(browser.request(Method::HEAD, path)).await;
                assert_eq!((head.status(), head.location()), (page.status(), page.location()), "{path}");
                assert_eq!(head.answer.header("content-type"), page.answer.header("content-type"), "{path}");
                assert_eq!(head.answer.body, "", "{path}");
            }
        }
    }
}
