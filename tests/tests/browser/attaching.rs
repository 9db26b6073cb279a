//! Files in the composer: picked by dropping, sent with a text, kept over a reload, removed; and pictures over the whole page.

use super::scenario::{BrowserChat, BrowserScenario, Person};
use serde_json::json;
use simple_chats_tests::browser::Key;

/// Drops pictures with the names of the first argument on the chat.
const DROP: &str = "
    const bytes = Uint8Array.from(atob('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs='), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    for (const name of arguments[0]) data.items.add(new File([bytes], name, {type: 'image/gif'}));
    const options = {bubbles: true, cancelable: true, dataTransfer: data};
    return document.querySelector('[data-timeline]').dispatchEvent(new DragEvent('drop', options))";

/// The names in the tray, in their order.
const TRAY: &str =
    "return [...document.querySelectorAll('.tray-item .tray-name')].map(name => name.textContent)";

const PICTURES: &str = "[data-messages] .picture > img";

async fn drop(person: &Person, names: &[&str]) {
    assert_eq!(person.script_with(DROP, &[json!(names)]).await, false, "the browser doesn't open it");
}

#[tokio::test]
async fn dropped_pictures_are_sent_with_a_text_and_shown_over_the_page() {
    let Some(chat) = BrowserChat::of_both().await else { return };
    let [ann, ben] = chat.people();
    for person in [ann, ben] {
        person.open_chat(chat.chat_id).await;
    }
    drop(ann, &["a.gif", "b.gif", "c.gif"]).await;
    ann.until_equals(TRAY, json!(["a.gif", "b.gif", "c.gif"])).await;
    ann.click(".tray-item:nth-child(2) .tray-remove").await;
    ann.until_equals(TRAY, json!(["a.gif", "c.gif"])).await;
    // The arrow keys change the order.
    ann.focus(".tray-item:nth-child(2)").await;
    ann.press(Key::Left).await;
    ann.until_equals(TRAY, json!(["c.gif", "a.gif"])).await;
    ann.write("look").await;
    ann.until_equals(TRAY, json!([])).await;
    for person in [ann, ben] {
        person.until_texts(&["look"]).await;
        person.until_count(PICTURES, 2).await;
        let names =
            "return [...document.querySelectorAll('[data-messages] .picture > img')].map(image => image.alt)";
        person.until_equals(names, json!(["c.gif", "a.gif"])).await;
        person.until("return [...document.querySelectorAll('[data-messages] .picture > img')].every(image => image.naturalWidth > 0)").await;
    }
    ben.click("[data-messages] .picture").await;
    ben.until_shown(".lightbox-caption", "c.gif (1 of 2)").await;
    ben.press(Key::Right).await;
    ben.until_shown(".lightbox-caption", "a.gif (2 of 2)").await;
    ben.until("return document.querySelector('.lightbox-image').naturalWidth > 0").await;
    ben.press(Key::Escape).await;
    ben.until_count(".lightbox", 0).await;
    ann.had_no_errors().await;
    ben.had_no_errors().await;
}

#[tokio::test]
async fn a_picked_file_survives_a_reload_and_is_sent_without_a_text() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    drop(&ann, &["a.gif"]).await;
    ann.until_equals(TRAY, json!(["a.gif"])).await;
    ann.reload().await;
    ann.until_equals(TRAY, json!(["a.gif"])).await;
    ann.focus("#composer-text").await;
    ann.press(Key::Enter).await;
    ann.until_count(PICTURES, 1).await;
    ann.until_equals(TRAY, json!([])).await;
    ann.reload().await;
    ann.until_count(PICTURES, 1).await;
    ann.until_equals(TRAY, json!([])).await;
}

#[tokio::test]
async fn a_file_that_the_server_refuses_says_why_in_the_tray() {
    let Some(BrowserChat { app: _app, ann, chat_id, .. }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    let damaged = "
        const data = new DataTransfer();
        data.items.add(new File(['GIF89a damaged'], 'a.gif', {type: 'image/gif'}));
        document.querySelector('[data-timeline]').dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: data}))";
    ann.script(damaged).await;
    ann.until_count(".tray-failed", 1).await;
    ann.click(".tray-remove").await;
    ann.until_equals(TRAY, json!([])).await;
}

