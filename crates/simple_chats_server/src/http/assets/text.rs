//! Texts as pages show them. What is a link and what is an emoji alone follows the same rules as in
//! `web-assets/static/scripts/ui/links.js`, which draws what arrives later.

use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;
use tera::{Kwargs, State, Value};

#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)https?://[^\s\u{FEFF}<>"]+"#).expect("a pattern"));

#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static EMOJI_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    let picture = r"\p{Extended_Pictographic}\u{FE0F}?\p{Emoji_Modifier}?";
    let glyph = format!(
        r"(?:\p{{Regional_Indicator}}{{2}}|(?:\p{{Emoji_Presentation}}|\p{{Extended_Pictographic}})\u{{FE0F}}?\p{{Emoji_Modifier}}?(?:\u{{200D}}{picture})*)"
    );
    Regex::new(&format!(r"^\s*(?:{glyph}\s*){{1,3}}$")).expect("a pattern")
});

/// A stretch of a text: plain, or a link.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Part<'a> {
    text: &'a str,
    href: Option<&'a str>,
}

/// The first letters of the first and the last word of a name.
pub(super) fn initials(name: &str, _: Kwargs, _: &State) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The plain parts and the links of a message.
pub(super) fn parts(text: &str, _: Kwargs, _: &State) -> Value {
    Value::from_serializable(&parts_of(text))
}

/// Whether a message is one to three emoji and nothing else.
pub(super) fn is_emoji_only(text: &str, _: Kwargs, _: &State) -> bool {
    EMOJI_ONLY.is_match(text)
}

/// Only http and https become links; punctuation that follows an address isn't of it, a closing bracket is where it
/// was opened inside.
fn parts_of(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut from = 0;
    for found in ADDRESS.find_iter(text) {
        let address = without_trailing(found.as_str());
        let (before, _) = rest.split_at(found.start() - from);
        let inside_a_word = before.ends_with(char::is_alphanumeric);
        if !has_host(address) || inside_a_word {
            continue;
        }
        if !before.is_empty() {
            parts.push(Part { text: before, href: None });
        }
        parts.push(Part { text: address, href: Some(address) });
        from = found.start() + address.len();
        (_, rest) = text.split_at(from);
    }
    if !rest.is_empty() {
        parts.push(Part { text: rest, href: None });
    }
    parts
}

fn has_host(address: &str) -> bool {
    address.split_once("://").is_some_and(|(_, host)| !host.is_empty() && !host.starts_with(['/', '?', '#']))
}

fn without_trailing(address: &str) -> &str {
    // How many more of each closing bracket there are than of its opening one; counted once, then kept up to date.
    let surplus = |open: char, close: char| {
        address.chars().fold(0_i32, |sum, c| sum + i32::from(c == close) - i32::from(c == open))
    };
    let mut brackets = [(')', surplus('(', ')')), (']', surplus('[', ']')), ('}', surplus('{', '}'))];
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let is_closing = |(close, surplus): &&mut (char, i32)| *close == last && *surplus > 0;
        if let Some((_, surplus)) = brackets.iter_mut().find(is_closing) {
            *surplus -= 1;
        } else if !".,;:!?'’”»*".contains(last) {
            break;
        }
        kept = kept.strip_suffix(last).unwrap_or_default();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn links(text: &str) -> Vec<&str> {
        parts_of(text).into_iter().filter_map(|part| part.href).collect()
    }

    #[test]
    fn addresses_become_links_without_the_punctuation_that_follows() {
        assert_eq!(
            links("see https://a.example/x, or (http://b.example/y_(z))."),
            ["https://a.example/x", "http://b.example/y_(z)"]
        );
        assert_eq!(links("HTTPS://A.example!"), ["HTTPS://A.example"]);
        assert_eq!(links("https://a.example/?q=[1]]]"), ["https://a.example/?q=[1]"]);
    }

    #[test]
    fn other_schemes_and_addresses_without_a_host_stay_text() {
        for text in
            ["javascript:alert(1)", "xhttps://a.example", "https://", "http:///x", "https://...", "ftp://a"]
        {
            assert_eq!(links(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(parts_of(""), []);
    }

    #[test]
    fn one_to_three_emoji_are_emoji_only() {
        for text in ["👍", "🎉 🎉 🎉", "👩‍🚀", "👍🏽", "🇺🇦", "❤️", " 😀\n"] {
            assert!(EMOJI_ONLY.is_match(text), "{text}");
        }
        for text in ["", " ", "a", "👍a", "🎉🎉🎉🎉", "1", "#"] {
            assert!(!EMOJI_ONLY.is_match(text), "{text}");
        }
    }

    #[test]
    fn a_long_row_of_brackets_is_cut_at_once() {
        let text = format!("https://a.example/{}", ")".repeat(3_000));
        assert_eq!(links(&text), ["https://a.example/"]);
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_text(text in "(https?://|[ -~]|[().,é])*") {
            let joined: String = parts_of(&text).iter().map(|part| part.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
