//! Overviews of chats: companion, newest message, and unread count, in one statement for a whole page.

mod row;
mod statement;

use crate::cached::{by_position, cached};
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::message_parts::MessageParts;
use chrono::Utc;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use row::{OverviewRow, OverviewTypes};
use simple_chats_domain::{ChatCursor, ChatOverview, ChatQuery, Page, Paging, UserId};

/// A user's chats, archived or not: the pinned ones first, then ordered by newest message; chats without messages come last.
/// Requests to the user are left out.
pub fn list_newest(conn: &mut DbConnection, user_id: UserId, paging: Paging) -> Result<Page<ChatOverview>> {
    let rows = load_list(conn, &statement::LIST, user_id, paging)?;
    overviews(conn, rows)
}

/// As [`list_newest`], of the archived chats or of the others; and how many archived ones there are, up to a limit.
pub fn list_newest_archived(
    conn: &mut DbConnection,
    user_id: UserId,
    archived: bool,
    paging: Paging,
) -> Result<(Page<ChatOverview>, i64)> {
    let Paging { limit, offset } = paging;
    let rows = if archived {
        load_rows(conn, &statement::LIST_OF_ARCHIVED, &[user_id.get(), limit + 1, offset], limit)?
    } else {
        load_list(conn, &statement::LIST_WITHOUT_ARCHIVED, user_id, paging)?
    };
    // They are counted by the same statement, unless that has no row in which to say it.
    let count = match rows.items.first() {
        Some(row) => row.archived_chats,
        None => count_archived(conn, user_id)?,
    };
    Ok((overviews(conn, rows)?, count))
}

fn load_list(
    conn: &mut DbConnection,
    statement: &'static str,
    user_id: UserId,
    Paging { limit, offset }: Paging,
) -> Result<Page<OverviewRow>> {
    let most = offset.saturating_add(limit).saturating_add(1);
    load_rows(conn, statement, &[user_id.get(), most, limit + 1, offset], limit)
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn count_archived(conn: &mut DbConnection, user_id: UserId) -> Result<i64> {
    let statement = diesel::sql_query(format!("SELECT {} AS count", statement::ARCHIVED_CHATS));
    let query = cached(statement.bind::<BigInt, _>(user_id.get()));
    Ok(on_each_backend!(conn, |inner| query.get_result::<Count>(inner))?.count)
}

/// All chats of a user in the order of [`list_newest`], with requests to the user and with chats that were cleared, after a
/// position in that order.
pub fn list_newest_after(
    conn: &mut DbConnection,
    user_id: UserId,
    cursor: ChatCursor,
    limit: i64,
) -> Result<Page<ChatOverview>> {
    // Those that aren't pinned come after all pinned ones.
    let behind = if cursor.pinned_at > 0 { ChatCursor::START } else { cursor };
    let binds = [
        user_id.get(),
        cursor.pinned_at,
        cursor.last_message_id,
        cursor.chat_id,
        behind.last_message_id,
        behind.chat_id,
        limit + 1,
    ];
    let rows = load_rows(conn, &statement::LIST_AFTER, &binds, limit)?;
    overviews(conn, rows)
}

/// A user's chats in order of id, without requests to the user and without those that were cleared and have no message
/// since.
pub fn list_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let statement = match query.archived {
        None => &statement::ALL_BY_ID,
        Some(true) => &statement::ARCHIVED_BY_ID,
        Some(false) => &statement::NOT_ARCHIVED_BY_ID,
    };
    load_by_id(conn, statement, user_id, query)
}

/// All chats of a user in order of id, with requests to the user and with those that were cleared.
pub fn list_all_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    load_by_id(conn, &statement::EVERY_BY_ID, user_id, query)
}

/// The chats that strangers have begun with a user who has not accepted them yet, in order of id; without those of
/// strangers whom the user has blocked.
pub fn list_requests(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    load_by_id(conn, &statement::REQUESTS, user_id, query)
}

fn load_by_id(
    conn: &mut DbConnection,
    statement: &'static str,
    user_id: UserId,
    ChatQuery { after, limit, .. }: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let rows = load_rows(conn, statement, &[user_id.get(), after, limit + 1], limit)?;
    overviews(conn, rows)
}

<<<<<<< HEAD
=======
fn overviews(conn: &mut DbConnection, rows: Page<OverviewRow>) -> Result<Page<ChatOverview>> {
    let answered = rows.items.iter().filter_map(|row| row.reply_to);
    let carriers = rows.items.iter().filter_map(OverviewRow::carrier);
    let (parts, now) = (MessageParts::read(conn, answered, carriers)?, Utc::now());
    Ok(rows.map(|row| row.overview(&parts, now)))
}

>>>>>>> attachments
fn load_rows(
    conn: &mut DbConnection,
    statement: &'static str,
    binds: &[i64],
    limit: i64,
) -> Result<Page<OverviewRow>> {
    let rows: Vec<OverviewRow> = on_each_backend!(conn, |inner| {
        let query = diesel::sql_query(statement).into_boxed();
        let query = binds.iter().fold(query, |query, value| query.bind::<BigInt, _>(*value));
        by_position::<OverviewTypes, _>(query).load(inner)
    })?;
    Ok(Page::cut(rows, limit))
}

<<<<<<< HEAD
fn overviews(conn: &mut DbConnection, rows: Page<OverviewRow>) -> Result<Page<ChatOverview>> {
    let originals = rows.items.iter().filter_map(OverviewRow::original_of_newest);
    let (quotes, now) = (Quotes::read(conn, originals)?, Utc::now());
    Ok(rows.map(|row| row.overview(&quotes, now)))
=======
/// The statement for the overviews of the chats of a page.
fn overviews_of(page: &str, order: &[&str], archived_chats: &str) -> String {
    // The newest message has some of these columns too.
    let order = order.iter().map(|column| format!("page.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "WITH page AS ({page}) \
         SELECT page.chat_id, page.revision, page.companion_id, page.read_up_to, page.companion_read_up_to, \
             companion.username, companion.name, \
             newest.message_id, newest.sender_id, newest.receiver_id, newest.text, newest.written_at, \
             newest.edited_at, newest.client_id, newest.reply_to, newest.sender_reaction, newest.receiver_reaction, \
             newest.attachment_count, \
             page.unread, page.is_request, page.is_presence_shown, \
             page.last_message_id, page.version, page.pinned_at, page.archived, page.muted_until, \
             page.marked_unread, page.cleared_up_to, page.is_hidden, CAST({archived_chats} AS BIGINT) AS archived_chats \
         FROM page \
         JOIN users AS companion ON companion.user_id = page.companion_id \
         LEFT JOIN messages AS newest ON newest.chat_id = page.chat_id AND newest.deleted_at = 0 \
             AND newest.message_id = page.last_message_id AND page.last_message_id > page.cleared_up_to \
         ORDER BY {order}"
    )
>>>>>>> attachments
}
