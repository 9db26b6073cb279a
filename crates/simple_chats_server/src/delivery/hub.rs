//! The hub: one task that owns the registry of sockets. The rest of the program holds a handle to it.

use super::outbox::{CloseCode, Outbox};
use super::registry::{Member, Registry};
use chrono::{DateTime, Utc};
use simple_chats_domain::{Event, Notice, Origin, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// How often it is looked who has gone.
const TICK: Duration = Duration::from_secs(1);

/// Every how many ticks all sockets are looked after.
const SWEEP_EVERY: u32 = 5;

/// How long a stopping server waits for what sockets have asked for.
const STOP_PATIENCE: Duration = Duration::from_secs(5);

/// Who has gone, and when.
pub type Departures = mpsc::UnboundedReceiver<(UserId, DateTime<Utc>)>;

/// A handle to the hub. The hub ends when the last one is dropped.
#[derive(Clone)]
pub struct Hub {
    commands: mpsc::UnboundedSender<Command>,
    sockets: Arc<AtomicU64>,
    under_way: Arc<watch::Sender<usize>>,
    stopping: Arc<AtomicBool>,
}

/// A request of a socket that is under way until this is dropped.
pub struct UnderWay(Arc<watch::Sender<usize>>);

/// Which of a user's sockets are closed because what they showed to get in is no longer good.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub struct Membership {
    /// Identifies the socket.
    pub socket: SocketId,
    user_id: UserId,
    last_heard: Arc<AtomicI64>,
    commands: mpsc::UnboundedSender<Command>,
}

/// Why a socket was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinError {
    /// The user has 20 open already.
    TooMany,
    /// The hub has ended.
    Stopping,
}

enum Command {
    Join { user_id: UserId, member: Member, joined: oneshot::Sender<bool> },
    Leave { user_id: UserId, socket: SocketId },
    Revoke { user_id: UserId, revocation: Revocation },
    Tell { user_id: UserId, event: Event },
    Watch { user_id: UserId, socket: SocketId, people: Vec<LastSeen>, reference: Option<String> },
    OnlineAmong { people: Vec<UserId>, online: oneshot::Sender<Vec<UserId>> },
    CloseAll { done: oneshot::Sender<()> },
}

impl Hub {
    /// Starts the hub's task on the current runtime. It delivers what comes out of `notices`, and tells who has gone.
    #[must_use]
    pub fn start(notices: mpsc::UnboundedReceiver<Vec<Notice>>) -> (Self, Departures) {
        let (commands, inbox) = mpsc::unbounded_channel();
        let (departed, departures) = mpsc::unbounded_channel();
        tokio::spawn(run(inbox, notices, departed));
        let hub = Self {
            commands,
            sockets: Arc::new(AtomicU64::new(1)),
            under_way: Arc::new(watch::Sender::new(0)),
            stopping: Arc::default(),
        };
        (hub, departures)
    }

    /// Tells all sockets of a user what is true for the moment and stored nowhere.
    pub fn tell(&self, user_id: UserId, event: Event) {
        drop(self.commands.send(Command::Tell { user_id, event }));
    }

    /// Has a socket told of these people and of no others, first of all how it is now.
    pub fn watch(&self, user_id: UserId, origin: Origin, people: Vec<LastSeen>) {
        let Origin { socket, reference } = origin;
        drop(self.commands.send(Command::Watch { user_id, socket, people, reference }));
    }

    /// Which of these people are there.
    pub async fn online_among(&self, people: Vec<UserId>) -> Vec<UserId> {
        let (online, answer) = oneshot::channel();
        if self.commands.send(Command::OnlineAmong { people, online }).is_err() {
            return Vec::new();
        }
        answer.await.unwrap_or_default()
    }

    /// Takes a socket in. Once this returns, it misses nothing.
    pub async fn join(
        &self,
        user_id: UserId,
        session_key: Option<String>,
        expires_at: Option<i64>,
        outbox: Outbox,
    ) -> Result<Membership, JoinError> {
        let socket = SocketId(self.sockets.fetch_add(1, Ordering::Relaxed));
        let now = Utc::now().timestamp();
        let last_heard = Arc::new(AtomicI64::new(now));
        let member = Member {
            socket,
            outbox,
            session_key,
            expires_at,
            last_heard: Arc::clone(&last_heard),
            last_ping: now,
        };
        let (joined, answer) = oneshot::channel();
        self.commands.send(Command::Join { user_id, member, joined }).map_err(|_| JoinError::Stopping)?;
        match answer.await {
            Ok(true) => Ok(Membership { socket, user_id, last_heard, commands: self.commands.clone() }),
            Ok(false) => Err(JoinError::TooMany),
            Err(_) => Err(JoinError::Stopping),
        }
    }

