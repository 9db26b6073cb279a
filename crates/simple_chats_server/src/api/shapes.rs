//! The JSON shapes of the API.

use serde::Serialize;
use simple_chats_domain::{Chat, ChatId, ChatOverview, Message, MessageId, Person, RestTime, User, UserId};

#[derive(Debug, Serialize)]
pub(super) struct UserShape {
    user_id: UserId,
    username: String,
    name: String,
    /// Shown only to the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    date_joined: RestTime,
}

impl UserShape {
    pub(super) fn with_email(user: User) -> Self {
        Self { email: Some(user.email.clone()), ..Self::from(user) }
    }
}

impl From<User> for UserShape {
    fn from(user: User) -> Self {
        Self {
            user_id: user.user_id,
            username: user.username,
            name: user.name,
            email: None,
            date_joined: RestTime(user.date_joined),
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct ChatShape {
    chat_id: ChatId,
    user1_id: UserId,
    user2_id: UserId,
    /// Whether a stranger has begun it, and it waits for the user.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    request: bool,
}

impl ChatShape {
    pub(super) fn of(me: UserId, chat: &Chat) -> Self {
        let [user1_id, user2_id] = chat.users();
        Self { chat_id: chat.chat_id, user1_id, user2_id, request: chat.is_request_to(me) }
    }

    pub(super) fn of_overview(me: UserId, chat: &ChatOverview) -> Self {
        let companion = chat.companion.user_id;
        let (user1_id, user2_id) = (me.min(companion), me.max(companion));
        Self { chat_id: chat.chat_id, user1_id, user2_id, request: chat.request }
    }
}

/// A chat with its companion, newest message, and unread count.
#[derive(Debug, Serialize)]
pub(super) struct ExpandedChatShape {
    chat_id: ChatId,
    user1_id: UserId,
    user2_id: UserId,
    companion: Person,
    last_message: Option<MessageShape>,
    unread: i64,
    revision: i64,
    read_up_to: i64,
    companion_read_up_to: i64,
    /// As in [`ChatShape`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    request: bool,
}

impl ExpandedChatShape {
    pub(super) fn of(me: UserId, chat: ChatOverview) -> Self {
        let companion = chat.companion.user_id;
        Self {
            chat_id: chat.chat_id,
            user1_id: me.min(companion),
            user2_id: me.max(companion),
            companion: chat.companion,
            last_message: chat.last_message.map(MessageShape::from),
            unread: chat.unread,
            revision: chat.revision,
            read_up_to: chat.read_up_to,
            companion_read_up_to: chat.companion_read_up_to,
            request: chat.request,
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct MessageShape {
    message_id: MessageId,
    datetime_writing: RestTime,
    text: String,
    sender_id: UserId,
    receiver_id: UserId,
}

impl From<Message> for MessageShape {
    fn from(message: Message) -> Self {
        Self {
            message_id: message.message_id,
            datetime_writing: RestTime(message.written_at),
            text: message.text,
            sender_id: message.sender_id,
            receiver_id: message.receiver_id,
        }
    }
}
