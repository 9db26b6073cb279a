//! The task behind a client: it moves texts between the connection and the conversation, and gets a new connection when
//! one has ended.

use crate::backoff::{Backoff, Loss};
use crate::command::Command;
use crate::connection::{Connection, Heard};
use crate::conversation::Conversation;
use crate::error::EndReason;
use crate::update::Update;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::tungstenite::handshake::client::Request;

/// What handles want done; nothing where the client is to end.
pub(crate) type Wish = Option<Command>;

/// Up to how long a client waits where all would otherwise ask at once.
const JITTER: Duration = Duration::from_secs(2);

/// Everything that the task owns.
pub(crate) struct Task {
    /// The handshake.
    pub(crate) request: Request,
    /// How long a connection may take to come about.
    pub(crate) connect_timeout: Duration,
    /// What the client holds.
    pub(crate) conversation: Conversation,
    /// What the program wants.
    pub(crate) wishes: mpsc::UnboundedReceiver<Wish>,
    /// The waits between connections.
    pub(crate) backoff: Backoff,
}

/// How a connection has ended: by the program's will, or how else and how long the client was in.
enum End {
    Closed,
    Lost(Loss, Option<Duration>),
}

impl Task {
    /// Runs until the client ends for good.
    pub(crate) async fn run(mut self) {
        let reason = self.keep_connected().await;
        tracing::debug!(%reason, "the client has ended");
        self.conversation.end(&reason);
        self.wishes.close();
        while let Ok(wish) = self.wishes.try_recv() {
            self.take(Some(wish));
        }
        self.conversation.give_up(&reason);
    }

    async fn keep_connected(&mut self) -> EndReason {
        loop {
            // Boxed because a handshake with TLS is big, and rare.
            let opening = Box::pin(Connection::open(self.request.clone(), self.connect_timeout));
            let end = match self.while_listening(opening).await {
                Some(Ok(connection)) => self.converse(connection).await,
                Some(Err(loss)) => End::Lost(loss, None),
                None => End::Closed,
            };
            self.conversation.lost();
            let End::Lost(loss, lived) = end else { return EndReason::Closed };
            let wait = match self.backoff.after(&loss, lived) {
                Ok(wait) => wait,
                Err(reason) => return reason,
            };
            tracing::debug!(%loss, ?wait, "no connection");
            self.conversation.tell(Update::Disconnected { reason: loss.to_string(), retry_in: wait });
            if self.while_listening(sleep(wait)).await.is_none() {
                return EndReason::Closed;
            }
        }
    }

    /// Does something while the program is listened to; nothing where the program wants an end.
    async fn while_listening<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Some(done),
                wish = self.wishes.recv() => if !self.take(wish) { return None },
            }
        }
    }

    async fn converse(&mut self, mut connection: Connection) -> End {
        self.conversation.opened(now());
        let mut let_in: Option<Instant> = None;
        loop {
            if self.conversation.is_in() {
                let_in.get_or_insert_with(Instant::now);
            }
            match self.conversation.step(now()) {
                Ok(texts) => texts.into_iter().for_each(|text| connection.say(text)),
                Err(loss) => return End::Lost(loss, let_in.map(|time| time.elapsed())),
            }
            let deadline = self.conversation.deadline();
            tokio::select! {
                heard = connection.hear() => if let Err(loss) = self.hear(heard) {
                    return End::Lost(loss, let_in.map(|time| time.elapsed()));
                },
                wish = self.wishes.recv() => if !self.take(wish) {
                    connection.close().await;
                    return End::Closed;
                },
                () = until(deadline) => {}
            }
        }
    }

    fn hear(&mut self, heard: Result<Heard, Loss>) -> Result<(), Loss> {
        match heard? {
            Heard::Text(text) => {
                let jitter = self.backoff.within(JITTER);
                self.conversation.heard(&text, jitter, now())
            }
            Heard::Sign => {
                self.conversation.heard_something(now());
                Ok(())
            }
        }
    }

    /// Takes in what the program wants; whether that is anything but an end.
    fn take(&mut self, wish: Option<Wish>) -> bool {
        match wish.flatten() {
            Some(command) => {
                self.conversation.command(command, now());
                true
            }
            None => false,
        }
    }
}

async fn until(deadline: Option<std::time::Instant>) {
    match deadline {
        Some(time) => sleep_until(Instant::from_std(time)).await,
        None => std::future::pending().await,
    }
}

/// The time by the runtime's clock, which tests can stop.
fn now() -> std::time::Instant {
    Instant::now().into_std()
}
