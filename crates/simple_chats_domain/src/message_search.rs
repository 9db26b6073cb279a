//! The search in messages: how a text is cut into words, what a search means, and by which terms an index finds the texts
//! that may match. A database only stores the terms; whether a text matches is decided here.

mod fold;
mod link;
mod query;
mod terms;
mod words;

pub use query::{MAX_TEXT_QUERY_CHARS, TextQuery, TextQueryError};
pub use terms::{SearchTerm, search_terms};

use crate::{ChatId, Message, MessageId, Person, UserId};
use link::has_link;
use serde::{Deserialize, Serialize};

/// The version of [`search_terms`]. It grows whenever the terms of any text change; the stored ones are made again then.
pub const SEARCH_TERMS_VERSION: u32 = 1;

/// A search in the messages that a user sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageSearch {
    /// What the texts must match.
    pub query: TextQuery,
    /// What else is looked for.
    pub filter: SearchFilter,
    /// The only chat in which to search.
    pub chat_id: Option<ChatId>,
    /// Only messages before this one.
    pub before: Option<MessageId>,
    /// The most messages to find.
    pub limit: i64,
}

impl MessageSearch {
    /// Terms of which every message that is looked for has all.
    #[must_use]
    pub fn terms(&self) -> Vec<SearchTerm> {
        let mut terms = self.query.terms();
        if self.filter.has == Some(SearchContent::Link) {
            terms.push(SearchTerm::link());
        }
        terms
    }

    /// Whether a user who searches looks for a message.
    #[must_use]
    pub fn finds(&self, me: UserId, message: &Message) -> bool {
        self.chat_id.is_none_or(|chat_id| chat_id == message.chat_id)
            && self.before.is_none_or(|before| message.message_id < before)
            && self.query.matches(&message.text)
            && self.filter.accepts(me, message)
    }
}

/// What a search in messages looks for, besides the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchFilter {
    /// Who has written it.
    pub from: Option<SearchAuthor>,
    /// What it has.
    pub has: Option<SearchContent>,
}

/// Who has written a message, as the searching user sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchAuthor {
    /// The searching user.
    Me,
    /// The other user of the chat.
    Companion,
}

/// What a message has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchContent {
    /// An attachment.
    Attachment,
    /// The address of a page.
    Link,
}

impl SearchAuthor {
    /// Reads the value of a parameter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "me" => Some(Self::Me),
            "companion" => Some(Self::Companion),
            _ => None,
        }
    }
}

impl SearchContent {
    /// Reads the value of a parameter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "attachment" => Some(Self::Attachment),
            "link" => Some(Self::Link),
            _ => None,
        }
    }

    /// Whether a message has it.
    #[must_use]
    pub fn is_in(self, message: &Message) -> bool {
        match self {
            Self::Attachment => !message.attachments.is_empty(),
            Self::Link => has_link(&message.text),
        }
    }
}

impl SearchFilter {
    /// Whether a message is one that the user looks for.
    #[must_use]
    pub fn accepts(self, me: UserId, message: &Message) -> bool {
        let is_by_author = match self.from {
            None => true,
            Some(SearchAuthor::Me) => message.sender_id == me,
            Some(SearchAuthor::Companion) => message.sender_id != me,
        };
        is_by_author && self.has.is_none_or(|content| content.is_in(message))
    }
}

/// A message that was found, with the other user of its chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMessage {
    /// The message.
    #[serde(flatten)]
    pub message: Message,
    /// The other user.
    pub companion: Person,
}
