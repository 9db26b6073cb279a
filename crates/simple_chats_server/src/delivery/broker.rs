//! The broker: how instances tell each other what has happened, by way of NATS.
//!
//! The database holds the truth; what goes through here is a doorbell. A message may be lost: where that is possible, the
//! sockets concerned are told to ask what there is ([`Event::Resync`](simple_chats_domain::Event::Resync)). Nothing in the
//! program waits for the broker, and without it each instance goes on for its own sockets.

mod courier;
mod peers;
mod subjects;
mod untold;

use self::courier::Courier;
use self::untold::Untold;
use super::hub::Revocation;
use crate::settings::Secret;
use actix_web::web::Bytes;
use bytestring::ByteString;
use serde::{Deserialize, Serialize};
use simple_chats_domain::{Presence, UserId};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// How much may wait to be published.
const QUEUE: usize = 16_384;

/// How much may wait for the hub.
const HEARD: usize = 1_024;

/// How long a subscription may take to be confirmed; who waits for it goes on without.
const CONFIRM_PATIENCE: Duration = Duration::from_secs(2);

/// What can be listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    /// What a user's sockets are told.
    Events(UserId),
    /// Whether a user is there.
    Presence(UserId),
}

/// What has come from another instance, or has to be made good.
#[derive(Debug)]
pub enum Heard {
    /// An event, as a frame for all sockets of a user.
    Frame {
        /// Whose sockets.
        user_id: UserId,
        /// The frame.
        frame: ByteString,
    },
    /// Somebody is there at another instance, or no longer at any.
    Presence(Presence),
    /// Sockets of a user may go on no longer.
    Revoke {
        /// Whose sockets.
        user_id: UserId,
        /// Which of them.
        revocation: Revocation,
    },
    /// Any socket here may have missed something.
    Missed,
}

/// What all instances are told.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Bulletin {
    /// An instance is there.
    Alive { instance: String },
    /// An instance has stopped, and has told all that it had to tell.
    Bye { instance: String },
    /// Sockets of a user may go on no longer.
    Revoke { user_id: UserId, revocation: Revocation },
    /// An instance could not tell what it should have, nor whom.
    Missed,
}

/// What is published.
enum Parcel {
    ToUsers { audience: Vec<UserId>, frame: Bytes },
    Presence { user_id: UserId, presence: Bytes },
    ToAll(Bytes),
}

enum Order {
    Follow(Topic),
    Unfollow(Topic),
    Confirm(oneshot::Sender<()>),
    Close(oneshot::Sender<()>),
}

/// A handle to the broker's task. Nothing that is asked of it waits.
#[derive(Clone)]
pub struct Broker {
    orders: mpsc::UnboundedSender<Order>,
    parcels: mpsc::Sender<Parcel>,
    line: Arc<Line>,
}

/// How the connection is, and who could not be told because of it.
struct Line {
    connected: watch::Sender<bool>,
    untold: Mutex<Untold>,
}

impl Line {
    fn untold(&self) -> MutexGuard<'_, Untold> {
        self.untold.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Broker {
    /// Connects to the servers, now or as soon as one answers. `realm` keeps installations apart that share a broker.
    ///
    /// Fails where an address can't be read.
    pub async fn connect(
        servers: &[Secret],
        realm: &str,
        instance_id: &str,
    ) -> Result<(Self, mpsc::Receiver<Heard>), String> {
        let (orders, ordered) = mpsc::unbounded_channel();
        let (parcels, waiting) = mpsc::channel(QUEUE);
        let (heard, told) = mpsc::channel(HEARD);
        let line = Arc::new(Line { connected: watch::Sender::new(false), untold: Mutex::default() });
        let courier = Courier::connect(servers, realm, instance_id, heard, Arc::clone(&line)).await?;
        tokio::spawn(courier.run(ordered, waiting));
        Ok((Self { orders, parcels, line }, told))
    }

    /// Whether a server of the broker answers.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        *self.line.connected.borrow()
    }

    /// Waits for a moment until a server of the broker answers.
    pub async fn wait_until_connected(&self) {
        let mut connected = self.line.connected.subscribe();
        drop(tokio::time::timeout(CONFIRM_PATIENCE, connected.wait_for(|connected| *connected)).await);
    }

    /// Tells users' sockets at other instances.
    pub(super) fn tell(&self, audience: &[UserId], frame: &ByteString) {
        let parcel = Parcel::ToUsers { audience: audience.to_vec(), frame: frame.as_bytes().clone() };
        if !self.is_connected() || self.parcels.try_send(parcel).is_err() {
            self.line.untold().lose(audience);
        }
    }

    /// Tells those at other instances who watch a user. One that is lost is made good by what the database says.
    pub fn tell_presence(&self, presence: &Presence) {
        if let Some(bytes) = bytes_of(presence) {
            self.try_publish(Parcel::Presence { user_id: presence.user_id, presence: bytes });
        }
    }

    /// Has other instances close sockets. One that is lost is made good by what the database says.
    pub(super) fn revoke(&self, user_id: UserId, revocation: Revocation) {
        if let Some(bytes) = bytes_of(&Bulletin::Revoke { user_id, revocation }) {
            self.try_publish(Parcel::ToAll(bytes));
        }
    }

    fn try_publish(&self, parcel: Parcel) {
        if self.is_connected() && self.parcels.try_send(parcel).is_err() {
            tracing::warn!("more waits for the broker than it takes");
        }
    }

    /// Listens to a topic from now on.
    pub(super) fn follow(&self, topic: Topic) {
        drop(self.orders.send(Order::Follow(topic)));
    }

    /// Listens to a topic no longer.
    pub(super) fn unfollow(&self, topic: Topic) {
        drop(self.orders.send(Order::Unfollow(topic)));
    }

    /// Waits until the broker has taken note of what is followed; for a moment only, and not at all while it is away: when
    /// it comes back, all sockets are told to ask what there is.
    pub(super) async fn confirmed(&self) {
        if self.is_connected() {
            let (done, confirmed) = oneshot::channel();
            drop(self.orders.send(Order::Confirm(done)));
            drop(tokio::time::timeout(CONFIRM_PATIENCE, confirmed).await);
        }
    }

    /// Publishes what waits, says that this instance goes, and ends.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.orders.send(Order::Close(done)).is_ok() {
            drop(tokio::time::timeout(CONFIRM_PATIENCE, closed).await);
        }
    }
}

fn bytes_of(value: &impl Serialize) -> Option<Bytes> {
    match serde_json::to_vec(value) {
        Ok(bytes) => Some(bytes.into()),
        Err(error) => {
            tracing::error!(%error, "a message to other instances could not be written");
            None
        }
    }
}
