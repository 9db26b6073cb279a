//! Why the settings can't be used. Every message is one line that names the setting, what was given and what is expected.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::report::Origin;
use super::table::{Setting, Visibility};

/// The longest part of a given value that an error repeats, in characters.
const LONGEST_QUOTE: usize = 80;

/// What stops the start. The message is one line for the operator, without secrets.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// A value that can't be read, or is out of its bounds.
    #[error("{given}: expected {expected}")]
    Value {
        /// Name, value (unless it is a secret) and origin.
        given: String,
        /// What would be understood.
        expected: String,
    },
    /// Settings that can't work together, or one that this version can't serve.
    #[error("{0}")]
    Combination(String),
    /// A key that is no setting.
    #[error("{file}: \"{key}\" is no setting: expected {expected}")]
    UnknownKey {
        /// The configuration file.
        file: String,
        /// The key as it stands there.
        key: String,
        /// What would be understood.
        expected: String,
    },
    /// The configuration file isn't TOML.
    #[error("{file}, line {line}: {problem}: expected TOML such as: listen = \"127.0.0.1:8000\"")]
    Syntax {
        /// The configuration file.
        file: String,
        /// Where it breaks, counted from 1.
        line: usize,
        /// The parser's words.
        problem: String,
    },
    /// A file of settings that can't be read from the disk.
    #[error("{path} can't be read ({source}): expected a readable file of settings")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl SettingsError {
    /// A value of `setting` that was given by `origin` and isn't what was `expected`.
    pub(super) fn value(
        setting: &Setting,
        value: &str,
        origin: &Origin,
        expected: impl Into<String>,
    ) -> Self {
        let name = setting.name;
        let given = if setting.visibility == Visibility::Hidden {
            format!("{name} (from {origin})")
        } else {
            // Debug form: quoted, and a line break in it stays on the line.
            let start: String = setting.show(value).chars().take(LONGEST_QUOTE).collect();
            format!("{name} = {start:?} (from {origin})")
        };
        Self::Value { given, expected: expected.into() }
    }
}
