//! Lists of the messages of a chat.

use super::row::{MessageRow, message_columns};
use super::stored::stored_messages;
use crate::cached::cached;
use crate::connection::{DbConnection, MultiBackend, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::ordering::order_by;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::messages;
use crate::text_search::{can_be_stored, coalesce, pattern_containing};
use chrono::{DateTime, Utc};
use diesel::dsl::{Eq, Filter, IntoBoxed};
use diesel::prelude::*;
use simple_chats_domain::{
    ChatId, ClientId, Direction, HistoryPage, HistoryRange, Message, MessageColumn, MessageFilter, MessageId,
    MessageQuery, Page, Paging, StoredMessage, UserId,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The part of a chat that a user sees.
#[derive(Debug, Clone, Copy)]
pub struct ChatPart {
    /// The chat.
    pub chat_id: ChatId,
    /// Only messages with greater ids belong to the part; 0 for all.
    pub beyond: i64,
}

impl From<ChatId> for ChatPart {
    /// The whole chat.
    fn from(chat_id: ChatId) -> Self {
        Self { chat_id, beyond: 0 }
    }
}

/// The messages that match, without deleted ones.
pub fn list(
    conn: &mut DbConnection,
    part: impl Into<ChatPart>,
    query: &MessageQuery,
) -> Result<Page<Message>> {
    let ChatPart { chat_id, beyond } = part.into();
    if beyond == 0 {
        return list_all(conn, chat_id, query);
    }
    let mut query = query.clone();
    query.filters.push(MessageFilter::After(beyond));
    list_all(conn, chat_id, &query)
}

fn list_all(conn: &mut DbConnection, chat_id: ChatId, query: &MessageQuery) -> Result<Page<Message>> {
    if let Some(range) = IdRange::of(query) {
        let rows = range.load(conn, chat_id, query.paging)?;
        return page_of(conn, rows, query.paging.limit);
    }
    let Some(rows) = matching(chat_id, query) else { return Ok(Page::empty()) };
    if let [(MessageColumn::Written, direction)] = *query.order {
        return list_by_time(conn, chat_id, query, direction);
    }
    let rows = order_by!(rows, query.order, ties by messages::message_id, {
        MessageColumn::Id => messages::message_id,
        MessageColumn::Chat => messages::chat_id,
        MessageColumn::Written => messages::written_at,
        MessageColumn::Text => coalesce(messages::text_key, messages::text),
        MessageColumn::Sender => messages::sender_id,
        MessageColumn::Receiver => messages::receiver_id,
    });
    let rows = rows.select(MessageRow::as_select()).limit(query.paging.limit + 1).offset(query.paging.offset);
    // The usual statements stay prepared. Those with filters are too many for that.
    let is_usual = query.filters.is_empty() && query.order.len() <= 1;
    let rows = if is_usual { cached(rows).load(conn)? } else { rows.load(conn)? };
    page_of(conn, rows, query.paging.limit)
}

/// The messages of a page, of whose rows there is one more if there is a further page.
fn page_of(conn: &mut DbConnection, rows: Vec<MessageRow>, limit: i64) -> Result<Page<Message>> {
    Ok(stored_page(conn, rows, limit)?.map(|stored| stored.message))
}

/// As [`page_of`], with the revisions.
fn stored_page(conn: &mut DbConnection, rows: Vec<MessageRow>, limit: i64) -> Result<Page<StoredMessage>> {
    let Page { items, more } = Page::cut(rows, limit);
    Ok(Page { items: stored_messages(conn, items)?, more })
}

/// The messages between two ids, in order of id.
#[derive(Debug, Clone, Copy)]
struct IdRange {
    after: i64,
    before: i64,
    direction: Direction,
}

impl IdRange {
    /// The range that a query asks for, if it asks for nothing else.
    fn of(query: &MessageQuery) -> Option<Self> {
        let direction = match *query.order {
            [] => Direction::Ascending,
            [(MessageColumn::Id, direction)] => direction,
            _ => return None,
        };
        let mut range = Self { after: i64::MIN, before: i64::MAX, direction };
        for filter in &query.filters {
            match *filter {
                MessageFilter::After(id) => range.after = range.after.max(id),
                MessageFilter::Before(id) => range.before = range.before.min(id),
                _ => return None,
            }
        }
        Some(range)
    }

    /// The rows of a page, and one more if there is a further page; without deleted messages.
    fn load(self, conn: &mut DbConnection, chat_id: ChatId, paging: Paging) -> Result<Vec<MessageRow>> {
        let rows = messages::table
            .filter(messages::chat_id.eq(chat_id.get()))
            .filter(messages::deleted_at.eq(0))
            .filter(messages::message_id.gt(self.after))
            .filter(messages::message_id.lt(self.before))
            .limit(paging.limit + 1)
            .offset(paging.offset);
        Ok(on_each_backend!(conn, |inner| match self.direction {
            Direction::Ascending => {
                rows.order(messages::message_id.asc()).select(MessageRow::as_select()).load(inner)
            }
            Direction::Descending => {
                rows.order(messages::message_id.desc()).select(MessageRow::as_select()).load(inner)
            }
        })?)
    }
}

type Matching = IntoBoxed<'static, Filter<messages::table, Eq<messages::chat_id, i64>>, MultiBackend>;

/// The messages that match, without deleted ones; nothing if none can.
fn matching(chat_id: ChatId, query: &MessageQuery) -> Option<Matching> {
    let mut rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .into_boxed()
        .filter(messages::deleted_at.eq(0));
    for filter in &query.filters {
        use MessageFilter::{After, Before, Chat, Id, Receiver, Sender, Text, TextLike, Written};
        rows = match filter {
            Text(text) | TextLike(text) if !can_be_stored(text) => return None,
            Id(id) => rows.filter(messages::message_id.eq(*id)),
            Chat(id) => rows.filter(messages::chat_id.eq(*id)),
            Written(range) => rows
                .filter(messages::written_at.ge(Millis::from(range.from)))
                .filter(messages::written_at.lt(Millis::from(range.until))),
            Text(text) => rows.filter(messages::text.eq(text.clone())),
            TextLike(text) => rows.filter(
                coalesce(messages::text_key, messages::text).like(pattern_containing(text)).escape('\\'),
            ),
            Sender(id) => rows.filter(messages::sender_id.eq(*id)),
            Receiver(id) => rows.filter(messages::receiver_id.eq(*id)),
            After(id) => rows.filter(messages::message_id.gt(*id)),
            Before(id) => rows.filter(messages::message_id.lt(*id)),
        };
    }
    Some(rows)
}

/// The messages of some ids that aren't deleted.
static PRESENT: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages WHERE message_id {among ids} AND deleted_at = 0"
    ))
});

