//! What the list of found messages has in common with the list of chats and with the messages themselves.

use super::list::chat_path;
use super::times;
use chrono::{DateTime, Utc};
use simple_chats_domain::{ChatId, MessageId};
use simple_chats_texts::Texts;
use std::ops::Range;

/// How many characters before what was found are shown, and how many in all.
const CHARS_BEFORE: usize = 40;
const CHARS_SHOWN: usize = 200;

/// Where a message is in its chat.
pub(in crate::views) fn message_link(chat_id: ChatId, message_id: MessageId) -> String {
    format!("{}?around={message_id}#message-{message_id}", chat_path(chat_id))
}

/// A time as the list of chats shows it.
pub(in crate::views) fn list_time_of(texts: &Texts, time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    times::list_time(texts, time, now)
}

/// The part of a text, in bytes, that shows a place in it.
pub(in crate::views) fn excerpt_around(text: &str, place: usize) -> Range<usize> {
    let before = text.get(..place).unwrap_or_default();
    let start = before.char_indices().rev().nth(CHARS_BEFORE).map_or(0, |(start, _)| start);
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.char_indices().nth(CHARS_SHOWN).map_or(rest.len(), |(end, _)| end);
    start..start + length
}
