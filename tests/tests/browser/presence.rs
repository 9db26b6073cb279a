//! Presence, typing, names, and unread counts, wherever a page shows them.

use super::scenario::{BrowserChat, OWN, THEIRS, dial};
use serde_json::json;

const TITLE: &str = "return document.title";

const STATUS_TEXT: &str = "return document.querySelector('[data-chat-status]').textContent";

#[tokio::test]
async fn a_page_shows_who_is_online_or_typing_and_when_the_companion_was_last_seen() {
    let Some(BrowserChat { app, ann, ben, .. }) = BrowserChat::of_both().await else { return };
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    let mut of_cid = dial(&app, &cid).await;
    for person in [&ann, &ben] {
        person.until_equals(STATUS_TEXT, "online").await;
        person.until_count(".chat-bar .avatar-online", 1).await;
    }
    ann.until_count(".row .avatar-online", 2).await;

    ben.focus("#composer-text").await;
    ben.press("w").await;
    ann.until_equals(STATUS_TEXT, "is typing…").await;
    ann.until_shown(".row[aria-current] .row-text", "is typing…").await;
    // Nobody is typing once the message has arrived; and the list shows it for another chat.
    ben.write("word").await;
    ann.until_shown(THEIRS, "word").await;
    ann.until_equals(STATUS_TEXT, "online").await;
    of_cid.send(json!({ "type": "typing", "chat_id": with_cid })).await;
    ann.until_shown(".row-text", "is typing…").await;

    // It disappears if no message follows.
    ann.until_count(".row-text-live", 0).await;

    // A new page shows the companion as online from the beginning.
    let note = "
        sessionStorage.removeItem('seen');
        addEventListener('DOMContentLoaded', () => {
            const status = document.querySelector('[data-chat-status]');
            const note = () => sessionStorage.setItem('seen', `${sessionStorage.getItem('seen') ?? ''}${status.textContent};`);
            note();
            new MutationObserver(note).observe(status, {childList: true, characterData: true, subtree: true});
        })";
    ann.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": note })).await;
    ann.reload().await;
    // The list is redrawn once there is a connection.
    ann.until_count(".rows [data-companion-id]", 0).await;
    ben.focus("#composer-text").await;
    ben.press("x").await;
    ann.until_equals(STATUS_TEXT, "is typing…").await;
    let shown = ann.script("return sessionStorage.getItem('seen')").await;
    assert!(shown.as_str().is_some_and(|shown| shown.starts_with("online;is typing…;")), "{shown}");

    ben.go("about:blank").await;
    ann.until_equals(STATUS_TEXT, "last seen just now").await;
    ann.until_count(".chat-bar .avatar-online", 0).await;
    of_cid.leave().await;
}

#[tokio::test]
async fn a_new_name_appears_everywhere() {
    let Some(BrowserChat { app, ann, ben, .. }) = BrowserChat::of_both().await else { return };
    ann.write("hello").await;
    ben.until_shown(THEIRS, "hello").await;
    let names = json!({ "name": "Ann Kowalska", "username": "anna" });
    let renamed = app.post("/api/update", &ann.user, names).await;
    assert_eq!(renamed.status / 100, 2, "{}", renamed.body);
    ben.until_shown("h1", "Ann Kowalska").await;
    ben.until_shown(".row-name", "Ann Kowalska").await;
    ben.until_shown(".bubble > bdi", "Ann Kowalska: ").await;
    ben.until_shown("label[for='composer-text']", "Message to Ann Kowalska").await;
    ben.until_equals(TITLE, "Ann Kowalska").await;
    // So does the user's own menu.
    ann.until_shown("[data-account] .menu-head", "Ann Kowalska").await;
    ann.until_shown("[data-account] .menu-head", "@anna").await;
    ann.until_shown("[data-account] summary", "AK").await;
    for person in [ann, ben] {
        person.had_no_errors().await;
    }
}

#[tokio::test]
async fn unread_messages_are_counted_in_list_title_and_icon() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    ann.open_chat(chat_id).await;
    let icon = "return document.querySelector('link[rel=icon]').href.startsWith('data:')";
    assert_eq!(ann.title().await, "ben");
    assert_eq!(ann.script(icon).await, false);

    app.send(&cid, with_cid, &["one", "two"]).await;
    ann.until_shown(".row .badge", "2 unread").await;
    ann.until_equals(TITLE, "(2) ben").await;
    assert_eq!(ann.script(icon).await, true);
    // The chat with the newest message comes first, and messages in the open chat are read.
    app.send(&ben, chat_id, &["three"]).await;
    ann.until_shown(THEIRS, "three").await;
    ann.until_equals("return document.querySelector('.row-name').textContent", "ben").await;
    assert_eq!(ann.title().await, "(2) ben");

    // Messages that were read on another device are read here.
    let mut of_ann = ann.dial(&app).await;
    let newest = app.send(&cid, with_cid, &["four"]).await[0];
    ann.until_equals(TITLE, "(3) ben").await;
    of_ann.ask(json!({ "type": "read", "chat_id": with_cid, "message_id": newest })).await;
    ann.until_equals(TITLE, "ben").await;
    ann.until_count(".row .badge", 0).await;
    assert_eq!(ann.script(icon).await, false);

    // In a hidden tab, messages in the open chat count as unread.
    ann.hide().await;
    app.send(&ben, chat_id, &["five"]).await;
    ann.until_equals(TITLE, "(1) ben").await;
    ann.until_shown(".divider-new", "New messages").await;
    ann.show().await;
    ann.until_equals(TITLE, "ben").await;
    ann.write("six").await;
    ann.until_shown(OWN, "six").await;
    ann.had_no_errors().await;
}
