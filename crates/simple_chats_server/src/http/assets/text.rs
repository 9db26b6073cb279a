//! Rules for the texts on pages: links, large emoji, initials, excerpts. The scripts apply the same rules to later
//! messages; `web-assets/tests/cases/text.json` tests both.

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

/// The longest excerpt of a message in the list of chats, in characters.
const EXCERPT_LENGTH: usize = 200;

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

pub(super) fn excerpt(text: &str, _: Kwargs, _: &State) -> String {
    text.chars().take(EXCERPT_LENGTH).collect()
}

/// The plain parts and the links of a message.
pub(super) fn parts(text: &str, _: Kwargs, _: &State) -> Value {
    Value::from_serializable(&parts_of(text))
}

pub(super) fn is_emoji_only(text: &str, _: Kwargs, _: &State) -> bool {
    EMOJI_ONLY.is_match(text)
}

/// Only http and https become links. Trailing punctuation isn't part of an address; a closing bracket is, if the address
/// opens it.
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
        } else if !".,;:!?'’”»*".contains(last) {
            break;
        }
        kept = kept.strip_suffix(last).unwrap_or_default();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::templates::build;
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};
    use tera::Context;

    fn cases() -> serde_json::Value {
        serde_json::from_str(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../web-assets/tests/cases/text.json"
        )))
        .unwrap()
    }

    fn rendered(template: &str, context: &serde_json::Value) -> String {
        let marks = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../web-assets/templates/components/marks.html"
        ));
        let sources = [("marks.html", marks), ("test.html", template)];
        let sources: BTreeMap<_, _> = sources.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let files = BTreeSet::from(["icons.svg".to_owned()]);
        let templates = build(sources, "0", files).unwrap();
        templates.render("test.html", &Context::from_serialize(context).unwrap()).unwrap()
    }

    #[test]
    fn links_are_found_as_the_shared_cases_say() {
        for case in cases()["links"].as_array().unwrap() {
            let part = |part: &'_ serde_json::Value| {
                (part["href"].is_string(), part["href"].as_str().or(part.as_str()).map(str::to_owned))
            };
            let expected: Vec<_> = case["parts"].as_array().unwrap().iter().map(part).collect();
            let found = parts_of(case["text"].as_str().unwrap());
            let found: Vec<_> =
                found.iter().map(|part| (part.href.is_some(), Some(part.text.to_owned()))).collect();
            assert_eq!(found, expected, "{case}");
        }
    }

    #[test]
    fn one_to_three_emoji_alone_are_large() {
        for (key, expected) in [("yes", true), ("no", false)] {
            for text in cases()["emoji_only"][key].as_array().unwrap() {
                assert_eq!(EMOJI_ONLY.is_match(text.as_str().unwrap()), expected, "{text}");
            }
        }
    }

    #[test]
    fn an_avatar_shows_initials_on_one_of_eight_hues() {
        for case in cases()["avatars"].as_array().unwrap() {
            let html = rendered("{{ <avatar user_id={user_id} name={name} /> }}", case);
            let (initials, hue) = (case["initials"].as_str().unwrap(), &case["hue"]);
            assert!(
                html.contains(&format!(">{initials}<")) && html.contains(&format!("hue-{hue}\"")),
                "{html}"
            );
        }
    }

    #[test]
    fn an_excerpt_is_cut_by_characters() {
        for case in cases()["excerpts"]["cases"].as_array().unwrap() {
            let number = |key: &str| usize::try_from(case[key].as_u64().unwrap()).unwrap();
            let text = case["character"].as_str().unwrap().repeat(number("length"));
            let html = rendered("{{ text | excerpt }}", &serde_json::json!({ "text": text }));
            assert_eq!(html.chars().count(), number("shown"), "{case}");
        }
    }

    #[test]
    fn a_long_row_of_brackets_is_cut_at_once() {
        let address = "https://a.example/";
        let text = format!("{address}{}", ")".repeat(3_000));
        assert_eq!(parts_of(&text)[0], Part { text: address, href: Some(address) });
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_text(text in "(https?://|[ -~]|[().,é])*") {
            let joined: String = parts_of(&text).iter().map(|part| part.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
