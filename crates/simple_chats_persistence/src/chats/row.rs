//! Rows of the table `chats`.

use crate::connection::{DbConnection, by_backend};
use crate::error::{Result, StoreError};
use crate::lifetime_columns::lifetime_of;
use crate::millis::Millis;
use crate::preference_columns::wakes_from;
use crate::schema::chats;
use diesel::prelude::*;
use simple_chats_domain::{Chat, ChatId, ChatPrivacy, ChatRequest, Pair, UserId};

#[derive(Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = chats)]
#[expect(clippy::struct_excessive_bools, reason = "columns of the table")]
pub(crate) struct ChatRow {
    pub(crate) chat_id: i64,
    user1_id: i64,
    user2_id: i64,
    revision: i64,
    pub(super) last_message_id: i64,
    user1_read_up_to: i64,
    user2_read_up_to: i64,
    user1_unread: i64,
    user2_unread: i64,
    pub(super) written_until: Millis,
    user1_blocks: bool,
    user2_blocks: bool,
    shows_presence: bool,
    shows_read_marks: bool,
    shows_typing: bool,
    /// 0 unless the chat is a request.
    request_to: i64,
    request_messages: i64,
    pub(super) has_preferences: bool,
    wakes_from: i64,
    /// 0 if messages stay; see `lifetimes`.
    lifetime: i64,
    proposed_lifetime: i64,
    lifetime_proposer: i64,
    lifetime_revision: i64,
}

impl ChatRow {
    /// How many of the companion's messages are beyond the user's read mark.
    pub(super) fn unread(&self, user_id: UserId) -> i64 {
        if self.is_user1(user_id) { self.user1_unread } else { self.user2_unread }
    }

    pub(super) fn is_user1(&self, user_id: UserId) -> bool {
        user_id.get() == self.user1_id
    }

    fn privacy(&self) -> ChatPrivacy {
        let request = ChatRequest { to: UserId::stored(self.request_to), messages: self.request_messages };
        ChatPrivacy {
            user1_blocks: self.user1_blocks,
            user2_blocks: self.user2_blocks,
            shows_presence: self.shows_presence,
            shows_read_marks: self.shows_read_marks,
            shows_typing: self.shows_typing,
            request: (self.request_to != 0).then_some(request),
        }
    }

    pub(super) fn read_up_to(&self, user_id: UserId) -> i64 {
        if self.is_user1(user_id) { self.user1_read_up_to } else { self.user2_read_up_to }
    }
}

/// Finds a chat, and locks its row until the transaction ends.
pub(super) fn lock_row(conn: &mut DbConnection, chat_id: ChatId) -> Result<ChatRow> {
    let row = chats::table.find(chat_id.get());
    Ok(by_backend!(conn,
        Postgres(conn) => row.for_update().first(conn)?,
        // The transaction holds the only write lock already.
        Sqlite(conn) => row.first(conn)?,
    ))
}

impl TryFrom<ChatRow> for Chat {
    type Error = StoreError;

    fn try_from(row: ChatRow) -> Result<Self> {
        // A check of the table prevents any other row.
        let pair = Pair::of(UserId::stored(row.user1_id), UserId::stored(row.user2_id))
            .map_err(|_| StoreError::NotFound)?;
        Ok(Self {
            chat_id: ChatId::stored(row.chat_id),
            pair,
            revision: row.revision,
            user1_read_up_to: row.user1_read_up_to,
            user2_read_up_to: row.user2_read_up_to,
            privacy: row.privacy(),
            has_preferences: row.has_preferences,
            wakes_from: wakes_from(row.wakes_from),
            lifetime: lifetime_of(row.lifetime, row.proposed_lifetime, row.lifetime_proposer),
            lifetime_revision: row.lifetime_revision,
        })
    }
}
