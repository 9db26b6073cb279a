//! A search for people, as the user has typed it.

use crate::search_key::search_key;
use crate::users::{EmailAddress, Username};

/// The most words of a search; the rest is ignored.
const MAX_WORDS: usize = 8;

/// A search for people: those whose name or username contains each of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleQuery {
    key: String,
    words: Vec<String>,
    exact: Option<ExactPerson>,
}

/// The one person who has a username or an address, in its form for comparisons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExactPerson {
    /// The username.
    Username(String),
    /// The address.
    Email(String),
}

impl PeopleQuery {
    /// Parses a search. A whole username, with or without an `@` before it, and a whole address also mean the person who has
    /// it.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in search_key(text).split(' ').filter(|word| !word.is_empty()) {
            if words.len() < MAX_WORDS && words.iter().all(|earlier| earlier != word) {
                words.push(word.to_owned());
            }
        }
        Self { key: words.join(" "), words, exact: ExactPerson::parse(text.trim()) }
    }

    /// The words, in the form of [`search_key`]; none if everything that was typed is blank.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The words with single spaces between them: the beginning of the names that come first.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The one person who may be meant.
    #[must_use]
    pub fn exact(&self) -> Option<&ExactPerson> {
        self.exact.as_ref()
    }
}

impl ExactPerson {
    fn parse(text: &str) -> Option<Self> {
        if let Ok(username) = Username::parse(text.strip_prefix('@').unwrap_or(text)) {
            return Some(Self::Username(username.key()));
        }
        EmailAddress::parse(text).ok().map(|email| Self::Email(email.key()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_each_counts_once() {
        let query = PeopleQuery::parse(" Éva  ANN eva \u{301} ");
        assert_eq!((query.words(), query.key()), (&["eva".to_owned(), "ann".to_owned()][..], "eva ann"));
        assert_eq!(PeopleQuery::parse(" \u{200B} ").words(), [""; 0]);
        assert_eq!(PeopleQuery::parse("a b c d e f g h i j").words().len(), MAX_WORDS);
    }

    #[test]
    fn a_whole_username_or_address_means_one_person() {
        let exact = |text: &str| PeopleQuery::parse(text).exact;
        let ben = Some(ExactPerson::Username("ben".into()));
        assert_eq!([exact(" @Ben "), exact("BEN")], [ben.clone(), ben]);
        assert_eq!(exact("Ben@Example.org"), Some(ExactPerson::Email("ben@example.org".into())));
        for text in ["@be", "ben ann", "@@ben", "ben@example", "бен", ""] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
