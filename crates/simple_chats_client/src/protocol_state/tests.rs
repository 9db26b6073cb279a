//! A client against a model server over an unreliable network.

use super::*;
use crate::chat_view::ChatView;
use crate::command::PendingAck;
use proptest::prelude::*;
use serde_json::json;
use simple_chats_domain::{ChatOverview, Destination, ErrorCode, Event, Message};
use world::World;

mod model;
mod world;

#[derive(Debug, Clone)]
enum Step {
    CreateChat,
    DeleteChat(usize),
    CompanionSends(usize),
    OtherDeviceSends(usize),
    Edit(usize, usize),
    Delete(usize, usize),
    Read(usize, bool, usize),
    Send(usize),
    SendToCompanion(usize),
    History(usize),
    Serve,
    Refuse,
    Deliver(usize),
    Lose(usize),
    Duplicate(usize),
    Reconnect,
    Resync,
    Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let n = 0_usize..6;
    let step = prop_oneof![
        2 => Just(Step::CreateChat),
        1 => n.clone().prop_map(Step::DeleteChat),
        6 => n.clone().prop_map(Step::CompanionSends),
        3 => n.clone().prop_map(Step::OtherDeviceSends),
        3 => (n.clone(), n.clone()).prop_map(|(chat, at)| Step::Edit(chat, at)),
        3 => (n.clone(), n.clone()).prop_map(|(chat, at)| Step::Delete(chat, at)),
        2 => (n.clone(), any::<bool>(), n.clone()).prop_map(|(chat, own, at)| Step::Read(chat, own, at)),
        4 => n.clone().prop_map(Step::Send),
        2 => n.clone().prop_map(Step::SendToCompanion),
        2 => n.clone().prop_map(Step::History),
        10 => Just(Step::Serve),
        1 => Just(Step::Refuse),
        12 => n.clone().prop_map(Step::Deliver),
        2 => n.clone().prop_map(Step::Lose),
        2 => n.prop_map(Step::Duplicate),
        1 => Just(Step::Reconnect),
        1 => Just(Step::Resync),
        3 => (0_u64..1500).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..120)
}

fn perform(world: &mut World, step: &Step, count: usize) {
    let text = format!("text {count}");
    let server = &mut world.server;
    let event = match *step {
        Step::CreateChat => Some(server.create_chat()),
        Step::DeleteChat(chat) => server.chat_at(chat).map(|chat| chat.chat.chat_id).map(|chat_id| {
            server.chats.remove(&chat_id);
            Event::ChatDeleted { chat_id }
        }),
        Step::CompanionSends(chat) | Step::OtherDeviceSends(chat) => {
            let own = matches!(step, Step::OtherDeviceSends(_));
            let chat_id = server.chat_at(chat).map(|chat| chat.chat.chat_id);
            chat_id.and_then(|chat_id| server.send(chat_id, own, &text, None))
        }
        Step::Edit(chat, at) => server.chat_at(chat).and_then(|chat| chat.edit(at, &text)),
        Step::Delete(chat, at) => server.chat_at(chat).and_then(|chat| chat.delete(at)),
        Step::Read(chat, own, at) => server.chat_at(chat).and_then(|chat| chat.read(own, at)),
        _ => return act(world, step),
    };
    world.send_event(event);
}

fn act(world: &mut World, step: &Step) {
    match *step {
        Step::Send(chat) | Step::SendToCompanion(chat) => {
            let chat = world.server.chat_at(chat).map(|chat| (chat.chat.chat_id, chat.companion.user_id));
            if let Some((chat_id, companion)) = chat {
                // A program can't name a chat that its client doesn't know.
                let is_known = world.client.view().read().chat(chat_id).is_some();
                let to_companion = matches!(step, Step::SendToCompanion(_)) || !is_known;
                let to =
                    if to_companion { Destination::Companion(companion) } else { Destination::Chat(chat_id) };
                world.send(to, chat_id);
            }
        }
        Step::History(chat) => {
            let oldest_of = |chat: &ChatView| (chat.chat_id(), chat.messages().next().cloned());
            let oldest = world.client.view().read().chats().nth(chat).map(oldest_of);
            if let Some((chat_id, oldest)) = oldest {
                let (reply, _) = tokio::sync::oneshot::channel();
                let before = oldest.map(|message| message.message_id);
                world.client.command(Command::History { chat_id, before, limit: 2, reply }, world.now);
            }
        }
        Step::Serve => world.serve(),
        Step::Refuse => world.refuse("rate_limited"),
        Step::Deliver(index) => world.deliver(index),
        Step::Lose(index) => world.lose(index),
        Step::Duplicate(index) => world.duplicate(index),
        Step::Reconnect => world.reconnect(),
        Step::Resync => world.frames.push(json!({"type":"resync"})),
        Step::Wait(milliseconds) => world.wait(Duration::from_millis(milliseconds)),
        _ => {}
    }
}

