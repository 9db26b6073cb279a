//! A server and people with a browser each, signed in; and what they do in a chat.

use reqwest::Client;
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use simple_chats_domain::{ChatId, SendStamp, UserId};
use simple_chats_persistence::chats;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::browser::{Browser, Key, programs};
use simple_chats_tests::fixtures::{at_once, compose_as, moment};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{Backend, OnBackend, TestApp, TestUser};
use std::io::Write;
use std::ops::Deref;

/// One's own messages in the open chat.
pub(super) const OWN: &str = "[data-messages] .message-mine .bubble-text";

/// The companion's messages in the open chat.
pub(super) const THEIRS: &str = "[data-messages] .message:not(.message-mine) .bubble-text";

/// Time and state of one's own messages in the open chat.
pub(super) const OWN_STATES: &str = "[data-messages] .message-mine .bubble-meta";

/// The texts of the open chat, from the oldest on the page to the newest.
const TEXTS: &str =
    "return [...document.querySelectorAll('[data-messages] .bubble-text')].map(text => text.textContent)";

/// A server on a database of its own, and people.
pub(super) struct BrowserScenario<const N: usize> {
    pub(super) app: TestApp,
    pub(super) people: [Person; N],
}

/// Somebody with a browser, who is signed in.
pub(super) struct Person {
    pub(super) user: TestUser,
    /// Where the server is for this browser.
    pub(super) site: String,
    browser: Browser,
}

/// Whether there are browsers; if there are none, that is said.
pub(super) fn has_browsers() -> bool {
    programs().inspect_err(|why| skipped("the pages in a browser", why)).is_ok()
}

/// Opens browsers, one for each person.
pub(super) async fn browsers<const N: usize>() -> [Browser; N] {
    Browser::open_all(&[]).await.expect("browsers open")
}

impl<const N: usize> BrowserScenario<N> {
    /// Starts a server, and signs people in; nothing if there are no browsers.
    pub(super) async fn with(usernames: [&str; N]) -> Option<Self> {
        if !has_browsers() {
            return None;
        }
        let app = TestApp::start(Backend::Sqlite).await;
        let users = app.register_all(usernames).await;
        let site = app.url("");
        let people = Person::sign_all_in(&site, users, browsers().await).await;
        Some(Self { app, people })
    }
}

impl BrowserScenario<2> {
    /// The chat of the two, which is empty, open on both screens.
    pub(super) async fn in_their_chat(&self) -> i64 {
        let [one, other] = &self.people;
        let chat_id = self.app.open_chat(&one.user, &other.user).await;
        tokio::join!(one.open_chat(chat_id), other.open_chat(chat_id));
        chat_id
    }
}

impl Deref for Person {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Person {
    /// Signs people in, all at once.
    pub(super) async fn sign_all_in<const N: usize>(
        site: &str,
        users: [TestUser; N],
        browsers: [Browser; N],
    ) -> [Self; N] {
        let pairs = users.into_iter().zip(browsers);
        let signing = pairs.map(|(user, browser)| async move {
            let person = Self { user, site: site.to_owned(), browser };
            person.sign_in().await;
            person
        });
        let people = futures_util::future::join_all(signing).await;
        people.try_into().unwrap_or_else(|_| panic!("as many people as browsers"))
    }

    /// Puts a session into the browser, as logging in by the page does.
    pub(super) async fn sign_in(&self) {
        self.take_session(&session_of(&self.site, &self.user).await).await;
    }

    async fn take_session(&self, session: &str) {
        let cookie = json!({ "name": "session", "value": session, "url": self.site, "httpOnly": true, "sameSite": "Lax" });
        self.devtools("Network.setCookie", cookie).await;
    }

    /// The same person, who reaches the same server under another address.
    pub(super) async fn at(mut self, site: &str) -> Self {
        let cookies = self.devtools("Network.getCookies", json!({ "urls": [self.site] })).await;
        site.clone_into(&mut self.site);
        let session = &cookies["cookies"][0]["value"];
        self.take_session(session.as_str().expect("a session")).await;
        self
    }

    /// Goes to a page of the site.
    pub(super) async fn visit(&self, path: &str) {
        self.go(&format!("{}{path}", self.site)).await;
    }

    pub(super) async fn open_chat(&self, chat_id: i64) {
        self.visit(&format!("/chats/{chat_id}")).await;
    }

    /// Types a message and presses Enter.
    pub(super) async fn write(&self, text: &str) {
        self.fill("text", text).await;
        self.enter("text").await;
    }

