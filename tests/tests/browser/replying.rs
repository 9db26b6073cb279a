//! Replies and reactions of two people on their screens.

use super::scenario::{BrowserChat, FOCUSED, OWN, Person, THEIRS, put_history};
use serde_json::json;
use simple_chats_tests::browser::Key;
use simple_chats_tests::{TestApp, TestUser};

const BAR: &str = "[data-reply-bar] q";
const QUOTE: &str = "[data-messages] .quote";
const REACTIONS: &str =
    "return [...document.querySelectorAll('[data-messages] .reaction')].map(button => button.textContent)";
const PRESSED: &str =
    "return document.querySelectorAll('[data-messages] .reaction[aria-pressed=true]').length";

const ROW_TEXT: &str = "return document.querySelector('.row-text').textContent";

/// Moves the focus to the newest message.
async fn focus_newest(person: &Person) {
    person.focus("[data-timeline]").await;
    person.press(Key::End).await;
    person.until("return document.activeElement.matches('.message[id]')").await;
}

async fn open_menu_of_newest(person: &Person) {
    focus_newest(person).await;
    person.press(Key::Enter).await;
}

async fn start_reply(person: &Person) {
    focus_newest(person).await;
    person.press("r").await;
    person.until_count("[data-reply-bar]", 1).await;
}

/// The newest message of the chat by the API.
async fn newest(app: &TestApp, user: &TestUser, chat_id: i64) -> serde_json::Value {
    let path = format!("/api/chats/{chat_id}/messages?expand=true&ordered-by-desc=message_id&limit=1");
    app.get(&path, user).await.json()["data"][0].clone()
}

#[tokio::test]
async fn a_reply_shows_its_original_as_it_is() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let BrowserChat { app, ann, ben, chat_id } = &scenario;
    ann.write("How are you?").await;
    ben.until_shown(THEIRS, "How are you?").await;
    start_reply(ben).await;
    ben.until_shown(BAR, "How are you?").await;
    ben.until_equals(FOCUSED, "Message to ann").await;
    ben.type_line("Fine").await;
    ben.until_count("[data-reply-bar]", 0).await;
    for (person, author) in [(ann, "You"), (ben, "ann")] {
        person.until_shown(QUOTE, author).await;
        person.until_shown(QUOTE, "How are you?").await;
    }
    ben.until_shown(OWN, "Fine").await;
    ben.type_line("And no reply").await;
    ann.until_shown(THEIRS, "And no reply").await;
    ann.until_count(QUOTE, 1).await;

    let original = app.get(&format!("/api/chats/{chat_id}/messages?limit=1"), &ann.user).await.json();
    let path = format!("/api/chats/{chat_id}/messages/{}", original["data"][0]["message_id"]);
    app.put(&path, &ann.user, json!({ "text": "How do you do?" })).await;
    for person in scenario.people() {
        person.until_shown(QUOTE, "How do you do?").await;
    }
    app.delete(&path, &ann.user).await;
    for person in scenario.people() {
        person.until_shown(QUOTE, "Deleted message").await;
        person.reload().await;
        person.until_shown(QUOTE, "Deleted message").await;
        person.had_no_errors().await;
    }
}

#[tokio::test]
async fn what_a_draft_answers_is_kept_until_it_is_given_up_or_gone() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let BrowserChat { app, ann, ben, chat_id } = &scenario;
    let ids = app.send(&ann.user, *chat_id, &["first", "second"]).await;
    ben.until_shown(THEIRS, "second").await;
    start_reply(ben).await;
    ben.reload().await;
    ben.until_shown(BAR, "second").await;
    ben.press(Key::Escape).await;
    ben.until_count("[data-reply-bar]", 0).await;
    ben.until_equals(FOCUSED, "Message to ann").await;
    ben.reload().await;
    ben.until_shown(THEIRS, "second").await;
    ben.until_count("[data-reply-bar]", 0).await;

    start_reply(ben).await;
    app.delete(&format!("/api/chats/{chat_id}/messages/{}", ids[1]), &ann.user).await;
    ben.until_count("[data-reply-bar]", 0).await;
    // By the menu, and given up by its button.
    open_menu_of_newest(ben).await;
    ben.until_equals(FOCUSED, "Reply").await;
    ben.press(Key::Enter).await;
    ben.until_shown(BAR, "first").await;
    ben.click("[data-reply-bar] button").await;
    ben.until_count("[data-reply-bar]", 0).await;
    ben.had_no_errors().await;
}

#[tokio::test]
async fn a_reply_that_was_written_without_a_connection_is_sent_as_a_reply() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let BrowserChat { app, ann, ben, chat_id } = &scenario;
    let id = app.send(&ann.user, *chat_id, &["Are you there?"]).await[0];
    ben.until_shown(THEIRS, "Are you there?").await;
    ben.cut_network().await;
    start_reply(ben).await;
    ben.type_line("Later").await;
    ben.until_shown("[data-messages] .message-mine .quote q", "Are you there?").await;
    ben.restore_network().await;
    ann.until_shown(THEIRS, "Later").await;
    let sent = newest(app, &ann.user, *chat_id).await;
    assert_eq!((&sent["text"], &sent["reply_to"]["message_id"]), (&json!("Later"), &json!(id)));
}

