use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

const CHAT: ChatId = ChatId::stored(13);

fn json_of(request: &ClientFrame, reference: Option<&str>) -> Value {
    serde_json::from_str(&request.to_text(reference)).unwrap()
}

fn frame(frame: &Value) -> ServerFrame {
    Envelope::parse(&frame.to_string()).unwrap().frame
}

fn message() -> Value {
    json!({"message_id":117, "chat_id":13, "sender_id":15, "receiver_id":17, "text":"How are you?",
           "written_at":"2021-05-20T13:47:20.000Z", "edited_at":null, "client_id":"5f0c"})
}

#[test]
fn requests_are_written_as_the_protocol_has_them() {
    let send = |to| ClientFrame::Send { client_id: "5f0c".into(), text: "Hi".into(), to };
    assert_eq!(
        json_of(&send(CHAT.into()), Some("7")),
        json!({"type":"send", "ref":"7", "client_id":"5f0c", "text":"Hi", "chat_id":13})
    );
    assert_eq!(
        json_of(&send(UserId::stored(17).into()), None),
        json!({"type":"send", "client_id":"5f0c", "text":"Hi", "companion_id":17})
    );
    let have = BTreeMap::from([(CHAT, [43, 115, 117])]);
    assert_eq!(
        json_of(&ClientFrame::Resume { have, before: Some("117.13".into()) }, Some("1")),
        json!({"type":"resume", "ref":"1", "have":{"13":[43,115,117]}, "before":"117.13"})
    );
    let history = ClientFrame::History { chat_id: CHAT, before: None, limit: 100 };
    assert_eq!(json_of(&history, None), json!({"type":"history", "chat_id":13, "limit":100}));
    assert_eq!(json_of(&ClientFrame::Ping, None), json!({"type":"ping"}));
}

#[test]
fn answers_and_events_are_read() {
    let answer = json!({"type":"ack", "ref":"7", "chat_id":13, "revision":4, "message":message()});
    let envelope = Envelope::parse(&answer.to_string()).unwrap();
    assert_eq!(envelope.reference.as_deref(), Some("7"));
    assert!(matches!(envelope.frame, ServerFrame::Ack(Ack::Message { revision: 4, .. })));

    let deleted =
        json!({"type":"ack", "chat_id":13, "revision":4, "message_id":117, "message":null, "deleted":true});
    assert!(matches!(frame(&deleted), ServerFrame::Ack(Ack::SinceDeleted { revision: 4, .. })));
    assert!(matches!(
        frame(&json!({"type":"ack", "chat_id":13, "message_id":117})),
        ServerFrame::Ack(Ack::Read { .. })
    ));

    let changes = json!({"type":"changes", "chat_id":13, "has_more":false, "revision":9, "read_up_to":0,
        "companion_read_up_to":117, "changes":[{"revision":4,"message":message()},{"revision":9,"deleted":118}]});
    let ServerFrame::Changes(changes) = frame(&changes) else { panic!("these are changes") };
    assert!(!changes.reset);
    let read: Vec<_> =
        changes.changes.iter().map(|change| (change.revision(), change.message_id().get())).collect();
    assert_eq!(read, [(4, 117), (9, 118)]);

    let event = json!({"type":"edited", "chat_id":13, "revision":5, "message":message(), "colour":"red"});
    assert!(matches!(frame(&event), ServerFrame::Event(Event::Edited { revision: 5, .. })));
    let companion = json!({"user_id":17, "username":null, "name":"Deleted user"});
    let state = json!({"type":"state", "next":null, "gone":[12], "chats":[{"chat_id":13, "revision":43,
        "companion":companion, "last_message":null, "unread":2, "read_up_to":115, "companion_read_up_to":117}]});
    let ServerFrame::State(state) = frame(&state) else { panic!("this is a state") };
    assert_eq!((state.gone, state.chats[0].revision), (vec![ChatId::stored(12)], 43));
}

#[test]
fn what_is_newer_than_this_client_is_passed_over() {
    assert_eq!(frame(&json!({"type":"dance", "ref":"a"})), ServerFrame::Unknown);
    let refusal = frame(&json!({"type":"error", "code":"too_green", "message":"No"}));
    let expected = Refusal { code: None, message: "No".into(), retry_after: None };
    assert_eq!(refusal, ServerFrame::Error(expected));
    let limited = json!({"type":"error", "code":"rate_limited", "message":"Wait", "retry_after":3});
    let ServerFrame::Error(limited) = frame(&limited) else { panic!("this is an error") };
    assert_eq!((limited.code, limited.retry_after), (Some(ErrorCode::RateLimited), Some(3)));
}

#[test]
fn a_frame_with_faulty_fields_is_an_error() {
    for text in ["", "[]", "{}", r#"{"type":7}"#, r#"{"type":"message","chat_id":13}"#] {
        assert!(Envelope::parse(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in ".*") {
        let _ = Envelope::parse(&text);
    }
}
