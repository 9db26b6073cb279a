//! Rules for the texts of messages: links, large emoji, excerpts. The scripts apply the same rules to later messages;
//! `web-assets/tests/cases/text.json` tests both.

use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)https?://[^\s<>"]+"#).expect("a pattern"));

/// Characters that aren't seen, among them those that turn the direction of what follows. With them an address can be drawn as
/// that of another host.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static INVISIBLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\u{2800}]").expect("a pattern"));

#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static EMOJI_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    let picture = r"\p{Extended_Pictographic}\u{FE0F}?\p{Emoji_Modifier}?";
    let glyph = format!(
        r"(?:\p{{Regional_Indicator}}{{2}}|(?:\p{{Emoji_Presentation}}|\p{{Extended_Pictographic}})\u{{FE0F}}?\p{{Emoji_Modifier}}?(?:\u{{200D}}{picture})*)"
    );
    Regex::new(&format!(r"^\s*(?:{glyph}\s*){{1,3}}$")).expect("a pattern")
});

/// The longest excerpt of a message in the list of chats, in characters.
const EXCERPT_LENGTH: usize = 200;

/// A part of a text: a link, or what is between two.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: String,
    is_link: bool,
}

/// The beginning of a text, for the list of chats.
pub(super) fn excerpt(mut text: String) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT_LENGTH) else { return text };
    // No character that a reader sees is cut, unless one alone is longer.
    let ends = text.grapheme_indices(true).map(|(start, grapheme)| start + grapheme.len());
    let kept = ends.take_while(|kept| *kept <= end).last();
    text.truncate(kept.unwrap_or(end));
    text
}

/// Whether a text has characters that are written from right to left, or that change the direction.
pub(super) fn has_right_to_left(text: &str) -> bool {
    const CONTROLS: [char; 6] = ['\u{200f}', '\u{202b}', '\u{202e}', '\u{2067}', '\u{2068}', '\u{061c}'];
    let is_right_to_left = |character: char| {
        CONTROLS.contains(&character)
            || matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
    };
    !text.is_ascii() && text.chars().any(is_right_to_left)
}

/// Whether a text consists of one to three emoji.
pub(super) fn is_emoji_only(text: &str) -> bool {
    // Most texts are ASCII, which contains no emoji.
    !text.is_ascii() && EMOJI_ONLY.is_match(text)
}

/// The parts of a text, or nothing if there is no link in it. Only http and https become links. Trailing punctuation isn't
/// part of an address; a closing bracket is, if the address opens it. An address with invisible characters is no link.
pub(super) fn parts_of(text: &str) -> Option<Vec<Part>> {
    if !text.contains("://") {
        return None;
    }
    let part = |text: &str, is_link| Part { text: text.to_owned(), is_link };
    let mut parts = Vec::new();
    let mut rest = text;
    let mut from = 0;
    for found in ADDRESS.find_iter(text) {
        let address = without_trailing(found.as_str());
        let (before, _) = rest.split_at(found.start() - from);
        let inside_a_word = before.ends_with(char::is_alphanumeric);
        if !has_host(address) || inside_a_word || has_invisible(address) {
            continue;
        }
        if !before.is_empty() {
            parts.push(part(before, false));
        }
        parts.push(part(address, true));
        from = found.start() + address.len();
        (_, rest) = text.split_at(from);
    }
    if parts.is_empty() {
        return None;
    }
    if !rest.is_empty() {
        parts.push(part(rest, false));
    }
    Some(parts)
}

fn has_host(address: &str) -> bool {
    address.split_once("://").is_some_and(|(_, host)| !host.is_empty() && !host.starts_with(['/', '?', '#']))
}

fn has_invisible(text: &str) -> bool {
    !text.is_ascii() && INVISIBLE.is_match(text)
}

