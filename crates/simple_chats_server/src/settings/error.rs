//! Errors of settings. Each message is one line with the setting, the given value, and the expected one.

use super::report::Origin;
use super::table::{Setting, Visibility};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The longest part of a value that an error repeats, in characters.
const LONGEST_QUOTE: usize = 80;

/// Stops the start. The message is one line for the operator, without secrets.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// A value is malformed or out of bounds.
    #[error("{given}: expected {expected}")]
    Value {
        /// Name, value (unless it is a secret) and origin.
        given: String,
        expected: String,
    },
    /// Settings can't work together.
    #[error("{0}")]
    Combination(String),
    #[error("{file}: \"{key}\" is no setting: expected {expected}")]
    UnknownKey { file: String, key: String, expected: String },
    #[error("{file}, line {line}: {problem}: expected TOML such as: listen = \"127.0.0.1:8000\"")]
    Syntax {
        file: String,
        /// The faulty line, counted from 1.
        line: usize,
        problem: String,
    },
    #[error("{path} can't be read ({source}): expected a readable file of settings")]
    File { path: PathBuf, source: io::Error },
}

impl SettingsError {
    pub(super) fn value(
        setting: &Setting,
        value: &str,
        origin: &Origin,
        expected: impl Into<String>,
    ) -> Self {
        let name = setting.name;
        // Who names the wrong file for a secret may name one with another secret.
        let is_from_file = matches!(origin, Origin::Setting(file) if file.ends_with("_FILE"));
        let given = if setting.visibility == Visibility::Hidden || is_from_file {
            format!("{name} (from {origin})")
        } else {
            // Debug form: quoted, and a line break in it stays on the line.
            let start: String = setting.show(value).chars().take(LONGEST_QUOTE).collect();
            format!("{name} = {start:?} (from {origin})")
        };
        Self::Value { given, expected: expected.into() }
    }
}
