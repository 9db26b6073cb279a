//! The requests that complete the view: which chats exist, their changes, and their newest messages.

use crate::view::View;
use simple_chats_domain::ChatId;
use simple_chats_protocol::limits::GAP_TIMEOUT;
use simple_chats_protocol::{ChatMark, ClientFrame, State};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// The number of requests that may be in flight.
const MAX_IN_FLIGHT: usize = 16;

/// The longest delay before a failed request is repeated.
const MAX_RETRY_DELAY: Duration = Duration::from_secs(30);

/// A request that the view needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SyncJob {
    /// Compare all chats.
    Resume,
    /// Follow the presence of users.
    Watch,
    /// Load the changes of a chat.
    Sync(ChatId),
    /// Load a chat's newest messages.
    Reload(ChatId),
}

/// The requests of one connection that are due or in flight.
#[derive(Debug, Default)]
pub(crate) struct SyncQueue {
    jobs: BTreeMap<SyncJob, JobState>,
    /// Chats with a missing revision, and the time until which it may still arrive by itself.
    gaps: BTreeMap<ChatId, Instant>,
    /// The pages of `resume` so far.
    resume_progress: Option<ResumeProgress>,
}

#[derive(Debug, Default)]
struct JobState {
    /// The time from which it may be sent (again).
    due: Option<Instant>,
    is_in_flight: bool,
    failures: u32,
}

#[derive(Debug)]
struct ResumeProgress {
    have: BTreeMap<ChatId, ChatMark>,
    /// Chats of the view that had no room in `have` and are on no page so far.
    unlisted: BTreeSet<ChatId>,
    before: Option<String>,
    /// Whether a chat got a new message since the first page was requested.
    has_moved: bool,
    /// When to start again, because an earlier page may lack something.
    again: Option<Instant>,
}

impl SyncQueue {
    /// Schedules a request for a time; if it is in flight, it is sent again afterwards.
    pub(crate) fn schedule(&mut self, job: SyncJob, from: Instant) {
        match &mut self.resume_progress {
            Some(resume_progress) if job == SyncJob::Resume => {
                resume_progress.again = Some(resume_progress.again.map_or(from, |again| again.min(from)));
            }
            _ => self.schedule_page(job, from),
        }
    }

    fn schedule_page(&mut self, job: SyncJob, from: Instant) {
        let job_state = self.jobs.entry(job).or_default();
        job_state.due = Some(job_state.due.map_or(from, |due| due.min(from)));
    }

    /// Notes an event of a chat, and whether revisions are missing there now.
    pub(crate) fn note_gap(&mut self, chat_id: ChatId, has_gap: bool, now: Instant) {
        if let Some(resume_progress) = &mut self.resume_progress {
            resume_progress.unlisted.remove(&chat_id);
        }
        if has_gap {
            self.gaps.entry(chat_id).or_insert(now + GAP_TIMEOUT);
        } else {
            self.gaps.remove(&chat_id);
        }
    }

    /// Notes that a chat has a new message. It stands before the pages of `resume` that are still to come, and may be on none
    /// of them, so another `resume` follows.
    pub(crate) fn note_moved(&mut self) {
        if let Some(resume_progress) = &mut self.resume_progress {
            resume_progress.has_moved = true;
        }
    }

    /// The next request that is due. It counts as in flight from now on.
    pub(crate) fn next(&mut self, now: Instant) -> Option<SyncJob> {
        let is_due = |(chat_id, until): (&ChatId, &Instant)| (*until <= now).then_some(*chat_id);
        for chat_id in self.gaps.iter().filter_map(is_due).collect::<Vec<_>>() {
            self.gaps.remove(&chat_id);
            self.schedule(SyncJob::Sync(chat_id), now);
        }
        if !self.has_room() {
            return None;
        }
        let may_be_sent =
            |job_state: &JobState| !job_state.is_in_flight && job_state.due.is_some_and(|time| time <= now);
        let (job, job_state) = self.jobs.iter_mut().find(|(_, job_state)| may_be_sent(job_state))?;
        job_state.due = None;
        job_state.is_in_flight = true;
        Some(*job)
    }

    pub(crate) fn deadline(&self) -> Option<Instant> {
        let waiting = self.jobs.values().filter(|job_state| !job_state.is_in_flight && self.has_room());
        let due = waiting.filter_map(|job_state| job_state.due);
        due.chain(self.gaps.values().copied()).min()
    }

    /// The response to a request has arrived.
    pub(crate) fn done(&mut self, job: SyncJob) {
        if let Some(job_state) = self.jobs.get_mut(&job) {
            *job_state = JobState { due: job_state.due, ..JobState::default() };
        }
        self.jobs.retain(|_, job_state| job_state.is_in_flight || job_state.due.is_some());
    }

    /// A request has failed. It is repeated not before `retry_after` seconds, with growing delays.
    pub(crate) fn failed(&mut self, job: SyncJob, retry_after: Option<u64>, now: Instant) {
        if job == SyncJob::Resume {
            self.resume_progress = None;
        }
        let job_state = self.jobs.entry(job).or_default();
        let doubled = Duration::from_secs(1_u64.checked_shl(job_state.failures).unwrap_or(u64::MAX));
        job_state.failures = job_state.failures.saturating_add(1);
        job_state.is_in_flight = false;
        let wait = doubled.min(MAX_RETRY_DELAY).max(Duration::from_secs(retry_after.unwrap_or(0)));
        job_state.due = now.checked_add(wait);
    }

    /// Whether all requests have their responses, except those that the server fails to answer.
    pub(crate) fn is_idle(&self) -> bool {
        self.jobs.values().all(|job_state| job_state.failures > 0 && !job_state.is_in_flight)
    }

    /// The connection was lost. On the next one, `resume` finds all that is missing.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The `resume` request for the next page.
    pub(crate) fn resume(&mut self, view: &View) -> ClientFrame {
        let resume_progress = self.resume_progress.get_or_insert_with(|| {
            let have = view.have();
            let known = view.chats().map(crate::chat_view::ChatView::chat_id);
            let unlisted = known.filter(|chat_id| !have.contains_key(chat_id)).collect();
            ResumeProgress { have, unlisted, before: None, has_moved: false, again: None }
        });
        let have = resume_progress.have.iter().map(|(chat_id, mark)| (chat_id.to_string(), *mark)).collect();
        ClientFrame::Resume { have, before: resume_progress.before.clone() }
    }

    /// Takes a page of `resume`. After the last one, returns the chats of the view that no page and no event has named:
    /// they no longer exist.
    pub(crate) fn resumed(&mut self, state: &State, now: Instant) -> BTreeSet<ChatId> {
        self.done(SyncJob::Resume);
        let Some(mut resume_progress) = self.resume_progress.take() else { return BTreeSet::new() };
        for overview in &state.chats {
            resume_progress.unlisted.remove(&overview.chat_id);
        }
        if state.next.is_some() {
            self.resume_progress = Some(ResumeProgress { before: state.next.clone(), ..resume_progress });
            self.schedule_page(SyncJob::Resume, now);
            return BTreeSet::new();
        }
        let had_pages = resume_progress.before.is_some();
        let moved = (had_pages && resume_progress.has_moved).then_some(now);
        if let Some(again) = resume_progress.again.or(moved) {
            self.schedule(SyncJob::Resume, again);
        }
        resume_progress.unlisted
    }

    fn has_room(&self) -> bool {
        self.jobs.values().filter(|job_state| job_state.is_in_flight).count() < MAX_IN_FLIGHT
    }
}

#[cfg(test)]
mod tests;
