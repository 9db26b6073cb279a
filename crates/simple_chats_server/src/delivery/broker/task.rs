//! The task that holds the connection to NATS. Each topic that is followed has a small task of its own, which hands on what
//! comes; one for all would have to keep thousands of streams.

use super::peers::Peers;
use super::subjects::{Subjects, read_topic};
use super::undelivered::Resync;
use super::{Broadcast, Command, Connection, Incoming, Outgoing, Topic, bytes_of};
use crate::settings::Secret;
use actix_web::web::Bytes;
use async_nats::{Client, ConnectOptions, Event, Message, RequestErrorKind, ServerAddr, Subscriber};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;

/// How often an instance says that it is there.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(1);

/// How often the connection is tried; it is given up when two pings in a row were not answered.
const PING_INTERVAL: Duration = Duration::from_secs(1);

/// How long an attempt to connect may take, and an answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// How much may wait in the connection while it is made anew; only what is followed is given to it then.
const CONNECTION_QUEUE: usize = 65_536;

/// How much may wait for the hub on one topic.
const TOPIC_QUEUE: usize = 4_096;

pub(super) struct NatsTask {
    client: Client,
    subjects: Subjects,
    instance_id: String,
    broadcasts: Subscriber,
    events: mpsc::UnboundedReceiver<Event>,
    heard: mpsc::Sender<Incoming>,
    connection: Arc<Connection>,
    followed: HashMap<Topic, AbortHandle>,
    peers: Peers,
    round_trips: FuturesUnordered<BoxFuture<'static, RoundTrip>>,
    /// The connection is new, and nothing has come back through it yet.
    is_new: bool,
    /// The number of the task's own question that is under way: it greets a new connection, or confirms what was
    /// published.
    asking: Option<u64>,
    questions: u64,
}

/// A question that went to the broker and came back: all that was given to the connection before has got there.
struct RoundTrip {
    came_back: bool,
    purpose: Purpose,
}

/// Who waits for a round trip.
enum Purpose {
    /// The task itself; the number of its question.
    Own(u64),
    /// Those who wait until what they follow is followed.
    Others(Vec<oneshot::Sender<()>>),
}

impl NatsTask {
    pub(super) async fn connect(
        servers: &[Secret],
        realm: &str,
        instance_id: &str,
        heard: mpsc::Sender<Incoming>,
        connection: Arc<Connection>,
    ) -> Result<Self, String> {
        let addresses: Vec<ServerAddr> = servers
            .iter()
            .map(|server| server.expose().parse())
            .collect::<Result<_, _>>()
            .map_err(|_| "NATS_URL can't be read".to_owned())?;
        let (happened, events) = mpsc::unbounded_channel();
        let options = options().event_callback(move |event| {
            let happened = happened.clone();
            async move { drop(happened.send(event)) }
        });
        let failed = |error: &dyn std::fmt::Display| format!("the message broker can't be used: {error}");
        let client = options.connect(addresses).await.map_err(|error| failed(&error))?;
        let subjects = Subjects { realm: realm.to_owned() };
        let broadcasts = client.subscribe(subjects.all()).await.map_err(|error| failed(&error))?;
        Ok(Self {
            client,
            subjects,
            instance_id: instance_id.to_owned(),
            broadcasts,
            events,
            heard,
            connection,
            followed: HashMap::new(),
            peers: Peers::default(),
            round_trips: FuturesUnordered::new(),
            is_new: false,
            asking: None,
            questions: 0,
        })
    }

