//! Searches for a part of a text, regardless of case.

use diesel::sql_types::{Nullable, Text};
use simple_chats_domain::fold;

diesel::define_sql_function! {
    /// The folded text, which isn't stored if it is the same as the text.
    fn coalesce(key: Nullable<Text>, text: Text) -> Text;
}

/// Whether a row can hold the text: PostgreSQL accepts no zero byte, and SQLite ends a pattern there.
pub(crate) fn can_be_stored(text: &str) -> bool {
    !text.contains('\0')
}

/// The LIKE pattern, with `\` as escape character, that finds a text anywhere in a folded column.
pub(crate) fn pattern_containing(text: &str) -> String {
    pattern_containing_key(&fold(text))
}

/// As [`pattern_containing`], for a text that is folded already.
pub(crate) fn pattern_containing_key(key: &str) -> String {
    let mut pattern = String::with_capacity(key.len() + 2);
    pattern.push('%');
    for character in key.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
