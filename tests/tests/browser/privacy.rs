//! Blocks, requests, and reports in a browser, with scripts.

use super::scenario::{BrowserScenario, STATUS};
use serde_json::json;

#[tokio::test]
async fn a_request_stays_out_of_the_list_until_it_is_accepted() {
    let Some(BrowserScenario { app, people: [ann] }) = BrowserScenario::with(["ann"]).await else { return };
    let ben = app.register("ben").await;
    app.patch("/api/me/privacy", &ann.user, json!({ "who_may_write": "invited" })).await;
    ann.visit("/chats/list").await;
    ann.until("return document.querySelector('[data-chat-list-empty]').hidden === false").await;
    let path = format!("/api/users/{}/messages", ann.user.user_id);
    let sent = app.post(&path, &ben, json!({ "texts": "let me in" })).await;
    let chat_id = sent.json()["chat_id"].as_i64().expect("a chat");
    // A message that comes later is there, so the request has arrived.
    let cid = app.register("cid").await;
    let other = app.open_chat(&ann.user, &cid).await;
    app.send(&cid, other, &["hello"]).await;
    ann.until_shown("[data-chat-list]", "hello").await;
    ann.until_count("[data-chat-list] > li", 1).await;

    ann.open_chat(chat_id).await;
    ann.until_shown(".request-bar", "ben wants to write to you").await;
    ann.until_shown("[data-messages]", "let me in").await;
    ann.write("come in").await;
    ann.until_count(".request-bar", 0).await;
    ann.until_count("[data-chat-list] > li", 2).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn presence_vanishes_with_a_block_and_a_message_can_be_reported() {
    let Some(BrowserScenario { app, people: [ann, ben] }) = BrowserScenario::with(["ann", "ben"]).await
    else {
        return;
    };
    let chat_id = app.open_chat(&ann.user, &ben.user).await;
    app.send(&ben.user, chat_id, &["hello"]).await;
    ann.open_chat(chat_id).await;
    ben.open_chat(chat_id).await;
    ben.until_shown(STATUS, "online").await;
    ann.hover("[data-messages] .message:not(.message-mine)").await;
    ann.click("[data-messages] .message:not(.message-mine) .message-more").await;
    ann.until_count(".message-menu .menu-item", 6).await;
    ann.click(".message-menu .menu-item:last-child").await;
    ann.until_shown("h1", "Report message").await;
    ann.fill("reason", "spam").await;
    ann.click("main .button-primary").await;
    ann.until_shown("body", "The message is reported").await;

    ann.click("[data-chat-menu] summary").await;
    ann.click("[data-block] button").await;
    ann.until_shown(".composer-closed", "You have blocked ben").await;
    ben.until_shown(STATUS, "@ann").await;
    ben.write("are you there?").await;
    ben.until_shown(".message-failure", "You cannot write to this user").await;
    ann.had_no_errors().await;
}
