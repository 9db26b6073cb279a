//! Tests of the sync queue.

use super::*;
use crate::test_values::{CHAT, empty_chat, last_page};

#[test]
fn a_gap_that_closes_within_a_second_causes_no_request() {
    let (mut sync, start) = (SyncQueue::default(), Instant::now());
    sync.note_gap(CHAT, true, start);
    assert_eq!(sync.next(start + Duration::from_millis(900)), None);
    sync.note_gap(CHAT, false, start + Duration::from_millis(950));
    assert_eq!(sync.next(start + Duration::from_secs(9)), None);
    assert!(sync.is_idle());
}

#[test]
fn a_gap_causes_one_request_a_second_after_it_appeared() {
    let (mut sync, start) = (SyncQueue::default(), Instant::now());
    sync.note_gap(CHAT, true, start);
    sync.note_gap(CHAT, true, start + Duration::from_millis(900));
    assert_eq!(sync.deadline(), Some(start + GAP_TIMEOUT));
    assert_eq!(sync.next(start + GAP_TIMEOUT), Some(SyncJob::Sync(CHAT)));
    assert_eq!(sync.next(start + GAP_TIMEOUT), None);
    assert_eq!(sync.deadline(), None);
    assert!(!sync.is_idle());
    sync.done(SyncJob::Sync(CHAT));
    assert!(sync.is_idle());
}

#[test]
fn a_job_scheduled_while_it_is_in_flight_runs_again() {
    let (mut sync, start) = (SyncQueue::default(), Instant::now());
    sync.schedule(SyncJob::Resume, start);
    assert_eq!(sync.next(start), Some(SyncJob::Resume));
    sync.schedule(SyncJob::Resume, start);
    assert_eq!(sync.next(start), None, "not at the same time");
    sync.done(SyncJob::Resume);
    assert_eq!(sync.next(start), Some(SyncJob::Resume));
}

#[test]
fn resume_reaches_its_last_page_before_it_starts_again() {
    let now = Instant::now();
    let (view, mut sync) = (View::new(10), SyncQueue::default());
    let page = |next: Option<&str>| State { next: next.map(str::to_owned), ..last_page(vec![]) };
    let mut before = Vec::new();
    sync.schedule(SyncJob::Resume, now);
    for next in [Some("9.9"), None, None] {
        assert_eq!(sync.next(now), Some(SyncJob::Resume));
        let ClientFrame::Resume { before: cursor, .. } = sync.resume(&view) else { panic!("not a resume") };
        before.push(cursor);
        if before.len() == 1 {
            sync.schedule(SyncJob::Resume, now);
        }
        sync.resumed(&page(next), now);
    }
    assert_eq!(before, [None, Some("9.9".to_owned()), None]);
    assert!(sync.is_idle());
}

#[test]
fn resume_starts_again_if_a_chat_has_moved_while_there_were_pages_to_come() {
    let now = Instant::now();
    let page = |next: Option<&str>| State { next: next.map(str::to_owned), ..last_page(vec![]) };
    // A message while a request is in flight, and the requests that follow.
    for (pages, moves_in, expected) in [
        (vec![None], Some(0), vec![None]),
        (vec![Some("9.9"), None], None, vec![None, Some("9.9")]),
        (vec![Some("9.9"), None, None], Some(0), vec![None, Some("9.9"), None]),
        (vec![Some("9.9"), None, None], Some(1), vec![None, Some("9.9"), None]),
    ] {
        let (view, mut sync) = (View::new(10), SyncQueue::default());
        let mut before = Vec::new();
        sync.schedule(SyncJob::Resume, now);
        for (number, next) in pages.into_iter().enumerate() {
            assert_eq!(sync.next(now), Some(SyncJob::Resume));
            let ClientFrame::Resume { before: cursor, .. } = sync.resume(&view) else {
                panic!("not a resume")
            };
            before.push(cursor);
            if moves_in == Some(number) {
                sync.note_moved();
            }
            sync.resumed(&page(next), now);
        }
        assert_eq!(before, expected.into_iter().map(|cursor| cursor.map(str::to_owned)).collect::<Vec<_>>());
        assert!(sync.is_idle(), "after {before:?}");
    }
}

#[test]
fn failed_jobs_are_retried_with_growing_delays_and_block_nothing() {
    let (mut sync, start) = (SyncQueue::default(), Instant::now());
    sync.schedule(SyncJob::Sync(CHAT), start);
    let mut waits = Vec::new();
    for _ in 0..8 {
        let now = sync.deadline().unwrap();
        assert_eq!(sync.next(now), Some(SyncJob::Sync(CHAT)));
        sync.failed(SyncJob::Sync(CHAT), None, now);
        assert!(sync.is_idle());
        waits.push((sync.deadline().unwrap() - now).as_secs());
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
    sync.failed(SyncJob::Sync(CHAT), Some(60), start);
    assert_eq!(sync.deadline(), Some(start + Duration::from_mins(1)));
}

#[test]
fn the_number_of_jobs_in_flight_is_limited() {
    let (mut sync, start) = (SyncQueue::default(), Instant::now());
    for chat_id in 1..=20 {
        sync.schedule(SyncJob::Sync(ChatId::stored(chat_id)), start);
    }
    let jobs: Vec<_> = std::iter::from_fn(|| sync.next(start)).collect();
    assert_eq!(jobs.len(), MAX_IN_FLIGHT);
    assert_eq!(sync.deadline(), None);
    sync.done(jobs[0]);
    assert_eq!(sync.next(start), Some(SyncJob::Sync(ChatId::stored(17))));
}

#[test]
fn chats_that_no_page_and_no_event_names_are_gone() {
    let now = Instant::now();
    let mut view = View::new(10);
    view.state(&last_page((1..=804).map(|chat_id| empty_chat(ChatId::stored(chat_id))).collect()));
    let mut sync = SyncQueue::default();
    sync.schedule(SyncJob::Resume, now);
    assert_eq!(sync.next(now), Some(SyncJob::Resume));
    let ClientFrame::Resume { have, before: None } = sync.resume(&view) else { panic!("not the first page") };
    assert_eq!((have.len(), have.contains_key("4")), (800, false));
    sync.note_gap(ChatId::stored(3), false, now);

    let chats = vec![empty_chat(ChatId::stored(1))];
    let page = State { next: Some("9.9".into()), ..last_page(chats) };
    assert_eq!(sync.resumed(&page, now), BTreeSet::new());
    assert_eq!(sync.next(now), Some(SyncJob::Resume));
    let ClientFrame::Resume { before, .. } = sync.resume(&view) else { panic!("not a resume") };
    assert_eq!(before.as_deref(), Some("9.9"));
    let gone = sync.resumed(&last_page(vec![]), now);
    assert_eq!(gone, [2, 4].map(ChatId::stored).into(), "a page has 1, and an event named 3");
    assert!(sync.is_idle());
}
