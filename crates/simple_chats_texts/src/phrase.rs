//! Texts whose language is chosen later.

use crate::texts::{Argument, Texts};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A text that may be said in any language: the key of a message, and the values of its variables.
///
/// ```
/// use simple_chats_texts::{Phrase, Texts};
///
/// let phrase = Phrase::from("common-log-in");
/// assert_eq!(Texts::english().say(&phrase), "Log in");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    key: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(Cow<'static, str>, Argument)>,
}

impl Phrase {
    /// The phrase with the value of a variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.values.push((Cow::Borrowed(name), value.into()));
        self
    }
}

impl From<&'static str> for Phrase {
    /// The message of a key.
    fn from(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), values: Vec::new() }
    }
}

impl Texts {
    /// A phrase in this language.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> String {
        let values = phrase.values.iter().map(|(name, value)| (&**name, value.clone()));
        self.with(&phrase.key, &values.collect::<Vec<_>>())
    }
}
