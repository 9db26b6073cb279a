//! A search in messages, as the user has typed it.

use super::terms::SearchTerm;
use super::words::{Word, Words};
use std::ops::Range;

/// The most characters of a search.
pub const MAX_TEXT_QUERY_CHARS: usize = 100;

/// The reason why something is not a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextQueryError {
    /// Nothing was typed.
    #[error("must not be empty")]
    Empty,
    /// It has too many characters.
    #[error("must have at most {MAX_TEXT_QUERY_CHARS} characters")]
    TooLong,
}

/// A search in messages. Each word must begin a word of the text; words in quotes must follow each other as whole words; and
/// in scripts that put no spaces between words, the characters must follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextQuery {
    sequences: Vec<Sequence>,
}

/// Words that must follow each other in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sequence {
    words: Vec<QueryWord>,
    /// Whether the last word may be the beginning of a longer one.
    is_open: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct QueryWord {
    key: String,
    is_character: bool,
    follows: bool,
}

impl TextQuery {
    /// Parses a search of 1 to 100 characters.
    pub fn parse(text: &str) -> Result<Self, TextQueryError> {
        if text.is_empty() {
            return Err(TextQueryError::Empty);
        }
        if text.chars().count() > MAX_TEXT_QUERY_CHARS {
            return Err(TextQueryError::TooLong);
        }
        let mut query = Self { sequences: Vec::new() };
        let mut parts = text.split(is_quote).peekable();
        let mut is_quoted = false;
        while let Some(part) = parts.next() {
            // The last part is behind all quotes, or behind one that was not closed.
            let is_closed = parts.peek().is_some();
            query.add(&Words::of(part), is_quoted && is_closed);
            is_quoted = !is_quoted;
        }
        Ok(query)
    }

    fn add(&mut self, words: &Words, is_quoted: bool) {
        let mut sequence: Vec<QueryWord> = Vec::new();
        for word in words.iter() {
            if !is_quoted && !word.follows {
                self.push(std::mem::take(&mut sequence), true);
            }
            sequence.push(QueryWord::of(word));
        }
        self.push(sequence, !is_quoted);
    }

    fn push(&mut self, words: Vec<QueryWord>, is_open: bool) {
        let sequence = Sequence { words, is_open };
        if !sequence.words.is_empty() && !self.sequences.contains(&sequence) {
            self.sequences.push(sequence);
        }
    }

