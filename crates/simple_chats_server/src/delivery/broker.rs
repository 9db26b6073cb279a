//! The broker: how instances tell each other what has happened, by way of NATS.
//!
//! The database holds the truth; what goes through here is a doorbell. A message may be lost: where that is possible, the
//! sockets concerned are told to ask what there is ([`Event::Resync`](simple_chats_domain::Event::Resync)). Nothing in the
//! program waits for the broker, and without it each instance goes on for its own sockets.

mod peers;
mod subjects;
mod task;
mod undelivered;

use self::task::NatsTask;
use self::undelivered::Undelivered;
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
const OUTGOING_CAPACITY: usize = 16_384;

/// How much may wait for the hub.
const INCOMING_CAPACITY: usize = 1_024;

/// How long a subscription may take to be confirmed; who waits for it goes on without.
const CONFIRM_TIMEOUT: Duration = Duration::from_secs(2);

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
pub enum Incoming {
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
enum Broadcast {
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
enum Outgoing {
    ToUsers { audience: Vec<UserId>, frame: Bytes },
    Presence { user_id: UserId, presence: Bytes },
    ToAll(Bytes),
}

enum Command {
    Follow(Topic),
    Unfollow(Topic),
    Confirm(oneshot::Sender<()>),
    Close(oneshot::Sender<()>),
}

/// A handle to the broker's task. Nothing that is asked of it waits.
#[derive(Clone)]
pub struct Broker {
    commands: mpsc::UnboundedSender<Command>,
    outgoing: mpsc::Sender<Outgoing>,
    connection: Arc<Connection>,
}

/// How the connection is, and who could not be told because of it.
struct Connection {
    connected: watch::Sender<bool>,
    undelivered: Mutex<Undelivered>,
}

impl Connection {
    fn undelivered(&self) -> MutexGuard<'_, Undelivered> {
        self.undelivered.lock().unwrap_or_else(PoisonError::into_inner)
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
    ) -> Result<(Self, mpsc::Receiver<Incoming>), String> {
        let (commands, command_receiver) = mpsc::unbounded_channel();
        let (outgoing, waiting) = mpsc::channel(OUTGOING_CAPACITY);
        let (heard, told) = mpsc::channel(INCOMING_CAPACITY);
        let connection =
            Arc::new(Connection { connected: watch::Sender::new(false), undelivered: Mutex::default() });
        let task = NatsTask::connect(servers, realm, instance_id, heard, Arc::clone(&connection)).await?;
        tokio::spawn(task.run(command_receiver, waiting));
        Ok((Self { commands, outgoing, connection }, told))
    }

    /// Whether a server of the broker answers.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        *self.connection.connected.borrow()
    }

    /// Waits for a moment until a server of the broker answers.
    pub async fn wait_until_connected(&self) {
        let mut connected = self.connection.connected.subscribe();
        drop(tokio::time::timeout(CONFIRM_TIMEOUT, connected.wait_for(|connected| *connected)).await);
    }

    /// Tells users' sockets at other instances.
    pub(super) fn tell(&self, audience: &[UserId], frame: &ByteString) {
        let outgoing = Outgoing::ToUsers { audience: audience.to_vec(), frame: frame.as_bytes().clone() };
        if !self.is_connected() || self.outgoing.try_send(outgoing).is_err() {
            self.connection.undelivered().lose(audience);
        }
    }

    /// Tells those at other instances who watch a user. One that is lost is made good by what the database says.
    pub fn tell_presence(&self, presence: &Presence) {
        if let Some(bytes) = bytes_of(presence) {
            self.try_publish(Outgoing::Presence { user_id: presence.user_id, presence: bytes });
        }
    }

    /// Has other instances close sockets. One that is lost is made good by what the database says.
    pub(super) fn revoke(&self, user_id: UserId, revocation: Revocation) {
        if let Some(bytes) = bytes_of(&Broadcast::Revoke { user_id, revocation }) {
            self.try_publish(Outgoing::ToAll(bytes));
        }
    }

    fn try_publish(&self, outgoing: Outgoing) {
        if self.is_connected() && self.outgoing.try_send(outgoing).is_err() {
            tracing::warn!("more waits for the broker than it takes");
        }
    }

    /// Listens to a topic from now on.
    pub(super) fn follow(&self, topic: Topic) {
        drop(self.commands.send(Command::Follow(topic)));
    }

    /// Listens to a topic no longer.
    pub(super) fn unfollow(&self, topic: Topic) {
        drop(self.commands.send(Command::Unfollow(topic)));
    }

    /// Waits until the broker has taken note of what is followed; for a moment only, and not at all while it is away: when
    /// it comes back, all sockets are told to ask what there is.
    pub(super) async fn confirmed(&self) {
        if self.is_connected() {
            let (done, confirmed) = oneshot::channel();
            drop(self.commands.send(Command::Confirm(done)));
            drop(tokio::time::timeout(CONFIRM_TIMEOUT, confirmed).await);
        }
    }

    /// Publishes what waits, says that this instance goes, and ends.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.commands.send(Command::Close(done)).is_ok() {
            drop(tokio::time::timeout(CONFIRM_TIMEOUT, closed).await);
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
