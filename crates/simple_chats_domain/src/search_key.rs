//! The form in which people are searched for: what is left of a name without case, accents, and what can't be seen.

use crate::text::is_invisible;
use icu_normalizer::DecomposingNormalizerBorrowed;
use std::iter::once;

/// The version of [`search_key`]. It grows whenever the key of any text changes; the stored keys are computed again then.
pub const SEARCH_KEY_VERSION: u32 = 1;

/// The form of a text for searches for people: its words, separated by single spaces, without case (Unicode's full case
/// folding), accents, and invisible characters, and with the letters that they stand for in place of ligatures and of letters
/// with a stroke. Each character is folded by itself, so that the key of a part of a word is a part of the key of the word.
#[must_use]
pub fn search_key(text: &str) -> String {
    let folded: String = text.chars().map(folded).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn folded(character: char) -> String {
    if character.is_ascii() {
        return character.to_ascii_lowercase().into();
    }
    // Lower case makes ß of ẞ, upper case SS of ß and one letter of those that have two small forms, such as σ and ς.
    let cased = decomposed(once(character))
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    let mut key = String::new();
    for letter in decomposed(cased) {
        match plain(letter) {
            Some(letters) => key.push_str(letters),
            None => key.push(letter),
        }
    }
    key
}

/// The characters in their compatibility decomposition (NFKD), without accents and what can't be seen.
fn decomposed(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    const NORMALIZER: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
    NORMALIZER.normalize_iter(characters).filter(|character| {
        !is_accent(*character) && (character.is_whitespace() || !is_invisible(*character))
    })
}

/// Marks that are often left out in writing. Other marks stay: the vowels of Indic scripts and of Thai, and the sounds of Kana.
fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        // Hebrew points, and Arabic vowels and hamzas.
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}')
}

/// What people type in place of letters that Unicode doesn't decompose, and the plain apostrophe in place of others.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ħ' => "h",
        'ł' | 'ƚ' => "l",
        'ŧ' => "t",
        'ŋ' => "n",
        'ƀ' | 'ɓ' => "b",
        'ɠ' | 'ǥ' => "g",
        'ɨ' => "i",
        'ɉ' => "j",
        'ƙ' => "k",
        'ɍ' => "r",
        'ʉ' => "u",
        'ƴ' | 'ɏ' => "y",
        'ƶ' => "z",
        '‘' | '’' | 'ʻ' | 'ʼ' | '`' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_case_accents_or_letters_with_a_stroke_have_one_key() {
        for (one, other) in [
            ("Lefèvre", "lefevre"),
            ("Lefe\u{300}vre", "LEFEVRE"),
            ("γιωργος", "ΓΙΩΡΓΟΣ"),
            ("Γιώργος", "ΓΙΩΡΓΟΣ"),
            ("İpek Işık", "ipek isik"),
            ("ışık", "IŞIK"),
            ("Strauß", "STRAUSS"),
            ("STRAUẞ", "strauss"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Søren Đorđe", "soren dorde"),
            ("Æsa Þóra", "aesa thora"),
            ("Čapek", "capek"),
            ("Пётр", "ПЕТР"),
            ("O’Neil", "o'neil"),
            ("ﬁn", "FIN"),
            ("Ａｎｎ", "ann"),
            ("حَمَّد", "حمد"),
            ("أحمد", "احمد"),
            ("می\u{200C}خواهم", "میخواهم"),
            (" Ann\u{A0} Ben ", "ann ben"),
        ] {
            assert_eq!(search_key(one), search_key(other), "{one} {other}");
        }
    }

    #[test]
    fn letters_that_make_another_name_stay() {
        for (one, other) in [("が", "か"), ("कि", "का"), ("กี", "กา"), ("Ann", "Anna"), ("李", "季")]
        {
            assert_ne!(search_key(one), search_key(other), "{one} {other}");
        }
        assert_eq!(search_key("\u{301}\u{200D}"), "");
    }
}
