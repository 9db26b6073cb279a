//! Files and folders that only their owner can read and write, whatever the umask. A symbolic link at a name that is to be
//! written is never followed: whoever may write to the folder could otherwise choose another file.
//!
//! Elsewhere than on Unix, files get the access rights of their folder.

mod exposure;
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "elsewhere.rs")]
mod system;

pub use exposure::{Exposure, exposure_of};

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a file that doesn't exist yet (mode 0600), open for reading and writing.
///
/// Fails with [`io::ErrorKind::AlreadyExists`] if there is anything at the path, also a link to nothing.
pub fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    system::owner_only(&mut options);
    let file = options.open(path)?;
    system::restore_mode(&file);
    Ok(file)
}

/// Opens a file for writing, and creates it (mode 0600) if it is missing. The content stays; an existing file that other
/// users could open is closed to them, as far as it is ours.
///
/// Fails if there is anything else at the path, such as a link.
pub fn open_or_create(path: &Path) -> io::Result<File> {
    match create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made,
    }
    expect_file(path)?;
    let file = without_following(OpenOptions::new().read(true).write(true)).open(path)?;
    system::restore_mode(&file);
    Ok(file)
}

/// Creates a folder and those above it, unless they exist (mode 0700). Existing folders keep their mode.
pub fn create_folders(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        create_folders(parent)?;
    }
    let mut builder = DirBuilder::new();
    system::owner_only_folder(&mut builder);
    match builder.create(path) {
        Ok(()) => system::restore_folder_mode(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes opening fail if the last part of the path is a link.
pub fn without_following(options: &mut OpenOptions) -> &mut OpenOptions {
    system::no_follow(options);
    options
}

/// Fails unless there is a file at the path, or nothing: a link to a file is none.
pub fn refuse_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(is_link()),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether an open file is the one at a path, and not one that was there before or that a link leads to.
pub fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(system::is_same(&file.metadata()?, &found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Fails unless there is a plain file at the path.
pub fn expect_file(path: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(path)?;
    if found.is_symlink() {
        return Err(is_link());
    }
    if found.is_file() {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file: remove it first"))
    }
}

fn is_link() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidInput,
        "it is a symbolic link, which is not followed: remove it, or name what it leads to",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A folder with a file `mine`, a link to it, and a link to nothing.
    fn with_links() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine"), "a diary").unwrap();
        symlink("mine", folder.path().join("link")).unwrap();
        symlink("nothing", folder.path().join("dangling")).unwrap();
        folder
    }

    #[test]
    fn a_new_file_is_private_and_replaces_nothing() {
        let folder = with_links();
        create_new(&folder.path().join("new")).unwrap();
        assert_eq!(mode(&folder.path().join("new")), 0o600);
        for name in ["new", "mine", "link", "dangling"] {
            let error = create_new(&folder.path().join(name)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists, "{name}");
        }
        assert_eq!(fs::read_to_string(folder.path().join("mine")).unwrap(), "a diary");
        assert!(!folder.path().join("nothing").exists());
    }

    #[test]
    fn a_file_is_opened_or_made_but_no_link_and_no_folder() {
        let folder = with_links();
        let path = folder.path().join("lock");
        open_or_create(&path).unwrap();
        set_mode(&path, 0o644);
        open_or_create(&path).unwrap();
        assert_eq!(mode(&path), 0o600, "an old one is closed to others");
        for name in ["link", "dangling", "."] {
            let error = open_or_create(&folder.path().join(name)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{name}");
        }
        assert!(!folder.path().join("nothing").exists());
        assert!(without_following(File::options().append(true)).open(folder.path().join("link")).is_err());
    }

    #[test]
    fn folders_are_private_and_existing_ones_keep_their_mode() {
        let folder = with_links();
        set_mode(folder.path(), 0o750);
        let path = folder.path().join("a/b");
        create_folders(&path).unwrap();
        create_folders(&path).unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap()), mode(folder.path())), (0o700, 0o700, 0o750));
        for name in ["mine", "link", "dangling"] {
            assert!(create_folders(&folder.path().join(name)).is_err(), "{name}");
        }
    }

    #[test]
    fn a_file_is_where_it_was_made_until_another_takes_its_place() {
        let folder = with_links();
        let path = folder.path().join("new");
        let file = create_new(&path).unwrap();
        assert!(is_at(&file, &path).unwrap());
        fs::remove_file(&path).unwrap();
        assert!(!is_at(&file, &path).unwrap());
        create_new(&path).unwrap();
        assert!(!is_at(&file, &path).unwrap());
        let mine = File::open(folder.path().join("mine")).unwrap();
        assert!(!is_at(&mine, &folder.path().join("link")).unwrap());
    }

    #[test]
    fn files_that_others_can_use_are_found() {
        let folder = with_links();
        let path = folder.path().join("mine");
        set_mode(&path, 0o600);
        let missing = folder.path().join("missing");
        assert_eq!(exposure_of([path.as_path(), &missing]), None);
        set_mode(&path, 0o640);
        let text = exposure_of([path.as_path(), &missing]).unwrap().to_string();
        assert!(text.contains("(mode 0640)") && text.contains("`chmod 600 "), "{text}");
    }
}

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
