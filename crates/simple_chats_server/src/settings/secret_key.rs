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
         remove it to have a new key made, which ends all sessions"
    )]
    TooShort { path: PathBuf, bytes: usize },
    #[error(
        "{path} can't be created or read ({source}): expected a DATA_DIR that the server may write to; \
         or set SECRET_KEY ({MAKE_A_KEY})"
    )]
    File { path: PathBuf, source: io::Error },
}

/// Creates the data folder if it is missing, readable only by its owner (mode 0700). An existing one keeps its mode.
pub(crate) fn make_data_dir(data_dir: &Path) -> Result<(), SecretKeyError> {
    private_files::create_folders(data_dir)
        .map_err(|source| SecretKeyError::File { path: data_dir.to_owned(), source })
}

/// The key in `DATA_DIR/secret-key`. A missing one is created (mode 0600, synced before this returns); processes that
/// start at the same time all get the same key.
pub(crate) fn load_or_make_secret_key(data_dir: &Path) -> Result<Secret, SecretKeyError> {
    let path = data_dir.join("secret-key");
    let failed = |source| SecretKeyError::File { path: path.clone(), source };
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_data_dir(data_dir)?;
            make_key_file(data_dir, &path).and_then(|()| fs::read_to_string(&path)).map_err(failed)?
        }
        other => other.map_err(failed)?,
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
        for error in [make_data_dir(&file).unwrap_err(), load_or_make_secret_key(&file).unwrap_err()] {
            assert!(error.to_string().contains("expected a DATA_DIR"), "{error}");
        }
    }
}
