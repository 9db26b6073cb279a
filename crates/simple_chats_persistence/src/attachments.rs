//! Attachments: uploads that wait to be sent, attachments of messages, and the stored bytes that nothing refers to any more.

mod deletions;
mod of_messages;
mod row;
mod sending;

pub use deletions::{FileDeletion, finish_deletions, is_deletion_due, take_deletions};
pub(crate) use of_messages::{delete_of_chat, delete_of_message, list_of};
pub(crate) use row::{AttachmentRow, FileDeletionRow};
pub(crate) use sending::{Named, attach, find_named};

use crate::cached::cached;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::{CallerError, Result, StoreError};
use crate::millis::Millis;
use crate::schema::attachments;
use crate::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use simple_chats_domain::{AttachmentId, NewUpload, StoredAttachment, UserId};

/// The reason why an upload was not stored.
#[derive(Debug, thiserror::Error)]
pub enum UploadFailure {
    /// The user has no room for it.
    #[error("the attachments of the user take too much space")]
    QuotaExceeded,
    /// The store failed; with [`StoreError::NotFound`] if the user is deleted.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CallerError for UploadFailure {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::QuotaExceeded => None,
            Self::Store(error) => Some(error),
        }
    }
}

/// Stores an upload, whose bytes are durable already. All attachments of the user may take `quota` bytes together; `None`
/// for no limit. Locks the user, so a server makes it by a change that declares [`LockScope::Many`](crate::LockScope::Many).
pub fn insert_upload(
    conn: &mut DbConnection,
    upload: &NewUpload,
    quota: Option<i64>,
) -> Result<(), UploadFailure> {
    users::lock_account(conn, upload.uploader_id)?;
    if let Some(quota) = quota {
        let used = storage_used_by(conn, upload.uploader_id)?;
        if used.saturating_add(upload.attachment.size) > quota {
            return Err(UploadFailure::QuotaExceeded);
        }
    }
    let row = AttachmentRow::of_upload(upload);
    diesel::insert_into(attachments::table).values(&row).execute(conn).map_err(StoreError::from)?;
    Ok(())
}

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
/// Fails with [`NotFound`](StoreError::NotFound) if there is none that this user sees: before it is sent, only its uploader
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

/// What became of the deletion of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadDeletion {
    /// It is deleted.
    Deleted,
    /// A message carries it, and it stays.
    Sent,
}

/// Deletes an upload that hasn't been sent, on behalf of a user.
///
/// Fails with [`NotFound`](StoreError::NotFound) as [`find_for`] does.
pub fn delete_upload(
    conn: &mut DbConnection,
    user_id: UserId,
    attachment_id: AttachmentId,
    now: DateTime<Utc>,
) -> Result<UploadDeletion> {
    let unsent = attachments::table
        .find(attachment_id.to_string())
        .filter(attachments::uploader_id.eq(user_id.get()))
        .filter(attachments::message_id.is_null())
        .filter(attachments::expires_at.gt(Millis::from(now)));
    if diesel::delete(unsent).execute(conn)? > 0 {
        return Ok(UploadDeletion::Deleted);
    }
    find_for(conn, user_id, attachment_id, now).map(|_| UploadDeletion::Sent)
}

/// Deletes up to `limit` uploads that haven't been sent in time. Returns how many.
pub fn delete_expired(conn: &mut DbConnection, now: DateTime<Utc>, limit: i64) -> Result<usize> {
    let expired = || attachments::expires_at.is_not_null().and(attachments::expires_at.le(Millis::from(now)));
    let ids: Vec<String> = attachments::table
        .filter(expired())
        .order(attachments::expires_at)
        .limit(limit)
        .select(attachments::attachment_id)
        .load(conn)?;
    // A message may have taken one of them meanwhile.
    let found = attachments::table.filter(attachments::attachment_id.eq_any(ids)).filter(expired());
    Ok(diesel::delete(found).execute(conn)?)
}

/// Deletes the uploads of a user that haven't been sent, as the account is deleted.
pub fn delete_uploads_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    let unsent = attachments::table
        .filter(attachments::uploader_id.eq(user_id.get()))
        .filter(attachments::message_id.is_null());
    diesel::delete(unsent).execute(conn)?;
    Ok(())
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
