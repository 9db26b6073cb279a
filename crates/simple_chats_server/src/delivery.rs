//! Delivery: sends committed events to the sockets of the users concerned, in commit order, at this instance and at others.
//! It lies below the use cases, which only write to the database.

mod broker;
mod credential;
mod hub;
mod presence_store;
mod revocation;

pub use broker::{Broker, BrokerLink, Incoming};
pub use credential::{Credential, Grant};
pub use hub::keep_alive::KeepAlive;
pub use hub::presence::{PresenceChange, PresenceChanges};
pub use hub::send_queue::{Frame, SendQueue, SendQueueItem, SendQueueReceiver, send_queue};
pub use hub::shutdown::InFlight;
pub use hub::socket_handle::SocketHandle;
pub use hub::sockets::SocketKey;
pub use hub::{Hub, RegisterError};
pub use presence_store::{InstanceIdentity, PresenceStore};
pub use revocation::Revocation;
