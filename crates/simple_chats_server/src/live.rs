//! The live protocol: one WebSocket for each client, which carries what a client asks and all that changes while it
//! looks.

mod connect;
mod frame_lengths;
mod protocol;
mod session;

pub use connect::connect;
pub use protocol::ChangesShape;
