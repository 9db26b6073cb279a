//! Delivery: sends committed events to the sockets of the users concerned, in commit order, at this instance and at others.
//! It lies below the use cases, which only write to the database.

mod broker;
mod credential;
mod hub;
mod presence_store;
mod revocation;

pub(crate) use broker::{Broker, CountsListener};
pub(crate) use credential::{Credential, Grant};
pub(crate) use hub::Hub;
pub use hub::keep_alive::KeepAlive;
pub(crate) use hub::load::HubLoad;
pub(crate) use hub::presence::PresenceChanges;
pub use hub::send_queue::Frame;
pub(crate) use hub::send_queue::{SendQueueItem, SendQueueReceiver, send_queue};
pub(crate) use hub::socket_handle::SocketHandle;
pub(crate) use hub::sockets::{RegisterError, SocketKey};
pub(crate) use presence_store::PresenceStore;
pub use revocation::KeptSession;
pub(crate) use revocation::Revocation;
