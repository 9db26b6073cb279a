//! What a client asks by itself, in which order, and how it tells the answers apart.

use super::{Asked, Conversation, RELOADED, Status};
use crate::catching_up::Job;
use crate::frames::Request;
use crate::update::Update;
use std::time::Instant;

impl Conversation {
    /// Asks all that may be asked now: first what is missing in the view, then, once nothing is, what waits in the
    /// outbox.
    pub(super) fn ask_all(&mut self, now: Instant) {
        while let Some(job) = self.catching_up.next(now) {
            self.begin_job(job, now);
        }
        let questions: Vec<u64> = self
            .questions
            .iter()
            .filter(|(_, question)| !question.is_asked)
            .map(|(number, _)| *number)
            .collect();
        for number in questions {
            self.ask_question(number, now);
        }
        if !self.is_live() && self.catching_up.is_idle() {
            self.set_status(Status::Live);
            self.tell(Update::CaughtUp);
        }
        if self.is_live() {
            while let Some((ticket, request)) = self.outbox.next(now) {
                self.ask(Asked::Change(ticket), &request, now);
            }
        }
    }

    fn begin_job(&mut self, job: Job, now: Instant) {
        match job {
            Job::Resume => {
                let request = self.catching_up.resume(&self.view.read());
                self.ask(Asked::Resume, &request, now);
            }
            Job::Watch => {
                let user_ids = self.watched.clone().unwrap_or_default();
                self.ask(Asked::Watch, &Request::Watch { user_ids }, now);
            }
            Job::Sync(chat_id) => {
                let revision = self.view.read().chat(chat_id).map(crate::ChatView::revision);
                match revision {
                    Some(after) => {
                        self.ask(Asked::Sync(chat_id, after), &Request::Sync { chat_id, after }, now);
                    }
                    None => self.catching_up.done(job),
                }
            }
            Job::Reload(chat_id) => {
                let request = Request::History { chat_id, before: None, limit: RELOADED };
                self.ask(Asked::Reload(chat_id), &request, now);
            }
        }
    }

    fn ask_question(&mut self, number: u64, now: Instant) {
        let Some(question) = self.questions.get_mut(&number) else { return };
        question.is_asked = true;
        let (chat_id, before, limit) = (question.chat_id, question.before, question.limit);
        self.ask(Asked::Question(number), &Request::History { chat_id, before, limit }, now);
    }

    fn ask(&mut self, asked: Asked, request: &Request, now: Instant) {
        let number = self.next_reference;
        self.next_reference += 1;
        self.asked.insert(number, (asked, now));
        self.outgoing.push(request.to_text(Some(&number.to_string())));
    }
}