/// The messages that match, in order of time. Those that aren't late are in this order by id, and the few late ones have an
/// index of their own: the first of both are read, and merged.
fn list_by_time(
    conn: &mut DbConnection,
    chat_id: ChatId,
    query: &MessageQuery,
    direction: Direction,
) -> Result<Page<Message>> {
    let Paging { limit, offset } = query.paging;
    let most = offset.saturating_add(limit).saturating_add(1);
    let mut places: Vec<(Millis, i64)> = Vec::new();
    for is_late in [false, true] {
        let Some(rows) = matching(chat_id, query) else { break };
        let rows = rows.select((messages::written_at, messages::message_id)).limit(most);
        let rows = if is_late {
            rows.filter(messages::written_late)
        } else {
            rows.filter(diesel::dsl::not(messages::written_late))
        };
        let rows = match (is_late, direction) {
            (false, Direction::Ascending) => rows.order(messages::message_id.asc()),
            (false, Direction::Descending) => rows.order(messages::message_id.desc()),
            (true, Direction::Ascending) => {
                rows.order((messages::written_at.asc(), messages::message_id.asc()))
            }
            (true, Direction::Descending) => {
                rows.order((messages::written_at.desc(), messages::message_id.desc()))
            }
        };
        let found: Vec<(Millis, i64)> =
            if query.filters.is_empty() { cached(rows).load(conn)? } else { rows.load(conn)? };
        places.extend(found);
    }
    places.sort_unstable();
    if direction == Direction::Descending {
        places.reverse();
    }
    let skipped = places.into_iter().skip(usize::try_from(offset).unwrap_or(usize::MAX));
    let page = Page::cut(skipped.map(|(_, message_id)| message_id).collect(), limit);
    let rows: Vec<MessageRow> = PRESENT.load(conn, &id_rows(page.items.iter().copied()))?;
    let mut found: HashMap<i64, MessageRow> = rows.into_iter().map(|row| (row.message_id, row)).collect();
    let rows = page.items.iter().filter_map(|message_id| found.remove(message_id)).collect();
    let items = stored_messages(conn, rows)?.into_iter().map(|stored| stored.message).collect();
    Ok(Page { items, more: page.more })
}

