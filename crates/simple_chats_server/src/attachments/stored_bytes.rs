//! Where the bytes of an attachment are.

use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_media::{Storage, StorageKey};

/// The keys of the bytes, and of the thumbnail.
pub(crate) fn keys_of(storage_key: &str) -> AppResult<[StorageKey; 2]> {
    let key = |text: &str| StorageKey::parse(text).ok_or_else(|| AppError::Internal("a storage key".into()));
    Ok([key(storage_key)?, key(&format!("{storage_key}-thumbnail"))?])
}

/// Deletes the bytes and the thumbnail, as far as they are there.
pub(super) async fn delete_files(state: &AppState, storage_key: &str) -> AppResult<()> {
    let [key, thumbnail_key] = keys_of(storage_key)?;
    let delete = move |storage: &Storage| {
        storage.delete(&thumbnail_key)?;
        Ok(storage.delete(&key)?)
    };
    state.files.run_on_stored(delete).await
}
