//! Editing and deleting messages by menu and by keyboard; the companion sees it.

use super::scenario::{BrowserChat, FOCUSED, OWN, THEIRS};
use simple_chats_tests::browser::Key;

#[tokio::test]
async fn own_messages_are_edited_and_deleted_by_menu() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let [ann, ben] = scenario.people();
    for text in ["first", "second"] {
        ann.write(text).await;
        ben.until_shown(THEIRS, text).await;
    }
    let more = "[data-messages] .message-mine .message-more";
    ben.until_count(more, 0).await;
    ann.until_count(more, 2).await;

    // The menu's button appears under the pointer.
    let opacity = format!("return getComputedStyle(document.querySelector('{more}')).opacity");
    ann.hover("h1").await;
    ann.until_equals(&opacity, "0").await;
    ann.hover(OWN).await;
    ann.until_equals(&opacity, "1").await;
    ann.click(more).await;
    ann.until_shown(".message-menu", "Edit").await;
    ann.click(".message-menu .menu-item").await;
    ann.until_draft("first").await;
    ann.write("first of all").await;
    ann.until_texts(&["first of all", "second"]).await;
    ben.until_texts(&["first of all", "second"]).await;
    ben.until_shown("[data-messages] .bubble small", "edited").await;

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
    ann.until_equals(FOCUSED, "Message to ben").await;
    for person in [ann, ben] {
        person.had_no_errors().await;
    }
}

#[tokio::test]
async fn own_messages_are_edited_and_deleted_by_keyboard() {
    let Some(BrowserChat { app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    app.send(&ann.user, chat_id, &["first", "second"]).await;
    ann.open_chat(chat_id).await;
    ann.until_count(".message-mine button.message-more", 2).await;
    let label = "Edit or delete this message";
    // Backwards from the composer, the newest message's menu comes first.
    ann.press(Key::Shift + Key::Tab).await;
    ann.until_equals(FOCUSED, label).await;
    // Escape closes the menu, and returns the focus.
    for (key, focused) in
        [(Key::Enter, "Edit"), (Key::Down, "Delete"), (Key::Down, "Edit"), (Key::Escape, label)]
    {
        ann.press(key).await;
        ann.until_equals(FOCUSED, focused).await;
    }
    ann.until_count(".message-menu", 0).await;

    ann.press(Key::Down).await;
    ann.press(Key::Enter).await;
    ann.until_draft("second").await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.type_line("!").await;
    ann.until_texts(&["first", "second!"]).await;

    ann.press(Key::Shift + Key::Tab).await;
    ann.press(Key::Enter).await;
    ann.press(Key::End).await;
    ann.press(Key::Enter).await;
    ann.until_shown("dialog h2", "Delete this message?").await;
    ann.press(Key::Escape).await;
    ann.until_count("dialog", 0).await;
    ann.until_equals(FOCUSED, label).await;
    ann.press(Key::Enter).await;
    ann.press(Key::Up).await;
    ann.press(Key::Enter).await;
    ann.until_equals(FOCUSED, "Delete").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["first"]).await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.had_no_errors().await;
}