/// The newest messages of a chat, or the newest before one of them, newest first, without deleted ones.
pub fn list_newest(
    conn: &mut DbConnection,
    part: impl Into<ChatPart>,
    before: Option<MessageId>,
    limit: i64,
) -> Result<Page<Message>> {
    let ChatPart { chat_id, beyond } = part.into();
    let before = before.map_or(i64::MAX, MessageId::get);
    let range = IdRange { after: beyond, before, direction: Direction::Descending };
    let rows = range.load(conn, chat_id, Paging { limit, offset: 0 })?;
    page_of(conn, rows, limit)
}

/// Up to `limit` successive messages of a chat, newest first, without deleted ones.
pub fn list_history(
    conn: &mut DbConnection,
    part: impl Into<ChatPart>,
    range: HistoryRange,
    limit: i64,
) -> Result<HistoryPage> {
    let part @ ChatPart { chat_id, beyond } = part.into();
    let (middle, share) = match range {
        HistoryRange::Newest => return Ok(page_back(list_newest(conn, part, None, limit)?, false)),
        HistoryRange::Before(id) => {
            let has_newer = id.get() > beyond || length(&list_newest(conn, part, None, 1)?.items) > 0;
            return Ok(page_back(list_newest(conn, part, Some(id), limit)?, has_newer));
        }
        HistoryRange::After(id) => {
            let newer = list_next(conn, chat_id, id.get().max(beyond), limit)?;
            let has_older = id.get() > beyond;
            return Ok(HistoryPage { messages: newer.items, has_older, has_newer: newer.more });
        }
        HistoryRange::Around(id) => (id.get(), (limit + 1) / 2),
        HistoryRange::From(id) => (id.get(), limit - limit / 3),
    };
    // If one side has fewer messages than its share, the other side gets the rest.
    let newer = list_next(conn, chat_id, (middle - 1).max(beyond), limit)?;
    let rest = limit - share.min(length(&newer.items));
    let older = IdRange { after: beyond, before: middle, direction: Direction::Descending };
    let older = older.load(conn, chat_id, Paging { limit: rest, offset: 0 })?;
    let older = page_of(conn, older, rest)?;
    let surplus = length(&newer.items) + length(&older.items) - limit;
    let surplus = usize::try_from(surplus).unwrap_or(0);
    let messages = newer.items.into_iter().skip(surplus).chain(older.items).collect();
    Ok(HistoryPage { messages, has_older: older.more, has_newer: newer.more || surplus > 0 })
}

fn length<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

/// The oldest messages after an id, newest first.
fn list_next(conn: &mut DbConnection, chat_id: ChatId, after: i64, limit: i64) -> Result<Page<Message>> {
    let range = IdRange { after, before: i64::MAX, direction: Direction::Ascending };
    let rows = range.load(conn, chat_id, Paging { limit, offset: 0 })?;
    let mut page = page_of(conn, rows, limit)?;
    page.items.reverse();
    Ok(page)
}

fn page_back(page: Page<Message>, has_newer: bool) -> HistoryPage {
    HistoryPage { messages: page.items, has_older: page.more, has_newer }
}

