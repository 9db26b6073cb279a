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
mod tests {
    use super::*;
    use simple_chats_domain::{ChatOverview, Person, UserId};

    const CHAT: ChatId = ChatId::stored(13);

    #[test]
    fn a_gap_that_closes_within_a_second_is_not_asked_about() {
        let start = Instant::now();
        let mut catching_up = CatchingUp::default();
        catching_up.touch(CHAT, true, start);
        assert_eq!(catching_up.next(start + Duration::from_millis(900)), None);
        catching_up.touch(CHAT, false, start + Duration::from_millis(950));
        assert_eq!(catching_up.next(start + Duration::from_secs(9)), None);
        assert!(catching_up.is_idle());
    }

    #[test]
    fn a_gap_is_asked_about_once_a_second_after_it_was_seen() {
        let start = Instant::now();
        let mut catching_up = CatchingUp::default();
        catching_up.touch(CHAT, true, start);
        catching_up.touch(CHAT, true, start + Duration::from_millis(900));
        assert_eq!(catching_up.deadline(), Some(start + GAP_PATIENCE));
        assert_eq!(catching_up.next(start + GAP_PATIENCE), Some(Job::Sync(CHAT)));
        assert_eq!(catching_up.next(start + GAP_PATIENCE), None);
        assert_eq!(catching_up.deadline(), None);
        assert!(!catching_up.is_idle());
        catching_up.done(Job::Sync(CHAT));
        assert!(catching_up.is_idle());
    }

    #[test]
    fn what_is_wanted_while_it_is_asked_is_asked_again() {
        let start = Instant::now();
        let mut catching_up = CatchingUp::default();
        catching_up.want(Job::Resume, start);
        assert_eq!(catching_up.next(start), Some(Job::Resume));
        catching_up.want(Job::Resume, start);
        assert_eq!(catching_up.next(start), None, "not at the same time");
        catching_up.done(Job::Resume);
        assert_eq!(catching_up.next(start), Some(Job::Resume));
    }

    #[test]
    fn resume_goes_on_to_its_end_before_it_begins_again() {
        let now = Instant::now();
        let (view, mut catching_up) = (View::new(10), CatchingUp::default());
        let page = |next: Option<&str>| State { chats: vec![], next: next.map(str::to_owned), gone: vec![] };
        let mut before = Vec::new();
        catching_up.want(Job::Resume, now);
        for next in [Some("9.9"), None, None] {
            assert_eq!(catching_up.next(now), Some(Job::Resume));
            let Request::Resume { before: place, .. } = catching_up.resume(&view) else {
                panic!("it resumes")
            };
            before.push(place);
            if before.len() == 1 {
                catching_up.want(Job::Resume, now);
            }
            catching_up.resumed(&page(next), now);
        }
        assert_eq!(before, [None, Some("9.9".to_owned()), None]);
        assert!(catching_up.is_idle());
    }

    #[test]
    fn what_the_server_fails_to_answer_is_asked_ever_later_and_holds_nothing_up() {
        let start = Instant::now();
        let mut catching_up = CatchingUp::default();
        catching_up.want(Job::Sync(CHAT), start);
        let mut waits = Vec::new();
        for _ in 0..8 {
            let now = catching_up.deadline().unwrap();
            assert_eq!(catching_up.next(now), Some(Job::Sync(CHAT)));
            catching_up.failed(Job::Sync(CHAT), None, now);
            assert!(catching_up.is_idle());
            waits.push((catching_up.deadline().unwrap() - now).as_secs());
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
        catching_up.failed(Job::Sync(CHAT), Some(60), start);
        assert_eq!(catching_up.deadline(), Some(start + Duration::from_mins(1)));
    }

    #[test]
    fn only_so_many_questions_are_under_way() {
        let start = Instant::now();
        let mut catching_up = CatchingUp::default();
        for chat_id in 1..=20 {
            catching_up.want(Job::Sync(ChatId::stored(chat_id)), start);
        }
        let asked: Vec<_> = std::iter::from_fn(|| catching_up.next(start)).collect();
        assert_eq!(asked.len(), MAX_UNDER_WAY);
        assert_eq!(catching_up.deadline(), None);
        catching_up.done(asked[0]);
        assert_eq!(catching_up.next(start), Some(Job::Sync(ChatId::stored(17))));
    }

    fn overview(chat_id: i64) -> ChatOverview {
        ChatOverview {
            chat_id: ChatId::stored(chat_id),
            revision: 0,
            companion: Person { user_id: UserId::stored(chat_id), username: None, name: "Ann".into() },
            last_message: None,
            unread: 0,
            read_up_to: 0,
            companion_read_up_to: 0,
        }
    }

    #[test]
    fn chats_beyond_those_that_can_be_named_are_gone_where_no_page_has_them() {
        let now = Instant::now();
        let mut view = View::new(10);
        let chats: Vec<_> = (1..=804).map(overview).collect();
        view.state(&State { chats, next: None, gone: vec![] });
        let mut catching_up = CatchingUp::default();
        catching_up.want(Job::Resume, now);
        assert_eq!(catching_up.next(now), Some(Job::Resume));
        let Request::Resume { have, before: None } = catching_up.resume(&view) else { panic!("it begins") };
        assert_eq!((have.len(), have.contains_key(&ChatId::stored(4))), (800, false));
        catching_up.touch(ChatId::stored(3), false, now);

        let page = State { chats: vec![overview(1)], next: Some("9.9".into()), gone: vec![] };
        assert_eq!(catching_up.resumed(&page, now), BTreeSet::new());
        assert_eq!(catching_up.next(now), Some(Job::Resume));
        let Request::Resume { before, .. } = catching_up.resume(&view) else { panic!("it goes on") };
        assert_eq!(before.as_deref(), Some("9.9"));
        let last = State { chats: vec![], next: None, gone: vec![] };
        let gone = catching_up.resumed(&last, now);
        assert_eq!(gone, [2, 4].map(ChatId::stored).into(), "1 was told, 3 was heard of");
        assert!(catching_up.is_idle());
    }
}
