//! A user's own view of chats: the menu of a row, pins, the archive, mutes, marks, and clearing, in step in all windows.

use super::scenario::{BrowserChat, BrowserScenario, FOCUSED, OWN, Person, THEIRS};
use serde_json::{Value, json};
use simple_chats_tests::browser::Key;

/// The names in the list, from top to bottom.
const NAMES: &str =
    "return [...document.querySelectorAll('[data-chat-list] .row-name')].map(name => name.textContent)";

/// The labels of the open menu.
const CHOICES: &str =
    "return [...document.querySelectorAll('[role=menuitem]')].map(item => item.textContent)";

fn row(chat_id: i64) -> String {
    format!("[data-chat-list] [data-chat-id='{chat_id}']")
}

impl Person {
    /// Chooses something from the menu of a chat in the list.
    async fn choose(&self, chat_id: i64, labels: &[&str]) {
        let button = format!("{} .row-menu", row(chat_id));
        self.until_count(&button, 1).await;
        self.focus(&button).await;
        self.press(Key::Enter).await;
        for label in labels {
            let choice = "[...document.querySelectorAll('[role=menuitem]')].find(item => item.textContent === arguments[0])";
            self.until_with(&format!("return {choice} !== undefined"), &[json!(label)]).await;
            self.script_with(&format!("{choice}.click()"), &[json!(label)]).await;
        }
    }
}

#[tokio::test]
async fn a_row_has_a_menu_by_right_click_and_by_keyboard() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.visit("/chats/list").await;
    ann.until_count(&format!("{} .row-menu", row(chat_id)), 1).await;
    let all = json!(["Pin", "Archive", "Mute…", "Mark as unread", "Clear for me…", "Delete chat…"]);
    let right_click = "document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true, clientX: 50, clientY: 90}))";
    ann.script_with(right_click, &[json!(format!("{} a", row(chat_id)))]).await;
    ann.until_equals(CHOICES, all.clone()).await;
    ann.press(Key::Escape).await;
    ann.until_equals(CHOICES, json!([])).await;
    assert_eq!(ann.script(FOCUSED).await, "ben", "the focus is back in the list");
    ann.press(Key::Tab).await;
    assert_eq!(ann.script(FOCUSED).await, "Menu of the chat with ben");
    ann.press(Key::Enter).await;
    ann.until_equals(CHOICES, all).await;
    ann.press(Key::Down).await;
    ann.press(Key::Down).await;
    ann.press(Key::Enter).await;
    let spans = json!(["For 1 hour", "For 8 hours", "For 1 week", "For ever"]);
    ann.until_equals(CHOICES, spans).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn pins_and_the_archive_are_the_same_in_two_windows_and_nobody_elses_business() {
    let Some(BrowserScenario { app, people: [ann, ben] }) = BrowserScenario::with(["ann", "ben"]).await
    else {
        return;
    };
    let cat = app.register("cat").await;
    let with_ben = app.open_chat(&ann.user, &ben.user).await;
    let with_cat = app.open_chat(&ann.user, &cat).await;
    app.send(&ben.user, with_ben, &["first"]).await;
    app.send(&cat, with_cat, &["second"]).await;
    ben.visit("/chats/list").await;
    ann.visit("/chats/list").await;
    let first = ann.current_tab().await;
    ann.until_equals(NAMES, json!(["cat", "ben"])).await;
    let second = ann.open_window().await;
    ann.visit("/chats/list").await;
    ann.until_equals(NAMES, json!(["cat", "ben"])).await;

    ann.choose(with_ben, &["Pin"]).await;
    for window in [&second, &first] {
        ann.switch_to(window).await;
        ann.until_equals(NAMES, json!(["ben", "cat"])).await;
        ann.until_count(&format!("{} .row-pinned", row(with_ben)), 1).await;
    }
    ann.choose(with_cat, &["Archive"]).await;
    for window in [&second, &first] {
        ann.switch_to(window).await;
        ann.until_equals(NAMES, json!(["ben"])).await;
        ann.until_shown("[data-archived]", "Archived (1)").await;
    }
    // What the server draws is the same.
    ann.reload().await;
    ann.until_equals(NAMES, json!(["ben"])).await;
    ann.click("[data-archived]").await;
    ann.until_equals(NAMES, json!(["cat"])).await;
    // A message brings it back, while she looks at the archive.
    app.send(&cat, with_cat, &["are you there?"]).await;
    ann.until_equals(NAMES, json!([])).await;
    ann.switch_to(&second).await;
    ann.until_equals(NAMES, json!(["ben", "cat"])).await;
    ben.until_equals(NAMES, json!(["ann"])).await;
    ben.until_count(".row-pinned", 0).await;
    for person in [&ann, &ben] {
        person.had_no_errors().await;
    }
}

