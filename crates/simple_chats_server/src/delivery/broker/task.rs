//! The task that holds the connection to NATS.

use super::connection_state::ConnectionState;
use super::failure_log::FailureLog;
use super::messages::{Broadcast, CountsListener, Incoming, Outgoing, to_bytes};
use super::peers::Peers;
use super::round_trips::RoundTrips;
use super::sealed::SealedMessages;
use super::servers::Servers;
use super::subjects::{Subjects, SubscriptionChange, Topic};
use super::subscriptions::Subscriptions;
use super::undelivered::Resync;
use crate::settings::BrokerSettings;
use actix_web::web::Bytes;
use async_nats::{Client, ConnectOptions, Event, Message, Subscriber};
use futures_util::StreamExt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio::time::MissedTickBehavior;

/// The interval of heartbeats.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(1);

/// How often NATS is pinged; the connection is lost when two pings in a row were not answered.
const PING_INTERVAL: Duration = Duration::from_secs(1);

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

const REQUEST_TIMEOUT: Duration = Duration::from_secs(2);

/// How much may wait in the connection while it is renewed; only subscriptions are given to it then.
const CONNECTION_CAPACITY: usize = 65_536;

/// How many messages of one topic may wait for the hub.
const TOPIC_CAPACITY: usize = 4_096;

/// A command of the handle to the task.
pub(super) enum NatsCommand {
    ChangeSubscription(SubscriptionChange),
    /// Answer when all subscriptions so far are in force.
    Confirm(oneshot::Sender<()>),
    /// Publish the waiting messages, answer, and end.
    Close(oneshot::Sender<()>),
}

pub(super) struct NatsTask {
    client: Client,
    subjects: Subjects,
    messages: SealedMessages,
    instance_id: String,
    broadcasts: Subscriber,
    counts: Subscriber,
    on_counts: CountsListener,
    events: mpsc::UnboundedReceiver<Event>,
    incoming: mpsc::Sender<Incoming>,
    state: Arc<ConnectionState>,
    subscriptions: Subscriptions,
    peers: Peers,
    round_trips: RoundTrips,
    servers: Arc<Servers>,
    unreachable: FailureLog,
    server_errors: FailureLog,
    /// Whether the connection is new, and nothing has come back through it yet.
    is_new: bool,
}

impl NatsTask {
    pub(super) async fn connect(
        settings: &BrokerSettings,
        realm: &str,
        instance_id: &str,
        messages: SealedMessages,
        incoming: mpsc::Sender<Incoming>,
        state: Arc<ConnectionState>,
        on_counts: CountsListener,
    ) -> Result<Self, String> {
        let (servers, addresses) = Servers::new(&settings.servers)?;
        let servers = Arc::new(servers);
        let (event_sender, events) = mpsc::unbounded_channel();
        let options = options(settings, &servers).event_callback(move |event| {
            let event_sender = event_sender.clone();
            async move { drop(event_sender.send(event)) }
        });
        let failed = |error: &dyn std::fmt::Display| format!("the message broker can't be used: {error}");
        let client = options.connect(addresses).await.map_err(|error| failed(&error))?;
        let subjects = Subjects { realm: realm.to_owned() };
        let broadcasts = client.subscribe(subjects.all()).await.map_err(|error| failed(&error))?;
        let counts = client.subscribe(subjects.counts()).await.map_err(|error| failed(&error))?;
        Ok(Self {
            subscriptions: Subscriptions::new(client.clone(), messages.clone(), incoming.clone()),
            round_trips: RoundTrips::new(client.clone(), subjects.nobody()),
            client,
            subjects,
            messages,
            instance_id: instance_id.to_owned(),
            broadcasts,
            counts,
            on_counts,
            events,
            incoming,
            state,
            peers: Peers::default(),
            servers,
            unreachable: FailureLog::default(),
            server_errors: FailureLog::default(),
            is_new: false,
        })
    }

