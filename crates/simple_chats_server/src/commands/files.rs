//! Files of the embedded database, for the commands that copy and replace it.

use super::CommandError;
use crate::settings::Settings;
use simple_chats_persistence::Address;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The file of the embedded database; with PostgreSQL there is none.
pub(super) fn embedded_database(settings: &Settings) -> Result<&Path, CommandError> {
    match &settings.database_url {
        Address::Sqlite(path) => Ok(path),
        Address::Postgres(_) => Err(CommandError::Refused(
            "this is for the embedded database; a PostgreSQL database is backed up with pg_dump and restored with \
             pg_restore, and then `simple-chats new-epoch`"
                .to_owned(),
        )),
    }
}

/// A path with something behind its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// The folder that a file is in.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Has a folder's list of names outlive a loss of power.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
