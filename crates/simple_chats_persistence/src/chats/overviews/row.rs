//! Rows of the statements for overviews. They have many columns, so they are read by position: looking up each by its name
//! costs more than all else about a row.

use crate::message_parts::{MessageParts, reactions_of};
use crate::millis::Millis;
use crate::preference_columns::PreferenceColumns;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
<<<<<<< HEAD
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use simple_chats_domain::{ChatCursor, ChatId, ChatOverview, Message, MessageId, Person, UserId};
=======
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use simple_chats_domain::{
    ChatCursor, ChatId, ChatOverview, ChatPreferences, Message, MessageId, Person, UserId,
};
>>>>>>> attachments

/// The greatest number of unread messages that is shown.
const MAX_UNREAD: i64 = 100;

/// The types of the columns in order, a tuple for each part.
pub(super) type OverviewTypes = (ChatTypes, PersonTypes, NewestTypes, OwnTypes, BigInt);

#[derive(Queryable)]
pub(super) struct OverviewRow {
<<<<<<< HEAD
    chat: ChatColumns,
    companion: PersonColumns,
    newest: NewestColumns,
    own: PreferenceColumns,
    pub(super) archived_chats: i64,
}

/// The columns of a chat, on whichever side user $1 is. The companion's mark is shown if the users can be aware of each
/// other; see `ChatPrivacy::is_mutual` in the domain.
pub(super) const CHAT: &str = "chats.chat_id, chats.revision, chats.last_message_id, \
     CASE WHEN user1_id = $1 THEN user2_id ELSE user1_id END, \
     CASE WHEN user1_id = $1 THEN user1_read_up_to ELSE user2_read_up_to END, \
     CASE WHEN NOT shows_read_marks OR user1_blocks OR user2_blocks OR request_to <> 0 THEN 0 \
         WHEN user1_id = $1 THEN user2_read_up_to ELSE user1_read_up_to END, \
     CASE WHEN user1_id = $1 THEN user1_unread ELSE user2_unread END, \
     request_to = $1, \
     shows_presence AND NOT user1_blocks AND NOT user2_blocks AND request_to = 0";

type ChatTypes = (BigInt, BigInt, BigInt, BigInt, BigInt, BigInt, BigInt, Bool, Bool);

#[derive(Clone, Copy, Queryable)]
pub(super) struct ChatColumns {
    chat_id: i64,
    revision: i64,
    last_message_id: i64,
    companion_id: i64,
    read_up_to: i64,
    companion_read_up_to: i64,
    unread: i64,
    is_request: bool,
    is_presence_shown: bool,
}

pub(super) const PERSON: &str = "companion.username, companion.name";

type PersonTypes = (Nullable<Text>, Nullable<Text>);

#[derive(Queryable)]
pub(super) struct PersonColumns {
    username: Option<String>,
    name: Option<String>,
}

/// The columns of a chat's newest message, which may be missing.
pub(super) const NEWEST: &str = "newest.message_id, newest.sender_id, newest.receiver_id, newest.text, newest.written_at, \
     newest.edited_at, newest.client_id, newest.reply_to, newest.sender_reaction, newest.receiver_reaction";

type NewestTypes = (
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<BigInt>,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<Text>,
);

#[derive(Queryable)]
pub(super) struct NewestColumns {
    message_id: Option<i64>,
    sender_id: Option<i64>,
    receiver_id: Option<i64>,
    text: Option<String>,
    written_at: Option<Millis>,
    edited_at: Option<Millis>,
    client_id: Option<String>,
    reply_to: Option<i64>,
    sender_reaction: Option<String>,
    receiver_reaction: Option<String>,
}

impl NewestColumns {
    fn message(self, chat_id: ChatId, quotes: &Quotes) -> Option<Message> {
=======
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
>>>>>>> attachments
        let (sender_id, receiver_id) = (UserId::stored(self.sender_id?), UserId::stored(self.receiver_id?));
        Some(Message {
            message_id: MessageId::stored(self.message_id?),
            chat_id,
            sender_id,
            receiver_id,
            text: self.text?,
            written_at: self.written_at?.time(),
            edited_at: self.edited_at.map(Millis::time),
<<<<<<< HEAD
            client_id: self.client_id,
            reply_to: self.reply_to.map(|message_id| quotes.of(message_id)),
            reactions: reactions_of([sender_id, receiver_id], self.sender_reaction, self.receiver_reaction),
=======
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
>>>>>>> attachments
        })
    }
}

/// What user $1 has set.
pub(super) const OWN: &str = "COALESCE(own.version, 0), COALESCE(own.pinned_at, 0), COALESCE(own.archived, FALSE), \
     COALESCE(own.muted_until, 0), COALESCE(own.marked_unread, FALSE), COALESCE(own.cleared_up_to, 0), \
     COALESCE(own.hidden, FALSE)";

type OwnTypes = (BigInt, BigInt, Bool, BigInt, Bool, BigInt, Bool);

impl OverviewRow {
    /// The message that the newest one answers.
    pub(super) fn original_of_newest(&self) -> Option<i64> {
        self.newest.reply_to
    }

    /// The overview, in which a mute that has ended by now is none.
<<<<<<< HEAD
    pub(super) fn overview(self, quotes: &Quotes, now: DateTime<Utc>) -> ChatOverview {
        let Self { chat, companion, newest, own, .. } = self;
        let ChatColumns { last_message_id, .. } = chat;
        let chat_id = ChatId::stored(chat.chat_id);
        ChatOverview {
            chat_id,
            revision: chat.revision,
            last_message: newest.message(chat_id, quotes),
            preferences: own.preferences().at(now),
            companion: Person::from_row(
                UserId::stored(chat.companion_id),
                companion.username,
                companion.name,
            ),
            unread: chat.unread.min(MAX_UNREAD),
            read_up_to: chat.read_up_to,
            companion_read_up_to: chat.companion_read_up_to,
            request: chat.is_request,
            shows_presence: chat.is_presence_shown,
            hidden: own.hidden,
            place: ChatCursor { pinned_at: own.pinned_at, last_message_id, chat_id: chat.chat_id },
=======
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
>>>>>>> attachments
        }
    }
}
