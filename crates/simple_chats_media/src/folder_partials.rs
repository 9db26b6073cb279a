//! Files that are received in several requests, which may be hours apart.
//!
//! Each has two files: its bytes so far, and what the caller notes about it. It exists as long as its note does, which is
//! made last, and removed first or when the file is stored. Whoever adds bytes or stores the file holds a lock on the note.

use crate::folder::Folder;
use crate::incoming::{Incoming, sync_folder};
use crate::partial::Partial;
use crate::storage_key::StorageKey;
use simple_chats_private_files::{create_folders, without_following};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::{NamedTempFile, TempPath};

/// The ending of the file with the note. No key has a dot.
const NOTE: &str = ".note";

/// The files of one owner that aren't complete.
#[derive(Debug, Clone)]
pub(crate) struct FolderPartials {
    folder: PathBuf,
}

/// A file to which bytes are being added. It is locked until this is dropped.
#[derive(Debug)]
pub(crate) struct FolderAppending {
    file: File,
    length: u64,
    data: PathBuf,
    lock: NoteLock,
}

/// A file that is complete and is being stored. It is locked until this is dropped.
#[derive(Debug)]
pub(crate) struct FolderCompleting(NoteLock);

#[derive(Debug)]
struct NoteLock {
    note: PathBuf,
    _file: File,
}

impl FolderPartials {
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Begins a file. On return, that is durable.
    pub(crate) fn create(&self, key: &StorageKey, note: &str) -> io::Result<()> {
        match self.try_to_create(key, note) {
            // The empty folder has just been removed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.try_to_create(key, note),
            created => created,
        }
    }

    fn try_to_create(&self, key: &StorageKey, note: &str) -> io::Result<()> {
        create_folders(&self.folder)?;
        Incoming::new_in(&self.folder)?.move_to(&self.data(key))?;
        let mut file = Incoming::new_in(&self.folder)?;
        file.write_all(note.as_bytes())?;
        file.move_to(&self.note(key))?;
        sync_folder(&self.folder)?;
        self.folder.parent().map_or(Ok(()), sync_folder)
    }

    /// Finds a file, the bytes of which are durable then. Fails with [`io::ErrorKind::ResourceBusy`] if it is being stored.
    pub(crate) fn find(&self, key: &StorageKey) -> io::Result<Option<Partial>> {
        let Some(note) = if_there(fs::read_to_string(self.note(key)))? else { return Ok(None) };
        let file = without_following(OpenOptions::new().read(true).write(true)).open(self.data(key));
        let Some(file) = if_there(file)? else {
            // It is being stored, or the program was killed meanwhile.
            if if_there(self.lock(key))?.is_some() {
                self.delete(key)?;
            }
            return Ok(None);
        };
        file.sync_data()?;
        let metadata = file.metadata()?;
        Ok(Some(Partial { note, length: metadata.len(), modified: metadata.modified()? }))
    }

    /// The notes of all files of the owner.
    pub(crate) fn notes(&self) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        for key in self.keys()? {
            found.extend(if_there(fs::read_to_string(self.note(&key)))?);
        }
        Ok(found)
    }

    /// Deletes the files without a byte that were begun before a time and that nobody is sending.
    pub(crate) fn delete_empty(&self, before: SystemTime) -> io::Result<()> {
        for key in self.keys()? {
            let Some(metadata) = if_there(fs::metadata(self.data(&key)))? else { continue };
            let is_busy =
                matches!(self.lock(&key), Err(error) if error.kind() == io::ErrorKind::ResourceBusy);
            if metadata.len() == 0 && metadata.modified()? < before && !is_busy {
                self.delete(&key)?;
            }
        }
        Ok(())
    }

    fn keys(&self) -> io::Result<Vec<StorageKey>> {
        let Some(entries) = if_there(fs::read_dir(&self.folder))? else { return Ok(Vec::new()) };
        let mut keys = Vec::new();
        for entry in entries {
            keys.extend(
                entry?
                    .file_name()
                    .to_str()
                    .and_then(|name| name.strip_suffix(NOTE))
                    .and_then(StorageKey::parse),
            );
        }
        Ok(keys)
    }

    /// Opens a file to add bytes. Fails with [`io::ErrorKind::NotFound`] if there is none, and with
    /// [`io::ErrorKind::ResourceBusy`] if it is locked by another upload request or being stored.
    pub(crate) fn append(&self, key: &StorageKey) -> io::Result<FolderAppending> {
        let (data, lock) = (self.data(key), self.lock(key)?);
        // Not in the mode for appending: whoever cleans the file writes in the middle of it.
        let mut file = without_following(OpenOptions::new().read(true).write(true)).open(&data)?;
        let length = file.seek(SeekFrom::End(0))?;
        Ok(FolderAppending { file, length, data, lock })
    }

    fn lock(&self, key: &StorageKey) -> io::Result<NoteLock> {
        let note = self.note(key);
        let file = without_following(OpenOptions::new().read(true)).open(&note)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::ErrorKind::ResourceBusy.into(),
            TryLockError::Error(error) => error,
        })?;
        // Whoever had the lock may have stored or deleted it.
        let lock = NoteLock { note, _file: file };
        if lock.is_there()? { Ok(lock) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// Deletes a file. Returns whether there was one.
    pub(crate) fn delete(&self, key: &StorageKey) -> io::Result<bool> {
        let was_there = if_there(fs::remove_file(self.note(key)))?.is_some();
        if_there(fs::remove_file(self.data(key)))?;
        if was_there {
            sync_folder(&self.folder)?;
        }
        Ok(was_there)
    }

    /// Deletes all files of the owner.
    pub(crate) fn delete_all(&self) -> io::Result<()> {
        if_there(fs::remove_dir_all(&self.folder))?;
        Ok(())
    }

    fn data(&self, key: &StorageKey) -> PathBuf {
        self.folder.join(key.as_str())
    }

    fn note(&self, key: &StorageKey) -> PathBuf {
        self.folder.join(format!("{key}{NOTE}"))
    }
}

