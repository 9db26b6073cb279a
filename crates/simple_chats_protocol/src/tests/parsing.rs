//! Requests of clients that may be hostile.

use crate::{ClientFrame, InvalidRequest, parse_request};
use proptest::prelude::*;

fn invalid(text: &str) -> InvalidRequest {
    parse_request(text).expect_err("valid")
}

#[test]
fn the_error_names_the_field_and_keeps_the_ref() {
    let edit = invalid(r#"{"type":"edit","ref":"a","message_id":"x","text":"t"}"#);
    assert_eq!(edit.reference.as_deref(), Some("a"));
    assert_eq!(edit.message, "message_id: invalid type: string \"x\", expected i64");
    for (text, part) in [
        (r#"{"type":"edit","message_id":1}"#, "text"),
        (r#"{"type":"dance"}"#, "dance"),
        (r#"{"type":"send","client_id":"x","text":"t"}"#, "companion_id"),
        (r#"{"type":"history","chat_id":1,"limit":101}"#, "limit: 1 to 100"),
        (r#"{"type":"delete","message_id":0}"#, "message_id: Must be an integer from 1 to 2^53 - 1"),
        ("[]", "object"),
        ("{", "JSON"),
    ] {
        let InvalidRequest { reference, message } = invalid(text);
        assert!(message.contains(part), "{text}: {message}");
        assert_eq!(reference, None);
    }
}

#[test]
fn unknown_fields_are_ignored() {
    let request = parse_request(r#"{"type":"ping","color":"red","ref":null}"#).unwrap();
    assert_eq!((request.frame, request.reference), (ClientFrame::Ping, None));
}

proptest! {
    #[test]
    fn parsing_never_panics(text in ".*") {
        let _ = parse_request(&text);
        let _ = serde_json::from_str::<crate::Envelope<crate::ServerFrame>>(&text);
    }
}
