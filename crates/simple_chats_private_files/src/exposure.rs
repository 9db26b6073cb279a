//! Existing files that other users can read or change, and the command that closes them.

use std::fmt;
use std::path::{Path, PathBuf};

/// Files that other users can read or change. Its text says which command closes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    files: Vec<PathBuf>,
    mode: u32,
}

/// Those of the given files that other users can read or change; `None` if they all are private or missing.
#[must_use]
pub fn exposure_of<'path>(paths: impl IntoIterator<Item = &'path Path>) -> Option<Exposure> {
    let open = paths.into_iter().filter_map(|path| Some((path, mode_for_others(path)?)));
    let (files, modes): (Vec<&Path>, Vec<u32>) = open.unzip();
    let mode = modes.into_iter().reduce(|one, other| one | other)?;
    Some(Exposure { files: files.into_iter().map(Path::to_owned).collect(), mode })
}

#[cfg(unix)]
fn mode_for_others(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn mode_for_others(_: &Path) -> Option<u32> {
    None
}

impl fmt::Display for Exposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, mode } = self;
        let [first, ..] = files.as_slice() else { return Ok(()) };
        write!(f, "{} can be used by other users (mode {mode:04o}): ", first.display())?;
        f.write_str("`chmod 600")?;
        for file in files {
            write!(f, " {}", quoted(&file.display().to_string()))?;
        }
        f.write_str("` makes it private")
    }
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%".contains(c);
    if !word.starts_with('-') && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_names_each_file_as_a_word_of_a_shell() {
        let exposure = |files: &[&str]| {
            let files = files.iter().map(PathBuf::from).collect();
            Exposure { files, mode: 0o644 }.to_string()
        };
        assert_eq!(
            exposure(&["data/x.sqlite3", "data/x.sqlite3-wal"]),
            "data/x.sqlite3 can be used by other users (mode 0644): `chmod 600 data/x.sqlite3 data/x.sqlite3-wal` \
             makes it private"
        );
        assert!(exposure(&["my data/it's"]).contains(r"`chmod 600 'my data/it'\''s'`"));
    }
}