    /// Closes sockets of a user who may no longer use them.
    pub fn revoke(&self, user_id: UserId, revocation: Revocation) {
        // Where the hub has ended, there is no socket left to close.
        drop(self.commands.send(Command::Revoke { user_id, revocation }));
    }

    /// Notes that a request of a socket is under way.
    #[must_use]
    pub fn begin_request(&self) -> UnderWay {
        self.under_way.send_modify(|count| *count += 1);
        UnderWay(Arc::clone(&self.under_way))
    }

    /// Whether sockets take no more requests, because the server stops.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Closes all sockets because the server stops, after what is under way was answered, and returns once they have
    /// been told.
    pub async fn close_all(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let mut under_way = self.under_way.subscribe();
        if tokio::time::timeout(STOP_PATIENCE, under_way.wait_for(|count| *count == 0)).await.is_err() {
            tracing::warn!("sockets are closed before all that they asked for was done");
        }
        let (done, told) = oneshot::channel();
        if self.commands.send(Command::CloseAll { done }).is_ok() {
            drop(told.await);
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

impl Membership {
    /// Notes that something was heard from the socket.
    pub fn heard(&self) {
        self.last_heard.store(Utc::now().timestamp(), Ordering::Relaxed);
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        drop(self.commands.send(Command::Leave { user_id: self.user_id, socket: self.socket }));
    }
}

async fn run(
    mut commands: mpsc::UnboundedReceiver<Command>,
    mut notices: mpsc::UnboundedReceiver<Vec<Notice>>,
    departed: mpsc::UnboundedSender<(UserId, DateTime<Utc>)>,
) {
    let mut registry = Registry::default();
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut count = 0_u32;
    loop {
        tokio::select! {
            Some(group) = notices.recv() => group.iter().for_each(|notice| registry.deliver(notice)),
            command = commands.recv() => match command {
                Some(command) => {
                    if let Command::CloseAll { .. } = command {
                        // What was committed before is told before.
                        while let Ok(group) = notices.try_recv() {
                            for notice in &group {
                                registry.deliver(notice);
                            }
                        }
                    }
                    obey(&mut registry, command);
                }
                None => break,
            },
            _ = ticks.tick() => {
                let now = Utc::now();
                count = count.wrapping_add(1);
                if count.is_multiple_of(SWEEP_EVERY) {
                    registry.sweep(now.timestamp());
                }
                for departure in registry.settle_presence(now) {
                    if departed.send(departure).is_err() {
                        tracing::debug!("nobody notes who has gone");
                    }
                }
            }
        }
    }
}

fn obey(registry: &mut Registry, command: Command) {
    match command {
        Command::Join { user_id, member, joined } => {
            let outcome = registry.join(user_id, member).is_ok();
            if joined.send(outcome).is_err() {
                tracing::debug!(%user_id, "a socket went before it was taken in");
            }
        }
        Command::Leave { user_id, socket } => registry.leave(user_id, socket),
        Command::Revoke { user_id, revocation } => {
            registry.close(user_id, CloseCode::SignedOut, |session| match &revocation {
                Revocation::All => true,
                Revocation::AllBut { old_key, .. } => session != Some(old_key.as_str()),
                Revocation::Session(key) => session == Some(key.as_str()),
            });
            if let Revocation::AllBut { new_key, .. } = revocation {
                registry.rename_session(user_id, &new_key);
            }
        }
        Command::Tell { user_id, event } => registry.deliver(&Notice::to_all([user_id], event)),
        Command::Watch { user_id, socket, people, reference } => {
            registry.watch((user_id, socket), &people, reference.as_deref());
        }
        Command::OnlineAmong { people, online } => {
            if online.send(registry.online_among(people)).is_err() {
                tracing::debug!("nobody waits to hear who is there");
            }
        }
        Command::CloseAll { done } => {
            registry.close_all(CloseCode::Stopping);
            if done.send(()).is_err() {
                tracing::debug!("nobody waits for the sockets to close");
            }
        }
    }
}
