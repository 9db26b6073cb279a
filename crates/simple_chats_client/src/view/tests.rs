//! Tests of the view.

use super::*;
use crate::test_values::{ANN, CHAT, ME, empty_chat, last_page, message, person};

fn overview(revision: i64, last: i64, unread: i64) -> ChatOverview {
    let last_message = Some(message(last, ANN, "text"));
    ChatOverview { revision, last_message, unread, read_up_to: 5, ..empty_chat(CHAT) }
}

fn ready(epoch: &str) -> Ready {
    Ready { user_id: ME, epoch: epoch.into(), server_time: String::new(), feature_level: 1 }
}

fn sent(chat_id: ChatId, revision: i64, message_id: i64, sender: UserId) -> Event {
    Event::Message { chat_id, revision, message: message(message_id, sender, "text") }
}

fn read(user_id: UserId, message_id: i64) -> Event {
    Event::Read { chat_id: CHAT, user_id, message_id: MessageId::stored(message_id) }
}

fn view_with_chat() -> View {
    let mut view = View::new(10);
    view.begin(&ready("first"));
    view.state(&last_page(vec![overview(9, 20, 7)]));
    view
}

fn unread(view: &View) -> usize {
    view.chat(CHAT).unwrap().unread()
}

#[test]
fn new_chats_are_reported_and_chats_that_differ_are_synced() {
    let mut view = View::new(10);
    view.begin(&ready("first"));
    let state = |revision| last_page(vec![overview(revision, 20, 7)]);
    assert_eq!(view.state(&state(9)), [Effect::Update(Update::ChatAdded(overview(9, 20, 7)))]);
    assert_eq!(view.state(&state(9)), []);
    let sync = [Effect::Sync(CHAT)];
    assert_eq!(view.state(&state(12)), sync);
    assert_eq!(view.state(&state(8)), sync, "the response shows whether the server really has less");
    assert_eq!(view.have(), BTreeMap::from([(CHAT, ChatMark::WithPreferences([9, 5, 0, 0]))]));
}

#[test]
fn an_event_of_an_unknown_chat_causes_a_resume_unless_the_chat_was_deleted() {
    let mut view = view_with_chat();
    assert_eq!(view.event(sent(ChatId::stored(14), 1, 30, ANN)), [Effect::Resume]);
    let gone = view.event(Event::ChatDeleted { chat_id: CHAT });
    assert_eq!(gone, [Effect::Update(Update::Event(Event::ChatDeleted { chat_id: CHAT }))]);
    assert_eq!(view.event(sent(CHAT, 1, 30, ANN)), []);
    let late = last_page(vec![overview(9, 20, 7)]);
    assert_eq!(view.state(&late), [], "a response from before the chat was deleted");
}

#[test]
fn the_companions_messages_beyond_the_mark_are_unread() {
    let mut view = view_with_chat();
    assert_eq!(unread(&view), 7);
    view.event(sent(CHAT, 10, 21, ANN));
    view.event(sent(CHAT, 11, 22, ME));
    assert_eq!(unread(&view), 8);
    view.event(read(ME, 20));
    assert_eq!(unread(&view), 1, "the view has all messages after the mark, so they are counted");
    view.event(Event::Deleted { chat_id: CHAT, revision: 12, message_id: MessageId::stored(21) });
    assert_eq!(unread(&view), 0);
}

#[test]
fn marks_move_forward_only() {
    let mut view = view_with_chat();
    assert_eq!(view.event(read(ANN, 20)).len(), 1);
    assert_eq!(view.event(read(ANN, 19)), []);
    assert_eq!(view.event(read(ME, 4)), []);
    let chat = view.chat(CHAT).unwrap();
    assert_eq!((chat.read_up_to(), chat.companion_read_up_to()), (5, 20));
}

