//! What subjects are called, and what comes on them.

use super::{Incoming, Topic};
use actix_web::web::Bytes;
use bytestring::ByteString;

/// What subjects are called. The realm is the database's epoch, so that installations that share a broker don't hear
/// each other.
pub(super) struct Subjects {
    pub(super) realm: String,
}

impl Subjects {
    pub(super) fn of(&self, topic: Topic) -> String {
        match topic {
            Topic::Events(user_id) => format!("simple-chats.{}.user.{}", self.realm, user_id.get()),
            Topic::Presence(user_id) => {
                format!("simple-chats.{}.user.{}.presence", self.realm, user_id.get())
            }
        }
    }

    pub(super) fn all(&self) -> String {
        format!("simple-chats.{}.all", self.realm)
    }

    /// A subject that nobody listens to.
    pub(super) fn nobody(&self) -> String {
        format!("simple-chats.{}.nobody", self.realm)
    }
}

/// What came on a topic; nothing where it can't be read, which is logged.
pub(super) fn read_topic(topic: Topic, payload: Bytes) -> Option<Incoming> {
    match topic {
        Topic::Events(user_id) => match ByteString::try_from(payload) {
            Ok(frame) => Some(Incoming::Frame { user_id, frame }),
            Err(error) => {
                tracing::warn!(%error, "another instance sent what is no text");
                None
            }
        },
        Topic::Presence(_) => match serde_json::from_slice(&payload) {
            Ok(presence) => Some(Incoming::Presence(presence)),
            Err(error) => {
                tracing::warn!(%error, "another instance said what isn't understood here");
                None
            }
        },
    }
}