    /// Puts a message into the composer at once, and presses Enter: for many messages, or long ones.
    pub(super) async fn write_quickly(&self, text: &str) {
        self.focus("#composer-text").await;
        self.paste(text).await;
        self.press(Key::Enter).await;
    }

    /// Gives the focus to what a selector names.
    pub(super) async fn focus(&self, selector: &str) {
        self.script("document.querySelector(arguments[0]).focus()", &[selector.into()]).await;
    }

    /// Waits until the open chat has just these messages, in this order.
    pub(super) async fn until_texts(&self, expected: &[impl AsRef<str>]) {
        let expected: Vec<_> = expected.iter().map(AsRef::as_ref).collect();
        self.until_returns(TEXTS, &[], &json!(expected)).await;
    }

    /// The texts of the open chat.
    pub(super) async fn texts(&self) -> Vec<String> {
        let texts = self.script(TEXTS, &[]).await;
        serde_json::from_value(texts).expect("texts")
    }

    /// What stands in the composer.
    pub(super) async fn draft(&self) -> String {
        let value = self.script("return document.querySelector('#composer-text').value", &[]).await;
        value.as_str().expect("the composer has a text").to_owned()
    }

    /// Waits until this stands in the composer.
    pub(super) async fn until_draft(&self, expected: &str) {
        let script = "return document.querySelector('#composer-text').value";
        self.until_returns(script, &[], &Value::from(expected)).await;
    }

    /// Asserts that no page had a fault.
    pub(super) async fn had_no_complaints(&self) {
        assert_eq!(self.complaints().await, [""; 0], "of {}'s pages", self.user.username);
    }

    /// Reads a chat up to a message, from elsewhere.
    pub(super) async fn read(&self, app: &TestApp, chat_id: i64, message_id: i64) {
        let mark = json!({ "type": "read", "chat_id": chat_id, "message_id": message_id });
        self.dial(app).await.ask(mark).await;
    }

    /// A live connection of the same person from elsewhere.
    pub(super) async fn dial(&self, app: &TestApp) -> Socket {
        dial(app, &self.user).await
    }
}

/// A live connection of somebody without a browser.
pub(super) async fn dial(app: &TestApp, user: &TestUser) -> Socket {
    Dial::to(app.address()).basic(&user.email, &user.password).enter().await
}

/// Puts messages into a chat that were written so many seconds after the first moment of 2026, by the stated users.
/// Nobody is told of them. Returns the newest one's id.
pub(super) fn put_history<'a>(
    app: &TestApp,
    chat_id: i64,
    messages: impl IntoIterator<Item = (&'a TestUser, i64, String)>,
) -> i64 {
    let mut conn = app.connect();
    let messages: Vec<_> = messages.into_iter().collect();
    let chat = chats::find(&mut conn, ChatId::stored(chat_id)).expect("the chat is there");
    at_once(&mut conn, |conn| {
        let mut newest = 0;
        for (sender, seconds, text) in &messages {
            let sending = SendStamp::at(moment(*seconds));
            let new = compose_as(conn, &chat, UserId::stored(sender.user_id), text, sending);
            let stored = simple_chats_persistence::messages::insert(conn, &new);
            newest = stored.expect("the message can be stored").message.message_id.get();
        }
        newest
    })
}

/// Writes a line past the test harness, which keeps to itself what a test that passes prints by macro.
pub(super) fn say(line: &str) {
    writeln!(std::io::stderr(), "\n{line}").expect("standard error can be written to");
}

/// The session of one who has logged in, and has read that this was successful.
async fn session_of(site: &str, user: &TestUser) -> String {
    let client = Client::builder().no_proxy().cookie_store(true).redirect(Policy::none()).build();
    let client = client.expect("a client can be made");
    let login = format!("{site}/authentication/login");
    let page = client.get(&login).send().await.expect("the server answers");
    let page = page.text().await.expect("the page arrives");
    let (_, rest) = page.split_once(r#"name="csrf_token" value=""#).expect("the form has a token");
    let (token, _) = rest.split_once('"').expect("the token ends");
    let form = [("csrf_token", token), ("email", &user.email), ("password", PASSWORD)];
    let answer = client.post(&login).form(&form).send().await.expect("the server answers");
    let session = answer.cookies().find(|cookie| cookie.name() == "session").expect("the login is right");
    let session = session.value().to_owned();
    client.get(site).send().await.expect("the server answers");
    session
}
