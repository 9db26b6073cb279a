//! The live protocol of Simple Chats, version 1: the frames of both directions, the close codes, and every limit that
//! server and clients have to agree on. `docs/live-protocol.md` specifies it; a test holds `docs/asyncapi.json` to these
//! types.
//!
//! A frame is one JSON object in an [`Envelope`], which adds the `ref` that ties a response to its request. Clients send
//! a [`ClientFrame`], and the server sends a [`ServerFrame`]. Domain events and acks serialize to their frames as they
//! are.
//!
//! ```
//! use simple_chats_domain::ChatId;
//! use simple_chats_protocol::{ClientFrame, Envelope, ServerFrame};
//!
//! let chat_id = ChatId::new(13).ok_or("not an id")?;
//! let request = Envelope::new(ClientFrame::Sync { chat_id, after: 41 }, "7");
//! assert_eq!(request.to_json(), r#"{"type":"sync","chat_id":13,"after":41,"ref":"7"}"#);
//!
//! let response: Envelope<ServerFrame> = serde_json::from_str(r#"{"type":"pong","ref":"8"}"#)?;
//! assert_eq!(response, Envelope::new(ServerFrame::Pong, "8"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chat_state;
mod client_frame;
mod close_code;
mod envelope;
pub mod limits;
mod parse;
mod server_frame;

pub use chat_state::{Change, Changes, ChatMark, Found, History, ShownLifetimeChange, State};
pub use client_frame::{ClientFrame, SearchRequest};
pub use close_code::{ClientReaction, CloseCode};
pub use envelope::Envelope;
pub use parse::{InvalidRequest, parse_request};
pub use server_frame::{ErrorFrame, Ready, ServerFrame};

/// The subprotocol that a client offers in the handshake (`Sec-WebSocket-Protocol`) and the server echoes.
pub const SUBPROTOCOL: &str = "simple-chats.v1";

/// What the name of a second subprotocol begins with that carries the token of a client which can set no other header, such
/// as a script in a browser. The server never echoes it.
pub const TOKEN_PREFIX: &str = "bearer.";

/// The feature level of this version: it grows with each change of the live protocol or the REST API.
/// `docs/api-changelog.md` lists the levels.
pub const FEATURE_LEVEL: u32 = 1;

#[cfg(test)]
mod tests;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
