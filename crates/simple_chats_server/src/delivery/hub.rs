//! The hub: one task that owns the sockets. The rest of the program holds a handle to it.

mod clock;
pub mod keep_alive;
mod presence;
pub mod send_queue;
mod shutdown;
pub mod sockets;
mod task;

use super::broker::{Broker, Incoming};
use chrono::{DateTime, Utc};
use clock::uptime;
use keep_alive::KeepAlive;
use send_queue::SendQueue;
use serde::{Deserialize, Serialize};
use simple_chats_domain::{Event, Origin, Publication, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use sockets::{Shown, SocketEntry, Sockets};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use task::{Command, HubTask};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep, timeout};

/// Who comes and goes.
pub type PresenceChanges = mpsc::UnboundedReceiver<PresenceChange>;

/// Somebody comes or goes, as far as this instance is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresenceChange {
    /// A first socket was opened.
    Online(UserId),
    /// The last socket went at this time, and none came back for a while.
    Offline(UserId, DateTime<Utc>),
}

/// What joins an instance to the others: its broker, and what is heard from there.
pub type Link = (Broker, mpsc::Receiver<Incoming>);

/// A handle to the hub. The hub ends when the last one is dropped.
#[derive(Clone)]
pub struct Hub {
    commands: mpsc::UnboundedSender<Command>,
    broker: Option<Broker>,
    sockets: Arc<AtomicU64>,
    in_flight: Arc<watch::Sender<usize>>,
    stopping: Arc<AtomicBool>,
}

/// A request of a socket that is under way until this is dropped.
pub struct InFlight(Arc<watch::Sender<usize>>);

/// Which of a user's sockets are closed because what they showed to get in is no longer good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revocation {
    /// All of them: the account is gone, or the password was reset.
    All,
    /// All but those of one session: the user has changed the password there, and it goes on under another key.
    AllBut {
        /// The key that it had.
        old_key: String,
        /// The key that it has now.
        new_key: String,
    },
    /// Those of one session: the user has signed out there.
    Session(String),
}

/// A socket's place in the hub; it is given up when this is dropped.
pub struct SocketHandle {
    /// Identifies the socket.
    pub socket: SocketId,
    user_id: UserId,
    last_heard: Arc<AtomicI64>,
    commands: mpsc::UnboundedSender<Command>,
}

/// What somebody has shown to get in, as far as it can be looked at again.
#[derive(Debug, Clone, Default)]
pub struct Pass {
    /// The browser's session, where it was one.
    pub session_key: Option<String>,
    /// The version of the credentials, where it was no session.
    pub credentials_version: Option<i64>,
    /// When it ends, in seconds since 1970.
    pub expires_at: Option<i64>,
}

/// Why a socket was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinError {
    /// The user has 20 open already.
    TooMany,
    /// The server stops.
    Stopping,
}

impl Hub {
    /// Starts the hub's task on the current runtime. It delivers what comes out of `publications`, here and to other instances
    /// where it is linked to them, and tells who comes and goes.
    #[must_use]
    pub fn start(
        publications: mpsc::UnboundedReceiver<Vec<Publication>>,
        keep_alive: KeepAlive,
        link: Option<Link>,
    ) -> (Self, PresenceChanges) {
        let (commands, inbox) = mpsc::unbounded_channel();
        let (changed, presence_changes) = mpsc::unbounded_channel();
        let (broker, heard) = match link {
            Some((broker, heard)) => (Some(broker), heard),
            // Closed at once: nothing is ever heard.
            None => (None, mpsc::channel(1).1),
        };
        let sockets = Sockets::new(keep_alive, broker.is_some());
        let task = HubTask { sockets, broker: broker.clone(), presence_changes: changed };
        tokio::spawn(task.run(inbox, publications, heard));
        let hub = Self {
            commands,
            broker,
            sockets: Arc::new(AtomicU64::new(1)),
            in_flight: Arc::new(watch::Sender::new(0)),
            stopping: Arc::default(),
        };
        (hub, presence_changes)
    }

    /// What joins this instance to others, where it may be one of several.
    #[must_use]
    pub fn broker(&self) -> Option<&Broker> {
        self.broker.as_ref()
    }

    /// Tells all sockets of a user what is true for the moment and stored nowhere.
    pub fn tell(&self, user_id: UserId, event: Event) {
        self.command(Command::Tell { user_id, event });
    }

    /// Has a socket told of these people and of no others. Once this returns, it is told of every change.
    pub async fn watch(&self, user_id: UserId, socket: SocketId, people: Vec<UserId>) {
        let (watching, answer) = oneshot::channel();
        self.command(Command::Watch { user_id, socket, people, watching });
        if answer.await.is_ok() {
            self.confirmed().await;
        }
    }

    /// Tells a socket how it is with the people whom it watches: when each was last there, and who is there at other
    /// instances.
    pub fn tell_presence(
        &self,
        user_id: UserId,
        origin: Origin,
        people: Vec<LastSeen>,
        elsewhere: HashSet<UserId>,
    ) {
        self.command(Command::TellPresence { user_id, origin, people, elsewhere });
    }

