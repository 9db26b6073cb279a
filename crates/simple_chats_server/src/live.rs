//! The live protocol: one WebSocket for each client, which carries what a client asks and all that changes while it
//! looks.

mod connect;
mod requests;
mod session;
pub mod websocket;

pub(crate) use connect::connect;
