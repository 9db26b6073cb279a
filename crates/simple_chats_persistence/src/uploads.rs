//! Uploads: attachments that wait to be sent, each of which only its uploader sees.

use crate::attachments::{AttachmentRow, find_for, storage_used_by};
use crate::connection::DbConnection;
use crate::error::{CallerError, Result, StoreError};
use crate::millis::Millis;
use crate::schema::attachments;
use crate::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{AttachmentId, NewUpload, UserId};

/// The reason why an upload was not stored.
#[derive(Debug, thiserror::Error)]
pub enum UploadFailure {
    /// With it, the user would use more than the quota.
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
pub fn insert(conn: &mut DbConnection, upload: &NewUpload, quota: Option<i64>) -> Result<(), UploadFailure> {
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
pub fn delete(
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
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    let unsent = attachments::table
        .filter(attachments::uploader_id.eq(user_id.get()))
        .filter(attachments::message_id.is_null());
    diesel::delete(unsent).execute(conn)?;
    Ok(())
}
