//! The names of NATS subjects, and how to read their messages.

use super::messages::Incoming;
use actix_web::web::Bytes;
use bytestring::ByteString;
use simple_chats_domain::UserId;

/// A topic to which an instance can subscribe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::delivery) enum Topic {
    Events(UserId),
    Presence(UserId),
}

/// A change of the topics to which an instance subscribes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::delivery) enum SubscriptionChange {
    Subscribe(Topic),
    Unsubscribe(Topic),
}

/// The names of the subjects. The realm is the database's epoch, so that installations that share a broker don't receive
/// each other's messages.
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

    /// The subject to which all instances subscribe.
    pub(super) fn all(&self) -> String {
        format!("simple-chats.{}.all", self.realm)
    }

    /// The subject on which instances tell each other what counts against limits.
    pub(super) fn counts(&self) -> String {
        format!("simple-chats.{}.counts", self.realm)
    }

    /// A subject to which nobody subscribes.
    pub(super) fn nobody(&self) -> String {
        format!("simple-chats.{}.nobody", self.realm)
    }
}

/// Reads a message that came on a topic. An unreadable one is logged.
pub(super) fn read(topic: Topic, payload: Bytes) -> Option<Incoming> {
    let read = match topic {
        Topic::Events(user_id) => ByteString::try_from(payload)
            .map(|frame| Incoming::Frame { user_id, frame })
            .map_err(|error| error.to_string()),
        Topic::Presence(_) => {
            serde_json::from_slice(&payload).map(Incoming::Presence).map_err(|error| error.to_string())
        }
    };
    read.inspect_err(|error| tracing::warn!(error, "unreadable message from another instance")).ok()
}
