//! A client against a model server over a network that does its worst.

use super::*;
use crate::command::PendingAck;
use proptest::prelude::*;
use serde_json::json;
use simple_chats_domain::{Destination, ErrorCode, Event, Message};
use std::collections::BTreeSet;
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
    Double(usize),
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
        2 => n.prop_map(Step::Double),
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
        Step::DeleteChat(chat) => server.chat_at(chat).map(|chat| chat.chat_id).map(|chat_id| {
            server.chats.remove(&chat_id.get());
            Event::ChatDeleted { chat_id }
        }),
        Step::CompanionSends(chat) | Step::OtherDeviceSends(chat) => {
            let own = matches!(step, Step::OtherDeviceSends(_));
            let chat_id = server.chat_at(chat).map(|chat| chat.chat_id.get());
            chat_id.and_then(|chat_id| server.send(chat_id, own, &text, None))
        }
        Step::Edit(chat, at) => server.chat_at(chat).and_then(|chat| chat.edit(at, &text)),
        Step::Delete(chat, at) => server.chat_at(chat).and_then(|chat| chat.delete(at)),
        Step::Read(chat, own, at) => server.chat_at(chat).and_then(|chat| chat.read(own, at)),
        _ => return act(world, step),
    };
    world.happen(event);
}

fn act(world: &mut World, step: &Step) {
    match *step {
        Step::Send(chat) | Step::SendToCompanion(chat) => {
            let chat = world.server.chat_at(chat).map(|chat| (chat.chat_id, chat.companion.user_id));
            if let Some((chat_id, companion)) = chat {
                // Nobody can name a chat of which nothing was heard.
                let is_known = world.client.view().read().chat(chat_id).is_some();
                let to_companion = matches!(step, Step::SendToCompanion(_)) || !is_known;
                let to =
                    if to_companion { Destination::Companion(companion) } else { Destination::Chat(chat_id) };
                world.send(to, chat_id);
            }
        }
        Step::History(chat) => {
            let view = world.client.view();
            let view = view.read();
            let oldest = view.chats().nth(chat).map(|chat| (chat.chat_id(), chat.messages().next().cloned()));
            drop(view);
            if let Some((chat_id, oldest)) = oldest {
                let (reply, _) = tokio::sync::oneshot::channel();
                let before = oldest.map(|message| message.message_id);
                world.client.command(Command::History { chat_id, before, limit: 2, reply }, world.now);
            }
        }
        Step::Serve => world.serve(),
        Step::Refuse => world.refuse("rate_limited"),
        Step::Deliver(n) => world.deliver(n),
        Step::Lose(n) => world.lose(n),
        Step::Double(n) => world.double(n),
        Step::Reconnect => world.reconnect(),
        Step::Resync => world.frames.push(json!({"type":"resync"})),
        Step::Wait(milliseconds) => world.wait(Duration::from_millis(milliseconds)),
        _ => {}
    }
}

/// What the client holds is what the server does.
fn assert_same(world: &World) {
    let view = world.client.view();
    let view = view.read();
    let ids = |ids: &mut dyn Iterator<Item = ChatId>| ids.collect::<BTreeSet<_>>();
    assert_eq!(
        ids(&mut view.chats().map(crate::chat_view::ChatView::chat_id)),
        ids(&mut world.server.chats.values().map(|chat| chat.chat_id))
    );
    for (chat, held) in world.server.chats.values().zip(view.chats()) {
        assert_eq!(held.revision(), chat.revision);
        assert_eq!(held.read_up_to(), chat.read_up_to);
        assert_eq!(held.companion_read_up_to(), chat.companion_read_up_to);
        let there = chat.messages();
        let here: Vec<Message> = held.messages().cloned().collect();
        assert!(there.ends_with(&here), "{there:?} does not end with {here:?}");
        assert!(!held.is_complete() || there == here, "{there:?} is not {here:?}");
        assert_eq!(held.last_message(), there.last());
        let (unread, at_least) = (held.unread(), usize::try_from(chat.unread()).unwrap());
        assert!(unread >= at_least, "{unread} unread instead of {at_least}");
        let reaches =
            held.is_complete() || here.first().is_some_and(|first| first.message_id.get() <= chat.read_up_to);
        assert!(!reaches || unread == at_least, "{unread} unread instead of {at_least}");
    }
}

