//! The state of chats in responses and in the REST API's `changes`: lists of chats, histories, and changes.

use serde::{Deserialize, Serialize};
use simple_chats_domain::{
    Chat, ChatChange, ChatId, ChatLifetime, ChatOverview, FoundMessage, HistoryPage, HistoryRange,
    LifetimeAction, LifetimeChange, Message, MessageId, Page, StoredMessage, UserId, rfc3339_millis,
};

/// A client's state of a chat: its revision, the user's read mark, and the companion's read mark, and the version of the
/// user's preferences if the client knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChatMark {
    /// With the version of the preferences.
    WithPreferences([i64; 4]),
    /// Of a client that knows no preferences.
    Plain([i64; 3]),
}

impl ChatMark {
    /// Whether it is the state of this chat.
    #[must_use]
    pub fn is_of(&self, chat: &ChatOverview) -> bool {
        let [revision, read, companion_read] = [chat.revision, chat.read_up_to, chat.companion_read_up_to];
        match self {
            Self::WithPreferences(mark) => {
                *mark == [revision, read, companion_read, chat.preferences.version]
            }
            Self::Plain(mark) => *mark == [revision, read, companion_read],
        }
    }
}

/// The chats that differ from the client's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The chats, newest first.
    pub chats: Vec<ChatOverview>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
    /// The client's chats that no longer exist.
    pub gone: Vec<ChatId>,
}

/// A page of a chat's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The chat.
    pub chat_id: ChatId,
    /// The messages, newest first.
    pub messages: Vec<Message>,
    /// Whether the chat has older messages or, in the response to `after`, newer ones.
    pub has_more: bool,
    /// Whether the chat has older messages; only in the response to `around`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_more_before: Option<bool>,
    /// Whether the chat has newer messages; only in the response to `around`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_more_after: Option<bool>,
    /// The changes of the lifetime among the messages, in order of revision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifetime_changes: Vec<ShownLifetimeChange>,
    /// The chat's revision; the messages are as of this revision or newer.
    pub revision: i64,
    /// The newest message that the user has read; 0 for none.
    pub read_up_to: i64,
    /// The newest message that the companion has read; 0 for none.
    pub companion_read_up_to: i64,
}

/// A change of the lifetime of new messages, as the timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownLifetimeChange {
    /// The chat's revision after the change.
    pub revision: i64,
    /// The lifetime after the change.
    pub lifetime: ChatLifetime,
    /// The user who has changed it.
    pub user_id: UserId,
    /// What that user has done.
    pub action: LifetimeAction,
    /// When, as RFC 3339 in UTC with milliseconds.
    pub changed_at: String,
    /// The newest message at that time, deleted or not, behind which the timeline shows the change; 0 for none.
    pub behind: i64,
}

impl From<LifetimeChange> for ShownLifetimeChange {
    fn from(change: LifetimeChange) -> Self {
        let LifetimeChange { revision, lifetime, user_id, action, changed_at, behind, .. } = change;
        Self { revision, lifetime, user_id, action, changed_at: rfc3339_millis(changed_at), behind }
    }
}

/// The messages that a search has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The messages, newest first, each with its chat's companion.
    pub messages: Vec<FoundMessage>,
    /// Whether there are older ones.
    pub has_more: bool,
}

impl From<Page<FoundMessage>> for Found {
    fn from(page: Page<FoundMessage>) -> Self {
        Self { messages: page.items, has_more: page.more }
    }
}

/// The changes of a chat since a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The chat.
    pub chat_id: ChatId,
    /// The changes in order of revision: one per message, and each of the lifetime.
    pub changes: Vec<Change>,
    /// Whether more changes follow the last one.
    pub has_more: bool,
    /// The chat's current revision.
    pub revision: i64,
    /// The newest message that the user has read; 0 for none.
    pub read_up_to: i64,
    /// The newest message that the companion has read; 0 for none.
    pub companion_read_up_to: i64,
    /// Whether the client's revision lies beyond the current one, so that it has to load the chat again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
}

/// A message at its latest revision, or a change of the lifetime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Change {
    /// It was sent or edited.
    Message {
        /// The chat's revision.
        revision: i64,
        /// The message.
        message: Message,
    },
    /// It was deleted.
    Deleted {
        /// The chat's revision.
        revision: i64,
        /// The message's id.
        deleted: MessageId,
    },
    /// The lifetime of new messages was changed, or another one was proposed.
    Lifetime {
        /// The chat's revision.
        revision: i64,
        /// The lifetime after the change.
        lifetime: ChatLifetime,
        /// The user who has changed it.
        user_id: UserId,
    },
}

impl History {
    /// A page as one of the chat's users sees it.
    #[must_use]
    pub fn of(user_id: UserId, chat: &Chat, range: HistoryRange, page: HistoryPage) -> Self {
        let is_around = matches!(range, HistoryRange::Around(_) | HistoryRange::From(_));
        let is_after = matches!(range, HistoryRange::After(_));
        Self {
            chat_id: chat.chat_id,
            messages: page.messages,
            has_more: if is_after { page.has_newer } else { page.has_older },
            has_more_before: is_around.then_some(page.has_older),
            has_more_after: is_around.then_some(page.has_newer),
            lifetime_changes: Vec::new(),
            revision: chat.revision,
            read_up_to: chat.read_up_to(user_id),
            companion_read_up_to: chat.companion_read_up_to(user_id),
        }
    }

    /// The page with the changes of the lifetime among its messages.
    #[must_use]
    pub fn with_lifetime_changes(self, changes: Vec<LifetimeChange>) -> Self {
        Self { lifetime_changes: changes.into_iter().map(ShownLifetimeChange::from).collect(), ..self }
    }
}

impl Changes {
    /// A page as one of the chat's users sees it; `None` if the client is ahead of the chat.
    #[must_use]
    pub fn of(user_id: UserId, chat: &Chat, page: Option<Page<ChatChange>>) -> Self {
        let reset = page.is_none();
        let page = page.unwrap_or(Page { items: Vec::new(), more: false });
        Self {
            chat_id: chat.chat_id,
            changes: page.items.into_iter().map(Change::from).collect(),
            has_more: page.more,
            revision: chat.revision,
            read_up_to: chat.read_up_to(user_id),
            companion_read_up_to: chat.companion_read_up_to(user_id),
            reset,
        }
    }
}

impl Change {
    /// The chat's revision.
    #[must_use]
    pub fn revision(&self) -> i64 {
        match self {
            Self::Message { revision, .. }
            | Self::Deleted { revision, .. }
            | Self::Lifetime { revision, .. } => *revision,
        }
    }

    /// The message that has changed; `None` if the lifetime has.
    #[must_use]
    pub fn message_id(&self) -> Option<MessageId> {
        match self {
            Self::Message { message, .. } => Some(message.message_id),
            Self::Deleted { deleted, .. } => Some(*deleted),
            Self::Lifetime { .. } => None,
        }
    }
}

impl From<ChatChange> for Change {
    fn from(change: ChatChange) -> Self {
        match change {
            ChatChange::Message(stored) => stored.into(),
            ChatChange::Lifetime(LifetimeChange { revision, lifetime, user_id, .. }) => {
                Self::Lifetime { revision, lifetime, user_id }
            }
        }
    }
}

impl From<StoredMessage> for Change {
    fn from(StoredMessage { message, revision, deleted }: StoredMessage) -> Self {
        if deleted {
            Self::Deleted { revision, deleted: message.message_id }
        } else {
            Self::Message { revision, message }
        }
    }
}
