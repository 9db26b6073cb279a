//! The words of a text. Scripts that put no spaces between words (Chinese, Japanese, Thai, …) have single characters in
//! their place.

use super::fold::fold_onto;
use std::ops::Range;
use unicode_script::{Script, UnicodeScript};

/// The words of a text, folded.
pub(super) struct Words {
    key: String,
    words: Vec<Place>,
}

/// Where a word is.
struct Place {
    /// In the folded texts.
    key: Range<usize>,
    /// In the text.
    source: Range<usize>,
    kind: Kind,
    follows: bool,
}

/// A word or, in scripts without spaces, a character.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) key: &'a str,
    pub(super) is_character: bool,
    /// Whether it is a character right behind another one.
    pub(super) follows: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Character,
    Between,
}

impl Words {
    /// Cuts a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self { key: String::with_capacity(text.len()), words: Vec::new() };
        let (mut last, mut folded) = (Kind::Between, Vec::new());
        for (start, character) in text.char_indices() {
            folded.clear();
            fold_onto(&mut folded, character);
            let source = start..start + character.len_utf8();
            for letter in folded.drain(..) {
                let kind = kind_of(letter);
                words.add(letter, kind, last, source.clone());
                last = kind;
            }
        }
        words
    }

    fn add(&mut self, letter: char, kind: Kind, last: Kind, source: Range<usize>) {
        if kind == Kind::Between {
            return;
        }
        let start = self.key.len();
        self.key.push(letter);
        let end = self.key.len();
        match self.words.last_mut() {
            Some(word) if kind == Kind::Word && last == Kind::Word => {
                word.key.end = end;
                word.source.end = source.end;
            }
            _ => {
                let follows = kind == Kind::Character && last == Kind::Character;
                self.words.push(Place { key: start..end, source, kind, follows });
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Word<'_>> {
        self.words.get(index).map(|place| self.word(place))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        self.words.iter().map(|place| self.word(place))
    }

    /// The part of the text with these words.
    pub(super) fn source(&self, words: Range<usize>) -> Option<Range<usize>> {
        let found = self.words.get(words)?;
        Some(found.first()?.source.start..found.last()?.source.end)
    }

    fn word(&self, place: &Place) -> Word<'_> {
        Word {
            key: self.key.get(place.key.clone()).unwrap_or_default(),
            is_character: place.kind == Kind::Character,
            follows: place.follows,
        }
    }
}

fn kind_of(letter: char) -> Kind {
    if letter.is_ascii() {
        return if letter.is_ascii_alphanumeric() { Kind::Word } else { Kind::Between };
    }
    if !letter.is_alphanumeric() {
        return Kind::Between;
    }
    // The sign for long vowels belongs to both scripts of Japanese.
    if letter == '\u{30FC}' || is_without_spaces(letter.script()) { Kind::Character } else { Kind::Word }
}

const fn is_without_spaces(script: Script) -> bool {
    matches!(
        script,
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<String> {
        Words::of(text).iter().map(|word| word.key.to_owned()).collect()
    }

    #[test]
    fn a_text_is_cut_where_no_letter_or_digit_is() {
        assert_eq!(
            words_of("Don't e-mail me@example.org, snake_case: 3.14!"),
            ["don", "t", "e", "mail", "me", "example", "org", "snake", "case", "3", "14"]
        );
        assert_eq!(words_of(" … 🎉 — "), [""; 0]);
        assert_eq!(words_of("日本語text10月"), ["日", "本", "語", "text10", "月"]);
    }

    #[test]
    fn case_marks_width_and_forms_make_no_difference() {
        for (one, other) in [
            ("Straße", "STRASSE"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("Ça va", "C\u{327}a va"),
            ("ｶﾞｷﾞ", "ガギ"),
            ("Ｗｉｄｅ１２", "wide12"),
            ("mi\u{AD}nu\u{200D}te", "minute"),
            ("ﬁﬂ", "FIFL"),
            ("İstanbul", "istanbul"),
            ("הַשָּׁלוֹם", "השלום"),
            ("مُحَمَّد", "محمد"),
            ("한국", "한국"),
            ("1️⃣", "1"),
        ] {
            assert_eq!(words_of(one), words_of(other), "{one} {other}");
        }
    }

    #[test]
    fn the_place_of_words_in_the_text_is_known() {
        let (text, words) = ("das STRAẞENFEST, 日本", Words::of("das STRAẞENFEST, 日本"));
        let source = |range: Range<usize>| words.source(range).and_then(|range| text.get(range));
        assert_eq!(source(1..2), Some("STRAẞENFEST"));
        assert_eq!(source(1..4), Some("STRAẞENFEST, 日本"));
        assert_eq!(source(4..5), None);
        assert_eq!(source(2..2), None);
    }
}
