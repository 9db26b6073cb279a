//! Overviews of chats: companion, newest message, and unread count, in one statement for a whole page.

mod row;

use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::message_parts::MessageParts;
use chrono::Utc;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use row::OverviewRow;
use simple_chats_domain::{ChatCursor, ChatOverview, ChatQuery, Page, Paging, UserId};
use std::fmt;

/// Whether the users of a chat can be aware of each other; see `ChatPrivacy::is_mutual` in the domain.
const MUTUAL: &str = "NOT user1_blocks AND NOT user2_blocks AND request_to = 0";

/// Leaves out the requests to user $1.
const NO_REQUESTS: &str = "AND request_to <> $1";

/// Joins what user $1 has set. For a chat without preferences there is nothing to look up.
const OWN: &str = "LEFT JOIN chat_preferences AS own \
     ON own.chat_id = CASE WHEN has_preferences THEN chats.chat_id END AND own.user_id = $1";

/// What pages of the list begin with and continue with.
const PINNED_FIRST: &[&str] = &["pinned_at DESC", "last_message_id DESC", "chat_id DESC"];

/// A user's chats, archived or not: the pinned ones first, then ordered by newest message; chats without messages come last.
/// Requests to the user are left out.
pub fn list_newest(conn: &mut DbConnection, user_id: UserId, paging: Paging) -> Result<Page<ChatOverview>> {
    let rows = load_newest(conn, user_id, None, paging)?;
    overviews(conn, rows)
}

/// As [`list_newest`], of the archived chats or of the others; and how many archived ones there are, up to a limit.
pub fn list_newest_archived(
    conn: &mut DbConnection,
    user_id: UserId,
    archived: bool,
    paging: Paging,
) -> Result<(Page<ChatOverview>, i64)> {
    let rows = load_newest(conn, user_id, Some(archived), paging)?;
    // They are counted by the same statement, unless that has no row in which to say it.
    let count = match rows.items.first() {
        Some(row) => row.archived_chats,
        None => count_archived(conn, user_id)?,
    };
    Ok((overviews(conn, rows)?, count))
}

fn load_newest(
    conn: &mut DbConnection,
    user_id: UserId,
    archived: Option<bool>,
    paging: Paging,
) -> Result<Page<OverviewRow>> {
    let Paging { limit, offset } = paging;
    let count = if archived.is_some() { ARCHIVED_CHATS } else { "0" };
    if archived == Some(true) {
        let page = set_apart("own.archived AND NOT own.hidden AND request_to <> $1", "", "$2 OFFSET $3");
        return load_rows(conn, &page, PINNED_FIRST, count, &[user_id.get(), limit + 1, offset], limit);
    }
    let (pins, others) = match archived {
        None => ("NOT own.hidden", "own.hidden OR own.pinned_at > 0"),
        Some(_) => ("NOT own.hidden AND NOT own.archived", "own.hidden OR own.archived OR own.pinned_at > 0"),
    };
    let others = others_by_message(&format!("{NO_REQUESTS} AND NOT COALESCE({others}, FALSE)"), "$2");
    let pins = format!("own.pinned_at > 0 AND {pins} {NO_REQUESTS}");
    let page = set_apart(&pins, &others, "$3 OFFSET $4");
    let most = offset.saturating_add(limit).saturating_add(1);
    load_rows(conn, &page, PINNED_FIRST, count, &[user_id.get(), most, limit + 1, offset], limit)
}

/// How many archived chats user $1 has, without requests and without those that were cleared.
const ARCHIVED_CHATS: &str = "(SELECT COUNT(*) FROM (SELECT 1 FROM chat_preferences AS own \
     JOIN chats ON chats.chat_id = own.chat_id WHERE own.user_id = $1 AND own.archived AND NOT own.hidden \
         AND request_to <> $1 LIMIT 100) AS counted)";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn count_archived(conn: &mut DbConnection, user_id: UserId) -> Result<i64> {
    let statement = diesel::sql_query(format!("SELECT {ARCHIVED_CHATS} AS count"));
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
    let pins = "own.pinned_at > 0 AND (own.pinned_at, last_message_id, chats.chat_id) < ($2, $3, $4)";
    let others = "AND NOT COALESCE(own.pinned_at > 0, FALSE) AND (last_message_id, chats.chat_id) < ($5, $6)";
    let page = set_apart(pins, &others_by_message(others, "$7"), "$7");
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
    load(conn, &page, PINNED_FIRST, &binds, limit)
}

/// A user's chats in order of id, without requests to the user and without those that were cleared and have no message
/// since.
pub fn list_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let shown = match query.archived {
        None => "NOT COALESCE(own.hidden, FALSE)",
        Some(true) => "COALESCE(own.archived AND NOT own.hidden, FALSE)",
        Some(false) => "NOT COALESCE(own.archived OR own.hidden, FALSE)",
    };
    let condition = format!("AND chats.chat_id > $2 {NO_REQUESTS} AND {shown}");
    let page = page_of(&condition, &["chat_id"], "$3", "$3");
    load(conn, &page, &["chat_id"], &[user_id.get(), query.after, query.limit + 1], query.limit)
}

/// All chats of a user in order of id, with requests to the user and with those that were cleared.
pub fn list_all_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let page = page_of("AND chats.chat_id > $2", &["chat_id"], "$3", "$3");
    load(conn, &page, &["chat_id"], &[user_id.get(), query.after, query.limit + 1], query.limit)
}