impl FolderAppending {
    /// How many bytes are there.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Makes the bytes durable. Returns how many there are. Fails with [`io::ErrorKind::NotFound`] if the file has been deleted.
    pub(crate) fn sync(&self) -> io::Result<u64> {
        self.file.sync_data()?;
        if self.lock.is_there()? { Ok(self.length) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// The complete file, to be stored. Fails as [`FolderAppending::sync`] does.
    pub(crate) fn complete(self) -> io::Result<(Incoming, FolderCompleting)> {
        self.sync()?;
        let path = TempPath::try_from_path(&self.data)?;
        Ok((Incoming::of(NamedTempFile::from_parts(self.file, path)), FolderCompleting(self.lock)))
    }
}

impl FolderCompleting {
    /// The file has been stored, or can't be. Returns whether nobody has deleted it meanwhile.
    pub(crate) fn end(self) -> io::Result<bool> {
        Ok(if_there(fs::remove_file(&self.0.note))?.is_some())
    }
}

impl NoteLock {
    fn is_there(&self) -> io::Result<bool> {
        Ok(if_there(fs::metadata(&self.note))?.is_some())
    }
}

impl Write for FolderAppending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Removes the files of all owners to which nobody has added bytes since a time.
pub(crate) fn remove_stale(folder: &Path, since: SystemTime) -> io::Result<()> {
    let Some(owners) = if_there(fs::read_dir(folder))? else { return Ok(()) };
    for owner in owners {
        let owner = owner?.path();
        let Some(entries) = if_there(fs::read_dir(&owner))? else { continue };
        for entry in entries {
            let path = entry?.path();
            // The note is as old as the file; it goes with it, or alone if that is gone.
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let data = path.with_file_name(name.strip_suffix(NOTE).unwrap_or(name));
            let modified = if_there(fs::metadata(&data).or_else(|_| fs::metadata(&path)))?;
            if modified.is_some_and(|found| found.modified().is_ok_and(|at| at < since)) {
                if_there(fs::remove_file(&path))?;
            }
        }
        // It stays if anything is left.
        drop(fs::remove_dir(&owner));
    }
    Ok(())
}

fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

impl Folder {
    /// Removes files of [`Folder::partials`] to which nobody has added bytes since a time.
    pub(crate) fn remove_stale_partials(&self, since: SystemTime) -> io::Result<()> {
        remove_stale(&self.partial_folder(), since)
    }

    /// The files of an owner that are received in several requests.
    pub(crate) fn partials(&self, owner: &StorageKey) -> FolderPartials {
        FolderPartials::in_folder(self.partial_folder().join(owner.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::time::Duration;

    fn key(text: &str) -> StorageKey {
        StorageKey::parse(text).unwrap()
    }

    fn text_of(folder: &Folder, name: &str) -> String {
        let mut text = String::new();
        folder.get(&key(name)).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn bytes_are_added_until_the_file_is_complete() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let partials = folder.partials(&key("user-1"));
        assert_eq!(partials.find(&key("abc")).unwrap(), None);
        partials.create(&key("abc"), "a note").unwrap();
        for (text, length) in [("one", 3), ("two!", 7)] {
            let mut appending = partials.append(&key("abc")).unwrap();
            appending.write_all(text.as_bytes()).unwrap();
            assert_eq!(appending.sync().unwrap(), length);
            drop(appending);
            let found = partials.find(&key("abc")).unwrap().unwrap();
            assert_eq!((found.note.as_str(), found.length), ("a note", length));
        }
        assert_eq!(partials.notes().unwrap(), ["a note"]);
        let (complete, completing) = partials.append(&key("abc")).unwrap().complete().unwrap();
        // Whoever cleans it writes in the middle.
        let mut file = complete.file();
        file.rewind().unwrap();
        file.write_all(b"O").unwrap();
        folder.put(&key("abc"), complete).unwrap();
        let busy = partials.find(&key("abc")).unwrap_err();
        assert_eq!(busy.kind(), io::ErrorKind::ResourceBusy, "it is being stored");
        assert!(completing.end().unwrap());
        assert_eq!(partials.find(&key("abc")).unwrap(), None);
        assert_eq!(text_of(&folder, "abc"), "Onetwo!");
        let mut stored = 0;
        partials.create(&key("one-more"), "").unwrap();
        folder.list(|_| stored += 1).unwrap();
        assert_eq!(stored, 1, "a partial file is not stored");
    }

    #[test]
    fn one_adds_bytes_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let partials = folder.partials(&key("user-1"));
        let kind = |result: io::Result<FolderAppending>| result.map_err(|error| error.kind()).err();
        assert_eq!(kind(partials.append(&key("abc"))), Some(io::ErrorKind::NotFound));
        partials.create(&key("abc"), "").unwrap();
        let first = partials.append(&key("abc")).unwrap();
        assert_eq!(kind(partials.append(&key("abc"))), Some(io::ErrorKind::ResourceBusy));
        drop(first);
        assert_eq!(kind(partials.append(&key("abc"))), None);
    }

    #[test]
    fn a_file_that_is_deleted_while_bytes_arrive_is_gone() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let partials = folder.partials(&key("user-1"));
        partials.create(&key("abc"), "").unwrap();
        let mut appending = partials.append(&key("abc")).unwrap();
        appending.write_all(b"one").unwrap();
        assert!(partials.delete(&key("abc")).unwrap());
        assert_eq!(appending.sync().unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(appending.complete().unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_note_that_a_kill_has_left_is_removed_and_an_empty_file_gives_way() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let partials = folder.partials(&key("user-1"));
        partials.create(&key("abc"), "").unwrap();
        fs::remove_file(partials.data(&key("abc"))).unwrap();
        assert_eq!(partials.find(&key("abc")).unwrap(), None);
        assert_eq!(partials.notes().unwrap(), [""; 0]);
        for name in ["one-more", "begun", "unused"] {
            partials.create(&key(name), name).unwrap();
        }
        let sending = partials.append(&key("one-more")).unwrap();
        partials.append(&key("begun")).unwrap().write_all(b"x").unwrap();
        partials.delete_empty(SystemTime::now() + Duration::from_hours(1)).unwrap();
        let mut left = partials.notes().unwrap();
        left.sort();
        assert_eq!(left, ["begun", "one-more"]);
        drop(sending);
    }

    #[test]
    fn files_are_deleted_and_grow_stale() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let (one, other) = (folder.partials(&key("user-1")), folder.partials(&key("user-2")));
        for partials in [&one, &other] {
            partials.create(&key("abc"), "").unwrap();
            partials.create(&key("one-more"), "").unwrap();
        }
        assert!(one.delete(&key("abc")).unwrap());
        assert!(!one.delete(&key("abc")).unwrap());
        assert_eq!((one.notes().unwrap().len(), other.notes().unwrap().len()), (1, 2));
        other.delete_all().unwrap();
        other.delete_all().unwrap();
        assert_eq!(other.notes().unwrap(), [""; 0]);
        let hour = Duration::from_hours(1);
        folder.remove_stale_partials(SystemTime::now() - hour).unwrap();
        assert_eq!(one.notes().unwrap().len(), 1);
        folder.remove_stale_partials(SystemTime::now() + hour).unwrap();
        assert_eq!(one.notes().unwrap(), [""; 0]);
        assert_eq!(fs::read_dir(folder.partial_folder()).unwrap().count(), 0, "nothing is left");
    }
}
