//! The hub knows all open sockets and sends them the events of their users. It is an actor: a task owns the state, and the
//! rest of the program holds a handle that gives it work.

mod clock;
mod frames;
pub(super) mod keep_alive;
pub(super) mod load;
pub(super) mod presence;
pub(super) mod privacy;
pub(super) mod send_queue;
pub(super) mod shutdown;
pub(super) mod socket_handle;
pub(super) mod sockets;
mod state;
mod task;
mod watchers;

use self::clock::uptime;
use self::keep_alive::KeepAlive;
use self::load::HubLoad;
use self::presence::PresenceChanges;
use self::privacy::Rechecked;
use self::send_queue::SendQueue;
use self::shutdown::{BATCH_INTERVAL, CLOSE_DEADLINE, InFlight, Shutdown, batch_size};
use self::socket_handle::SocketHandle;
use self::sockets::{RegisterError, SocketEntry, SocketKey};
use self::state::HubState;
use self::task::{HubCommand, HubTask};
use super::broker::{Broker, BrokerLink};
use super::credential::Grant;
use super::revocation::Revocation;
use chrono::{DateTime, Utc};
use simple_chats_domain::{Event, Origin, Presence, Publication, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

/// A handle to the hub. The hub ends when the last one is dropped.
#[derive(Clone)]
pub(crate) struct Hub {
    commands: mpsc::UnboundedSender<HubCommand>,
    broker: Option<Broker>,
    next_socket: Arc<AtomicU64>,
    shutdown: Shutdown,
}

impl Hub {
    /// Starts the hub's task on the current runtime. It publishes everything from `publications`, here and, given a link,
    /// to other instances. Returns the users who come online and go offline as well.
    pub(crate) fn start(
        publications: mpsc::UnboundedReceiver<Vec<Publication>>,
        keep_alive: KeepAlive,
        link: Option<BrokerLink>,
    ) -> (Self, PresenceChanges) {
        let (commands, command_receiver) = mpsc::unbounded_channel();
        let (presence_sender, presence_changes) = mpsc::unbounded_channel();
        let (broker, incoming) = match link {
            Some((broker, incoming)) => (Some(broker), incoming),
            // Its sender is dropped at once, so nothing ever comes in.
            None => (None, mpsc::channel(1).1),
        };
        let state = HubState::new(keep_alive, broker.is_some());
        let task = HubTask { state, broker: broker.clone(), publications, presence_changes: presence_sender };
        tokio::spawn(task.run(command_receiver, incoming));
        let next_socket = Arc::new(AtomicU64::new(1));
        (Self { commands, broker, next_socket, shutdown: Shutdown::default() }, presence_changes)
    }

    /// The link to other instances, if there may be any.
    pub(crate) fn broker(&self) -> Option<&Broker> {
        self.broker.as_ref()
    }

    /// Registers a socket. After this returns, it misses no event.
    pub(crate) async fn register(
        &self,
        grant: Grant,
        send_queue: SendQueue,
    ) -> Result<SocketHandle, RegisterError> {
        if self.is_stopping() {
            return Err(RegisterError::Stopping);
        }
        let socket = SocketId(self.next_socket.fetch_add(1, Ordering::Relaxed));
        let key = SocketKey { user_id: grant.user_id, socket };
        let last_received = Arc::new(AtomicI64::new(uptime()));
        let entry = SocketEntry::new(socket, grant, send_queue, Arc::clone(&last_received));
        let commands = self.commands.clone();
        let registered = self.request(move |task| {
            // Made here, so that a caller who has gone in the meantime leaves no entry behind.
            task.register(entry).map(|()| SocketHandle { key, last_received, commands })
        });
        let handle = registered.await.unwrap_or(Err(RegisterError::Stopping))?;
        self.confirm_subscriptions().await;
        Ok(handle)
    }

    /// Sends all sockets of a user an event that is stored nowhere.
    pub(crate) fn send_event(&self, user_id: UserId, event: Event) {
        self.command(move |task| task.publish(&[Publication::to_all([user_id], event)]));
    }

    /// After this returns, a socket receives every change of these users' presence, and of no others'; of those only that are
    /// given as visible, by a read of the database that began at `read_at`.
    pub(crate) async fn watch(&self, key: SocketKey, users: Vec<(UserId, bool)>, read_at: Instant) {
        if self.request(move |task| task.state.watch(key, &users, read_at)).await.is_some() {
            self.confirm_subscriptions().await;
        }
    }

    /// Sends a socket the presence of the users whom it watches, given when each was last seen and who is online at other
    /// instances.
    pub(crate) fn send_presence(
        &self,
        user_id: UserId,
        origin: Origin,
        users: Vec<LastSeen>,
        elsewhere: HashSet<UserId>,
    ) {
        let Origin { socket, reference } = origin;
        let key = SocketKey { user_id, socket };
        self.command(move |task| task.state.send_presence(key, &users, &elsewhere, reference));
    }

    /// Notes who is online at other instances, and notifies watchers of any change.
    pub(crate) fn set_presences_elsewhere(&self, presences: Vec<Presence>) {
        self.command(move |task| {
            for presence in &presences {
                task.state.set_presence_elsewhere(presence);
            }
        });
    }

    /// Notes that a user who was online here is online nowhere any more.
    pub(crate) fn set_offline(&self, user_id: UserId, at: DateTime<Utc>) {
        self.command(move |task| task.state.set_offline(user_id, at));
    }

    /// The users among these who are online, as far as this instance knows.
    pub(crate) async fn online_among(&self, users: Vec<UserId>) -> Vec<UserId> {
        self.request(move |task| task.state.online_among(users)).await.unwrap_or_default()
    }

    /// The users whom sockets here watch.
    pub(crate) async fn watched(&self) -> Vec<UserId> {
        self.request(|task| task.state.watchers.watched()).await.unwrap_or_default()
    }

    /// The sockets, what waits for them, and what was published so far.
    pub(crate) async fn load(&self) -> HubLoad {
        self.request(|task| task.state.load()).await.unwrap_or_default()
    }

    pub(crate) async fn grants(&self) -> Vec<(SocketKey, Grant)> {
        self.request(|task| task.state.grants()).await.unwrap_or_default()
    }

    /// Closes sockets of a user, here and at other instances.
    pub(crate) fn revoke(&self, user_id: UserId, revocation: Revocation) {
        if let Some(broker) = &self.broker {
            broker.revoke(user_id, revocation.clone());
        }
        self.command(move |task| task.state.revoke(user_id, &revocation));
    }

    /// Takes what was looked up in the database by a read that began at `read_at`.
    pub(crate) fn rechecked(&self, found: Vec<Rechecked>, read_at: Instant) {
        self.command(move |task| task.state.rechecked(&found, read_at));
    }

    /// Closes sockets whose grant is no longer valid.
    pub(crate) fn close(&self, sockets: Vec<SocketKey>) {
        self.command(move |task| task.state.close(&sockets));
    }

    /// Notes that a socket's request is in flight.
    pub(crate) fn begin_request(&self) -> InFlight {
        self.shutdown.begin_request()
    }

    /// Whether the server stops, and sockets' requests are no longer read.
    pub(crate) fn is_stopping(&self) -> bool {
        self.shutdown.has_begun()
    }

    /// Closes all sockets because the server stops, after their requests in flight, and spread over some seconds if they
    /// are many.
    pub(crate) async fn close_all(&self) {
        let deadline = tokio::time::Instant::now() + CLOSE_DEADLINE;
        self.shutdown.begin().await;
        let mut left = self.close_batch(0).await;
        let size = batch_size(left, deadline.saturating_duration_since(tokio::time::Instant::now()));
        loop {
            left = self.close_batch(size).await;
            if left == 0 {
                return;
            }
            sleep(BATCH_INTERVAL).await;
        }
    }

    /// Publishes to other instances what has been committed so far, and announces that this one stops.
    pub(crate) async fn drain(&self) {
        if let Some(broker) = &self.broker {
            self.request(HubTask::publish_committed).await;
            broker.close().await;
        }
    }

    /// Closes this many sockets, after what was committed so far was sent to them. Returns how many are left.
    async fn close_batch(&self, count: usize) -> usize {
        let left = self.request(move |task| {
            task.publish_committed();
            task.state.close_batch(count)
        });
        left.await.unwrap_or(0)
    }

    async fn confirm_subscriptions(&self) {
        if let Some(broker) = &self.broker {
            broker.confirm_subscriptions().await;
        }
    }

    /// Gives the task work. If the hub has ended, nothing happens.
    fn command(&self, run: impl FnOnce(&mut HubTask) + Send + 'static) {
        drop(self.commands.send(Box::new(run)));
    }

    /// Gives the task work and returns its result; `None` if the hub has ended.
    async fn request<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut HubTask) -> T + Send + 'static,
    ) -> Option<T> {
        let (sender, result) = oneshot::channel();
        self.command(move |task| {
            let value = run(task);
            // First, so that a caller who then waits for the broker's confirmation waits for these as well.
            task.update_subscriptions();
            // The caller may be gone.
            drop(sender.send(value));
        });
        result.await.ok()
    }
}