/// The oldest message after an id that a user has received in a chat, and that isn't deleted.
pub fn first_received_after(
    conn: &mut DbConnection,
    chat_id: ChatId,
    receiver_id: UserId,
    after: i64,
) -> Result<Option<MessageId>> {
    let found = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::deleted_at.eq(0))
        .filter(messages::message_id.gt(after))
        .filter(messages::receiver_id.eq(receiver_id.get()))
        .order(messages::message_id.asc())
        .select(messages::message_id);
    let found: Option<i64> = on_each_backend!(conn, |inner| found.first(inner).optional())?;
    Ok(found.map(MessageId::stored))
}

/// The oldest message of a chat that was written at a time or later, and isn't deleted. Messages that were written late are left
/// out: all others are in order of time as well as of id, so that few have to be read.
pub fn first_written_since(
    conn: &mut DbConnection,
    part: impl Into<ChatPart>,
    since: DateTime<Utc>,
) -> Result<Option<MessageId>> {
    let ChatPart { chat_id, beyond } = part.into();
    let present = || {
        messages::table
            .filter(messages::chat_id.eq(chat_id.get()))
            .filter(messages::deleted_at.eq(0))
            .select((messages::message_id, messages::written_at))
    };
    let since = Millis::from(since);
    let newest = present().order(messages::message_id.desc());
    let newest: Option<(i64, Millis)> = on_each_backend!(conn, |inner| newest.first(inner).optional())?;
    // The message is after `low`; those after `high` add nothing.
    let (mut low, mut high) = (beyond, newest.map_or(0, |(message_id, _)| message_id));
    let mut found = None;
    while low < high {
        let middle = low + (high - low) / 2;
        let next = present()
            .filter(messages::message_id.gt(middle))
            .filter(diesel::dsl::not(messages::written_late))
            .order(messages::message_id.asc());
        let next: Option<(i64, Millis)> = on_each_backend!(conn, |inner| next.first(inner).optional())?;
        match next {
            Some((message_id, written_at)) if written_at < since => low = message_id,
            next => {
                high = middle;
                found = next.map(|(message_id, _)| message_id).or(found);
            }
        }
    }
    Ok(found.map(MessageId::stored))
}

/// The messages of a chat after an id, in order of id and with their revisions, without deleted ones.
pub fn list_stored_after(
    conn: &mut DbConnection,
    part: impl Into<ChatPart>,
    after: i64,
    limit: i64,
) -> Result<Page<StoredMessage>> {
    let ChatPart { chat_id, beyond } = part.into();
    let range = IdRange { after: after.max(beyond), before: i64::MAX, direction: Direction::Ascending };
    let rows = range.load(conn, chat_id, Paging { limit, offset: 0 })?;
    stored_page(conn, rows, limit)
}

/// The changes of a chat after a revision: each message at its latest revision, in order of revision, with deleted ones.
pub fn list_changes(
    conn: &mut DbConnection,
    part: impl Into<ChatPart>,
    after: i64,
    limit: i64,
) -> Result<Page<StoredMessage>> {
    let ChatPart { chat_id, beyond } = part.into();
    let rows = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::revision.gt(after))
        .filter(messages::message_id.gt(beyond))
        .order(messages::revision)
        .limit(limit + 1);
    let rows: Vec<MessageRow> =
        on_each_backend!(conn, |inner| rows.select(MessageRow::as_select()).load(inner))?;
    stored_page(conn, rows, limit)
}

/// The messages that a user has sent in a chat under a client id, in the order of the request.
pub fn list_sent(
    conn: &mut DbConnection,
    chat_id: ChatId,
    sender_id: UserId,
    client_id: &ClientId,
) -> Result<Vec<StoredMessage>> {
    let rows: Vec<MessageRow> = messages::table
        .filter(messages::chat_id.eq(chat_id.get()))
        .filter(messages::sender_id.eq(sender_id.get()))
        .filter(messages::client_id.eq(client_id.as_str()))
        .order(messages::client_part)
        .select(MessageRow::as_select())
        .load(conn)?;
    stored_messages(conn, rows)
}
