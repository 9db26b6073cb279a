//! Storage in a folder.

use crate::incoming::{Incoming, remove_older, sync_folder};
use crate::storage_key::StorageKey;
use simple_chats_private_files::{create_folders, without_following};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Within the folder: files that are being received. No shard has such a name.
const INCOMING: &str = "incoming";

/// Within the folder: files that are received in several requests.
const PARTIAL: &str = "partial";

/// A folder of stored files. Only its owner can read it.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// Something stored, as [`Folder::list`] finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its key.
    pub key: StorageKey,
    /// Its length in bytes.
    pub length: u64,
    /// When it was written.
    pub modified: SystemTime,
}

impl Folder {
    /// Opens the folder, and makes it if it is missing.
    pub fn open(root: &Path) -> io::Result<Self> {
        create_folders(&root.join(INCOMING))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Removes files that nobody has written to since a time, because the program that received them was killed.
    pub fn remove_interrupted(&self, since: SystemTime) -> io::Result<()> {
        remove_older(&self.root.join(INCOMING), since)
    }

    /// A new file to receive bytes.
    pub fn incoming(&self) -> io::Result<Incoming> {
        Incoming::new_in(&self.root.join(INCOMING))
    }

    /// Stores a file of [`Folder::incoming`]. On return, the bytes and their name are durable. What was there is replaced.
    pub fn put(&self, key: &StorageKey, file: Incoming) -> io::Result<()> {
        let shard = self.root.join(key.shard());
        if !shard.is_dir() {
            create_folders(&shard)?;
            sync_folder(&self.root)?;
        }
        file.move_to(&shard.join(key.as_str()))?;
        sync_folder(&shard)
    }

    /// Opens what is stored. Fails with [`io::ErrorKind::NotFound`] if there is nothing.
    pub fn get(&self, key: &StorageKey) -> io::Result<File> {
        without_following(OpenOptions::new().read(true)).open(self.path(key))
    }

    /// Deletes what is stored; nothing is fine, too. The deletion is durable.
    pub fn delete(&self, key: &StorageKey) -> io::Result<()> {
        match fs::remove_file(self.path(key)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => sync_folder(&self.root.join(key.shard())),
        }
    }

    /// Visits everything that is stored, in no order. Files with other names than keys are passed over.
    pub fn list(&self, mut visit: impl FnMut(Stored)) -> io::Result<()> {
        for shard in fs::read_dir(&self.root)? {
            let shard = shard?;
            let name = shard.file_name();
            if name == INCOMING || name == PARTIAL || !shard.file_type()?.is_dir() {
                continue;
            }
            for entry in fs::read_dir(shard.path())? {
                let entry = entry?;
                let Some(key) = entry.file_name().to_str().and_then(StorageKey::parse) else { continue };
                let found = match entry.metadata() {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    found => found?,
                };
                visit(Stored { key, length: found.len(), modified: found.modified()? });
            }
        }
        Ok(())
    }

    pub(crate) fn partial_folder(&self) -> PathBuf {
        self.root.join(PARTIAL)
    }

    fn path(&self, key: &StorageKey) -> PathBuf {
        self.root.join(key.shard()).join(key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    fn key(text: &str) -> StorageKey {
        StorageKey::parse(text).unwrap()
    }

    fn put(folder: &Folder, name: &str, text: &str) {
        let mut incoming = folder.incoming().unwrap();
        incoming.write_all(text.as_bytes()).unwrap();
        folder.put(&key(name), incoming).unwrap();
    }

    fn names(folder: &Folder) -> Vec<(String, u64)> {
        let mut names = Vec::new();
        folder.list(|stored| names.push((stored.key.to_string(), stored.length))).unwrap();
        names.sort();
        names
    }

    #[test]
    fn what_is_put_is_read_listed_and_deleted() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("attachments")).unwrap();
        put(&folder, "abc", "one");
        put(&folder, "abe-thumbnail", "two!");
        put(&folder, "abc", "three");
        assert_eq!(names(&folder), [("abc".to_owned(), 5), ("abe-thumbnail".to_owned(), 4)]);
        let mut text = String::new();
        folder.get(&key("abc")).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "three");
        folder.delete(&key("abc")).unwrap();
        folder.delete(&key("abc")).unwrap();
        assert_eq!(folder.get(&key("abc")).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(names(&folder).len(), 1);
    }

    #[test]
    fn what_is_not_stored_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let files = || fs::read_dir(place.path().join(INCOMING)).unwrap().count();
        let incoming = folder.incoming().unwrap();
        assert_eq!(files(), 1);
        drop(incoming);
        assert_eq!(files(), 0);
        std::mem::forget(folder.incoming().unwrap());
        assert_eq!(files(), 1, "as after a kill");
        let hour = std::time::Duration::from_hours(1);
        folder.remove_interrupted(SystemTime::now() - hour).unwrap();
        assert_eq!(files(), 1, "another program may be receiving it");
        folder.remove_interrupted(SystemTime::now() + hour).unwrap();
        assert_eq!(files(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_and_links_are_not_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("attachments")).unwrap();
        put(&folder, "abc", "one");
        let path = folder.path(&key("abc"));
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        symlink(&path, folder.path(&key("abe"))).unwrap();
        assert!(folder.get(&key("abe")).is_err());
    }
}
