//! The module that brings the scripts of a page what depends on its language: the messages that they show, from the Fluent
//! files, and the elements that they clone.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use regex::Regex;
use serde::Serialize;
use simple_chats_domain::Language;
use simple_chats_texts::source_of;
use std::collections::{BTreeMap, BTreeSet};

/// How scripts name the message that they show, with `ui/translations.js`.
const CALL: &str = r"\b(?:t|markup)\('([^']+)'";

/// The name of the form that stands for all others, whatever the file calls it.
const OTHER: &str = "other";

/// A message, as `ui/translations.js` reads it.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Message {
    Text(String),
    Pieces(Vec<Piece>),
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Piece {
    Text(String),
    Value([String; 1]),
    /// The form that the value of the variable chooses.
    Choice(String, BTreeMap<String, Message>),
}

/// The language of the module with this path below `/static/{hash}`.
pub(super) fn language_of(path: &str) -> Option<Language> {
    path.strip_prefix("languages/")?.strip_suffix(".js")?.parse().ok()
}

/// The keys of the messages that scripts show.
pub(super) fn keys_in<'a>(scripts: impl Iterator<Item = &'a str>) -> tera::TeraResult<BTreeSet<&'a str>> {
    let call = Regex::new(CALL).map_err(tera::Error::message)?;
    let keys_of =
        |script| call.captures_iter(script).filter_map(|found| found.get(1)).map(|key| key.as_str());
    Ok(scripts.flat_map(|script| keys_of(script).collect::<Vec<_>>()).collect())
}

/// The module. `elements`: the rendered `components/templates.html`.
pub(super) fn render(
    language: Language,
    keys: &BTreeSet<&str>,
    elements: &str,
) -> Result<String, serde_json::Error> {
    let messages = serde_json::to_string(&messages(language, keys))?;
    let (tag, elements) = (serde_json::to_string(language.tag())?, serde_json::to_string(elements)?);
    Ok(format!(
        "import {{ setTemplates }} from '../scripts/ui/templates.js';\n\
         import {{ setTexts }} from '../scripts/ui/translations.js';\n\n\
         setTexts({messages}, {tag});\n\
         setTemplates({elements});\n"
    ))
}

/// The messages in a language; those that it lacks are in English.
fn messages(language: Language, keys: &BTreeSet<&str>) -> BTreeMap<&'static str, Message> {
    let mut messages = read(source_of(Language::English), keys);
    messages.extend(read(source_of(language), keys));
    messages
}

fn read<'a>(source: &'a str, keys: &BTreeSet<&str>) -> BTreeMap<&'a str, Message> {
    // As pages do, scripts use what can be read of a faulty file.
    let resource = parser::parse_runtime(source).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message.value?)),
        _ => None,
    });
    messages
        .filter(|(key, _)| keys.contains(key))
        .map(|(key, pattern)| (key, Message::of(&pattern)))
        .collect()
}

impl Message {
    fn of(pattern: &Pattern<&str>) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in pattern.elements.iter().filter_map(Piece::of) {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
                (_, piece) => pieces.push(piece),
            }
        }
        match pieces.as_mut_slice() {
            [] => Self::Text(String::new()),
            [Piece::Text(text)] => Self::Text(std::mem::take(text)),
            _ => Self::Pieces(pieces),
        }
    }
}

impl Piece {
    fn of(element: &PatternElement<&str>) -> Option<Self> {
        match element {
            PatternElement::TextElement { value } => Some(Self::Text((*value).to_owned())),
            PatternElement::Placeable { expression } => Self::of_expression(expression),
        }
    }

    /// Nothing for what a test of the files forbids: references to other messages, and functions.
    fn of_expression(expression: &Expression<&str>) -> Option<Self> {
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                Some(Self::Text(unescape_unicode_to_string(value).into_owned()))
            }
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                Some(Self::Value([id.name.to_owned()]))
            }
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                Some(Self::Choice(id.name.to_owned(), variants.iter().map(form_of).collect()))
            }
            _ => None,
        }
    }
}

fn form_of(variant: &Variant<&str>) -> (String, Message) {
    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = variant.key;
    let name = if variant.default { OTHER } else { name };
    (name.to_owned(), Message::of(&variant.value))
}

#[cfg(test)]
mod tests {
    use super::super::Assets;
    use super::*;

    fn table(source: &str) -> serde_json::Value {
        let keys = BTreeSet::from(["a", "b"]);
        serde_json::to_value(read(source, &keys)).unwrap()
    }

    #[test]
    fn messages_become_texts_and_pieces() {
        let source = "a = Say { \"{\" }this{ \"}\" }\nb = { $name }: <b>{ $text }</b>\nc = not shown\n";
        let expected = serde_json::json!({ "a": "Say {this}", "b": [["name"], ": <b>", ["text"], "</b>"] });
        assert_eq!(table(source), expected);
    }

    #[test]
    fn the_default_form_stands_for_all_others() {
        let source = "a = { $count ->\n    [one] { $count } file\n   *[many] files\n } here\n\
                      b = { $state ->\n    [on] On\n   *[off] Off\n }\n";
        let expected = serde_json::json!({
            "a": [["count", { "one": [["count"], " file"], "other": "files" }], " here"],
            "b": [["state", { "on": "On", "other": "Off" }]],
        });
        assert_eq!(table(source), expected);
    }

    #[test]
    fn lines_of_a_text_lose_their_indentation() {
        assert_eq!(table("a =\n    one\n    two\n"), serde_json::json!({ "a": "one\ntwo" }));
    }

    #[test]
    fn each_language_has_a_path() {
        for language in Language::ALL {
            assert_eq!(language_of(&format!("languages/{}.js", language.tag())), Some(language));
        }
        for path in ["languages/en", "languages/xx.js", "scripts/en.js", "languages/../en.js"] {
            assert_eq!(language_of(path), None, "{path}");
        }
    }

    #[test]
    fn every_text_of_the_scripts_is_in_the_table_of_each_language() {
        let assets = Assets::current();
        let keys = keys_in(assets.scripts()).unwrap();
        assert!(keys.len() > 200 && keys.contains("common-cancel") && keys.contains("script-draft"));
        for language in Language::ALL {
            let messages = messages(language, &keys);
            let missing: Vec<_> = keys.iter().filter(|key| !messages.contains_key(*key)).collect();
            assert_eq!(missing, Vec::<&&str>::new(), "{}", language.tag());
        }
    }

    #[test]
    fn the_english_module_has_the_texts_and_the_elements() {
        let assets = Assets::current();
        let module = &assets.file("languages/en.js").unwrap().bytes;
        let module = std::str::from_utf8(module).unwrap();
        for part in [
            r#""script-show-more":"Show more""#,
            r#""script-forwarded-to":["Forwarded to ",["names"]]"#,
            r#"}, "en");"#,
            r#"class=\"message "#,
        ] {
            assert!(module.contains(part), "{part} in {module}");
        }
    }
}
