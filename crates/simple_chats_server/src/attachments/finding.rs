//! Looking an attachment up for a user.

use crate::error::{AppError, AppResult, MissingRow};
use chrono::Utc;
use simple_chats_domain::{StoredAttachment, UserId};
use simple_chats_persistence::{DbConnection, attachments};

/// Finds an attachment that a user sees.
pub(crate) fn find(conn: &mut DbConnection, me: UserId, id: &str) -> AppResult<StoredAttachment> {
    let unknown = || AppError::UnknownAttachment(id.to_owned());
    let attachment_id = id.parse().map_err(|_| unknown())?;
    attachments::find_for(conn, me, attachment_id, Utc::now()).or_not_found(unknown)
}

/// As [`find`]; `None` if the user sees no such attachment.
pub(crate) fn find_if_there(
    conn: &mut DbConnection,
    me: UserId,
    id: &str,
) -> AppResult<Option<StoredAttachment>> {
    match find(conn, me, id) {
        Err(AppError::UnknownAttachment(_)) => Ok(None),
        found => found.map(Some),
    }
}