    pub(super) async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<NatsCommand>,
        mut outgoing: mpsc::Receiver<Outgoing>,
    ) {
        let mut heartbeats = tokio::time::interval(HEARTBEAT_INTERVAL);
        heartbeats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                Some(event) = self.events.recv() => self.handle_event(event).await,
                command = commands.recv() => match command {
                    Some(command) => if let Some(done) = self.handle_commands(command, &mut commands).await {
                        return self.close(outgoing, done).await;
                    },
                    None => return,
                },
                () = self.round_trips.own_came_back() => self.confirmed().await,
                Some(message) = self.broadcasts.next() => self.handle_broadcast(message).await,
                Some(message) = self.counts.next() => self.handle_counts(&message),
                _ = heartbeats.tick() => self.heartbeat().await,
                Some(message) = outgoing.recv() => self.send(message).await,
            }
        }
    }

    async fn handle_event(&mut self, event: Event) {
        match event {
            Event::Connected => {
                self.is_new = true;
                self.round_trips.forget_own();
                self.begin_confirmation();
            }
            Event::Disconnected | Event::Closed => {
                if self.state.set_connected(false) {
                    tracing::warn!("NATS is unreachable; this instance serves its own sockets only");
                }
                self.is_new = false;
                self.round_trips.forget_own();
                self.state.undelivered().disconnected();
                self.peers.forget();
            }
            Event::SlowConsumer(_) => {
                tracing::warn!("messages from NATS arrived faster than they could be processed");
                self.pass_to_hub(Incoming::Missed).await;
            }
            Event::ServerError(error) => {
                if let Some(failures) = self.server_errors.failed(Instant::now()) {
                    tracing::warn!(%error, errors = failures.count, "error from NATS");
                }
            }
            Event::ClientError(error) => self.could_not_connect(&error),
            Event::LameDuckMode | Event::Draining => {}
        }
    }

    /// Logs a failed attempt, unless there was one shortly before.
    fn could_not_connect(&mut self, error: &async_nats::ClientError) {
        if let Some(failures) = self.unreachable.failed(Instant::now()) {
            let error = self.servers.failure().unwrap_or_else(|| error.to_string());
            let (attempts, seconds) = (failures.count, failures.since.as_secs());
            tracing::warn!(%error, attempts, seconds, "could not reach NATS");
        }
    }

    /// Runs all waiting commands; then one round trip confirms them. Returns the sender to answer if the task has to end.
    async fn handle_commands(
        &mut self,
        first: NatsCommand,
        commands: &mut mpsc::UnboundedReceiver<NatsCommand>,
    ) -> Option<oneshot::Sender<()>> {
        let mut callers = Vec::new();
        let mut next = Some(first);
        while let Some(command) = next {
            match command {
                NatsCommand::ChangeSubscription(SubscriptionChange::Subscribe(topic)) => {
                    self.subscriptions.add(topic, self.subjects.of(topic)).await;
                }
                NatsCommand::ChangeSubscription(SubscriptionChange::Unsubscribe(topic)) => {
                    self.subscriptions.remove(topic);
                }
                NatsCommand::Confirm(done) => callers.push(done),
                NatsCommand::Close(done) => return Some(done),
            }
            next = commands.try_recv().ok();
        }
        if !callers.is_empty() {
            self.round_trips.begin_for(callers);
        }
        None
    }

    /// Has the broker confirm what was published so far.
    fn begin_confirmation(&mut self) {
        if self.round_trips.begin_own() {
            self.state.undelivered().begin_confirmation();
        }
    }

    async fn confirmed(&mut self) {
        self.state.undelivered().confirmed();
        if std::mem::take(&mut self.is_new) {
            self.state.set_connected(true);
            let attempts = self.unreachable.end(Instant::now()).map_or(0, |failures| failures.count);
            tracing::info!(failed_attempts = attempts, "connected to NATS");
            self.pass_to_hub(Incoming::Missed).await;
            self.request_resync().await;
        }
    }

    async fn heartbeat(&mut self) {
        if self.is_new {
            return self.begin_confirmation();
        }
        if !self.state.is_connected() {
            return;
        }
        self.request_resync().await;
        self.broadcast(&Broadcast::Alive { instance: self.instance_id.clone() }).await;
        if self.peers.remove_silent(Instant::now()) {
            tracing::warn!("an instance disappeared; asking clients to resync");
            self.pass_to_hub(Incoming::Missed).await;
        }
        let is_unconfirmed = self.state.undelivered().is_unconfirmed();
        if is_unconfirmed {
            self.begin_confirmation();
        }
    }

    /// Asks the clients of users who may have missed something at other instances to resync.
    async fn request_resync(&mut self) {
        let resync = self.state.undelivered().take();
        match resync {
            Resync::Nobody => {}
            Resync::Users(users) => {
                let Some(frame) = to_bytes(&simple_chats_domain::Event::Resync) else { return };
                for user_id in users {
                    self.publish(self.subjects.of(Topic::Events(user_id)), frame.clone()).await;
                }
            }
            Resync::Everybody => self.broadcast(&Broadcast::Missed).await,
        }
    }

    async fn handle_broadcast(&mut self, message: Message) {
        let Some(payload) = self.messages.open(&self.subjects.all(), &message.payload) else { return };
        match serde_json::from_slice(&payload) {
            Ok(Broadcast::Alive { instance }) => self.peers.alive(instance, Instant::now()),
            Ok(Broadcast::Bye { instance }) => self.peers.stopped(&instance),
            Ok(Broadcast::Revoke { user_id, revocation }) => {
                self.pass_to_hub(Incoming::Revoke { user_id, revocation }).await;
            }
            Ok(Broadcast::Privacy { user_id, companion }) => {
                self.pass_to_hub(Incoming::Privacy { user_id, companion }).await;
            }
            Ok(Broadcast::Missed) => self.pass_to_hub(Incoming::Missed).await,
            Err(error) => tracing::warn!(%error, "unreadable message from another instance"),
        }
    }

    fn handle_counts(&self, message: &Message) {
        if let Some(payload) = self.messages.open(&self.subjects.counts(), &message.payload) {
            (self.on_counts)(&payload);
        }
    }

    async fn send(&mut self, message: Outgoing) {
        match message {
            Outgoing::Events { audience, frame } => {
                self.state.undelivered().sent(&audience);
                for user_id in audience {
                    self.publish(self.subjects.of(Topic::Events(user_id)), frame.clone()).await;
                }
            }
            Outgoing::Presence { user_id, presence } => {
                self.publish(self.subjects.of(Topic::Presence(user_id)), presence).await;
            }
            Outgoing::Broadcast(bytes) => self.publish(self.subjects.all(), bytes).await,
            Outgoing::Counts(bytes) => self.publish(self.subjects.counts(), bytes).await,
        }
    }

    /// Publishes the waiting messages, and announces that this instance stops, so that no other takes it for crashed.
    async fn close(mut self, mut outgoing: mpsc::Receiver<Outgoing>, done: oneshot::Sender<()>) {
        if self.state.is_connected() {
            while let Ok(message) = outgoing.try_recv() {
                self.send(message).await;
            }
            self.broadcast(&Broadcast::Bye { instance: self.instance_id.clone() }).await;
            self.round_trips.finish().await;
        }
        done.send(()).unwrap_or_default();
    }

    async fn broadcast(&mut self, broadcast: &Broadcast) {
        if let Some(bytes) = to_bytes(broadcast) {
            self.publish(self.subjects.all(), bytes).await;
        }
    }

    async fn publish(&mut self, subject: String, message: Bytes) {
        let Some(payload) = self.messages.seal(&subject, &message) else {
            tracing::error!("could not seal a message to other instances");
            return;
        };
        if let Err(error) = self.client.publish(subject, payload).await {
            tracing::error!(%error, "could not publish to NATS");
        }
    }

    async fn pass_to_hub(&mut self, message: Incoming) {
        // The hub ends with the program.
        drop(self.incoming.send(message).await);
    }
}

