//! The search in messages.

use super::SPECIAL;
use crate::{TextQuery, search_terms};
use simple_chats_fuzzing::{Decisions, fuzz};

const PARTS: &[&str] = &[
    "Ann",
    "annie ",
    "ANN",
    "ß",
    "SS",
    "e\u{301}",
    "é",
    "北京",
    "京",
    "。",
    "ラー",
    "กรุง",
    "สวัส",
    "\"",
    "“",
    " ",
    "'",
    "https://a.b",
    "1",
    "नम",
    "한",
    "ᄒ",
    "internationalizations",
    "\u{AD}",
    "\u{200B}",
    "🎉",
    "א",
    "שָׁ",
];

#[test]
fn texts_that_match_have_all_terms_of_the_search_and_are_marked() {
    fuzz!(|input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let pieces: Vec<&str> = PARTS.iter().chain(SPECIAL).copied().collect();
        let (text, typed) = (decisions.text(&pieces), decisions.text(&pieces));
        let Ok(query) = TextQuery::parse(&typed) else { return };
        let (marks, matches) = (query.marks(&text), query.matches(&text));
        let mut end = 0;
        for mark in &marks {
            assert!(end <= mark.start && mark.start < mark.end, "{marks:?}");
            assert!(text.get(mark.clone()).is_some(), "{marks:?}");
            end = mark.end;
        }
        if matches {
            let terms = search_terms(&text);
            assert!(
                !marks.is_empty() && query.terms().iter().all(|term| term.is_among(&terms)),
                "{typed:?} {text:?}"
            );
        }
        if !text.contains(['"', '“']) && text.chars().count() <= 100 && !text.is_empty() {
            let own = TextQuery::parse(&text).unwrap();
            assert_eq!(own.matches(&text), !own.is_empty(), "{text:?}");
        }
    });
}
