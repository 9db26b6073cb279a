//! A server and users with a browser each, who are logged in; and what they do in a chat.

use serde_json::{Value, json};
use simple_chats_domain::{ChatId, SendStamp, UserId};
use simple_chats_persistence::{DbConnection, chats};
use simple_chats_tests::browser::{Browser, Key, programs};
use simple_chats_tests::fixtures::{at_once, compose_as, moment, sign_in};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{Backend, TestApp, TestUser};
use std::io::Write;
use std::ops::Deref;

/// The user's own messages in the open chat.
pub(super) const OWN: &str = "[data-messages] .message-mine .bubble > span";

/// The companion's messages in the open chat.
pub(super) const THEIRS: &str = "[data-messages] .message:not(.message-mine) .bubble > span";

/// The user's own messages that were sent and not seen yet.
pub(super) const SENT: &str =
    "[data-messages] .message-mine:not(.message-seen, .message-waiting, .message-failed)";

/// Time and state of the user's own messages in the open chat.
pub(super) const OWN_STATES: &str = "[data-messages] .message-mine .bubble small";

/// The companion's status above the open chat.
pub(super) const STATUS: &str = "[data-chat-status]";

/// A label for the focused element: its own, or its text.
pub(super) const FOCUSED: &str = "
    const {activeElement: it} = document;
    const label = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent;
    return (label ?? it.querySelector('.row-name')?.textContent ?? it.textContent).trim()";

const DRAFT: &str = "return document.querySelector('#composer-text').value";

/// The texts of the open chat, from the oldest on the page to the newest.
const TEXTS: &str =
    "return [...document.querySelectorAll('[data-messages] .bubble > span')].map(text => text.textContent)";

/// A server on a database of its own, and users with browsers.
pub(super) struct BrowserScenario<const N: usize> {
    pub(super) app: TestApp,
    pub(super) people: [Person; N],
}

/// The chat of Ann, who has a browser, and Ben, who has one if he is a [`Person`].
pub(super) struct BrowserChat<Ben> {
    pub(super) app: TestApp,
    pub(super) ann: Person,
    pub(super) ben: Ben,
    pub(super) chat_id: i64,
}

/// A user with a browser, who is logged in.
pub(super) struct Person {
    pub(super) user: TestUser,
    /// The server's address for this browser.
    pub(super) site: String,
    browser: Browser,
}

/// Whether there are browsers; if there are none, the test counts as skipped.
pub(super) fn has_browsers() -> bool {
    programs().inspect_err(|why| skipped("the pages in a browser", why)).is_ok()
}

/// A server with these settings, if there are browsers.
pub(super) async fn server_for_browsers(vars: &[(&str, &str)]) -> Option<TestApp> {
    if has_browsers() { Some(TestApp::spawn(Backend::Sqlite, vars).await) } else { None }
}

pub(super) async fn browsers<const N: usize>() -> [Browser; N] {
    Browser::open_all(&[]).await.expect("browsers open")
}

impl<const N: usize> BrowserScenario<N> {
    /// Starts a server, and logs users in; nothing if there are no browsers.
    pub(super) async fn with(usernames: [&str; N]) -> Option<Self> {
        let app = server_for_browsers(&[]).await?;
        let site = app.url("");
        Some(Self::on(app, &site, usernames).await)
    }

    /// As [`BrowserScenario::with`], with a proxy between the browsers and the server.
    pub(super) async fn behind_proxy(usernames: [&str; N]) -> Option<(Self, Proxy)> {
        let app = server_for_browsers(&[]).await?;
        let proxy = Proxy::before(app.address()).await;
        let site = format!("http://{}", proxy.address());
        Some((Self::on(app, &site, usernames).await, proxy))
    }

    /// Logs users in to a server at this address.
    pub(super) async fn on(app: TestApp, site: &str, usernames: [&str; N]) -> Self {
        let users = app.register_all(usernames).await;
        let people = Person::log_all_in(site, &mut app.connect(), users, browsers().await).await;
        Self { app, people }
    }
}

impl BrowserScenario<1> {
    /// Adds Ben and his chat with Ann, whose browser doesn't show it yet.
    pub(super) async fn with_ben(self) -> BrowserChat<TestUser> {
        let Self { app, people: [ann] } = self;
        let ben = app.register("ben").await;
        let chat_id = app.open_chat(&ann.user, &ben).await;
        BrowserChat { app, ann, ben, chat_id }
    }
}

impl BrowserScenario<2> {
    /// Adds the chat of the two, which is empty, and opens it in both browsers.
    pub(super) async fn in_their_chat(self) -> BrowserChat<Person> {
        let Self { app, people: [ann, ben] } = self;
        let chat_id = app.open_chat(&ann.user, &ben.user).await;
        tokio::join!(ann.open_chat(chat_id), ben.open_chat(chat_id));
        BrowserChat { app, ann, ben, chat_id }
    }
}

impl BrowserChat<TestUser> {
    pub(super) async fn of_ann() -> Option<Self> {
        Some(BrowserScenario::with(["ann"]).await?.with_ben().await)
    }
}