/// The client's view matches the server.
fn assert_view_matches(world: &World) {
    let view = world.client.view();
    let view = view.read();
    let chat_ids: Vec<_> = view.chats().map(ChatView::chat_id).collect();
    assert_eq!(chat_ids, world.server.chats.keys().copied().collect::<Vec<_>>());
    for (chat, viewed) in world.server.chats.values().zip(view.chats()) {
        let overview = chat.overview();
        let ChatOverview { revision, read_up_to, companion_read_up_to, .. } = overview;
        assert_eq!(viewed.mark(), [revision, read_up_to, companion_read_up_to]);
        let stored = chat.messages();
        let messages: Vec<Message> = viewed.messages().cloned().collect();
        assert!(stored.ends_with(&messages), "{stored:?} does not end with {messages:?}");
        assert!(!viewed.is_complete() || stored == messages, "{stored:?} is not {messages:?}");
        assert_eq!(viewed.last_message(), stored.last());
        let (unread, at_least) = (viewed.unread(), usize::try_from(overview.unread).unwrap());
        assert!(unread >= at_least, "{unread} unread instead of {at_least}");
        let reaches = viewed.is_complete()
            || messages.first().is_some_and(|first| first.message_id.get() <= read_up_to);
        assert!(!reaches || unread == at_least, "{unread} unread instead of {at_least}");
    }
}

/// The chat and revision of a change, the message's id, and the message unless it was deleted.
fn change_of(update: &Update) -> Option<(ChatId, i64, MessageId, Option<&Message>)> {
    let Update::Event(event) = update else { return None };
    match event {
        Event::Message { chat_id, revision, message } | Event::Edited { chat_id, revision, message } => {
            Some((*chat_id, *revision, message.message_id, Some(message)))
        }
        Event::Deleted { chat_id, revision, message_id } => Some((*chat_id, *revision, *message_id, None)),
        _ => None,
    }
}

/// The updates report every change once and in order: applied one by one, they lead to the server's messages.
fn assert_updates_match(world: &World) {
    for (chat_id, chat) in &world.server.chats {
        let (mut from, mut revision, mut messages) = (0, 0, BTreeMap::new());
        for update in &world.updates {
            if let Update::ChatAdded(added) = update
                && added.chat_id == *chat_id
            {
                from = added.last_message.as_ref().map_or(0, |message| message.message_id.get());
                revision = added.revision;
            }
            let Some((_, at, message_id, message)) = change_of(update).filter(|change| change.0 == *chat_id)
            else {
                continue;
            };
            assert!(at > revision, "{at} after {revision}");
            revision = at;
            let is_new = matches!(update, Update::Event(Event::Message { .. }));
            let was_known = messages.remove(&message_id).is_some();
            assert!(!is_new || !was_known, "{message_id} is reported as new twice");
            if let Some(message) = message.filter(|_| is_new || was_known) {
                messages.insert(message_id, message.clone());
            }
        }
        let mut stored = chat.messages();
        stored.retain(|message| message.message_id.get() > from);
        assert_eq!(messages.into_values().collect::<Vec<_>>(), stored, "chat {chat_id}");
        assert_eq!(revision, chat.chat.revision);
    }
}

