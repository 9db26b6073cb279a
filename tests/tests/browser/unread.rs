//! Unread messages: where a chat opens, what counts as read, and addresses that lead to a message.

use super::scenario::{BrowserChat, BrowserScenario, OWN, Person, STATUS, THEIRS, dial, put_history};
use serde_json::{Value, json};
use simple_chats_tests::browser::Key;
use simple_chats_tests::socket::Socket;

/// Where in the list of messages an element is, from 0 at its top to 1 at its end.
const PART: &str = "
    const frame = document.querySelector('[data-timeline]').getBoundingClientRect();
    const top = document.querySelector(arguments[0])?.getBoundingClientRect().top;
    return top === undefined ? -1 : (top - frame.top) / frame.height";

const JUMP: &str = "return document.querySelector('.to-newest:not([hidden]) .badge')?.textContent ?? ''";
const HAS_LOST_FOCUS: &str =
    "Object.defineProperty(document, 'hasFocus', {value: () => window.isFocused === true})";

async fn assert_a_third_down(ann: &Person, selector: &str) {
    let part = ann.script_with(PART, &[selector.into()]).await.as_f64().unwrap();
    assert!((0.25..0.42).contains(&part), "{selector} is at {part} of the height");
}

/// The read mark in the next event of a chat.
async fn next_mark(of_ben: &mut Socket) -> i64 {
    of_ben.expect("read").await["message_id"].as_i64().unwrap()
}

