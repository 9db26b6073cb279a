//! Messages that disappear: two people agree, see it in their timelines at once, and see the messages go.

use super::scenario::{BrowserChat, THEIRS};
use diesel::connection::SimpleConnection;
use serde_json::json;
use simple_chats_server::messaging::sweep_expired;

/// What the lines of the timeline say, from top to bottom.
const LINES: &str =
    "return [...document.querySelectorAll('[data-messages] .divider-line')].map(line => line.textContent)";

#[tokio::test]
async fn two_people_agree_and_see_messages_go() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_both().await else { return };
    let chat = format!("/chats/{chat_id}");
    app.send(&ann.user, chat_id, &["stays"]).await;
    ben.visit(&chat).await;
    ann.visit(&format!("{chat}/lifetime")).await;
    ann.click("input[value='86400']").await;
    ann.click("main form:last-of-type button[type=submit]").await;
    ann.until_count(".proposal button[value=withdraw]", 1).await;
    let proposed = "proposed that messages disappear after 1 day";
    ben.until_equals(LINES, json!([format!("ann {proposed}")])).await;
    ann.visit(&chat).await;
    ann.until_equals(LINES, json!([format!("You {proposed}")])).await;

    ben.click(".divider-line a").await;
    ben.until_shown(".proposal .button-primary", "Accept").await;
    ben.click(".proposal .button-primary").await;
    ben.until_count(".proposal", 0).await;
    let set = "set messages to disappear after 1 day";
    ann.until_equals(LINES, json!([format!("You {proposed}"), format!("ben {set}")])).await;
    ben.visit(&chat).await;
    let lines = json!([format!("ann {proposed}"), format!("You {set}")]);
    ben.until_equals(LINES, lines.clone()).await;

    app.send(&ann.user, chat_id, &["goes"]).await;
    ben.until_count(THEIRS, 2).await;
    let titles = "return [...document.querySelectorAll('[data-messages] .expiry')].map(sign => sign.title)";
    ben.until_equals(titles, json!(["Disappears in 23 hours"])).await;
    ann.until_equals(titles, json!(["Disappears in 23 hours"])).await;
    let expire = "UPDATE messages SET expires_at = 1 WHERE expires_at IS NOT NULL";
    app.connect().batch_execute(expire).unwrap();
    sweep_expired(app.state()).await.unwrap();
    ben.until_count(THEIRS, 1).await;
    ann.until_equals(titles, json!([])).await;
    // What the server draws is the same.
    ben.reload().await;
    ben.until_equals(LINES, lines).await;
    for person in [&ann, &ben] {
        person.had_no_errors().await;
    }
}
