//! The lock that keeps a second server off an embedded database, by whichever path that finds it.

use crate::database_file::beside;
use simple_chats_private_files as private_files;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The lock of an embedded database. It lasts until this is dropped, which must be after the last connection of the process
/// has closed: closing any other handle of the file takes SQLite's own locks away.
#[derive(Debug)]
pub struct DatabaseLock {
    _beside: File,
    _database: Option<File>,
}

/// Why a database can't be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds the lock.
    #[error("another server uses {}: stop it first, or set another DATA_DIR or DATABASE_URL", .0.display())]
    Held(PathBuf),
    /// The file of the lock can't be used.
    #[error("{}: {source}; expected a file in a folder that the server may write to", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Locks a database, which may be missing.
pub fn lock(database: &Path) -> Result<DatabaseLock, LockError> {
    // Two paths of one folder have one real path, and so one file.
    let real = real_path(database).map_err(|source| LockError::File { path: database.to_owned(), source })?;
    let path = beside(&real, ".lock");
    let file = private_files::open_or_create(&path)
        .map_err(|source| LockError::File { path: path.clone(), source })?;
    let held = |file: &File, path: &Path| match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(LockError::Held(database.to_owned())),
        Err(TryLockError::Error(source)) => Err(LockError::File { path: path.to_owned(), source }),
    };
    held(&file, &path)?;
    let opened = open_database(&real).map_err(|source| LockError::File { path: real.clone(), source })?;
    if let Some(file) = &opened {
        held(file, &real)?;
    }
    Ok(DatabaseLock { _beside: file, _database: opened })
}

/// The database itself, whose lock its other names (hard links) share. Elsewhere than on Linux, this kind of lock might be in
/// the way of SQLite's own.
fn open_database(database: &Path) -> io::Result<Option<File>> {
    if cfg!(not(target_os = "linux")) {
        return Ok(None);
    }
    match private_files::without_following(OpenOptions::new().read(true)).open(database) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}

fn real_path(database: &Path) -> io::Result<PathBuf> {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = fs::canonicalize(folder)?;
    Ok(database.file_name().map_or_else(|| real.clone(), |name| real.join(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_database_is_locked_by_all_of_its_paths() {
        let folder = tempfile::tempdir().unwrap();
        let (data, link) = (folder.path().join("data"), folder.path().join("link"));
        fs::create_dir(&data).unwrap();
        symlink("data", &link).unwrap();
        let database = data.join("chats.db");
        fs::write(&database, "").unwrap();
        let hard_link = folder.path().join("other.db");
        fs::hard_link(&database, &hard_link).unwrap();
        let held = lock(&database).unwrap();
        let other_paths = [&database, &link.join("chats.db"), &data.join("../data/./chats.db"), &hard_link];
        for path in other_paths {
            assert!(matches!(lock(path), Err(LockError::Held(_))), "{}", path.display());
        }
        assert!(lock(&data.join("another.db")).is_ok());
        drop(held);
        for path in other_paths {
            assert!(lock(path).is_ok(), "{}", path.display());
        }
    }

    #[test]
    fn a_missing_database_is_locked_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("chats.db");
        let held = lock(&database).unwrap();
        assert!(matches!(lock(&database), Err(LockError::Held(_))));
        drop(held);
        assert!(!database.exists());
    }
}
