//! The rows themselves: read in portions in the order of their keys, each portion written by one statement.

use super::{CopyError, of_source, of_target};
use crate::schema::{chats, mail_outbox, messages, meta, reset_tokens, sessions, users};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};

/// How many rows are held at once. A statement of PostgreSQL takes 65,535 values, and a row has up to 12.
const PORTION: i64 = 500;

/// Copies a table whose key is unique, so that each portion begins behind the last row of the one before.
macro_rules! copy_table {
    ($source:expr, $target:expr, $table:ident by $key:ident as $row:ty) => {
        let ordered = || $table::table.order($table::$key).limit(PORTION);
        let mut rows: Vec<$row> = ordered().load($source).map_err(of_source)?;
        while let Some(last) = rows.last() {
            diesel::insert_into($table::table).values(&rows).execute($target).map_err(of_target)?;
            rows = ordered().filter($table::$key.gt(&last.$key)).load($source).map_err(of_source)?;
        }
    };
}

/// Copies all rows, those that are referred to first.
pub(super) fn copy_all(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<(), CopyError> {
    copy_table!(source, target, meta by name as FactRow);
    copy_table!(source, target, users by user_id as UserRow);
    copy_table!(source, target, chats by chat_id as ChatRow);
    copy_table!(source, target, messages by message_id as MessageRow);
    copy_table!(source, target, sessions by session_key as SessionRow);
    copy_table!(source, target, reset_tokens by token_key as ResetTokenRow);
    copy_table!(source, target, mail_outbox by mail_id as MailRow);
    Ok(())
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = meta)]
struct FactRow {
    name: String,
    value: String,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = users)]
struct UserRow {
    user_id: i64,
    username: Option<String>,
    username_key: Option<String>,
    email: Option<String>,
    email_key: Option<String>,
    name: Option<String>,
    name_key: Option<String>,
    password_hash: Option<String>,
    credentials_version: i64,
    date_joined: NaiveDateTime,
    last_seen: Option<NaiveDateTime>,
    deleted_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = chats)]
struct ChatRow {
    chat_id: i64,
    user1_id: i64,
    user2_id: i64,
    revision: i64,
    last_message_id: i64,
    user1_read_up_to: i64,
    user2_read_up_to: i64,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = messages)]
struct MessageRow {
    message_id: i64,
    chat_id: i64,
    sender_id: i64,
    receiver_id: i64,
    text: String,
    text_key: String,
    written_at: NaiveDateTime,
    edited_at: Option<NaiveDateTime>,
    deleted_at: Option<NaiveDateTime>,
    revision: i64,
    client_id: Option<String>,
    client_part: i32,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = sessions)]
struct SessionRow {
    session_key: String,
    user_id: i64,
    created_at: NaiveDateTime,
    last_seen_at: NaiveDateTime,
    user_agent: String,
    address: String,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = reset_tokens)]
struct ResetTokenRow {
    token_key: String,
    user_id: i64,
    expires_at: NaiveDateTime,
    used_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = mail_outbox)]
struct MailRow {
    mail_id: i64,
    kind: String,
    address: String,
    created_at: NaiveDateTime,
    next_try_at: NaiveDateTime,
    tries: i32,
}