/// Who follows the updates misses nothing, and hears nothing twice or in the wrong order.
fn assert_told(world: &World) {
    for chat in world.server.chats.values() {
        let (mut from, mut revision, mut held) = (0, 0, Vec::<Message>::new());
        for update in &world.told {
            match update {
                Update::ChatAdded(added) if added.chat_id == chat.chat_id => {
                    from = added.last_message.as_ref().map_or(0, |message| message.message_id.get());
                    revision = added.revision;
                }
                Update::Event(Event::Message { revision: at, message, .. })
                    if message.chat_id == chat.chat_id =>
                {
                    assert!(*at > revision, "{at} after {revision}");
                    assert!(held.iter().all(|other| other.message_id != message.message_id), "told twice");
                    revision = *at;
                    held.push(message.clone());
                }
                Update::Event(Event::Edited { revision: at, message, .. })
                    if message.chat_id == chat.chat_id =>
                {
                    assert!(*at > revision, "{at} after {revision}");
                    revision = *at;
                    held.iter_mut().filter(|old| old.message_id == message.message_id).for_each(|old| {
                        old.clone_from(message);
                    });
                }
                Update::Event(Event::Deleted { chat_id, revision: at, message_id })
                    if *chat_id == chat.chat_id =>
                {
                    assert!(*at > revision, "{at} after {revision}");
                    revision = *at;
                    held.retain(|old| old.message_id != *message_id);
                }
                _ => {}
            }
        }
        held.sort_by_key(|message| message.message_id);
        let mut there = chat.messages();
        there.retain(|message| message.message_id.get() > from);
        assert_eq!(held, there, "told of {}", chat.chat_id);
        assert_eq!(revision, chat.revision);
    }
}

