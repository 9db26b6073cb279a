//! The search in messages while one types.

use super::scenario::BrowserChat;
use serde_json::json;
use simple_chats_tests::browser::Key;

const HITS: &str =
    "return [...document.querySelectorAll('.row-hit .row-text')].map(text => text.textContent)";
const MARKS: &str = "return [...document.querySelectorAll('.row-hit mark')].map(mark => mark.textContent)";

#[tokio::test]
async fn messages_are_found_while_one_types_and_open_at_their_place() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["In the harbour", "מזג האוויר", "harbours"]).await;
    ann.open_chat(chat_id).await;
    // The search in the open chat has a shortcut.
    ann.press(Key::Control + (Key::Shift + "f")).await;
    ann.until_count("[data-message-search]", 1).await;
    ann.focus("#search-messages").await;
    ann.press("harb").await;
    ann.until_equals(HITS, json!(["harbours", "In the harbour"])).await;
    ann.press("our").await;
    ann.press(" in").await;
    ann.until_equals(HITS, json!(["In the harbour"])).await;
    ann.until_equals(MARKS, json!(["In", "harbour"])).await;
    ann.press("x").await;
    ann.until_shown("[data-found] [role=status]", "No messages found").await;
    ann.press(Key::Backspace).await;
    ann.until_equals(HITS, json!(["In the harbour"])).await;
    ann.click(".row-hit").await;
    ann.until_shown("[data-messages] .bubble > span", "In the harbour").await;

    // The list offers it, too.
    ann.visit("/chats/list").await;
    ann.focus(".search-input").await;
    ann.press("harbour").await;
    ann.until_shown("[data-search-messages]", "Search messages for “harbour”").await;
    ann.click("[data-search-messages]").await;
    ann.until_equals(HITS, json!(["harbours", "In the harbour"])).await;
    ann.had_no_errors().await;
}
