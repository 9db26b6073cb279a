//! `simple-chats restore FILE`: replaces the embedded database with a backup. At any moment, one of the two is
//! complete under the database's name.

use super::attachment_files;
use super::error::CommandError;
use super::files::{embedded_database, parent, sync_folder, with_suffix};
use crate::file_store::shown_storage;
use crate::settings::{Settings, make_data_dir};
use crate::startup::lock_embedded;
use chrono::{DateTime, Utc};
use simple_chats_domain::cut_to_millis;
use simple_chats_persistence::database_file::{BESIDE, beside};
use simple_chats_persistence::{StoreError, backup};
use simple_chats_private_files as private_files;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(settings: &Settings, file: &Path) -> Result<(), CommandError> {
    let database = embedded_database(settings)?;
    make_data_dir(&settings.data_dir).map_err(CommandError::refused)?;
    let _lock = lock_embedded(settings)?;

    let now = cut_to_millis(Utc::now());
    let copy = Copy::of(file, with_suffix(database, ".restoring")).map_err(|error| refused(file, &error))?;
    let epoch = backup::start_new_history(&copy.0, now).map_err(|error| refused(file, &error))?;
    let files = attachment_files::put_back(settings, &copy.0).map_err(|error| refused(file, &error))?;
    File::open(&copy.0).and_then(|copy| copy.sync_all()).map_err(|error| refused(&copy.0, &error))?;

    let kept = set_aside(database, now).map_err(|error| refused(database, &error))?;
    fs::rename(&copy.0, database).map_err(|error| refused(database, &error))?;
    if let Some(kept) = &kept {
        close_to_others(kept)?;
    }
    sync_folder(parent(database))?;

    let mut out = io::stdout();
    writeln!(out, "Restored {}: all users must log in again, and clients start over", file.display())?;
    writeln!(out, "Epoch: {epoch}")?;
    if files > 0 {
        writeln!(out, "Attachment files put back into {}: {files}", shown_storage(settings))?;
    }
    match kept {
        Some(kept) => Ok(writeln!(out, "The previous database is kept as {}", kept.display())?),
        None => Ok(()),
    }
}

fn refused(path: &Path, why: &dyn std::fmt::Display) -> CommandError {
    CommandError::refused(format!("{}: {why}; nothing was restored", path.display()))
}

/// A working copy of the backup beside the database. Dropping it removes the file.
struct Copy(PathBuf);

impl Copy {
    fn of(file: &Path, path: PathBuf) -> io::Result<Self> {
        // A leftover of an interrupted restore.
        remove_all(&path)?;
        let copy = Self(path);
        copy_to(file, &copy.0)?;
        // A plain copy of a database in use has a part of its data in the log.
        let log = beside(file, "-wal");
        if log.exists() {
            copy_to(&log, &beside(&copy.0, "-wal"))?;
        }
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        drop(remove_all(&self.0));
    }
}

/// Copies a file into a new one that only its owner can read.
fn copy_to(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = private_files::create_new(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

fn remove_all(database: &Path) -> io::Result<()> {
    for path in BESIDE.map(|suffix| beside(database, suffix)).iter().map(PathBuf::as_path).chain([database]) {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Keeps the previous database under a second, dated name. Returns the name, or `None` without a previous database.
fn set_aside(database: &Path, now: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
    if !database.exists() {
        // A log without its database is useless.
        remove_all(database)?;
        return Ok(None);
    }
    // An unreadable database is kept as it is.
    if let Err(StoreError::Contended(_)) = backup::checkpoint(database) {
        return Err(io::Error::other("another program uses it"));
    }
    let kept = free_name(&with_suffix(database, &now.format(".before-%Y-%m-%dT%H-%M-%SZ").to_string()));
    // Not every file system supports links.
    fs::hard_link(database, &kept).or_else(|_| copy_to(database, &kept))?;
    // They still exist if the database was unreadable; left behind, SQLite would apply them to the new database.
    for suffix in BESIDE {
        match fs::rename(beside(database, suffix), beside(&kept, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    sync_folder(parent(database))?;
    Ok(Some(kept))
}

/// Makes a database private, which an earlier version may have made readable by others.
fn close_to_others(database: &Path) -> io::Result<()> {
    let beside = BESIDE.map(|suffix| beside(database, suffix));
    let files = [database].into_iter().chain(beside.iter().map(PathBuf::as_path));
    files.filter(|file| file.exists()).try_for_each(|file| private_files::open_or_create(file).map(drop))
}

/// The path itself, or with a number if the name is taken.
fn free_name(path: &Path) -> PathBuf {
    let mut name = path.to_owned();
    let mut number = 1;
    while fs::symlink_metadata(&name).is_ok() {
        number += 1;
        name = with_suffix(path, &format!("-{number}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Sources;
    use simple_chats_fuzzing::{Decisions, damaged, fuzz};
    use simple_chats_persistence::{DatabaseAddress, DbConnection, meta, migrate};
    use std::collections::BTreeMap;

    fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
        let file = |entry: fs::DirEntry| {
            (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap_or_default())
        };
        entries.map(file).collect()
    }

    /// A file becomes the database, and the one before is kept; or a line says why not, and nothing has changed.
    #[test]
    fn fuzz_restored_files() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("data");
        let vars = [("DATA_DIR".to_owned(), data_dir.to_str().unwrap().to_owned())].into();
        let settings = Settings::read(&Sources { vars, ..Sources::default() }).unwrap();
        make_data_dir(&data_dir).unwrap();
        let database = data_dir.join("simple-chats.sqlite3");
        let open = |path: &Path| DbConnection::open(&DatabaseAddress::Sqlite(path.to_owned())).unwrap();
        let epoch_of = |path: &Path| {
            let epoch = meta::epoch(&mut open(path)).unwrap();
            backup::checkpoint(path).unwrap();
            epoch
        };
        migrate(&mut open(&database)).unwrap();
        let backup = folder.path().join("backup");
        backup::write_copy(&database, &backup).unwrap();
        let whole = fs::read(&backup).unwrap();
        drop(lock_embedded(&settings).unwrap());
        fuzz!(10, |input: &[u8]| {
            let mut decisions = Decisions::of(input);
            let count = if decisions.flag() { 4096 } else { whole.len() };
            let (start, rest) = whole.split_at(count);
            fs::write(&backup, [&damaged(start, decisions.rest()), rest].concat()).unwrap();
            let (old, before) = (epoch_of(&database), files_in(&data_dir));
            match run(&settings, &backup) {
                Ok(()) => {
                    assert_ne!(epoch_of(&database), old);
                    let names = files_in(&data_dir).into_keys();
                    let kept: Vec<_> = names.filter(|name| name.contains(".before-")).collect();
                    let [kept] = kept.as_slice() else { panic!("{kept:?}") };
                    assert_eq!(epoch_of(&data_dir.join(kept)), old);
                    fs::remove_file(data_dir.join(kept)).unwrap();
                }
                Err(error) => {
                    let line = error.to_string();
                    assert!(line.contains("nothing was restored") && !line.contains('\n'), "{line}");
                    assert!(files_in(&data_dir) == before, "{line}");
                }
            }
        });
    }
}
