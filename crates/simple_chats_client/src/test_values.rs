//! Values for the unit tests.

use simple_chats_domain::{
    ChatCursor, ChatId, ChatOverview, ChatPreferences, Message, MessageId, Person, UserId, parse_time,
};
use simple_chats_protocol::State;

pub(crate) const ME: UserId = UserId::stored(1);
pub(crate) const ANN: UserId = UserId::stored(2);
pub(crate) const CHAT: ChatId = ChatId::stored(13);

pub(crate) fn person(user_id: UserId, name: &str) -> Person {
    Person { user_id, username: Some(name.to_lowercase()), name: name.into() }
}

/// A message between the user and Ann.
pub(crate) fn message(message_id: i64, sender_id: UserId, text: &str) -> Message {
    Message {
        message_id: MessageId::stored(message_id),
        chat_id: CHAT,
        sender_id,
        receiver_id: if sender_id == ME { ANN } else { ME },
        text: text.into(),
        written_at: parse_time("2026-01-01T00:00:00.000Z").unwrap(),
        edited_at: None,
        client_id: None,
        reply_to: None,
        attachments: Vec::new(),
        reactions: Vec::new(),
    }
}

/// A chat with Ann, without messages.
pub(crate) fn empty_chat(chat_id: ChatId) -> ChatOverview {
    ChatOverview {
        chat_id,
        revision: 0,
        companion: person(ANN, "Ann"),
        last_message: None,
        unread: 0,
        read_up_to: 0,
        companion_read_up_to: 0,
        request: false,
        preferences: ChatPreferences::default(),
        shows_presence: false,
        hidden: false,
        place: ChatCursor::default(),
    }
}

/// The last page of a response to `resume`.
pub(crate) fn last_page(chats: Vec<ChatOverview>) -> State {
    State { chats, next: None, gone: vec![] }
}