    /// Whether there is no word in it, only punctuation or spaces: it finds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sequences.is_empty()
    }

    /// Whether a text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let words = Words::of(text);
        !self.is_empty() && self.sequences.iter().all(|sequence| sequence.places(&words).next().is_some())
    }

    /// The parts of a text, in bytes, that the search has found, in order and without overlaps: whole words.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let words = Words::of(text);
        let places = self.sequences.iter().flat_map(|sequence| sequence.places(&words));
        let mut marks: Vec<_> = places.filter_map(|place| words.source(place)).collect();
        marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for mark in marks {
            match merged.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => merged.push(mark),
            }
        }
        merged
    }

    /// Terms of which every text that matches has all (see [`search_terms`](super::search_terms)).
    #[must_use]
    pub fn terms(&self) -> Vec<SearchTerm> {
        let mut terms = Vec::new();
        for sequence in &self.sequences {
            let last = sequence.words.len().saturating_sub(1);
            for (index, word) in sequence.words.iter().enumerate() {
                let next = sequence.words.get(index + 1).filter(|next| next.follows);
                let term = match (word.is_character, next) {
                    (true, Some(next)) => SearchTerm::pair(&word.key, &next.key),
                    // The pair before it has it.
                    (true, None) if word.follows && index > 0 => continue,
                    (true, None) => SearchTerm::beginning(&word.key),
                    (false, _) if index == last && sequence.is_open => SearchTerm::beginning(&word.key),
                    (false, _) => SearchTerm::whole(&word.key),
                };
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
        terms
    }
}

impl QueryWord {
    fn of(word: Word<'_>) -> Self {
        Self { key: word.key.to_owned(), is_character: word.is_character, follows: word.follows }
    }

    fn is(&self, word: Word<'_>, is_open: bool) -> bool {
        self.is_character == word.is_character
            && if is_open { word.key.starts_with(&self.key) } else { word.key == self.key }
    }
}

impl Sequence {
    /// Where it is in a text.
    fn places(&self, words: &Words) -> impl Iterator<Item = Range<usize>> {
        let length = self.words.len();
        let starts = 0..(words.len() + 1).saturating_sub(length);
        starts.filter(move |start| self.is_at(words, *start)).map(move |start| start..start + length)
    }

    fn is_at(&self, words: &Words, start: usize) -> bool {
        let last = self.words.len().saturating_sub(1);
        self.words.iter().enumerate().all(|(index, wanted)| {
            words.get(start + index).is_some_and(|word| {
                wanted.is(word, self.is_open && index == last)
                    && (index == 0 || !wanted.follows || word.follows)
            })
        })
    }
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(query: &str, text: &str) -> bool {
        TextQuery::parse(query).unwrap().matches(text)
    }

    #[test]
    fn all_words_must_occur_each_as_the_beginning_of_a_word() {
        assert!(finds("har morn", "This morning, in the harbour"));
        assert!(!finds("har eve", "This morning, in the harbour"));
        assert!(!finds("arbour", "This morning, in the harbour"));
        assert!(finds("don't", "I don’t know") && finds("e-mail", "my E-Mail"));
    }

    #[test]
    fn quoted_words_match_in_sequence_the_last_one_whole() {
        let text = "The quick, brown foxes jump";
        assert!(finds("\"quick brown\"", text) && finds("“brown foxes” the", text));
        for query in ["\"brown quick\"", "\"brown fox\"", "\"quick foxes\"", "\"ick brown\""] {
            assert!(!finds(query, text), "{query}");
        }
        assert!(finds("\"brown fox", text), "a quote that isn't closed means nothing");
        assert!(finds("\"brown\" \"jump\"", text) && finds("quick\"brown foxes\"ju", text));
    }

    #[test]
    fn scripts_without_spaces_are_found_by_any_characters_in_a_row() {
        for query in ["北京", "京大", "大学", "北京大学", "学", "“北京”"] {
            assert!(finds(query, "我在北京大学。"), "{query}");
        }
        for query in ["北大", "京学", "学在"] {
            assert!(!finds(query, "我在北京大学。"), "{query}");
        }
        assert!(!finds("大学", "大。学") && finds("\"大 学\"", "大。学"));
        assert!(finds("ラーメン", "今日はﾗｰﾒﾝを食べた") && finds("はらー", "母はらーめん"));
        assert!(finds("กรุงเทพ", "ฉันอยู่ที่กรุงเทพมหานคร") && finds("เทพ", "ฉันอยู่ที่กรุงเทพมหานคร"));
    }

    #[test]
    fn words_of_many_languages_are_found_in_any_form() {
        for (text, query) in [
            ("Crème brûlée à emporter", "creme BRULEE"),
            ("Grüße aus der Straße", "STRASSE grusse"),
            ("¿Dónde está el niño?", "nino donde"),
            ("Não há pão", "pao nao"),
            ("Zażółć gęślą jaźń", "jazn"),
            ("Příliš žluťoučký kůň", "kun zlut"),
            ("Szép jó estét", "estet"),
            ("İstanbul'da ışık", "ISTANBUL ISIK"),
            ("Привет, как дела", "ПРИВЕТ"),
            ("Ґанок і їжак", "їжак"),
            ("Ο Σίσυφος", "ΣΙΣΥΦΟΣ"),
            ("שָׁלוֹם עֲלֵיכֶם", "שלום"),
            ("السَّلامُ عليكم", "السلام"),
            ("سلام دنیا", "دنیا"),
            ("नमस्ते दुनिया", "नमस्ते"),
            ("বাংলা ভাষা", "ভাষা"),
            ("தமிழ் மொழி", "மொழி"),
            ("안녕하세요 세계", "세계"),
            ("Xin chào thế giới", "the gioi"),
            ("東京タワー", "京タ"),
            ("我爱北京", "北京"),
            ("สวัสดีครับ", "ครับ"),
        ] {
            assert!(finds(query, text), "{query} in {text}");
            assert!(!finds(&format!("{query} qqq"), text), "{query}");
        }
    }

    #[test]
    fn a_search_without_a_word_finds_nothing() {
        for query in [" ", "?!", "\"\"", "🎉", "\u{301}"] {
            let parsed = TextQuery::parse(query).unwrap();
            assert!(parsed.is_empty() && !parsed.matches("?! 🎉 anything"), "{query}");
        }
        assert_eq!(TextQuery::parse(""), Err(TextQueryError::Empty));
        assert!(TextQuery::parse(&"ä".repeat(100)).is_ok());
        assert_eq!(TextQuery::parse(&"a".repeat(101)), Err(TextQueryError::TooLong));
    }

    #[test]
    fn whole_words_are_marked_once() {
        let text = "Harbour, harbours and a STRAẞE";
        let query = TextQuery::parse("harb harbour strasse").unwrap();
        let marked: Vec<_> = query.marks(text).into_iter().filter_map(|mark| text.get(mark)).collect();
        assert_eq!(marked, ["Harbour", "harbours", "STRAẞE"]);
        let marked = TextQuery::parse("京大学").unwrap().marks("我在北京大学");
        assert_eq!((marked.len(), marked.first()), (1, Some(&(9..18))));
    }
}
