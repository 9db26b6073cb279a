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
        let Request::Resume { before: place, .. } = catching_up.resume(&view) else { panic!("it resumes") };
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
