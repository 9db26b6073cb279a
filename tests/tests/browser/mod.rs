//! Two people with a browser each, who find and write to each other without ever reloading a page.

use serde_json::Value;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::browser::{Browser, programs};
use simple_chats_tests::not_run::not_run;
use simple_chats_tests::{Backend, OnBackend, TestApp};
use std::io::Write;

/// By how many messages the time of delivery is measured.
const MEASURED: usize = 15;

/// Half of the messages have to be on the other screen within so many milliseconds, on a busy machine too.
const QUICK: f64 = 500.0;

/// Marks the page, so that a reload is noticed.
const MARK: &str = "window.wasNotReloaded = true";

const IS_MARKED: &str = "return window.wasNotReloaded === true";

/// Notes when Enter is pressed, before the page hears of it.
const NOTE_ENTER: &str = "
    window.entered = [];
    document.addEventListener('keydown', event => {
        if (event.key === 'Enter') window.entered.push(performance.timeOrigin + performance.now());
    }, true);";

/// Notes when a message of the other one is first on the page.
const NOTE_ARRIVALS: &str = "
    window.arrived = {};
    const look = () => {
        for (const text of document.querySelectorAll('[data-messages] .message:not(.message-mine) .bubble-text'))
            window.arrived[text.textContent] ??= performance.timeOrigin + performance.now();
    };
    look();
    new MutationObserver(look).observe(document.querySelector('[data-messages]'), {childList: true, subtree: true});";

const OWN: &str = "[data-messages] .message-mine .bubble-text";
const THEIRS: &str = "[data-messages] .message:not(.message-mine) .bubble-text";

#[tokio::test]
async fn two_people_find_each_other_and_write_without_reloading() {
    if let Err(why) = programs() {
        return not_run("the pages in a browser", &why);
    }
    let app = TestApp::start(Backend::Sqlite).await;
    let ann = Browser::open().await.expect("a browser opens");
    let ben = Browser::open().await.expect("a browser opens");
    come_in(&app, &ann, "ann").await;
    come_in(&app, &ben, "ben").await;

    ben.go(&app.url("/chats/list")).await;
    ben.until_shown("main", "You have not begun any chats yet.").await;
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
    ann.until_shown("[data-messages] .message-mine .bubble-meta", "seen").await;

    write(&ben, "Hello Ann").await;
    ben.until_shown(OWN, "Hello Ann").await;
    ann.until_shown(THEIRS, "Hello Ann").await;
    measure(&ann, &ben).await;
    for (browser, name) in [(&ann, "ann"), (&ben, "ben")] {
        assert_eq!(browser.script(IS_MARKED, &[]).await, Value::Bool(true), "{name}'s page was reloaded");
        assert_eq!(browser.complaints().await, [""; 0], "of {name}'s pages");
    }
    ann.close().await;
    ben.close().await;
}

#[tokio::test]
async fn what_is_written_while_the_server_is_away_goes_out_once_when_it_is_back() {
    if let Err(why) = programs() {
        return not_run("the pages in a browser", &why);
    }
    let app = TestApp::start(Backend::Sqlite).await;
    let (ann, ben) =
        (Browser::open().await.expect("a browser opens"), Browser::open().await.expect("a browser opens"));
    come_in(&app, &ann, "ann").await;
    come_in(&app, &ben, "ben").await;
    ann.go(&app.url("/chats/begin/ben")).await;
    write(&ann, "before").await;
    ann.until_shown("[data-messages] .message-mine .bubble-meta", "sent").await;
    ben.go(&app.url("/chats/begin/ann")).await;
    ben.until_shown(THEIRS, "before").await;
    for browser in [&ann, &ben] {
        browser.script(MARK, &[]).await;
    }

    let address = app.address().to_string();
    let ground = app.stop().await;
    for text in ["while away", "and again"] {
        write(&ann, text).await;
        ann.until_shown(OWN, text).await;
    }
    let app = ground.spawn(&[("LISTEN", &address)]).await;
    ben.until_shown(THEIRS, "and again").await;
    write(&ben, "after").await;
    ann.until_shown(THEIRS, "after").await;
    for browser in [&ann, &ben] {
        let texts =
            "return [...document.querySelectorAll('[data-messages] .bubble-text')].map(e => e.textContent)";
        let expected = serde_json::json!(["before", "while away", "and again", "after"]);
        assert_eq!(browser.script(texts, &[]).await, expected, "each once, in order");
        assert_eq!(browser.script(IS_MARKED, &[]).await, Value::Bool(true), "the page was reloaded");
    }
    ann.close().await;
    ben.close().await;
    drop(app);
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
    browser.until_shown("body", "Successfully registered!").await;
    browser.fill("email", username).await;
    browser.fill("password", PASSWORD).await;
    browser.enter("password").await;
    browser.until_shown("body", "Successfully logged in!").await;
}

async fn write(browser: &Browser, text: &str) {
    browser.fill("text", text).await;
    browser.enter("text").await;
}

/// Measures how long it takes from Enter on one screen to the message on the other.
async fn measure(ann: &Browser, ben: &Browser) {
    ann.script(NOTE_ENTER, &[]).await;
    ben.script(NOTE_ARRIVALS, &[]).await;
    let texts: Vec<String> = (1..=MEASURED).map(|number| format!("Number {number} of {MEASURED}")).collect();
    for text in &texts {
        write(ann, text).await;
        ben.until_shown(THEIRS, text).await;
    }
    let entered = ann.script("return window.entered", &[]).await;
    let arrived = ben.script("return window.arrived", &[]).await;
    let mut times: Vec<f64> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            arrived[text].as_f64().expect("it has arrived") - entered[number].as_f64().expect("it was sent")
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[MEASURED / 2];
    let (quickest, slowest) = (times[0], times[MEASURED - 1]);
    writeln!(
        std::io::stderr(),
        "\nFrom Enter to the other screen: {median:.1} ms in the middle, {quickest:.1} to {slowest:.1} ms"
    )
    .expect("standard error can be written to");
    assert!(median < QUICK, "{times:?}");
}
