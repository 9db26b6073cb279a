//! The keyboard alone, with a focus that is visible, kept, and returned; and announcements for screen readers.

use super::scenario::{BrowserChat, BrowserScenario, FOCUSED, OWN_STATES, Person, STATUS, dial, put_history};
use serde_json::json;
use simple_chats_tests::browser::Key;

/// Whether the focus is visible: an outline of two pixels, or the ring around the composer.
const IS_FOCUS_VISIBLE: &str = "
    const {activeElement: it} = document;
    const {outlineStyle, outlineWidth} = getComputedStyle(it);
    const ringed = it.closest('.composer-row');
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
        || ringed !== null && getComputedStyle(ringed).boxShadow !== 'none'";

/// Presses Tab until an element has the focus; it has to be visible on each element on the way.
async fn tab_to(ann: &Person, label: &str) {
    for _ in 0..30 {
        ann.press(Key::Tab).await;
        let focused = ann.script(FOCUSED).await;
        assert_eq!(ann.script(IS_FOCUS_VISIBLE).await, true, "the focus on {focused} isn't visible");
        if focused == label {
            return;
        }
    }
    panic!("no {label} is reached by Tab");
}

#[tokio::test]
async fn every_action_is_possible_by_keyboard() {
    let Some(BrowserScenario { app, people: [ann] }) = BrowserScenario::with(["ann"]).await else { return };
    app.register("ben").await;
    ann.visit("/chats/list").await;
    tab_to(&ann, "Skip to the chats").await;
    ann.press(Key::Enter).await;
    ann.until("return document.activeElement.id === 'chats'").await;
    tab_to(&ann, "Find people").await;
    // Enter opens the first result, with the focus in the composer.
    ann.type_line("ben").await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.type_line("hello").await;
    ann.until_texts(&["hello"]).await;
    tab_to(&ann, "Send").await;
    ann.reload().await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.script("document.activeElement.blur(); getSelection().setPosition(document.body, 0)").await;
    for (link, part) in [("Skip to the messages", "Messages"), ("Skip to writing", "Message to ben")] {
        ann.focus(".skip-link").await;
        while ann.script(FOCUSED).await != link {
            ann.press(Key::Tab).await;
        }
        ann.press(Key::Enter).await;
        ann.until_equals(FOCUSED, part).await;
    }

    // The account's menu: Enter opens it, arrows move the focus, Escape closes it and returns the focus.
    ann.visit("/chats/list").await;
    tab_to(&ann, "Account").await;
    ann.press(Key::Enter).await;
    for (key, focused) in [(Key::Down, "My chats"), (Key::Up, "Log out"), (Key::Escape, "Account")] {
        ann.press(key).await;
        ann.until_equals(FOCUSED, focused).await;
    }
    ann.until_count("details[open]", 0).await;
    tab_to(&ann, "ben").await;
    ann.press(Key::Enter).await;
    ann.until_equals(FOCUSED, "Message to ben").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn new_messages_do_not_move_the_focus() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let [cid, dan] = app.register_all(["cid", "dan"]).await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    app.send(&ben, chat_id, &["hello"]).await;
    app.send(&cid, with_cid, &["hi"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["hello"]).await;
    ann.press("I am wri").await;
    app.send(&ben, chat_id, &["are you there?"]).await;
    ann.until_texts(&["hello", "are you there?"]).await;
    ann.press("ting").await;
    ann.until_draft("I am writing").await;

    // A row that moves in the list keeps the focus.
    ann.focus(&format!("[data-chat-list] [data-chat-id='{chat_id}'] a")).await;
    let with_dan = app.open_chat(&ann.user, &dan).await;
    app.send(&dan, with_dan, &["hello too"]).await;
    app.send(&cid, with_cid, &["hi again"]).await;
    let names =
        "return [...document.querySelectorAll('[data-chat-list] .row-name')].map(name => name.textContent)";
    ann.until_equals(names, json!(["cid", "dan", "ben"])).await;
    assert_eq!(ann.script(FOCUSED).await, "ben");

    // The button that scrolls to the newest message moves the focus to the messages.
    put_history(&app, with_cid, (0..60).map(|number| (&cid, number, format!("Number {number}"))));
    ann.open_chat(with_cid).await;
    ann.script("document.querySelector('[data-timeline]').scrollTop = -600").await;
    ann.until("return !document.querySelector('.to-newest').hidden").await;
    ann.focus(".to-newest").await;
    ann.press(Key::Enter).await;
    ann.until_equals(FOCUSED, "Messages").await;
    ann.until("return document.querySelector('.to-newest').hidden").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn screen_readers_announce_new_messages_and_no_old_ones() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    let newest = put_history(&app, chat_id, (0..60).map(|number| (&ben, number, format!("Number {number}"))));
    ann.read(&app, chat_id, newest).await;
    ann.open_chat(chat_id).await;
    // The script records all announcements, which the page removes after a while.
    let note = "
        window.announced = [];
        const log = document.querySelector('body > [role=log]');
        for (const {textContent} of log.children) window.announced.push(textContent);
        new MutationObserver(changes => {
            for (const {addedNodes} of changes) for (const {textContent} of addedNodes) window.announced.push(textContent);
        }).observe(log, {childList: true});
        return [log.ariaLive, document.querySelector('[data-timeline]').ariaLive]";
    assert_eq!(ann.script(note).await, json!(["polite", "off"]));
    let mut of_ben = dial(&app, &ben).await;
    ann.until_shown(STATUS, "online").await;
    ann.script("document.querySelector('[data-timeline]').scrollTop = -99999").await;
    ann.until_count("[data-messages] .message", 60).await;
    ann.click(".to-newest").await;

    of_ben.ask(json!({ "type": "send", "client_id": "1", "chat_id": chat_id, "text": "hello Ann" })).await;
    ann.until_equals("return window.announced", json!(["ben: hello Ann"])).await;
    app.send(&cid, with_cid, &["hello from elsewhere"]).await;
    let expected = json!(["ben: hello Ann", "New message from cid"]);
    ann.until_equals("return window.announced", expected).await;
    // The user's own messages aren't announced.
    ann.write("hello Ben").await;
    ann.until_shown(OWN_STATES, "sent").await;
    of_ben.ask(json!({ "type": "send", "client_id": "2", "chat_id": chat_id, "text": "bye" })).await;
    let expected = json!(["ben: hello Ann", "New message from cid", "ben: bye"]);
    ann.until_equals("return window.announced", expected).await;
    // Each message names its sender in a text that isn't visible.
    let names_sender = "return document.querySelector('[data-messages] > :last-child .bubble').textContent
        .trim().replace(/\\s+/g, ' ').startsWith('ben: bye')";
    ann.until(names_sender).await;
}
