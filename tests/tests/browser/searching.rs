//! The search above the list of chats.

use super::scenario::{BrowserChat, FOCUSED};
use serde_json::json;
use simple_chats_tests::browser::Key;

const ROWS: &str =
    "return [...document.querySelectorAll('[data-chat-list] .row-name')].map(name => name.textContent)";
const PEOPLE: &str = "const people = document.querySelector('.found-people');
    return people.hidden ? [] : [...people.querySelectorAll('.row-text')].map(name => name.textContent)";

#[tokio::test]
async fn typing_filters_the_chats_and_finds_other_people() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let [cid, _] = app.register_all(["cid", "benno"]).await;
    app.send(&ben, chat_id, &["hello"]).await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    app.send(&cid, with_cid, &["hi"]).await;
    ann.visit("/chats/list").await;
    ann.until_equals(ROWS, json!(["cid", "ben"])).await;
    ann.focus(".search-input").await;
    ann.press("be").await;
    ann.until_equals(ROWS, json!(["ben"])).await;
    // Who has a chat stands above already.
    ann.until_equals(PEOPLE, json!(["@benno"])).await;
    ann.press("nn").await;
    ann.until_equals(ROWS, json!([])).await;
    ann.until_equals(PEOPLE, json!(["@benno"])).await;
    ann.press("x").await;
    ann.until_shown(".pane-list [role=status]", "No one found").await;
    ann.press(Key::Escape).await;
    ann.until_equals(ROWS, json!(["cid", "ben"])).await;
    ann.until_equals(PEOPLE, json!([])).await;
    // Down leads to the results, and Enter opens the first one, from wherever it comes.
    ann.press("be").await;
    ann.until_equals(PEOPLE, json!(["@benno"])).await;
    ann.press(Key::Down).await;
    ann.until_equals(FOCUSED, "ben").await;
    ann.focus(".search-input").await;
    ann.press("nno").await;
    ann.press(Key::Enter).await;
    ann.until_equals(FOCUSED, "Message to benno").await;
    ann.until_equals(ROWS, json!(["cid", "ben"])).await;
    ann.type_line("hello Benno").await;
    ann.until_equals(ROWS, json!(["benno", "cid", "ben"])).await;
    ann.had_no_errors().await;
}
