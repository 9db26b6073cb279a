//! The hub's task: it owns the hub's state, and runs the handle's commands in order.

use super::clock::ClockReading;
use super::presence::PresenceChange;
use super::sockets::{RegisterError, SocketEntry};
use super::state::HubState;
use crate::delivery::broker::{Broker, Incoming};
use simple_chats_domain::{Event, Publication, UserId};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

/// How often sockets and users without a socket are checked.
const TICK_INTERVAL: Duration = Duration::from_secs(1);

/// Work for the hub's task.
pub(super) type HubCommand = Box<dyn FnOnce(&mut HubTask) + Send>;

pub(super) struct HubTask {
    pub(super) state: HubState,
    pub(super) broker: Option<Broker>,
    pub(super) publications: mpsc::UnboundedReceiver<Vec<Publication>>,
    pub(super) presence_changes: mpsc::UnboundedSender<PresenceChange>,
}

impl HubTask {
    /// Runs until the last handle is dropped.
    pub(super) async fn run(
        mut self,
        mut commands: mpsc::UnboundedReceiver<HubCommand>,
        mut incoming: mpsc::Receiver<Incoming>,
    ) {
        let mut ticks = tokio::time::interval(TICK_INTERVAL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some(group) = self.publications.recv() => self.publish(&group),
                Some(message) = incoming.recv() => self.handle_message(message),
                command = commands.recv() => match command {
                    Some(command) => command(&mut self),
                    None => break,
                },
                _ = ticks.tick() => self.tick(),
            }
            self.update_subscriptions();
        }
    }

    pub(super) fn publish(&mut self, publications: &[Publication]) {
        for publication in publications {
            match &publication.event {
                Some(Event::PrivacyChanged { user_id, companion_id }) => {
                    self.privacy_changed(*user_id, *companion_id);
                    continue;
                }
                Some(Event::ChatAccepted { companion_id, .. }) => {
                    for user_id in &publication.audience {
                        self.privacy_changed(*user_id, Some(*companion_id));
                    }
                }
                _ => {}
            }
            let frame = self.state.publish(publication);
            if let (Some(broker), Some(frame)) = (&self.broker, frame) {
                broker.publish(&publication.audience, &frame);
            }
        }
    }

    /// Notes at all instances that a user has changed what others see, or what one companion sees.
    pub(super) fn privacy_changed(&mut self, user_id: UserId, companion: Option<UserId>) {
        if let Some(broker) = &self.broker {
            broker.privacy_changed(user_id, companion);
        }
        self.state.privacy_changed(user_id, companion);
    }

    /// Publishes everything that was committed so far.
    pub(super) fn publish_committed(&mut self) {
        while let Ok(group) = self.publications.try_recv() {
            self.publish(&group);
        }
    }

    pub(super) fn register(&mut self, entry: SocketEntry) -> Result<(), RegisterError> {
        let user_id = entry.grant.user_id;
        if self.state.register(entry)? {
            self.note(PresenceChange::Online(user_id));
        }
        Ok(())
    }

    fn update_rechecks(&mut self) {
        let rechecks = std::mem::take(&mut self.state.rechecks);
        if !rechecks.is_empty() {
            self.note(PresenceChange::Recheck(rechecks));
        }
    }

    pub(super) fn update_subscriptions(&mut self) {
        self.update_rechecks();
        let changes = std::mem::take(&mut self.state.subscription_changes);
        let Some(broker) = &self.broker else { return };
        for change in changes {
            broker.change_subscription(change);
        }
    }

    fn handle_message(&mut self, message: Incoming) {
        match message {
            Incoming::Frame { user_id, frame } => self.state.send(user_id, &frame),
            Incoming::Presence(presence) => self.state.set_presence_elsewhere(&presence),
            Incoming::Revoke { user_id, revocation } => self.state.revoke(user_id, &revocation),
            Incoming::Privacy { user_id, companion } => self.state.privacy_changed(user_id, companion),
            Incoming::Missed => {
                self.state.recheck_all();
                self.state.send_to_all(&Event::Resync);
            }
        }
    }

    fn tick(&mut self) {
        let now = ClockReading::now();
        self.state.keep_alive(now);
        for (user_id, at) in self.state.take_offline(now) {
            self.note(PresenceChange::Offline(user_id, at));
        }
    }

    fn note(&self, change: PresenceChange) {
        if self.presence_changes.send(change).is_err() {
            tracing::debug!("nobody stores presence any more");
        }
    }
}
