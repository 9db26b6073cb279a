//! The messages of an open chat: groups, days, what is new, older ones, and where the reader stands in them.

use super::scenario::{BrowserScenario, OWN, Person, browsers, dial, has_browsers, put_history};
use serde_json::{Value, json};
use simple_chats_tests::browser::Browser;
use simple_chats_tests::{Backend, TestApp};

/// What is drawn, from top to bottom: dividers by their words, messages as `[mine, begins a group, ends one, text]`.
const ROWS: &str = "
    return [...document.querySelectorAll('[data-messages] > li')].map(row => {
        if (row.classList.contains('divider')) return row.textContent.trim();
        const is = name => row.classList.contains('message-' + name);
        return [is('mine'), is('first'), is('last'), row.querySelector('.bubble-text').textContent];
    })";

/// Where a message stands in the window, in pixels.
const TOP_OF: &str = "
    const find = [...document.querySelectorAll('.bubble-text')].find(text => text.textContent === arguments[0]);
    return find.getBoundingClientRect().top";

/// How many messages are on the page.
const COUNT: &str = "return document.querySelectorAll('[data-messages] [data-message-id]').length";

/// Scrolls so far that older messages are wanted, and returns the topmost message in sight.
const SCROLL_UP: &str = "
    const frame = document.querySelector('[data-timeline]');
    frame.scrollTop = frame.clientHeight - frame.scrollHeight + 200;
    const {top} = frame.getBoundingClientRect();
    const texts = [...document.querySelectorAll('.bubble-text')];
    return texts.find(text => text.getBoundingClientRect().top >= top).textContent";

const IS_AT_BOTTOM: &str = "return Math.abs(document.querySelector('[data-timeline]').scrollTop) < 2";

#[tokio::test]
async fn messages_are_grouped_and_days_are_divided_in_the_readers_own_zone() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    // In Auckland a day begins at eleven in the morning of UTC.
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
    let newest = put_history(&scenario.app, chat_id, history);
    ann.read(&scenario.app, chat_id, newest).await;
    ann.move_to_zone("Pacific/Auckland").await;
    ann.open_chat(chat_id).await;
    // What the server has drawn has the days of UTC until the script has drawn it again.
    ann.until_count("[data-messages] > li", 9).await;
    let rows = ann.script(ROWS, &[]).await;
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
        .script(
            "const time = document.querySelector('.message time'); return [time.textContent, time.title]",
            &[],
        )
        .await;
    let [clock, full] = [0, 1].map(|at| first[at].as_str().expect("a time").replace('\u{202f}', " "));
    assert!(clock.starts_with("1:00") || clock.starts_with("13:00"), "{clock}");
    assert!(full.contains("January") && full.contains("2026") && full.ends_with(&clock), "{full}");
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn a_divider_stands_before_the_first_unread_message_until_it_was_read() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    let seen = scenario.app.send(&ben, chat_id, &["seen", "seen too"]).await;
    ann.read(&scenario.app, chat_id, seen[1]).await;
    scenario.app.send(&ben, chat_id, &["new", "newer"]).await;
    let mut of_ben = dial(&scenario.app, &ben).await;
    ann.open_chat(chat_id).await;
    let rows = "return [...document.querySelectorAll('[data-messages] > li')].slice(1)
        .map(row => row.querySelector('.bubble-text')?.textContent ?? row.textContent)";
    ann.until_returns(rows, &[], &json!(["seen", "seen too", "New messages", "new", "newer"])).await;
    // Looking at them reads them, and the divider stays for as long as the chat is open.
    let event = of_ben.expect("read").await;
    assert_eq!(event["user_id"], ann.user.user_id);
    assert_eq!(ann.script(rows, &[]).await[2], "New messages");
    ann.reload().await;
    ann.until_returns(rows, &[], &json!(["seen", "seen too", "new", "newer"])).await;
    // What comes while one looks is not called new.
    scenario.app.send(&ben, chat_id, &["newest"]).await;
    ann.until_returns(rows, &[], &json!(["seen", "seen too", "new", "newer", "newest"])).await;
}

