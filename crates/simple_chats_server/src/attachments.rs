//! The use cases of uploads and attachments: receiving and storing their bytes, finding them, and removing them.

mod checking;
mod finding;
mod pieces;
mod receiving;
mod removal;
mod resumable;
mod stored_bytes;
mod storing;

pub(crate) use checking::{AttachmentCheck, check_attachments, delete_orphans};
pub(crate) use finding::{find, find_if_there};
pub(crate) use receiving::Receiving;
pub(crate) use removal::remove_deleted;
pub(crate) use resumable::{
    Announced, Continuing, LIFETIME, begin, cancel, cancel_all, find as find_unfinished,
};
pub(crate) use storing::{Given, Voice, delete, store};

use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_domain::StoredAttachment;
use simple_chats_media::{MediaType, Storage, StoredBytes, type_of_thumbnail};
use std::io;
pub(crate) use stored_bytes::keys_of;

/// Which bytes of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Thumbnail,
}

/// Bytes to send.
pub(crate) struct StoredFile {
    pub(crate) bytes: StoredBytes,
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
    let open = move |storage: &Storage| {
        let mut bytes = match storage.get(&key) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes?,
        };
        let media_type = match part {
            Part::Whole => media_type,
            Part::Thumbnail => type_of_thumbnail(&mut bytes)?,
        };
        Ok(Some(StoredFile { bytes, media_type }))
    };
    state.files.run_on_stored(open).await?.ok_or_else(|| {
        let attachment_id = stored.attachment.attachment_id;
        tracing::warn!(%attachment_id, "the bytes of an attachment are missing");
        AppError::UnknownAttachment(attachment_id.to_string())
    })
}
