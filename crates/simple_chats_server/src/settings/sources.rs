//! The sources of settings as plain values, so that reading settings needs neither the process's environment nor its
//! working directory.

use super::error::SettingsError;
use super::table;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The configuration file that is read by default if it exists.
const USUAL_FILE: &str = "simple-chats.toml";

/// Values of flags, by the setting's name.
pub type Flags = BTreeMap<&'static str, String>;

/// A configuration file that was read.
#[derive(Clone)]
pub struct ConfigFile {
    /// Its name in messages.
    pub name: String,
    /// TOML.
    pub text: String,
}

/// All sources of settings. `Sources::default()` is empty, so that all defaults apply.
#[derive(Clone, Default)]
pub struct Sources {
    /// Flags of the command line.
    pub flags: Flags,
    /// Environment variables, settings and others.
    pub vars: BTreeMap<String, String>,
    /// The text of `.env`.
    pub dot_env: Option<String>,
    /// The configuration file.
    pub file: Option<ConfigFile>,
    /// Whether standard error is a terminal.
    pub terminal: bool,
}

impl Sources {
    /// Reads the process's variables, `.env`, and the configuration file (`config_file`, else the default one of the
    /// working directory if it exists).
    ///
    /// Fails if a variable isn't UTF-8 or an existing file can't be read.
    pub(crate) fn from_process(flags: Flags, config_file: Option<&Path>) -> Result<Self, SettingsError> {
        let file = match config_file {
            Some(path) => Some(read(path)?),
            None => read_if_there(Path::new(USUAL_FILE))?,
        };
        Ok(Self {
            flags,
            vars: variables()?,
            dot_env: read_if_there(Path::new(".env"))?.map(|file| file.text),
            file,
            terminal: io::stderr().is_terminal(),
        })
    }
}

fn variables() -> Result<BTreeMap<String, String>, SettingsError> {
    let mut variables = BTreeMap::new();
    for name in table::names() {
        if let Some(value) = env::var_os(name) {
            let value = value.into_string().map_err(|_| SettingsError::Value {
                given: format!("{name} (from environment)"),
                expected: "UTF-8".to_owned(),
            })?;
            variables.insert(name.to_owned(), value);
        }
    }
    Ok(variables)
}

fn read(path: &Path) -> Result<ConfigFile, SettingsError> {
    let text = fs::read_to_string(path)
        .map_err(|source| SettingsError::File { path: PathBuf::from(path), source })?;
    Ok(ConfigFile { name: path.display().to_string(), text })
}

fn read_if_there(path: &Path) -> Result<Option<ConfigFile>, SettingsError> {
    match read(path) {
        Err(SettingsError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_file_is_read_and_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chats.toml");
        let error = Sources::from_process(Flags::new(), Some(&path)).err().unwrap().to_string();
        assert!(error.starts_with(&format!("{} can't be read (No such file", path.display())), "{error}");
        fs::write(&path, "chats_per_page = 9").unwrap();
        let file = Sources::from_process(Flags::new(), Some(&path)).unwrap().file.unwrap();
        assert_eq!((file.name, file.text.as_str()), (path.display().to_string(), "chats_per_page = 9"));
    }

    #[test]
    fn a_file_that_nobody_named_may_be_missing_but_must_be_readable() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read_if_there(&folder.path().join(".env")).unwrap().is_none());
        let path = folder.path().join("simple-chats.toml");
        fs::write(&path, b"listen = \"\xff\"").unwrap();
        let error = read_if_there(&path).err().unwrap().to_string();
        assert!(error.ends_with("expected a readable file of settings") && !error.contains('\n'), "{error}");
    }
}
