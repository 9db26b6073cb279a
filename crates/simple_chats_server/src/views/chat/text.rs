//! Rules for the texts of messages: links, large emoji, excerpts. The scripts apply the same rules to later messages;
//! `web-assets/tests/cases/text.json` tests both.

use regex::{Captures, Regex};
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// What may be a link: an address with http or https, one that begins with `www.`, an email address, or a phone number. No web
/// address has white space, quotation marks, or the punctuation of Chinese and Japanese, which follows without a space.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    let rest = r#"[^\s<>"`。、，；：！？「」『』（）【】《》〈〉]"#;
    Regex::new(&format!(
        r"(?x)
        (?<url> [Hh][Tt][Tt][Pp][Ss]?://{rest}+ )
        | (?<www> [Ww]{{3}}\.{rest}+ )
        | (?<mail> [A-Za-z0-9][A-Za-z0-9._+'-]{{0,63}}@(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,63}} )
        | \+[0-9](?:[\ .()/\u{{A0}}-]{{0,2}}[0-9])*"
    ))
    .expect("a pattern")
});

/// An address without scheme: at least three labels of Latin, Greek, and Cyrillic letters, so that `www.` alone is none.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static WWW_HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^.]{3}(?:\.[A-Za-z0-9\u{C0}-\u{24F}\u{370}-\u{52F}-]+){2,}(?:[:/?#]|$)")
        .expect("a pattern")
});

/// Characters that aren't seen, among them those that turn the direction of what follows. With them an address can be drawn as
/// that of another host.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static INVISIBLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\u{2800}]").expect("a pattern"));

/// Letters and digits.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static IN_WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]").expect("a pattern"));

/// Characters of scripts that put no spaces between words, or none before particles.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static WITHOUT_SPACES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]",
    )
    .expect("a pattern")
});

#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static EMOJI_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    let flag = r"\p{Regional_Indicator}{2}|\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}";
    let keycap = r"[0-9\#*]\u{FE0F}?\u{20E3}";
    let joined = r"(?:\u{200D}\p{Extended_Pictographic}\u{FE0F}?\p{Emoji_Modifier}?)";
    // Without the character that asks for it, a sign such as © is no picture.
    let picture = format!(
        r"\p{{Emoji_Presentation}}\u{{FE0F}}?\p{{Emoji_Modifier}}?{joined}*
        | \p{{Extended_Pictographic}}(?:(?:\u{{FE0F}}\p{{Emoji_Modifier}}?|\p{{Emoji_Modifier}}){joined}*|{joined}+)"
    );
    Regex::new(&format!(r"(?x) ^\s*(?:(?:{flag}|{keycap}|{picture})\s*){{1,3}}$")).expect("a pattern")
});

/// The longest excerpt of a message in the list of chats, in characters.
const EXCERPT_LENGTH: usize = 200;

/// A part of a text: a link with its target, or what is between two.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) href: Option<String>,
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
    // Most texts are ASCII, which contains no emoji: not even digits are, without what makes keys of them.
    !text.is_ascii() && EMOJI_ONLY.is_match(text)
}

/// The parts of a text, or nothing if there is no link in it. Links are web addresses with http, https, or `www.`, email
/// addresses, and phone numbers with `+` and 7 to 15 digits. Trailing punctuation isn't part of an address; a closing bracket
/// is, if the address opens it. An address with invisible characters is no link.
pub(super) fn parts_of(text: &str) -> Option<Vec<Part>> {
    if !may_have_links(text) {
        return None;
    }
    let plain = |text: &str| Part { text: text.to_owned(), href: None };
    let mut parts = Vec::new();
    let mut rest = text;
    for found in LINK.captures_iter(text) {
        let Some(start) = found.get(0).map(|found| found.start()) else { continue };
        let (before, from_start) = text.split_at(start);
        let Some(link) = link_of(&found, before, from_start) else { continue };
        let (plain_text, behind) = rest.split_at(rest.len() - from_start.len());
        if !plain_text.is_empty() {
            parts.push(plain(plain_text));
        }
        rest = behind.get(link.text.len()..).unwrap_or_default();
        parts.push(link);
    }
    if parts.is_empty() {
        return None;
    }
    if !rest.is_empty() {
        parts.push(plain(rest));
    }
    Some(parts)
}

/// Most texts have no link, and need no further look.
fn may_have_links(text: &str) -> bool {
    text.contains("://")
        || text.contains(['@', '+'])
        || text.as_bytes().windows(4).any(|bytes| bytes.eq_ignore_ascii_case(b"www."))
}

