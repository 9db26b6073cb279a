//! What is received in several requests, wherever it is stored.

use crate::bucket_partials::{BucketAppending, BucketCompleting, BucketPartials};
use crate::folder_partials::{FolderAppending, FolderCompleting, FolderPartials};
use crate::incoming::Incoming;
use crate::partial::Partial;
use crate::storage_key::StorageKey;
use std::io::{self, Write};
use std::time::SystemTime;

/// The files of one owner that aren't complete.
#[derive(Debug)]
pub struct Partials(Place);

#[derive(Debug)]
enum Place {
    Folder(FolderPartials),
    Bucket(BucketPartials),
}

/// A file to which bytes are being added. In a folder, it is locked until this is dropped.
#[derive(Debug)]
pub struct Appending(AppendingTo);

#[derive(Debug)]
enum AppendingTo {
    Folder(FolderAppending),
    Bucket(BucketAppending),
}

/// A file that is complete and is being stored. In a folder, it is locked until this is dropped.
#[derive(Debug)]
pub struct Completing(CompletingIn);

#[derive(Debug)]
enum CompletingIn {
    Folder(FolderCompleting),
    Bucket(BucketCompleting),
}

impl Partials {
    pub(crate) fn in_folder(partials: FolderPartials) -> Self {
        Self(Place::Folder(partials))
    }

    pub(crate) fn in_bucket(partials: BucketPartials) -> Self {
        Self(Place::Bucket(partials))
    }

    /// Begins a file that is going to have so many bytes. On return, that is durable.
    pub fn create(&self, key: &StorageKey, note: &str, announced: u64) -> io::Result<()> {
        match &self.0 {
            Place::Folder(partials) => partials.create(key, note),
            Place::Bucket(partials) => partials.create(key, note, announced),
        }
    }

    /// Finds a file, the bytes of which are durable then. Fails with [`io::ErrorKind::ResourceBusy`] if it is being stored.
    pub fn find(&self, key: &StorageKey) -> io::Result<Option<Partial>> {
        match &self.0 {
            Place::Folder(partials) => partials.find(key),
            Place::Bucket(partials) => partials.find(key),
        }
    }

    /// How many bytes all files of the owner are going to have. `announced` reads that from a note, where it has to be read.
    pub fn announced(&self, announced: impl Fn(&str) -> u64) -> io::Result<u64> {
        match &self.0 {
            Place::Folder(partials) => Ok(partials.notes()?.iter().map(|note| announced(note)).sum()),
            Place::Bucket(partials) => partials.announced(),
        }
    }

    /// Deletes the files without a byte that were begun before a time and that nobody is sending, as far as is known here.
    pub fn delete_empty(&self, before: SystemTime) -> io::Result<()> {
        match &self.0 {
            Place::Folder(partials) => partials.delete_empty(before),
            Place::Bucket(partials) => partials.delete_empty(before),
        }
    }

    /// Opens a file to add bytes. Fails with [`io::ErrorKind::NotFound`] if there is none, and in a folder with
    /// [`io::ErrorKind::ResourceBusy`] if it is locked by another upload request or being stored.
    pub fn append(&self, key: &StorageKey) -> io::Result<Appending> {
        Ok(match &self.0 {
            Place::Folder(partials) => Appending(AppendingTo::Folder(partials.append(key)?)),
            Place::Bucket(partials) => Appending(AppendingTo::Bucket(partials.append(key)?)),
        })
    }

    /// Deletes a file. Returns whether there was one.
    pub fn delete(&self, key: &StorageKey) -> io::Result<bool> {
        match &self.0 {
            Place::Folder(partials) => partials.delete(key),
            Place::Bucket(partials) => partials.delete(key),
        }
    }

    /// Deletes all files of the owner.
    pub fn delete_all(&self) -> io::Result<()> {
        match &self.0 {
            Place::Folder(partials) => partials.delete_all(),
            Place::Bucket(partials) => partials.delete_all(),
        }
    }
}

impl Appending {
    /// How many bytes are there.
    #[must_use]
    pub fn length(&self) -> u64 {
        match &self.0 {
            AppendingTo::Folder(appending) => appending.length(),
            AppendingTo::Bucket(appending) => appending.length(),
        }
    }

    /// Makes the bytes durable. Returns how many there are. Fails with [`io::ErrorKind::NotFound`] if the file has been deleted.
    pub fn sync(self) -> io::Result<u64> {
        match self.0 {
            AppendingTo::Folder(appending) => appending.sync(),
            AppendingTo::Bucket(appending) => appending.sync(),
        }
    }

    /// The complete file, to be stored. Fails as [`Appending::sync`] does.
    pub fn complete(self) -> io::Result<(Incoming, Completing)> {
        Ok(match self.0 {
            AppendingTo::Folder(appending) => {
                let (file, completing) = appending.complete()?;
                (file, Completing(CompletingIn::Folder(completing)))
            }
            AppendingTo::Bucket(appending) => {
                let (file, completing) = appending.complete()?;
                (file, Completing(CompletingIn::Bucket(completing)))
            }
        })
    }
}

impl Write for Appending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            AppendingTo::Folder(appending) => appending.write(bytes),
            AppendingTo::Bucket(appending) => appending.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            AppendingTo::Folder(appending) => appending.flush(),
            AppendingTo::Bucket(appending) => appending.flush(),
        }
    }
}

impl Completing {
    /// Whether several may be storing the file at the same time, because nothing locks it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.0, CompletingIn::Bucket(_))
    }

    /// The file has been stored, or can't be. Returns whether nobody has deleted it meanwhile.
    pub fn end(self) -> io::Result<bool> {
        match self.0 {
            CompletingIn::Folder(completing) => completing.end(),
            CompletingIn::Bucket(completing) => completing.end(),
        }
    }
}
