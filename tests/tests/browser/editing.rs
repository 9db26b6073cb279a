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
    ann.click(".message-menu .menu-item:nth-child(4)").await;
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
    // The messages are one stop of the Tab key. Up and Down move between them, from the newest one on.
    let on_message = |text: &str| {
        format!("return document.activeElement.querySelector('.bubble > span')?.textContent === '{text}'")
    };
    ann.press(Key::Shift + Key::Tab).await;
    ann.until_equals(FOCUSED, "Messages").await;
    for (key, text) in [(Key::Up, "second"), (Key::Up, "first"), (Key::Up, "first"), (Key::Down, "second")] {
        ann.press(key).await;
        ann.until(&on_message(text)).await;
    }
    // Enter opens the menu. Escape closes it, and returns the focus; once more, it leads to the composer.
    for (key, focused) in [
        (Key::Enter, "Reply"),
        (Key::Down, "Copy"),
        (Key::Down, "Edit"),
        (Key::Down, "Info"),
        (Key::Down, "Forward…"),
        (Key::Down, "Select"),
        (Key::Down, "Delete"),
        (Key::Down, "React with 👍"),
    ] {
        ann.press(key).await;
        ann.until_equals(FOCUSED, focused).await;
    }
    ann.press(Key::Escape).await;
    ann.until_count(".message-menu", 0).await;
    ann.until(&on_message("second")).await;
    ann.press(Key::Escape).await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    // From the messages, the Tab key goes on.
    ann.press(Key::Shift + Key::Tab + Key::Tab).await;
    ann.until_equals(FOCUSED, "More").await;

    ann.focus("[data-timeline]").await;
    for key in [Key::Up, Key::Enter, Key::Down, Key::Down, Key::Enter] {
        ann.press(key).await;
    }
    ann.until_draft("second").await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.type_line("!").await;
    ann.until_texts(&["first", "second!"]).await;

    ann.focus("[data-timeline]").await;
    for key in [Key::Up, Key::Enter, Key::End, Key::Enter] {
        ann.press(key).await;
    }
    ann.until_shown("dialog h2", "Delete this message?").await;
    // What loses nothing has the focus.
    ann.until_equals(FOCUSED, "Cancel").await;
    ann.press(Key::Escape).await;
    ann.until_count("dialog", 0).await;
    ann.until(&on_message("second!")).await;
    for key in [Key::Enter, Key::End, Key::Enter] {
        ann.press(key).await;
    }
    ann.until_equals(FOCUSED, "Cancel").await;
    ann.press(Key::Tab).await;
    ann.until_equals(FOCUSED, "Delete").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["first"]).await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_right_click_opens_the_menu_of_any_message() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["from Ben"]).await;
    ann.open_chat(chat_id).await;
    ann.until_count(".message button.message-more", 1).await;
    let right_click = "const bubble = document.querySelector('.bubble');
        const {left, top} = bubble.getBoundingClientRect();
        return bubble.dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5}))";
    assert_eq!(ann.script(right_click).await, false, "instead of the browser's own menu");
    let items =
        "return [...document.querySelectorAll('.message-menu .menu-item')].map(item => item.textContent)";
    ann.until_equals(items, serde_json::json!(["Reply", "Copy", "Info", "Forward…", "Select", "Report…"]))
        .await;
    ann.click(".message-menu .menu-item:nth-child(4)").await;
    ann.until_shown("dialog dt", "Sent").await;
    ann.press(Key::Enter).await;
    ann.until_count("dialog", 0).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_long_press_opens_one_menu_also_if_the_browser_reports_it() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["from Ben"]).await;
    ann.open_chat(chat_id).await;
    ann.until_count(".message button.message-more", 1).await;
    let event = |kind: &str, class: &str| {
        format!(
            "const bubble = document.querySelector('.bubble');
            const {{left, top}} = bubble.getBoundingClientRect();
            bubble.dispatchEvent(new {class}('{kind}', {{bubbles: true, cancelable: true, pointerType: 'touch',
                clientX: left + 5, clientY: top + 5}}))"
        )
    };
    ann.script(&event("pointerdown", "PointerEvent")).await;
    ann.until_count(".message-menu", 1).await;
    ann.script(&event("contextmenu", "PointerEvent")).await;
    assert_eq!(ann.script("return document.querySelectorAll('.message-menu').length").await, 1);
    ann.script(&event("pointerup", "PointerEvent")).await;
    ann.until_count(".message-menu", 1).await;
    ann.had_no_errors().await;
}
