//! The data folder, and the secret key that the first start makes in it.

use super::secret::Secret;
use simple_chats_private_files as private_files;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The shortest key that can't be guessed, in bytes (256 bits, as many as the digests that it keys).
pub(super) const SHORTEST_KEY: usize = 32;

pub(super) const MAKE_A_KEY: &str = "`openssl rand -base64 48` makes a good one";

/// Why the key can't be used. Each message is one line for the operator.
#[derive(Debug, Error)]
pub(crate) enum SecretKeyError {
    /// The file holds no key. It is left unchanged: another key would end all sessions.
    #[error(
        "{path} holds {bytes} bytes: expected a key of at least {SHORTEST_KEY}; put the file back from a backup, or \
         remove it to have a new key made, which voids the tokens of /api/token and the codes of authenticator apps"
    )]
    TooShort { path: PathBuf, bytes: usize },
    #[error(
        "{path} can't be read ({source}): expected a text file that the server may read, or SECRET_KEY set"
    )]
    Unreadable { path: PathBuf, source: io::Error },
    #[error(
        "{path} can't be made ({source}): expected a DATA_DIR that the server may write to, or SECRET_KEY set"
    )]
    NotMade { path: PathBuf, source: io::Error },
}

/// The data folder can't be made. The message is one line for the operator.
#[derive(Debug, Error)]
#[error(
    "DATA_DIR = {path} can't be made ({source}): expected a folder, or a path at which the server may make one"
)]
pub(crate) struct DataDirError {
    path: PathBuf,
    source: io::Error,
}

/// Creates the data folder if it is missing, readable only by its owner (mode 0700). An existing one keeps its mode.
pub(crate) fn make_data_dir(data_dir: &Path) -> Result<(), DataDirError> {
    private_files::create_folders(data_dir)
        .map_err(|source| DataDirError { path: data_dir.to_owned(), source })
}

/// The key in `DATA_DIR/secret-key`. A missing one is created (mode 0600, synced before this returns) if the folder exists;
/// processes that start at the same time all get the same key.
pub(crate) fn load_or_make_secret_key(data_dir: &Path) -> Result<Secret, SecretKeyError> {
    let path = data_dir.join("secret-key");
    let unreadable = |source| SecretKeyError::Unreadable { path: path.clone(), source };
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_key_file(data_dir, &path)
                .map_err(|source| SecretKeyError::NotMade { path: path.clone(), source })?;
            fs::read_to_string(&path).map_err(unreadable)?
        }
        other => other.map_err(unreadable)?,
    };
    if let Some(exposure) = private_files::exposure_of([path.as_path()]) {
        tracing::warn!("{exposure}");
    }
    let key = text.trim_end();
    if key.len() < SHORTEST_KEY {
        return Err(SecretKeyError::TooShort { bytes: key.len(), path });
    }
    Ok(Secret::from(key.to_owned()))
}

/// Writes a new key beside the final place and links it there: a link never replaces the key of another process and never
/// exposes half a file.
fn make_key_file(data_dir: &Path, path: &Path) -> io::Result<()> {
    let key = simple_chats_auth::generate_secret();
    let draft = data_dir.join(format!("secret-key.{}", simple_chats_auth::generate_secret()));
    let written = write_durably(&draft, &key).and_then(|()| match fs::hard_link(&draft, path) {
        // A link that leads nowhere is no key of another process.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => private_files::expect_file(path),
        other => other,
    });
    let removed = fs::remove_file(&draft);
    written?;
    removed?;
    File::open(data_dir)?.sync_all()
}

fn write_durably(path: &Path, key: &str) -> io::Result<()> {
    let mut file = private_files::create_new(path)?;
    writeln!(file, "{key}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_first_start_makes_a_private_key_and_the_next_one_finds_it() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("a/data");
        make_data_dir(&data_dir).unwrap();
        let made = load_or_make_secret_key(&data_dir).unwrap();
        let found = load_or_make_secret_key(&data_dir).unwrap();
        assert_eq!(made.expose(), found.expose());
        assert!(made.expose().len() >= SHORTEST_KEY);
        assert_eq!((mode(&data_dir), mode(&data_dir.join("secret-key"))), (0o700, 0o600));
        assert_eq!(fs::read_dir(&data_dir).unwrap().count(), 1, "a draft was left behind");
    }

    #[test]
    fn processes_that_start_together_get_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("data");
        make_data_dir(&data_dir).unwrap();
        let start = Barrier::new(8);
        let keys: BTreeSet<String> = thread::scope(|scope| {
            let run = || {
                start.wait();
                load_or_make_secret_key(&data_dir).unwrap().expose().to_owned()
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(run)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(keys.len(), 1);
        assert_eq!(fs::read_dir(&data_dir).unwrap().count(), 1);
    }

    #[test]
    fn an_empty_or_short_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret-key");
        for content in ["", "\n", "too short"] {
            fs::write(&path, content).unwrap();
            let error = load_or_make_secret_key(folder.path()).unwrap_err().to_string();
            let start = format!(
                "{} holds {} bytes: expected a key of at least 32;",
                path.display(),
                content.trim().len()
            );
            assert!(error.starts_with(&start) && !error.contains('\n'), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
    }

    #[test]
    fn a_key_is_read_by_a_link_but_never_made_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let (mounted, path) = (folder.path().join("mounted"), folder.path().join("secret-key"));
        symlink("mounted", &path).unwrap();
        let error = load_or_make_secret_key(folder.path()).unwrap_err().to_string();
        assert!(error.contains("symbolic link") && !mounted.exists(), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a draft was left behind");
        fs::write(&mounted, "0123456789abcdef0123456789abcdef").unwrap();
        assert!(load_or_make_secret_key(folder.path()).is_ok());
    }

    #[test]
    fn a_folder_that_is_there_keeps_its_mode_and_a_file_in_its_place_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o750)).unwrap();
        make_data_dir(folder.path()).unwrap();
        assert_eq!(mode(folder.path()), 0o750);
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = make_data_dir(&file).unwrap_err().to_string();
        assert!(error.starts_with("DATA_DIR = ") && error.contains("expected a folder"), "{error}");
    }

    #[test]
    fn an_error_says_whether_the_key_is_unreadable_or_was_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        let error = load_or_make_secret_key(&missing).unwrap_err().to_string();
        assert!(error.contains("can't be made") && !missing.exists(), "{error}");
        fs::create_dir(folder.path().join("secret-key")).unwrap();
        let is_folder = load_or_make_secret_key(folder.path()).unwrap_err().to_string();
        fs::remove_dir(folder.path().join("secret-key")).unwrap();
        fs::write(folder.path().join("secret-key"), [0xff; 40]).unwrap();
        let is_binary = load_or_make_secret_key(folder.path()).unwrap_err().to_string();
        for error in [is_folder, is_binary] {
            assert!(error.contains("can't be read") && !error.contains("write to"), "{error}");
        }
    }
}
