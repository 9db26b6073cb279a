//! Fuzz targets: frames in both directions.

mod made;

use super::*;
use crate::limits::{MAX_HISTORY_MESSAGES, MAX_REF_CHARS, MAX_RESUME_CHATS, MAX_WATCHED_USERS};
use crate::parse_request;
use simple_chats_fuzzing::{Decisions, damaged, fuzz, texts};

/// Parts of JSON at which parsers fail.
const JSON: &[&str] = &[
    "{\"type\":\"send\",",
    "{\"type\":\"edit\",",
    "{\"type\":\"resume\",\"have\":{",
    "{\"type\":\"watch\",\"user_ids\":[",
    "{\"type\":\"sync\",",
    "\"ref\":",
    "\"chat_id\":",
    "\"companion_id\":",
    "\"message_id\":",
    "\"client_id\":",
    "\"text\":",
    "\"after\":",
    "\"before\":",
    "\"limit\":",
    "\"type\":",
    "\"13\":[1,2,3]",
    "null",
    "true",
    "1e999",
    "-0",
    "1.0",
    "1E5",
    "99999999999999999999",
    "9007199254740992",
    "-9223372036854775808",
    "\"\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\\u0000\"",
    "\"x\"",
    "\u{FEFF}",
    "\u{2028}",
    "}",
    "}",
    "]",
    ",",
    "{",
    "[",
];

#[test]
fn requests() {
    fuzz!(|input: &[u8]| {
        let request = made::request(&mut Decisions::of(input));
        assert_eq!(parse_request(&request.to_json()), Ok(request));
    });
}

#[test]
fn responses() {
    fuzz!(|input: &[u8]| {
        let response = made::response(&mut Decisions::of(input));
        let text = response.to_json();
        let parsed: Envelope<ServerFrame> = serde_json::from_str(&text).unwrap();
        assert_eq!(parsed, response, "{text}");
    });
}

#[test]
fn damaged_requests() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let whole = made::request(&mut decisions).to_json();
        check_request(&String::from_utf8_lossy(&damaged(whole.as_bytes(), decisions.rest())));
        for text in texts(input, JSON) {
            check_request(&text);
        }
    });
}

/// A text is a request within the limits, which says the same when it is written down again, or an error with a reason.
fn check_request(text: &str) {
    let value: Option<Value> = serde_json::from_str(text).ok();
    let reference = value.as_ref().and_then(|value| value["ref"].as_str());
    let reference = reference.filter(|text| text.chars().count() <= MAX_REF_CHARS);
    match parse_request(text) {
        Ok(request) => {
            assert_eq!(request.reference.as_deref(), reference, "{text}");
            assert!(is_within_limits(&request.frame), "{text}");
            assert_eq!(parse_request(&request.to_json()).as_ref(), Ok(&request));
        }
        Err(error) => {
            assert!(!error.message.is_empty(), "{text}");
            assert!(error.message.len() <= 200 + 2 * text.len(), "{text}");
            let is_object = value.as_ref().is_some_and(Value::is_object);
            assert_eq!(error.message.starts_with("Not valid JSON"), value.is_none(), "{text}");
            assert_eq!(error.reference.as_deref(), reference.filter(|_| is_object), "{text}");
        }
    }
}

fn is_within_limits(frame: &ClientFrame) -> bool {
    match frame {
        ClientFrame::Send { chat_id, companion_id, .. } => chat_id.is_some() != companion_id.is_some(),
        ClientFrame::History { limit, .. } => (1..=MAX_HISTORY_MESSAGES).contains(limit),
        ClientFrame::Resume { have, .. } => have.len() <= MAX_RESUME_CHATS,
        ClientFrame::Watch { user_ids } => user_ids.len() <= MAX_WATCHED_USERS,
        ClientFrame::Sync { after, .. } => *after >= 0,
        _ => true,
    }
}

/// A client gets along with any server: a frame that it understands says the same when it is written down again.
#[test]
fn damaged_responses() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let whole = made::response(&mut decisions).to_json();
        let [text, spelled] = texts(&damaged(whole.as_bytes(), decisions.rest()), JSON);
        for text in [text, spelled] {
            let Ok(frame) = serde_json::from_str::<Envelope<ServerFrame>>(&text) else { continue };
            let again: Envelope<ServerFrame> = serde_json::from_str(&frame.to_json()).unwrap();
            assert_eq!(again, frame, "{text}");
        }
    });
}
