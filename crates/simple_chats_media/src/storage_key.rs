//! Under which names bytes are stored.

use std::fmt;

const MAX_LENGTH: usize = 100;

/// The name of something stored: up to 100 lowercase letters, digits, `-`, and `_` of ASCII, so that it is no path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StorageKey(String);

impl StorageKey {
    /// Checks the form of a key.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        let is_key = (2..=MAX_LENGTH).contains(&key.len()) && key.chars().all(is_allowed);
        is_key.then(|| Self(key.to_owned()))
    }

    /// The key as a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder in which it is, so that no folder gets too many files: its first two characters.
    pub(crate) fn shard(&self) -> &str {
        self.0.get(..2).unwrap_or(&self.0)
    }
}

impl fmt::Display for StorageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_no_path() {
        for key in ["ab", "9f2c-thumbnail", "a_b"] {
            assert_eq!(StorageKey::parse(key).unwrap().as_str(), key);
        }
        for key in ["", "a", "..", "a/b", "a\\b", "AB", "a.b", "é1", "a\0b", &"a".repeat(101)] {
            assert_eq!(StorageKey::parse(key), None, "{key}");
        }
    }
}
