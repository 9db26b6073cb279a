//! The chat screen: the list of chats, the messages of one chat, and the form below them.

mod attachments;
mod composer;
mod formatting;
mod found;
mod lifetime_line;
mod list;
mod place;
mod quote;
mod screen;
mod text;
mod timeline;
mod times;

pub(super) use attachments::preview_of;
pub(crate) use attachments::push_text;
pub(super) use composer::{Rejection, SendOutcome, try_to_send};
pub(super) use found::{excerpt_around, list_time_of, message_link};
pub(super) use lifetime_line::duration;
pub(super) use list::{Pager, chat_path, rows_of, with_presence};
pub(super) use place::place_of;
pub(super) use screen::{ChatScreen, Loaded, StoredScreen};
pub(super) use timeline::message_path;

use super::error::PageError;
use std::str::FromStr;

/// Parses the id of a chat or message; a malformed one is not found.
pub(super) fn id_of<Id: FromStr>(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
