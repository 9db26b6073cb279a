//! Desktop notifications: only if they are allowed and the page is hidden.

use super::scenario::{BrowserChat, STATUS, THEIRS, dial};
use serde_json::{Value, json};

const NOTE_NOTIFICATIONS: &str = "
    window.notified = [];
    window.Notification = class extends Notification {
        constructor(title, options) {
            super(title, options);
            window.notified.push([title, options.body]);
        }
    }";

const NOTIFIED: &str = "return window.notified";

#[tokio::test]
async fn hidden_pages_show_allowed_desktop_notifications() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    // The page offers notifications below the list until the user declines.
    ann.open_chat(chat_id).await;
    ann.until_shown(".offer", "Show desktop notifications for new messages?").await;
    ann.click(".offer [aria-label='Not now']").await;
    ann.until_count(".offer", 0).await;
    ann.reload().await;
    ann.until_shown(STATUS, "@ben").await;
    assert_eq!(ann.script("return document.querySelector('.offer')").await, Value::Null);

    ann.allow_notifications(&ann.site).await;
    // The account's page has a switch, whatever was answered before.
    let (state, switch) = ("[data-notifications] [role=status]", "[data-notifications] button");
    ann.visit("/account/notifications").await;
    ann.until_shown(state, "shows a notification when a message arrives").await;
    for (label, expected) in [("Turn off", "shows no notifications"), ("Turn on", "shows a notification")] {
        ann.until_shown(switch, label).await;
        ann.click(switch).await;
        ann.until_shown(state, expected).await;
        ann.reload().await;
        ann.until_shown(state, expected).await;
    }
    ann.open_chat(chat_id).await;
    ann.script(NOTE_NOTIFICATIONS).await;
    let mut of_ben = dial(&app, &ben).await;
    app.send(&ben, chat_id, &["while she looks"]).await;
    while of_ben.next().await["type"] != "read" {}
    ann.hide().await;
    app.send(&ben, chat_id, &["while she is away"]).await;
    ann.until_equals(NOTIFIED, json!([["ben", "while she is away"]])).await;

    // If another window of the user is visible, there is no notification.
    let hidden = ann.current_tab().await;
    let visible = ann.open_window().await;
    ann.visit("/chats/list").await;
    ann.until_shown(".badge", "1 unread").await;
    // The script has drawn the list, so it answers the other windows.
    ann.until_count(".rows [data-companion-id]", 0).await;
    app.send(&ben, chat_id, &["seen in the list"]).await;
    ann.switch_to(&hidden).await;
    ann.until_shown(THEIRS, "seen in the list").await;
    ann.switch_to(&visible).await;
    ann.until_shown(".badge", "2 unread").await;
    ann.close_tab(&hidden).await;
    app.send(&ben, chat_id, &["again away", "and again"]).await;
    let expected = json!([["ben", "while she is away"], ["ben", "again away"], ["ben", "and again"]]);
    ann.until_equals(NOTIFIED, expected).await;
}

const NOTE_SOUNDS: &str = "
    window.sounds = 0;
    window.AudioContext = class extends AudioContext {
        constructor() {
            super();
            window.sounds += 1;
        }
    }";

const SOUNDS: &str = "return window.sounds";

#[tokio::test]
async fn a_sound_is_played_once_it_is_turned_on() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.visit("/account/notifications").await;
    let (state, switch) = ("[data-sound] [role=status]", "[data-sound] button");
    ann.until_shown(state, "plays no sounds").await;
    ann.visit("/chats/list").await;
    ann.script(NOTE_SOUNDS).await;
    app.send(&ben, chat_id, &["silent"]).await;
    ann.until_shown(".row-text", "silent").await;
    ann.until_equals(SOUNDS, 0).await;
    ann.visit("/account/notifications").await;
    ann.script(NOTE_SOUNDS).await;
    ann.click(switch).await;
    ann.until_shown(state, "plays a sound when a message arrives").await;
    ann.until_equals(SOUNDS, 1).await;
    ann.visit("/chats/list").await;
    // Shows that the page is connected: what was there before makes no sound.
    app.send(&ben, chat_id, &["connected"]).await;
    ann.until_shown(".row-text", "connected").await;
    ann.script(NOTE_SOUNDS).await;
    app.send(&ben, chat_id, &["heard"]).await;
    ann.until_shown(".row-text", "heard").await;
    ann.until_equals(SOUNDS, 1).await;
    // What the user is reading is not announced.
    ann.open_chat(chat_id).await;
    ann.script(NOTE_SOUNDS).await;
    app.send(&ben, chat_id, &["read at once"]).await;
    ann.until_shown(THEIRS, "read at once").await;
    ann.until_equals(SOUNDS, 0).await;
    ann.had_no_errors().await;
}
