//! The page's scripts have the same constants.

use crate::limits as l;
use crate::{CloseCode, SUBPROTOCOL};
use simple_chats_domain::MessageText;
use std::collections::BTreeMap;
use std::time::Duration;

const SCRIPT: &str = include_str!("../../../../web-assets/static/scripts/live/protocol.js");

/// The value of a constant in the scripts, by its name.
fn expected(name: &str) -> Option<String> {
    let milliseconds = |time: Duration| time.as_millis().to_string();
    let close_code = |code: CloseCode| code.number().to_string();
    Some(match name {
        "SUBPROTOCOL" => format!("'{SUBPROTOCOL}'"),
        "CLOSE_GOING_AWAY" => close_code(CloseCode::GoingAway),
        "CLOSE_UNSUPPORTED_DATA" => close_code(CloseCode::UnsupportedData),
        "CLOSE_INVALID_TEXT" => close_code(CloseCode::InvalidText),
        "CLOSE_MESSAGE_TOO_BIG" => close_code(CloseCode::MessageTooBig),
        "CLOSE_BAD_REQUESTS" => close_code(CloseCode::BadRequests),
        "CLOSE_UNAUTHENTICATED" => close_code(CloseCode::Unauthenticated),
        "CLOSE_TOO_MANY_SOCKETS" => close_code(CloseCode::TooManySockets),
        "MAX_TEXT_CHARS" => longest_text().to_string(),
        "MAX_WATCHED_USERS" => l::MAX_WATCHED_USERS.to_string(),
        "MAX_STATE_CHATS" => l::MAX_STATE_CHATS.to_string(),
        "MAX_RESUME_CHATS" => l::MAX_RESUME_CHATS.to_string(),
        "MAX_UNREAD_COUNT" => l::MAX_UNREAD_COUNT.to_string(),
        "MAX_HISTORY_MESSAGES" => l::MAX_HISTORY_MESSAGES.to_string(),
        "TYPING_INTERVAL_MS" => milliseconds(l::TYPING_INTERVAL),
        "SILENCE_TIMEOUT_MS" => milliseconds(l::SILENCE_TIMEOUT),
        "RESPONSE_TIMEOUT_MS" => milliseconds(l::RESPONSE_TIMEOUT),
        "PONG_TIMEOUT_MS" => milliseconds(l::PONG_TIMEOUT),
        "MIN_RECONNECT_DELAY_MS" => milliseconds(l::MIN_RECONNECT_DELAY),
        "MAX_RECONNECT_DELAY_MS" => milliseconds(l::MAX_RECONNECT_DELAY),
        "MAX_VISIBLE_RECONNECT_DELAY_MS" => milliseconds(l::MAX_VISIBLE_RECONNECT_DELAY),
        "MAX_RESYNC_DELAY_MS" => milliseconds(l::MAX_RESYNC_DELAY),
        "GAP_TIMEOUT_MS" => milliseconds(l::GAP_TIMEOUT),
        _ => return None,
    })
}

/// The number of characters that a message may have.
fn longest_text() -> usize {
    let fits = |chars: &usize| MessageText::parse(&"x".repeat(*chars)).is_ok();
    (1..10_000).take_while(fits).last().unwrap()
}

#[test]
fn the_scripts_have_the_constants_of_the_protocol() {
    let constants: BTreeMap<&str, String> = SCRIPT
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.strip_suffix(';')?.split_once(" = "))
        .map(|(name, value)| (name, value.replace('_', "")))
        .collect();
    assert!(constants.len() >= 20, "{constants:?}");
    for (name, value) in constants {
        let expected = expected(name).map(|value| value.replace('_', ""));
        assert_eq!(Some(value), expected, "{name} in live/protocol.js");
    }
}
