//! `simple-chats backup FILE`: copies the embedded database and the files of attachments into one file, while they
//! are in use.

use super::attachment_files;
use super::error::CommandError;
use super::files::{embedded_database, parent, sync_folder, with_suffix};
use crate::settings::Settings;
use simple_chats_persistence::backup;
use simple_chats_private_files as private_files;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(settings: &Settings, file: &Path) -> Result<(), CommandError> {
    let database = embedded_database(settings)?;
    // Checked before the work to save it, and again when the copy gets its name.
    if fs::symlink_metadata(file).is_ok() {
        return Err(exists(file));
    }
    let partial = Partial::claim(file)?;
    backup::expect_contents(database).and_then(|()| backup::write_copy(database, &partial.path)).map_err(
        |error| {
            CommandError::refused(format!("no backup was made of {}: {error}", settings.shown_database()))
        },
    )?;
    let files = attachment_files::add_all(settings, &partial.path)?;
    let size = partial.keep(file)?;
    let with_files = if files == 0 { String::new() } else { format!(", attachment files: {files}") };
    Ok(writeln!(io::stdout(), "Wrote {} ({size} bytes{with_files})", file.display())?)
}

fn exists(file: &Path) -> CommandError {
    CommandError::refused(format!("{} exists already: choose another name", file.display()))
}

/// The unfinished copy beside its final name. Dropping it removes the file.
struct Partial {
    path: PathBuf,
    file: File,
}

impl Partial {
    /// Creates an empty, locked file. It replaces a leftover of an interrupted backup, but nothing else, such as a link.
    fn claim(file: &Path) -> Result<Self, CommandError> {
        let path = with_suffix(file, ".partial");
        let failed = |error: io::Error| CommandError::refused(format!("{}: {error}", path.display()));
        let file = match private_files::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                private_files::expect_file(&path).map_err(failed)?;
                // Locked until the new file is there, so that two backups don't both remove it.
                let leftover = File::open(&path).map_err(failed)?;
                lock(&leftover, &path)?;
                fs::remove_file(&path).map_err(failed)?;
                private_files::create_new(&path).map_err(failed)?
            }
            made => made.map_err(failed)?,
        };
        lock(&file, &path)?;
        Ok(Self { path, file })
    }

    /// Syncs the copy and gives it its final name, unless the name is taken. Returns its size.
    fn keep(self, file: &Path) -> Result<u64, CommandError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(file),
            _ => CommandError::refused(format!("{}: {error}", file.display())),
        };
        self.file.sync_all().map_err(failed)?;
        // Unlike a rename, a link never replaces a file; but not every file system supports links.
        match fs::hard_link(&self.path, file) {
            Err(error)
                if error.kind() != io::ErrorKind::AlreadyExists && fs::symlink_metadata(file).is_err() =>
            {
                fs::rename(&self.path, file)
            }
            linked => linked,
        }
        .map_err(failed)?;
        let size = self.file.metadata().map_err(failed)?.len();
        drop(self);
        sync_folder(parent(file)).map_err(failed)?;
        Ok(size)
    }
}

/// Locks a file, which must still be the one at the path. Fails if another backup uses it.
fn lock(file: &File, path: &Path) -> Result<(), CommandError> {
    let failed = |error: io::Error| CommandError::refused(format!("{}: {error}", path.display()));
    let busy = || CommandError::refused(format!("another backup is being written to {}", path.display()));
    match file.try_lock() {
        Ok(()) if private_files::is_at(file, path).map_err(failed)? => Ok(()),
        Ok(()) | Err(TryLockError::WouldBlock) => Err(busy()),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // The next backup to this name replaces a leftover file.
        drop(fs::remove_file(&self.path));
    }
}