/// The chats that strangers have begun with a user who has not accepted them yet, in order of id; without those of
/// strangers whom the user has blocked.
pub fn list_requests(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let either =
        |first: &str, second: &str| format!("CASE WHEN user1_id = $1 THEN {first} ELSE {second} END");
    let page = format!(
        "SELECT {} FROM chats {OWN} WHERE request_to = $1 AND request_to <> 0 AND chats.chat_id > $2 AND NOT ({}) \
             AND NOT COALESCE(own.hidden, FALSE) ORDER BY chat_id LIMIT $3",
        columns_of_either(),
        either("user1_blocks", "user2_blocks")
    );
    load(conn, &page, &["chat_id"], &[user_id.get(), query.after, query.limit + 1], query.limit)
}

/// The columns of a chat, on whichever side user $1 is.
fn columns_of_either() -> String {
    let either =
        |first: &str, second: &str| format!("CASE WHEN user1_id = $1 THEN {first} ELSE {second} END");
    let columns = Columns {
        companion_id: &either("user2_id", "user1_id"),
        read_up_to: &either("user1_read_up_to", "user2_read_up_to"),
        companion_read_up_to: &either("user2_read_up_to", "user1_read_up_to"),
        unread: &either("user1_unread", "user2_unread"),
    };
    columns.to_string()
}

/// The columns of a chat that differ by the side on which user $1 is.
struct Columns<'a> {
    companion_id: &'a str,
    read_up_to: &'a str,
    companion_read_up_to: &'a str,
    unread: &'a str,
}

impl Columns<'_> {
    const OF_USER1: Columns<'static> = Columns {
        companion_id: "user2_id",
        read_up_to: "user1_read_up_to",
        companion_read_up_to: "user2_read_up_to",
        unread: "user1_unread",
    };
    const OF_USER2: Columns<'static> = Columns {
        companion_id: "user1_id",
        read_up_to: "user2_read_up_to",
        companion_read_up_to: "user1_read_up_to",
        unread: "user2_unread",
    };
}

impl fmt::Display for Columns<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "chats.chat_id AS chat_id, revision, last_message_id, {} AS companion_id, {} AS read_up_to, \
             CASE WHEN shows_read_marks AND {MUTUAL} THEN {} ELSE 0 END AS companion_read_up_to, {} AS unread, \
             (request_to = $1) AS is_request, (shows_presence AND {MUTUAL}) AS is_presence_shown, \
             COALESCE(own.version, 0) AS version, COALESCE(own.pinned_at, 0) AS pinned_at, \
             COALESCE(own.archived, FALSE) AS archived, COALESCE(own.muted_until, 0) AS muted_until, \
             COALESCE(own.marked_unread, FALSE) AS marked_unread, COALESCE(own.cleared_up_to, 0) AS cleared_up_to, \
             COALESCE(own.hidden, FALSE) AS is_hidden",
            self.companion_id, self.read_up_to, self.companion_read_up_to, self.unread
        )
    }
}

/// The statement for the chats of a page of user $1: those in which the user is the first participant and those in which
/// the user is the second, each read along an index up to `side_limit`, then merged. Both databases accept the names of
/// the values, SQLite as long as they first appear in order.
fn page_of(condition: &str, order: &[&str], side_limit: &str, limit: &str) -> String {
    let order = order.join(", ");
    let side = |user: &str, columns: &Columns<'_>| {
        format!(
            "SELECT {columns} FROM chats {OWN} WHERE {user} = $1 {condition} ORDER BY {order} LIMIT {side_limit}"
        )
    };
    format!(
        "SELECT * FROM ({}) AS first_side UNION ALL SELECT * FROM ({}) AS second_side ORDER BY {order} LIMIT {limit}",
        side("user1_id", &Columns::OF_USER1),
        side("user2_id", &Columns::OF_USER2)
    )
}

/// The chats of user $1 that fulfill a condition, ordered by newest message.
fn others_by_message(condition: &str, limit: &str) -> String {
    let page = page_of(condition, &["last_message_id DESC", "chat_id DESC"], limit, limit);
    format!("UNION ALL SELECT * FROM ({page}) AS others")
}

/// The statement for a page that begins with the chats which user $1 has pinned: few chats that fulfill a condition, found by
/// the index of what the user has set, together with others.
fn set_apart(condition: &str, others: &str, limit: &str) -> String {
    format!(
        "WITH own_chats AS MATERIALIZED (SELECT {} FROM chat_preferences AS own \
             JOIN chats ON chats.chat_id = own.chat_id WHERE own.user_id = $1 AND {condition}) \
         SELECT * FROM own_chats {others} ORDER BY {} LIMIT {limit}",
        columns_of_either(),
        PINNED_FIRST.join(", ")
    )
}

fn load(
    conn: &mut DbConnection,
    page: &str,
    order: &[&str],
    binds: &[i64],
    limit: i64,
) -> Result<Page<ChatOverview>> {
    let rows = load_rows(conn, page, order, "0", binds, limit)?;
    overviews(conn, rows)
}

fn overviews(conn: &mut DbConnection, rows: Page<OverviewRow>) -> Result<Page<ChatOverview>> {
    let answered = rows.items.iter().filter_map(|row| row.reply_to);
    let carriers = rows.items.iter().filter_map(OverviewRow::carrier);
    let (parts, now) = (MessageParts::read(conn, answered, carriers)?, Utc::now());
    Ok(rows.map(|row| row.overview(&parts, now)))
}

fn load_rows(
    conn: &mut DbConnection,
    page: &str,
    order: &[&str],
    archived_chats: &str,
    binds: &[i64],
    limit: i64,
) -> Result<Page<OverviewRow>> {
    let statement = overviews_of(page, order, archived_chats);
    let rows: Vec<OverviewRow> = on_each_backend!(conn, |inner| {
        let query = diesel::sql_query(statement).into_boxed();
        let query = binds.iter().fold(query, |query, value| query.bind::<BigInt, _>(*value));
        cached(query).load(inner)
    })?;
    Ok(Page::cut(rows, limit))
}

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
}
