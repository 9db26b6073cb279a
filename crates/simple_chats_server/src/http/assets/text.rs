//! Filters for the texts on all pages.

use tera::{Kwargs, State};

/// The first letters of the first and the last word of a name. The scripts do the same;
/// `web-assets/tests/cases/text.json` tests both.
pub(super) fn initials(name: &str, _: Kwargs, _: &State) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::templates::build;
    use std::collections::{BTreeMap, BTreeSet};
    use tera::Context;

    #[test]
    fn an_avatar_shows_initials_on_one_of_eight_hues() {
        const ASSETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets");
        let marks = std::fs::read_to_string(format!("{ASSETS}/templates/components/marks.html")).unwrap();
        let template = "{{ <avatar user_id={user_id} name={name} /> }}".to_owned();
        let sources = BTreeMap::from([("marks.html".to_owned(), marks), ("test.html".to_owned(), template)]);
        let templates = build(sources, "0", &BTreeSet::from(["icons.svg".to_owned()])).unwrap();
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
