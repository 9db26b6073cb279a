//! Overviews of chats: companion, newest message, and unread count, in one statement for a whole page.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::StoreError;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};
use simple_chats_domain::{
    ChatCursor, ChatId, ChatOverview, ChatQuery, Message, MessageId, Page, Paging, Person, UserId,
};

// $1 is the user, $2 the number of rows of each side, $3 and $4 are limit and offset. Both databases accept these names,
// SQLite as long as they first appear in order. Each side is read along an index up to the end of the page, then merged.
const NEWEST_PAGE: &str = "\
    SELECT * FROM (SELECT * FROM chats WHERE user1_id = $1 \
                   ORDER BY last_message_id DESC, chat_id DESC LIMIT $2) AS first_side \
    UNION ALL \
    SELECT * FROM (SELECT * FROM chats WHERE user2_id = $1 \
                   ORDER BY last_message_id DESC, chat_id DESC LIMIT $2) AS second_side \
    ORDER BY last_message_id DESC, chat_id DESC LIMIT $3 OFFSET $4";

// $1 is the user, $2 and $3 are the newest message and the id of the chat before the first one, $4 is the limit.
const PAGE_AFTER: &str = "\
    SELECT * FROM (SELECT * FROM chats WHERE user1_id = $1 AND (last_message_id, chat_id) < ($2, $3) \
                   ORDER BY last_message_id DESC, chat_id DESC LIMIT $4) AS first_side \
    UNION ALL \
    SELECT * FROM (SELECT * FROM chats WHERE user2_id = $1 AND (last_message_id, chat_id) < ($2, $3) \
                   ORDER BY last_message_id DESC, chat_id DESC LIMIT $4) AS second_side \
    ORDER BY last_message_id DESC, chat_id DESC LIMIT $4";

// $1 is the user, $2 the id before the first one, $3 the limit.
const PAGE_BY_ID: &str = "\
    SELECT * FROM (SELECT * FROM chats WHERE user1_id = $1 AND chat_id > $2 ORDER BY chat_id LIMIT $3) AS first_side \
    UNION ALL \
    SELECT * FROM (SELECT * FROM chats WHERE user2_id = $1 AND chat_id > $2 ORDER BY chat_id LIMIT $3) AS second_side \
    ORDER BY chat_id LIMIT $3";

/// A user's chats, ordered by newest message; chats without messages come last.
pub fn list_newest(
    conn: &mut DbConnection,
    user_id: UserId,
    paging: Paging,
) -> Result<Page<ChatOverview>, StoreError> {
    let side = paging.offset.saturating_add(paging.limit).saturating_add(1);
    let query = diesel::sql_query(overviews_of(NEWEST_PAGE, "page.last_message_id DESC, page.chat_id DESC"))
        .bind::<BigInt, _>(user_id.get())
        .bind::<BigInt, _>(side)
        .bind::<BigInt, _>(paging.limit + 1)
        .bind::<BigInt, _>(paging.offset);
    let rows: Vec<OverviewRow> = on_each_backend!(conn, |inner| query.load(inner))?;
    Ok(Page::cut(rows, paging.limit).map(ChatOverview::from))
}

/// A user's chats, ordered by newest message, after a position in that order.
pub fn list_newest_after(
    conn: &mut DbConnection,
    user_id: UserId,
    cursor: ChatCursor,
    limit: i64,
) -> Result<Page<ChatOverview>, StoreError> {
    let query = diesel::sql_query(overviews_of(PAGE_AFTER, "page.last_message_id DESC, page.chat_id DESC"))
        .bind::<BigInt, _>(user_id.get())
        .bind::<BigInt, _>(cursor.last_message_id)
        .bind::<BigInt, _>(cursor.chat_id)
        .bind::<BigInt, _>(limit + 1);
    let rows: Vec<OverviewRow> = on_each_backend!(conn, |inner| query.load(inner))?;
    Ok(Page::cut(rows, limit).map(ChatOverview::from))
}

/// A user's chats in order of id.
pub fn list_overviews(
    conn: &mut DbConnection,
    user_id: UserId,
    query: ChatQuery,
) -> Result<Page<ChatOverview>, StoreError> {
    let statement = diesel::sql_query(overviews_of(PAGE_BY_ID, "page.chat_id"))
        .bind::<BigInt, _>(user_id.get())
        .bind::<BigInt, _>(query.after)
        .bind::<BigInt, _>(query.limit + 1);
    let rows: Vec<OverviewRow> = on_each_backend!(conn, |inner| statement.load(inner))?;
    Ok(Page::cut(rows, query.limit).map(ChatOverview::from))
}

/// The statement for the overviews of the chats of a page. Unread messages are counted from the read mark on, up to 100.
fn overviews_of(page: &str, order: &str) -> String {
    format!(
        "WITH page AS ({page}), \
         sides AS (SELECT page.*, \
             CASE WHEN user1_id = $1 THEN user2_id ELSE user1_id END AS companion_id, \
             CASE WHEN user1_id = $1 THEN user1_read_up_to ELSE user2_read_up_to END AS read_up_to, \
             CASE WHEN user1_id = $1 THEN user2_read_up_to ELSE user1_read_up_to END AS companion_read_up_to \
             FROM page) \
         SELECT page.chat_id, page.revision, page.companion_id, page.read_up_to, page.companion_read_up_to, \
             companion.username, companion.name, \
             newest.message_id, newest.sender_id, newest.receiver_id, newest.text, newest.written_at, \
             newest.edited_at, newest.client_id, \
             (SELECT COUNT(*) FROM (SELECT 1 FROM messages AS beyond \
                 WHERE beyond.chat_id = page.chat_id AND beyond.sender_id = page.companion_id \
                     AND beyond.deleted_at IS NULL AND beyond.message_id > page.read_up_to LIMIT 100) AS counted \
             ) AS unread \
         FROM sides AS page \
         JOIN users AS companion ON companion.user_id = page.companion_id \
         LEFT JOIN messages AS newest ON newest.message_id = page.last_message_id \
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
    #[diesel(sql_type = Nullable<Timestamp>)]
    written_at: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<Timestamp>)]
    edited_at: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<Text>)]
    client_id: Option<String>,
    #[diesel(sql_type = BigInt)]
    unread: i64,
}

impl OverviewRow {
    fn last_message(&mut self) -> Option<Message> {
        Some(Message {
            message_id: MessageId::stored(self.message_id?),
            chat_id: ChatId::stored(self.chat_id),
            sender_id: UserId::stored(self.sender_id?),
            receiver_id: UserId::stored(self.receiver_id?),
            text: self.text.take()?,
            written_at: self.written_at?.and_utc(),
            edited_at: self.edited_at.map(|time| time.and_utc()),
            client_id: self.client_id.take(),
        })
    }
}

impl From<OverviewRow> for ChatOverview {
    fn from(mut row: OverviewRow) -> Self {
        let last_message = row.last_message();
        Self {
            chat_id: ChatId::stored(row.chat_id),
            revision: row.revision,
            companion: Person::from_row(UserId::stored(row.companion_id), row.username, row.name),
            last_message,
            unread: row.unread,
            read_up_to: row.read_up_to,
            companion_read_up_to: row.companion_read_up_to,
        }
    }
}
