//! What belongs to a message besides its own columns: what a reply shows of the message that it answers, and reactions.

use crate::connection::DbConnection;
use crate::error::Result;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::messages;
use diesel::prelude::*;
use simple_chats_domain::{ChatId, MAX_QUOTE_CHARS, MessageId, Original, Quote, Reaction, UserId};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

static ORIGINALS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "SELECT message_id, chat_id, sender_id, deleted_at, substr(text, 1, {MAX_QUOTE_CHARS}) AS text \
         FROM messages WHERE message_id {{among ids}}"
    ))
});

#[derive(QueryableByName)]
#[diesel(table_name = messages)]
struct OriginalRow {
    message_id: i64,
    chat_id: i64,
    sender_id: i64,
    deleted_at: i64,
    text: String,
}

impl From<OriginalRow> for Original {
    fn from(row: OriginalRow) -> Self {
        let message_id = MessageId::stored(row.message_id);
        let quote = if row.deleted_at == 0 {
            Quote::of(message_id, UserId::stored(row.sender_id), &row.text)
        } else {
            Quote::of_deleted(message_id)
        };
        Self { chat_id: ChatId::stored(row.chat_id), quote }
    }
}

/// Messages that others answer, by their ids. Those that don't exist are missing from the result.
pub(crate) fn list_originals(
    conn: &mut DbConnection,
    message_ids: BTreeSet<MessageId>,
) -> Result<HashMap<MessageId, Original>> {
    if message_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<OriginalRow> =
        ORIGINALS.load(conn, &id_rows(message_ids.into_iter().map(MessageId::get)))?;
    let originals = rows.into_iter().map(Original::from);
    Ok(originals.map(|original| (original.quote.message_id(), original)).collect())
}

/// The quotes of replies, by what they answer.
pub(crate) struct Quotes(HashMap<MessageId, Original>);

impl Quotes {
    /// Reads the originals with these ids.
    pub(crate) fn read(conn: &mut DbConnection, ids: impl Iterator<Item = i64>) -> Result<Self> {
        Ok(Self(list_originals(conn, ids.map(MessageId::stored).collect())?))
    }

    /// The quote of an original.
    pub(crate) fn of(&self, message_id: i64) -> Quote {
        let message_id = MessageId::stored(message_id);
        let original = self.0.get(&message_id);
        original.map_or_else(|| Quote::of_deleted(message_id), |original| original.quote.clone())
    }
}

/// The reactions of a row.
pub(crate) fn reactions_of(
    [sender_id, receiver_id]: [UserId; 2],
    sender_reaction: Option<String>,
    receiver_reaction: Option<String>,
) -> Vec<Reaction> {
    let reactions = [(sender_id, sender_reaction), (receiver_id, receiver_reaction)];
    reactions.into_iter().filter_map(|(user_id, emoji)| Some(Reaction { user_id, emoji: emoji? })).collect()
}
