//! The chat screen: the list of chats, the messages of one chat, and the form below them.

mod composer;
mod list;
mod screen;
mod timeline;

pub(super) use composer::{Rejection, SendOutcome, try_to_send};
pub(super) use list::{ChatListItem, Pager, chat_path, newest_chats};
pub(super) use screen::ChatScreen;

use super::error::PageError;
use simple_chats_domain::{ChatId, MessageId};

pub(super) fn chat_id_of(text: &str) -> Result<ChatId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) fn message_id_of(text: &str) -> Result<MessageId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