#[tokio::test]
async fn older_messages_come_as_one_scrolls_up_and_nothing_jumps() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    let history = (1..=100).zip((0..20).cycle()).map(|(number, length)| {
        let sender = if number % 3 == 0 { &ann.user } else { &ben };
        (sender, number * 100, format!("Number {number}{}", " and more of it".repeat(length)))
    });
    put_history(&scenario.app, chat_id, history);
    ann.open_chat(chat_id).await;
    assert_eq!(ann.script(COUNT, &[]).await, 30, "the newest at first");
    ann.until(IS_AT_BOTTOM, &[]).await;
    for there in [60, 90, 100] {
        // Scrolling asks; if the connection isn't made yet, nothing comes, and one scrolls again.
        let topmost = loop {
            let topmost = ann.script(SCROLL_UP, &[]).await;
            let at = ann.script(TOP_OF, std::slice::from_ref(&topmost)).await;
            if has_grown(ann, there).await {
                break (topmost, at);
            }
        };
        assert_still(&topmost.1, &ann.script(TOP_OF, &[topmost.0]).await, "the view has jumped");
    }
    ann.until("return document.querySelector('[data-older]').hidden", &[]).await;
    let texts = ann.texts().await;
    let numbers: Vec<_> = texts.iter().map(|text| text.split(' ').nth(1).expect("a number")).collect();
    assert_eq!(numbers, (1..=100).map(|number| number.to_string()).collect::<Vec<_>>());
    reading_above_is_left_alone(&scenario, &ben, chat_id).await;
    ann.had_no_complaints().await;
}

/// Asserts that something stands where it stood; browsers scroll by whole pixels.
fn assert_still(before: &Value, after: &Value, otherwise: &str) {
    let moved = after.as_f64().expect("pixels") - before.as_f64().expect("pixels");
    assert!(moved.abs() < 1.0, "{otherwise}: by {moved} pixels");
}

/// Whether there are so many messages within a second.
async fn has_grown(ann: &Browser, count: usize) -> bool {
    let wait = "
        const done = arguments[1], deadline = Date.now() + 1000;
        const look = () => {
            const count = document.querySelectorAll('[data-messages] [data-message-id]').length;
            if (count >= arguments[0]) done(true);
            else if (Date.now() > deadline) done(false);
            else requestAnimationFrame(look);
        };
        look();";
    ann.slow_script(wait, &[json!(count)]).await == Value::Bool(true)
}

/// New messages don't move what one reads above; a button counts them, and leads to them.
async fn reading_above_is_left_alone(
    scenario: &BrowserScenario<1>,
    ben: &simple_chats_tests::TestUser,
    chat_id: i64,
) {
    let [ann] = &scenario.people;
    let topmost = ann.script(SCROLL_UP, &[]).await;
    let top = ann.script(TOP_OF, std::slice::from_ref(&topmost)).await;
    let mut of_ben = dial(&scenario.app, ben).await;
    let button = "const button = document.querySelector('.to-newest');
        return [button.hidden, button.textContent, button.getAttribute('aria-label')]";
    ann.until_returns(button, &[], &json!([false, "0", "Go to the newest message"])).await;
    for text in ["Are you", "still", "there,", "Ann?"] {
        of_ben.ask(json!({ "type": "send", "client_id": text, "chat_id": chat_id, "text": text })).await;
    }
    ann.until_returns(button, &[], &json!([false, "4", "Go to the newest message, 4 new"])).await;
    assert_still(&top, &ann.script(TOP_OF, &[topmost]).await, "new messages moved the reader");
    let unread =
        "return document.querySelector('.row[aria-current] .badge .visually-hidden')?.textContent ?? ''";
    ann.until_returns(unread, &[], &json!("4 unread")).await;
    ann.click(".to-newest").await;
    ann.until(IS_AT_BOTTOM, &[]).await;
    ann.until_returns("return document.querySelector('.to-newest').hidden", &[], &json!(true)).await;
    // They were read now; and one's own message leads down from anywhere.
    ann.until_returns(unread, &[], &json!("")).await;
    ann.script(SCROLL_UP, &[]).await;
    ann.write("I am").await;
    ann.until(IS_AT_BOTTOM, &[]).await;
    ann.until_shown(OWN, "I am").await;
}

#[tokio::test]
async fn scrolling_up_loads_as_many_messages_at_a_time_as_the_setting_says() {
    if !has_browsers() {
        return;
    }
    let app = TestApp::spawn(Backend::Sqlite, &[("MESSAGES_PER_LOAD_EVENT", "7")]).await;
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let chat_id = app.open_chat(&ann, &ben).await;
    let long = "A long message. ".repeat(60);
    put_history(&app, chat_id, (1..=20).map(|number| (&ben, number, long.clone())));
    let [ann] = Person::sign_all_in(&app.url(""), [ann], browsers().await).await;
    ann.open_chat(chat_id).await;
    assert_eq!(ann.script(COUNT, &[]).await, 7);
    for count in [14_usize, 20] {
        // While there is no connection yet, scrolling loads nothing.
        while !has_grown(&ann, count).await {
            ann.script(SCROLL_UP, &[]).await;
        }
        assert_eq!(ann.script(COUNT, &[]).await, count);
    }
    ann.had_no_complaints().await;
}
