//! The hub's task: it owns the sockets, and does what the handle asks, in the order in which it is asked.

use super::super::broker::{Broker, Incoming};
use super::clock::ClockReading;
use super::sockets::{Interest, Shown, SocketEntry, Sockets};
use super::{PresenceChange, Revocation};
use chrono::{DateTime, Utc};
use simple_chats_domain::{Event, Origin, Presence, Publication, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use simple_chats_protocol::CloseCode;
use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How often all sockets are looked after.
const TICK: Duration = Duration::from_secs(1);

/// What the handle asks of the task.
pub(super) enum Command {
    Join { user_id: UserId, entry: SocketEntry, joined: oneshot::Sender<bool> },
    Leave { user_id: UserId, socket: SocketId },
    Revoke { user_id: UserId, revocation: Revocation },
    Close { which: Vec<(UserId, SocketId)> },
    Tell { user_id: UserId, event: Event },
    Watch { user_id: UserId, socket: SocketId, people: Vec<UserId>, watching: oneshot::Sender<()> },
    TellPresence { user_id: UserId, origin: Origin, people: Vec<LastSeen>, elsewhere: HashSet<UserId> },
    Presences { people: Vec<(UserId, bool, Option<DateTime<Utc>>)> },
    Gone { user_id: UserId, at: DateTime<Utc> },
    OnlineAmong { people: Vec<UserId>, online: oneshot::Sender<Vec<UserId>> },
    Watched { watched: oneshot::Sender<Vec<UserId>> },
    Shown { shown: oneshot::Sender<Vec<Shown>> },
    Drain { done: oneshot::Sender<()> },
    CloseSome { count: usize, left: oneshot::Sender<usize> },
}

/// The hub's task.
pub(super) struct HubTask {
    pub(super) sockets: Sockets,
    pub(super) broker: Option<Broker>,
    pub(super) presence_changes: mpsc::UnboundedSender<PresenceChange>,
}

impl HubTask {
    /// Delivers and obeys until the last handle is dropped.
    pub(super) async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<Command>,
        mut publications: mpsc::UnboundedReceiver<Vec<Publication>>,
        mut heard: mpsc::Receiver<Incoming>,
    ) {
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some(group) = publications.recv() => self.deliver(&group),
                Some(what) = heard.recv() => self.handle_message(what),
                command = commands.recv() => match command {
                    Some(command) => {
                        if let Command::CloseSome { .. } | Command::Drain { .. } = command {
                            // What was committed before is told before.
                            while let Ok(group) = publications.try_recv() {
                                self.deliver(&group);
                            }
                        }
                        self.handle_command(command);
                    }
                    None => break,
                },
                _ = ticks.tick() => {
                    let now = ClockReading::now();
                    self.sockets.sweep(now);
                    for (user_id, at) in self.sockets.settle_presence(now) {
                        self.note(PresenceChange::Offline(user_id, at));
                    }
                }
            }
            self.pass_interest_on();
        }
    }

    /// Sends events to the sockets here, and to those at other instances.
    fn deliver(&mut self, publications: &[Publication]) {
        for publication in publications {
            let frame = self.sockets.deliver(publication);
            if let (Some(broker), Some(frame)) = (&self.broker, frame) {
                broker.tell(&publication.audience, &frame);
            }
        }
    }

    fn handle_message(&mut self, what: Incoming) {
        match what {
            Incoming::Frame { user_id, frame } => self.sockets.send(user_id, &frame),
            Incoming::Presence(presence) => self.sockets.hear_presence(&presence),
            Incoming::Revoke { user_id, revocation } => self.revoke(user_id, revocation),
            Incoming::Missed => self.sockets.send_to_all(&Event::Resync),
        }
    }

    fn revoke(&mut self, user_id: UserId, revocation: Revocation) {
        self.sockets.close(user_id, CloseCode::Unauthenticated, |session| match &revocation {
            Revocation::All => true,
            Revocation::AllBut { old_key, .. } => session != Some(old_key.as_str()),
            Revocation::Session(key) => session == Some(key.as_str()),
        });
        if let Revocation::AllBut { new_key, .. } = revocation {
            self.sockets.rename_session(user_id, &new_key);
        }
    }

    fn note(&self, change: PresenceChange) {
        if self.presence_changes.send(change).is_err() {
            tracing::debug!("nobody notes who comes and goes");
        }
    }

    /// What has to be heard from other instances is asked of the broker.
    fn pass_interest_on(&mut self) {
        let interest = self.sockets.take_interest();
        if let Some(broker) = &self.broker {
            for change in interest {
                match change {
                    Interest::Begins(topic) => broker.follow(topic),
                    Interest::Ends(topic) => broker.unfollow(topic),
                }
            }
        }
    }

    fn handle_command(&mut self, command: Command) {
        match command {
            Command::Join { user_id, entry, joined } => self.join(user_id, entry, joined),
            Command::Leave { user_id, socket } => self.sockets.leave(user_id, socket),
            Command::Revoke { user_id, revocation } => self.revoke(user_id, revocation),
            Command::Close { which } => {
                for (user_id, socket) in which {
                    self.sockets.close_one(user_id, socket, CloseCode::Unauthenticated);
                }
            }
            Command::Tell { user_id, event } => self.deliver(&[Publication::to_all([user_id], event)]),
            Command::Watch { user_id, socket, people, watching } => {
                self.sockets.watch((user_id, socket), &people);
                self.pass_interest_on();
                answer(watching, ());
            }
            Command::TellPresence { user_id, origin, people, elsewhere } => {
                let Origin { socket, reference } = origin;
                self.sockets.tell_presence((user_id, socket), &people, &elsewhere, reference.as_deref());
            }
            Command::Presences { people } => {
                for (user_id, online, last_seen) in people {
                    let last_seen = last_seen.filter(|_| !online);
                    self.sockets.hear_presence(&Presence { user_id, online, last_seen });
                }
            }
            Command::Gone { user_id, at } => self.sockets.hear_gone(user_id, at),
            Command::OnlineAmong { people, online } => answer(online, self.sockets.online_among(people)),
            Command::Watched { watched } => answer(watched, self.sockets.watched()),
            Command::Shown { shown } => answer(shown, self.sockets.shown()),
            Command::Drain { done } => answer(done, ()),
            Command::CloseSome { count, left } => {
                answer(left, self.sockets.close_some(count, CloseCode::GoingAway));
            }
        }
    }

    fn join(&mut self, user_id: UserId, entry: SocketEntry, joined: oneshot::Sender<bool>) {
        let outcome = self.sockets.join(user_id, entry);
        // Asked of the broker before the answer, so that who then waits for its word waits for this too.
        self.pass_interest_on();
        if let Ok(true) = outcome {
            self.note(PresenceChange::Online(user_id));
        }
        answer(joined, outcome.is_ok());
    }
}

fn answer<T>(to: oneshot::Sender<T>, value: T) {
    if to.send(value).is_err() {
        tracing::debug!("who asked the hub has gone meanwhile");
    }
}