/// What was sent is there once, in the order in which it was sent, unless it was deleted since.
fn assert_sent(world: &mut World) {
    let mut last = std::collections::BTreeMap::new();
    for (client_id, chat_id, outcome) in &mut world.sent {
        let outcome = outcome.0.try_recv().expect("it was answered");
        let Some(chat) = world.server.chats.get(&chat_id.get()) else { continue };
        let sent = outcome.expect("it was sent");
        let before = last.insert(*chat_id, sent.message_id);
        assert!(before.is_none_or(|before| before < sent.message_id), "{client_id} went before others");
        let named =
            chat.messages().into_iter().filter(|message| message.client_id.as_ref() == Some(client_id));
        assert!(named.count() <= 1, "{client_id} is there twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_the_network_does_the_client_comes_to_hold_what_the_server_does(steps in steps(), cut: bool) {
        let mut world = World::new(6);
        for (count, step) in steps.iter().enumerate() {
            perform(&mut world, step, count);
            world.step();
        }
        if cut {
            world.reconnect();
        } else {
            world.frames.push(json!({"type":"resync"}));
        }
        world.settle();
        prop_assert_eq!(world.status.borrow().clone(), Status::Live);
        assert_same(&world);
        assert_told(&world);
        assert_sent(&mut world);
    }
}

fn world_with_chat() -> (World, ChatId) {
    let mut world = World::new(100);
    world.settle();
    let event = world.server.create_chat();
    world.happen(Some(event));
    world.settle();
    (world, ChatId::stored(1))
}

fn outcome(pending_ack: PendingAck) -> Option<Result<Acknowledgment, RequestError>> {
    let mut pending_ack = pending_ack;
    pending_ack.0.try_recv().ok()
}

#[test]
fn a_change_that_overtakes_another_waits_for_it_and_is_then_told_after_it() {
    let (mut world, chat_id) = world_with_chat();
    let first = world.server.send(1, false, "first", None);
    let second = world.server.send(1, false, "second", None);
    world.happen(second);
    world.happen(first);
    world.deliver(0);
    assert_eq!(world.client.view().read().chat(chat_id).unwrap().revision(), 0);
    world.deliver(0);
    assert!(world.requests.is_empty(), "nothing has to be asked");
    let texts: Vec<_> = world.client.view().read().chat(chat_id).unwrap().messages().cloned().collect();
    assert_eq!(texts.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["first", "second"]);
    assert_told(&world);
}

#[test]
fn a_gap_is_asked_about_after_a_second() {
    let (mut world, _) = world_with_chat();
    world.server.send(1, false, "lost", None);
    let second = world.server.send(1, false, "second", None);
    world.happen(second);
    world.deliver(0);
    world.wait(Duration::from_millis(900));
    assert!(world.requests.is_empty());
    world.wait(Duration::from_millis(200));
    let request = world.requests.front().expect("it asks");
    assert_eq!((request["type"].as_str(), request["after"].as_i64()), (Some("sync"), Some(0)));
    world.settle();
    assert_same(&world);
}

#[test]
fn nothing_is_sent_before_the_client_has_caught_up() {
    let (mut world, chat_id) = world_with_chat();
    world.reconnect();
    world.send(chat_id.into(), chat_id);
    world.step();
    assert!(world.requests.is_empty());
    world.deliver(0);
    let asked: Vec<_> = world.requests.iter().map(|request| request["type"].clone()).collect();
    assert_eq!(asked, ["resume"]);
    world.serve();
    world.deliver(0);
    assert_eq!(world.requests.front().expect("it sends")["type"], "send");
}

#[test]
fn a_message_whose_ack_was_lost_is_sent_again_under_the_same_name_and_is_there_once() {
    let (mut world, chat_id) = world_with_chat();
    world.send(chat_id.into(), chat_id);
    world.send(chat_id.into(), chat_id);
    world.step();
    assert_eq!(world.requests.len(), 1, "the second waits for the first");
    world.serve();
    world.reconnect();
    world.settle();
    assert_sent(&mut world);
    assert_eq!(world.server.chats[&1].messages().len(), 2);
}

#[test]
fn what_is_refused_for_good_is_reported_and_what_is_refused_for_now_is_sent_again() {
    let (mut world, chat_id) = world_with_chat();
    let pending_ack = world.change(ClientFrame::Edit { message_id: MessageId::stored(1), text: "x".into() });
    world.step();
    world.refuse("not_found");
    world.deliver(0);
    assert_eq!(outcome(pending_ack).unwrap().unwrap_err().code(), Some(ErrorCode::NotFound));

    world.send(chat_id.into(), chat_id);
    world.step();
    world.refuse("rate_limited");
    world.deliver(0);
    assert!(world.requests.is_empty());
    world.wait(Duration::from_secs(1));
    assert_eq!(world.requests.len(), 1);
    world.settle();
    assert_sent(&mut world);
}

#[test]
fn another_past_has_the_client_start_over_and_repeats_nothing() {
    let (mut world, chat_id) = world_with_chat();
    world.server.send(1, false, "first", None);
    world.settle();
    let waiting = world.change(ClientFrame::Read { chat_id, message_id: MessageId::stored(1) });
    world.server = model::Model::new();
    world.server.epoch = "second".into();
    world.reconnect();
    world.settle();
    assert_eq!(outcome(waiting), Some(Err(RequestError::EpochChanged)));
    assert!(world.told.contains(&Update::EpochChanged));
    assert_same(&world);
}

#[test]
fn a_chat_of_which_the_server_knows_less_is_loaded_anew() {
    let (mut world, _) = world_with_chat();
    for _ in 0..3 {
        let event = world.server.send(1, false, "old", None);
        world.happen(event);
    }
    world.settle();
    world.server = model::Model::new();
    world.server.create_chat();
    world.server.send(1, false, "new", None);
    world.reconnect();
    world.settle();
    assert!(world.told.contains(&Update::ChatReloaded(ChatId::stored(1))));
    assert_same(&world);
}

#[test]
fn a_chat_whose_history_was_loading_when_the_connection_broke_is_loaded_on_the_next() {
    let mut world = World::new(100);
    world.server.create_chat();
    world.server.send(1, false, "older", None);
    world.server.send(1, false, "newest", None);
    world.settle();
    let deleted = world.server.chat_at(0).and_then(|chat| chat.delete(1));
    world.happen(deleted);
    world.deliver(0);
    world.step();
    assert_eq!(world.requests.front().expect("it loads the older message")["type"], "history");
    world.reconnect();
    world.settle();
    assert_same(&world);
}

#[test]
fn a_server_that_answers_nothing_is_asked_and_given_up() {
    let (mut world, chat_id) = world_with_chat();
    world.send(chat_id.into(), chat_id);
    world.step();
    world.requests.clear();
    world.wait(Duration::from_secs(5));
    assert_eq!(world.requests.front().expect("it asks")["type"], "ping");
    world.now += Duration::from_secs(5);
    assert_eq!(world.client.step(world.now), Err(Disconnect::TimedOut));
}

#[test]
fn a_faulty_frame_ends_the_connection() {
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
fn whom_one_watches_is_told_again_after_a_break() {
    let (mut world, _) = world_with_chat();
    world.client.command(Command::Watch(vec![UserId::stored(101)]), world.now);
    for _ in 0..2 {
        world.step();
        let place = world.requests.iter().position(|request| request["type"] == "watch").expect("it watches");
        let watch = world.requests.remove(place).expect("it was found");
        assert_eq!(watch["user_ids"], json!([101]));
        world.frames.push(json!({"type":"presence", "users":[], "ref":watch["ref"]}));
        world.settle();
        world.reconnect();
        world.deliver(0);
    }
}

#[test]
fn all_who_wait_are_told_that_the_client_has_ended() {
    let (mut world, chat_id) = world_with_chat();
    let pending_ack = world.change(ClientFrame::Read { chat_id, message_id: MessageId::stored(1) });
    let (reply, mut page) = tokio::sync::oneshot::channel();
    world.client.command(Command::History { chat_id, before: None, limit: 1, reply }, world.now);
    world.client.end(&EndReason::LoggedOut);
    let ended = RequestError::Ended(EndReason::LoggedOut);
    assert_eq!(outcome(pending_ack), Some(Err(ended.clone())));
    assert_eq!(page.try_recv(), Ok(Err(ended)));
    world.step();
    assert_eq!(world.told.last(), Some(&Update::Ended(EndReason::LoggedOut)));
}
