//! Systems without modes: files have the access rights of their folder.

use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

pub(super) fn owner_only(_: &mut OpenOptions) {}

pub(super) fn owner_only_folder(_: &mut DirBuilder) {}

pub(super) fn no_follow(_: &mut OpenOptions) {}

pub(super) fn restore_mode(_: &File) {}

#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(super) fn restore_folder_mode(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.is_file() && other.is_file() && one.len() == other.len()
}
