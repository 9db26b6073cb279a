//! The texts in one language, and the values of their variables.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use simple_chats_domain::Language;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// The texts in one language.
pub struct Texts {
    language: Language,
    messages: FluentBundle<FluentResource>,
}

/// The value of a variable of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Argument {
    /// A count, which chooses the plural form.
    Number(i64),
    /// A text, such as a name.
    Text(String),
}

impl Texts {
    /// The texts in a language. The first call reads its file.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static TEXTS: [OnceLock<Texts>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        static ENGLISH: OnceLock<Texts> = OnceLock::new();
        let place = Language::ALL.iter().position(|other| *other == language);
        let texts = place.and_then(|place| TEXTS.get(place)).unwrap_or(&ENGLISH);
        texts.get_or_init(|| Self::read(language))
    }

    /// The texts in English: for readers who read nothing else, such as the operator.
    #[must_use]
    pub fn english() -> &'static Self {
        Self::of(Language::English)
    }

    /// The language that the texts are in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text that takes no arguments.
    ///
    /// Without the key in this language, it is the text in English; without one there, the key.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A text with the values of its variables. Variables of other names change nothing.
    ///
    /// Without the key in this language, it is the text in English; without one there, the key.
    #[must_use]
    pub fn with(&self, key: &str, arguments: &[(&str, Argument)]) -> String {
        let arguments = arguments.iter().map(|(name, argument)| (*name, argument.to_fluent()));
        self.format(key, Some(&arguments.collect()))
    }

    /// Whether there is a text of this key in this very language.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.messages.has_message(key)
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let pattern = self.messages.get_message(key).and_then(|message| message.value());
        match pattern {
            Some(pattern) => self.messages.format_pattern(pattern, arguments, &mut Vec::new()).into_owned(),
            None if self.language == Language::English => key.to_owned(),
            None => Self::english().format(key, arguments),
        }
    }

    fn read(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut messages = FluentBundle::new_concurrent(vec![identifier]);
        // Pages isolate names with elements, and mails hold none of mixed directions within a word.
        messages.set_use_isolating(false);
        // What can be read of a faulty file is used; a test reads each file without faults.
        let resource = FluentResource::try_new(source_of(language).to_owned());
        messages.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
        Self { language, messages }
    }
}

/// The file of a language, in the syntax of Fluent.
#[must_use]
pub fn source_of(language: Language) -> &'static str {
    match language {
        Language::Ukrainian => include_str!("../locales/uk.ftl"),
        Language::German => include_str!("../locales/de.ftl"),
        Language::Spanish => include_str!("../locales/es.ftl"),
        Language::French => include_str!("../locales/fr.ftl"),
        Language::Polish => include_str!("../locales/pl.ftl"),
        Language::BrazilianPortuguese => include_str!("../locales/pt-BR.ftl"),
        Language::Turkish => include_str!("../locales/tr.ftl"),
        Language::Arabic => include_str!("../locales/ar.ftl"),
        Language::Hindi => include_str!("../locales/hi.ftl"),
        Language::Japanese => include_str!("../locales/ja.ftl"),
        Language::SimplifiedChinese => include_str!("../locales/zh-Hans.ftl"),
        _ => include_str!("../locales/en.ftl"),
    }
}

impl Argument {
    fn to_fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Argument {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
