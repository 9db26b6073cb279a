//! What belongs to a message besides its own columns: what a reply shows of the message that it answers, attachments, and
//! reactions.

use crate::attachments;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::messages;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use simple_chats_domain::{
    Attachment, AttachmentKind, ChatId, MAX_QUOTE_CHARS, MessageId, Original, Quote, Reaction, UserId,
};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

static ORIGINALS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "SELECT message_id, chat_id, sender_id, deleted_at, substr(text, 1, {MAX_QUOTE_CHARS}) AS text, \
             CASE WHEN attachment_count > 0 THEN (SELECT kind FROM attachments \
                 WHERE attachments.message_id = messages.message_id AND position = 0) END AS attachment_kind \
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
    #[diesel(sql_type = Nullable<Text>)]
    attachment_kind: Option<String>,
}

impl From<OriginalRow> for Original {
    fn from(row: OriginalRow) -> Self {
        let message_id = MessageId::stored(row.message_id);
        let quote = if row.deleted_at == 0 {
            let kind = row.attachment_kind.as_deref().and_then(AttachmentKind::parse);
            Quote::of(message_id, UserId::stored(row.sender_id), &row.text, kind)
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

/// The quotes and attachments of messages. Their statements run only if there is something to find.
pub(crate) struct MessageParts {
    originals: HashMap<MessageId, Original>,
    attachments: HashMap<i64, Vec<Attachment>>,
}

impl MessageParts {
    /// Reads the originals with these ids, and the attachments of the messages with those.
    pub(crate) fn read(
        conn: &mut DbConnection,
        answered: impl Iterator<Item = i64>,
        carriers: impl Iterator<Item = i64>,
    ) -> Result<Self> {
        let originals = list_originals(conn, answered.map(MessageId::stored).collect())?;
        Ok(Self { originals, attachments: attachments::list_of(conn, carriers.collect())? })
    }

    /// The quote of an original.
    pub(crate) fn quote_of(&self, message_id: i64) -> Quote {
        let message_id = MessageId::stored(message_id);
        let original = self.originals.get(&message_id);
        original.map_or_else(|| Quote::of_deleted(message_id), |original| original.quote.clone())
    }

    /// The attachments of a message.
    pub(crate) fn attachments_of(&self, message_id: i64) -> Vec<Attachment> {
        self.attachments.get(&message_id).cloned().unwrap_or_default()
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
