//! Delivery: who gets told of what. It lies below the use cases, which only write; what was committed comes here in the
//! order of commits and goes on to the sockets of the users whom it concerns.

mod attendance;
mod broker;
mod hub;
mod moment;
mod outbox;
mod presence;
mod pulse;
mod registry;
mod stopping;

pub use attendance::{Attendance, Standing};
pub use broker::{Broker, Heard};
pub use hub::{Arrival, Arrivals, Hub, JoinError, Link, Membership, Pass, Revocation, UnderWay};
pub use outbox::{CloseCode, Frame, Outbox, Received, Waiting, outbox};
pub use pulse::Pulse;
pub use registry::Shown;
