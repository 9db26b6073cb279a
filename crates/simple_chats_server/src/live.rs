//! The live protocol: one WebSocket for each client, which carries what a client asks and all that changes while it
//! looks.

mod connect;
mod protocol;
mod session;
pub mod websocket;

pub(crate) use connect::connect;
pub use protocol::ChangesShape;
