//! Frames are serialized and parsed as `docs/live-protocol.md` specifies.

mod asyncapi;
mod fuzz;
mod parsing;
mod scripts;

use super::*;
use serde_json::{Value, json};
use simple_chats_domain::{
    Ack, AttachmentId, ChatId, Destination, ErrorCode, Event, MessageId, PreferencesChange, UserId,
};
use std::collections::BTreeMap;

const CHAT: ChatId = ChatId::stored(13);

fn json_of(frame: ClientFrame, reference: Option<&str>) -> Value {
    let reference = reference.map(str::to_owned);
    serde_json::from_str(&Envelope { frame, reference }.to_json()).unwrap()
}

fn server_frame(frame: &Value) -> ServerFrame {
    serde_json::from_str::<Envelope<ServerFrame>>(&frame.to_string()).unwrap().frame
}

fn message() -> Value {
    json!({"message_id":117, "chat_id":13, "sender_id":15, "receiver_id":17, "text":"How are you?",
           "written_at":"2021-05-20T13:47:20.000Z", "edited_at":null, "client_id":"5f0c",
           "reply_to":null, "attachments":[], "reactions":[]})
}

#[test]
fn requests_are_serialized_without_unset_fields() {
    let send = |to| ClientFrame::send("5f0c".into(), "Hi".into(), to, None);
    assert_eq!(
        json_of(send(Destination::Chat(CHAT)), Some("7")),
        json!({"type":"send", "ref":"7", "client_id":"5f0c", "text":"Hi", "chat_id":13})
    );
    assert_eq!(
        json_of(send(Destination::Companion(UserId::stored(17))), None),
        json!({"type":"send", "client_id":"5f0c", "text":"Hi", "companion_id":17})
    );
    let reply = Some(MessageId::stored(117));
    assert_eq!(
        json_of(ClientFrame::send("5f0c".into(), "Hi".into(), Destination::Chat(CHAT), reply), None),
        json!({"type":"send", "client_id":"5f0c", "text":"Hi", "chat_id":13, "reply_to":117})
    );
    let (to, ids) = (Destination::Chat(CHAT), [AttachmentId::from_random(0x9f)]);
    let carrying = ClientFrame::send_attachments("5f0c".into(), String::new(), to, None, &ids);
    let id = "0000000000000000000000000000009f";
    assert_eq!(
        json_of(carrying, None),
        json!({"type":"send", "client_id":"5f0c", "text":"", "chat_id":13, "attachment_ids":[id]})
    );
    let have = BTreeMap::from([
        (CHAT.to_string(), ChatMark::Plain([43, 115, 117])),
        ("14".to_owned(), ChatMark::WithPreferences([43, 115, 117, 4])),
    ]);
    assert_eq!(
        json_of(ClientFrame::Resume { have, before: Some("117.13".into()) }, Some("1")),
        json!({"type":"resume", "ref":"1", "have":{"13":[43,115,117], "14":[43,115,117,4]}, "before":"117.13"})
    );
    let mute = PreferencesChange { muted_until: Some(None), ..PreferencesChange::default() };
    let prefer = ClientFrame::prefer(CHAT, mute);
    assert_eq!(json_of(prefer.clone(), None), json!({"type":"prefer", "chat_id":13, "muted_until":null}));
    let parsed = parse_request(r#"{"type":"prefer","chat_id":13,"muted_until":null}"#).unwrap();
    assert_eq!(parsed.frame, prefer, "null ends the mute, which is not the same as nothing");
    let history = ClientFrame::history(CHAT, None, 100);
    assert_eq!(json_of(history, None), json!({"type":"history", "chat_id":13, "limit":100}));
    assert_eq!(json_of(ClientFrame::Ping, None), json!({"type":"ping"}));
}

#[test]
fn a_server_that_tells_no_feature_level_has_none() {
    let ready = |more: Value| {
        let mut frame = json!({"type":"ready", "user_id":15, "epoch":"6f1c", "server_time":"-"});
        frame.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        match server_frame(&frame) {
            ServerFrame::Ready(ready) => ready.feature_level,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((ready(json!({})), ready(json!({"feature_level":7}))), (0, 7));
}

#[test]
fn responses_and_events_are_parsed() {
    let ack = json!({"type":"ack", "ref":"7", "chat_id":13, "revision":4, "message":message()});
    let envelope: Envelope<ServerFrame> = serde_json::from_value(ack).unwrap();
    assert_eq!(envelope.reference.as_deref(), Some("7"));
    assert!(matches!(envelope.frame, ServerFrame::Ack(Ack::Message { revision: 4, .. })));

    let deleted =
        json!({"type":"ack", "chat_id":13, "revision":4, "message_id":117, "message":null, "deleted":true});
    assert!(matches!(server_frame(&deleted), ServerFrame::Ack(Ack::SinceDeleted { revision: 4, .. })));
    let read = json!({"type":"ack", "chat_id":13, "message_id":117});
    assert!(matches!(server_frame(&read), ServerFrame::Ack(Ack::Read { .. })));

    let changes = json!({"type":"changes", "chat_id":13, "has_more":false, "revision":9, "read_up_to":0,
        "companion_read_up_to":117, "changes":[{"revision":4,"message":message()},{"revision":9,"deleted":118}]});
    let ServerFrame::Changes(changes) = server_frame(&changes) else { panic!("not changes") };
    assert!(!changes.reset);
    let read: Vec<_> =
        changes.changes.iter().map(|change| (change.revision(), change.message_id())).collect();
    assert_eq!(read, [(4, MessageId::stored(117)), (9, MessageId::stored(118))]);

    let event = json!({"type":"edited", "chat_id":13, "revision":5, "message":message(), "color":"red"});
    assert!(matches!(server_frame(&event), ServerFrame::Event(Event::Edited { revision: 5, .. })));
    assert_eq!(server_frame(&json!({"type":"resync"})), ServerFrame::Event(Event::Resync));
}

#[test]
fn frames_and_error_codes_of_later_versions_are_ignored() {
    assert_eq!(server_frame(&json!({"type":"dance", "ref":"a"})), ServerFrame::Unknown);
    let error = server_frame(&json!({"type":"error", "code":"too_green", "message":"No"}));
    let expected = ErrorFrame { code: None, message: "No".into(), retry_after: None };
    assert_eq!(error, ServerFrame::Error(expected));
    let limited = json!({"type":"error", "code":"rate_limited", "message":"Wait", "retry_after":3});
    let ServerFrame::Error(limited) = server_frame(&limited) else { panic!("not an error") };
    assert_eq!((limited.code, limited.retry_after), (Some(ErrorCode::RateLimited), Some(3)));
}

#[test]
fn a_server_frame_with_missing_or_wrong_fields_is_an_error() {
    for text in ["", "[]", "{}", r#"{"type":7}"#, r#"{"type":"message","chat_id":13}"#] {
        assert!(serde_json::from_str::<Envelope<ServerFrame>>(text).is_err(), "{text}");
    }
}

#[test]
fn close_codes_have_the_numbers_and_reactions_of_the_specification() {
    use ClientReaction::{LogIn, Reconnect, ReconnectNow, Stop, Wait};
    let specified = [
        (1001, ReconnectNow),
        (1002, Reconnect),
        (1003, Stop),
        (1007, Stop),
        (1009, Stop),
        (1011, Reconnect),
        (4400, Stop),
        (4401, LogIn),
        (4408, Reconnect),
        (4409, Reconnect),
        (4429, Wait),
    ];
    let codes = CloseCode::ALL.map(|code| (code.number(), code.reaction()));
    assert_eq!(codes, specified);
    assert_eq!(CloseCode::from_number(4401), Some(CloseCode::Unauthenticated));
    assert_eq!(CloseCode::from_number(1000), None);
}
