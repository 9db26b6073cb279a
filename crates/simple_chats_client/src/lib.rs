//! A client of the live protocol of Simple Chats: what a bot, a bridge or a test starts from.
//!
//! A [`Client`] keeps one connection to a server. When the connection is gone, it comes back by itself (after half a second
//! to half a minute, at once where the server stops in order), learns what it has missed, and sends what waits:
//!
//! - **Everything arrives once.** What is [sent](Client::send) is kept until the server has acknowledged it, and sent again
//!   after every break under the same name, so that the server stores it once. Messages to one chat go one after the other
//!   and stand there in that order.
//! - **Nothing is missed.** The [`View`] holds the newest messages of each chat up to a revision without a hole. The client
//!   sees by the revision that something is missing, and asks for it.
//! - **Changes are told in order.** [`Updates`] tells the changes of a chat in order of revision, each once, whether they
//!   came as they were made or had to be fetched later.
//!
//! Edits, deletions and read marks that were under way when the connection broke are sent again too. That is safe for
//! deletions and read marks. An edit that is repeated may come to stand over a later edit of the same message from another
//! device of the same user. Where a server has another past than the client knew (a restored backup), nothing is repeated:
//! ids may mean other people now, so all that waits fails with [`RequestError::EpochChanged`].
//!
//! ```no_run
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
//!     if let Update::Message { message, .. } = update
//!         && Some(message.receiver_id) == client.with_view(|view| view.me())
//!     {
//!         // Named for what it answers, so that the answer is there once even if this program dies right here.
//!         let name = format!("answer-{}", message.message_id);
//!         client.send_as(&name, message.chat_id, "I have heard you.").await?;
//!         client.read(message.chat_id, message.message_id).await?;
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `examples/echo_bot.rs` is a whole bot, which also answers what came while it was away.
//!
//! The crate knows nothing of the server but the wire: it shares the types of `simple_chats_domain` and no more. Programs
//! in other languages find here how a client is best cut: everything but the modules `client`, `task` and `connection` is
//! free of input and output.

mod backoff;
mod chat_view;
mod client;
mod command;
mod connection;
mod error;
pub mod frames;
mod keep_alive;
mod options;
mod outbox;
mod protocol_state;
mod sync;
mod task;
mod timeline;
mod update;
mod view;

pub use chat_view::ChatView;
pub use client::{Client, Updates};
pub use command::{Acknowledged, PendingAck};
pub use error::{EndReason, OptionsError, RequestError};
pub use frames::{Destination, History, Refusal};
pub use options::{Credentials, Options};
pub use protocol_state::Status;
pub use simple_chats_domain as domain;
pub use update::Update;
pub use view::View;
