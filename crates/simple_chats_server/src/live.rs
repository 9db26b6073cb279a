//! The live protocol: one WebSocket for each client, which carries its requests and every event that concerns its user.

mod connect;
mod exchange;
mod in_flight;
mod requests;
mod session;
pub mod websocket;

pub(crate) use connect::connect;
pub(crate) use exchange::exchange;
