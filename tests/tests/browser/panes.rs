//! The layout: list and chat beside each other on a wide screen, one at a time on a phone.

use super::scenario::{BrowserChat, Person, put_history};
use serde_json::json;

/// Left, top, right, and bottom of an element in pixels; nothing if it isn't visible.
async fn place(person: &Person, selector: &str) -> Option<[f64; 4]> {
    let script = "
        const it = document.querySelector(arguments[0]);
        if (!it?.checkVisibility()) return null;
        const {left, top, right, bottom} = it.getBoundingClientRect();
        return [left, top, right, bottom]";
    serde_json::from_value(person.script_with(script, &[selector.into()]).await)
        .expect("four numbers or null")
}

#[tokio::test]
async fn a_wide_screen_shows_the_list_beside_the_chat() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let cid = app.register("cid").await;
    let with_cid = app.open_chat(&ann.user, &cid).await;
    app.send(&ben, chat_id, &["hello"]).await;
    app.send(&ann.user, chat_id, &["hello"]).await;
    app.send(&cid, with_cid, &["hi"]).await;
    ann.resize(1280, 800).await;
    ann.open_chat(chat_id).await;
    let [_, _, list_ends, _] = place(&ann, ".pane-list").await.expect("the list is visible");
    let [chat_begins, _, chat_ends, bottom] = place(&ann, ".pane-main").await.expect("the chat is visible");
    assert!(list_ends <= chat_begins && chat_ends <= 1280.0 && bottom <= 800.0);
    assert_eq!(place(&ann, ".chat-back").await, None, "the list is already visible");
    let [theirs_begins, _, theirs_ends, _] = place(&ann, ".message .bubble").await.expect("it is visible");
    let [own_begins, _, own_ends, _] = place(&ann, ".message-mine .bubble").await.expect("it is visible");
    assert!(theirs_begins < own_begins && theirs_ends < own_ends, "the user's own message is on the right");
    ann.until_shown(".row[aria-current='page'] .row-name", "ben").await;
    ann.click(&format!("[data-chat-list] [data-chat-id='{with_cid}'] a")).await;
    ann.until_shown("h1", "cid").await;
    ann.until_texts(&["hi"]).await;
    ann.until_shown(".row[aria-current='page'] .row-name", "cid").await;

    // Without an open chat, the page says what to do next.
    ann.visit("/chats/list").await;
    ann.until_shown(".pane-idle", "Choose a chat from the list, or start a new one.").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_phone_shows_the_chat_or_the_list_and_a_link_back() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let newest =
        put_history(&app, chat_id, (1..=40).map(|number| (&ben, number, format!("Number {number}"))));
    ann.read(&app, chat_id, newest).await;
    ann.visit("/").await;
    ann.become_phone().await;
    ann.open_chat(chat_id).await;
    assert_eq!(place(&ann, ".pane-list").await, None);
    let is_touched = "return matchMedia('(pointer: coarse)').matches && matchMedia('(hover: none)').matches";
    assert_eq!(ann.script(is_touched).await, true);
    assert_eq!(
        ann.script("return document.activeElement === document.body").await,
        true,
        "the on-screen keyboard stays hidden"
    );
    assert_in_view(&ann, 780.0).await;
    // The on-screen keyboard reduces the height.
    ann.shrink_phone(430).await;
    assert_in_view(&ann, 430.0).await;
    ann.become_phone().await;
    assert_targets_are_large(&ann).await;
    assert_fits(&ann).await;

    ann.click(".chat-back").await;
    ann.until_shown("[data-chat-list] .row-name", "ben").await;
    assert_eq!(place(&ann, ".pane-main").await, None);
    assert_targets_are_large(&ann).await;
    assert_fits(&ann).await;
    ann.click("[data-chat-list] .row").await;
    ann.until_shown("h1", "ben").await;
    ann.had_no_errors().await;
}

/// Asserts that the newest message and the composer are within the window.
async fn assert_in_view(ann: &Person, height: f64) {
    ann.until_with("return innerHeight === arguments[0]", &[json!(height)]).await;
    let [.., end_of_message] =
        place(ann, "[data-messages] > :last-child").await.expect("a message is visible");
    let [_, composer, _, bottom] = place(ann, ".composer").await.expect("the composer is visible");
    assert!(end_of_message <= composer && bottom <= height, "{end_of_message} {composer} {bottom} {height}");
}

/// Asserts that touch targets have 44 pixels or more in each direction.
async fn assert_targets_are_large(ann: &Person) {
    let small = "
        const targets = [...document.querySelectorAll('button, summary, input, textarea, a[href]')];
        return targets.filter(target => target.checkVisibility() && !target.matches('.skip-link, [type=hidden]'))
            .filter(target => {
                const {width, height} = target.getBoundingClientRect();
                return width < 43.9 || height < 43.9;
            })
            .map(target => target.outerHTML.slice(0, 100))";
    assert_eq!(ann.script(small).await, json!([]), "too small to touch");
}

/// Asserts that nothing is wider than the window.
async fn assert_fits(ann: &Person) {
    let fits = "return document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(ann.script(fits).await, true);
}
