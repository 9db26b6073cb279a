//! The composer: what its keys do, how it grows, what it keeps, and when it counts.

use super::scenario::{BrowserScenario, OWN, Person};
use serde_json::{Value, json};
use simple_chats_tests::browser::Key;

/// The height of the composer, and how much of it there is to scroll, in pixels.
const HEIGHTS: &str = "
    const field = document.querySelector('#composer-text');
    return [field.clientHeight, field.scrollHeight - field.clientHeight]";

async fn heights(person: &Person) -> (i64, i64) {
    let heights = person.script(HEIGHTS, &[]).await;
    (heights[0].as_i64().expect("a height"), heights[1].as_i64().expect("a height"))
}

#[tokio::test]
async fn enter_sends_and_shift_enter_breaks_the_line_of_a_field_that_grows_to_eight() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    ann.open_chat(chat_id).await;
    let (one_line, _) = heights(ann).await;
    // The page gives the focus to the composer.
    ann.press("one").await;
    let mut height = one_line;
    for line in 2..=8 {
        ann.press(Key::Shift + Key::Enter).await;
        ann.press(format!("line {line}")).await;
        let (grown, hidden) = heights(ann).await;
        assert!(grown > height && hidden == 0, "line {line}: {height}, {grown}, {hidden}");
        height = grown;
    }
    ann.press(Key::Shift + Key::Enter).await;
    ann.press("line 9").await;
    let (grown, hidden) = heights(ann).await;
    assert!(grown == height && hidden > 0, "{height}, {grown}, {hidden}");
    assert!(ann.texts().await.is_empty(), "nothing is sent yet");
    ann.press(Key::Enter).await;
    let lines: Vec<_> = (2..=9).map(|line| format!("line {line}")).collect();
    ann.until_texts(&[format!("one\n{}", lines.join("\n"))]).await;
    assert_eq!((ann.draft().await.as_str(), heights(ann).await.0), ("", one_line));

    // Blanks alone are nothing to send; and the focus stays, to write on.
    ann.press("   ").await;
    ann.press(Key::Enter).await;
    ann.press("x").await;
    ann.until_draft("   x").await;
    ann.press(Key::Enter).await;
    ann.until_count(OWN, 2).await;
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn nothing_is_sent_while_an_input_method_composes() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    ann.open_chat(chat_id).await;
    ann.script("window.composing = []; document.addEventListener('keydown', e => composing.push(e.isComposing), true)", &[]).await;
    ann.focus("#composer-text").await;
    ann.compose("か").await;
    ann.press(Key::Enter).await;
    assert_eq!(
        ann.script("return window.composing", &[]).await,
        json!([true]),
        "Enter was the input method's"
    );
    ann.paste("書く").await;
    ann.until("return document.querySelector('#composer-text').value.includes('書く')", &[]).await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["書く"]).await;
    ann.until_shown(super::scenario::OWN_STATES, "sent").await;
    let stored = scenario.app.get(&format!("/api/chats/{chat_id}/messages"), &ben).await;
    assert_eq!(stored.json()["data"].as_array().map(Vec::len), Some(1), "{}", stored.body);
}

#[tokio::test]
async fn up_edits_the_last_message_and_escape_gives_the_draft_back() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    scenario.app.send(&ann.user, chat_id, &["first", "second"]).await;
    scenario.app.send(&ben, chat_id, &["from ben"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["first", "second", "from ben"]).await;

    ann.press("words").await;
    ann.press(Key::Up).await;
    assert_eq!(ann.draft().await, "words", "in what is written Up only moves");
    ann.fill("text", "").await;
    ann.press(Key::Up).await;
    ann.until_draft("second").await;
    ann.until_shown("[data-composer-mode]", "Editing your message").await;
    ann.press(Key::Escape).await;
    ann.until_draft("").await;
    ann.until("return document.querySelector('[data-composer-mode]').hidden", &[]).await;

    ann.press(Key::Up).await;
    ann.press(", better").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["first", "second, better", "from ben"]).await;
    ann.until_shown("[data-messages] .message-mine .bubble-meta", "edited").await;
    ann.until_draft("").await;

    // The draft waits behind what is edited.
    ann.press("a draft").await;
    ann.hover("[data-messages] .message-mine").await;
    ann.click("[data-messages] .message-mine .message-more").await;
    ann.click(".message-menu .menu-item").await;
    ann.until_draft("first").await;
    ann.press(Key::Escape).await;
    ann.until_draft("a draft").await;
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn drafts_are_kept_for_each_chat_until_one_signs_out() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let [ben, cid] = scenario.app.register_all(["ben", "cid"]).await;
    let with_ben = scenario.app.open_chat(&ann.user, &ben).await;
    let with_cid = scenario.app.open_chat(&ann.user, &cid).await;
    ann.open_chat(with_ben).await;
    ann.press("for ben").await;
    ann.open_chat(with_cid).await;
    assert_eq!(ann.draft().await, "");
    ann.until_shown(".row-text", "Draft: for ben").await;
    ann.press("for cid").await;
    ann.reload().await;
    ann.until_draft("for cid").await;
    ann.open_chat(with_ben).await;
    ann.until_draft("for ben").await;

    ann.click("summary[aria-label='Account']").await;
    ann.click(".menu-panel form button").await;
    ann.until_shown("body", "You are logged out").await;
    let kept = "return Object.keys(localStorage).filter(key => key.startsWith('simple-chats:'))";
    assert_eq!(ann.script(kept, &[]).await, json!([]), "nothing stays behind");
    ann.sign_in().await;
    ann.open_chat(with_ben).await;
    ann.until_draft("").await;
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn a_counter_appears_near_the_longest_text_and_what_is_longer_stays() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    ann.open_chat(chat_id).await;
    let counter = "
        const field = document.querySelector('#composer-text'), count = document.querySelector('[data-composer-count]');
        return [count.hidden ? null : count.textContent, field.getAttribute('aria-invalid')]";
    let has = async |typed: usize, expected: Value| {
        ann.fill("text", "").await;
        // Of two units in the browser's strings, and one character for the reader.
        ann.paste(&format!("😀{}", "a".repeat(typed - 1))).await;
        ann.until_returns(counter, &[], &expected).await;
    };
    has(3_799, json!([null, null])).await;
    has(3_800, json!(["200 characters left", null])).await;
    has(3_999, json!(["1 character left", null])).await;
    has(4_001, json!(["1 character too many", "true"])).await;
    ann.press(Key::Enter).await;
    has(4_002, json!(["2 characters too many", "true"])).await;
    ann.press(Key::Enter).await;
    assert!(ann.texts().await.is_empty(), "what is too long is not sent");
    ann.press(Key::Backspace + Key::Null).await;
    ann.press(Key::Backspace + Key::Null).await;
    ann.until_returns(counter, &[], &json!(["0 characters left", null])).await;
    ann.press(Key::Enter).await;
    ann.until_count(OWN, 1).await;
    ann.until_draft("").await;
    ann.until_shown(super::scenario::OWN_STATES, "sent").await;
}
