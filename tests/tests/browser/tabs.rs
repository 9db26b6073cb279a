//! Several windows of one user: they show the same, and one of them sends all messages.

use super::away::WAITING;
use super::scenario::{OWN, OWN_STATES, Person, SENT, STATUS, THEIRS, browsers, server_for_browsers};
use serde_json::{Value, json};
use simple_chats_tests::browser::{Browser, Key, Tab};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{TestApp, TestUser};

/// Records all messages that the page sends by its live connection from now on.
const NOTE_SENDING: &str = "
    window.sent = [];
    const {send} = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
        const frame = JSON.parse(data);
        if (frame.type === 'send') window.sent.push(frame.text);
        return send.call(this, data);
    }";

/// The entries for unsent messages and locks in the storage of the browser.
const KEPT: &str = "return Object.keys(localStorage).filter(key => /:(waiting|turn)/.test(key))";

/// A host name that the browser doesn't take for its own machine, as in a home network.
const HOST: &str = "chat.home.test";

#[tokio::test]
async fn two_windows_of_one_user_send_each_message_once_and_in_order() {
    let Some(app) = server_for_browsers(&[]).await else { return };
    let windows = Windows::open(app, "127.0.0.1", browsers().await).await;
    windows.follow_each_others_drafts().await;
    windows.send_once_and_in_order().await;
}

#[tokio::test]
async fn two_windows_also_work_on_plain_http_in_a_home_network() {
    let Some(app) = server_for_browsers(&[("ALLOWED_HOSTS", HOST)]).await else { return };
    let rule = format!("--host-resolver-rules=MAP {HOST} 127.0.0.1");
    let browsers = Browser::open_all(&[&rule]).await.expect("browsers open");
    let windows = Windows::open(app, HOST, browsers).await;
    let ann = &windows.ann;
    let apis = "return [isSecureContext, typeof navigator.locks, typeof crypto.randomUUID]";
    assert_eq!(ann.script(apis).await, json!([false, "undefined", "undefined"]));
    assert_eq!(ann.script("return document.querySelector('.offer')").await, Value::Null, "not offered");
    windows.follow_each_others_drafts().await;
    windows.send_once_and_in_order().await;
    ann.write("and answers").await;
    windows.app.send(&windows.ben, windows.chat_id, &["come too"]).await;
    ann.until_shown(THEIRS, "come too").await;
}

struct Windows {
    app: TestApp,
    network: Proxy,
    ben: TestUser,
    chat_id: i64,
    ann: Person,
    tabs: [Tab; 2],
}

impl Windows {
    async fn open(app: TestApp, host: &str, browsers: [Browser; 1]) -> Self {
        let (ann, ben, chat_id) = app.chat_of_two().await;
        let network = Proxy::before(app.address()).await;
        // The session comes from the server's own address, since only the browser can resolve the host name.
        let site = format!("http://{host}:{}", network.address().port());
        let [ann] = Person::log_all_in(&app.url(""), &mut app.connect(), [ann], browsers).await;
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
            ann.switch_to(tab).await;
            ann.until_shown(STATUS, "@ben").await;
            ann.script(NOTE_SENDING).await;
        }
        ann.write("hello").await;
        ann.until_shown(OWN_STATES, "sent").await;

        network.close();
        let mut texts = vec!["hello".to_owned()];
        for number in 0..8 {
            ann.switch_to(&tabs[number % 2]).await;
            let text = format!("Number {number}");
            ann.write_quickly(&text).await;
            ann.until_shown(OWN, &text).await;
            texts.push(text);
        }
        for tab in tabs {
            ann.switch_to(tab).await;
            ann.until_equals(WAITING, json!(texts[1..])).await;
        }
        network.open();
        let mut sent = Vec::new();
        for tab in tabs {
            ann.switch_to(tab).await;
            ann.until_count(SENT, texts.len()).await;
            ann.until_texts(&texts).await;
            ann.until_equals(KEPT, json!([])).await;
            let by_this = ann.script("return window.sent").await;
            sent.extend(serde_json::from_value::<Vec<String>>(by_this).expect("texts"));
        }
        assert_eq!(app.texts(*chat_id, ben).await, texts);
        sent.sort();
        texts.sort();
        assert_eq!(sent, texts, "one window sent each message, once");
    }

    async fn follow_each_others_drafts(&self) {
        let Self { ann, tabs: [first, second], .. } = self;
        ann.switch_to(second).await;
        ann.hide().await;
        ann.switch_to(first).await;
        ann.press("half").await;
        ann.switch_to(second).await;
        ann.until_draft("half").await;
        ann.switch_to(first).await;
        for _ in "half".chars() {
            ann.press(Key::Backspace).await;
        }
        ann.switch_to(second).await;
        ann.until_draft("").await;
        ann.show().await;
    }
}