    pub(super) async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<Command>,
        mut outgoing: mpsc::Receiver<Outgoing>,
    ) {
        let mut heartbeat = tokio::time::interval(HEARTBEAT_INTERVAL);
        heartbeat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                Some(event) = self.events.recv() => self.note(event).await,
                command = commands.recv() => match command {
                    Some(command) => if let Some(done) = self.handle_command(command, &mut commands).await {
                        return self.close(outgoing, done).await;
                    },
                    None => return,
                },
                Some(round_trip) = self.round_trips.next(), if !self.round_trips.is_empty() => {
                    self.came_back(round_trip).await;
                }
                Some(message) = self.broadcasts.next() => self.read(message).await,
                _ = heartbeat.tick() => self.heartbeat().await,
                Some(outgoing) = outgoing.recv() => self.deliver(outgoing).await,
            }
        }
    }

    async fn note(&mut self, event: Event) {
        match event {
            Event::Connected => {
                self.is_new = true;
                // An answer to what was asked on the connection before can't come any more.
                self.asking = None;
                self.ask_in_own_name();
            }
            Event::Disconnected | Event::Closed => {
                if self.connection.connected.send_replace(false) {
                    tracing::warn!("the message broker is away; each instance goes on by itself");
                }
                (self.is_new, self.asking) = (false, None);
                self.connection.undelivered().disconnected();
                self.peers.forget();
            }
            Event::SlowConsumer(_) => {
                tracing::warn!("more came from the message broker than could be taken");
                self.pass_to_hub(Incoming::Missed).await;
            }
            Event::ServerError(error) => tracing::warn!(%error, "the message broker complains"),
            Event::ClientError(error) => tracing::warn!(%error, "the message broker can't be reached"),
            Event::LameDuckMode | Event::Draining => {}
        }
    }

    /// Does what is asked for until nothing more waits; then one question to the broker confirms all of it. Returns whom
    /// to tell when all is closed, where that was asked for.
    async fn handle_command(
        &mut self,
        first: Command,
        commands: &mut mpsc::UnboundedReceiver<Command>,
    ) -> Option<oneshot::Sender<()>> {
        let mut waiting = Vec::new();
        let mut next = Some(first);
        while let Some(command) = next {
            match command {
                Command::Follow(topic) => self.follow(topic).await,
                Command::Unfollow(topic) => {
                    if let Some(task) = self.followed.remove(&topic) {
                        task.abort();
                    }
                }
                Command::Confirm(done) => waiting.push(done),
                Command::Close(done) => return Some(done),
            }
            next = commands.try_recv().ok();
        }
        if !waiting.is_empty() {
            self.ask(Purpose::Others(waiting));
        }
        None
    }

    async fn follow(&mut self, topic: Topic) {
        let Ok(mut messages) = self.client.subscribe(self.subjects.of(topic)).await else { return };
        let heard = self.heard.clone();
        let task = tokio::spawn(async move {
            while let Some(message) = messages.next().await {
                let Some(what) = read_topic(topic, message.payload) else { continue };
                if heard.send(what).await.is_err() {
                    break;
                }
            }
        });
        if let Some(before) = self.followed.insert(topic, task.abort_handle()) {
            before.abort();
        }
    }

    /// Asks for an answer that nobody gives: the broker says so, and with it that all that was given to it before has
    /// been dealt with (NATS keeps the order of one connection).
    fn ask(&mut self, purpose: Purpose) {
        let (client, subject) = (self.client.clone(), self.subjects.nobody());
        self.round_trips.push(Box::pin(async move {
            let answer = client.request(subject, Bytes::new()).await;
            let came_back = match answer {
                Ok(_) => true,
                Err(error) => error.kind() == RequestErrorKind::NoResponders,
            };
            RoundTrip { came_back, purpose }
        }));
    }

    fn ask_in_own_name(&mut self) {
        if self.asking.is_none() {
            self.questions += 1;
            self.asking = Some(self.questions);
            self.connection.undelivered().begin_confirmation();
            self.ask(Purpose::Own(self.questions));
        }
    }

    async fn came_back(&mut self, round_trip: RoundTrip) {
        let RoundTrip { came_back, purpose } = round_trip;
        match purpose {
            Purpose::Others(waiting) => {
                for done in waiting {
                    // Who has gone meanwhile needs no answer.
                    done.send(()).unwrap_or_default();
                }
                return;
            }
            Purpose::Own(question) if self.asking == Some(question) => self.asking = None,
            Purpose::Own(_) => return,
        }
        if !came_back {
            return;
        }
        self.connection.undelivered().confirmed();
        if std::mem::take(&mut self.is_new) {
            self.connection.connected.send_replace(true);
            tracing::info!("connected to the message broker");
            self.pass_to_hub(Incoming::Missed).await;
            self.tell_owed().await;
        }
    }

    async fn heartbeat(&mut self) {
        if self.is_new {
            return self.ask_in_own_name();
        }
        if !*self.connection.connected.borrow() {
            return;
        }
        self.tell_owed().await;
        self.publish_to_all(&Broadcast::Alive { instance: self.instance_id.clone() }).await;
        if self.peers.lose_silent(Instant::now()) {
            tracing::warn!("another instance has gone without a goodbye; what it stored last is looked for");
            self.pass_to_hub(Incoming::Missed).await;
        }
        let unconfirmed = self.connection.undelivered().is_unconfirmed();
        if unconfirmed {
            self.ask_in_own_name();
        }
    }

    /// Has those ask what there is who could not be told.
    async fn tell_owed(&mut self) {
        let resync = self.connection.undelivered().take();
        match resync {
            Resync::Nobody => {}
            Resync::These(people) => {
                let Some(resync) = bytes_of(&simple_chats_domain::Event::Resync) else { return };
                for user_id in people {
                    let subject = self.subjects.of(Topic::Events(user_id));
                    self.publish(subject, resync.clone()).await;
                }
            }
            Resync::Everybody => self.publish_to_all(&Broadcast::Missed).await,
        }
    }

    async fn read(&mut self, message: Message) {
        match serde_json::from_slice(&message.payload) {
            Ok(Broadcast::Alive { instance }) => self.peers.heard(instance, Instant::now()),
            Ok(Broadcast::Bye { instance }) => self.peers.left(&instance),
            Ok(Broadcast::Revoke { user_id, revocation }) => {
                self.pass_to_hub(Incoming::Revoke { user_id, revocation }).await;
            }
            Ok(Broadcast::Missed) => self.pass_to_hub(Incoming::Missed).await,
            Err(error) => tracing::warn!(%error, "another instance said what isn't understood here"),
        }
    }

    async fn deliver(&mut self, outgoing: Outgoing) {
        match outgoing {
            Outgoing::ToUsers { audience, frame } => {
                self.connection.undelivered().gave(&audience);
                for user_id in audience {
                    self.publish(self.subjects.of(Topic::Events(user_id)), frame.clone()).await;
                }
            }
            Outgoing::Presence { user_id, presence } => {
                self.publish(self.subjects.of(Topic::Presence(user_id)), presence).await;
            }
            Outgoing::ToAll(broadcast) => self.publish(self.subjects.all(), broadcast).await,
        }
    }

    /// Publishes what waits and says goodbye, so that nobody takes this instance for one that was killed.
    async fn close(mut self, mut outgoing: mpsc::Receiver<Outgoing>, done: oneshot::Sender<()>) {
        if *self.connection.connected.borrow() {
            while let Ok(outgoing) = outgoing.try_recv() {
                self.deliver(outgoing).await;
            }
            self.publish_to_all(&Broadcast::Bye { instance: self.instance_id.clone() }).await;
            self.round_trips.clear();
            self.ask(Purpose::Others(Vec::new()));
            drop(self.round_trips.next().await);
        }
        done.send(()).unwrap_or_default();
    }

    async fn publish_to_all(&mut self, broadcast: &Broadcast) {
        if let Some(bytes) = bytes_of(broadcast) {
            self.publish(self.subjects.all(), bytes).await;
        }
    }

    async fn publish(&mut self, subject: String, payload: Bytes) {
        if let Err(error) = self.client.publish(subject, payload).await {
            tracing::error!(%error, "the message broker took something in no more");
        }
    }

    async fn pass_to_hub(&mut self, what: Incoming) {
        // The hub ends with the program.
        drop(self.heard.send(what).await);
    }
}

fn options() -> ConnectOptions {
    ConnectOptions::new()
        .name("simple-chats")
        // An instance has told its own sockets already.
        .no_echo()
        .retry_on_initial_connect()
        .max_reconnects(None)
        .reconnect_delay_callback(|attempts| Duration::from_millis(100 << attempts.min(3)))
        .ping_interval(PING_INTERVAL)
        .connection_timeout(CONNECT_TIMEOUT)
        .request_timeout(Some(CONNECT_TIMEOUT))
        .client_capacity(CONNECTION_QUEUE)
        .subscription_capacity(TOPIC_QUEUE)
}
