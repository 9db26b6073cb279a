//! The file of an embedded database, before SQLite opens it. SQLite gives the files beside it (`-wal`, `-shm`, `-journal`)
//! the database's mode, and doesn't follow links at their names.

use crate::error::{Result, StoreError};
use simple_chats_private_files as private_files;
use std::ffi::OsString;
#[cfg(feature = "sqlite")]
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The suffixes of SQLite's files beside a database in use: log, shared memory, and rollback journal.
pub const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A file beside a database.
#[must_use]
pub fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(suffix);
    name.into()
}

/// Fails if a link is in the place of the database or of a file beside it: SQLite would read and write what the link leads
/// to, or not open the database at all.
pub fn refuse_links(database: &Path) -> Result<()> {
    let beside = BESIDE.map(|suffix| beside(database, suffix));
    beside
        .iter()
        .map(PathBuf::as_path)
        .chain([database])
        .try_for_each(|path| private_files::refuse_link(path).map_err(|error| unusable(path, &error)))
}

/// Creates the file, empty and for its owner alone, unless it exists.
pub fn create_if_missing(database: &Path) -> Result<()> {
    refuse_links(database)?;
    match private_files::create_new(database) {
        // A link that took the place meanwhile is refused here.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refuse_links(database),
        made => made.map(drop).map_err(|error| unusable(database, &error)),
    }
}

/// Fails unless there is a file: SQLite would create it, even for a connection that only reads.
#[cfg(feature = "sqlite")]
pub(crate) fn expect_existing(database: &Path) -> Result<()> {
    refuse_links(database)?;
    fs::symlink_metadata(database).map(drop).map_err(|error| unusable(database, &error))
}

/// Warns of files of the database that other users can read or change: earlier versions made them so.
pub(crate) fn warn_of_exposure(database: &Path) {
    let beside = BESIDE.map(|suffix| beside(database, suffix));
    let files = [database].into_iter().chain(beside.iter().map(PathBuf::as_path));
    if let Some(exposure) = private_files::exposure_of(files) {
        tracing::warn!("{exposure}");
    }
}

fn unusable(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Unavailable(format!("{}: {error}", path.display()))
}
