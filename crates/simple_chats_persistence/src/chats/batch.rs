//! Many chats at once: finds, creates, or locks them in one statement each.

use super::row::{ChatRow, lock_row};
use crate::connection::{Backend, DbConnection};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::row_batch::{RowStatement, id_rows};
use serde::Serialize;
use simple_chats_domain::{Chat, ChatId, NewMessage, Pair};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// The columns of a [`ChatRow`].
const COLUMNS: &str = "chat_id, user1_id, user2_id, revision, last_message_id, user1_read_up_to, user2_read_up_to, \
     user1_unread, user2_unread, written_until, user1_blocks, user2_blocks, shows_presence, shows_read_marks, \
     shows_typing, request_to, request_messages, has_preferences, wakes_from, lifetime, proposed_lifetime, lifetime_proposer, \
     lifetime_revision";

static LOCK: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "SELECT {COLUMNS} FROM chats WHERE chat_id {{among ids}} ORDER BY chat_id FOR UPDATE"
    ))
});

static FIND_PAIRS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "SELECT {COLUMNS} FROM {{rows}} JOIN chats ON user1_id = CAST(rows.value ->> 0 AS BIGINT) \
             AND user2_id = CAST(rows.value ->> 1 AS BIGINT)"
    ))
});

// What the users show is read in the same statement; the caller holds their locks.
static INSERT_PAIRS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "INSERT INTO chats (user1_id, user2_id, shows_presence, shows_read_marks, shows_typing) \
         SELECT one.user_id, other.user_id, one.show_presence AND other.show_presence, \
             one.send_read_marks AND other.send_read_marks, one.send_typing AND other.send_typing \
         FROM {{rows}} JOIN users AS one ON one.user_id = CAST(rows.value ->> 0 AS BIGINT) \
             JOIN users AS other ON other.user_id = CAST(rows.value ->> 1 AS BIGINT) \
         WHERE TRUE ORDER BY 1, 2 \
         ON CONFLICT (user1_id, user2_id) DO NOTHING RETURNING {COLUMNS}"
    ))
});

/// A locked chat, whose next messages are numbered before they are stored.
pub(crate) struct LockedChat {
    pub(crate) chat: Chat,
    written_until: Millis,
    /// The messages numbered so far for each user.
    added: [i64; 2],
}

/// The place of a new message in its chat.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) revision: i64,
    /// Whether an earlier message has a later time.
    pub(crate) written_late: bool,
}

/// What new messages change in the row of their chat: the chat, its revision, its latest time, and how many messages were
/// added for each user.
pub(crate) type Advance = (i64, i64, Millis, i64, i64);

impl LockedChat {
    /// Numbers the next message.
    pub(crate) fn add(&mut self, new: &NewMessage) -> Place {
        let written_at = Millis::from(new.stamp().written_at);
        let written_late = written_at < self.written_until;
        self.written_until = self.written_until.max(written_at);
        self.chat.revision += 1;
        let [for_user1, for_user2] = &mut self.added;
        *(if new.receiver_id() == self.chat.pair.user1_id() { for_user1 } else { for_user2 }) += 1;
        Place { revision: self.chat.revision, written_late }
    }

    /// What has changed since the last call; nothing if no messages were added.
    pub(crate) fn take_advance(&mut self) -> Option<Advance> {
        let [for_user1, for_user2] = std::mem::take(&mut self.added);
        let chat = &self.chat;
        (for_user1 + for_user2 > 0)
            .then(|| (chat.chat_id.get(), chat.revision, self.written_until, for_user1, for_user2))
    }
}

/// Locks many chats, in order of id, so that transactions wait for each other but never in a circle. Chats that don't
/// exist are missing from the result.
pub(crate) fn lock_all(
    conn: &mut DbConnection,
    chat_ids: BTreeSet<ChatId>,
) -> Result<HashMap<ChatId, LockedChat>> {
    if chat_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<ChatRow> = match conn.backend() {
        Backend::Postgres => LOCK.load(conn, &id_rows(chat_ids.into_iter().map(ChatId::get)))?,
        // It is in this process, and a statement for each costs less than ids in JSON.
        Backend::Sqlite => {
            let mut rows = Vec::with_capacity(chat_ids.len());
            for chat_id in chat_ids {
                match lock_row(conn, chat_id) {
                    Err(StoreError::NotFound) => {}
                    row => rows.push(row?),
                }
            }
            rows
        }
    };
    let locked = |row: ChatRow| {
        let written_until = row.written_until;
        let chat = Chat::try_from(row)?;
        Ok((chat.chat_id, LockedChat { chat, written_until, added: [0, 0] }))
    };
    rows.into_iter().map(locked).collect()
}

/// The existing chats of many pairs.
pub fn list_of_pairs(conn: &mut DbConnection, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    chats_by(&FIND_PAIRS, conn, &pair_rows(pairs))
}

/// Creates the chats of pairs none of whom has blocked the other, in the order of the pairs. Returns the new ones, without
/// those that exist already or that another transaction has created meanwhile.
pub fn insert_missing(conn: &mut DbConnection, pairs: &BTreeSet<Pair>) -> Result<Vec<Chat>> {
    chats_by(&INSERT_PAIRS, conn, &pair_rows(pairs))
}

fn pair_rows(pairs: &BTreeSet<Pair>) -> Vec<[i64; 2]> {
    pairs.iter().map(|pair| [pair.user1_id().get(), pair.user2_id().get()]).collect()
}

fn chats_by(statement: &RowStatement, conn: &mut DbConnection, rows: &impl Serialize) -> Result<Vec<Chat>> {
    let rows: Vec<ChatRow> = statement.load(conn, rows)?;
    rows.into_iter().map(Chat::try_from).collect()
}
