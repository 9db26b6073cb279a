//! The panel behind the companion's name, the way to a day, and keyboard shortcuts.

use super::scenario::{BrowserChat, FOCUSED};
use serde_json::json;
use simple_chats_domain::{ChatId, SendStamp, UserId};
use simple_chats_persistence::{chats, messages};
use simple_chats_tests::browser::Key;
use simple_chats_tests::fixtures::{at_once, compose_as};

const DAY: &str = "document.querySelector('.panel input[type=date]').value = '2026-03-05'";

#[tokio::test]
async fn the_name_leads_to_a_panel_from_which_one_goes_to_a_day() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    // One message for each day of 2026 until the summer, at noon.
    let conn = &mut app.connect();
    let chat = chats::find(conn, ChatId::stored(chat_id)).unwrap();
    let first: chrono::DateTime<chrono::Utc> = "2026-01-01T12:00:00Z".parse().unwrap();
    at_once(conn, |conn| {
        for day in 0..150 {
            let at = first + chrono::TimeDelta::days(day);
            let text = at.format("%-d %B").to_string();
            let new = compose_as(conn, &chat, UserId::stored(ben.user_id), &text, SendStamp::at(at));
            messages::insert(conn, &new).unwrap();
        }
    });
    ann.open_chat(chat_id).await;
    ann.until_shown("[data-messages] .bubble > span", "1 January").await;
    ann.focus("[data-companion]").await;
    ann.press(Key::Enter).await;
    ann.until_shown("dialog h2", "ben").await;
    ann.until_shown("dialog", "@ben").await;
    ann.until_shown("dialog", "Joined on").await;
    ann.press(Key::Escape).await;
    ann.until_count("dialog", 0).await;
    ann.click(".chat-bar .avatar").await;
    ann.until_count("dialog", 1).await;
    ann.script(DAY).await;
    ann.click("[data-day] button").await;
    ann.until_count("dialog", 0).await;
    ann.until_shown(".message-found .bubble > span", "5 March").await;
    ann.until_equals("return location.pathname", format!("/chats/{chat_id}")).await;
    ann.had_no_errors().await;

    // The same without scripts.
    ann.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    ann.open_chat(chat_id).await;
    ann.focus("[data-companion]").await;
    ann.press(Key::Enter).await;
    ann.until_shown("h1", "ben").await;
    ann.visit(&format!("/chats/{chat_id}/day?date=2026-04-01")).await;
    ann.until_shown(".message-found .bubble > span", "1 April").await;
}

#[tokio::test]
async fn shortcuts_lead_to_the_search_to_other_chats_and_to_their_list() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    app.send(&cid, with_cid, &["older"]).await;
    app.send(&ben, chat_id, &["newer"]).await;
    ann.open_chat(chat_id).await;
    let path = "return location.pathname";
    ann.until_equals("return document.querySelectorAll('[data-chat-list] li').length", 2).await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.press(Key::Alt + Key::Down).await;
    ann.until_equals(path, format!("/chats/{with_cid}")).await;
    ann.until_equals(FOCUSED, "Message to cid").await;
    ann.press(Key::Alt + Key::Up).await;
    ann.until_equals(path, format!("/chats/{chat_id}")).await;
    ann.press(Key::Control + "k").await;
    ann.until_equals("return document.activeElement.className", "input search-input").await;
    ann.press(Key::Control + "/").await;
    ann.until_shown("dialog h2", "Keyboard shortcuts").await;
    ann.until_shown("dialog", "Previous and next chat").await;
    ann.press(Key::Escape).await;
    ann.until_count("dialog", 0).await;
    ann.had_no_errors().await;
}
