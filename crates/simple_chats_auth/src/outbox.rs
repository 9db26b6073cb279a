//! Mails as files, if no SMTP server is configured: one `.eml` file each, private to the server's user.

use crate::encoding::{hex, random_bytes};
use chrono::Utc;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Creates the directory if it is missing, accessible to its owner only.
pub(crate) fn make_directory(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Writes a file with a name that sorts by time, and returns its path. The file appears complete and durable or not at
/// all: it is written under a name that doesn't end in `.eml`, synced, and renamed.
pub(crate) fn write(directory: &Path, content: &[u8]) -> io::Result<PathBuf> {
    make_directory(directory)?;
    let name = format!("{}-{}", Utc::now().format("%Y%m%dT%H%M%S%.9fZ"), hex(&random_bytes::<4>()));
    let unfinished = directory.join(format!(".{name}.tmp"));
    let path = directory.join(format!("{name}.eml"));
    let result = write_synced(&unfinished, content).and_then(|()| std::fs::rename(&unfinished, &path));
    if let Err(error) = result {
        // The first error is the cause; failing to clean up is a consequence.
        let _ = std::fs::remove_file(&unfinished);
        return Err(error);
    }
    File::open(directory)?.sync_all()?;
    Ok(path)
}

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn directory_and_files_are_private() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("data").join("outbox");
        let path = write(&directory, b"mail").unwrap();
        assert_eq!((mode(&directory), mode(&path)), (0o700, 0o600));
        assert_eq!(std::fs::read(&path).unwrap(), b"mail");
    }

    #[test]
    fn names_sort_by_time_and_no_unfinished_file_stays() {
        let directory = tempfile::tempdir().unwrap();
        let written: Vec<_> = (0..20)
            .map(|number: u32| {
                std::thread::sleep(std::time::Duration::from_micros(10));
                write(directory.path(), number.to_string().as_bytes()).unwrap()
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
        assert!(write(&parent.path().join("outbox"), b"mail").is_err());
    }
}
