//! Requests of clients that may be hostile.

use crate::limits::MAX_MESSAGE_BYTES;
use crate::{ClientFrame, InvalidRequest, parse_request};
use proptest::prelude::*;

fn invalid(text: &str) -> InvalidRequest {
    parse_request(text).expect_err("valid")
}

#[test]
fn the_error_names_the_field_and_keeps_the_ref() {
    let edit = invalid(r#"{"type":"edit","ref":"a","message_id":"x","text":"t"}"#);
    assert_eq!(edit.reference.as_deref(), Some("a"));
    assert_eq!(edit.message, "message_id: Must be an integer from 1 to 2^53 - 1");
    for (text, part) in [
        (r#"{"type":"edit","message_id":1}"#, "text: Must be a string"),
        (r#"{"type":"dance"}"#, "type: \"dance\" is none of send, edit"),
        (r#"{"a":1,"type":"edit","text":"t","message_id":1.5,"z":{}}"#, "message_id: Must be an integer"),
        (r#"{"z":1,"text":5,"message_id":"x","type":"edit"}"#, "text: Must be a string"),
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
fn half_of_a_surrogate_pair_is_an_error_of_its_request() {
    let halved = invalid(r#"{"type":"send","ref":"7","client_id":"c","chat_id":1,"text":"oops \ud83d"}"#);
    assert_eq!(halved.reference.as_deref(), Some("7"));
    assert!(halved.message.starts_with("Not valid JSON: "), "{}", halved.message);
    let long = format!(r#"{{"ref":"{}","text":"\ud83d"}}"#, "r".repeat(65));
    assert_eq!(invalid(&long).reference, None);
    assert_eq!(invalid(r#"{"ref":"7","text":"#).reference, None);
}

/// Neither serde's nor Rust's.
#[test]
fn the_words_of_an_error_are_the_protocols() {
    for (text, message) in [
        ("{}", "type: Must be one of"),
        (r#"{"type":7}"#, "type: Must be one of"),
        (r#"{"type":"send","client_id":1,"text":"t","chat_id":1}"#, "client_id: Must be a string"),
        (r#"{"type":"send","client_id":"c","text":["t"],"chat_id":1}"#, "text: Must be a string"),
        (r#"{"type":"send","client_id":"c","text":"t","chat_id":"1"}"#, "chat_id: Must be an integer from 1"),
        (
            r#"{"type":"send","client_id":"c","text":"t","companion_id":1.5}"#,
            "companion_id: Must be an integer",
        ),
        (r#"{"type":"history","chat_id":1,"before":"x"}"#, "before: Must be an integer"),
        (r#"{"type":"history","chat_id":1,"limit":"x"}"#, "limit: Must be an integer from 1 to 100"),
        (r#"{"type":"resume","have":[]}"#, "have: Must be an object"),
        (r#"{"type":"resume","have":{"1":7}}"#, "have: Must be an object"),
        (r#"{"type":"resume","have":{},"before":7}"#, "before: Must be a string"),
        (r#"{"type":"sync","chat_id":1,"after":null}"#, "after: Must be an integer from 0 on"),
        (r#"{"type":"set_lifetime","chat_id":1}"#, "either seconds or withdraw is needed"),
        (
            r#"{"type":"set_lifetime","chat_id":1,"seconds":59}"#,
            "seconds: Must be an integer from 60 to 31536000, or null",
        ),
        (r#"{"type":"set_lifetime","chat_id":1,"withdraw":1}"#, "withdraw: Must be true or false"),
        (r#"{"type":"sync","chat_id":1}"#, "after: Must be an integer from 0 on"),
        (r#"{"type":"watch","user_ids":["1"]}"#, "user_ids: Must be a list of integers"),
    ] {
        let found = invalid(text).message;
        assert!(found.starts_with(message), "{text}: {found}");
        for word in ["i64", "expected", "variant", "map", "sequence", "struct"] {
            assert!(!found.contains(word), "{text}: {found}");
        }
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

/// The server reads a request with an error a few times at most, however many fields it has.
#[test]
fn a_wrong_field_among_thousands_of_others_is_found() {
    use std::fmt::Write;
    let mut text = r#"{"type":"edit","text":"t","message_id":"x""#.to_owned();
    let mut number = 0;
    while text.len() < MAX_MESSAGE_BYTES - 10 {
        write!(text, r#","{number:x}":0"#).unwrap();
        number += 1;
    }
    text.push('}');
    assert_eq!(invalid(&text).message, "message_id: Must be an integer from 1 to 2^53 - 1");
}
