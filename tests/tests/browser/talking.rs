//! Two users find each other and chat, quickly and without reloading a page.

use super::scenario::{BrowserChat, OWN, OWN_STATES, THEIRS, browsers, report, server_for_browsers};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::browser::Browser;
use simple_chats_tests::{TestApp, timing};

const MEASURED: usize = 50;

/// The maximum median time in milliseconds, on a machine that is busy with other tests. Users should see about a tenth of
/// it; the test reports it.
const LATEST: f64 = 1000.0;

const MARK: &str = "window.wasNotReloaded = true";

const IS_MARKED: &str = "return window.wasNotReloaded === true";

/// Records when Enter is pressed, before the page handles it.
const NOTE_ENTER: &str = "
    window.entered = [];
    document.addEventListener('keydown', event => {
        if (event.key === 'Enter') window.entered.push(performance.timeOrigin + performance.now());
    }, true);";

/// Records when a message of the companion is first painted: a message posted while a frame is made arrives after it.
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
async fn two_users_find_each_other_and_chat_without_reloading() {
    let Some(app) = server_for_browsers(&[]).await else { return };
    let [ann, ben] = browsers().await;
    tokio::join!(sign_up(&app, &ann, "ann"), sign_up(&app, &ben, "ben"));

    ben.go(&app.url("/chats/list")).await;
    ben.until_shown("main", "No chats yet. Find someone to write to.").await;
    ben.script(MARK).await;

    ann.go(&app.url("/chats/search")).await;
    ann.fill("search-string", "ben").await;
    ann.enter("search-string").await;
    ann.until_shown(".row .row-text", "@ben").await;
    ann.click("main .rows .row").await;
    ann.until_shown("[data-chat]", "No messages yet. Write the first one to ben.").await;
    ann.script(MARK).await;
    write(&ann, "Hello Ben").await;
    ann.until_shown(OWN, "Hello Ben").await;

    // The chat appears in an open list.
    ben.until_shown("[data-chat-list] .row-name", "ann").await;
    ben.until_shown("[data-chat-list] .row-text", "Hello Ben").await;
    ben.until_shown("[data-chat-list] .badge", "1 unread").await;
    assert_eq!(ben.script(IS_MARKED).await, true, "the list was reloaded");
    ben.click("[data-chat-list] .row").await;
    ben.until_shown(THEIRS, "Hello Ben").await;
    ben.script(MARK).await;
    ann.until_shown(OWN_STATES, "seen").await;

    write(&ben, "Hello Ann").await;
    ben.until_shown(OWN, "Hello Ann").await;
    ann.until_shown(THEIRS, "Hello Ann").await;
    for browser in [&ann, &ben] {
        assert_eq!(browser.script(IS_MARKED).await, true, "the page was reloaded");
        assert_eq!(browser.errors().await, [""; 0]);
    }
}

#[tokio::test]
async fn a_message_soon_appears_on_the_other_screen() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let [ann, ben] = scenario.people();
    ann.write("Are you there?").await;
    ben.until_shown(THEIRS, "Are you there?").await;
    ann.script(NOTE_ENTER).await;
    ben.script_with(NOTE_PAINTING, &[THEIRS.into()]).await;
    let begin = timing::start();
    let median = measure(ann, ben).await;
    assert!(median < LATEST * timing::slowdown(begin, std::time::Instant::now()), "median {median} ms");
}

/// Measures the time from Enter on one screen until the other one shows the message. Returns the median in milliseconds.
async fn measure(ann: &Browser, ben: &Browser) -> f64 {
    let texts: Vec<String> = (1..=MEASURED).map(|number| format!("Number {number}")).collect();
    // Earlier keys don't count.
    ann.script("window.entered.length = 0").await;
    for text in &texts {
        write(ann, text).await;
        ben.until_with("return arguments[0] in window.painted", &[text.as_str().into()]).await;
    }
    let entered = ann.script("return window.entered").await;
    let painted = ben.script("return window.painted").await;
    let mut times: Vec<f64> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            painted[text].as_f64().expect("it was painted") - entered[number].as_f64().expect("it was sent")
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (quickest, median, slowest) = (times[0], times[MEASURED / 2], times[MEASURED - 1]);
    report(&format!(
        "From Enter to the other screen: median of {MEASURED} {median:.1} ms, {quickest:.1} to {slowest:.1} ms"
    ));
    median
}

async fn sign_up(app: &TestApp, browser: &Browser, username: &str) {
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
