//! Rules that all texts share: case folding, and which characters are invisible.

/// Folds case by Unicode's rules. Texts are compared, searched, and kept unique in this form, which the program computes
/// so that every database agrees.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Defines types for texts that their `parse` functions have validated.
macro_rules! valid_text {
    ($($(#[$attribute:meta])* $name:ident)+) => {$(
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The folded text (see [`fold`](crate::fold)), for comparisons and searches.
            #[must_use]
            pub fn key(&self) -> String {
                crate::text::fold(&self.0)
            }
        }
    )+};
}
pub(crate) use valid_text;

/// Whether a character is invisible: white space, and characters that Unicode calls default-ignorable or that are drawn
/// blank.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || is_direction_mark(character)
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{2800}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character changes the writing direction (Unicode's bidirectional controls), which could make one name look
/// like another.
pub(crate) fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_beyond_ascii() {
        assert_eq!(fold("ÄNN Ωмега"), "änn ωмега");
        assert_eq!(fold("İ"), "i\u{307}");
    }
}
