//! Several windows of one person: they show the same, and one of them does the sending.

use super::away::{WAITING, stored_texts};
use super::scenario::{OWN, OWN_STATES, Person, THEIRS, browsers, has_browsers};
use serde_json::{Value, json};
use simple_chats_tests::browser::{Browser, Key, Tab};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{Backend, OnBackend, TestApp, TestUser};

/// Notes what goes out by the page's live connection from now on.
const NOTE_SENDING: &str = "
    window.went = [];
    const {send} = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
        const frame = JSON.parse(data);
        if (frame.type === 'send') window.went.push(frame.text);
        return send.call(this, data);
    }";

/// What this browser still keeps of messages and turns.
const KEPT: &str = "return Object.keys(localStorage).filter(key => /:(waiting|turn)/.test(key))";

/// The name by which a browser reaches a server that it must not take for its own machine, as in a home network.
const HOST: &str = "chat.home.test";

#[tokio::test]
async fn two_windows_of_one_person_send_each_message_once_and_in_order() {
    if !has_browsers() {
        return;
    }
    let windows = Windows::open("127.0.0.1", browsers().await).await;
    windows.follow_each_others_drafts().await;
    windows.send_once_and_in_order().await;
}

#[tokio::test]
async fn on_plain_http_in_a_home_network_all_of_it_works_too() {
    if !has_browsers() {
        return;
    }
    let rule = format!("--host-resolver-rules=MAP {HOST} 127.0.0.1");
    let browsers = Browser::open_all(&[&rule]).await.expect("browsers open");
    let windows = Windows::open(HOST, browsers).await;
    let ann = &windows.ann;
    let means = "return [isSecureContext, typeof navigator.locks, typeof crypto.randomUUID]";
    assert_eq!(ann.script(means, &[]).await, json!([false, "undefined", "undefined"]));
    assert_eq!(ann.script("return document.querySelector('.offer')", &[]).await, Value::Null, "not offered");
    windows.follow_each_others_drafts().await;
    windows.send_once_and_in_order().await;
    ann.write("and answers").await;
    windows.app.send(&windows.ben, windows.chat_id, &["come too"]).await;
    ann.until_shown(THEIRS, "come too").await;
}

/// Two windows of Ann, in the chat with Ben.
struct Windows {
    app: TestApp,
    network: Proxy,
    ben: TestUser,
    chat_id: i64,
    ann: Person,
    tabs: [Tab; 2],
}

impl Windows {
    async fn open(host: &str, browsers: [Browser; 1]) -> Self {
        let app = TestApp::start(Backend::Sqlite).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat_id = app.open_chat(&ann, &ben).await;
        let network = Proxy::before(app.address()).await;
        // The sessions are made here, since nobody knows the host by its name.
        let site = format!("http://{host}:{}", network.address().port());
        let [ann] = Person::sign_all_in(&app.url(""), [ann], browsers).await;
        let ann = ann.at(&site).await;
        ann.open_chat(chat_id).await;
        let first = ann.current_tab().await;
        let second = ann.open_window().await;
        ann.open_chat(chat_id).await;
        Self { app, network, ben, chat_id, ann, tabs: [first, second] }
    }

    async fn send_once_and_in_order(&self) {
        let Self { app, network, ben, chat_id, ann, tabs } = self;
        for tab in tabs {
            ann.speak_to(tab).await;
            ann.until_shown("[data-chat-status]", "@ben").await;
            ann.script(NOTE_SENDING, &[]).await;
        }
        ann.write("hello").await;
        ann.until_shown(OWN_STATES, "sent").await;

        network.close();
        let mut texts = vec!["hello".to_owned()];
        for number in 0..8 {
            ann.speak_to(&tabs[number % 2]).await;
            let text = format!("Number {number}");
            ann.write_quickly(&text).await;
            ann.until_shown(OWN, &text).await;
            texts.push(text);
        }
        for tab in tabs {
            ann.speak_to(tab).await;
            ann.until_returns(WAITING, &[], &json!(texts[1..])).await;
        }
        network.open();
        let mut went = Vec::new();
        for tab in tabs {
            ann.speak_to(tab).await;
            ann.until_count("[data-messages] .message-mine [href$='#check']", texts.len()).await;
            ann.until_texts(&texts).await;
            ann.until_returns(KEPT, &[], &json!([])).await;
            let by_this = ann.script("return window.went", &[]).await;
            let by_this: Vec<String> = serde_json::from_value(by_this).expect("texts");
            went.extend(by_this);
        }
        assert_eq!(stored_texts(app, *chat_id, ben).await, texts);
        went.sort();
        texts.sort();
        assert_eq!(went, texts, "each went out by one window, once");
    }

    /// A window that isn't written in follows the other.
    async fn follow_each_others_drafts(&self) {
        let Self { ann, tabs: [first, second], .. } = self;
        ann.speak_to(second).await;
        ann.hide().await;
        ann.speak_to(first).await;
        ann.press("half").await;
        ann.speak_to(second).await;
        ann.until_draft("half").await;
        ann.speak_to(first).await;
        for _ in "half".chars() {
            ann.press(Key::Backspace).await;
        }
        ann.speak_to(second).await;
        ann.until_draft("").await;
        ann.show().await;
    }
}
