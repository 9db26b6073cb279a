//! Two people find and write to each other without ever reloading a page, and quickly.

use super::scenario::{BrowserScenario, OWN, OWN_STATES, THEIRS, browsers, has_browsers, say};
use serde_json::Value;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::browser::Browser;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, OnBackend, TestApp};

/// By how many messages the time of delivery is measured.
const MEASURED: usize = 50;

/// How many milliseconds half of the messages may take at most, on a machine that is busy with other tests. A tenth of it
/// is what people should see, and is printed.
const LATEST: f64 = 1000.0;

/// Marks the page, so that a reload is noticed.
const MARK: &str = "window.wasNotReloaded = true";

const IS_MARKED: &str = "return window.wasNotReloaded === true";

/// Notes when Enter is pressed, before the page hears of it.
const NOTE_ENTER: &str = "
    window.entered = [];
    document.addEventListener('keydown', event => {
        if (event.key === 'Enter') window.entered.push(performance.timeOrigin + performance.now());
    }, true);";

/// Notes when a message of the other one is first painted: what is posted while a frame is made arrives after it.
const NOTE_PAINTING: &str = "
    window.painted = {};
    const seen = new Set();
    const note = text => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.painted[text] = performance.timeOrigin + performance.now();
        channel.port2.postMessage(null);
    });
    const look = () => {
        for (const {textContent: text} of document.querySelectorAll(arguments[0])) {
            if (!seen.has(text)) note(text);
            seen.add(text);
        }
    };
    look();
    new MutationObserver(look).observe(document.querySelector('[data-messages]'), {childList: true, subtree: true});";

#[tokio::test]
async fn two_people_find_each_other_and_write_without_reloading() {
    if !has_browsers() {
        return;
    }
    let app = TestApp::start(Backend::Sqlite).await;
    let [ann, ben] = browsers().await;
    tokio::join!(come_in(&app, &ann, "ann"), come_in(&app, &ben, "ben"));

    ben.go(&app.url("/chats/list")).await;
    ben.until_shown("main", "No chats yet. Find someone to write to.").await;
    ben.script(MARK, &[]).await;

    ann.go(&app.url("/chats/search")).await;
    ann.fill("search-string", "ben").await;
    ann.enter("search-string").await;
    ann.until_shown(".row .row-text", "@ben").await;
    ann.click("main .rows .row").await;
    ann.until_shown("[data-chat]", "No messages yet. Write the first one to ben.").await;
    ann.script(MARK, &[]).await;
    write(&ann, "Hello Ben").await;
    ann.until_shown(OWN, "Hello Ben").await;

    // The chat appears in the list of one who only looks at it.
    ben.until_shown("[data-chat-list] .row-name", "ann").await;
    ben.until_shown("[data-chat-list] .row-text", "Hello Ben").await;
    ben.until_shown("[data-chat-list] .badge", "1 unread").await;
    assert_eq!(ben.script(IS_MARKED, &[]).await, Value::Bool(true), "the list was reloaded");
    ben.click("[data-chat-list] .row").await;
    ben.until_shown(THEIRS, "Hello Ben").await;
    ben.script(MARK, &[]).await;
    // What was sent is seen.
    ann.until_shown(OWN_STATES, "seen").await;

    write(&ben, "Hello Ann").await;
    ben.until_shown(OWN, "Hello Ann").await;
    ann.until_shown(THEIRS, "Hello Ann").await;
    for (browser, name) in [(&ann, "ann"), (&ben, "ben")] {
        assert_eq!(browser.script(IS_MARKED, &[]).await, Value::Bool(true), "{name}'s page was reloaded");
        assert_eq!(browser.complaints().await, [""; 0], "of {name}'s pages");
    }
}

#[tokio::test]
async fn a_message_is_soon_painted_on_the_other_screen() {
    let Some(scenario) = BrowserScenario::with(["ann", "ben"]).await else { return };
    let [ann, ben] = &scenario.people;
    scenario.in_their_chat().await;
    ann.write("Are you there?").await;
    ben.until_shown(THEIRS, "Are you there?").await;
    ann.script(NOTE_ENTER, &[]).await;
    ben.script(NOTE_PAINTING, &[THEIRS.into()]).await;
    let begin = timing::start();
    let median = measure(ann, ben).await;
    assert!(
        median < LATEST * timing::slowdown(begin, std::time::Instant::now()),
        "{median} ms in the middle"
    );
}

/// Measures how long it takes from Enter on one screen until the message is seen on the other. Returns the median, in
/// milliseconds.
async fn measure(ann: &Browser, ben: &Browser) -> f64 {
    let texts: Vec<String> = (1..=MEASURED).map(|number| format!("Number {number}")).collect();
    // Those before it don't count.
    ann.script("window.entered.length = 0", &[]).await;
    for text in &texts {
        write(ann, text).await;
        ben.until("return arguments[0] in window.painted", &[text.as_str().into()]).await;
    }
    let entered = ann.script("return window.entered", &[]).await;
    let painted = ben.script("return window.painted", &[]).await;
    let mut times: Vec<f64> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            painted[text].as_f64().expect("it was painted") - entered[number].as_f64().expect("it was sent")
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (quickest, median, slowest) = (times[0], times[MEASURED / 2], times[MEASURED - 1]);
    say(&format!(
        "From Enter to the other screen: {median:.1} ms in the middle of {MEASURED}, {quickest:.1} to {slowest:.1} ms"
    ));
    median
}

/// Registers and logs in, by the pages.
async fn come_in(app: &TestApp, browser: &Browser, username: &str) {
    browser.go(&app.url("/authentication/register")).await;
    let email = format!("{username}@example.com");
    let fields = [("email", email.as_str()), ("username", username), ("name", username)];
    for (name, text) in fields.into_iter().chain([("password1", PASSWORD), ("password2", PASSWORD)]) {
        browser.fill(name, text).await;
    }
    browser.enter("password2").await;
    browser.until_shown("body", "Your account is ready.").await;
    browser.fill("email", username).await;
    browser.fill("password", PASSWORD).await;
    browser.enter("password").await;
    browser.until_shown("body", "You are logged in").await;
}

async fn write(browser: &Browser, text: &str) {
    browser.fill("text", text).await;
    browser.enter("text").await;
}
