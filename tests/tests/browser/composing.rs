//! The composer: its keys, its height, its drafts, and its counter.

use super::scenario::{BrowserChat, OWN, OWN_STATES, Person};
use serde_json::{Value, json};
use simple_chats_tests::browser::Key;

/// The height of the composer, and how much of it there is to scroll, in pixels.
const HEIGHTS: &str = "
    const field = document.querySelector('#composer-text');
    return [field.clientHeight, field.scrollHeight - field.clientHeight]";

async fn heights(person: &Person) -> (i64, i64) {
    serde_json::from_value(person.script(HEIGHTS).await).expect("two heights")
}

#[tokio::test]
async fn enter_sends_and_shift_enter_adds_a_line_to_a_field_that_grows_to_eight_lines() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    let (one_line, _) = heights(&ann).await;
    // The page focuses the composer.
    ann.press("one").await;
    let mut height = one_line;
    for line in 2..=8 {
        ann.press(Key::Shift + Key::Enter).await;
        ann.press(format!("line {line}")).await;
        let (grown, hidden) = heights(&ann).await;
        assert!(grown > height && hidden == 0, "line {line}: {height}, {grown}, {hidden}");
        height = grown;
    }
    ann.press(Key::Shift + Key::Enter).await;
    ann.press("line 9").await;
    let (grown, hidden) = heights(&ann).await;
    assert!(grown == height && hidden > 0, "{height}, {grown}, {hidden}");
    assert!(ann.texts().await.is_empty(), "nothing is sent yet");
    ann.press(Key::Enter).await;
    let lines: Vec<_> = (2..=9).map(|line| format!("line {line}")).collect();
    ann.until_texts(&[format!("one\n{}", lines.join("\n"))]).await;
    assert_eq!((ann.draft().await, heights(&ann).await.0), ("".into(), one_line));

    // Spaces alone aren't sent; and the composer keeps the focus.
    ann.type_line("   ").await;
    ann.press("x").await;
    ann.until_draft("   x").await;
    ann.press(Key::Enter).await;
    ann.until_count(OWN, 2).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn enter_sends_nothing_while_an_input_method_composes() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    ann.script("window.composing = []; document.addEventListener('keydown', e => composing.push(e.isComposing), true)").await;
    ann.focus("#composer-text").await;
    ann.compose("か").await;
    ann.press(Key::Enter).await;
    assert_eq!(ann.script("return window.composing").await, json!([true]), "the input method got Enter");
    ann.paste("書く").await;
    ann.until("return document.querySelector('#composer-text').value.includes('書く')").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["書く"]).await;
    ann.until_shown(OWN_STATES, "sent").await;
    assert_eq!(app.texts(chat_id, &ben).await, ["書く"]);
}

#[tokio::test]
async fn up_edits_the_last_message_and_escape_restores_the_draft() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ann.user, chat_id, &["first", "second"]).await;
    app.send(&ben, chat_id, &["from ben"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["first", "second", "from ben"]).await;

    ann.press("words").await;
    ann.press(Key::Up).await;
    assert_eq!(ann.draft().await, "words", "in a text, Up only moves the cursor");
    ann.fill("text", "").await;
    ann.press(Key::Up).await;
    ann.until_draft("second").await;
    ann.until_shown("[data-composer-mode]", "Editing your message").await;
    ann.press(Key::Escape).await;
    ann.until_draft("").await;
    ann.until("return document.querySelector('[data-composer-mode]').hidden").await;

    ann.press(Key::Up).await;
    ann.type_line(", better").await;
    ann.until_texts(&["first", "second, better", "from ben"]).await;
    ann.until_shown("[data-messages] .message-mine .bubble small", "edited").await;
    ann.until_draft("").await;

    // Editing keeps the draft.
    ann.press("a draft").await;
    ann.hover("[data-messages] .message-mine").await;
    ann.click("[data-messages] .message-mine .message-more").await;
    ann.click(".message-menu .menu-item:nth-child(4)").await;
    ann.until_draft("first").await;
    ann.press(Key::Escape).await;
    ann.until_draft("a draft").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn drafts_are_kept_for_each_chat_until_the_user_logs_out() {
    let Some(BrowserChat { app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    ann.open_chat(chat_id).await;
    ann.press("for ben").await;
    ann.open_chat(with_cid).await;
    assert_eq!(ann.draft().await, "");
    ann.until_shown(".row-text", "Draft: for ben").await;
    ann.press("for cid").await;
    ann.reload().await;
    ann.until_draft("for cid").await;
    ann.open_chat(chat_id).await;
    ann.until_draft("for ben").await;

    ann.click("summary[aria-label='Account']").await;
    ann.click(".menu-panel form button").await;
    ann.until_shown("body", "You are logged out").await;
    let kept = "return Object.keys(localStorage).filter(key => key.startsWith('simple-chats:'))";
    assert_eq!(ann.script(kept).await, json!([]), "nothing is left");
    ann.log_in(&app).await;
    ann.open_chat(chat_id).await;
    ann.until_draft("").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_counter_appears_near_the_maximum_length_and_longer_texts_are_not_sent() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    let counter = "
        const field = document.querySelector('#composer-text'), count = document.querySelector('[data-composer-count]');
        return [count.hidden ? null : count.textContent, field.getAttribute('aria-invalid')]";
    let has = async |typed: usize, expected: Value| {
        ann.fill("text", "").await;
        // An emoji counts as one character, though a string of the browser has two units for it.
        ann.paste(&format!("😀{}", "a".repeat(typed - 1))).await;
        ann.until_equals(counter, expected).await;
    };
    has(3_799, json!([null, null])).await;
    has(3_800, json!(["200 characters left", null])).await;
    has(3_999, json!(["1 character left", null])).await;
    has(4_001, json!(["1 character too many", "true"])).await;
    ann.press(Key::Enter).await;
    has(4_002, json!(["2 characters too many", "true"])).await;
    ann.press(Key::Enter).await;
    assert!(ann.texts().await.is_empty(), "a text that is too long isn't sent");
    ann.press(Key::Backspace + Key::Null).await;
    ann.press(Key::Backspace + Key::Null).await;
    ann.until_equals(counter, json!(["0 characters left", null])).await;
    ann.press(Key::Enter).await;
    ann.until_count(OWN, 1).await;
    ann.until_draft("").await;
    ann.until_shown(OWN_STATES, "sent").await;
}

#[tokio::test]
async fn a_change_that_was_not_saved_survives_a_reload() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ann.user, chat_id, &["first"]).await;
    app.send(&ben, chat_id, &["from ben"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["first", "from ben"]).await;
    ann.press(Key::Up).await;
    ann.until_draft("first").await;
    ann.press(" of all").await;
    ann.until_draft("first of all").await;
    ann.reload().await;
    ann.until_draft("first of all").await;
    ann.until_shown("[data-composer-mode]", "Editing your message").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["first of all", "from ben"]).await;
    ann.reload().await;
    ann.until_texts(&["first of all", "from ben"]).await;
    ann.until_draft("").await;
    ann.until("return document.querySelector('[data-composer-mode]').hidden").await;
    ann.had_no_errors().await;
}
