//! Rows of the statements for overviews.

use crate::message_parts::{MessageParts, reactions_of};
use crate::millis::Millis;
use crate::preference_columns::mute_of;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use simple_chats_domain::{
    ChatCursor, ChatId, ChatOverview, ChatPreferences, Message, MessageId, Person, UserId,
};

/// The greatest number of unread messages that is shown.
const MAX_UNREAD: i64 = 100;

#[derive(QueryableByName)]
#[expect(clippy::struct_excessive_bools, reason = "columns of the statement")]
pub(super) struct OverviewRow {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = BigInt)]
    companion_id: i64,
    #[diesel(sql_type = BigInt)]
    read_up_to: i64,
    #[diesel(sql_type = BigInt)]
    companion_read_up_to: i64,
    #[diesel(sql_type = Nullable<Text>)]
    username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    message_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    sender_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    receiver_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    text: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    written_at: Option<Millis>,
    #[diesel(sql_type = Nullable<BigInt>)]
    edited_at: Option<Millis>,
    #[diesel(sql_type = Nullable<Text>)]
    client_id: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) reply_to: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    sender_reaction: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    receiver_reaction: Option<String>,
    #[diesel(sql_type = Nullable<Integer>)]
    attachment_count: Option<i32>,
    #[diesel(sql_type = BigInt)]
    unread: i64,
    #[diesel(sql_type = Bool)]
    is_request: bool,
    #[diesel(sql_type = Bool)]
    is_presence_shown: bool,
    #[diesel(sql_type = BigInt)]
    last_message_id: i64,
    #[diesel(sql_type = BigInt)]
    version: i64,
    #[diesel(sql_type = BigInt)]
    pinned_at: i64,
    #[diesel(sql_type = Bool)]
    archived: bool,
    #[diesel(sql_type = BigInt)]
    muted_until: i64,
    #[diesel(sql_type = Bool)]
    marked_unread: bool,
    #[diesel(sql_type = BigInt)]
    cleared_up_to: i64,
    #[diesel(sql_type = Bool)]
    is_hidden: bool,
    #[diesel(sql_type = BigInt)]
    pub(super) archived_chats: i64,
}

impl OverviewRow {
    /// The newest message, if it has attachments.
    pub(super) fn carrier(&self) -> Option<i64> {
        self.message_id.filter(|_| self.attachment_count.is_some_and(|count| count > 0))
    }

    fn last_message(&mut self, parts: &MessageParts) -> Option<Message> {
        let (sender_id, receiver_id) = (UserId::stored(self.sender_id?), UserId::stored(self.receiver_id?));
        Some(Message {
            message_id: MessageId::stored(self.message_id?),
            chat_id: ChatId::stored(self.chat_id),
            sender_id,
            receiver_id,
            text: self.text.take()?,
            written_at: self.written_at?.time(),
            edited_at: self.edited_at.map(Millis::time),
            client_id: self.client_id.take(),
            reply_to: self.reply_to.map(|message_id| parts.quote_of(message_id)),
            attachments: self
                .carrier()
                .map(|message_id| parts.attachments_of(message_id))
                .unwrap_or_default(),
            reactions: reactions_of(
                [sender_id, receiver_id],
                self.sender_reaction.take(),
                self.receiver_reaction.take(),
            ),
        })
    }

    fn preferences(&self) -> ChatPreferences {
        ChatPreferences {
            version: self.version,
            pinned: self.pinned_at > 0,
            archived: self.archived,
            muted_until: mute_of(self.muted_until),
            marked_unread: self.marked_unread,
            cleared_up_to: self.cleared_up_to,
        }
    }

    /// The overview, in which a mute that has ended by now is none.
    pub(super) fn overview(mut self, parts: &MessageParts, now: DateTime<Utc>) -> ChatOverview {
        let (pinned_at, last_message_id, chat_id) = (self.pinned_at, self.last_message_id, self.chat_id);
        ChatOverview {
            chat_id: ChatId::stored(chat_id),
            revision: self.revision,
            last_message: self.last_message(parts),
            preferences: self.preferences().at(now),
            companion: Person::from_row(UserId::stored(self.companion_id), self.username, self.name),
            unread: self.unread.min(MAX_UNREAD),
            read_up_to: self.read_up_to,
            companion_read_up_to: self.companion_read_up_to,
            request: self.is_request,
            shows_presence: self.is_presence_shown,
            hidden: self.is_hidden,
            place: ChatCursor { pinned_at, last_message_id, chat_id },
        }
    }
}
