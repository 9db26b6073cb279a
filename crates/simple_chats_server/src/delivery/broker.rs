//! Messages between instances, through NATS.
//!
//! The database is authoritative, and a message here is only a hint. If one may be lost, the clients concerned are asked to
//! resync ([`Event::Resync`](simple_chats_domain::Event::Resync)). Nothing in the program waits for NATS, and without it
//! each instance still serves its own sockets.

mod connection_state;
mod failure_log;
mod messages;
mod peers;
mod round_trips;
mod sealed;
mod servers;
mod subjects;
mod subscriptions;
mod task;
mod undelivered;

pub(crate) use self::messages::CountsListener;
pub(super) use self::messages::Incoming;
pub(super) use self::subjects::{SubscriptionChange, Topic};

use self::connection_state::ConnectionState;
use self::messages::{Broadcast, Outgoing, to_bytes};
use self::sealed::SealedMessages;
use self::task::{NatsCommand, NatsTask};
use super::revocation::Revocation;
use crate::settings::BrokerSettings;
use bytestring::ByteString;
use serde::Serialize;
use simple_chats_auth::Sealer;
use simple_chats_domain::{Presence, UserId};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// How many messages may wait to be published.
const OUTGOING_CAPACITY: usize = 16_384;

/// How many messages may wait for the hub.
const INCOMING_CAPACITY: usize = 1_024;

/// How long NATS may take to confirm; after that the caller goes on without it.
const CONFIRM_TIMEOUT: Duration = Duration::from_secs(2);

/// An instance's link to others: its broker, and the messages from there.
pub(crate) type BrokerLink = (Broker, mpsc::Receiver<Incoming>);

/// A handle to the task that holds the connection to NATS.
#[derive(Clone)]
pub(crate) struct Broker {
    commands: mpsc::UnboundedSender<NatsCommand>,
    outgoing: mpsc::Sender<Outgoing>,
    state: Arc<ConnectionState>,
}

impl Broker {
    /// Connects to the servers, now or as soon as one answers. `realm` separates installations that share a broker, and
    /// `sealer` keeps their messages from others.
    ///
    /// Fails if an address can't be read.
    pub(crate) async fn connect(
        settings: &BrokerSettings,
        realm: &str,
        instance_id: &str,
        sealer: Sealer,
        on_counts: CountsListener,
    ) -> Result<BrokerLink, String> {
        let (commands, command_receiver) = mpsc::unbounded_channel();
        let (outgoing, outgoing_receiver) = mpsc::channel(OUTGOING_CAPACITY);
        let (incoming_sender, incoming) = mpsc::channel(INCOMING_CAPACITY);
        let state = Arc::new(ConnectionState::default());
        let messages = SealedMessages::new(sealer);
        let task = NatsTask::connect(
            settings,
            realm,
            instance_id,
            messages,
            incoming_sender,
            Arc::clone(&state),
            on_counts,
        )
        .await?;
        tokio::spawn(task.run(command_receiver, outgoing_receiver));
        Ok((Self { commands, outgoing, state }, incoming))
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.state.is_connected()
    }

    /// How many messages wait to be published.
    pub(crate) fn waiting(&self) -> usize {
        self.outgoing.max_capacity() - self.outgoing.capacity()
    }

    /// Waits up to two seconds until NATS answers.
    pub(crate) async fn wait_until_connected(&self) {
        drop(timeout(CONFIRM_TIMEOUT, self.state.connected()).await);
    }

    /// Sends an event to these users' sockets at other instances.
    pub(super) fn publish(&self, audience: &[UserId], frame: &ByteString) {
        let message = Outgoing::Events { audience: audience.to_vec(), frame: frame.as_bytes().clone() };
        if !self.is_connected() || self.outgoing.try_send(message).is_err() {
            self.state.undelivered().lost(audience);
        }
    }

    /// Announces a user's presence to watchers at other instances. If it is lost, they learn it from the database.
    pub(crate) fn announce(&self, presence: &Presence) {
        if let Some(bytes) = to_bytes(presence) {
            self.try_send(Outgoing::Presence { user_id: presence.user_id, presence: bytes });
        }
    }

    /// Tells other instances what counts against limits. If it is lost, it counts here only.
    pub(crate) fn tell_counts(&self, counts: &impl Serialize) {
        if let Some(bytes) = to_bytes(counts) {
            self.try_send(Outgoing::Counts(bytes));
        }
    }

    /// Closes sockets at other instances. If it is lost, they learn it from the database.
    pub(super) fn revoke(&self, user_id: UserId, revocation: Revocation) {
        if let Some(bytes) = to_bytes(&Broadcast::Revoke { user_id, revocation }) {
            self.try_send(Outgoing::Broadcast(bytes));
        }
    }

    /// Announces that a user has changed what others see. If it is lost, all instances look everything up when they hear of that.
    pub(super) fn privacy_changed(&self, user_id: UserId, companion: Option<UserId>) {
        let Some(bytes) = to_bytes(&Broadcast::Privacy { user_id, companion }) else { return };
        if !self.is_connected() || self.outgoing.try_send(Outgoing::Broadcast(bytes)).is_err() {
            self.state.undelivered().lost_by_all();
        }
    }

    pub(super) fn change_subscription(&self, change: SubscriptionChange) {
        drop(self.commands.send(NatsCommand::ChangeSubscription(change)));
    }

    /// Waits until all subscriptions are in force, but not for long, and not at all without a connection: when there is
    /// one again, all clients are asked to resync.
    pub(super) async fn confirm_subscriptions(&self) {
        if self.is_connected() {
            self.ask(NatsCommand::Confirm).await;
        }
    }

    /// Publishes the waiting messages, announces that this instance stops, and ends the task.
    pub(crate) async fn close(&self) {
        self.ask(NatsCommand::Close).await;
    }

    async fn ask(&self, command: impl FnOnce(oneshot::Sender<()>) -> NatsCommand) {
        let (done, answer) = oneshot::channel();
        if self.commands.send(command(done)).is_ok() {
            drop(timeout(CONFIRM_TIMEOUT, answer).await);
        }
    }

    fn try_send(&self, message: Outgoing) {
        if self.is_connected() && self.outgoing.try_send(message).is_err() {
            tracing::warn!("the queue of messages to NATS is full; dropping one");
        }
    }
}
