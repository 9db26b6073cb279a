//! Filters for the texts on all pages.

use regex::Regex;
use std::sync::LazyLock;
use tera::{Kwargs, State};
use unicode_segmentation::UnicodeSegmentation;

#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]").expect("a pattern")
});

/// The first letters, digits, or emoji of the first and the last word of a name that have one. The scripts do the same;
/// `web-assets/tests/cases/text.json` tests both.
pub(super) fn initials(name: &str, _: Kwargs, _: &State) -> String {
    let is_letter = |grapheme: &&str| {
        grapheme.starts_with(|first: char| first.is_ascii_alphanumeric()) || LETTER.is_match(grapheme)
    };
    let mut letters = name.split_whitespace().filter_map(|word| word.graphemes(true).find(is_letter));
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::super::templates::{build, prepare};
    use simple_chats_texts::Texts;
    use std::collections::{BTreeMap, BTreeSet};
    use tera::Context;

    #[test]
    fn an_avatar_shows_initials_on_one_of_eight_hues() {
        const ASSETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets");
        let marks = std::fs::read_to_string(format!("{ASSETS}/templates/components/marks.html")).unwrap();
        let template = "{{ <avatar user_id={user_id} name={name} /> }}".to_owned();
        let sources = BTreeMap::from([("marks.html".to_owned(), marks), ("test.html".to_owned(), template)]);
        let sources = prepare(sources, "0", &BTreeSet::from(["icons.svg".to_owned()])).unwrap();
        let templates = build(&sources, Texts::english()).unwrap();
        let cases = std::fs::read_to_string(format!("{ASSETS}/tests/cases/text.json")).unwrap();
        let cases: serde_json::Value = serde_json::from_str(&cases).unwrap();
        for case in cases["avatars"].as_array().unwrap() {
            let html = templates.render("test.html", &Context::from_serialize(case).unwrap()).unwrap();
            let (initials, hue) = (case["initials"].as_str().unwrap(), &case["hue"]);
            assert!(
                html.contains(&format!(">{initials}<")) && html.contains(&format!("hue-{hue}\"")),
                "{html}"
            );
        }
    }
}
