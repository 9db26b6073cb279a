//! The use cases of uploads and attachments: receiving and storing their bytes, finding them, and removing them.

mod checking;
mod pieces;
mod receiving;
mod removal;
mod resumable;
mod stored_bytes;
mod storing;

pub(crate) use checking::{AttachmentCheck, check_attachments, delete_orphans};
pub(crate) use receiving::Receiving;
pub(crate) use removal::remove_deleted;
pub(crate) use resumable::{
    Announced, Continuing, LIFETIME, begin, cancel, cancel_all, find as find_unfinished,
};
pub(crate) use storing::{Given, Voice, delete, store};

use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{StoredAttachment, UserId};
use simple_chats_media::MediaType;
use simple_chats_persistence::{DbConnection, attachments};
use std::fs::File;
use std::io;
pub(crate) use stored_bytes::keys_of;

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

/// Which bytes of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Thumbnail,
}

/// Bytes to send.
pub(crate) struct StoredFile {
    pub(crate) file: File,
    pub(crate) length: u64,
    pub(crate) media_type: MediaType,
}

/// Opens the bytes of an attachment. Fails with `UnknownAttachment` if there is no thumbnail, or if the bytes are missing: they
/// were deleted in the meantime, or a database was restored without its files.
pub(crate) async fn open(state: &AppState, stored: &StoredAttachment, part: Part) -> AppResult<StoredFile> {
    let [key, thumbnail_key] = keys_of(&stored.storage_key)?;
    let media_type = MediaType::of(&stored.attachment.media_type);
    let key = match part {
        Part::Whole => key,
        Part::Thumbnail if stored.has_thumbnail => thumbnail_key,
        Part::Thumbnail => {
            return Err(AppError::UnknownAttachment(stored.attachment.attachment_id.to_string()));
        }
    };
    let open = move |folder: &simple_chats_media::Folder| {
        let file = match folder.get(&key) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let length = file.metadata()?.len();
        let media_type = match part {
            Part::Whole => media_type,
            Part::Thumbnail => simple_chats_media::type_of_thumbnail(&file)?,
        };
        Ok(Some(StoredFile { file, length, media_type }))
    };
    state.files.run(open).await?.ok_or_else(|| {
        let attachment_id = stored.attachment.attachment_id;
        tracing::warn!(%attachment_id, "the bytes of an attachment are missing");
        AppError::UnknownAttachment(attachment_id.to_string())
    })
}
