//! The hub: one task that owns the registry of sockets. The rest of the program holds a handle to it.

use super::outbox::{CloseCode, Outbox};
use super::registry::{Member, Registry};
use chrono::Utc;
use simple_chats_domain::{Notice, SocketId, UserId};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How often sockets are looked after.
const SWEEP_EVERY: Duration = Duration::from_secs(5);

/// A handle to the hub. The hub ends when the last one is dropped.
#[derive(Clone)]
pub struct Hub {
    commands: mpsc::UnboundedSender<Command>,
    sockets: Arc<AtomicU64>,
}

/// Which of a user's sockets are closed because what they showed to get in is no longer good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// All of them: the account is gone, or the password was reset.
    All,
    /// All but those of one session: the user has changed the password there.
    AllBut(Option<String>),
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
    CloseAll { done: oneshot::Sender<()> },
}

impl Hub {
    /// Starts the hub's task on the current runtime. It delivers what comes out of `notices`.
    #[must_use]
    pub fn start(notices: mpsc::UnboundedReceiver<Vec<Notice>>) -> Self {
        let (commands, inbox) = mpsc::unbounded_channel();
        tokio::spawn(run(inbox, notices));
        Self { commands, sockets: Arc::new(AtomicU64::new(1)) }
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

    /// Closes all sockets because the server stops, and returns once they have been told.
    pub async fn close_all(&self) {
        let (done, told) = oneshot::channel();
        if self.commands.send(Command::CloseAll { done }).is_ok() {
            drop(told.await);
        }
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
) {
    let mut registry = Registry::default();
    let mut sweep = tokio::time::interval(SWEEP_EVERY);
    sweep.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            Some(group) = notices.recv() => group.iter().for_each(|notice| registry.deliver(notice)),
            command = commands.recv() => match command {
                Some(command) => obey(&mut registry, command),
                None => break,
            },
            _ = sweep.tick() => registry.sweep(Utc::now().timestamp()),
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
        Command::Revoke { user_id, revocation } => match revocation {
            Revocation::All => registry.close(user_id, CloseCode::SignedOut, |_| true),
            Revocation::AllBut(kept) => {
                registry.close(user_id, CloseCode::SignedOut, |session| kept.is_none() || session != kept.as_deref());
            }
            Revocation::Session(key) => {
                registry.close(user_id, CloseCode::SignedOut, |session| session == Some(key.as_str()));
            }
        },
        Command::CloseAll { done } => {
            registry.close_all(CloseCode::Stopping);
            if done.send(()).is_err() {
                tracing::debug!("nobody waits for the sockets to close");
            }
        }
    }
}
