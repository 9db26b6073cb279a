//! The reference client against the real server, also over a bad network: everything arrives once and in order, and what
//! the client holds is what the database does.

mod faults;
mod talking;

use simple_chats_client::domain::{ChatId, ChatQuery, Event, Message, UserId};
use simple_chats_client::{Client, Credentials, Options, Update, Updates, View};
use simple_chats_persistence::{chats, messages};
use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{TestApp, TestUser, timing};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::timeout;

/// A client, and what its updates.
struct Device {
    client: Client,
    updates: Updates,
    received: Vec<Update>,
}

impl Device {
    /// A client of somebody, at a server or a proxy.
    fn of(user: &TestUser, address: SocketAddr) -> Self {
        Self::with_password(user, PASSWORD, address)
    }

    fn with_password(user: &TestUser, password: &str, address: SocketAddr) -> Self {
        let credentials = Credentials::basic(user.username.as_str(), password);
        let mut options = Options::new(format!("ws://{address}/ws"), credentials);
        options.max_reconnect_delay = Duration::from_secs(1);
        let (client, updates) = Client::connect(&options).expect("the options are good");
        Self { client, updates, received: Vec::new() }
    }

    /// A client that has caught up.
    async fn live(user: &TestUser, address: SocketAddr) -> Self {
        let device = Self::of(user, address);
        device.until_live().await;
        device
    }

    async fn until_live(&self) {
        let live = timeout(WAIT_TIMEOUT, self.client.wait_until_live()).await;
        live.expect("the client catches up").expect("the client lives");
    }

    /// Waits for an update that fits, and keeps those before it.
    async fn until(&mut self, fits: impl Fn(&Update) -> bool) -> Update {
        loop {
            let next = timeout(WAIT_TIMEOUT, self.updates.next()).await.expect("the update comes");
            let update = next.expect("the client lives");
            self.received.push(update.clone());
            if fits(&update) {
                return update;
            }
        }
    }

    /// All updates until now.
    fn received(&mut self) -> &[Update] {
        self.received.extend(std::iter::from_fn(|| self.updates.try_next()));
        &self.received
    }

    /// The texts of the new messages in the updates, in their order.
    fn texts_received(&mut self) -> Vec<String> {
        let text = |update: &Update| match update {
            Update::Event(Event::Message { message, .. }) => Some(message.text.clone()),
            _ => None,
        };
        self.received().iter().filter_map(text).collect()
    }

    /// The texts that are held of a chat.
    fn texts(&self, chat_id: ChatId) -> Vec<String> {
        let texts = |view: &View| {
            let chat = view.chat(chat_id)?;
            Some(chat.messages().map(|message| message.text.clone()).collect())
        };
        self.client.with_view(texts).unwrap_or_default()
    }

    /// Waits until what the client holds is what the database does, and makes sure that it is.
    async fn agrees_with(&self, app: &TestApp) {
        let difference = || difference(app, &self.client.view());
        timing::until(|| format!("agreement: {:?}", difference()), async || difference().is_none()).await;
    }
}

/// How a view differs from the database, if it does.
fn difference(app: &TestApp, view: &View) -> Option<String> {
    let Some(me) = view.me() else { return Some("nobody is logged in".into()) };
    let mut conn = app.connect();
    let all = ChatQuery::after(0, 1000);
    let overviews = chats::list_overviews(&mut conn, me, all).expect("the chats can be read").items;
    let held: Vec<ChatId> = view.chats().map(simple_chats_client::ChatView::chat_id).collect();
    let stored: Vec<ChatId> = overviews.iter().map(|chat| chat.chat_id).collect();
    if held != stored {
        return Some(format!("chats {held:?} are held, {stored:?} stored"));
    }
    for (chat, overview) in view.chats().zip(overviews) {
        let there = stored_messages(app, chat.chat_id());
        let here: Vec<Message> = chat.messages().cloned().collect();
        if !there.ends_with(&here) || (chat.is_complete() && here.len() != there.len()) {
            return Some(format!("{here:?} is held, {there:?} stored"));
        }
        let marks = (chat.revision(), chat.read_up_to(), chat.companion_read_up_to(), chat.unread());
        let expected =
            (overview.revision, overview.read_up_to, overview.companion_read_up_to, overview.unread);
        let same_unread = i64::try_from(marks.3).ok() == Some(expected.3);
        if (marks.0, marks.1, marks.2) != (expected.0, expected.1, expected.2) || !same_unread {
            return Some(format!("{marks:?} is held, {expected:?} stored"));
        }
        if chat.companion() != &overview.companion
            || chat.last_message().cloned() != overview.last_message.clone().map(as_received)
        {
            return Some(format!("{chat:?} is held, {overview:?} stored"));
        }
    }
    None
}

/// The messages of a chat in the database, oldest first.
fn stored_messages(app: &TestApp, chat_id: ChatId) -> Vec<Message> {
    let page = messages::list_newest(&mut app.connect(), chat_id, None, 1000).expect("messages can be read");
    page.items.into_iter().rev().map(as_received).collect()
}

/// The message as clients receive it: without what only the server knows of it.
fn as_received(message: Message) -> Message {
    let json = serde_json::to_value(message).expect("messages have a form in JSON");
    serde_json::from_value(json).expect("a message")
}

fn texts_by(messages: &[Message], sender: UserId) -> Vec<String> {
    messages
        .iter()
        .filter(|message| message.sender_id == sender)
        .map(|message| message.text.clone())
        .collect()
}

fn user_id(user: &TestUser) -> UserId {
    UserId::new(user.user_id).expect("an id")
}

/// Two who are registered, their chat, and a proxy before the server for each.
async fn two_apart(app: &TestApp) -> ([TestUser; 2], ChatId, [Proxy; 2]) {
    let users = app.register_all(["ann", "ben"]).await;
    let chat_id = app.open_chat(&users[0], &users[1]).await;
    let proxies = [Proxy::before(app.address()).await, Proxy::before(app.address()).await];
    (users, ChatId::new(chat_id).expect("an id"), proxies)
}
