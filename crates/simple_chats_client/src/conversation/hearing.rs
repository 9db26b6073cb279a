//! What a client makes of what it hears.

use super::{Asked, Conversation, Status, answer};
use crate::catching_up::Job;
use crate::command::Acknowledged;
use crate::error::RequestError;
use crate::frames::{History, Ready, Refusal, Said, State};
use crate::outbox::Verdict;
use crate::update::Update;
use crate::view::Effect;
use simple_chats_domain::{Ack, ChatId, ErrorCode};
use std::time::{Duration, Instant};

impl Conversation {
    /// Takes in what the server said, in answer to what was asked or by itself.
    pub(super) fn take(&mut self, asked: Option<Asked>, said: Said, jitter: Duration, now: Instant) {
        match said {
            Said::Ready(ready) => self.begin(&ready, now),
            Said::Resync => self.catching_up.want(Job::Resume, now + jitter),
            Said::Error(refusal) => self.refused(asked, refusal, now),
            Said::Ack(ack) => self.acknowledged(asked, ack, now),
            Said::State(state) => self.resumed(&state, now),
            Said::History(history) => self.read_history(asked, history, now),
            Said::Changes(changes) => {
                if let Some(Asked::Sync(chat_id, after)) = asked {
                    let effects = self.view.write().changes(after, &changes);
                    self.catching_up.done(Job::Sync(chat_id));
                    self.follow(effects, now);
                }
            }
            Said::Event(event) => {
                let effects = self.view.write().event(event);
                self.follow(effects, now);
                if let Some(Asked::Watch) = asked {
                    self.catching_up.done(Job::Watch);
                }
            }
            Said::Pong | Said::Unknown => {}
        }
    }

    /// Fails all changes that wait.
    pub(super) fn fail_all(&mut self, error: &RequestError) {
        for ticket in self.outbox.clear() {
            if let Some(reply) = self.waiting.remove(&ticket) {
                answer(reply, Err(error.clone()));
            }
        }
    }

    fn begin(&mut self, ready: &Ready, now: Instant) {
        let effects = self.view.write().begin(ready);
        if effects.contains(&Effect::Tell(Update::StartedOver)) {
            // The ids in the requests may mean other messages and other people now.
            self.fail_all(&RequestError::StartedOver);
        }
        self.set_status(Status::CatchingUp);
        self.tell(Update::Connected { user_id: ready.user_id });
        self.follow(effects, now);
        self.catching_up.want(Job::Resume, now);
        if self.watched.is_some() {
            self.catching_up.want(Job::Watch, now);
        }
    }

    fn acknowledged(&mut self, asked: Option<Asked>, ack: Ack, now: Instant) {
        let effects = self.view.write().ack(&ack);
        self.follow(effects, now);
        if let Some(Asked::Change(ticket)) = asked {
            self.outbox.acknowledge(ticket);
            if let Some(reply) = self.waiting.remove(&ticket) {
                answer(reply, Ok(Acknowledged::from(ack)));
            }
        }
    }

    fn resumed(&mut self, state: &State, now: Instant) {
        let gone = self.catching_up.resumed(state, now);
        let mut effects = self.view.write().state(state);
        for chat_id in gone {
            effects.extend(self.view.write().remove(chat_id));
        }
        self.follow(effects, now);
    }

    fn read_history(&mut self, asked: Option<Asked>, history: History, now: Instant) {
        match asked {
            Some(Asked::Reload(chat_id)) => {
                self.catching_up.done(Job::Reload(chat_id));
                let effects = self.view.write().history(None, &history);
                self.follow(effects, now);
            }
            Some(Asked::Question(number)) => {
                let Some(question) = self.questions.remove(&number) else { return };
                let effects = self.view.write().history(question.before, &history);
                self.follow(effects, now);
                answer(question.reply, Ok(history));
            }
            _ => {}
        }
    }

    fn refused(&mut self, asked: Option<Asked>, refusal: Refusal, now: Instant) {
        match asked {
            Some(Asked::Change(ticket)) => {
                if self.outbox.refuse(ticket, &refusal, now) == Verdict::Final
                    && let Some(reply) = self.waiting.remove(&ticket)
                {
                    answer(reply, Err(refusal.into()));
                }
            }
            Some(Asked::Question(number)) => {
                if let Some(question) = self.questions.remove(&number) {
                    answer(question.reply, Err(refusal.into()));
                }
            }
            Some(Asked::Sync(chat_id, _)) => {
                self.job_refused(Job::Sync(chat_id), Some(chat_id), &refusal, now);
            }
            Some(Asked::Reload(chat_id)) => {
                self.job_refused(Job::Reload(chat_id), Some(chat_id), &refusal, now);
            }
            Some(Asked::Resume) => self.job_refused(Job::Resume, None, &refusal, now),
            Some(Asked::Watch) => self.job_refused(Job::Watch, None, &refusal, now),
            None => tracing::warn!(code = ?refusal.code, "{}", refusal.message),
        }
    }

    fn job_refused(&mut self, job: Job, chat_id: Option<ChatId>, refusal: &Refusal, now: Instant) {
        if let (Some(ErrorCode::NotFound), Some(chat_id)) = (refusal.code, chat_id) {
            self.catching_up.done(job);
            let effects = self.view.write().remove(chat_id);
            self.follow(effects, now);
        } else {
            tracing::warn!(?job, code = ?refusal.code, "not answered: {}", refusal.message);
            self.catching_up.failed(job, refusal.retry_after, now);
        }
    }

    /// Does what follows from a change of the view.
    fn follow(&mut self, effects: Vec<Effect>, now: Instant) {
        for effect in effects {
            match effect {
                Effect::Tell(update) => {
                    match &update {
                        Update::ChatAdded(chat) => self.outbox.join(chat.companion.user_id, chat.chat_id),
                        Update::ChatRemoved(chat_id) => self.outbox.part(*chat_id),
                        _ => {}
                    }
                    self.tell(update);
                }
                Effect::Resume => self.catching_up.want(Job::Resume, now),
                Effect::Sync(chat_id) => self.catching_up.want(Job::Sync(chat_id), now),
                Effect::Reload(chat_id) => self.catching_up.want(Job::Reload(chat_id), now),
                Effect::Touched(chat_id) => {
                    let has_gap = self.view.read().has_gap(chat_id);
                    self.catching_up.touch(chat_id, has_gap, now);
                }
            }
        }
    }
}
