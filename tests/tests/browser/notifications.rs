//! Notifications on the desktop: when they are allowed and the page is out of sight, and only there.

use super::scenario::{BrowserScenario, THEIRS, dial};
use serde_json::{Value, json};

/// Notes what is shown on the desktop from now on.
const NOTE_NOTIFICATIONS: &str = "
    window.told = [];
    window.Notification = class extends Notification {
        constructor(title, options) {
            super(title, options);
            window.told.push([title, options.body]);
        }
    }";

const TOLD: &str = "return window.told";

#[tokio::test]
async fn new_messages_are_told_of_on_the_desktop_where_it_is_allowed_and_nobody_looks() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    // Offered below the list, until it is declined.
    ann.open_chat(chat_id).await;
    ann.until_shown(".offer", "Show desktop notifications for new messages?").await;
    ann.click(".offer [aria-label='Not now']").await;
    ann.until_count(".offer", 0).await;
    ann.reload().await;
    ann.until_shown("[data-chat-status]", "@ben").await;
    assert_eq!(ann.script("return document.querySelector('.offer')", &[]).await, Value::Null);

    ann.allow_notifications(&ann.site).await;
    ann.reload().await;
    ann.script(NOTE_NOTIFICATIONS, &[]).await;
    let mut of_ben = dial(&scenario.app, &ben).await;
    scenario.app.send(&ben, chat_id, &["while she looks"]).await;
    while of_ben.next().await["type"] != "read" {}
    ann.hide().await;
    scenario.app.send(&ben, chat_id, &["while she is away"]).await;
    ann.until_returns(TOLD, &[], &json!([["ben", "while she is away"]])).await;

    // If another of her windows is in sight, none is wanted.
    let hidden = ann.current_tab().await;
    let seen = ann.open_window().await;
    ann.visit("/chats/list").await;
    ann.until_shown(".badge", "1 unread").await;
    // The script has drawn the list, and so hears what other windows ask.
    ann.until_count(".row-item[data-companion-id]", 0).await;
    scenario.app.send(&ben, chat_id, &["seen in the list"]).await;
    ann.speak_to(&hidden).await;
    ann.until_shown(THEIRS, "seen in the list").await;
    ann.speak_to(&seen).await;
    ann.until_shown(".badge", "2 unread").await;
    ann.close_tab(&hidden).await;
    scenario.app.send(&ben, chat_id, &["again away", "and again"]).await;
    let expected = json!([["ben", "while she is away"], ["ben", "again away"], ["ben", "and again"]]);
    ann.until_returns(TOLD, &[], &expected).await;
}