    /// Notes who of some people is there at other instances, and when each was last there, and tells those who watch them
    /// where something has changed.
    pub fn note_presences(&self, people: Vec<(UserId, bool, Option<DateTime<Utc>>)>) {
        self.command(Command::Presences { people });
    }

    /// Notes that a user who was here is nowhere any more.
    pub fn note_gone(&self, user_id: UserId, at: DateTime<Utc>) {
        self.command(Command::Gone { user_id, at });
    }

    /// Which of these people are there, as far as is known here.
    pub async fn online_among(&self, people: Vec<UserId>) -> Vec<UserId> {
        self.ask(|online| Command::OnlineAmong { people, online }).await
    }

    /// Who is watched from here.
    pub async fn watched(&self) -> Vec<UserId> {
        self.ask(|watched| Command::Watched { watched }).await
    }

    /// What all sockets have shown to get in.
    pub async fn shown(&self) -> Vec<Shown> {
        self.ask(|shown| Command::Shown { shown }).await
    }

    /// Takes a socket in. Once this returns, it misses nothing.
    pub async fn join(
        &self,
        user_id: UserId,
        pass: Pass,
        send_queue: SendQueue,
    ) -> Result<SocketHandle, JoinError> {
        if self.is_stopping() {
            return Err(JoinError::Stopping);
        }
        let socket = SocketId(self.sockets.fetch_add(1, Ordering::Relaxed));
        let now = uptime();
        let last_heard = Arc::new(AtomicI64::new(now));
        let entry = SocketEntry {
            socket,
            send_queue,
            session_key: pass.session_key,
            credentials_version: pass.credentials_version,
            expires_at: pass.expires_at,
            last_heard: Arc::clone(&last_heard),
            last_ping: now,
        };
        let (joined, answer) = oneshot::channel();
        self.commands.send(Command::Join { user_id, entry, joined }).map_err(|_| JoinError::Stopping)?;
        match answer.await {
            Ok(true) => {
                let handle = SocketHandle { socket, user_id, last_heard, commands: self.commands.clone() };
                self.confirmed().await;
                Ok(handle)
            }
            Ok(false) => Err(JoinError::TooMany),
            Err(_) => Err(JoinError::Stopping),
        }
    }

    /// Hands on to other instances what has been stored so far, and tells them that this one goes.
    pub async fn drain(&self) {
        if let Some(broker) = &self.broker {
            let (done, drained) = oneshot::channel();
            self.command(Command::Drain { done });
            drop(drained.await);
            broker.close().await;
        }
    }

    /// Waits until other instances are heard on what has been asked for.
    async fn confirmed(&self) {
        if let Some(broker) = &self.broker {
            broker.confirmed().await;
        }
    }

    fn command(&self, command: Command) {
        // Where the hub has ended, there is nobody left to tell.
        drop(self.commands.send(command));
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<Vec<T>>) -> Command) -> Vec<T> {
        let (sender, answer) = oneshot::channel();
        self.command(command(sender));
        answer.await.unwrap_or_default()
    }

    /// Closes sockets of a user who may no longer use them, here and at other instances.
    pub fn revoke(&self, user_id: UserId, revocation: Revocation) {
        if let Some(broker) = &self.broker {
            broker.revoke(user_id, revocation.clone());
        }
        self.command(Command::Revoke { user_id, revocation });
    }

    /// Closes sockets that have no right to be open any more.
    pub fn close(&self, which: Vec<(UserId, SocketId)>) {
        self.command(Command::Close { which });
    }

    /// Notes that a request of a socket is under way.
    #[must_use]
    pub fn begin_request(&self) -> InFlight {
        self.in_flight.send_modify(|count| *count += 1);
        InFlight(Arc::clone(&self.in_flight))
    }

    /// Whether sockets take no more requests, because the server stops.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Closes all sockets because the server stops, after what is under way was answered, and spread over some seconds
    /// where they are many. Returns once all have been told.
    pub async fn close_all(&self) {
        let deadline = Instant::now() + shutdown::CLOSE_DEADLINE;
        self.stopping.store(true, Ordering::Relaxed);
        let mut in_flight = self.in_flight.subscribe();
        if timeout(shutdown::IN_FLIGHT_TIMEOUT, in_flight.wait_for(|count| *count == 0)).await.is_err() {
            tracing::warn!("sockets are closed before all that they asked for was done");
        }
        let mut left = self.close_some(0).await;
        let batch = shutdown::batch_size(left, deadline.saturating_duration_since(Instant::now()));
        loop {
            left = self.close_some(batch).await;
            if left == 0 {
                return;
            }
            sleep(shutdown::STEP_INTERVAL).await;
        }
    }

    /// Closes so many sockets because the server stops. Returns how many are left.
    async fn close_some(&self, count: usize) -> usize {
        let (left, answer) = oneshot::channel();
        self.command(Command::CloseSome { count, left });
        answer.await.unwrap_or(0)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

impl SocketHandle {
    /// Notes that something was heard from the socket.
    pub fn heard(&self) {
        self.last_heard.store(uptime(), Ordering::Relaxed);
    }
}

impl Drop for SocketHandle {
    fn drop(&mut self) {
        drop(self.commands.send(Command::Leave { user_id: self.user_id, socket: self.socket }));
    }
}
