//! The files of attachments in backups: written into the one file, and put back from it.

use super::error::CommandError;
use crate::attachments::keys_of;
use crate::file_store::{shown_storage, storage_of};
use crate::settings::Settings;
use simple_chats_media::{Incoming, Storage, StorageKey};
use simple_chats_persistence::attachments::has_storage_key;
use simple_chats_persistence::backup::{BackupFiles, FilePiece};
use simple_chats_persistence::{DbConnection, StoreError};
use std::io::{self, Write};
use std::path::Path;

/// How many names of files are read at once.
const PORTION: i64 = 1_000;

/// Adds the files that a copy of the database needs. Returns how many those are; files that are missing are said.
pub(super) fn add_all(settings: &Settings, copy: &Path) -> Result<usize, CommandError> {
    let mut backup = BackupFiles::open(copy).map_err(CommandError::refused)?;
    let (mut added, mut missing) = (0, Vec::new());
    for_each_needed(settings, &mut backup, |backup, storage, [key, thumbnail_key]| {
        if add(backup, storage, &key)? {
            added += 1;
            // Not each has one.
            add(backup, storage, &thumbnail_key)?;
        } else {
            missing.push(key);
        }
        Ok(())
    })?;
    say_missing(settings, &missing)?;
    Ok(added)
}

/// Does something for each file that a copy of the database needs, and its thumbnail. Without any, no folder is made.
fn for_each_needed(
    settings: &Settings,
    backup: &mut BackupFiles,
    mut work: impl FnMut(&mut BackupFiles, &Storage, [StorageKey; 2]) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let mut after = String::new();
    loop {
        let needed = backup.list_needed(&after, PORTION).map_err(CommandError::refused)?;
        let Some(last) = needed.last() else { return Ok(()) };
        after.clone_from(last);
        let storage = open_storage(settings)?;
        needed.iter().try_for_each(|storage_key| work(backup, &storage, keys_of(storage_key)?))?;
    }
}

/// Adds a file; `false` if there is none.
fn add(backup: &mut BackupFiles, storage: &Storage, key: &StorageKey) -> Result<bool, CommandError> {
    match storage.get(key) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        bytes => {
            backup.add(key.as_str(), bytes?.into_reader()).map_err(CommandError::refused)?;
            Ok(true)
        }
    }
}

/// Says which files are missing. Those that were deleted since the database was copied aren't.
fn say_missing(settings: &Settings, missing: &[StorageKey]) -> Result<(), CommandError> {
    if missing.is_empty() {
        return Ok(());
    }
    let mut conn = DbConnection::open(&settings.database_url).map_err(CommandError::refused)?;
    let mut count = 0;
    for key in missing {
        if has_storage_key(&mut conn, key.as_str()).map_err(CommandError::refused)? {
            count += 1;
        }
    }
    if count > 0 {
        warn(&format!(
            "attachment files that are missing in {} and in the backup: {count}; `simple-chats check-attachments` names them",
            shown_storage(settings)
        ))?;
    }
    Ok(())
}

/// Puts the files of a backup back to where attachments are stored, durably, and removes them from the copy. Files that the backup doesn't
/// have stay as they are. Returns how many those are, thumbnails included; after an error, what was new is removed again.
pub(super) fn put_back(settings: &Settings, copy: &Path) -> Result<usize, CommandError> {
    let mut backup = BackupFiles::open(copy).map_err(CommandError::refused)?;
    let mut putting = Putting { storage: None, current: None, new: Vec::new(), count: 0 };
    let put = putting.put_all(settings, &mut backup).and_then(|()| {
        backup.remove_all().map_err(CommandError::refused)?;
        missing_in(settings, &mut backup)
    });
    match put {
        Ok(0) => {}
        Ok(missing) => {
            warn(&format!(
                "attachment files that are neither in the backup nor in {}: {missing}",
                shown_storage(settings)
            ))?;
        }
        Err(error) => {
            putting.undo();
            return Err(error);
        }
    }
    Ok(putting.count)
}

/// Files that are being put back.
struct Putting {
    /// Made when it is needed.
    storage: Option<Storage>,
    /// The file whose pieces are coming.
    current: Option<(StorageKey, Incoming)>,
    /// Those that weren't there before.
    new: Vec<StorageKey>,
    /// How many are put back.
    count: usize,
}

impl Putting {
    fn put_all(&mut self, settings: &Settings, backup: &mut BackupFiles) -> Result<(), CommandError> {
        let mut last = None::<FilePiece>;
        while let Some(piece) = backup.next_piece(last.as_ref()).map_err(CommandError::refused)? {
            let is_next = last.as_ref().is_none_or(|last| last.storage_key != piece.storage_key);
            if is_next {
                self.finish()?;
                let storage = match &self.storage {
                    Some(storage) => storage,
                    None => self.storage.insert(open_storage(settings)?),
                };
                self.current = Some((key_of(&piece.storage_key)?, storage.incoming()?));
            }
            if let Some((_, incoming)) = &mut self.current {
                incoming.write_all(&piece.bytes)?;
            }
            last = Some(piece);
        }
        self.finish()
    }

    /// Stores the file whose last piece has come.
    fn finish(&mut self) -> Result<(), CommandError> {
        let (Some(storage), Some((key, incoming))) = (&self.storage, self.current.take()) else {
            return Ok(());
        };
        if matches!(storage.get(&key), Err(error) if error.kind() == io::ErrorKind::NotFound) {
            self.new.push(key.clone());
        }
        self.count += 1;
        Ok(storage.put(&key, incoming)?)
    }

    fn undo(&self) {
        if let Some(storage) = &self.storage {
            for key in &self.new {
                // What stays is a file that no attachment needs.
                drop(storage.delete(key));
            }
        }
    }
}

/// How many files that a copy of the database needs are not there.
fn missing_in(settings: &Settings, backup: &mut BackupFiles) -> Result<usize, CommandError> {
    let mut missing = 0;
    for_each_needed(settings, backup, |_, storage, [key, _]| {
        match storage.get(&key) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing += 1,
            bytes => drop(bytes?),
        }
        Ok(())
    })?;
    Ok(missing)
}

fn open_storage(settings: &Settings) -> Result<Storage, CommandError> {
    storage_of(settings)
        .map_err(|error| CommandError::refused(format!("{}: {error}", shown_storage(settings))))
}

fn key_of(text: &str) -> Result<StorageKey, CommandError> {
    let damaged = || StoreError::Schema(format!("it is damaged: {text:?} is no name of a file"));
    StorageKey::parse(text).ok_or_else(|| CommandError::refused(damaged()))
}

fn warn(text: &str) -> io::Result<()> {
    writeln!(io::stderr(), "simple-chats: warning: {text}")
}
