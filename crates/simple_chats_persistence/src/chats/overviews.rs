//! Overviews of chats: companion, newest message, and unread count, in one statement for a whole page.

use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::message_parts::{Quotes, reactions_of};
use crate::millis::Millis;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use simple_chats_domain::{
    ChatCursor, ChatId, ChatOverview, ChatQuery, Message, MessageId, Page, Paging, Person, UserId,
};
use std::fmt;

/// The greatest number of unread messages that is shown.
const MAX_UNREAD: i64 = 100;

/// Whether the users of a chat can be aware of each other; see `ChatPrivacy::is_mutual` in the domain.
const MUTUAL: &str = "NOT user1_blocks AND NOT user2_blocks AND request_to = 0";

/// Leaves out the requests to user $1.
const NO_REQUESTS: &str = "AND request_to <> $1";

const NEWEST_FIRST: &[&str] = &["last_message_id DESC", "chat_id DESC"];

/// A user's chats, ordered by newest message; chats without messages come last. Requests to the user are left out.
pub fn list_newest(conn: &mut DbConnection, user_id: UserId, paging: Paging) -> Result<Page<ChatOverview>> {
    let Paging { limit, offset } = paging;
    let page = page_of(NO_REQUESTS, NEWEST_FIRST, "$2", "$3 OFFSET $4");
    let side_limit = offset.saturating_add(limit).saturating_add(1);
    load(conn, &page, NEWEST_FIRST, &[user_id.get(), side_limit, limit + 1, offset], limit)
}

/// A user's chats with requests to the user, ordered by newest message, after a position in that order.
pub fn list_newest_after(
    conn: &mut DbConnection,
    user_id: UserId,
    cursor: ChatCursor,
    limit: i64,
) -> Result<Page<ChatOverview>> {
    let page = page_of("AND (last_message_id, chat_id) < ($2, $3)", NEWEST_FIRST, "$4", "$4");
    let binds = [user_id.get(), cursor.last_message_id, cursor.chat_id, limit + 1];
    load(conn, &page, NEWEST_FIRST, &binds, limit)
}

/// A user's chats in order of id, without requests to the user.
pub fn list_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let page = page_of(&format!("AND chat_id > $2 {NO_REQUESTS}"), &["chat_id"], "$3", "$3");
    load(conn, &page, &["chat_id"], &[user_id.get(), query.after, query.limit + 1], query.limit)
}

/// A user's chats in order of id, with requests to the user.
pub fn list_all_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>> {
    let page = page_of("AND chat_id > $2", &["chat_id"], "$3", "$3");
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
    let columns = Columns {
        companion_id: &either("user2_id", "user1_id"),
        read_up_to: &either("user1_read_up_to", "user2_read_up_to"),
        companion_read_up_to: &either("user2_read_up_to", "user1_read_up_to"),
        unread: &either("user1_unread", "user2_unread"),
    };
    let page = format!(
        "SELECT {columns} FROM chats WHERE request_to = $1 AND request_to <> 0 AND chat_id > $2 AND NOT ({}) \
         ORDER BY chat_id LIMIT $3",
        either("user1_blocks", "user2_blocks")
    );
    load(conn, &page, &["chat_id"], &[user_id.get(), query.after, query.limit + 1], query.limit)
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
            "chat_id, revision, last_message_id, {} AS companion_id, {} AS read_up_to, \
             CASE WHEN shows_read_marks AND {MUTUAL} THEN {} ELSE 0 END AS companion_read_up_to, {} AS unread, \
             (request_to = $1) AS is_request, (shows_presence AND {MUTUAL}) AS is_presence_shown",
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
            "SELECT {columns} FROM chats WHERE {user} = $1 {condition} ORDER BY {order} LIMIT {side_limit}"
        )
    };
    format!(
        "SELECT * FROM ({}) AS first_side UNION ALL SELECT * FROM ({}) AS second_side ORDER BY {order} LIMIT {limit}",
        side("user1_id", &Columns::OF_USER1),
        side("user2_id", &Columns::OF_USER2)
    )
}

fn load(
    conn: &mut DbConnection,
    page: &str,
    order: &[&str],
    binds: &[i64],
    limit: i64,
) -> Result<Page<ChatOverview>> {
    let statement = overviews_of(page, order);
    let rows: Vec<OverviewRow> = on_each_backend!(conn, |inner| {
        let query = diesel::sql_query(statement).into_boxed();
        let query = binds.iter().fold(query, |query, value| query.bind::<BigInt, _>(*value));
        cached(query).load(inner)
    })?;
    let quotes = Quotes::read(conn, rows.iter().filter_map(|row| row.reply_to))?;
    Ok(Page::cut(rows, limit).map(|row| row.overview(&quotes)))
}

/// The statement for the overviews of the chats of a page.
fn overviews_of(page: &str, order: &[&str]) -> String {
    // The newest message has some of these columns too.
    let order = order.iter().map(|column| format!("page.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "WITH page AS ({page}) \
         SELECT page.chat_id, page.revision, page.companion_id, page.read_up_to, page.companion_read_up_to, \
             companion.username, companion.name, \
             newest.message_id, newest.sender_id, newest.receiver_id, newest.text, newest.written_at, \
             newest.edited_at, newest.client_id, newest.reply_to, newest.sender_reaction, newest.receiver_reaction, \
             page.unread, page.is_request, page.is_presence_shown \
         FROM page \
         JOIN users AS companion ON companion.user_id = page.companion_id \
         LEFT JOIN messages AS newest ON newest.chat_id = page.chat_id AND newest.deleted_at = 0 \
             AND newest.message_id = page.last_message_id \
         ORDER BY {order}"
    )
}

#[derive(QueryableByName)]
struct OverviewRow {
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
    reply_to: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    sender_reaction: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    receiver_reaction: Option<String>,
    #[diesel(sql_type = BigInt)]
    unread: i64,
    #[diesel(sql_type = Bool)]
    is_request: bool,
    #[diesel(sql_type = Bool)]
    is_presence_shown: bool,
}

impl OverviewRow {
    fn last_message(&mut self, quotes: &Quotes) -> Option<Message> {
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
            reply_to: self.reply_to.map(|message_id| quotes.of(message_id)),
            reactions: reactions_of(
                [sender_id, receiver_id],
                self.sender_reaction.take(),
                self.receiver_reaction.take(),
            ),
        })
    }

    fn overview(self, quotes: &Quotes) -> ChatOverview {
        let mut row = self;
        let last_message = row.last_message(quotes);
        ChatOverview {
            chat_id: ChatId::stored(row.chat_id),
            revision: row.revision,
            companion: Person::from_row(UserId::stored(row.companion_id), row.username, row.name),
            last_message,
            unread: row.unread.min(MAX_UNREAD),
            read_up_to: row.read_up_to,
            companion_read_up_to: row.companion_read_up_to,
            request: row.is_request,
            shows_presence: row.is_presence_shown,
        }
    }
}
