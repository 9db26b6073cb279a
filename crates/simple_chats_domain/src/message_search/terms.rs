//! The terms by which an index finds the messages that may match a search.

use super::link::has_link;
use super::words::Words;
use std::collections::BTreeSet;

/// The most characters of a word that an index has.
const MAX_TERM_CHARS: usize = 16;

/// The term of texts with the address of a page. No word has its first character.
const LINK: &str = "/link";

/// The terms of a text: its words, cut if they are long, and in scripts that put no spaces between words each character with
/// the next one.
#[must_use]
pub fn search_terms(text: &str) -> BTreeSet<String> {
    let words = Words::of(text);
    let mut terms = BTreeSet::new();
    for (index, word) in words.iter().enumerate() {
        terms.insert(match words.get(index + 1).filter(|next| word.is_character && next.follows) {
            Some(next) => format!("{}{}", word.key, next.key),
            None => cut(word.key).to_owned(),
        });
    }
    if has_link(text) {
        terms.insert(LINK.to_owned());
    }
    terms
}

/// What a text must have among its terms to match a search.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchTerm {
    text: String,
    is_whole: bool,
}

impl SearchTerm {
    /// The address of a page.
    #[must_use]
    pub fn link() -> Self {
        Self { text: LINK.to_owned(), is_whole: true }
    }

    pub(super) fn whole(word: &str) -> Self {
        Self { text: cut(word).to_owned(), is_whole: true }
    }

    pub(super) fn beginning(word: &str) -> Self {
        // Nothing is longer than a word that was cut.
        let is_whole = word.chars().count() >= MAX_TERM_CHARS;
        Self { text: cut(word).to_owned(), is_whole }
    }

    pub(super) fn pair(one: &str, next: &str) -> Self {
        Self { text: format!("{one}{next}"), is_whole: true }
    }

    /// The first and the end of a range of terms of which a text must have one. The terms are compared as bytes; the end
    /// doesn't belong to the range.
    #[must_use]
    pub fn range(&self) -> (String, String) {
        // No term has either of these characters.
        let end = if self.is_whole { '\u{1}' } else { char::MAX };
        (self.text.clone(), format!("{}{end}", self.text))
    }

    /// Whether a text with these terms may match.
    #[must_use]
    pub fn is_among(&self, terms: &BTreeSet<String>) -> bool {
        terms.range(self.text.clone()..self.range().1).next().is_some()
    }
}

fn cut(word: &str) -> &str {
    let end = word.char_indices().nth(MAX_TERM_CHARS).map_or(word.len(), |(end, _)| end);
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_of_a_text_are_its_words_and_pairs_of_characters() {
        let terms = |text: &str| search_terms(text).into_iter().collect::<Vec<_>>();
        assert_eq!(terms("Ann and ANN: 北京大"), ["and", "ann", "京大", "北京", "大"]);
        assert_eq!(terms("internationalization"), ["internationaliza"]);
        assert_eq!(terms("https://a.b"), ["/link", "a", "b", "https"]);
        assert!(terms("🎉 …").is_empty());
    }
}
