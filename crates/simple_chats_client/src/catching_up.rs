//! What has to be asked so that the view is whole: which chats there are, what has changed in them, what they begin with.

use crate::frames::{Mark, Request, State};
use crate::view::View;
use simple_chats_domain::ChatId;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// How long a missing change may be on its way, from another instance of the server, before it is asked for.
const GAP_PATIENCE: Duration = Duration::from_secs(1);

/// How many questions may be under way.
const MAX_UNDER_WAY: usize = 16;

/// The longest wait after a question that the server could not answer.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Something to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Job {
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
pub(crate) struct CatchingUp {
    jobs: BTreeMap<Job, Standing>,
    /// Which chats have a gap that may close by itself, and until when that is waited for.
    gaps: BTreeMap<ChatId, Instant>,
    /// How far `resume` has come.
    resuming: Option<Resuming>,
}

#[derive(Debug, Default)]
struct Standing {
    /// From when on it should be asked (again).
    wanted: Option<Instant>,
    is_under_way: bool,
    failures: u32,
}

#[derive(Debug)]
struct Resuming {
    have: BTreeMap<ChatId, Mark>,
    /// Chats that are held but had no room in `have`, and haven't come up yet.
    unnamed: BTreeSet<ChatId>,
    before: Option<String>,
    /// When to begin again, because of something that an earlier page may not have had.
    again: Option<Instant>,
}

impl CatchingUp {
    /// Has something asked, from a moment on; again where it is being asked already.
    pub(crate) fn want(&mut self, job: Job, from: Instant) {
        match &mut self.resuming {
            Some(resuming) if job == Job::Resume => {
                resuming.again = Some(resuming.again.map_or(from, |again| again.min(from)));
            }
            _ => self.want_page(job, from),
        }
    }

    fn want_page(&mut self, job: Job, from: Instant) {
        let standing = self.jobs.entry(job).or_default();
        standing.wanted = Some(standing.wanted.map_or(from, |wanted| wanted.min(from)));
    }

    /// Notes that something was told of a chat, and whether changes are missing there now.
    pub(crate) fn touch(&mut self, chat_id: ChatId, has_gap: bool, now: Instant) {
        if let Some(resuming) = &mut self.resuming {
            resuming.unnamed.remove(&chat_id);
        }
        if has_gap {
            self.gaps.entry(chat_id).or_insert(now + GAP_PATIENCE);
        } else {
            self.gaps.remove(&chat_id);
        }
    }

    /// The next thing to be asked; it counts as under way from now on.
    pub(crate) fn next(&mut self, now: Instant) -> Option<Job> {
        while let Some(chat_id) =
            self.first_gap().filter(|(_, until)| *until <= now).map(|(chat_id, _)| chat_id)
        {
            self.gaps.remove(&chat_id);
            self.want(Job::Sync(chat_id), now);
        }
        if !self.has_room() {
            return None;
        }
        let may_go =
            |standing: &Standing| !standing.is_under_way && standing.wanted.is_some_and(|time| time <= now);
        let (job, standing) = self.jobs.iter_mut().find(|(_, standing)| may_go(standing))?;
        standing.wanted = None;
        standing.is_under_way = true;
        Some(*job)
    }

    /// When there will be something to ask that isn't yet.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let waiting = self.jobs.values().filter(|standing| !standing.is_under_way && self.has_room());
        let wanted = waiting.filter_map(|standing| standing.wanted);
        wanted.chain(self.gaps.values().copied()).min()
    }

    /// Something was answered.
    pub(crate) fn done(&mut self, job: Job) {
        if let Some(standing) = self.jobs.get_mut(&job) {
            *standing = Standing { wanted: standing.wanted, ..Standing::default() };
        }
        self.jobs.retain(|_, standing| standing.is_under_way || standing.wanted.is_some());
    }

    /// Something could not be answered, and is asked again: not before `retry_after`, and ever later.
    pub(crate) fn failed(&mut self, job: Job, retry_after: Option<u64>, now: Instant) {
        if job == Job::Resume {
            self.resuming = None;
        }
        let standing = self.jobs.entry(job).or_default();
        let doubled = Duration::from_secs(1_u64.checked_shl(standing.failures).unwrap_or(u64::MAX));
        standing.failures = standing.failures.saturating_add(1);
        standing.is_under_way = false;
        let wait = doubled.min(LONGEST_WAIT).max(Duration::from_secs(retry_after.unwrap_or(0)));
        standing.wanted = now.checked_add(wait);
    }

    /// Whether all has been asked and answered, but what the server fails to answer.
    pub(crate) fn is_idle(&self) -> bool {
        self.jobs.values().all(|standing| standing.failures > 0 && !standing.is_under_way)
    }

    /// The connection has ended: whatever was missing, `resume` will tell on the next one.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The request by which to go on with `resume`.
    pub(crate) fn resume(&mut self, view: &View) -> Request {
        let resuming = self.resuming.get_or_insert_with(|| {
            let have = view.have();
            let held = view.chats().map(crate::chat_view::ChatView::chat_id);
            let unnamed = held.filter(|chat_id| !have.contains_key(chat_id)).collect();
            Resuming { have, unnamed, before: None, again: None }
        });
        Request::Resume { have: resuming.have.clone(), before: resuming.before.clone() }
    }

    /// Takes in how far `resume` has come. Returns the chats that are held and are no more, beside those that the answer
    /// names: all of one's chats have been told, and these were not among them.
    pub(crate) fn resumed(&mut self, state: &State, now: Instant) -> BTreeSet<ChatId> {
        self.done(Job::Resume);
        let Some(mut resuming) = self.resuming.take() else { return BTreeSet::new() };
        for overview in &state.chats {
            resuming.unnamed.remove(&overview.chat_id);
        }
        if state.next.is_some() {
            self.resuming = Some(Resuming { before: state.next.clone(), ..resuming });
            self.want_page(Job::Resume, now);
            return BTreeSet::new();
        }
        if let Some(again) = resuming.again {
            self.want(Job::Resume, again);
        }
        resuming.unnamed
    }

    fn has_room(&self) -> bool {
        self.jobs.values().filter(|standing| standing.is_under_way).count() < MAX_UNDER_WAY
    }

    fn first_gap(&self) -> Option<(ChatId, Instant)> {
        self.gaps.iter().min_by_key(|(_, until)| **until).map(|(chat_id, until)| (*chat_id, *until))
    }
}

#[cfg(test)]
mod tests;
