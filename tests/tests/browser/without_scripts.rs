//! The chat with JavaScript switched off: forms are posted, and pages load again.

use super::scenario::{BrowserChat, FOCUSED, OWN, OWN_STATES, Person, put_history};
use serde_json::json;
use simple_chats_tests::browser::Key;

#[tokio::test]
async fn without_scripts_users_search_read_send_edit_and_delete_by_forms() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    put_history(&app, chat_id, (1..=40).map(|number| (&ben, number, format!("Number {number}"))));
    ann.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;

    ann.visit("/chats/search").await;
    ann.focus("main [name='search-string']").await;
    ann.paste("be").await;
    ann.press(Key::Enter).await;
    ann.until_shown("main .row-text", "@ben").await;
    ann.click("main .rows .row").await;
    // The chat opens at the first unread message. What is shown is marked as read.
    ann.until_count("[data-messages] .message", 30).await;
    ann.until_shown("[data-messages] .bubble > span", "Number 30").await;
    ann.until_shown(".divider-new", "New messages").await;
    ann.visit("/chats/list").await;
    ann.until_shown(".row .badge", "10 unread").await;
    ann.open_chat(chat_id).await;
    ann.until_shown("[data-messages] .bubble > span", "Number 40").await;
    ann.until_count("[data-messages] .message", 30).await;

    // To older messages and back.
    click_on(&ann, "[data-older]").await;
    ann.until_shown("[data-messages] .bubble > span", "Number 1").await;
    ann.until_count("[data-messages] .message", 10).await;
    click_on(&ann, "[data-newer]").await;
    ann.until_shown("[data-messages] .bubble > span", "Number 40").await;
    ann.visit("/chats/list").await;
    ann.until_count(".row .badge", 0).await;
    ann.open_chat(chat_id).await;

    ann.focus("#composer-text").await;
    ann.paste("hello\nBen").await;
    click_on(&ann, ".composer-send").await;
    ann.until_shown(OWN, "hello\nBen").await;
    ann.until_shown(OWN_STATES, "sent").await;
    app.send(&ben, chat_id, &["hello Ann"]).await;
    click_on(&ann, "noscript a").await;
    ann.until_shown("[data-messages] .bubble > span", "hello Ann").await;

    click_on(&ann, ".message-mine a.message-more").await;
    ann.until_shown("h1", "Message").await;
    click_on(&ann, "main a[href$='/edit']").await;
    ann.until_shown("h1", "Edit message").await;
    ann.until_equals(FOCUSED, "Message").await;
    ann.paste("Well, ").await;
    click_on(&ann, "main .button-primary").await;
    ann.until_shown(OWN_STATES, "edited").await;
    let text = ann.script("return document.querySelector('.message-mine .bubble > span').textContent").await;
    assert!(text.as_str().is_some_and(|text| text.contains("Well, ") && text.contains("Ben")), "{text}");

    // By keyboard, backwards from the composer.
    ann.focus("noscript a").await;
    for _ in 0..2 {
        ann.press(Key::Shift + Key::Tab).await;
        ann.until_equals(FOCUSED, "More").await;
    }
    ann.press(Key::Enter).await;
    ann.until_shown("h1", "Message").await;
    click_on(&ann, "main a[href$='/edit']").await;
    ann.until_shown("h1", "Edit message").await;
    click_on(&ann, "main .button-danger-quiet").await;
    ann.until_count(OWN, 0).await;
    ann.until_shown("[data-messages] .bubble > span", "hello Ann").await;
    ann.had_no_errors().await;
}

/// Clicks on an element that may be outside the window: messages scroll from the bottom.
async fn click_on(ann: &Person, selector: &str) {
    ann.until_with("return document.querySelector(arguments[0]) !== null", &[selector.into()]).await;
    ann.script_with(
        "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})",
        &[selector.into()],
    )
    .await;
    ann.click(selector).await;
}
