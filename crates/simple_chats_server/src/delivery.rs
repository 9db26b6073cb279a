//! Delivery: who gets told of what. It lies below the use cases, which only write; what was committed comes here in the
//! order of commits and goes on to the sockets of the users whom it concerns.

mod hub;
mod outbox;
mod presence;
mod registry;

pub use hub::{Departures, Hub, JoinError, Membership, Revocation, UnderWay};
pub use outbox::{CloseCode, Frame, Outbox, Received, Waiting, outbox};