impl BrowserChat<Person> {
    pub(super) async fn of_both() -> Option<Self> {
        Some(BrowserScenario::with(["ann", "ben"]).await?.in_their_chat().await)
    }

    pub(super) fn people(&self) -> [&Person; 2] {
        [&self.ann, &self.ben]
    }
}

impl Deref for Person {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Person {
    /// Logs users in, all at once.
    pub(super) async fn log_all_in<const N: usize>(
        site: &str,
        conn: &mut DbConnection,
        users: [TestUser; N],
        browsers: [Browser; N],
    ) -> [Self; N] {
        let pairs = users.into_iter().zip(browsers);
        let logins = pairs.map(|(user, browser)| {
            let session = sign_in(conn, UserId::stored(user.user_id));
            let person = Self { user, site: site.to_owned(), browser };
            async move {
                person.set_session(&session).await;
                person
            }
        });
        let people = futures_util::future::join_all(logins).await;
        people.try_into().unwrap_or_else(|_| panic!("there are as many users as browsers"))
    }

    pub(super) async fn log_in(&self, app: &TestApp) {
        self.set_session(&sign_in(&mut app.connect(), UserId::stored(self.user.user_id))).await;
    }

    async fn set_session(&self, session: &str) {
        let cookie = json!({ "name": "simple_chats_session", "value": session, "url": self.site, "httpOnly": true, "sameSite": "Lax" });
        self.devtools("Network.setCookie", cookie).await;
    }

    /// The same user, who reaches the same server under another address.
    pub(super) async fn at(mut self, site: &str) -> Self {
        let cookies = self.devtools("Network.getCookies", json!({ "urls": [self.site] })).await;
        site.clone_into(&mut self.site);
        let session = &cookies["cookies"][0]["value"];
        self.set_session(session.as_str().expect("a session")).await;
        self
    }

    pub(super) async fn visit(&self, path: &str) {
        self.go(&format!("{}{path}", self.site)).await;
    }

    pub(super) async fn open_chat(&self, chat_id: i64) {
        self.visit(&format!("/chats/{chat_id}")).await;
    }

    pub(super) async fn write(&self, text: &str) {
        self.fill("text", text).await;
        self.enter("text").await;
    }

    /// Types into the focused element, and presses Enter.
    pub(super) async fn type_line(&self, text: &str) {
        self.press(text).await;
        self.press(Key::Enter).await;
    }

    /// Pastes a message into the composer, and presses Enter: for many messages, or long ones.
    pub(super) async fn write_quickly(&self, text: &str) {
        self.focus("#composer-text").await;
        self.paste(text).await;
        self.press(Key::Enter).await;
    }

    /// Focuses the first element of a selector.
    pub(super) async fn focus(&self, selector: &str) {
        self.script_with("document.querySelector(arguments[0]).focus()", &[selector.into()]).await;
    }

    /// Waits until the open chat has exactly these messages, in this order.
    pub(super) async fn until_texts(&self, expected: &[impl AsRef<str>]) {
        let expected: Vec<_> = expected.iter().map(AsRef::as_ref).collect();
        self.until_equals(TEXTS, json!(expected)).await;
    }

    pub(super) async fn texts(&self) -> Vec<String> {
        let texts = self.script(TEXTS).await;
        serde_json::from_value(texts).expect("texts")
    }

    pub(super) async fn draft(&self) -> Value {
        self.script(DRAFT).await
    }

    pub(super) async fn until_draft(&self, expected: &str) {
        self.until_equals(DRAFT, expected).await;
    }

    /// Asserts that no page had an error.
    pub(super) async fn had_no_errors(&self) {
        assert_eq!(self.errors().await, [""; 0], "of {}'s pages", self.user.username);
    }

    /// Marks a chat as read up to a message, on another device.
    pub(super) async fn read(&self, app: &TestApp, chat_id: i64, message_id: i64) {
        let mark = json!({ "type": "read", "chat_id": chat_id, "message_id": message_id });
        self.dial(app).await.ask(mark).await;
    }

    /// A live connection of the same user on another device.
    pub(super) async fn dial(&self, app: &TestApp) -> Socket {
        dial(app, &self.user).await
    }
}

pub(super) async fn dial(app: &TestApp, user: &TestUser) -> Socket {
    Dial::to(app.address()).basic(&user.email, &user.password).enter().await
}

/// Stores messages in a chat, each with its sender and its time in seconds after the beginning of 2026. Clients aren't
/// notified. Returns the id of the newest message.
pub(super) fn put_history<'a>(
    app: &TestApp,
    chat_id: i64,
    messages: impl IntoIterator<Item = (&'a TestUser, i64, String)>,
) -> i64 {
    let mut conn = app.connect();
    let messages: Vec<_> = messages.into_iter().collect();
    let chat = chats::find(&mut conn, ChatId::stored(chat_id)).expect("the chat exists");
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

/// Writes a line to standard error, even if the test passes: the test harness only captures the output of macros.
pub(super) fn report(line: &str) {
    writeln!(std::io::stderr(), "\n{line}").expect("standard error can be written to");
}
