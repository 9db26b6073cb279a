//! Presence when a page is rendered.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::chat_path;
use simple_chats_tests::{TestApp, on_both_databases};

/// The companions marked as online in the list.
fn marked(page: &Page) -> Vec<String> {
    let rows = page.root.of_class("row");
    let online = rows.into_iter().filter(|row| !row.of_class("avatar-online").is_empty());
    online
        .map(|row| {
            assert!(row.text().contains(" online "), "as a text too: {}", row.text());
            row.of_class("row-name")[0].text()
        })
        .collect()
}

/// The companion's status in an open chat, and whether it is marked as online.
fn status(page: &Page) -> (String, bool) {
    let text = page.main().all().into_iter().find(|element| element.has("data-chat-status"));
    let is_marked = !page.main().of_class("chat-bar")[0].of_class("avatar-online").is_empty();
    (text.map(Element::text).unwrap_or_default(), is_marked)
}

on_both_databases! {
    async fn online_companions_are_marked(app: TestApp) {
        let [ann_user, ben, cat, dora] = app.register_all(["ann", "ben", "cat", "dora"]).await;
        let mut chats = Vec::new();
        for companion in [&ben, &cat] {
            chats.push(chat_path(app.open_chat(&ann_user, companion).await));
        }
        let ann = Browser::logged_in(&app, &ann_user).await;
        let (list, start, beside) = ("/chats/list", "/", chats[1].as_str());
        for path in [list, start, beside] {
            assert_eq!(marked(&ann.get(path).await), [""; 0], "{path}");
        }
        assert_eq!(status(&ann.get(&chats[0]).await), ("@ben".to_owned(), false));
        let _socket = app.dial().basic(&ben.email, &ben.password).enter().await;
        let _own = app.dial().basic(&ann_user.email, &ann_user.password).enter().await;
        let _stranger = app.dial().basic(&dora.email, &dora.password).enter().await;
        for path in [list, start, beside] {
            assert_eq!(marked(&ann.get(path).await), ["ben"], "{path}");
        }
        assert_eq!(status(&ann.get(&chats[0]).await), ("online".to_owned(), true));
        assert_eq!(status(&ann.get(&chats[1]).await), ("@cat".to_owned(), false));
    }

    async fn presence_is_shown_only_to_companions(app: TestApp) {
        let [ann_user, ben] = app.register_all(["ann", "ben"]).await;
        let ann = Browser::logged_in(&app, &ann_user).await;
        let _socket = app.dial().basic(&ben.email, &ben.password).enter().await;
        assert_eq!(status(&ann.get("/chats/begin/ben").await), ("@ben".to_owned(), false));
        assert!(!ann.get("/chats/search?search-string=ben").await.says("online"));
    }

    async fn a_deleted_user_is_offline(app: TestApp) {
        let (ann_user, ben, chat) = app.chat_of_two().await;
        let chat = chat_path(chat);
        let ann = Browser::logged_in(&app, &ann_user).await;
        let _socket = app.dial().basic(&ben.email, &ben.password).enter().await;
        assert_eq!(status(&ann.get(&chat).await), ("online".to_owned(), true));
        app.delete_account(&ben).await;
        assert_eq!(status(&ann.get(&chat).await), (String::new(), false));
        assert_eq!(marked(&ann.get("/chats/list").await), [""; 0]);
    }
}
