//! Who is there, who writes, who is called what; and how much there is to read, wherever one looks.

use super::scenario::{BrowserScenario, OWN, THEIRS, dial};
use serde_json::json;

const STATUS: &str = "return document.querySelector('[data-chat-status]').textContent";

#[tokio::test]
async fn one_sees_who_is_there_who_writes_and_when_somebody_was_seen() {
    let Some(scenario) = BrowserScenario::with(["ann", "ben"]).await else { return };
    let [ann, ben] = &scenario.people;
    let cid = scenario.app.register("cid").await;
    let with_cid = scenario.app.open_chat(&ann.user, &cid).await;
    let mut of_cid = dial(&scenario.app, &cid).await;
    scenario.in_their_chat().await;
    for person in [ann, ben] {
        person.until_returns(STATUS, &[], &json!("online")).await;
        person.until_count(".chat-bar .avatar-online", 1).await;
    }
    ann.until_count(".row .avatar-online", 2).await;

    ben.focus("#composer-text").await;
    ben.press("w").await;
    ann.until_returns(STATUS, &[], &json!("is typing…")).await;
    ann.until_shown(".row[aria-current] .row-text", "is typing…").await;
    // Nobody writes on once the message is there; and from another chat it shows in the list.
    ben.write("word").await;
    ann.until_shown(THEIRS, "word").await;
    ann.until_returns(STATUS, &[], &json!("online")).await;
    of_cid.send(json!({ "type": "typing", "chat_id": with_cid })).await;
    ann.until_shown(".row-text", "is typing…").await;

    // Who stops without a message is forgotten after a while.
    ann.until_returns("return document.querySelectorAll('.row-text-live').length", &[], &json!(0)).await;

    // On a new page one is shown as there from the beginning, and throughout.
    let note = "
        sessionStorage.removeItem('seen');
        addEventListener('DOMContentLoaded', () => {
            const status = document.querySelector('[data-chat-status]');
            const note = () => sessionStorage.setItem('seen', `${sessionStorage.getItem('seen') ?? ''}${status.textContent};`);
            note();
            new MutationObserver(note).observe(status, {childList: true, characterData: true, subtree: true});
        })";
    ann.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": note })).await;
    ann.reload().await;
    // The list is drawn anew once there is a connection.
    ann.until_count(".row-item[data-companion-id]", 0).await;
    ben.focus("#composer-text").await;
    ben.press("x").await;
    ann.until_returns(STATUS, &[], &json!("is typing…")).await;
    assert_eq!(ann.script("return sessionStorage.getItem('seen')", &[]).await, "online;is typing…;");

    ben.go("about:blank").await;
    ann.until_returns(STATUS, &[], &json!("last seen just now")).await;
    ann.until_count(".chat-bar .avatar-online", 0).await;
    of_cid.leave().await;
}

#[tokio::test]
async fn a_new_name_is_seen_wherever_it_stands() {
    let Some(scenario) = BrowserScenario::with(["ann", "ben"]).await else { return };
    let [ann, ben] = &scenario.people;
    scenario.in_their_chat().await;
    ann.write("hello").await;
    ben.until_shown(THEIRS, "hello").await;
    let renamed = scenario
        .app
        .post("/api/update", &ann.user, json!({ "name": "Ann Kowalska", "username": "anna" }))
        .await;
    assert_eq!(renamed.status / 100, 2, "{}", renamed.body);
    ben.until_shown("h1", "Ann Kowalska").await;
    ben.until_shown(".row-name", "Ann Kowalska").await;
    ben.until_shown(".message .visually-hidden", "Ann Kowalska: ").await;
    ben.until_shown("label[for='composer-text']", "Message to Ann Kowalska").await;
    ben.until_returns("return document.title", &[], &json!("Ann Kowalska")).await;
    // One's own menu says it too.
    ann.until_shown("[data-account] .menu-head", "Ann Kowalska").await;
    ann.until_shown("[data-account] .menu-head", "@anna").await;
    ann.until_shown("[data-account] summary", "AK").await;
    for person in [ann, ben] {
        person.had_no_complaints().await;
    }
}

#[tokio::test]
async fn unread_messages_are_counted_in_list_title_and_icon() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let [ben, cid] = scenario.app.register_all(["ben", "cid"]).await;
    let with_ben = scenario.app.open_chat(&ann.user, &ben).await;
    let with_cid = scenario.app.open_chat(&ann.user, &cid).await;
    ann.open_chat(with_ben).await;
    let icon = "return document.querySelector('link[rel=icon]').href.startsWith('data:')";
    assert_eq!(ann.title().await, "ben");
    assert_eq!(ann.script(icon, &[]).await, false);

    scenario.app.send(&cid, with_cid, &["one", "two"]).await;
    ann.until_shown(".row .badge", "2 unread").await;
    ann.until_returns("return document.title", &[], &json!("(2) ben")).await;
    assert_eq!(ann.script(icon, &[]).await, true);
    // The chat with the newest message stands on top, and what one reads is not counted.
    scenario.app.send(&ben, with_ben, &["three"]).await;
    ann.until_shown(THEIRS, "three").await;
    ann.until_returns("return document.querySelector('.row-name').textContent", &[], &json!("ben")).await;
    assert_eq!(ann.title().await, "(2) ben");

    // Read elsewhere is read here.
    let mut of_ann = ann.dial(&scenario.app).await;
    let newest = scenario.app.send(&cid, with_cid, &["four"]).await[0];
    ann.until_returns("return document.title", &[], &json!("(3) ben")).await;
    of_ann.ask(json!({ "type": "read", "chat_id": with_cid, "message_id": newest })).await;
    ann.until_returns("return document.title", &[], &json!("ben")).await;
    ann.until_count(".row .badge", 0).await;
    assert_eq!(ann.script(icon, &[]).await, false);

    // In a tab that is out of sight also the open chat counts.
    ann.hide().await;
    scenario.app.send(&ben, with_ben, &["five"]).await;
    ann.until_returns("return document.title", &[], &json!("(1) ben")).await;
    ann.until_shown(".divider-new", "New messages").await;
    ann.show().await;
    ann.until_returns("return document.title", &[], &json!("ben")).await;
    ann.write("six").await;
    ann.until_shown(OWN, "six").await;
    ann.had_no_complaints().await;
}
