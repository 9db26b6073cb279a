//! Mails as files, if no SMTP server is configured: one `.eml` file each, private to the server's user. A file's name says
//! for which user it is, so that the mails of a deleted user can be found.

use crate::encoding::{hex, random_bytes};
use chrono::Utc;
use simple_chats_domain::UserId;
use simple_chats_private_files as private_files;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Creates the directory if it is missing, accessible to its owner only. Fails if a link is in its place.
pub(crate) fn make_directory(directory: &Path) -> io::Result<()> {
    private_files::refuse_link(directory)?;
    private_files::create_folders(directory)
}

/// Writes a file with a name that sorts by time, and returns its path. The file appears complete and durable or not at
/// all: it is written under a name that doesn't end in `.eml`, synced, and renamed.
pub(crate) fn write(directory: &Path, user_id: UserId, content: &[u8]) -> io::Result<PathBuf> {
    make_directory(directory)?;
    let time = Utc::now().format("%Y%m%dT%H%M%S%.9fZ");
    let name = format!("{time}-{}-user{user_id}", hex(&random_bytes::<4>()));
    let unfinished = directory.join(format!(".{name}.tmp"));
    let path = directory.join(format!("{name}.eml"));
    let result = write_synced(&unfinished, content).and_then(|()| fs::rename(&unfinished, &path));
    if let Err(error) = result {
        // The first error is the cause; failing to clean up is a consequence.
        let _ = fs::remove_file(&unfinished);
        return Err(error);
    }
    File::open(directory)?.sync_all()?;
    Ok(path)
}

/// The users for whom there are mails in a directory, which may be missing. Unfinished mails count.
pub fn list_recipients(directory: &Path) -> io::Result<BTreeSet<UserId>> {
    Ok(mails_in(directory)?.into_iter().map(|(user_id, _)| user_id).collect())
}

/// Deletes all mails for these users in a directory, which may be missing. Returns how many.
pub fn delete_mails_for(directory: &Path, users: &BTreeSet<UserId>) -> io::Result<usize> {
    let mut deleted = 0;
    for (_, path) in mails_in(directory)?.into_iter().filter(|(user_id, _)| users.contains(user_id)) {
        match fs::remove_file(path) {
            // Somebody else was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => {
                removed?;
                deleted += 1;
            }
        }
    }
    if deleted > 0 {
        File::open(directory)?.sync_all()?;
    }
    Ok(deleted)
}

fn mails_in(directory: &Path) -> io::Result<Vec<(UserId, PathBuf)>> {
    private_files::refuse_link(directory)?;
    let entries = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut mails = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Some(user_id) = entry.file_name().to_str().and_then(recipient) {
            mails.push((user_id, entry.path()));
        }
    }
    Ok(mails)
}

/// The user in the name of a mail's file.
fn recipient(name: &str) -> Option<UserId> {
    let name = name.strip_suffix(".eml").or_else(|| name.strip_prefix('.')?.strip_suffix(".tmp"))?;
    name.rsplit_once("-user")?.1.parse().ok()
}

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = private_files::create_new(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    const ANN: UserId = UserId::stored(1);
    const BEN: UserId = UserId::stored(12);

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn directory_and_files_are_private() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("data").join("outbox");
        let path = write(&directory, ANN, b"mail").unwrap();
        assert_eq!((mode(&directory), mode(&path)), (0o700, 0o600));
        assert_eq!(std::fs::read(&path).unwrap(), b"mail");
    }

    #[test]
    fn names_sort_by_time_and_no_unfinished_file_stays() {
        let directory = tempfile::tempdir().unwrap();
        let written: Vec<_> = (0..20)
            .map(|number: u32| {
                std::thread::sleep(std::time::Duration::from_micros(10));
                write(directory.path(), ANN, number.to_string().as_bytes()).unwrap()
            })
            .collect();
        let mut found: Vec<_> =
            std::fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        assert_eq!(found, written);
        assert!(found.iter().all(|path| path.extension().is_some_and(|extension| extension == "eml")));
    }

    #[test]
    fn a_directory_that_cannot_be_created_is_an_error() {
        let parent = tempfile::tempdir().unwrap();
        std::fs::write(parent.path().join("outbox"), b"a file").unwrap();
        assert!(write(&parent.path().join("outbox"), ANN, b"mail").is_err());
    }

    #[test]
    fn a_link_in_the_place_of_the_directory_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        let (elsewhere, link) = (parent.path().join("elsewhere"), parent.path().join("outbox"));
        fs::create_dir(&elsewhere).unwrap();
        symlink("elsewhere", &link).unwrap();
        assert!(write(&link, ANN, b"mail").is_err());
        assert!(delete_mails_for(&link, &[ANN].into()).is_err());
        assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);
    }

    #[test]
    fn the_mails_of_a_user_are_found_and_no_others() {
        let directory = tempfile::tempdir().unwrap();
        let directory = directory.path();
        assert_eq!(list_recipients(&directory.join("missing")).unwrap(), BTreeSet::new());
        assert_eq!(delete_mails_for(&directory.join("missing"), &[ANN].into()).unwrap(), 0);
        write(directory, ANN, b"mail").unwrap();
        write(directory, BEN, b"mail").unwrap();
        for name in
            [".20260101T000000Z-0a-user1.tmp", "notes-user1.txt", "old.eml", "x-user01x.eml", "-user.eml"]
        {
            fs::write(directory.join(name), "").unwrap();
        }
        assert_eq!(list_recipients(directory).unwrap(), [ANN, BEN].into());
        assert_eq!(delete_mails_for(directory, &[ANN].into()).unwrap(), 2, "an unfinished one as well");
        assert_eq!(list_recipients(directory).unwrap(), [BEN].into());
        assert_eq!(fs::read_dir(directory).unwrap().count(), 5);
    }
}