/// The link that was found between two parts of a text; `None` if it is none. `from_start` begins with it.
fn link_of(found: &Captures<'_>, before: &str, from_start: &str) -> Option<Part> {
    let all = found.get(0)?.as_str();
    let before = before.chars().next_back();
    if before.is_some_and(is_in_word) {
        return None;
    }
    let link = |text: &str, href: String| Some(Part { text: text.to_owned(), href: Some(href) });
    if let Some(kind) = found.name("url").or_else(|| found.name("www")) {
        let address = without_trailing(kind.as_str());
        let is_url = found.name("url").is_some();
        let is_whole = if is_url {
            has_host(address)
        } else {
            WWW_HOST.is_match(address) && !before.is_some_and(|before| "@./:-".contains(before))
        };
        let scheme = if is_url { "" } else { "https://" };
        return if is_whole && !has_invisible(address) {
            link(address, format!("{scheme}{address}"))
        } else {
            None
        };
    }
    let behind = from_start.get(all.len()..).unwrap_or_default();
    if before.is_some_and(is_hidden) || goes_on(behind) {
        return None;
    }
    if let Some(mail) = found.name("mail") {
        let is_whole = !before.is_some_and(|before| "@/:._+'-".contains(before));
        return if is_whole { link(mail.as_str(), format!("mailto:{}", mail.as_str())) } else { None };
    }
    let digits: String = all.replacen("(0)", "", 1).chars().filter(char::is_ascii_digit).collect();
    let is_number = before != Some('+') && (7..=15).contains(&digits.len());
    if is_number { link(all, format!("tel:+{digits}")) } else { None }
}

/// Whether what follows belongs to the word before it.
fn goes_on(behind: &str) -> bool {
    let mut characters = behind.chars();
    let (first, second) = (characters.next(), characters.next());
    let is_before_word = second.is_some_and(|second| matches_character(&IN_WORD, second));
    first.is_some_and(|first| {
        is_in_word(first) || "@_-".contains(first) || (is_before_word && (first == '.' || is_hidden(first)))
    })
}

/// Whether a character is part of a word that is set apart by spaces.
fn is_in_word(character: char) -> bool {
    matches_character(&IN_WORD, character) && !is_without_spaces(character)
}

/// Whether a character is of a script that puts no spaces between words, or none before particles.
pub(super) fn is_without_spaces(character: char) -> bool {
    matches_character(&WITHOUT_SPACES, character)
}

fn is_hidden(character: char) -> bool {
    matches_character(&INVISIBLE, character)
}

fn matches_character(pattern: &Regex, character: char) -> bool {
    pattern.is_match(character.encode_utf8(&mut [0; 4]))
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
        } else if !".,;:!?'’”»*…".contains(last) && !is_hidden(last) {
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

    fn link(text: &str, href: &str) -> Part {
        Part { text: text.to_owned(), href: Some(href.to_owned()) }
    }

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
            let part = |part: &'_ serde_json::Value| {
                let href = part["href"].as_str();
                let text = part.as_str().or(part["text"].as_str()).or(href).unwrap();
                Part { text: text.to_owned(), href: href.map(str::to_owned) }
            };
            let expected: Vec<_> = case["parts"].as_array().unwrap().iter().map(part).collect();
            let has_links = expected.iter().any(|part| part.href.is_some());
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
            let character = case["character"].as_str().unwrap();
            let text = character.repeat(number("length"));
            assert_eq!(excerpt(text), character.repeat(number("shown")), "{case}");
        }
    }

    #[test]
    fn a_long_row_of_brackets_is_cut_at_once() {
        let address = "https://a.example/";
        let text = format!("{address}{}", ")".repeat(3_000));
        assert_eq!(parts_of(&text).unwrap()[0], link(address, address));
    }

    /// What links are made of, and what ends them.
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
        "www.",
        "WWW.a.example",
        "ann@",
        "ann@a.example",
        "+4930123456",
        "+49 ",
        "123",
        "。",
        "は",
        "`",
        "…",
        "1\u{FE0F}\u{20E3}",
    ];

    #[test]
    fn fuzz_links() {
        fuzz!(|input: &[u8]| {
            for text in texts(input, PARTS) {
                let short = excerpt(text.clone());
                assert!(
                    text.starts_with(&short)
                        && short.chars().count() == text.chars().count().min(EXCERPT_LENGTH)
                );
                assert!(!is_emoji_only(&text) || !text.contains(|c: char| c.is_ascii_alphabetic()), "{text}");
                let Some(parts) = parts_of(&text) else { continue };
                assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), text);
                let is_link = |part: &Part| part.href.is_some();
                assert!(parts.iter().all(|part| !part.text.is_empty()) && parts.iter().any(is_link));
                assert!(parts.windows(2).all(|pair| pair.iter().any(is_link)), "{parts:?}");
                for link in parts.into_iter().filter(is_link) {
                    let href = link.href.clone().unwrap();
                    let scheme = href.split_once(':').unwrap().0.to_ascii_lowercase();
                    assert!(["https", "http", "mailto", "tel"].contains(&scheme.as_str()), "{link:?}");
                    assert!(href.ends_with(&link.text) || scheme == "tel", "{link:?}");
                    assert!(
                        !href.contains(['<', '>', '"']) && !href.contains(char::is_whitespace),
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
