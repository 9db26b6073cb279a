//! Allowed and rejected methods.

use super::browser::Browser;
use super::support::{chat_path, log_in_as};
use reqwest::Method;
use simple_chats_tests::{TestApp, on_both_databases};

const READ: &str = "GET, HEAD, OPTIONS";
const FORM: &str = "GET, HEAD, POST, OPTIONS";
const POST: &str = "POST, OPTIONS";

/// Every address, with a chat 1 and its message 1, and the allowed methods.
const ADDRESSES: &[(&str, &str)] = &[
    ("/", READ),
    ("/authentication/register", FORM),
    ("/authentication/login", FORM),
    ("/authentication/logout", FORM),
    ("/authentication/forgot_password", FORM),
    ("/authentication/reset_password/abc", FORM),
    ("/account", READ),
    ("/account/profile", POST),
    ("/account/password", POST),
    ("/chats/list", READ),
    ("/chats/going", READ),
    ("/chats/end", READ),
    ("/chats/search", READ),
    ("/chats/ajax-search", READ),
    ("/chats/begin/cat", FORM),
    ("/chats/1", READ),
    ("/chats/1/messages", POST),
    ("/chats/1/messages/1/edit", POST),
    ("/chats/1/messages/1/delete", POST),
    ("/chats/1/delete", FORM),
];

/// Logs in as a participant of chat 1.
async fn user_with_chat(app: &TestApp) -> Browser<'_> {
    let [ben, _] = app.register_all(["ben", "cat"]).await;
    let (ann, user) = log_in_as(app, "ann").await;
    let chat = app.open_chat(&user, &ben).await;
    app.send(&user, chat, &["hello"]).await;
    assert_eq!(chat_path(chat), "/chats/1");
    ann
}

on_both_databases! {
    async fn a_page_names_its_methods_and_rejects_others(app: TestApp) {
        for browser in [user_with_chat(&app).await, Browser::of(&app)] {
            for (path, allow) in ADDRESSES {
                let options = browser.ask(browser.request(Method::OPTIONS, path)).await;
                assert_eq!((options.status(), options.answer.header("allow")), (200, Some(*allow)), "{path}");
                for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                    if allow.split(", ").any(|allowed| allowed == method.as_str()) {
                        continue;
                    }
                    let page = browser.ask(browser.request(method.clone(), path)).await;
                    assert_eq!(
                        (page.status(), page.answer.header("allow")),
                        (405, Some(*allow)),
                        "{method} {path}"
                    );
                    assert_eq!(page.title(), "Not supported");
                    assert!(!page.main().named("a").is_empty(), "a way on");
                }
            }
        }
    }

    async fn a_slash_at_the_end_makes_no_difference(app: TestApp) {
        for browser in [user_with_chat(&app).await, Browser::of(&app)] {
            for (path, allow) in ADDRESSES.iter().filter(|(path, _)| *path != "/") {
                let method = if allow.starts_with("GET") { Method::GET } else { Method::POST };
                let bare = browser.ask(browser.request(method.clone(), path)).await;
                let slashed = browser.ask(browser.request(method, &format!("{path}/"))).await;
                assert_eq!((bare.status(), bare.title()), (slashed.status(), slashed.title()), "{path}");
            }
        }
    }

    async fn head_is_get_without_the_page(app: TestApp) {
        for browser in [user_with_chat(&app).await, Browser::of(&app)] {
            for (path, _) in ADDRESSES.iter().filter(|(_, allow)| allow.starts_with("GET")) {
                let page = browser.get(path).await;
                let head = browser.ask(browser.request(Method::HEAD, path)).await;
                assert_eq!((head.status(), head.location()), (page.status(), page.location()), "{path}");
                assert_eq!(head.answer.header("content-type"), page.answer.header("content-type"), "{path}");
                assert_eq!(head.answer.body, "", "{path}");
            }
        }
    }
}
