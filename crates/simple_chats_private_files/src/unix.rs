//! Modes, and files that are the same.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

const FILE_MODE: u32 = 0o600;
const FOLDER_MODE: u32 = 0o700;

pub(super) fn owner_only(options: &mut OpenOptions) {
    options.mode(FILE_MODE);
}

pub(super) fn owner_only_folder(builder: &mut DirBuilder) {
    builder.mode(FOLDER_MODE);
}

pub(super) fn no_follow(options: &mut OpenOptions) {
    options.custom_flags(libc::O_NOFOLLOW);
}

/// Gives the owner what the umask took, and takes what others had. It fails for a file of another user, and on a file
/// system that knows no modes; then the mode stays.
pub(super) fn restore_mode(file: &File) {
    if file.metadata().is_ok_and(|found| found.permissions().mode() & 0o777 != FILE_MODE) {
        drop(file.set_permissions(Permissions::from_mode(FILE_MODE)));
    }
}

pub(super) fn restore_folder_mode(path: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(path)?;
    if found.is_dir() && found.permissions().mode() & FOLDER_MODE != FOLDER_MODE {
        fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE))?;
    }
    Ok(())
}

pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}
