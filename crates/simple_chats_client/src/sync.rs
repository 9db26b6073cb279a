//! What has to be asked so that the view is whole: which chats there are, what has changed in them, what they begin with.

use crate::frames::{ClientFrame, Mark, State};
use crate::view::View;
use simple_chats_domain::ChatId;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// How long a missing change may be on its way, from another instance of the server, before it is asked for.
const GAP_TIMEOUT: Duration = Duration::from_secs(1);

/// How many questions may be under way.
const MAX_IN_FLIGHT: usize = 16;

/// The longest wait after a question that the server could not answer.
const MAX_RETRY_DELAY: Duration = Duration::from_secs(30);

/// Something to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SyncJob {
    /// Which chats are new, gone, or differ.
    Resume,
    /// Whom to tell of.
    Watch,
    /// What has changed in a chat.
    Sync(ChatId),
    /// What a chat's newest messages are.
    Reload(ChatId),
}

/// All that has to be asked on one connection.
#[derive(Debug, Default)]
pub(crate) struct SyncQueue {
    jobs: BTreeMap<SyncJob, JobState>,
    /// Which chats have a gap that may close by itself, and until when that is waited for.
    gaps: BTreeMap<ChatId, Instant>,
    /// How far `resume` has come.
    resume_progress: Option<ResumeProgress>,
}

#[derive(Debug, Default)]
struct JobState {
    /// From when on it should be asked (again).
    due: Option<Instant>,
    is_in_flight: bool,
    failures: u32,
}

#[derive(Debug)]
struct ResumeProgress {
    have: BTreeMap<ChatId, Mark>,
    /// Chats that are held but had no room in `have`, and haven't come up yet.
    unlisted: BTreeSet<ChatId>,
    before: Option<String>,
    /// When to begin again, because of something that an earlier page may not have had.
    again: Option<Instant>,
}

impl SyncQueue {
    /// Has something asked, from a moment on; again where it is being asked already.
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

    /// Notes that something was told of a chat, and whether changes are missing there now.
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

    /// The next thing to be asked; it counts as under way from now on.
    pub(crate) fn next(&mut self, now: Instant) -> Option<SyncJob> {
        while let Some(chat_id) =
            self.earliest_gap().filter(|(_, until)| *until <= now).map(|(chat_id, _)| chat_id)
        {
            self.gaps.remove(&chat_id);
            self.schedule(SyncJob::Sync(chat_id), now);
        }
        if !self.has_room() {
            return None;
        }
        let may_go =
            |job_state: &JobState| !job_state.is_in_flight && job_state.due.is_some_and(|time| time <= now);
        let (job, job_state) = self.jobs.iter_mut().find(|(_, job_state)| may_go(job_state))?;
        job_state.due = None;
        job_state.is_in_flight = true;
        Some(*job)
    }

    /// When there will be something to ask that isn't yet.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let waiting = self.jobs.values().filter(|job_state| !job_state.is_in_flight && self.has_room());
        let due = waiting.filter_map(|job_state| job_state.due);
        due.chain(self.gaps.values().copied()).min()
    }

    /// Something was answered.
    pub(crate) fn done(&mut self, job: SyncJob) {
        if let Some(job_state) = self.jobs.get_mut(&job) {
            *job_state = JobState { due: job_state.due, ..JobState::default() };
        }
        self.jobs.retain(|_, job_state| job_state.is_in_flight || job_state.due.is_some());
    }

    /// Something could not be answered, and is asked again: not before `retry_after`, and ever later.
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

    /// Whether all has been asked and answered, but what the server fails to answer.
    pub(crate) fn is_idle(&self) -> bool {
        self.jobs.values().all(|job_state| job_state.failures > 0 && !job_state.is_in_flight)
    }

    /// The connection has ended: whatever was missing, `resume` will tell on the next one.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The request by which to go on with `resume`.
    pub(crate) fn resume(&mut self, view: &View) -> ClientFrame {
        let resume_progress = self.resume_progress.get_or_insert_with(|| {
            let have = view.have();
            let held = view.chats().map(crate::chat_view::ChatView::chat_id);
            let unlisted = held.filter(|chat_id| !have.contains_key(chat_id)).collect();
            ResumeProgress { have, unlisted, before: None, again: None }
        });
        ClientFrame::Resume { have: resume_progress.have.clone(), before: resume_progress.before.clone() }
    }

    /// Takes in how far `resume` has come. Returns the chats that are held and are no more, beside those that the answer
    /// names: all of one's chats have been told, and these were not among them.
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
        if let Some(again) = resume_progress.again {
            self.schedule(SyncJob::Resume, again);
        }
        resume_progress.unlisted
    }

    fn has_room(&self) -> bool {
        self.jobs.values().filter(|job_state| job_state.is_in_flight).count() < MAX_IN_FLIGHT
    }

    fn earliest_gap(&self) -> Option<(ChatId, Instant)> {
        self.gaps.iter().min_by_key(|(_, until)| **until).map(|(chat_id, until)| (*chat_id, *until))
    }
}

#[cfg(test)]
mod tests;
