//! The panel of emoji, and their names between colons.

use super::scenario::{BrowserChat, FOCUSED, OWN, SENT};
use serde_json::json;
use simple_chats_tests::browser::Key;

const CELLS: &str =
    "return [...document.querySelectorAll('.emoji-cell')].slice(0, 2).map(cell => cell.dataset.emoji)";
const GROUPS: &str =
    "return [...document.querySelectorAll('.emoji-group > h3')].slice(0, 2).map(name => name.textContent)";

#[tokio::test]
async fn emoji_are_chosen_by_pointer_and_by_keyboard() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    ann.focus("#composer-text").await;
    ann.paste("hi !").await;
    ann.press(Key::Left).await;
    // With the pointer, several may be chosen; they are put where the cursor was.
    ann.click("[data-emoji-button]").await;
    ann.until_equals(GROUPS, json!(["Smileys and emotion", "People and body"])).await;
    ann.until_equals(FOCUSED, "Find an emoji").await;
    for _ in 0..2 {
        ann.click(".emoji-cell").await;
    }
    ann.until_draft("hi 😀😀!").await;
    ann.press(Key::Escape).await;
    ann.until_count(".emoji-picker", 0).await;
    ann.until_equals(FOCUSED, "Emoji").await;

    // With keys, one is: by its name, with a skin tone, which is kept.
    ann.press(Key::Enter).await;
    ann.until_equals(GROUPS, json!(["Used last", "Smileys and emotion"])).await;
    ann.click(".emoji-tone:nth-child(4)").await;
    ann.focus(".emoji-search").await;
    ann.press("thumbs").await;
    ann.until_equals(CELLS, json!(["👍🏽", "👎🏽"])).await;
    ann.press(Key::Down).await;
    ann.until_equals(FOCUSED, "thumbs up").await;
    ann.press(Key::Right).await;
    ann.until_equals(FOCUSED, "thumbs down").await;
    ann.press(Key::Enter).await;
    ann.until_count(".emoji-picker", 0).await;
    ann.until_draft("hi 😀😀👎🏽!").await;

    ann.reload().await;
    ann.click("[data-emoji-button]").await;
    ann.until_equals(CELLS, json!(["👎🏽", "😀"])).await;
    ann.focus(".emoji-search").await;
    ann.press("zzzz").await;
    ann.until_shown(".emoji-note", "No emoji found").await;
    // A press elsewhere closes it.
    ann.click(".timeline").await;
    ann.until_count(".emoji-picker", 0).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn names_between_colons_become_emoji() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    ann.focus("#composer-text").await;
    ann.press("yes :thumb").await;
    ann.until_shown(".emoji-choices [aria-selected='true']", ":+1:").await;
    ann.press(Key::Down).await;
    ann.until_shown(".emoji-choices [aria-selected='true']", ":-1:").await;
    ann.press(Key::Up).await;
    // Enter chooses, and sends nothing.
    ann.press(Key::Enter).await;
    ann.until_draft("yes 👍").await;
    ann.press(" :tada:").await;
    ann.until_draft("yes 👍 🎉").await;
    // What is no name stays, and Escape leaves it alone.
    ann.press(" 10:30 :ok").await;
    ann.until_count(".emoji-choices:not([hidden])", 1).await;
    ann.press(Key::Escape).await;
    ann.until_count(".emoji-choices:not([hidden])", 0).await;
    ann.press(Key::Enter).await;
    ann.until_shown(OWN, "yes 👍 🎉 10:30 :ok").await;
    ann.until_count(SENT, 1).await;
    ann.had_no_errors().await;
}
