//! Moving between chats without loading a page.

use super::scenario::{BrowserChat, BrowserScenario, Person, put_history};
use serde_json::{Value, json};
use simple_chats_tests::browser::Key;

const NAME: &str = "return document.querySelector('.pane-main .chat-name')?.textContent ?? ''";
const PATH: &str = "return location.pathname";

/// Marks the page, and adds up its layout shifts from now on.
const OBSERVE: &str = "
    window.isSamePage = true;
    window.shift = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({type: 'layout-shift'})";

/// Clicks on a chat in the list, and returns the name of the chat that is shown in the same moment.
const CLICK_ROW: &str = "
    document.querySelector(`[data-chat-list] [data-chat-id='${arguments[0]}'] a`).click();
    return document.querySelector('.pane-main .chat-name')?.textContent ?? ''";

async fn click_row(ann: &Person, chat_id: i64) -> Value {
    ann.script_with(CLICK_ROW, &[chat_id.into()]).await
}

async fn assert_same_page(ann: &Person) {
    assert_eq!(ann.script("return window.isSamePage").await, true, "a page was loaded");
}

#[tokio::test]
async fn a_click_swaps_the_chat_and_keeps_the_list_and_every_place() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let newest = put_history(
        &app,
        chat_id,
        (1..=80).map(|number| (&ben, number, format!("Number {number}{}", " and more".repeat(40)))),
    );
    ann.read(&app, chat_id, newest).await;
    let mut others = Vec::new();
    for number in 0..20 {
        let other = app.register(&format!("other{number}")).await;
        others.push(app.open_chat(&ann.user, &other).await);
        app.send(&other, others[number], &["hello"]).await;
    }
    ann.visit("/chats/list").await;
    ann.until_count("[data-chat-list] > li", 21).await;
    ann.script(OBSERVE).await;
    ann.script("document.querySelector('.pane-scroll').scrollTop = 500").await;

    click_row(&ann, chat_id).await;
    ann.until_equals(NAME, "ben").await;
    ann.until_shown("[data-messages]", "Number 80").await;
    ann.until_equals(PATH, format!("/chats/{chat_id}")).await;
    ann.until("return document.activeElement.id === 'composer-text' && document.title === '(20) ben'").await;
    ann.press("for Ben").await;
    ann.script("document.querySelector('[data-timeline]').scrollTop = -900").await;
    let place = "return document.querySelector('[data-timeline]').scrollTop";
    ann.until("return document.querySelector('[data-timeline]').scrollTop < -800").await;
    let was_at = ann.script(place).await;

    // Another one, which is on the screen as soon as its page has arrived; and the first one, at once.
    click_row(&ann, others[3]).await;
    ann.until_equals(NAME, "other3").await;
    ann.until_texts(&["hello"]).await;
    ann.until_draft("").await;
    ann.press("for the other").await;
    assert_eq!(click_row(&ann, chat_id).await, "ben", "a chat that was open before is there at once");
    ann.until_draft("for Ben").await;
    let moved = ann.script(place).await.as_f64().unwrap() - was_at.as_f64().unwrap();
    assert!(moved.abs() <= 1.0, "the place in the chat is kept: {moved}");
    ann.until("return document.querySelector('.pane-scroll').scrollTop === 500").await;

    // The browser's buttons.
    ann.script("history.back()").await;
    ann.until_equals(NAME, "other3").await;
    ann.until_draft("for the other").await;
    ann.script("history.go(-2)").await;
    ann.until_equals(PATH, "/chats/list").await;
    ann.until_shown(".pane-idle", "Choose a chat from the list").await;
    ann.until("return document.title === '(19) Chats'").await;
    ann.script("history.forward()").await;
    ann.until_equals(NAME, "ben").await;
    assert_same_page(&ann).await;
    let shift = ann.script("return window.shift").await.as_f64().unwrap();
    assert!(shift < 0.02, "the layout shifted by {shift}");

    // A reload, and an address that is opened directly.
    ann.reload().await;
    ann.until_equals(NAME, "ben").await;
    ann.until_draft("for Ben").await;
    ann.until("return document.querySelector('[data-timeline]').scrollTop < -800").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn kept_chats_stay_up_to_date() {
    let Some((scenario, network)) = BrowserScenario::behind_proxy(["ann"]).await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario.with_ben().await;
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    let sent = app.send(&ben, chat_id, &["one", "two"]).await;
    app.send(&cid, with_cid, &["hello"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["one", "two"]).await;
    click_row(&ann, with_cid).await;
    ann.until_texts(&["hello"]).await;
    // While another chat is shown, and over a break of the connection.
    app.send(&ben, chat_id, &["three"]).await;
    let path = format!("/api/chats/{chat_id}/messages/{}", sent[0]);
    assert_eq!(app.put(&path, &ben, json!({ "text": "first" })).await.status, 200);
    let unread = format!("[data-chat-list] [data-chat-id='{chat_id}'] .badge");
    ann.until_shown(&unread, "1").await;
    assert_eq!(click_row(&ann, chat_id).await, "ben");
    ann.until_texts(&["first", "two", "three"]).await;
    ann.until_count(".divider-new", 1).await;
    ann.until_count(&unread, 0).await;
    click_row(&ann, with_cid).await;
    network.close();
    app.send(&ben, chat_id, &["four"]).await;
    network.open();
    ann.until_shown(&unread, "1").await;
    click_row(&ann, chat_id).await;
    ann.until_texts(&["first", "two", "three", "four"]).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn on_a_phone_the_arrow_leads_back_instead_of_adding_to_the_history() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["hello"]).await;
    ann.visit("/account").await;
    ann.become_phone().await;
    ann.visit("/chats/list").await;
    ann.until_count("[data-chat-list] > li", 1).await;
    let length = ann.script("return history.length").await;
    for _ in 0..2 {
        ann.click("[data-chat-list] .row").await;
        ann.until_equals(PATH, format!("/chats/{chat_id}")).await;
        ann.until_texts(&["hello"]).await;
        ann.until("return !document.querySelector('.pane-list').checkVisibility()").await;
        ann.click(".chat-back").await;
        ann.until_equals(PATH, "/chats/list").await;
        ann.until("return document.querySelector('.pane-list').checkVisibility()").await;
    }
    let grown = ann.script("return history.length").await.as_i64().unwrap() - length.as_i64().unwrap();
    assert_eq!(grown, 1, "one entry for the chat");
    // From an address that was opened directly, the arrow leads to the list, and Back doesn't reopen the chat.
    ann.open_chat(chat_id).await;
    ann.click(".chat-back").await;
    ann.until_equals(PATH, "/chats/list").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn without_a_connection_open_chats_open_again_and_others_as_soon_as_it_is_back() {
    let Some((scenario, network)) = BrowserScenario::behind_proxy(["ann"]).await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario.with_ben().await;
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    app.send(&ben, chat_id, &["from Ben"]).await;
    app.send(&cid, with_cid, &["from Cid"]).await;
    ann.open_chat(chat_id).await;
    ann.until_count("[data-chat-list] > li", 2).await;
    ann.script(OBSERVE).await;
    network.close();
    click_row(&ann, with_cid).await;
    ann.until_shown(".pane-main", "This chat opens as soon as it is back").await;
    assert_eq!(click_row(&ann, chat_id).await, "ben");
    ann.until_texts(&["from Ben"]).await;
    click_row(&ann, with_cid).await;
    ann.until_shown(".pane-main", "This chat opens as soon as it is back").await;
    network.open();
    ann.until_texts(&["from Cid"]).await;
    assert_same_page(&ann).await;
}

#[tokio::test]
async fn what_is_typed_while_nothing_has_the_focus_goes_into_the_composer() {
    let Some((scenario, network)) = BrowserScenario::behind_proxy(["ann"]).await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario.with_ben().await;
    app.send(&ben, chat_id, &["hello"]).await;
    ann.visit("/chats/list").await;
    ann.until_count("[data-chat-list] > li", 1).await;
    // The chat is on its way.
    network.fall_silent();
    click_row(&ann, chat_id).await;
    ann.script("document.activeElement.blur()").await;
    for key in ["h", "i"] {
        ann.press(key).await;
    }
    network.speak();
    ann.until_equals(NAME, "ben").await;
    ann.until_draft("hi").await;
    ann.script("document.activeElement.blur()").await;
    ann.press("!").await;
    ann.until_draft("hi!").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["hello", "hi!"]).await;
    ann.had_no_errors().await;
}
