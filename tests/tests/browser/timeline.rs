//! The messages of an open chat: groups, days, new and older messages, and the scroll position.

use super::scenario::{BrowserChat, BrowserScenario, OWN, Person, dial, put_history, server_for_browsers};
use serde_json::{Value, json};
use simple_chats_tests::socket::Socket;

/// The rows from top to bottom: dividers as texts, messages as `[mine, first of a group, last of a group, text]`.
const ROWS: &str = "
    return [...document.querySelectorAll('[data-messages] > li')].map(row => {
        if (row.classList.contains('divider')) return row.textContent.trim();
        const is = selector => row.matches(selector);
        const [isFirst, isLast] = [!is('.message-joined'), !is(':has(+ .message-joined)')];
        return [is('.message-mine'), isFirst, isLast, row.querySelector('.bubble > span').textContent];
    })";

/// The vertical position of a message in the window, in pixels.
const TOP_OF: &str = "
    const find = [...document.querySelectorAll('.bubble > span')].find(text => text.textContent === arguments[0]);
    return find.getBoundingClientRect().top";

const COUNT: &str = "return document.querySelectorAll('[data-messages] .message').length";

/// Scrolls up until the page loads older messages, and returns the topmost visible message.
const SCROLL_UP: &str = "
    const frame = document.querySelector('[data-timeline]');
    frame.scrollTop = frame.clientHeight - frame.scrollHeight + 200;
    const {top} = frame.getBoundingClientRect();
    const texts = [...document.querySelectorAll('.bubble > span')];
    return texts.find(text => text.getBoundingClientRect().top >= top).textContent";

const IS_AT_BOTTOM: &str = "return Math.abs(document.querySelector('[data-timeline]').scrollTop) < 2";

#[tokio::test]
async fn messages_are_grouped_by_days_of_the_local_time_zone() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    // In Auckland a day begins at 11:00 UTC.
    let midnight = 11 * 60 * 60;
    let history = [
        (&ben, 0, "one"),
        (&ben, 240, "four minutes later"),
        (&ben, 540, "five minutes later"),
        (&ben, 841, "five minutes and a second later"),
        (&ann.user, 842, "somebody else"),
        (&ann.user, midnight - 10, "late"),
        (&ann.user, midnight + 5, "the next day"),
    ];
    let history = history.map(|(sender, at, text)| (sender, at, text.to_owned()));
    let newest = put_history(&app, chat_id, history);
    ann.read(&app, chat_id, newest).await;
    ann.set_time_zone("Pacific/Auckland").await;
    ann.open_chat(chat_id).await;
    // The server renders the days of UTC; the script replaces them.
    ann.until_count("[data-messages] > li", 9).await;
    let rows = ann.script(ROWS).await;
    let days = [&rows[0], &rows[7]].map(|day| day.as_str().expect("a divider").to_owned());
    assert!(days[0].contains("January") && days[0].contains('1'), "{days:?}");
    assert!(days[1].contains("January") && days[1].contains('2'), "{days:?}");
    let expected = json!([
        days[0],
        [false, true, false, "one"],
        [false, false, false, "four minutes later"],
        [false, false, true, "five minutes later"],
        [false, true, true, "five minutes and a second later"],
        [true, true, true, "somebody else"],
        [true, true, true, "late"],
        days[1],
        [true, true, true, "the next day"],
    ]);
    assert_eq!(rows, expected);
    let first = ann
        .script("const time = document.querySelector('.message time'); return [time.textContent, time.title]")
        .await;
    let [clock, full] = [0, 1].map(|at| first[at].as_str().expect("a time").replace('\u{202f}', " "));
    assert!(clock.starts_with("1:00") || clock.starts_with("13:00"), "{clock}");
    assert!(full.contains("January") && full.contains("2026") && full.ends_with(&clock), "{full}");
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_divider_precedes_the_first_unread_message_until_the_next_visit() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let seen = app.send(&ben, chat_id, &["seen", "seen too"]).await;
    ann.read(&app, chat_id, seen[1]).await;
    app.send(&ben, chat_id, &["new", "newer"]).await;
    let mut of_ben = dial(&app, &ben).await;
    ann.open_chat(chat_id).await;
    let rows = "return [...document.querySelectorAll('[data-messages] > li')].slice(1)
        .map(row => row.querySelector('.bubble > span')?.textContent ?? row.textContent)";
    ann.until_equals(rows, json!(["seen", "seen too", "New messages", "new", "newer"])).await;
    // Opening the chat marks them as read; the divider stays while the chat is open.
    let event = of_ben.expect("read").await;
    assert_eq!(event["user_id"], ann.user.user_id);
    assert_eq!(ann.script(rows).await[2], "New messages");
    ann.reload().await;
    ann.until_equals(rows, json!(["seen", "seen too", "new", "newer"])).await;
    // Messages that arrive in a visible chat are not marked as new.
    app.send(&ben, chat_id, &["newest"]).await;
    ann.until_equals(rows, json!(["seen", "seen too", "new", "newer", "newest"])).await;
}

