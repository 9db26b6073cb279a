//! Entity tags of chat pages: a client that keeps the page and asks again gets 304 as long as nothing on it has changed.

use super::browser::Browser;
use super::page::Page;
use super::support::{chat_path, log_in_as};
use rand::seq::IndexedRandom;
use regex::Regex;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::socket::Dial;
use simple_chats_tests::{Backend, TestApp, TestUser, on_both_databases, on_one_and_on_two_instances};
use std::collections::HashMap;

async fn get_if_none_match(browser: &Browser<'_>, path: &str, tags: &str) -> Page {
    browser.send(browser.request(Method::GET, path).header("if-none-match", tags)).await
}

fn tag_of(page: &Page) -> Option<String> {
    page.answer.header("etag").map(str::to_owned)
}

/// The page without what differs in each response.
fn lasting(page: &Page) -> String {
    let fields = Regex::new(r#"name="(csrf_token|client_id)" value="[^"]*""#).expect("a pattern");
    fields.replace_all(&page.answer.body, "").into_owned()
}

#[track_caller]
fn assert_not_modified(page: &Page, tag: &str) {
    assert_eq!((page.status(), page.answer.body.as_str()), (304, ""));
    assert_eq!(page.answer.headers("etag"), [tag]);
    assert_eq!(page.answer.headers("cache-control"), ["no-store"]);
}

/// Ann, who has read all messages of a chat, and Ben. Returns the path and a tag of the chat's page.
async fn with_read_chat(app: &TestApp) -> (Browser<'_>, TestUser, TestUser, i64, String) {
    let (ann_user, ben, chat) = app.chat_of_two().await;
    let ann = Browser::logged_in(app, &ann_user).await;
    app.send(&ben, chat, &["one", "two"]).await;
    let path = chat_path(chat);
    let unread = ann.get(&path).await;
    assert!(
        unread.says("New messages") && tag_of(&unread).is_none(),
        "a page that marks as read is shown once"
    );
    let tag = tag_of(&ann.get(&path).await).expect("a tag");
    (ann, ann_user, ben, chat, tag)
}

on_one_and_on_two_instances! {
    async fn a_client_that_has_the_page_gets_304(app: TestApp) {
        let (ann, _, _, chat, tag) = with_read_chat(&app).await;
        let path = chat_path(chat);
        for tags in [tag.clone(), format!("W/{tag}"), format!("\"x\", W/\"y\" ,{tag}")] {
            assert_not_modified(&get_if_none_match(&ann, &path, &tags).await, &tag);
        }
        assert_eq!(get_if_none_match(&ann, &path, "*").await.status(), 304);
        let again = ann.get(&path).await;
        assert_ne!(tag_of(&again), Some(tag.clone()), "its tokens differ");
        for tags in ["\"x\"", "", "\"*\"", &tag.replace('.', ","), &tag[..tag.len() / 2]] {
            let page = get_if_none_match(&ann, &path, tags).await;
            assert_eq!((page.status(), lasting(&page)), (200, lasting(&again)), "{tags}");
        }
        let head = ann.send(ann.request(Method::HEAD, &path).header("if-none-match", &tag)).await;
        assert_not_modified(&head, &tag);
    }
}

on_both_databases! {
    async fn a_kept_page_can_still_send_its_forms(app: TestApp) {
        let (ann, _, _, chat, _) = with_read_chat(&app).await;
        let path = chat_path(chat);
        let kept = ann.get(&path).await;
        let tag = tag_of(&kept).expect("a tag");
        assert_not_modified(&get_if_none_match(&ann, &path, &tag).await, &tag);
        let form = kept.form(&format!("{path}/messages")).with("text", "three");
        ann.submit(&form).await.assert_leads_to(&path);
        let page = get_if_none_match(&ann, &path, &tag).await;
        assert_eq!(page.texts(), ["one", "two", "three"]);
    }

    async fn a_tag_is_worth_nothing_to_others(app: TestApp) {
        let (ann, ann_user, ben_user, chat, tag) = with_read_chat(&app).await;
        let path = chat_path(chat);
        let same_user = Browser::logged_in(&app, &ann_user).await;
        assert_eq!(get_if_none_match(&same_user, &path, &tag).await.status(), 200, "its forms have other tokens");
        let ben = Browser::logged_in(&app, &ben_user).await;
        assert_eq!(get_if_none_match(&ben, &path, &tag).await.status(), 200);
        let (cat, _) = log_in_as(&app, "cat").await;
        for tags in [tag.as_str(), "*"] {
            get_if_none_match(&cat, &path, tags).await.assert_missing();
            get_if_none_match(&Browser::of(&app), &path, tags).await.assert_leads_to_login(&path);
        }
        let before = format!("{path}?before=999");
        assert_eq!(get_if_none_match(&ann, &before, &tag).await.status(), 200);
        app.delete(&format!("/api/chats/{chat}"), &ann_user).await;
        get_if_none_match(&ann, &path, &tag).await.assert_missing();
    }

    async fn a_page_with_a_flash_message_or_an_error_has_no_tag(app: TestApp) {
        let (ann, _, _, chat, tag) = with_read_chat(&app).await;
        let path = chat_path(chat);
        ann.fill_on("/account", "/account/profile", &[]).await.assert_leads_to("/account");
        let page = get_if_none_match(&ann, &path, &tag).await;
        assert_eq!((page.status(), page.flashes().len(), tag_of(&page)), (200, 1, None));
        assert_not_modified(&get_if_none_match(&ann, &path, &tag).await, &tag);
        let form = ann.get(&path).await.form(&format!("{path}/messages"));
        let refused = ann.submit(&form).await;
        assert_eq!((refused.status(), tag_of(&refused)), (422, None));
    }

    async fn unread_messages_are_marked_by_a_client_that_has_the_page(app: TestApp) {
        let (ann, _, ben, chat, tag) = with_read_chat(&app).await;
        app.send(&ben, chat, &["three"]).await;
        let prefetched = ann.request(Method::GET, &chat_path(chat)).header("sec-purpose", "prefetch");
        for request in [ann.request(Method::HEAD, &chat_path(chat)), prefetched] {
            let page = ann.send(request).await;
            assert_eq!((page.status(), tag_of(&page)), (200, None), "nothing was marked as read yet");
        }
        let page = get_if_none_match(&ann, &chat_path(chat), &tag).await;
        assert!(page.status() == 200 && page.says("New messages") && tag_of(&page).is_none());
        ann.load_images(&page).await;
        assert!(!ann.get("/chats/list").await.says("unread"));
    }
}

on_both_databases! {
    /// Random changes by all who have to do with a page. Whenever the server answers 304, a new page is the one with the tag.
    async fn not_modified_means_the_same_page(app: TestApp) {
        const CHANGES: [&str; 13] = [
            "nothing", "send", "send", "answer", "edit", "delete", "read", "rename ann", "rename ben", "rename cat", "cat sends",
            "new chat", "log",
        ];
        let (ann_user, ben, chat) = app.chat_of_two().await;
        let ann = Browser::logged_in(&app, &ann_user).await;
        let cat = app.register("cat").await;
        let cats_chat = app.open_chat(&cat, &ann_user).await;
        let mut ids = app.send(&ben, chat, &["one", "two", "three"]).await;
        let paths = [chat_path(chat), format!("{}?before={}", chat_path(chat), ids[2])];
        let mut kept: HashMap<&str, Vec<(String, String)>> = HashMap::new();
        let (mut random, mut held) = (rand::rng(), 0);
        for number in 0..25 {
            let change = *CHANGES.choose(&mut random).expect("changes");
            let messages = format!("/api/chats/{chat}/messages");
            match change {
                "send" => ids.extend(app.send(&ben, chat, &[&format!("text {number}")]).await),
                "answer" => drop(app.send(&ann_user, chat, &[&format!("answer {number}")]).await),
                "edit" => {
                    let id = ids.choose(&mut random).expect("messages");
                    app.put(&format!("{messages}/{id}"), &ben, json!({ "text": format!("edited {number}") })).await;
                }
                "delete" => {
                    let id = ids.choose(&mut random).expect("messages");
                    app.delete(&format!("{messages}/{id}"), &ben).await;
                }
                "read" => {
                    let newest = ids.last().expect("messages");
                    app.post(&format!("/api/chats/{chat}/read"), &ben, json!({ "message_id": newest })).await;
                }
                "rename ann" | "rename ben" | "rename cat" => {
                    let user = match change {
                        "rename ann" => &ann_user,
                        "rename ben" => &ben,
                        _ => &cat,
                    };
                    app.post("/api/update", user, json!({ "name": format!("Name {}", number % 3) })).await;
                }
                "cat sends" => drop(app.send(&cat, cats_chat, &["hello"]).await),
                "new chat" => {
                    let other = app.register(&format!("other{number}")).await;
                    app.open_chat(&other, &ann_user).await;
                }
                _ => {}
            }
            for path in &paths {
                let pages = kept.entry(path).or_default();
                for (tag, before) in pages.iter() {
                    let page = get_if_none_match(&ann, path, tag).await;
                    if page.status() == 304 {
                        held += 1;
                        assert_eq!(&lasting(&ann.get(path).await), before, "after {change}");
                    }
                }
                let page = ann.get(path).await;
                if let Some(tag) = tag_of(&page) {
                    assert_not_modified(&get_if_none_match(&ann, path, &tag).await, &tag);
                    pages.push((tag, lasting(&page)));
                    let surplus = pages.len().saturating_sub(4);
                    pages.drain(..surplus);
                }
            }
        }
        assert!(held > 0, "some pages stayed the same");
    }
}

#[tokio::test]
async fn presence_is_part_of_a_page() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _, ben, chat, tag) = with_read_chat(&app).await;
    let path = chat_path(chat);
    let _socket = Dial::to(app.address()).basic(&ben.email, &ben.password).enter().await;
    let page = get_if_none_match(&ann, &path, &tag).await;
    assert!(page.status() == 200 && page.main().of_class("chat-status")[0].text() == "online");
    let tag = tag_of(&page).expect("a tag");
    assert_not_modified(&get_if_none_match(&ann, &path, &tag).await, &tag);
}
