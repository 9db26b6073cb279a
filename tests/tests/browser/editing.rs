//! One's own messages are edited and deleted, by menu and by keyboard; the companion sees it.

use super::scenario::{BrowserScenario, OWN, THEIRS};
use serde_json::json;
use simple_chats_tests::browser::Key;

/// What has the focus.
const FOCUSED: &str = "
    const {activeElement: it} = document;
    return it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent.trim()";

#[tokio::test]
async fn own_messages_are_edited_and_deleted_by_menu() {
    let Some(scenario) = BrowserScenario::with(["ann", "ben"]).await else { return };
    let [ann, ben] = &scenario.people;
    scenario.in_their_chat().await;
    for text in ["first", "second"] {
        ann.write(text).await;
        ben.until_shown(THEIRS, text).await;
    }
    let more = "[data-messages] .message-mine .message-more";
    ben.until_count(more, 0).await;
    ann.until_count(more, 2).await;

    // The menu's button shows under the pointer.
    let opacity = "return getComputedStyle(document.querySelector(arguments[0])).opacity";
    ann.hover("h1").await;
    ann.until_returns(opacity, &[more.into()], &json!("0")).await;
    ann.hover(OWN).await;
    ann.until_returns(opacity, &[more.into()], &json!("1")).await;
    ann.click(more).await;
    ann.until_shown(".message-menu", "Edit").await;
    ann.click(".message-menu .menu-item").await;
    ann.until_draft("first").await;
    ann.write("first of all").await;
    ann.until_texts(&["first of all", "second"]).await;
    ben.until_texts(&["first of all", "second"]).await;
    ben.until_shown("[data-messages] .bubble-meta", "edited").await;

    ann.hover(OWN).await;
    ann.click(more).await;
    ann.click(".message-menu .menu-item-danger").await;
    ann.until_shown("dialog h2", "Delete this message?").await;
    ann.click("dialog button[value='no']").await;
    ann.until_count("dialog", 0).await;
    ann.until_texts(&["first of all", "second"]).await;
    ann.hover(OWN).await;
    ann.click(more).await;
    ann.click(".message-menu .menu-item-danger").await;
    ann.click("dialog button[value='yes']").await;
    ann.until_texts(&["second"]).await;
    ben.until_texts(&["second"]).await;
    ann.until_returns(FOCUSED, &[], &json!("Message to ben")).await;
    for person in [ann, ben] {
        person.had_no_complaints().await;
    }
}

#[tokio::test]
async fn own_messages_are_edited_and_deleted_by_keyboard() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    scenario.app.send(&ann.user, chat_id, &["first", "second"]).await;
    ann.open_chat(chat_id).await;
    ann.until_count("button.message-more", 2).await;
    let label = "Edit or delete this message";
    // Backwards from the composer: the newest message's menu stands nearest.
    ann.press(Key::Shift + Key::Tab).await;
    ann.until_returns(FOCUSED, &[], &json!(label)).await;
    ann.press(Key::Enter).await;
    ann.until_returns(FOCUSED, &[], &json!("Edit")).await;
    ann.press(Key::Down).await;
    ann.until_returns(FOCUSED, &[], &json!("Delete")).await;
    ann.press(Key::Down).await;
    ann.until_returns(FOCUSED, &[], &json!("Edit")).await;
    // Escape closes, and gives the focus back.
    ann.press(Key::Escape).await;
    ann.until_count(".message-menu", 0).await;
    ann.until_returns(FOCUSED, &[], &json!(label)).await;

    ann.press(Key::Down).await;
    ann.press(Key::Enter).await;
    ann.until_draft("second").await;
    ann.until_returns(FOCUSED, &[], &json!("Message to ben")).await;
    ann.press("!").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["first", "second!"]).await;

    ann.press(Key::Shift + Key::Tab).await;
    ann.press(Key::Enter).await;
    ann.press(Key::End).await;
    ann.press(Key::Enter).await;
    ann.until_shown("dialog h2", "Delete this message?").await;
    ann.press(Key::Escape).await;
    ann.until_count("dialog", 0).await;
    ann.until_returns(FOCUSED, &[], &json!(label)).await;
    ann.press(Key::Enter).await;
    ann.press(Key::Up).await;
    ann.press(Key::Enter).await;
    ann.until_returns(FOCUSED, &[], &json!("Delete")).await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["first"]).await;
    ann.until_returns(FOCUSED, &[], &json!("Message to ben")).await;
    ann.had_no_complaints().await;
}
