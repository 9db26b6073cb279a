//! Files that are received in several requests, in a bucket, so that each request can reach another machine.
//!
//! Each has a note, whose name tells how long it is going to be, and a part for each request that has added bytes, whose
//! name tells where it begins. It exists as long as its note does, which is made first and removed first.
//!
//! Nothing locks it: a client whose connection was lost may send bytes again while another machine still stores those of the
//! first attempt. Parts may overlap, and where they do, they have the same bytes, which are those of the client's file.

use crate::folder::Folder;
use crate::incoming::Incoming;
use crate::partial::Partial;
use crate::s3::{Bucket, Listed};
use crate::storage_key::StorageKey;
use std::collections::BTreeMap;
use std::io::{self, Seek, SeekFrom, Write};
use std::time::SystemTime;

/// What the names of all of them begin with.
const PARTIAL: &str = "partial/";

const NOTE: &str = "note-";
const PART: &str = "part-";

/// The files of one owner that aren't complete.
#[derive(Debug)]
pub(crate) struct BucketPartials {
    folder: Folder,
    bucket: Bucket,
    /// What the names of all its objects begin with.
    beginning: String,
}

/// The objects of a file.
#[derive(Debug, Default)]
struct Objects {
    /// The one with the note, and how long the file is going to be.
    note: Option<(String, u64)>,
    /// Where each part begins, how long it is, and its name; sorted.
    parts: Vec<(u64, u64, String)>,
    /// When the last of them was stored.
    modified: Option<SystemTime>,
}

/// A file to which bytes are being added.
#[derive(Debug)]
pub(crate) struct BucketAppending {
    bucket: Bucket,
    beginning: String,
    objects: Objects,
    /// Where the new bytes begin.
    start: u64,
    /// The new bytes.
    file: Incoming,
    added: u64,
}

/// A file that is complete and is being stored.
#[derive(Debug)]
pub(crate) struct BucketCompleting {
    bucket: Bucket,
    beginning: String,
}

impl Objects {
    fn of(bucket: &Bucket, beginning: &str) -> io::Result<Self> {
        let mut objects = Self::default();
        bucket.list(beginning, |listed| objects.add(beginning, listed))?;
        objects.parts.sort();
        Ok(objects)
    }

    fn add(&mut self, beginning: &str, listed: Listed) {
        let Some(name) = listed.name.strip_prefix(beginning) else { return };
        self.modified = self.modified.max(Some(listed.modified));
        if let Some(announced) = name.strip_prefix(NOTE).and_then(|number| number.parse().ok()) {
            self.note = Some((listed.name, announced));
        } else if let Some((start, _)) = name.strip_prefix(PART).and_then(|part| part.split_once('-')) {
            self.parts.extend(start.parse().ok().map(|start| (start, listed.length, listed.name)));
        }
    }

    /// How many bytes there are from the beginning on, without a gap.
    fn length(&self) -> u64 {
        self.parts.iter().fold(
            0,
            |end, (start, length, _)| {
                if *start <= end { end.max(start.saturating_add(*length)) } else { end }
            },
        )
    }

    /// Deletes them, and returns whether there was a note.
    fn delete(&self, bucket: &Bucket) -> io::Result<bool> {
        if let Some((note, _)) = &self.note {
            bucket.delete(note)?;
        }
        self.parts.iter().try_for_each(|(_, _, name)| bucket.delete(name))?;
        Ok(self.note.is_some())
    }
}

impl BucketPartials {
    pub(crate) fn new(folder: &Folder, bucket: &Bucket, owner: &StorageKey) -> Self {
        let beginning = format!("{PARTIAL}{owner}/");
        Self { folder: folder.clone(), bucket: bucket.clone(), beginning }
    }

    fn beginning_of(&self, key: &StorageKey) -> String {
        format!("{}{key}/", self.beginning)
    }

    pub(crate) fn create(&self, key: &StorageKey, note: &str, announced: u64) -> io::Result<()> {
        let name = format!("{}{NOTE}{announced}", self.beginning_of(key));
        self.bucket.put_bytes(&name, note.as_bytes())
    }

    pub(crate) fn find(&self, key: &StorageKey) -> io::Result<Option<Partial>> {
        let objects = Objects::of(&self.bucket, &self.beginning_of(key))?;
        let (Some((name, announced)), Some(modified)) = (&objects.note, objects.modified) else {
            return Ok(None);
        };
        let Some(note) = read_note(&self.bucket, name)? else { return Ok(None) };
        Ok(Some(Partial { note, length: objects.length().min(*announced), modified }))
    }

    pub(crate) fn announced(&self) -> io::Result<u64> {
        Ok(self
            .all()?
            .values()
            .filter_map(|objects| objects.note.as_ref())
            .map(|(_, announced)| announced)
            .sum())
    }

    pub(crate) fn delete_empty(&self, before: SystemTime) -> io::Result<()> {
        let all = self.all()?;
        let is_unused = |objects: &&Objects| {
            objects.parts.is_empty() && objects.modified.is_some_and(|modified| modified < before)
        };
        all.values().filter(is_unused).try_for_each(|objects| objects.delete(&self.bucket).map(drop))
    }

    pub(crate) fn append(&self, key: &StorageKey) -> io::Result<BucketAppending> {
        let beginning = self.beginning_of(key);
        let objects = Objects::of(&self.bucket, &beginning)?;
        let Some((_, announced)) = &objects.note else { return Err(io::ErrorKind::NotFound.into()) };
        let start = objects.length().min(*announced);
        let file = self.folder.incoming()?;
        Ok(BucketAppending { bucket: self.bucket.clone(), beginning, objects, start, file, added: 0 })
    }