fn without_trailing(address: &str) -> &str {
    // The surplus of each closing bracket over its opening one, counted once and then kept up to date.
    let surplus = |open: char, close: char| {
        address.chars().fold(0_i32, |sum, c| sum + i32::from(c == close) - i32::from(c == open))
    };
    let mut brackets = [(')', surplus('(', ')')), (']', surplus('[', ']')), ('}', surplus('{', '}'))];
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let is_closing = |(close, surplus): &&mut (char, i32)| *close == last && *surplus > 0;
        if let Some((_, surplus)) = brackets.iter_mut().find(is_closing) {
            *surplus -= 1;
        } else if !".,;:!?'’”»*".contains(last) && !has_invisible(last.encode_utf8(&mut [0; 4])) {
            break;
        }
        kept = kept.strip_suffix(last).unwrap_or_default();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_fuzzing::{fuzz, texts};

    fn cases() -> serde_json::Value {
        serde_json::from_str(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../web-assets/tests/cases/text.json"
        )))
        .unwrap()
    }

    #[test]
    fn links_are_found_as_the_shared_cases_say() {
        for case in cases()["links"].as_array().unwrap() {
            let part = |part: &'_ serde_json::Value| Part {
                is_link: part["href"].is_string(),
                text: part["href"].as_str().or(part.as_str()).unwrap().to_owned(),
            };
            let expected: Vec<_> = case["parts"].as_array().unwrap().iter().map(part).collect();
            let has_links = expected.iter().any(|part| part.is_link);
            assert_eq!(parts_of(case["text"].as_str().unwrap()), has_links.then_some(expected), "{case}");
        }
    }

    #[test]
    fn one_to_three_emoji_alone_are_large() {
        for (key, expected) in [("yes", true), ("no", false)] {
            for text in cases()["emoji_only"][key].as_array().unwrap() {
                assert_eq!(is_emoji_only(text.as_str().unwrap()), expected, "{text}");
            }
        }
    }

    #[test]
    fn an_excerpt_is_cut_by_characters() {
        for case in cases()["excerpts"]["cases"].as_array().unwrap() {
            let number = |key: &str| usize::try_from(case[key].as_u64().unwrap()).unwrap();
            let text = case["character"].as_str().unwrap().repeat(number("length"));
            assert_eq!(excerpt(text).chars().count(), number("shown"), "{case}");
        }
    }

    #[test]
    fn a_long_row_of_brackets_is_cut_at_once() {
        let address = "https://a.example/";
        let text = format!("{address}{}", ")".repeat(3_000));
        assert_eq!(parts_of(&text).unwrap()[0], Part { text: address.to_owned(), is_link: true });
    }

    #[test]
    fn fuzz_links() {
        const PARTS: &[&str] = &[
            "https://",
            "http://",
            "HTTPS://a.example/",
            "://",
            "a.example",
            "(",
            ")",
            "[",
            "}",
            ".",
            ",",
            "»",
            "’",
            "é",
            "\u{200B}",
            "\u{202E}",
            "<",
            ">",
            "\"",
            " ",
            "\n",
            "👍",
            "👩\u{200D}🚀",
            "?q=",
            "#",
            "javascript:",
        ];
        fuzz!(|input: &[u8]| {
            for text in texts(input, PARTS) {
                let short = excerpt(text.clone());
                assert!(
                    text.starts_with(&short)
                        && short.chars().count() == text.chars().count().min(EXCERPT_LENGTH)
                );
                assert!(
                    !is_emoji_only(&text) || !text.contains(|c: char| c.is_ascii_alphanumeric()),
                    "{text}"
                );
                let Some(parts) = parts_of(&text) else { continue };
                assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), text);
                assert!(
                    parts.iter().all(|part| !part.text.is_empty()) && parts.iter().any(|part| part.is_link)
                );
                assert!(parts.windows(2).all(|pair| pair[0].is_link || pair[1].is_link), "{parts:?}");
                for link in parts.into_iter().filter(|part| part.is_link) {
                    let lower = link.text.to_ascii_lowercase();
                    assert!(lower.starts_with("https://") || lower.starts_with("http://"), "{link:?}");
                    assert!(
                        !link.text.contains(['<', '>', '"']) && !link.text.contains(char::is_whitespace),
                        "{link:?}"
                    );
                    assert!(!has_invisible(&link.text), "{link:?}");
                    let alone = parts_of(&link.text);
                    assert_eq!(alone, Some(vec![link]), "a link is one");
                }
            }
        });
    }
}
