//! Files that are being received.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::SystemTime;
use tempfile::NamedTempFile;

/// A file that only its owner can read, and that is removed when this is dropped without having been stored.
#[derive(Debug)]
pub struct Incoming(NamedTempFile);

impl Incoming {
    /// A new, empty file in a folder.
    pub fn new_in(folder: &Path) -> io::Result<Self> {
        NamedTempFile::new_in(folder).map(Self)
    }

    pub(crate) fn of(file: NamedTempFile) -> Self {
        Self(file)
    }

    /// Its length in bytes.
    pub fn length(&self) -> io::Result<u64> {
        Ok(self.0.as_file().metadata()?.len())
    }

    /// From its beginning.
    pub(crate) fn reader(&self) -> io::Result<BufReader<&File>> {
        let mut file = self.0.as_file();
        file.rewind()?;
        Ok(BufReader::with_capacity(64 * 1024, file))
    }

    pub(crate) fn file(&self) -> &File {
        self.0.as_file()
    }

    /// A new, empty file beside this one.
    pub(crate) fn another(&self) -> io::Result<Self> {
        Self::new_in(self.0.path().parent().unwrap_or(Path::new(".")))
    }

    /// What `write` makes of this file, in a new file beside it.
    pub(crate) fn rewritten<T, E: From<io::Error>>(
        &self,
        write: impl FnOnce(&mut BufReader<&File>, &mut BufWriter<&File>) -> Result<T, E>,
    ) -> Result<(Self, T), E> {
        let other = self.another()?;
        let mut output = BufWriter::with_capacity(64 * 1024, other.0.as_file());
        let written = write(&mut self.reader()?, &mut output)?;
        output.flush()?;
        drop(output);
        Ok((other, written))
    }

    /// Moves it to a place of the same file system, durably except for the folder's entry. What was there is replaced.
    pub(crate) fn move_to(self, place: &Path) -> io::Result<()> {
        self.0.as_file().sync_all()?;
        self.0.persist(place).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for Incoming {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.0.seek(place)
    }
}

/// Makes the entries of a folder durable.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere, folders can't be opened.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes the files of a folder that were last written before a time.
pub(crate) fn remove_older(folder: &Path, than: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // It may be moved or removed meanwhile.
        let is_old = entry.metadata().and_then(|found| found.modified()).is_ok_and(|at| at < than);
        if is_old
            && let Err(error) = fs::remove_file(entry.path())
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
    }
    Ok(())
}