fn options(settings: &BrokerSettings, servers: &Arc<Servers>) -> ConnectOptions {
    let (chooser, login) = (Arc::clone(servers), Arc::clone(servers));
    let options = ConnectOptions::with_auth_callback(move |_| {
        let auth = login.auth();
        async move { Ok(auth) }
    });
    let options = match &settings.ca {
        Some(file) => options.add_root_certificates(file.clone()),
        None => options,
    };
    let options = match &settings.certificate {
        Some(files) => options.add_client_certificate(files.certificate.clone(), files.key.clone()),
        None => options,
    };
    options
        .name("simple-chats")
        .reconnect_to_server_callback(move |pool, _| std::future::ready(chooser.choose(&pool)))
        // Also by servers that others name. The rest may offer it.
        .require_tls(settings.servers.iter().all(|server| server.url.scheme() == "tls"))
        // An instance has already sent events to its own sockets.
        .no_echo()
        .retry_on_initial_connect()
        .max_reconnects(None)
        .reconnect_delay_callback(|attempts| Duration::from_millis(100 << attempts.min(3)))
        .ping_interval(PING_INTERVAL)
        .connection_timeout(CONNECT_TIMEOUT)
        .request_timeout(Some(REQUEST_TIMEOUT))
        .client_capacity(CONNECTION_CAPACITY)
        .subscription_capacity(TOPIC_CAPACITY)
}
