//! The task behind a client: it moves frames between the connection and the protocol state, and reconnects.

use crate::backoff::{Backoff, Disconnect};
use crate::command::Command;
use crate::connection::Connection;
use crate::error::EndReason;
use crate::protocol_state::ProtocolState;
use crate::update::Update;
use simple_chats_protocol::limits::MAX_RESYNC_DELAY;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::tungstenite::handshake::client::Request;

pub(crate) struct Task {
    pub(crate) request: Request,
    pub(crate) connect_timeout: Duration,
    pub(crate) state: ProtocolState,
    /// Commands of the handles; `None` ends the client.
    pub(crate) commands: mpsc::UnboundedReceiver<Option<Command>>,
    pub(crate) backoff: Backoff,
}

/// How a connection ended: the program closed it, or it was lost after being ready for some time.
enum End {
    Closed,
    Lost(Disconnect, Option<Duration>),
}

impl Task {
    pub(crate) async fn run(mut self) {
        let reason = self.reconnect_until_ended().await;
        tracing::debug!(%reason, "the client has ended");
        self.state.end(&reason);
        self.commands.close();
        while let Ok(command) = self.commands.try_recv() {
            self.handle_command(command);
        }
        self.state.give_up(&reason);
    }

    async fn reconnect_until_ended(&mut self) -> EndReason {
        loop {
            // Boxed because the future of a TLS handshake is big.
            let opening = Box::pin(Connection::open(self.request.clone(), self.connect_timeout));
            let end = match self.run_while_handling_commands(opening).await {
                Some(Ok(connection)) => self.run_connection(connection).await,
                Some(Err(disconnect)) => End::Lost(disconnect, None),
                None => End::Closed,
            };
            self.state.lost();
            let End::Lost(disconnect, lived) = end else { return EndReason::Closed };
            let wait = match self.backoff.after(&disconnect, lived) {
                Ok(wait) => wait,
                Err(reason) => return reason,
            };
            tracing::debug!(%disconnect, ?wait, "no connection");
            self.state.send_update(Update::Disconnected { reason: disconnect.to_string(), retry_in: wait });
            if self.run_while_handling_commands(sleep(wait)).await.is_none() {
                return EndReason::Closed;
            }
        }
    }

    /// Runs a future while handling commands; returns `None` if the program closes the client.
    async fn run_while_handling_commands<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Some(done),
                command = self.commands.recv() => if !self.handle_command(command.flatten()) { return None },
            }
        }
    }

    async fn run_connection(&mut self, mut connection: Connection) -> End {
        self.state.opened(now());
        let mut ready_at: Option<Instant> = None;
        loop {
            if self.state.is_ready() {
                ready_at.get_or_insert_with(Instant::now);
            }
            match self.state.step(now()) {
                Ok(texts) => texts.into_iter().for_each(|text| connection.send(text)),
                Err(disconnect) => return End::Lost(disconnect, ready_at.map(|time| time.elapsed())),
            }
            let deadline = self.state.deadline();
            tokio::select! {
                received = connection.receive() => if let Err(disconnect) = self.handle(received) {
                    return End::Lost(disconnect, ready_at.map(|time| time.elapsed()));
                },
                command = self.commands.recv() => if !self.handle_command(command.flatten()) {
                    connection.close().await;
                    return End::Closed;
                },
                () = until(deadline) => {}
            }
        }
    }

    fn handle(&mut self, received: Result<Option<String>, Disconnect>) -> Result<(), Disconnect> {
        let Some(text) = received? else {
            self.state.activity_received(now());
            return Ok(());
        };
        let jitter = self.backoff.within(MAX_RESYNC_DELAY);
        self.state.frame_received(&text, jitter, now())
    }

    /// Handles a command; `None` ends the client. Returns whether it continues.
    fn handle_command(&mut self, command: Option<Command>) -> bool {
        let Some(command) = command else { return false };
        self.state.command(command, now());
        true
    }
}

async fn until(deadline: Option<std::time::Instant>) {
    match deadline {
        Some(time) => sleep_until(Instant::from_std(time)).await,
        None => std::future::pending().await,
    }
}

/// The time of the runtime's clock, which tests can pause.
fn now() -> std::time::Instant {
    Instant::now().into_std()
}
