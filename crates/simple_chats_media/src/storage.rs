//! Where bytes are stored: in a folder of this machine, or in a bucket. Whatever is being received is in a folder first.

use crate::bucket_partials::{self, BucketPartials};
use crate::folder::{Folder, Stored};
use crate::incoming::Incoming;
use crate::partials::Partials;
use crate::s3::{Bucket, Object};
use crate::storage_key::StorageKey;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::time::SystemTime;

/// How much is read at once.
const PIECE: u64 = 64 << 10;

/// Where bytes are stored.
#[derive(Debug, Clone)]
pub enum Storage {
    /// In a folder.
    Folder(Folder),
    /// In a bucket. The folder has what is being received.
    Bucket(Folder, Bucket),
}

/// Something stored that is being read.
#[derive(Debug)]
pub struct StoredBytes(Source);

#[derive(Debug)]
enum Source {
    File(File, u64),
    Object(Box<Object>),
}

impl Storage {
    /// A new file of this machine to receive bytes.
    pub fn incoming(&self) -> io::Result<Incoming> {
        self.folder().incoming()
    }

    /// Stores a file of [`Storage::incoming`]. On return, its bytes are durable.
    pub fn put(&self, key: &StorageKey, file: Incoming) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.put(key, file),
            Self::Bucket(_, bucket) => bucket.put_file(&name_of(key), file.file()),
        }
    }

    /// Opens what is stored. Fails with [`io::ErrorKind::NotFound`] if there is nothing.
    pub fn get(&self, key: &StorageKey) -> io::Result<StoredBytes> {
        Ok(StoredBytes(match self {
            Self::Folder(folder) => {
                let file = folder.get(key)?;
                let length = file.metadata()?.len();
                Source::File(file, length)
            }
            Self::Bucket(_, bucket) => Source::Object(Box::new(bucket.open(&name_of(key))?)),
        }))
    }

    /// Deletes what is stored; nothing is fine, too. The deletion is durable.
    pub fn delete(&self, key: &StorageKey) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.delete(key),
            Self::Bucket(_, bucket) => bucket.delete(&name_of(key)),
        }
    }

    /// Visits everything that is stored, in no order. What has other names than keys is passed over.
    pub fn list(&self, mut visit: impl FnMut(Stored)) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.list(visit),
            Self::Bucket(_, bucket) => bucket.list("", |listed| {
                let key = listed.name.split_once('/').and_then(|(_, key)| StorageKey::parse(key));
                if let Some(key) = key.filter(|key| name_of(key) == listed.name) {
                    visit(Stored { key, length: listed.length, modified: listed.modified });
                }
            }),
        }
    }

    /// What an owner sends in several requests, which may reach different machines.
    #[must_use]
    pub fn partials(&self, owner: &StorageKey) -> Partials {
        match self {
            Self::Folder(folder) => Partials::in_folder(folder.partials(owner)),
            Self::Bucket(folder, bucket) => Partials::in_bucket(BucketPartials::new(folder, bucket, owner)),
        }
    }

    /// Removes what nobody has received any more since a time, because the program was killed.
    pub fn remove_interrupted(&self, since: SystemTime) -> io::Result<()> {
        self.folder().remove_interrupted(since)?;
        match self {
            Self::Folder(_) => Ok(()),
            Self::Bucket(_, bucket) => bucket.abort_interrupted(since),
        }
    }

    /// Removes what [`Storage::partials`] has and nobody has added bytes to since a time.
    pub fn remove_stale_partials(&self, since: SystemTime) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.remove_stale_partials(since),
            Self::Bucket(_, bucket) => bucket_partials::remove_stale(bucket, since),
        }
    }

    fn folder(&self) -> &Folder {
        match self {
            Self::Folder(folder) | Self::Bucket(folder, _) => folder,
        }
    }
}

impl StoredBytes {
    /// How many bytes there are.
    #[must_use]
    pub fn length(&self) -> u64 {
        match &self.0 {
            Source::File(_, length) => *length,
            Source::Object(object) => object.length(),
        }
    }

    /// The next bytes from a place: at least one, at most 64 KiB, and none from `end` on. Who reads piece after piece gives
    /// the same end for all of them.
    pub fn read(&mut self, place: u64, end: u64) -> io::Result<Vec<u8>> {
        match &mut self.0 {
            Source::File(file, length) => {
                let count = end.min(*length).saturating_sub(place).min(PIECE);
                if count == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                let mut bytes = vec![0; usize::try_from(count).map_err(io::Error::other)?];
                file.seek(SeekFrom::Start(place))?;
                file.read_exact(&mut bytes)?;
                Ok(bytes)
            }
            Source::Object(object) => object.read(place, end),
        }
    }

    /// All bytes, one after the other.
    #[must_use]
    pub fn into_reader(self) -> impl Read {
        Reader { bytes: self, place: 0, piece: io::Cursor::default() }
    }
}

struct Reader {
    bytes: StoredBytes,
    place: u64,
    piece: io::Cursor<Vec<u8>>,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.bytes.length();
        if self.piece.position() == self.piece.get_ref().len() as u64 && self.place < length {
            self.piece = io::Cursor::new(self.bytes.read(self.place, length)?);
            self.place += self.piece.get_ref().len() as u64;
        }
        self.piece.read(buffer)
    }
}

/// The names of objects are those of files, so that a folder can be copied into a bucket and back.
fn name_of(key: &StorageKey) -> String {
    format!("{}/{key}", key.shard())
}
