//! Delivery: who gets told of what. It lies below the use cases, which only write; what was committed comes here in the
//! order of commits and goes on to the sockets of the users whom it concerns.

mod broker;
mod hub;
mod presence_store;

pub use broker::{Broker, Incoming};
pub use hub::keep_alive::KeepAlive;
pub use hub::send_queue::{Frame, SendQueue, SendQueueItem, SendQueueReceiver, send_queue};
pub use hub::sockets::Shown;
pub use hub::{
    Hub, InFlight, JoinError, Link, Pass, PresenceChange, PresenceChanges, Revocation, SocketHandle,
};
pub use presence_store::{InstanceIdentity, PresenceStore};