    pub(crate) fn delete(&self, key: &StorageKey) -> io::Result<bool> {
        Objects::of(&self.bucket, &self.beginning_of(key))?.delete(&self.bucket)
    }

    pub(crate) fn delete_all(&self) -> io::Result<()> {
        self.all()?.values().try_for_each(|objects| objects.delete(&self.bucket).map(drop))
    }

    fn all(&self) -> io::Result<BTreeMap<String, Objects>> {
        all_below(&self.bucket, &self.beginning)
    }
}

impl BucketAppending {
    pub(crate) fn length(&self) -> u64 {
        self.start + self.added
    }

    pub(crate) fn sync(self) -> io::Result<u64> {
        let end = self.length();
        let mut part = None;
        if self.added > 0 {
            // Two requests may add bytes at the same place.
            let name = format!("{}{PART}{:020}-{:016x}", self.beginning, self.start, rand::random::<u64>());
            self.bucket.put_file(&name, self.file.file())?;
            part = Some(name);
        }
        if Objects::of(&self.bucket, &self.beginning)?.note.is_some() {
            return Ok(end);
        }
        // It has been deleted meanwhile.
        part.map_or(Ok(()), |name| self.bucket.delete(&name))?;
        Err(io::ErrorKind::NotFound.into())
    }

    /// The last bytes aren't stored as a part: if the program is killed now, the client sends them again.
    pub(crate) fn complete(self) -> io::Result<(Incoming, BucketCompleting)> {
        if Objects::of(&self.bucket, &self.beginning)?.note.is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let completing = BucketCompleting { bucket: self.bucket.clone(), beginning: self.beginning };
        if self.start == 0 {
            return Ok((self.file, completing));
        }
        let mut whole = self.file.another()?;
        for (start, _, name) in &self.objects.parts {
            if *start < self.start {
                copy(&self.bucket, name, &mut whole, *start, self.start)?;
            }
        }
        whole.seek(SeekFrom::Start(self.start))?;
        io::copy(&mut self.file.reader()?, &mut whole)?;
        Ok((whole, completing))
    }
}

impl Write for BucketAppending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.added += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl BucketCompleting {
    pub(crate) fn end(self) -> io::Result<bool> {
        Objects::of(&self.bucket, &self.beginning)?.delete(&self.bucket)
    }
}

/// Copies a part to its place in a file, up to a place.
fn copy(bucket: &Bucket, name: &str, file: &mut Incoming, start: u64, end: u64) -> io::Result<()> {
    let mut part = bucket.open(name)?;
    let length = part.length().min(end - start);
    file.seek(SeekFrom::Start(start))?;
    let mut place = 0;
    while place < length {
        let bytes = part.read(place, length)?;
        file.write_all(&bytes)?;
        place += bytes.len() as u64;
    }
    Ok(())
}

/// `None` if it has been deleted meanwhile.
fn read_note(bucket: &Bucket, name: &str) -> io::Result<Option<String>> {
    let mut object = match bucket.open(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        object => object?,
    };
    let (mut bytes, length) = (Vec::new(), object.length());
    while (bytes.len() as u64) < length {
        bytes.extend(object.read(bytes.len() as u64, length)?);
    }
    String::from_utf8(bytes).map(Some).map_err(io::Error::other)
}

/// The objects of all files whose names begin with a text, by the beginning of their own.
fn all_below(bucket: &Bucket, beginning: &str) -> io::Result<BTreeMap<String, Objects>> {
    let mut all = BTreeMap::<String, Objects>::new();
    bucket.list(beginning, |listed| {
        let Some((folder, _)) = listed.name.rsplit_once('/') else { return };
        let folder = format!("{folder}/");
        all.entry(folder.clone()).or_default().add(&folder, listed);
    })?;
    Ok(all)
}

/// Removes the files of all owners to which nobody has added bytes since a time.
pub(crate) fn remove_stale(bucket: &Bucket, since: SystemTime) -> io::Result<()> {
    let all = all_below(bucket, PARTIAL)?;
    let stale = all.values().filter(|objects| objects.modified.is_some_and(|modified| modified < since));
    stale.into_iter().try_for_each(|objects| objects.delete(bucket).map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_from_the_beginning_to_the_first_gap() {
        for (parts, length) in [
            (vec![], 0),
            (vec![(0, 100)], 100),
            (vec![(0, 100), (100, 50)], 150),
            // A first attempt arrives after the second one.
            (vec![(0, 100), (0, 120), (100, 50)], 150),
            (vec![(0, 100), (0, 170), (100, 50)], 170),
            (vec![(0, 100), (101, 50)], 100),
            (vec![(50, 100)], 0),
            (vec![(0, 10), (5, u64::MAX)], u64::MAX),
        ] {
            let parts = parts.into_iter().map(|(start, length)| (start, length, String::new())).collect();
            assert_eq!(Objects { parts, ..Objects::default() }.length(), length);
        }
    }

    #[test]
    fn only_names_of_its_own_are_a_part_of_a_file() {
        let mut objects = Objects::default();
        for name in ["note-12", "note-x", "part-00000000000000000007-ab", "part-7", "else", ""] {
            let name = format!("partial/user-1/abc/{name}");
            objects.add("partial/user-1/abc/", Listed { name, length: 3, modified: SystemTime::UNIX_EPOCH });
        }
        assert_eq!(objects.note.unwrap(), ("partial/user-1/abc/note-12".to_owned(), 12));
        assert_eq!(objects.parts.len(), 1);
        assert_eq!(objects.parts[0].0, 7);
    }
}
