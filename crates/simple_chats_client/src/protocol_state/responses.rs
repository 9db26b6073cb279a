//! What a client makes of what it hears.

use super::{InFlight, ProtocolState, Status, answer};
use crate::command::Acknowledged;
use crate::error::RequestError;
use crate::frames::{History, Ready, Refusal, ServerFrame, State};
use crate::outbox::RefusalOutcome;
use crate::sync::SyncJob;
use crate::update::Update;
use crate::view::Effect;
use simple_chats_domain::{Ack, ChatId, ErrorCode};
use std::time::{Duration, Instant};

impl ProtocolState {
    /// Takes in what the server said, in answer to what was asked or by itself.
    pub(super) fn take(
        &mut self,
        asked: Option<InFlight>,
        frame: ServerFrame,
        jitter: Duration,
        now: Instant,
    ) {
        match frame {
            ServerFrame::Ready(ready) => self.begin(&ready, now),
            ServerFrame::Resync => self.sync.schedule(SyncJob::Resume, now + jitter),
            ServerFrame::Error(refusal) => self.refused(asked, refusal, now),
            ServerFrame::Ack(ack) => self.acknowledged(asked, ack, now),
            ServerFrame::State(state) => self.resumed(&state, now),
            ServerFrame::History(history) => self.read_history(asked, history, now),
            ServerFrame::Changes(changes) => {
                if let Some(InFlight::Sync(chat_id, after)) = asked {
                    let effects = self.view.write().changes(after, &changes);
                    self.sync.done(SyncJob::Sync(chat_id));
                    self.apply_effects(effects, now);
                }
            }
            ServerFrame::Event(event) => {
                let effects = self.view.write().event(event);
                self.apply_effects(effects, now);
                if let Some(InFlight::Watch) = asked {
                    self.sync.done(SyncJob::Watch);
                }
            }
            ServerFrame::Pong | ServerFrame::Unknown => {}
        }
    }

    /// Fails all changes that wait.
    pub(super) fn fail_all(&mut self, error: &RequestError) {
        for request_id in self.outbox.clear() {
            if let Some(reply) = self.waiting.remove(&request_id) {
                answer(reply, Err(error.clone()));
            }
        }
    }

    fn begin(&mut self, ready: &Ready, now: Instant) {
        let effects = self.view.write().begin(ready);
        if effects.contains(&Effect::Update(Update::EpochChanged)) {
            // The ids in the requests may mean other messages and other people now.
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

    fn acknowledged(&mut self, asked: Option<InFlight>, ack: Ack, now: Instant) {
        let effects = self.view.write().ack(&ack);
        self.apply_effects(effects, now);
        if let Some(InFlight::Change(request_id)) = asked {
            self.outbox.acknowledge(request_id);
            if let Some(reply) = self.waiting.remove(&request_id) {
                answer(reply, Ok(Acknowledged::from(ack)));
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

    fn read_history(&mut self, asked: Option<InFlight>, history: History, now: Instant) {
        match asked {
            Some(InFlight::Reload(chat_id)) => {
                self.sync.done(SyncJob::Reload(chat_id));
                let effects = self.view.write().history(None, &history);
                self.apply_effects(effects, now);
            }
            Some(InFlight::HistoryRequest(number)) => {
                let Some(history_request) = self.history_requests.remove(&number) else { return };
                let effects = self.view.write().history(history_request.before, &history);
                self.apply_effects(effects, now);
                answer(history_request.reply, Ok(history));
            }
            _ => {}
        }
    }

    fn refused(&mut self, asked: Option<InFlight>, refusal: Refusal, now: Instant) {
        match asked {
            Some(InFlight::Change(request_id)) => {
                if self.outbox.refuse(request_id, &refusal, now) == RefusalOutcome::Final
                    && let Some(reply) = self.waiting.remove(&request_id)
                {
                    answer(reply, Err(refusal.into()));
                }
            }
            Some(InFlight::HistoryRequest(number)) => {
                if let Some(history_request) = self.history_requests.remove(&number) {
                    answer(history_request.reply, Err(refusal.into()));
                }
            }
            Some(InFlight::Sync(chat_id, _)) => {
                self.sync_job_refused(SyncJob::Sync(chat_id), Some(chat_id), &refusal, now);
            }
            Some(InFlight::Reload(chat_id)) => {
                self.sync_job_refused(SyncJob::Reload(chat_id), Some(chat_id), &refusal, now);
            }
            Some(InFlight::Resume) => self.sync_job_refused(SyncJob::Resume, None, &refusal, now),
            Some(InFlight::Watch) => self.sync_job_refused(SyncJob::Watch, None, &refusal, now),
            None => tracing::warn!(code = ?refusal.code, "{}", refusal.message),
        }
    }

    fn sync_job_refused(&mut self, job: SyncJob, chat_id: Option<ChatId>, refusal: &Refusal, now: Instant) {
        if let (Some(ErrorCode::NotFound), Some(chat_id)) = (refusal.code, chat_id) {
            self.sync.done(job);
            let effects = self.view.write().remove(chat_id);
            self.apply_effects(effects, now);
        } else {
            tracing::warn!(?job, code = ?refusal.code, "not answered: {}", refusal.message);
            self.sync.failed(job, refusal.retry_after, now);
        }
    }

    /// Does what follows from a change of the view.
    fn apply_effects(&mut self, effects: Vec<Effect>, now: Instant) {
        for effect in effects {
            match effect {
                Effect::Update(update) => {
                    match &update {
                        Update::ChatAdded(chat) => {
                            self.outbox.adopt_chat(chat.companion.user_id, chat.chat_id)
                        }
                        Update::ChatRemoved(chat_id) => self.outbox.forget_chat(*chat_id),
                        _ => {}
                    }
                    self.send_update(update);
                }
                Effect::Resume => self.sync.schedule(SyncJob::Resume, now),
                Effect::Sync(chat_id) => self.sync.schedule(SyncJob::Sync(chat_id), now),
                Effect::Reload(chat_id) => self.sync.schedule(SyncJob::Reload(chat_id), now),
                Effect::CheckGap(chat_id) => {
                    let has_gap = self.view.read().has_gap(chat_id);
                    self.sync.note_gap(chat_id, has_gap, now);
                }
            }
        }
    }
}
