//! Single cases, each of one rule.

use super::*;

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
