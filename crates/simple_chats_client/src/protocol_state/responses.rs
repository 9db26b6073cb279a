//! Handling of the server's frames.

use super::{InFlight, ProtocolState, ReadReply, ReadRequest, Status, respond};
use crate::command::Acknowledgment;
use crate::error::RequestError;
use crate::sync::SyncJob;
use crate::update::Update;
use crate::view::Effect;
use simple_chats_domain::{Ack, ErrorCode, Event};
use simple_chats_protocol::{ErrorFrame, History, Ready, ServerFrame, State};
use std::time::{Duration, Instant};

impl ProtocolState {
    pub(super) fn handle_frame(
        &mut self,
        request: Option<InFlight>,
        frame: ServerFrame,
        jitter: Duration,
        now: Instant,
    ) {
        match frame {
            ServerFrame::Ready(ready) => self.begin(&ready, now),
            ServerFrame::Event(Event::Resync) => self.sync.schedule(SyncJob::Resume, now + jitter),
            ServerFrame::Error(error) => self.refused(request, error, now),
            ServerFrame::Ack(ack) => self.acknowledged(request, ack, now),
            ServerFrame::State(state) => self.resumed(&state, now),
            ServerFrame::History(history) => self.read_history(request, history, now),
            ServerFrame::Found(found) => {
                if let Some(ReadRequest { reply: ReadReply::Found(reply), .. }) = self.take_read(request) {
                    respond(reply, Ok(found));
                }
            }
            ServerFrame::Changes(changes) => {
                if let Some(InFlight::Sync(chat_id, after)) = request {
                    let effects = self.view.write().changes(after, &changes);
                    self.sync.done(SyncJob::Sync(chat_id));
                    self.apply_effects(effects, now);
                }
            }
            ServerFrame::Event(event) => {
                let effects = self.view.write().event(event);
                self.apply_effects(effects, now);
                if let Some(InFlight::Job(SyncJob::Watch)) = request {
                    self.sync.done(SyncJob::Watch);
                }
            }
            ServerFrame::Pong | ServerFrame::Unknown => {}
        }
    }

    pub(super) fn fail_all(&mut self, error: &RequestError) {
        for change_id in self.outbox.clear() {
            if let Some(reply) = self.waiting.remove(&change_id) {
                respond(reply, Err(error.clone()));
            }
        }
    }

    fn begin(&mut self, ready: &Ready, now: Instant) {
        let effects = self.view.write().begin(ready);
        if effects.contains(&Effect::Update(Update::EpochChanged)) {
            // The ids in the changes may have other meanings now.
            self.fail_all(&RequestError::EpochChanged);
        }
        self.set_status(Status::Syncing);
        self.send_update(Update::Connected { user_id: ready.user_id });
        self.apply_effects(effects, now);
        self.sync.schedule(SyncJob::Resume, now);
        if self.watched.is_some() {
            self.sync.schedule(SyncJob::Watch, now);
        }
    }

    fn acknowledged(&mut self, request: Option<InFlight>, ack: Ack, now: Instant) {
        let effects = self.view.write().ack(&ack);
        self.apply_effects(effects, now);
        if let Some(InFlight::Change(change_id)) = request {
            self.outbox.acknowledge(change_id);
            if let Some(reply) = self.waiting.remove(&change_id) {
                respond(reply, Ok(Acknowledgment::from(ack)));
            }
        }
    }

    fn resumed(&mut self, state: &State, now: Instant) {
        let gone = self.sync.resumed(state, now);
        let mut effects = self.view.write().state(state);
        for chat_id in gone {
            effects.extend(self.view.write().remove(chat_id));
        }
        self.apply_effects(effects, now);
    }

    fn read_history(&mut self, request: Option<InFlight>, history: History, now: Instant) {
        match request {
            Some(InFlight::Job(job @ SyncJob::Reload(_))) => {
                self.sync.done(job);
                let effects = self.view.write().history(None, &history);
                self.apply_effects(effects, now);
            }
            request => {
                let read = self.take_read(request);
                let Some(ReadRequest { reply: ReadReply::History(before, reply), .. }) = read else { return };
                let effects = self.view.write().history(before, &history);
                self.apply_effects(effects, now);
                respond(reply, Ok(history));
            }
        }
    }

    /// The program's request that reads, which is answered now.
    fn take_read(&mut self, request: Option<InFlight>) -> Option<ReadRequest> {
        match request {
            Some(InFlight::Read(number)) => self.reads.remove(&number),
            _ => None,
        }
    }

    fn refused(&mut self, request: Option<InFlight>, error: ErrorFrame, now: Instant) {
        match request {
            Some(InFlight::Change(change_id)) => {
                if !self.outbox.refuse(change_id, &error, now)
                    && let Some(reply) = self.waiting.remove(&change_id)
                {
                    respond(reply, Err(error.into()));
                }
            }
            Some(InFlight::Read(number)) => {
                if let Some(read) = self.reads.remove(&number) {
                    read.reply.fail(error.into());
                }
            }
            Some(InFlight::Sync(chat_id, _)) => self.job_refused(SyncJob::Sync(chat_id), &error, now),
            Some(InFlight::Job(job)) => self.job_refused(job, &error, now),
            None => tracing::warn!(code = ?error.code, "{}", error.message),
        }
    }

    fn job_refused(&mut self, job: SyncJob, error: &ErrorFrame, now: Instant) {
        if let (Some(ErrorCode::NotFound), SyncJob::Sync(chat_id) | SyncJob::Reload(chat_id)) =
            (error.code, job)
        {
            self.sync.done(job);
            let effects = self.view.write().remove(chat_id);
            self.apply_effects(effects, now);
        } else {
            tracing::warn!(?job, code = ?error.code, "the server failed to respond: {}", error.message);
            self.sync.failed(job, error.retry_after, now);
        }
    }

    fn apply_effects(&mut self, effects: Vec<Effect>, now: Instant) {
        for effect in effects {
            match effect {
                Effect::Update(update) => {
                    match &update {
                        Update::ChatAdded(chat) => {
                            self.outbox.adopt_chat(chat.companion.user_id, chat.chat_id);
                        }
                        Update::Event(Event::ChatDeleted { chat_id }) => self.outbox.forget_chat(*chat_id),
                        _ => {}
                    }
                    self.send_update(update);
                }
                Effect::Resume => self.sync.schedule(SyncJob::Resume, now),
                Effect::Sync(chat_id) => self.sync.schedule(SyncJob::Sync(chat_id), now),
                Effect::Reload(chat_id) => self.sync.schedule(SyncJob::Reload(chat_id), now),
                Effect::Moved => self.sync.note_moved(),
                Effect::CheckGap(chat_id) => {
                    let has_gap = self.view.read().has_gap(chat_id);
                    self.sync.note_gap(chat_id, has_gap, now);
                }
            }
        }
    }
}
