//! The live protocol as its clients see it, on both databases, and on two instances when those can make a difference.

mod attachments;
mod by_api;
mod catching_up;
mod changing;
mod conformance;
mod entering;
mod exchange;
mod framing;
mod offered_tokens;
mod order;
mod personal_tokens;
mod preferences;
mod presence;
mod privacy;
mod reactions;
mod reading;
mod refusals;
mod replies;
mod resuming;
mod revoking;
mod sending;
mod slow_readers;
mod typing;

use serde_json::{Value, json};
use simple_chats_tests::api::integer;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{TestApp, TestUser};

/// A handshake of somebody.
fn dial(app: &TestApp, user: &TestUser) -> Dial {
    app.dial().basic(&user.email, &user.password)
}

/// A socket of somebody, which has been greeted.
async fn enter(app: &TestApp, user: &TestUser) -> Socket {
    dial(app, user).enter().await
}

async fn assert_silent<const N: usize>(sockets: [&mut Socket; N]) {
    for socket in sockets {
        socket.is_silent().await;
    }
}

/// Two people with a chat, and a socket of each.
struct Pair {
    ann: TestUser,
    ben: TestUser,
    chat_id: i64,
    of_ann: Socket,
    of_ben: Socket,
}

impl Pair {
    async fn meet(app: &TestApp) -> Self {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (mut of_ann, mut of_ben) = (enter(app, &ann).await, enter(app, &ben).await);
        // Sockets that are opened later might still get the event.
        let chat_id = app.open_chat(&ann, &ben).await;
        for socket in [&mut of_ann, &mut of_ben] {
            assert_eq!(socket.expect("chat_created").await["chat_id"], chat_id);
        }
        Self { ann, ben, chat_id, of_ann, of_ben }
    }

    /// A request to send a text, under itself as client id.
    fn send(&self, text: &str) -> Value {
        send(self.chat_id, text, text)
    }
}

/// A request to send.
fn send(chat_id: i64, client_id: &str, text: &str) -> Value {
    json!({"type": "send", "chat_id": chat_id, "client_id": client_id, "text": text})
}

/// The id of the message that an ack or an event shows.
fn message_id(frame: &Value) -> i64 {
    integer(&frame["message"]["message_id"])
}

/// The same frame as an event of another type, as the other sockets get it.
fn as_event(ack: &Value, kind: &str) -> Value {
    let mut event = ack.clone();
    event["type"] = json!(kind);
    event
}

/// Takes a time out of a value, and makes sure that it is one as the protocol writes it, not far from now.
fn take_time(value: &mut Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("{value} is no time")).to_owned();
    let time = chrono::DateTime::parse_from_rfc3339(&text).unwrap_or_else(|_| panic!("{text} is no time"));
    assert_eq!(time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(), text);
    let age = chrono::Utc::now().signed_duration_since(time);
    assert!(age.num_seconds().abs() < 60, "{text} is not now");
    *value = json!("now");
}