#[test]
fn a_companion_is_renamed() {
    let mut view = view_with_chat();
    view.event(Event::UserChanged(person(ANN, "Anna")));
    assert_eq!(view.chat_with(ANN).unwrap().companion().name, "Anna");
    view.event(Event::UserChanged(person(ME, "Me")));
    assert_eq!(view.chat(CHAT).unwrap().companion().name, "Anna");
}

#[test]
fn the_view_is_kept_within_an_epoch_and_emptied_by_another() {
    let mut view = view_with_chat();
    assert_eq!(view.begin(&ready("first")), []);
    assert!(view.chat(CHAT).is_some());
    assert_eq!(view.begin(&ready("second")), [Effect::Update(Update::EpochChanged)]);
    assert_eq!(view.chats().count(), 0);
}

#[test]
fn a_page_of_changes_is_followed_by_the_next() {
    let mut view = view_with_chat();
    let page = |revision, has_more| Changes {
        chat_id: CHAT,
        changes: vec![Change::Message { revision, message: message(20 + revision, ANN, "text") }],
        has_more,
        revision: 12,
        read_up_to: 5,
        companion_read_up_to: 20,
        reset: false,
    };
    let next = Effect::Sync(CHAT);
    assert!(view.changes(9, &page(10, true)).contains(&next));
    assert!(!view.changes(9, &page(10, true)).contains(&next), "an old response brings no progress");
    assert!(!view.changes(10, &page(12, false)).contains(&next));
    let chat = view.chat(CHAT).unwrap();
    assert_eq!((chat.revision(), chat.companion_read_up_to()), (12, 20));
}

fn preferences(version: i64, cleared_up_to: i64) -> ChatPreferences {
    ChatPreferences { version, cleared_up_to, ..ChatPreferences::default() }
}

#[test]
fn later_preferences_count_and_earlier_ones_change_nothing() {
    let mut view = view_with_chat();
    let pinned = ChatPreferences { pinned: true, ..preferences(2, 0) };
    let event = Event::Preferences { chat_id: CHAT, preferences: pinned };
    assert_eq!(view.event(event.clone()), [Effect::Update(Update::Event(event))]);
    assert_eq!(view.event(Event::Preferences { chat_id: CHAT, preferences: preferences(1, 0) }), []);
    assert_eq!(view.ack(&Ack::Preferences { chat_id: CHAT, preferences: preferences(2, 0) }), []);
    assert_eq!(view.chat(CHAT).unwrap().preferences(), pinned);
    assert_eq!(view.have(), BTreeMap::from([(CHAT, ChatMark::WithPreferences([9, 5, 0, 2]))]));
    let unknown = Event::Preferences { chat_id: ChatId::stored(14), preferences: pinned };
    assert_eq!(view.event(unknown), [Effect::Resume]);
}

#[test]
fn what_is_cleared_leaves_the_view_and_never_comes_back() {
    let mut view = view_with_chat();
    view.event(sent(CHAT, 10, 21, ANN));
    view.event(sent(CHAT, 11, 22, ANN));
    let preferences = preferences(1, 21);
    view.ack(&Ack::Cleared { chat_id: CHAT, cleared_up_to: 21, preferences });
    let ids =
        |view: &View| view.chat(CHAT).unwrap().messages().map(|m| m.message_id.get()).collect::<Vec<_>>();
    assert_eq!((ids(&view), unread(&view)), (vec![22], 1));
    assert!(view.chat(CHAT).unwrap().is_complete());
    let edited = Event::Edited {
        chat_id: CHAT,
        revision: 12,
        message: message(20, ANN, "edited, from another instance"),
    };
    view.event(edited);
    assert_eq!((ids(&view), view.chat(CHAT).unwrap().revision()), (vec![22], 12));
    // The same from a list of chats.
    let mut view = view_with_chat();
    let overview = ChatOverview { last_message: None, unread: 0, preferences, ..overview(9, 20, 7) };
    view.state(&last_page(vec![overview]));
    assert_eq!((ids(&view), unread(&view)), (vec![], 0));
}