#[tokio::test]
async fn messages_are_forwarded_with_their_files() {
    let Some(BrowserScenario { app, people: [ann] }) = BrowserScenario::with(["ann"]).await else { return };
    let [ben, dan] = app.register_all(["ben", "dan"]).await;
    let (chat, other) = (app.open_chat(&ann.user, &ben).await, app.open_chat(&ann.user, &dan).await);
    ann.open_chat(chat).await;
    drop(&ann, &["a.gif"]).await;
    ann.write("look").await;
    ann.until_count(".message-more", 1).await;
    ann.until_count(PICTURES, 1).await;
    ann.hover("[data-messages] .message").await;
    ann.click("[data-messages] .message-more").await;
    ann.script("[...document.querySelectorAll('.message-menu .menu-item')].find(item => item.textContent === 'Forward…').click()").await;
    ann.press("dan").await;
    ann.until_equals("return document.querySelectorAll('.pick-list > li:not([hidden])').length", 1).await;
    ann.click(".pick-list > li:not([hidden]) input").await;
    ann.click(".dialog .button-primary").await;
    ann.visit(&format!("/chats/{other}")).await;
    ann.until_texts(&["look"]).await;
    ann.until_count(PICTURES, 1).await;
    let shown =
        app.get(&format!("/api/chats/{other}/messages?expand=true"), &dan).await.json()["data"][0].clone();
    let path = format!("/api/attachments/{}", shown["attachments"][0]["attachment_id"].as_str().unwrap());
    assert_eq!((app.get(&path, &dan).await.status, app.get(&path, &ben).await.status), (200, 404));
}

#[tokio::test]
async fn selected_messages_are_deleted_together() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ann.user, chat_id, &["one", "two", "three"]).await;
    app.send(&ben, chat_id, &["four"]).await;
    ann.open_chat(chat_id).await;
    ann.until_count(".message-more", 4).await;
    ann.hover("[data-messages] .message").await;
    ann.click("[data-messages] .message-more").await;
    ann.script("[...document.querySelectorAll('.message-menu .menu-item')].find(item => item.textContent === 'Select').click()").await;
    ann.until_shown(".selection-count", "1 selected").await;
    ann.click("[data-messages] .message:last-child .bubble").await;
    ann.until_shown(".selection-count", "2 selected").await;
    let can_delete = "return !document.querySelector('.selection-bar button:last-child').disabled";
    assert_eq!(ann.script(can_delete).await, false, "one is the companion's");
    ann.click("[data-messages] .message:last-child .bubble").await;
    ann.script("document.querySelectorAll('.message-check')[1].click()").await;
    ann.until_shown(".selection-count", "2 selected").await;
    ann.click(".selection-bar button:last-child").await;
    ann.click(".dialog .button-danger").await;
    ann.until_texts(&["three", "four"]).await;
    ann.until_count(".message-check", 0).await;
}

/// Drops a file of three million bytes, of which the first request brings only a part, and notes where each begins.
const DROP_LARGE: &str = "
    window.offsets = [];
    const {setRequestHeader, send} = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
        if (name === 'upload-offset') window.offsets.push(Number(value));
        return setRequestHeader.call(this, name, value);
    };
    XMLHttpRequest.prototype.send = function (body) {
        const isFirst = body instanceof Blob && window.offsets.length === 1;
        return send.call(this, isFirst ? body.slice(0, 2_000_000) : body);
    };
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(3_000_000).fill(65)], 'large.txt', {type: 'text/plain'}));
    const options = {bubbles: true, cancelable: true, dataTransfer: data};
    document.querySelector('[data-timeline]').dispatchEvent(new DragEvent('drop', options))";

#[tokio::test]
async fn a_large_file_is_sent_in_parts_each_behind_what_is_there() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    ann.script(DROP_LARGE).await;
    ann.until_equals(TRAY, json!(["large.txt"])).await;
    ann.write("here it is").await;
    ann.until_count("[data-messages] a.file", 1).await;
    ann.until_equals("return offsets", json!([0, 2_000_000])).await;
    let listed = app.get(&format!("/api/chats/{chat_id}/messages?expand=true"), &ben).await.json();
    let attachment = &listed["data"][0]["attachments"][0];
    assert_eq!((&attachment["name"], &attachment["size"]), (&json!("large.txt"), &json!(3_000_000)));
    ann.had_no_errors().await;
}
