//! Compares the attachments of the database with the files that are stored, in both directions.

use super::stored_bytes::keys_of;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_media::{Storage, StorageKey, Stored};
use simple_chats_persistence::attachments::{has_storage_key, list_storage_keys};
use std::collections::BTreeMap;
use std::io;
use std::time::{Duration, SystemTime};

/// A file gets its name a moment before its attachment is stored. So much older ones wait for nothing.
const GRACE: Duration = Duration::from_hours(1);

/// How many storage keys are read at once.
const PORTION: i64 = 1_000;

/// What a comparison has found.
#[derive(Debug, Default)]
pub(crate) struct AttachmentCheck {
    /// How many files are stored, thumbnails among them.
    pub(crate) files: usize,
    /// Files that attachments need and that aren't there.
    pub(crate) missing: Vec<StorageKey>,
    /// Files that no attachment needs.
    pub(crate) orphans: Vec<Stored>,
}

/// Compares while people send and delete: what changes meanwhile is in no list.
pub(crate) async fn check_attachments(state: &AppState) -> AppResult<AttachmentCheck> {
    let mut unneeded = state.files.run_on_stored(|storage| Ok(all_stored(storage)?)).await?;
    let mut check = AttachmentCheck { files: unneeded.len(), ..AttachmentCheck::default() };
    let mut after = String::new();
    loop {
        let from = after;
        let read = move |conn: &mut _| list_storage_keys(conn, &from, PORTION);
        let storage_keys = state.database.read(read).await?;
        let Some(last) = storage_keys.last() else { break };
        after = last.clone();
        for storage_key in &storage_keys {
            let [key, thumbnail_key] = keys_of(storage_key)?;
            unneeded.remove(&thumbnail_key);
            if unneeded.remove(&key).is_none() && is_missing(state, &key).await? {
                check.missing.push(key);
            }
        }
    }
    let newest = SystemTime::now().checked_sub(GRACE).unwrap_or(SystemTime::UNIX_EPOCH);
    check.orphans = unneeded.into_values().filter(|stored| stored.modified < newest).collect();
    Ok(check)
}

/// Deletes files that no attachment needs, of which [`check_attachments`] told.
pub(crate) async fn delete_orphans(state: &AppState, orphans: Vec<Stored>) -> AppResult<()> {
    let delete = move |storage: &Storage| {
        orphans.iter().try_for_each(|orphan| storage.delete(&orphan.key))?;
        Ok(())
    };
    state.files.run_on_stored(delete).await
}

fn all_stored(storage: &Storage) -> io::Result<BTreeMap<StorageKey, Stored>> {
    let mut all = BTreeMap::new();
    storage.list(|stored| {
        all.insert(stored.key.clone(), stored);
    })?;
    Ok(all)
}

/// Whether a file is still not there, and still needed: it may have come or gone since the files were listed.
async fn is_missing(state: &AppState, key: &StorageKey) -> AppResult<bool> {
    let wanted = key.clone();
    let get = move |storage: &Storage| match storage.get(&wanted) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        bytes => Ok(bytes.map(|_| true)?),
    };
    if state.files.run_on_stored(get).await? {
        return Ok(false);
    }
    let key = key.to_string();
    state.database.read(move |conn: &mut _| has_storage_key(conn, &key)).await.map_err(AppError::from)
}
