//! What stands beside what: list and chat on a wide screen, one at a time on a phone.

use super::scenario::{BrowserScenario, Person, put_history};
use serde_json::{Value, json};

/// Left, top, right and bottom of what a selector names, in pixels; nothing if it isn't seen.
async fn place(person: &Person, selector: &str) -> Option<[f64; 4]> {
    let script = "
        const it = document.querySelector(arguments[0]);
        if (!it?.checkVisibility()) return null;
        const {left, top, right, bottom} = it.getBoundingClientRect();
        return [left, top, right, bottom]";
    serde_json::from_value(person.script(script, &[selector.into()]).await).expect("a place or none")
}

#[tokio::test]
async fn a_wide_screen_has_the_list_beside_the_chat() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let [ben, cid] = scenario.app.register_all(["ben", "cid"]).await;
    let with_ben = scenario.app.open_chat(&ann.user, &ben).await;
    let with_cid = scenario.app.open_chat(&ann.user, &cid).await;
    scenario.app.send(&ben, with_ben, &["hello"]).await;
    scenario.app.send(&ann.user, with_ben, &["hello"]).await;
    scenario.app.send(&cid, with_cid, &["hi"]).await;
    ann.resize(1280, 800).await;
    ann.open_chat(with_ben).await;
    let [_, _, list_ends, _] = place(ann, ".pane-list").await.expect("the list is seen");
    let [chat_begins, _, chat_ends, bottom] = place(ann, ".pane-main").await.expect("the chat is seen");
    assert!(list_ends <= chat_begins && chat_ends <= 1280.0 && bottom <= 800.0);
    assert_eq!(place(ann, ".chat-back").await, None, "there is nowhere to go back to");
    let [theirs_begins, _, theirs_ends, _] = place(ann, ".message .bubble").await.expect("it is seen");
    let [own_begins, _, own_ends, _] = place(ann, ".message-mine .bubble").await.expect("it is seen");
    assert!(theirs_begins < own_begins && theirs_ends < own_ends, "one's own stands on the right");
    ann.until_shown(".row[aria-current='page'] .row-name", "ben").await;
    ann.click(&format!("[data-chat-list] [data-chat-id='{with_cid}'] a")).await;
    ann.until_shown("h1", "cid").await;
    ann.until_texts(&["hi"]).await;
    ann.until_shown(".row[aria-current='page'] .row-name", "cid").await;

    // With nothing there yet, the page says what to do next.
    ann.visit("/chats/list").await;
    ann.until_shown(".pane-idle", "Choose a chat from the list, or start a new one.").await;
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn a_phone_has_one_at_a_time_and_a_way_back() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    put_history(&scenario.app, chat_id, (1..=40).map(|number| (&ben, number, format!("Number {number}"))));
    ann.visit("/").await;
    ann.become_phone().await;
    ann.open_chat(chat_id).await;
    assert_eq!(place(ann, ".pane-list").await, None);
    let is_touched = "return matchMedia('(pointer: coarse)').matches && matchMedia('(hover: none)').matches";
    assert_eq!(ann.script(is_touched, &[]).await, true);
    assert_eq!(
        ann.script("return document.activeElement === document.body", &[]).await,
        true,
        "no keyboard comes up"
    );
    in_sight(ann, 780.0).await;
    // The on-screen keyboard takes from the height.
    ann.shrink_phone(430).await;
    in_sight(ann, 430.0).await;
    ann.become_phone().await;
    targets_are_large(ann).await;
    fits(ann).await;

    ann.click(".chat-back").await;
    ann.until_shown("[data-chat-list] .row-name", "ben").await;
    assert_eq!(place(ann, ".pane-main").await, None);
    targets_are_large(ann).await;
    fits(ann).await;
    ann.click("[data-chat-list] .row").await;
    ann.until_shown("h1", "ben").await;
    ann.had_no_complaints().await;
}

/// The newest message and the composer are within the window.
async fn in_sight(ann: &Person, height: f64) {
    ann.until("return innerHeight === arguments[0]", &[json!(height)]).await;
    let [.., end_of_message] = place(ann, "[data-messages] > :last-child").await.expect("a message is seen");
    let [_, composer, _, bottom] = place(ann, ".composer").await.expect("the composer is seen");
    assert!(end_of_message <= composer && bottom <= height, "{end_of_message} {composer} {bottom} {height}");
}

/// What is touched has 44 pixels or more in each direction; links within a text are as high as its lines.
async fn targets_are_large(ann: &Person) {
    let small = "
        const targets = [...document.querySelectorAll('button, summary, input, textarea, a[href]')];
        return targets.filter(target => target.checkVisibility() && !target.matches('.skip-link, [type=hidden]'))
            .filter(target => {
                const {width, height} = target.getBoundingClientRect();
                return width < 43.9 || height < 43.9;
            })
            .map(target => target.outerHTML.slice(0, 100))";
    assert_eq!(ann.script(small, &[]).await, json!([]), "too small to be touched");
}

/// Nothing sticks out to the side.
async fn fits(ann: &Person) {
    let fits = "return document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(ann.script(fits, &[]).await, Value::Bool(true));
}