#[tokio::test]
async fn a_quote_leads_to_its_original_also_far_above() {
    let Some(scenario) = BrowserChat::of_ann().await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario;
    let texts = (0..300).map(|number| (&ben, number, format!("message {number}")));
    put_history(&app, chat_id, texts);
    let first = app.get(&format!("/api/chats/{chat_id}/messages?limit=1"), &ben).await.json();
    let first = first["data"][0]["message_id"].clone();
    let body = json!({ "texts": "Remember?", "reply_to": first });
    let sent = app.post(&format!("/api/chats/{chat_id}/messages"), &ben, body).await.json();
    let newest = sent["message_ids"][0].clone();
    app.post(&format!("/api/chats/{chat_id}/read"), &ann.user, json!({ "message_id": newest })).await;
    ann.open_chat(chat_id).await;
    ann.until_shown(THEIRS, "Remember?").await;
    ann.click(QUOTE).await;
    ann.until_shown(&format!("#message-{first}.message-found .bubble > span"), "message 0").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn reactions_appear_on_both_screens() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let [ann, ben] = scenario.people();
    ann.write("Tea?").await;
    ben.until_shown(THEIRS, "Tea?").await;
    open_menu_of_newest(ben).await;
    ben.click("[role=menu] .menu-short").await;
    for person in [ann, ben] {
        person.until_equals(REACTIONS, json!(["👍"])).await;
    }
    ann.until_equals(ROW_TEXT, "ben reacted 👍 to: Tea?").await;
    ben.until_equals(ROW_TEXT, "You reacted 👍 to: Tea?").await;
    ben.until_equals(PRESSED, 1).await;
    ann.until_equals(PRESSED, 0).await;
    // Above the composer, in a row of its own.
    ann.click("[data-messages] .reaction").await;
    for person in [ann, ben] {
        person.until_equals(REACTIONS, json!(["👍2"])).await;
    }
    for person in [ann, ben] {
        person.reload().await;
        person.until_equals(REACTIONS, json!(["👍2"])).await;
    }
    ben.until_equals(PRESSED, 1).await;
    ben.click("[data-messages] .reaction").await;
    ann.until_equals(PRESSED, 1).await;
    ann.click("[data-messages] .reaction").await;
    for person in [ann, ben] {
        person.until_equals(REACTIONS, json!([])).await;
        person.had_no_errors().await;
    }
}

#[tokio::test]
async fn any_emoji_is_a_reaction() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let [ann, ben] = scenario.people();
    ann.write("Tea?").await;
    ben.until_shown(THEIRS, "Tea?").await;
    // By pointer: one is chosen, and the panel closes.
    open_menu_of_newest(ben).await;
    ben.click("[role=menu] .menu-short:last-child").await;
    ben.click(".emoji-cell").await;
    ben.until_count(".emoji-picker", 0).await;
    for person in [ann, ben] {
        person.until_equals(REACTIONS, json!(["😀"])).await;
    }
    // By keyboard, in place of the one before; what was used is remembered, and the focus comes back to the message.
    open_menu_of_newest(ben).await;
    ben.until_count("[role=menu]", 1).await;
    for key in [Key::Up, Key::Enter] {
        ben.press(key).await;
    }
    ben.until_equals(FOCUSED, "Find an emoji").await;
    ben.press("teapot").await;
    ben.until_count(".emoji-cell", 1).await;
    ben.press(Key::Enter).await;
    for person in [ann, ben] {
        person.until_equals(REACTIONS, json!(["🫖"])).await;
    }
    ben.until_count(".emoji-picker", 0).await;
    ben.until_equals("return document.activeElement.closest('.message') !== null", true).await;
    for person in [ann, ben] {
        person.had_no_errors().await;
    }
}

const SWIPE: &str = "
    const target = document.querySelector('.message .bubble');
    const touch = (x) => new Touch({identifier: 1, target, clientX: x, clientY: 300});
    const fire = (type, x) => target.dispatchEvent(new TouchEvent(type, {
        bubbles: true, cancelable: true, touches: type === 'touchend' ? [] : [touch(x)], changedTouches: [touch(x)],
    }));
    fire('touchstart', 50);
    for (let x = 50; x <= 50 + arguments[0]; x += 10) fire('touchmove', x);
    fire('touchend', 50 + arguments[0]);";

#[tokio::test]
async fn a_message_that_is_swiped_is_answered() {
    let Some(scenario) = BrowserChat::of_ann().await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario;
    app.send(&ben, chat_id, &["Swipe me"]).await;
    ann.become_phone().await;
    ann.open_chat(chat_id).await;
    ann.until_shown(THEIRS, "Swipe me").await;
    // Messages get their ids from the script.
    ann.until("return document.querySelector('button.message-more') !== null").await;
    ann.script_with(SWIPE, &[json!(30)]).await;
    ann.until_count("[data-reply-bar]", 0).await;
    ann.script_with(SWIPE, &[json!(70)]).await;
    ann.until_shown(BAR, "Swipe me").await;
    ann.had_no_errors().await;
}