#[tokio::test]
async fn a_muted_chat_shows_its_count_and_stays_out_of_the_title() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.visit("/chats/list").await;
    app.send(&ben, chat_id, &["one"]).await;
    ann.until("return document.title === '(1) Chats'").await;
    ann.choose(chat_id, &["Mute…", "For ever"]).await;
    ann.until_count(&format!("{} .row-muted", row(chat_id)), 1).await;
    ann.until("return document.title === 'Chats'").await;
    app.send(&ben, chat_id, &["two"]).await;
    ann.until_shown(&format!("{} .badge", row(chat_id)), "2 unread").await;
    assert_eq!(ann.title().await, "Chats");
    ann.choose(chat_id, &["Unmute"]).await;
    ann.until("return document.title === '(2) Chats'").await;
}

#[tokio::test]
async fn muted_chats_show_no_notifications() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.allow_notifications(&ann.site).await;
    ann.visit("/chats/list").await;
    ann.script("window.notified = []; window.Notification = class extends Notification { constructor(title, options) { super(title, options); window.notified.push(options.body); } }").await;
    ann.choose(chat_id, &["Mute…", "For 1 hour"]).await;
    ann.until_count(&format!("{} .row-muted", row(chat_id)), 1).await;
    ann.hide().await;
    app.send(&ben, chat_id, &["quiet"]).await;
    ann.until_shown(&format!("{} .row-text", row(chat_id)), "quiet").await;
    app.patch(&format!("/api/chats/{chat_id}/preferences"), &ann.user, json!({ "muted_until": null })).await;
    ann.until_count(&format!("{} .row-muted", row(chat_id)), 0).await;
    app.send(&ben, chat_id, &["loud"]).await;
    ann.until_equals("return window.notified", json!(["loud"])).await;
}

#[tokio::test]
async fn a_chat_that_is_marked_as_unread_has_a_dot_until_it_is_opened() {
    let Some(BrowserChat { app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.visit("/chats/list").await;
    ann.choose(chat_id, &["Mark as unread"]).await;
    ann.until_shown(&format!("{} .row-dot", row(chat_id)), "marked as unread").await;
    ann.click(&format!("{} a", row(chat_id))).await;
    ann.until_count(&format!("{} .row-dot", row(chat_id)), 0).await;
    let chat = app.first_chat(&ann.user).await;
    assert_eq!(chat["preferences"]["marked_unread"], Value::Bool(false));
}

#[tokio::test]
async fn clearing_empties_the_open_chat_in_all_windows_of_the_user_alone() {
    let Some(BrowserChat { app: _app, ann, ben, chat_id }) = BrowserChat::of_both().await else { return };
    ann.write("hello").await;
    ben.until_shown(THEIRS, "hello").await;
    let first = ann.current_tab().await;
    let second = ann.open_window().await;
    ann.open_chat(chat_id).await;
    ann.until_shown(OWN, "hello").await;
    ann.choose(chat_id, &["Clear for me…"]).await;
    ann.until_shown(".dialog", "ben keeps them").await;
    ann.click(".dialog .button-danger").await;
    for window in [&second, &first] {
        ann.switch_to(window).await;
        ann.until_texts(&[] as &[&str]).await;
        ann.until_count(&row(chat_id), 0).await;
    }
    assert_eq!(ben.texts().await, ["hello"]);
    ben.write("and again").await;
    ann.until_texts(&["and again"]).await;
    ann.until_count(&row(chat_id), 1).await;
    for person in [&ann, &ben] {
        person.had_no_errors().await;
    }
}
