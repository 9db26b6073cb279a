//! The requests that a client sends, and their order.

use super::{InFlight, ProtocolState, RELOAD_LIMIT, Status};
use crate::chat_view::ChatView;
use crate::sync::SyncJob;
use crate::update::Update;
use simple_chats_protocol::{ClientFrame, Envelope};
use std::time::Instant;

impl ProtocolState {
    /// Sends all requests that are due: first those that complete the view, then, once it is complete, the outbox.
    pub(super) fn send_due_requests(&mut self, now: Instant) {
        while let Some(job) = self.sync.next(now) {
            self.start_sync_job(job, now);
        }
        let mut due = Vec::new();
        for (number, read) in &mut self.reads {
            if !std::mem::replace(&mut read.is_in_flight, true) {
                due.push((*number, read.request.clone()));
            }
        }
        for (number, request) in due {
            self.send_request(InFlight::Read(number), &request, now);
        }
        if !self.is_live() && self.sync.is_idle() {
            self.set_status(Status::Live);
            self.send_update(Update::Synced);
        }
        if self.is_live() {
            while let Some((change_id, request)) = self.outbox.next(now) {
                self.send_request(InFlight::Change(change_id), &request, now);
            }
        }
    }

    fn start_sync_job(&mut self, job: SyncJob, now: Instant) {
        let (in_flight, request) = match job {
            SyncJob::Resume => (InFlight::Job(job), self.sync.resume(&self.view.read())),
            SyncJob::Watch => {
                let user_ids = self.watched.clone().unwrap_or_default();
                (InFlight::Job(job), ClientFrame::Watch { user_ids })
            }
            SyncJob::Sync(chat_id) => {
                let revision = self.view.read().chat(chat_id).map(ChatView::revision);
                let Some(after) = revision else { return self.sync.done(job) };
                (InFlight::Sync(chat_id, after), ClientFrame::Sync { chat_id, after })
            }
            SyncJob::Reload(chat_id) => {
                (InFlight::Job(job), ClientFrame::history(chat_id, None, RELOAD_LIMIT))
            }
        };
        self.send_request(in_flight, &request, now);
    }

    fn send_request(&mut self, in_flight: InFlight, request: &ClientFrame, now: Instant) {
        let number = self.next_reference;
        self.next_reference += 1;
        self.in_flight.insert(number, (in_flight, now));
        self.outgoing.push(Envelope::new(request, number.to_string()).to_json());
    }
}
