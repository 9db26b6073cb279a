//! File operations of the commands that copy and replace the embedded database.

use super::error::CommandError;
use crate::settings::Settings;
use simple_chats_persistence::{DatabaseAddress, database_file};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The file of the embedded database. Fails for PostgreSQL, and if there is a link in the place of the file.
pub(super) fn embedded_database(settings: &Settings) -> Result<&Path, CommandError> {
    match &settings.database_url {
        DatabaseAddress::Sqlite(path) => {
            database_file::refuse_links(path).map_err(CommandError::refused)?;
            Ok(path)
        }
        DatabaseAddress::Postgres(_) => Err(CommandError::refused(
            "this works only for the embedded database; back up PostgreSQL with pg_dump, and restore it with \
             pg_restore, then run `simple-chats new-epoch`",
        )),
    }
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Syncs a folder, so that its list of names survives a power failure.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
