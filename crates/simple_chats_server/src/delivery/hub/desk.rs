//! The hub's task: it owns the registry, and does what the handle asks, in the order in which it is asked.

use super::super::broker::{Broker, Heard};
use super::super::moment::Moment;
use super::super::outbox::CloseCode;
use super::super::registry::{Interest, Member, Registry, Shown};
use super::{Arrival, Revocation};
use chrono::{DateTime, Utc};
use simple_chats_domain::{Event, Notice, Origin, Presence, SocketId, UserId};
use simple_chats_persistence::users::LastSeen;
use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How often all sockets are looked after.
const TICK: Duration = Duration::from_secs(1);

/// What the handle asks of the task.
pub(super) enum Command {
    Join { user_id: UserId, member: Member, joined: oneshot::Sender<bool> },
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
    HandOn { done: oneshot::Sender<()> },
    CloseSome { count: usize, left: oneshot::Sender<usize> },
}

/// The hub's task.
pub(super) struct Desk {
    pub(super) registry: Registry,
    pub(super) broker: Option<Broker>,
    pub(super) moves: mpsc::UnboundedSender<Arrival>,
}

impl Desk {
    /// Delivers and obeys until the last handle is dropped.
    pub(super) async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<Command>,
        mut notices: mpsc::UnboundedReceiver<Vec<Notice>>,
        mut heard: mpsc::Receiver<Heard>,
    ) {
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some(group) = notices.recv() => self.deliver(&group),
                Some(what) = heard.recv() => self.hear(what),
                command = commands.recv() => match command {
                    Some(command) => {
                        if let Command::CloseSome { .. } | Command::HandOn { .. } = command {
                            // What was committed before is told before.
                            while let Ok(group) = notices.try_recv() {
                                self.deliver(&group);
                            }
                        }
                        self.obey(command);
                    }
                    None => break,
                },
                _ = ticks.tick() => {
                    let now = Moment::now();
                    self.registry.sweep(now);
                    for (user_id, at) in self.registry.settle_presence(now) {
                        self.note(Arrival::Went(user_id, at));
                    }
                }
            }
            self.pass_interest_on();
        }
    }

    /// Sends events to the sockets here, and to those at other instances.
    fn deliver(&mut self, notices: &[Notice]) {
        for notice in notices {
            let frame = self.registry.deliver(notice);
            if let (Some(broker), Some(frame)) = (&self.broker, frame) {
                broker.tell(&notice.audience, &frame);
            }
        }
    }

    fn hear(&mut self, what: Heard) {
        match what {
            Heard::Frame { user_id, frame } => self.registry.send(user_id, &frame),
            Heard::Presence(presence) => self.registry.hear_presence(&presence),
            Heard::Revoke { user_id, revocation } => self.revoke(user_id, revocation),
            Heard::Missed => self.registry.send_to_all(&Event::Resync),
        }
    }

    fn revoke(&mut self, user_id: UserId, revocation: Revocation) {
        self.registry.close(user_id, CloseCode::SignedOut, |session| match &revocation {
            Revocation::All => true,
            Revocation::AllBut { old_key, .. } => session != Some(old_key.as_str()),
            Revocation::Session(key) => session == Some(key.as_str()),
        });
        if let Revocation::AllBut { new_key, .. } = revocation {
            self.registry.rename_session(user_id, &new_key);
        }
    }

    fn note(&self, arrival: Arrival) {
        if self.moves.send(arrival).is_err() {
            tracing::debug!("nobody notes who comes and goes");
        }
    }

    /// What has to be heard from other instances is asked of the broker.
    fn pass_interest_on(&mut self) {
        let interest = self.registry.take_interest();
        if let Some(broker) = &self.broker {
            for change in interest {
                match change {
                    Interest::Begins(topic) => broker.follow(topic),
                    Interest::Ends(topic) => broker.unfollow(topic),
                }
            }
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Join { user_id, member, joined } => self.join(user_id, member, joined),
            Command::Leave { user_id, socket } => self.registry.leave(user_id, socket),
            Command::Revoke { user_id, revocation } => self.revoke(user_id, revocation),
            Command::Close { which } => {
                for (user_id, socket) in which {
                    self.registry.close_one(user_id, socket, CloseCode::SignedOut);
                }
            }
            Command::Tell { user_id, event } => self.deliver(&[Notice::to_all([user_id], event)]),
            Command::Watch { user_id, socket, people, watching } => {
                self.registry.watch((user_id, socket), &people);
                self.pass_interest_on();
                answer(watching, ());
            }
            Command::TellPresence { user_id, origin, people, elsewhere } => {
                let Origin { socket, reference } = origin;
                self.registry.tell_presence((user_id, socket), &people, &elsewhere, reference.as_deref());
            }
            Command::Presences { people } => {
                for (user_id, online, last_seen) in people {
                    let last_seen = last_seen.filter(|_| !online);
                    self.registry.hear_presence(&Presence { user_id, online, last_seen });
                }
            }
            Command::Gone { user_id, at } => self.registry.hear_gone(user_id, at),
            Command::OnlineAmong { people, online } => answer(online, self.registry.online_among(people)),
            Command::Watched { watched } => answer(watched, self.registry.watched()),
            Command::Shown { shown } => answer(shown, self.registry.shown()),
            Command::HandOn { done } => answer(done, ()),
            Command::CloseSome { count, left } => {
                answer(left, self.registry.close_some(count, CloseCode::Stopping));
            }
        }
    }

    fn join(&mut self, user_id: UserId, member: Member, joined: oneshot::Sender<bool>) {
        let outcome = self.registry.join(user_id, member);
        // Asked of the broker before the answer, so that who then waits for its word waits for this too.
        self.pass_interest_on();
        if let Ok(true) = outcome {
            self.note(Arrival::Came(user_id));
        }
        answer(joined, outcome.is_ok());
    }
}

fn answer<T>(to: oneshot::Sender<T>, value: T) {
    if to.send(value).is_err() {
        tracing::debug!("who asked the hub has gone meanwhile");
    }
}