#[tokio::test]
async fn a_chat_opens_at_its_first_unread_message_and_only_what_was_in_view_is_read() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let text = |number: i64| format!("Number {number}. {}", "It is long. ".repeat(20));
    let read = put_history(&app, chat_id, (1..=20).map(|number| (&ben, number, text(number))));
    ann.read(&app, chat_id, read).await;
    let newest = put_history(&app, chat_id, (21..=140).map(|number| (&ben, number, text(number))));
    let mut of_ben = dial(&app, &ben).await;
    ann.visit("/chats/list").await;
    ann.until_shown(".row .badge", "99+").await;
    ann.click("[data-chat-list] .row").await;
    ann.until_count(".divider-new", 1).await;
    ann.until_equals(
        "return document.querySelector('.divider-new').nextElementSibling.querySelector('.bubble > span').textContent.split('.')[0]",
        "Number 21",
    )
    .await;
    assert_a_third_down(&ann, ".divider-new").await;
    // Those in view are read, and no more.
    let mark = next_mark(&mut of_ben).await;
    assert!((read + 1..read + 10).contains(&mark), "{mark} of {newest} is read");
    ann.until_equals(JUMP, "99+").await;
    // By scrolling on, all are loaded and read.
    let scroll = "document.querySelector('[data-timeline]').scrollBy(0, 400);
        return document.querySelector('.to-newest').hidden";
    let mut last = mark;
    while ann.script(scroll).await == Value::Bool(false) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    while last < newest {
        let next = next_mark(&mut of_ben).await;
        assert!(next > last, "{next} after {last}");
        last = next;
    }
    ann.until_count(".row .badge", 0).await;
    ann.until_shown(THEIRS, "Number 140").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_window_without_focus_reads_nothing() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["hello"]).await;
    let mut of_ben = dial(&app, &ben).await;
    ann.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HAS_LOST_FOCUS })).await;
    ann.open_chat(chat_id).await;
    ann.until_shown(STATUS, "online").await;
    ann.until_count("[data-chat-list] .badge", 1).await;
    app.send(&ben, chat_id, &["are you there?"]).await;
    ann.until_shown("[data-chat-list] .badge", "2").await;
    ann.until("return document.title === '(2) ben'").await;
    // As soon as the user looks, both are read: this is the first mark.
    ann.script("window.isFocused = true; window.dispatchEvent(new Event('focus'))").await;
    assert_eq!(of_ben.expect("message").await["message"]["text"], "are you there?");
    let newest = ann
        .script("return Number([...document.querySelectorAll('.message')].at(-1).id.replace('message-', ''))")
        .await;
    assert_eq!(json!(next_mark(&mut of_ben).await), newest);
    ann.until_count("[data-chat-list] .badge", 0).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn an_address_of_a_message_leads_there() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let newest =
        put_history(&app, chat_id, (1..=200).map(|number| (&ben, number, format!("Number {number}"))));
    ann.read(&app, chat_id, newest).await;
    let wanted = newest - 150;
    let selector = format!("#message-{wanted}");
    for address in [format!("?around={wanted}"), selector.clone(), format!("?before={}", wanted + 20)] {
        ann.visit(&format!("/chats/{chat_id}{address}")).await;
        ann.until_count(&selector, 1).await;
        if !address.contains("before") {
            // The script has drawn it.
            ann.until_count(&format!("{selector}.message-found:has(button)"), 1).await;
            assert_a_third_down(&ann, &selector).await;
        }
        ann.until("return !document.querySelector('.to-newest').hidden").await;
    }
    // From there the newest message is one click away, also for what is written.
    ann.click(".to-newest").await;
    ann.until_shown(THEIRS, "Number 200").await;
    ann.visit(&format!("/chats/{chat_id}?around={wanted}")).await;
    ann.until_count(&selector, 1).await;
    ann.write("an answer").await;
    ann.until_equals(
        "return [...document.querySelectorAll('.bubble > span')].at(-1).textContent",
        "an answer",
    )
    .await;
    ann.until_shown(THEIRS, "Number 200").await;
    // Far messages leave the page: it stays as light as a short chat.
    let up = "document.querySelector('[data-timeline]').scrollTop = -1e7;
        return document.querySelector('[data-older]')?.hidden !== false";
    while ann.script(up).await != Value::Bool(true) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    ann.until_shown(THEIRS, "Number 1").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_chat_that_has_just_begun_shows_who_is_online() {
    let Some(BrowserScenario { app: _app, people: [ann, ben] }) = BrowserScenario::with(["ann", "ben"]).await
    else {
        return;
    };
    ben.visit("/chats/list").await;
    ben.until("return document.querySelector('[data-notice]').hidden").await;
    ann.visit("/chats/begin/ben").await;
    ann.write("hello").await;
    ann.until_shown(STATUS, "online").await;
    ben.until_count("[data-chat-list] .avatar-online", 1).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn half_an_emoji_is_repaired_and_holds_back_nothing() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    ann.focus("#composer-text").await;
    ann.script("document.execCommand('insertText', false, 'oops \\ud83d')").await;
    ann.press(Key::Enter).await;
    ann.write("next").await;
    ann.until_texts(&["oops \u{fffd}", "next"]).await;
    ann.until_count(".message-waiting", 0).await;
    // One that an earlier version has kept is refused by the server, and stays with the reason.
    let kept = "
        const item = {clientId: 'halved', place: 1, chatId: arguments[0], companionId: arguments[1], text: 'half \\ud83d',
            writtenAt: new Date().toISOString(), failure: null};
        localStorage.setItem(`simple-chats:${arguments[2]}:waiting:halved`, JSON.stringify(item))";
    ann.script_with(kept, &[json!(chat_id), json!(ben.user_id), json!(ann.user.user_id)]).await;
    ann.open_chat(chat_id).await;
    ann.until_shown(".message-failure", "The server does not accept this text.").await;
    ann.write("and on").await;
    ann.until_shown(OWN, "and on").await;
    ann.until_count(".message-waiting", 0).await;
    assert_eq!(app.texts(chat_id, &ben).await, ["oops \u{fffd}", "next", "and on"]);
    ann.had_no_errors().await;
}

#[tokio::test]
async fn each_text_has_its_own_direction() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["שלום Ann!", "Hello שלום", "(כן) https://example.org/a!"]).await;
    ann.open_chat(chat_id).await;
    let directions = "return [...document.querySelectorAll('[data-messages] .bubble')].map(bubble => getComputedStyle(bubble).direction)";
    ann.until_equals(directions, json!(["rtl", "ltr", "rtl"])).await;
    ann.write("مرحبا").await;
    ann.until_equals(directions, json!(["rtl", "ltr", "rtl", "rtl"])).await;
    ann.press("שלום").await;
    ann.until_equals("return getComputedStyle(document.activeElement).direction", "rtl").await;
    // The user's own word before the text in the list doesn't decide.
    ann.until_equals("return document.querySelector('[data-chat-list] .row-text bdi').textContent", "مرحبا")
        .await;
    ann.had_no_errors().await;
}
