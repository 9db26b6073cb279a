//! `simple-chats restore FILE`: a backup takes the embedded database's place. At every moment of it there is one of the
//! two, whole, under the database's name.

use super::CommandError;
use super::files::{embedded_database, parent, sync_folder, with_suffix};
use crate::settings::{Settings, make_data_dir};
use crate::startup::lock_embedded;
use chrono::{DateTime, Utc};
use simple_chats_domain::cut_to_millis;
use simple_chats_persistence::{StoreError, backup};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a database while it is in use: its log, the index of that, and what is to be undone.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Puts a backup in the place of the database that settings name.
pub(super) fn run(settings: &Settings, file: &Path) -> Result<(), CommandError> {
    let database = embedded_database(settings)?;
    make_data_dir(&settings.data_dir).map_err(|error| CommandError::Refused(error.to_string()))?;
    let _lock = lock_embedded(settings)?;

    let now = cut_to_millis(Utc::now());
    let copy = Copy::of(file, with_suffix(database, ".restoring")).map_err(|error| refused(file, &error))?;
    let epoch = backup::start_new_history(&copy.0, now).map_err(|error| refused(file, &error))?;
    File::open(&copy.0).and_then(|copy| copy.sync_all()).map_err(|error| refused(&copy.0, &error))?;

    let kept = set_aside(database, now).map_err(|error| refused(database, &error))?;
    fs::rename(&copy.0, database).map_err(|error| refused(database, &error))?;
    sync_folder(parent(database))?;

    let mut out = io::stdout();
    writeln!(out, "Restored {}: all users must log in again, and clients start over", file.display())?;
    writeln!(out, "Epoch: {epoch}")?;
    match kept {
        Some(kept) => Ok(writeln!(out, "The database that was there is kept as {}", kept.display())?),
        None => Ok(()),
    }
}

fn refused(path: &Path, why: &dyn std::fmt::Display) -> CommandError {
    CommandError::Refused(format!("{}: {why}; nothing was restored", path.display()))
}

/// A copy of the backup beside the database, which is worked on. It goes when this is dropped.
struct Copy(PathBuf);

impl Copy {
    fn of(file: &Path, path: PathBuf) -> io::Result<Self> {
        // What an interrupted restoration has left.
        remove_all(&path)?;
        let copy = Self(path);
        copy_to(file, &copy.0)?;
        // Beside a plain copy of a database in use stands a part of it.
        let log = with_suffix(file, "-wal");
        if log.exists() {
            copy_to(&log, &with_suffix(&copy.0, "-wal"))?;
        }
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        drop(remove_all(&self.0));
    }
}

/// Copies a file into a new one that nobody else can read.
fn copy_to(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = OpenOptions::new().create_new(true).write(true).mode(0o600).open(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

fn remove_all(database: &Path) -> io::Result<()> {
    for path in
        BESIDE.map(|suffix| with_suffix(database, suffix)).iter().map(PathBuf::as_path).chain([database])
    {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Gives the database that is there a second, dated name, under which it stays. Where there is none, there is no name.
fn set_aside(database: &Path, now: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
    if !database.exists() {
        // A log alone belongs to nothing.
        remove_all(database)?;
        return Ok(None);
    }
    // One that can't be read any more is kept as it is.
    if let Err(StoreError::Contended(_)) = backup::checkpoint(database) {
        return Err(io::Error::other("another program uses it"));
    }
    let kept = free_name(&with_suffix(database, &now.format(".before-%Y-%m-%dT%H-%M-%SZ").to_string()));
    // Not every file system has links.
    fs::hard_link(database, &kept).or_else(|_| copy_to(database, &kept))?;
    // Where they are still there, the database could not be read; left behind, they would be taken for the new one's.
    for suffix in BESIDE {
        let (beside, kept) = (with_suffix(database, suffix), with_suffix(&kept, suffix));
        match fs::rename(&beside, &kept) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    sync_folder(parent(database))?;
    Ok(Some(kept))
}

/// The path itself, or where something has that name already, one with a number behind it.
fn free_name(path: &Path) -> PathBuf {
    let mut name = path.to_owned();
    let mut number = 1;
    while fs::symlink_metadata(&name).is_ok() {
        number += 1;
        name = with_suffix(path, &format!("-{number}"));
    }
    name
}
