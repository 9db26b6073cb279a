use super::{Texts, source_of};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use simple_chats_domain::Language;
use std::collections::{BTreeMap, BTreeSet};

/// What a message is made of, besides its words.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    /// The elements of HTML, each as it opens or closes.
    tags: BTreeSet<String>,
    /// For each variable that chooses a form: the forms.
    selectors: BTreeMap<String, BTreeSet<String>>,
    /// Syntax that the scripts' compiler doesn't know.
    unknown: Vec<String>,
}

/// The plural categories of whole numbers, by CLDR.
fn categories(language: Language) -> BTreeSet<&'static str> {
    let categories: &[&str] = match language {
        Language::Ukrainian | Language::Polish => &["one", "few", "many", "other"],
        Language::Spanish | Language::French | Language::BrazilianPortuguese => &["one", "many", "other"],
        Language::Arabic => &["zero", "one", "two", "few", "many", "other"],
        Language::Japanese | Language::SimplifiedChinese => &["other"],
        _ => &["one", "other"],
    };
    categories.iter().copied().collect()
}

/// Categories that only numbers of a million and more or with decimals have.
fn is_rare(language: Language, category: &str) -> bool {
    match language {
        Language::Spanish | Language::French | Language::BrazilianPortuguese => category == "many",
        Language::Ukrainian | Language::Polish => category == "other",
        _ => false,
    }
}

fn shapes(language: Language) -> BTreeMap<String, Shape> {
    let resource = fluent_syntax::parser::parse(source_of(language));
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}.ftl: {errors:?}", language.tag()));
    let mut shapes = BTreeMap::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let name = message.id.name.to_owned();
                assert!(message.attributes.is_empty(), "{name} has attributes, which nothing reads");
                let mut shape = Shape::default();
                shape.read(message.value.as_ref().unwrap_or_else(|| panic!("{name} has no text")));
                assert!(
                    shapes.insert(name.clone(), shape).is_none(),
                    "{}.ftl has two texts of {name}",
                    language.tag()
                );
            }
            Entry::Term(term) => {
                panic!("{}.ftl: the scripts know no terms such as -{}", language.tag(), term.id.name)
            }
            Entry::Junk { content } => panic!("{}.ftl: {content}", language.tag()),
            _ => {}
        }
    }
    shapes
}

impl Shape {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.read_tags(value),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                    self.read_inline(inline);
                }
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    self.read_inline(selector);
                    let InlineExpression::VariableReference { id } = selector else { continue };
                    let keys = variants.iter().map(|variant| match &variant.key {
                        VariantKey::Identifier { name } => (*name).to_owned(),
                        VariantKey::NumberLiteral { value } => (*value).to_owned(),
                    });
                    self.selectors.entry(id.name.to_owned()).or_default().extend(keys);
                    for variant in variants {
                        self.read(&variant.value);
                    }
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::StringLiteral { .. } => {}
            InlineExpression::FunctionReference { id, arguments: CallArguments { .. } } => {
                self.unknown.push(id.name.to_owned());
            }
            other => self.unknown.push(format!("{other:?}")),
        }
    }

    fn read_tags(&mut self, text: &str) {
        for piece in text.split('<').skip(1) {
            let name: String =
                piece.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '/').collect();
            self.tags.insert(name);
        }
    }
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let english: BTreeSet<_> = shapes(Language::English).into_keys().collect();
    for language in Language::ALL {
        let own: BTreeSet<_> = shapes(language).into_keys().collect();
        let missing: Vec<_> = english.difference(&own).collect();
        let superfluous: Vec<_> = own.difference(&english).collect();
        assert!(
            missing.is_empty() && superfluous.is_empty(),
            "{}.ftl misses {missing:?}, and has {superfluous:?} in vain",
            language.tag()
        );
    }
}

#[test]
fn a_translation_has_the_variables_and_elements_of_the_english_text() {
    let english = shapes(Language::English);
    for language in Language::ALL {
        for (key, shape) in shapes(language) {
            let name = format!("{key} in {}.ftl", language.tag());
            assert_eq!(shape.unknown, Vec::<String>::new(), "{name}");
            let Some(original) = english.get(&key) else { continue };
            assert_eq!(shape.tags, original.tags, "{name}");
            assert!(shape.variables.is_subset(&original.variables), "{name} has unknown variables");
            // A form for one thing may spell the number out, but no text may lose a name.
            let missing: Vec<_> = original
                .variables
                .difference(&shape.variables)
                .filter(|variable| !original.selectors.contains_key(*variable))
                .collect();
            assert!(missing.is_empty(), "{name} misses {missing:?}");
        }
    }
}

#[test]
fn a_text_with_a_count_has_the_plural_forms_of_its_language() {
    let english = shapes(Language::English);
    for language in Language::ALL {
        let needed = categories(language);
        for (key, shape) in shapes(language) {
            let Some(original) = english.get(&key) else { continue };
            for (variable, forms) in &original.selectors {
                let is_plural = forms.contains("one");
                let Some(own) = shape.selectors.get(variable) else {
                    let is_needed = if is_plural { needed.len() > 1 } else { true };
                    assert!(!is_needed, "{key} in {}.ftl must choose a form by ${variable}", language.tag());
                    continue;
                };
                if is_plural {
                    let missing: Vec<_> = needed
                        .iter()
                        .filter(|category| !own.contains(**category) && !is_rare(language, category))
                        .collect();
                    assert!(
                        missing.is_empty(),
                        "{key} in {}.ftl has no form for {missing:?}",
                        language.tag()
                    );
                    assert!(own.contains("other"), "{key} in {}.ftl has no other form", language.tag());
                } else {
                    assert_eq!(own, forms, "{key} in {}.ftl", language.tag());
                }
            }
        }
    }
}

#[test]
fn a_key_without_a_text_is_shown_itself() {
    assert_eq!(Texts::english().text("no-such-text"), "no-such-text");
    assert_eq!(Texts::of(Language::German).with("no-such-text", &[("a", 1.into())]), "no-such-text");
    assert!(Texts::of(Language::German).has("common-log-in") && !Texts::english().has("no-such-text"));
}

#[test]
fn each_language_has_texts_of_its_own() {
    for language in Language::ALL {
        assert_eq!(Texts::of(language).language(), language);
        let is_english =
            Texts::of(language).text("common-log-out") == Texts::english().text("common-log-out");
        assert_eq!(is_english, language == Language::English, "{language:?}");
    }
}