#[tokio::test]
async fn scrolling_up_loads_older_messages_without_a_jump() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let history = (1..=100).zip((0..20).cycle()).map(|(number, length)| {
        let sender = if number % 3 == 0 { &ann.user } else { &ben };
        (sender, number * 100, format!("Number {number}{}", " and more of it".repeat(length)))
    });
    let newest = put_history(&app, chat_id, history);
    ann.read(&app, chat_id, newest).await;
    ann.open_chat(chat_id).await;
    assert_eq!(ann.script(COUNT).await, 30, "the newest");
    ann.until(IS_AT_BOTTOM).await;
    for there in [60, 90, 100] {
        // Scrolling loads messages if there is a connection already; otherwise, scroll again.
        let topmost = loop {
            let topmost = ann.script(SCROLL_UP).await;
            let at = ann.script_with(TOP_OF, std::slice::from_ref(&topmost)).await;
            if has_grown(&ann, there).await {
                break (topmost, at);
            }
        };
        assert_still(&topmost.1, &ann.script_with(TOP_OF, &[topmost.0]).await, "the view has jumped");
    }
    ann.until("return document.querySelector('[data-older]').hidden").await;
    let texts = ann.texts().await;
    let numbers: Vec<_> = texts.iter().map(|text| text.split(' ').nth(1).expect("a number")).collect();
    assert_eq!(numbers, (1..=100).map(|number| number.to_string()).collect::<Vec<_>>());
    new_messages_do_not_move_a_reader(&ann, dial(&app, &ben).await, chat_id).await;
    ann.had_no_errors().await;
}

/// Asserts that an element hasn't moved; browsers scroll by whole pixels.
fn assert_still(before: &Value, after: &Value, message: &str) {
    let moved = after.as_f64().expect("pixels") - before.as_f64().expect("pixels");
    assert!(moved.abs() < 1.0, "{message}: by {moved} pixels");
}

/// Whether the page has this number of messages within a second.
async fn has_grown(ann: &Person, count: usize) -> bool {
    let wait = "
        const done = arguments[1], deadline = Date.now() + 1000;
        const look = () => {
            const count = document.querySelectorAll('[data-messages] .message').length;
            if (count >= arguments[0]) done(true);
            else if (Date.now() > deadline) done(false);
            else requestAnimationFrame(look);
        };
        look();";
    ann.slow_script(wait, &[json!(count)]).await == Value::Bool(true)
}

/// Asserts that new messages don't move a user who has scrolled up; a button counts them, and scrolls to them.
async fn new_messages_do_not_move_a_reader(ann: &Person, mut of_ben: Socket, chat_id: i64) {
    let topmost = ann.script(SCROLL_UP).await;
    let top = ann.script_with(TOP_OF, std::slice::from_ref(&topmost)).await;
    let button = "const button = document.querySelector('.to-newest');
        return [button.hidden, button.textContent, button.getAttribute('aria-label')]";
    ann.until_equals(button, json!([false, "0", "Go to the newest message"])).await;
    for text in ["Are you", "still", "there,", "Ann?"] {
        of_ben.ask(json!({ "type": "send", "client_id": text, "chat_id": chat_id, "text": text })).await;
    }
    ann.until_equals(button, json!([false, "4", "Go to the newest message, 4 new"])).await;
    assert_still(&top, &ann.script_with(TOP_OF, &[topmost]).await, "new messages moved the reader");
    let unread =
        "return document.querySelector('.row[aria-current] .badge .visually-hidden')?.textContent ?? ''";
    ann.until_equals(unread, "4 unread").await;
    ann.click(".to-newest").await;
    ann.until(IS_AT_BOTTOM).await;
    ann.until("return document.querySelector('.to-newest').hidden").await;
    // They are read now; and sending a message scrolls down from anywhere.
    ann.until_equals(unread, "").await;
    ann.script(SCROLL_UP).await;
    ann.write("I am").await;
    ann.until(IS_AT_BOTTOM).await;
    ann.until_shown(OWN, "I am").await;
}

#[tokio::test]
async fn scrolling_up_loads_as_many_messages_at_a_time_as_the_setting_says() {
    let Some(app) = server_for_browsers(&[("MESSAGES_PER_LOAD_EVENT", "7")]).await else { return };
    let site = app.url("");
    let scenario = BrowserScenario::on(app, &site, ["ann"]).await;
    let BrowserChat { app, ann, ben, chat_id } = scenario.with_ben().await;
    let long = "A long message. ".repeat(60);
    let newest = put_history(&app, chat_id, (1..=20).map(|number| (&ben, number, long.clone())));
    ann.read(&app, chat_id, newest).await;
    ann.open_chat(chat_id).await;
    assert_eq!(ann.script(COUNT).await, 7);
    for count in [14_usize, 20] {
        // While there is no connection yet, scrolling loads nothing.
        while !has_grown(&ann, count).await {
            ann.script(SCROLL_UP).await;
        }
        assert_eq!(ann.script(COUNT).await, count);
    }
    ann.had_no_errors().await;
}
