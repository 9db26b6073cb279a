//! A client against a model server over an unreliable network.

use super::*;
use crate::chat_view::ChatView;
use crate::command::PendingAck;
use proptest::prelude::*;
use serde_json::json;
use simple_chats_domain::{ChatOverview, Destination, ErrorCode, Event, Lifetime, Message};
use simple_chats_protocol::ChatMark;
use world::World;

mod cases;
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
    Reply(usize, bool, usize),
    React(usize, bool, usize, usize),
    SetLifetime(usize, bool, usize),
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
        2 => (n.clone(), any::<bool>(), n.clone()).prop_map(|(chat, own, at)| Step::Reply(chat, own, at)),
        4 => (n.clone(), any::<bool>(), n.clone(), 0_usize..3)
            .prop_map(|(chat, own, at, emoji)| Step::React(chat, own, at, emoji)),
        3 => (n.clone(), any::<bool>(), 0_usize..3)
            .prop_map(|(chat, own, lifetime)| Step::SetLifetime(chat, own, lifetime)),
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
        Step::Reply(chat, own, at) => server
            .chat_at(chat)
            .map(|chat| chat.chat.chat_id)
            .and_then(|chat_id| server.reply(chat_id, own, at, &text)),
        Step::React(chat, own, at, emoji) => {
            let emoji = [None, Some("👍"), Some("🙏")][emoji];
            server.chat_at(chat).and_then(|chat| chat.react(own, at, emoji))
        }
        Step::SetLifetime(chat, own, lifetime) => {
            let lifetime = [None, Some(Lifetime::MIN), Some(Lifetime::MAX)][lifetime];
            server.chat_at(chat).and_then(|chat| chat.set_lifetime(own, lifetime))
        }
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
        let mark = ChatMark::WithPreferences([revision, read_up_to, companion_read_up_to, 0]);
        assert_eq!(viewed.mark(), mark);
        assert_eq!(viewed.lifetime(), chat.chat.lifetime);
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

/// The chat and revision of a change, the message's id, and the message after it unless it was deleted. `messages`: those
/// of the chat before it.
fn change_of(
    update: &Update,
    messages: &BTreeMap<MessageId, Message>,
) -> Option<(ChatId, i64, MessageId, Option<Message>)> {
    let Update::Event(event) = update else { return None };
    match event {
        Event::Message { chat_id, revision, message } | Event::Edited { chat_id, revision, message } => {
            Some((*chat_id, *revision, message.message_id, Some(message.clone())))
        }
        Event::Reacted { chat_id, revision, message_id, user_id, emoji } => {
            let mut message = messages.get(message_id).cloned();
            if let Some(message) = &mut message {
                message.set_reaction(*user_id, emoji.clone());
            }
            Some((*chat_id, *revision, *message_id, message))
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
            if let Update::Event(Event::Lifetime { chat_id: changed, revision: at, .. }) = update
                && changed == chat_id
            {
                assert!(*at > revision, "{at} after {revision}");
                revision = *at;
            }
            let change = change_of(update, &messages).filter(|change| change.0 == *chat_id);
            let Some((_, at, message_id, message)) = change else { continue };
            assert!(at > revision, "{at} after {revision}");
            revision = at;
            let is_new = matches!(update, Update::Event(Event::Message { .. }));
            let was_known = messages.remove(&message_id).is_some();
            assert!(!is_new || !was_known, "{message_id} is reported as new twice");
            if let Some(message) = message.filter(|_| is_new || was_known) {
                messages.insert(message_id, message);
            }
        }
        let mut stored = chat.messages();
        stored.retain(|message| message.message_id.get() > from);
        let mut reported: Vec<_> = messages.into_values().collect();
        // A change of an original is reported once, and not for each of its replies.
        for message in reported.iter_mut().chain(&mut stored) {
            message.reply_to = None;
        }
        assert_eq!(reported, stored, "chat {chat_id}");
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
