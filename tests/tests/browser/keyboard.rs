//! Everything by keyboard alone, with a focus that is seen, kept and given back; and what readers of screens are told.

use super::scenario::{BrowserScenario, Person, dial, put_history};
use serde_json::{Value, json};
use simple_chats_tests::browser::Key;

/// What has the focus: its label, or its words.
const FOCUSED: &str = "
    const {activeElement: it} = document;
    const label = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent;
    return (label ?? it.querySelector('.row-name')?.textContent ?? it.textContent).trim()";

/// Whether one sees what has the focus: an outline of two pixels, or the ring around the composer.
const IS_RING_SEEN: &str = "
    const {activeElement: it} = document;
    const {outlineStyle, outlineWidth} = getComputedStyle(it);
    const ringed = it.closest('.composer-row');
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
        || ringed !== null && getComputedStyle(ringed).boxShadow !== 'none'";

/// Presses Tab until something has the focus; everything on the way has to show that it has it.
async fn tab_to(ann: &Person, label: &str) {
    for _ in 0..30 {
        ann.press(Key::Tab).await;
        let focused = ann.script(FOCUSED, &[]).await;
        assert_eq!(
            ann.script(IS_RING_SEEN, &[]).await,
            Value::Bool(true),
            "the focus on {focused} isn't seen"
        );
        if focused == label {
            return;
        }
    }
    panic!("no {label} is reached by Tab");
}

#[tokio::test]
async fn the_keyboard_alone_is_enough() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    ann.visit("/chats/list").await;
    tab_to(ann, "Skip to content").await;
    ann.press(Key::Enter).await;
    ann.until("return document.activeElement.id === 'main'", &[]).await;
    tab_to(ann, "Find people").await;
    ann.press("ben").await;
    ann.press(Key::Enter).await;
    ann.until_shown("h1", "Find people").await;
    tab_to(ann, "ben").await;
    ann.press(Key::Enter).await;
    // The chat opens with the focus where one writes.
    ann.until_returns(FOCUSED, &[], &json!("Message to ben")).await;
    ann.press("hello").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["hello"]).await;
    tab_to(ann, "Send").await;

    // The account's menu: it opens, arrows move, Escape closes and gives the focus back.
    ann.visit("/chats/list").await;
    tab_to(ann, "Account").await;
    ann.press(Key::Enter).await;
    ann.press(Key::Down).await;
    ann.until_returns(FOCUSED, &[], &json!("My chats")).await;
    ann.press(Key::Up).await;
    ann.until_returns(FOCUSED, &[], &json!("Log out")).await;
    ann.press(Key::Escape).await;
    ann.until_returns(FOCUSED, &[], &json!("Account")).await;
    ann.until_count("details[open]", 0).await;
    tab_to(ann, "ben").await;
    ann.press(Key::Enter).await;
    ann.until_returns(FOCUSED, &[], &json!("Message to ben")).await;
    ann.had_no_complaints().await;
    drop(ben);
}

#[tokio::test]
async fn the_focus_stays_where_it_is_whatever_arrives() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let [ben, cid, dan] = scenario.app.register_all(["ben", "cid", "dan"]).await;
    let with_ben = scenario.app.open_chat(&ann.user, &ben).await;
    let with_cid = scenario.app.open_chat(&ann.user, &cid).await;
    scenario.app.send(&ben, with_ben, &["hello"]).await;
    scenario.app.send(&cid, with_cid, &["hi"]).await;
    ann.open_chat(with_ben).await;
    ann.until_texts(&["hello"]).await;
    ann.press("I am wri").await;
    scenario.app.send(&ben, with_ben, &["are you there?"]).await;
    ann.until_texts(&["hello", "are you there?"]).await;
    ann.press("ting").await;
    ann.until_draft("I am writing").await;

    // A row that moves in the list keeps it.
    ann.focus(&format!("[data-chat-list] [data-chat-id='{with_ben}'] a")).await;
    let with_dan = scenario.app.open_chat(&ann.user, &dan).await;
    scenario.app.send(&dan, with_dan, &["hello too"]).await;
    scenario.app.send(&cid, with_cid, &["hi again"]).await;
    let names =
        "return [...document.querySelectorAll('[data-chat-list] .row-name')].map(name => name.textContent)";
    ann.until_returns(names, &[], &json!(["cid", "dan", "ben"])).await;
    assert_eq!(ann.script(FOCUSED, &[]).await, "ben");

    // The button that leads to the newest message gives it to the messages.
    put_history(&scenario.app, with_cid, (0..60).map(|number| (&cid, number, format!("Number {number}"))));
    ann.open_chat(with_cid).await;
    ann.script("document.querySelector('[data-timeline]').scrollTop = -600", &[]).await;
    ann.until("return !document.querySelector('.to-newest').hidden", &[]).await;
    ann.focus(".to-newest").await;
    ann.press(Key::Enter).await;
    ann.until_returns(FOCUSED, &[], &json!("Messages")).await;
    ann.until("return document.querySelector('.to-newest').hidden", &[]).await;
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn readers_of_screens_are_told_what_is_new_and_not_what_was() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let [ben, cid] = scenario.app.register_all(["ben", "cid"]).await;
    let with_ben = scenario.app.open_chat(&ann.user, &ben).await;
    let with_cid = scenario.app.open_chat(&ann.user, &cid).await;
    put_history(&scenario.app, with_ben, (0..60).map(|number| (&ben, number, format!("Number {number}"))));
    ann.open_chat(with_ben).await;
    // What was said so far stays in the script's memory; the page forgets it after a while.
    let note = "
        window.said = [];
        const place = document.querySelector('body > [role=log]');
        for (const said of place.children) window.said.push(said.textContent);
        new MutationObserver(changes => {
            for (const {addedNodes} of changes) for (const said of addedNodes) window.said.push(said.textContent);
        }).observe(place, {childList: true});
        return [place.ariaLive, document.querySelector('[data-timeline]').ariaLive]";
    assert_eq!(ann.script(note, &[]).await, json!(["polite", "off"]));
    let mut of_ben = dial(&scenario.app, &ben).await;
    ann.until_shown("[data-chat-status]", "online").await;
    ann.script("document.querySelector('[data-timeline]').scrollTop = -99999", &[]).await;
    ann.until_count("[data-messages] .message", 60).await;
    ann.click(".to-newest").await;

    of_ben.ask(json!({ "type": "send", "client_id": "1", "chat_id": with_ben, "text": "hello Ann" })).await;
    ann.until_returns("return window.said", &[], &json!(["ben: hello Ann"])).await;
    scenario.app.send(&cid, with_cid, &["hello from elsewhere"]).await;
    let expected = json!(["ben: hello Ann", "New message from cid"]);
    ann.until_returns("return window.said", &[], &expected).await;
    // What one says oneself is not said again, nor is what was changed.
    ann.write("hello Ben").await;
    ann.until_shown(super::scenario::OWN_STATES, "sent").await;
    of_ben.ask(json!({ "type": "send", "client_id": "2", "chat_id": with_ben, "text": "bye" })).await;
    let expected = json!(["ben: hello Ann", "New message from cid", "ben: bye"]);
    ann.until_returns("return window.said", &[], &expected).await;
    // Who said what is told for each message, by words that are not seen.
    let heard = "return document.querySelector('[data-messages] > :last-child .bubble').textContent
        .trim().replace(/\\s+/g, ' ').startsWith('ben: bye')";
    ann.until(heard, &[]).await;
}
