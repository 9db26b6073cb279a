//! The texts of Simple Chats in each of its languages: pages, scripts, mails, and notifications.
//!
//! The texts are messages of [Fluent](https://projectfluent.org) files, one for each language, in the folder `locales`. A
//! message has a key and may take arguments; plural forms follow the rules of the language.
//!
//! ```
//! use simple_chats_domain::Language;
//! use simple_chats_texts::Texts;
//!
//! let texts = Texts::of(Language::English);
//! assert_eq!(texts.text("common-log-in"), "Log in");
//! ```

mod dates;
mod phrase;
#[cfg(test)]
mod tests;
mod texts;

pub use dates::Dates;
pub use phrase::Phrase;
pub use texts::{Argument, Texts, source_of};

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
