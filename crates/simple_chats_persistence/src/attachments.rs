//! Attachments, of messages and of uploads that wait to be sent (see [`uploads`](crate::uploads)), and the stored bytes that
//! nothing refers to any more.

mod deletions;
mod of_messages;
mod row;
mod sending;

pub use deletions::{FileDeletion, finish_deletions, is_deletion_due, take_deletions};
pub(crate) use of_messages::{delete_of_chats, delete_of_message, list_of};
pub(crate) use row::{AttachmentRow, FileDeletionRow};
pub(crate) use sending::{Named, attach, find_named};

use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::attachments;
use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use simple_chats_domain::{AttachmentId, StoredAttachment, UserId};

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    bytes: i64,
}

/// How many bytes the attachments of a user take: those that the user has uploaded or forwarded, each stored file once.
pub fn storage_used_by(conn: &mut DbConnection, user_id: UserId) -> Result<i64> {
    let statement = diesel::sql_query(
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM \
             (SELECT storage_key, MAX(size) AS size FROM attachments WHERE uploader_id = $1 GROUP BY storage_key) AS files",
    );
    let query = cached(statement.bind::<BigInt, _>(user_id.get()));
    Ok(on_each_backend!(conn, |inner| query.get_result::<Sum>(inner))?.bytes)
}

/// Finds an attachment for a user.
///
/// Fails with [`NotFound`](crate::StoreError::NotFound) if there is none that this user sees: before it is sent, only its uploader
/// does; afterwards both users of the chat, unless the message is deleted or the user has cleared it.
pub fn find_for(
    conn: &mut DbConnection,
    user_id: UserId,
    attachment_id: AttachmentId,
    now: DateTime<Utc>,
) -> Result<StoredAttachment> {
    let (columns, seen) = (row::COLUMNS, row::SEEN_BY.replace("{user}", "$1").replace("{now}", "$2"));
    let statement = format!("SELECT {columns} FROM attachments WHERE {seen} AND attachment_id = $3");
    let query = diesel::sql_query(statement)
        .bind::<BigInt, _>(user_id.get())
        .bind::<BigInt, _>(Millis::from(now))
        .bind::<Text, _>(attachment_id.to_string());
    let query = cached(query);
    let found: AttachmentRow = on_each_backend!(conn, |inner| query.get_result(inner))?;
    found.stored()
}

/// The storage keys to which attachments refer, in their order, after one of them and up to `limit`.
pub fn list_storage_keys(conn: &mut DbConnection, after: &str, limit: i64) -> Result<Vec<String>> {
    let keys = attachments::table
        .filter(attachments::storage_key.gt(after))
        .select(attachments::storage_key)
        .distinct()
        .order(attachments::storage_key)
        .limit(limit);
    Ok(keys.load(conn)?)
}

/// Whether an attachment refers to a storage key.
pub fn has_storage_key(conn: &mut DbConnection, storage_key: &str) -> Result<bool> {
    let referring = attachments::table
        .filter(attachments::storage_key.eq(storage_key))
        .select(attachments::attachment_id);
    Ok(diesel::select(exists(referring)).get_result(conn)?)
}
