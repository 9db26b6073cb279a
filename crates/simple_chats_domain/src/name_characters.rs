//! Which characters a name may contain. What can't be seen, and letters of alphabets that share their shapes, could make one
//! name look like another, and piled marks would reach into the lines above and below.

use crate::text::{is_direction_mark, is_invisible};
use unicode_script::{Script, UnicodeScript};

/// Alphabets with letters that look the same in several of them, as the Latin, the Cyrillic, and the Greek A.
const ALIKE: [Script; 8] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
    Script::Cherokee,
    Script::Coptic,
    Script::Lisu,
    Script::Georgian,
];

/// How many combining marks may follow each other. Vietnamese needs two, and phonetic notation three.
const MAX_MARKS: usize = 4;

/// Whether a name may have this text. It may be wholly invisible, which is checked elsewhere.
pub(crate) fn are_allowed(text: &str) -> bool {
    let (mut previous, mut marks) = (None, 0);
    for character in text.chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        if marks > MAX_MARKS || is_forbidden(character) || !is_visible_after(character, previous) {
            return false;
        }
        previous = Some(character);
    }
    true
}

/// Whether a word has letters of two of the alphabets whose letters look alike. Words of different alphabets may stand side by
/// side, and scripts of other shapes may be mixed (UTS #39, section 5.2, has stricter levels for identifiers).
pub(crate) fn mix_alphabets(text: &str) -> bool {
    text.split(|character: char| character.is_whitespace() || character == '-').any(|word| {
        let mut alphabets =
            word.chars().map(|letter| letter.script()).filter(|script| ALIKE.contains(script));
        let first = alphabets.next();
        alphabets.any(|script| Some(script) != first)
    })
}

/// Control characters, line breaks, direction marks, and what is no character (Unicode Standard, section 23.7).
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || is_direction_mark(character)
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFD}')
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// Whether a character is seen, or shapes the one before it: joiners in scripts that need them and between emoji,
/// variation selectors, and the tags of flags (UTS #51).
fn is_visible_after(character: char, previous: Option<char>) -> bool {
    if character.is_whitespace() || !is_invisible(character) {
        return true;
    }
    let Some(previous) = previous else { return false };
    let is_symbol = matches!(previous, '\u{20E3}' | '\u{2190}'..='\u{2BFF}' | '\u{3030}'..='\u{303D}' | '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}');
    match character {
        // Scripts from Arabic to Khmer, in which these change the form of letters.
        '\u{200C}' => matches!(previous, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'),
        '\u{200D}' => is_symbol || matches!(previous, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'),
        '\u{FE0E}' | '\u{FE0F}' => {
            is_symbol || previous.is_ascii_digit() || matches!(previous, '#' | '*' | '©' | '®')
        }
        '\u{E0020}'..='\u{E007F}' => matches!(previous, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'),
        _ => false,
    }
}

/// Combining marks that fit on any letter, which are the ones that can be piled up.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_scripts_and_emoji_are_allowed() {
        for name in [
            "Ann O'Neil-Smith",
            "Zoë",
            "Zoe\u{308}",
            "Nguye\u{302}\u{303}n",
            "محمد",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "ශ්\u{200D}රී",
            "陳大文",
            "Ελένη",
            "👩\u{200D}🚀 Ann",
            "❤\u{FE0F}",
            "1\u{FE0F}\u{20E3}",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "A\u{3000}B",
        ] {
            assert!(are_allowed(name), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_not_allowed() {
        for name in [
            "An\u{200B}n",
            "An\u{200D}n",
            "An\u{200C}n",
            "An\u{AD}n",
            "An\u{34F}n",
            "\u{FEFF}Ann",
            "Ann\u{2060}",
            "Ann\u{3164}",
            "Ann\u{FE0F}",
            "Ann\u{E0041}",
            "Ann\u{FFFE}",
            "Ann\u{1FFFF}",
            "Ann\u{FDD0}",
            "Ann\u{FFFD}",
            "Ann\u{202E}",
            "Ann\u{2028}Ben",
        ] {
            assert!(!are_allowed(name), "{name:?}");
        }
    }

    #[test]
    fn a_word_is_of_one_alphabet() {
        for name in [
            "Ann",
            "Анна",
            "Ελένη",
            "Анна Smith",
            "Анна-Smith",
            "Anna 陳大文",
            "Ann陳",
            "ﾊﾝﾅhanna",
            "µ-Ann",
            "Ann 2 🚀",
            "Zoe\u{308}",
        ] {
            assert!(!mix_alphabets(name), "{name}");
        }
        for name in ["Аnn", "Аn1", "pаypal", "Αnn", "Ben Аnn", "Ꭺnn", "Deleted usеr"] {
            assert!(mix_alphabets(name), "{name}");
        }
    }

    #[test]
    fn marks_cannot_be_piled_up() {
        assert!(are_allowed(&format!("A{}", "\u{301}".repeat(MAX_MARKS))));
        assert!(!are_allowed(&format!("A{}", "\u{301}".repeat(MAX_MARKS + 1))));
    }
}