/// Each message that was sent is stored once, in the order of sending, unless it was deleted in the meantime.
fn assert_sent_once(world: &mut World) {
    let mut last = BTreeMap::new();
    for (client_id, chat_id, outcome) in &mut world.sent {
        let outcome = outcome.0.try_recv().expect("the server has responded");
        let Some(chat) = world.server.chats.get(chat_id) else { continue };
        let sent = outcome.expect("the message was sent");
        let before = last.insert(*chat_id, sent.message_id);
        assert!(before.is_none_or(|before| before < sent.message_id), "{client_id} overtook others");
        let same =
            chat.messages().into_iter().filter(|message| message.client_id.as_ref() == Some(client_id));
        assert!(same.count() <= 1, "{client_id} is stored twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_view_and_the_updates_match_the_server_after_network_faults(steps in steps(), reconnects: bool) {
        let mut world = World::new(6);
        for (count, step) in steps.iter().enumerate() {
            perform(&mut world, step, count);
            world.step();
        }
        if reconnects {
            world.reconnect();
        } else {
            world.frames.push(json!({"type":"resync"}));
        }
        world.settle();
        prop_assert_eq!(world.status.borrow().clone(), Status::Live);
        assert_view_matches(&world);
        assert_updates_match(&world);
        assert_sent_once(&mut world);
    }
}

const CHAT: ChatId = ChatId::stored(1);

fn world_with_chat() -> World {
    let mut world = World::new(100);
    world.settle();
    let event = world.server.create_chat();
    world.send_event(Some(event));
    world.settle();
    world
}

fn outcome(mut pending_ack: PendingAck) -> Option<Result<Acknowledgment, RequestError>> {
    pending_ack.0.try_recv().ok()
}

#[test]
fn a_change_that_overtakes_another_is_reported_after_it() {
    let mut world = world_with_chat();
    let first = world.server.send(CHAT, false, "first", None);
    let second = world.server.send(CHAT, false, "second", None);
    world.send_event(second);
    world.send_event(first);
    world.deliver(0);
    assert_eq!(world.client.view().read().chat(CHAT).unwrap().revision(), 0);
    world.deliver(0);
    assert!(world.requests.is_empty(), "nothing has to be loaded");
    let texts: Vec<_> = world.client.view().read().chat(CHAT).unwrap().messages().cloned().collect();
    assert_eq!(texts.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["first", "second"]);
    assert_updates_match(&world);
}

#[test]
fn missing_changes_are_loaded_after_a_second() {
    let mut world = world_with_chat();
    world.server.send(CHAT, false, "lost", None);
    let second = world.server.send(CHAT, false, "second", None);
    world.send_event(second);
    world.deliver(0);
    world.wait(Duration::from_millis(900));
    assert!(world.requests.is_empty());
    world.wait(Duration::from_millis(200));
    let request = world.requests.front().expect("a request");
    assert_eq!((request["type"].as_str(), request["after"].as_i64()), (Some("sync"), Some(0)));
    world.settle();
    assert_view_matches(&world);
}

#[test]
fn nothing_is_sent_before_the_client_has_caught_up() {
    let mut world = world_with_chat();
    world.reconnect();
    world.send(CHAT.into(), CHAT);
    world.step();
    assert!(world.requests.is_empty());
    world.deliver(0);
    let types: Vec<_> = world.requests.iter().map(|request| request["type"].clone()).collect();
    assert_eq!(types, ["resume"]);
    world.serve();
    world.deliver(0);
    assert_eq!(world.requests.front().expect("a request")["type"], "send");
}

#[test]
fn a_message_whose_ack_was_lost_is_repeated_and_stored_once() {
    let mut world = world_with_chat();
    world.send(CHAT.into(), CHAT);
    world.send(CHAT.into(), CHAT);
    world.step();
    assert_eq!(world.requests.len(), 1, "the second waits for the first");
    world.serve();
    world.reconnect();
    world.settle();
    assert_sent_once(&mut world);
    assert_eq!(world.server.chats[&CHAT].messages().len(), 2);
}

#[test]
fn permanent_refusals_are_reported_and_temporary_ones_are_retried() {
    let mut world = world_with_chat();
    let pending_ack = world.change(ClientFrame::Edit { message_id: MessageId::stored(1), text: "x".into() });
    world.step();
    world.refuse("not_found");
    world.deliver(0);
    assert_eq!(outcome(pending_ack).unwrap().unwrap_err().code(), Some(ErrorCode::NotFound));

    world.send(CHAT.into(), CHAT);
    world.step();
    world.refuse("rate_limited");
    world.deliver(0);
    assert!(world.requests.is_empty());
    world.wait(Duration::from_secs(1));
    assert_eq!(world.requests.len(), 1);
    world.settle();
    assert_sent_once(&mut world);
}

#[test]
fn a_new_epoch_empties_the_view_and_nothing_is_repeated() {
    let mut world = world_with_chat();
    world.server.send(CHAT, false, "first", None);
    world.settle();
    let pending_ack = world.change(ClientFrame::Read { chat_id: CHAT, message_id: MessageId::stored(1) });
    world.server = model::Model::new();
    world.server.epoch = "second".into();
    world.reconnect();
    world.settle();
    assert_eq!(outcome(pending_ack), Some(Err(RequestError::EpochChanged)));
    assert!(world.updates.contains(&Update::EpochChanged));
    assert_view_matches(&world);
}

#[test]
fn a_chat_with_a_smaller_revision_on_the_server_is_loaded_again() {
    let mut world = world_with_chat();
    for _ in 0..3 {
        let event = world.server.send(CHAT, false, "old", None);
        world.send_event(event);
    }
    world.settle();
    world.server = model::Model::new();
    world.server.create_chat();
    world.server.send(CHAT, false, "new", None);
    world.reconnect();
    world.settle();
    assert!(world.updates.contains(&Update::ChatReloaded(CHAT)));
    assert_view_matches(&world);
}

#[test]
fn a_chat_whose_history_was_loading_when_the_connection_broke_is_loaded_on_the_next() {
    let mut world = World::new(100);
    world.server.create_chat();
    world.server.send(CHAT, false, "older", None);
    world.server.send(CHAT, false, "newest", None);
    world.settle();
    let deleted = world.server.chat_at(0).and_then(|chat| chat.delete(1));
    world.send_event(deleted);
    world.deliver(0);
    world.step();
    assert_eq!(world.requests.front().expect("a request")["type"], "history");
    world.reconnect();
    world.settle();
    assert_view_matches(&world);
}

#[test]
fn a_silent_server_gets_a_ping_and_is_given_up() {
    let mut world = world_with_chat();
    world.send(CHAT.into(), CHAT);
    world.step();
    world.requests.clear();
    world.wait(Duration::from_secs(5));
    assert_eq!(world.requests.front().expect("a request")["type"], "ping");
    world.now += Duration::from_secs(5);
    assert_eq!(world.client.step(world.now), Err(Disconnect::TimedOut));
}

#[test]
fn an_invalid_frame_ends_the_connection() {
    let mut world = World::new(10);
    let now = world.now;
    for text in ["", "{}", r#"{"type":"message"}"#] {
        assert!(
            matches!(world.client.frame_received(text, Duration::ZERO, now), Err(Disconnect::Broken(_))),
            "{text}"
        );
    }
    assert_eq!(world.client.frame_received(r#"{"type":"dance"}"#, Duration::ZERO, now), Ok(()));
}

#[test]
fn watched_users_are_sent_again_after_a_reconnect() {
    let mut world = world_with_chat();
    world.client.command(Command::Watch(vec![UserId::stored(101)]), world.now);
    for _ in 0..2 {
        world.step();
        let place =
            world.requests.iter().position(|request| request["type"] == "watch").expect("a watch request");
        let watch = world.requests.remove(place).expect("the request at this place");
        assert_eq!(watch["user_ids"], json!([101]));
        world.frames.push(json!({"type":"presence", "users":[], "ref":watch["ref"]}));
        world.settle();
        world.reconnect();
        world.deliver(0);
    }
}

#[test]
fn pending_requests_fail_when_the_client_ends() {
    let mut world = world_with_chat();
    let pending_ack = world.change(ClientFrame::Read { chat_id: CHAT, message_id: MessageId::stored(1) });
    let (reply, mut page) = tokio::sync::oneshot::channel();
    world.client.command(Command::History { chat_id: CHAT, before: None, limit: 1, reply }, world.now);
    world.client.end(&EndReason::LoggedOut);
    let ended = RequestError::Ended(EndReason::LoggedOut);
    assert_eq!(outcome(pending_ack), Some(Err(ended.clone())));
    assert_eq!(page.try_recv(), Ok(Err(ended)));
    world.step();
    assert_eq!(world.updates.last(), Some(&Update::Ended(EndReason::LoggedOut)));
}
