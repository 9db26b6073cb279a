//! The messages between instances.

use crate::delivery::revocation::Revocation;
use actix_web::web::Bytes;
use bytestring::ByteString;
use serde::{Deserialize, Serialize};
use simple_chats_domain::{Presence, UserId};

/// A message from another instance, or the loss of one.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// An event for all sockets of a user.
    Frame { user_id: UserId, frame: ByteString },
    /// A user is online at another instance, or no longer at any.
    Presence(Presence),
    /// Sockets of a user have to close.
    Revoke { user_id: UserId, revocation: Revocation },
    /// A user has changed what others see, or what one companion sees.
    Privacy { user_id: UserId, companion: Option<UserId> },
    /// Any socket here may have missed something.
    Missed,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Broadcast {
    /// An instance is running.
    Alive { instance: String },
    /// An instance has stopped, and has published all its events.
    Bye { instance: String },
    /// Sockets of a user have to close.
    Revoke { user_id: UserId, revocation: Revocation },
    /// A user has changed what others see, or what one companion sees.
    Privacy { user_id: UserId, companion: Option<UserId> },
    /// An instance could not publish events, and no longer knows for whom they were.
    Missed,
}

/// Receives what other instances tell of what counts against limits. It must return at once.
pub(crate) type CountsListener = Box<dyn Fn(&[u8]) + Send + Sync>;

pub(super) enum Outgoing {
    Events { audience: Vec<UserId>, frame: Bytes },
    Presence { user_id: UserId, presence: Bytes },
    Broadcast(Bytes),
    Counts(Bytes),
}

pub(super) fn to_bytes(message: &impl Serialize) -> Option<Bytes> {
    match serde_json::to_vec(message) {
        Ok(bytes) => Some(bytes.into()),
        Err(error) => {
            tracing::error!(%error, "could not serialize a message to other instances");
            None
        }
    }
}
