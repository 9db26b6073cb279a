//! A client of the live protocol of Simple Chats: the basis of a bot, a bridge, or a test.
//!
//! A [`Client`] keeps one connection to a server. After a connection is lost, it reconnects by itself, loads what it has
//! missed, and sends what is queued:
//!
//! - **Everything is sent once.** A message is kept until the server acknowledges it, and repeated with the same client
//!   id on every new connection, so that the server stores it once. Messages to one chat keep their order.
//! - **Nothing is missed.** The [`View`] has the newest messages of each chat without a gap. The client notices missing
//!   changes by their revision, and loads them.
//! - **Updates come in order.** [`Updates`] reports the changes of a chat in order of revision, each once, whether they
//!   arrived live or were loaded later.
//!
//! Edits, deletions, and read marks in flight are repeated too. That is harmless for deletions and read marks. A repeated
//! edit may overwrite a later edit of the same message from another device. If the server's database has another history
//! (a restored backup), nothing is repeated, because ids may have other meanings now: queued requests fail with
//! [`RequestError::EpochChanged`].
//!
//! ```no_run
//! use simple_chats_client::domain::Event;
//! use simple_chats_client::{Client, Credentials, Options, Update};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let credentials = Credentials::basic("ann", std::env::var("BOT_PASSWORD")?);
//! let (client, mut updates) = Client::connect(&Options::new("ws://127.0.0.1:8000/ws", credentials))?;
//! client.wait_until_live().await?;
//! for chat in client.view().chats() {
//!     println!("{}: {} unread", chat.companion().name, chat.unread());
//! }
//! while let Some(update) = updates.next().await {
//!     if let Update::Event(Event::Message { message, .. }) = update
//!         && Some(message.receiver_id) == client.with_view(|view| view.me())
//!     {
//!         // The id comes from the message, so that the answer is stored once even if this program dies right here.
//!         let client_id = format!("answer-{}", message.message_id);
//!         client.send_as(&client_id, message.chat_id, "Message received.").await?;
//!         client.read(message.chat_id, message.message_id).await?;
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `examples/echo_bot.rs` is a complete bot, which also answers messages that arrived while it was down.
//!
//! The crate shares the [`protocol`] and the [`domain`] with the server, and nothing else. Authors of clients in other
//! languages can take its structure as a model: only the modules `client`, `task`, and `connection` do I/O.

mod backoff;
mod chat_view;
mod client;
mod command;
mod connection;
mod error;
mod keep_alive;
mod options;
mod outbox;
mod protocol_state;
mod sync;
mod task;
#[cfg(test)]
mod test_values;
mod timeline;
mod update;
mod view;

pub use chat_view::ChatView;
pub use client::{Client, Updates};
pub use command::{Acknowledgment, PendingAck};
pub use error::{EndReason, OptionsError, RequestError};
pub use options::{Credentials, Options};
pub use protocol_state::Status;
pub use simple_chats_domain as domain;
pub use simple_chats_protocol as protocol;
pub use update::Update;
pub use view::View;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
