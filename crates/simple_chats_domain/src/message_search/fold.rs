//! The form in which the texts of messages are searched: without case, combining marks, width, and what can't be seen, so
//! that all ways to write a text are the same.

use crate::text::is_invisible;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use std::iter::once;

/// A space that can't be seen, between words of scripts that put none between them.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// Appends the folded form of a character: its compatibility decomposition (NFKD) in Unicode's full case folding, without
/// combining marks. Each character is folded by itself, so that the place of everything that is found is known.
pub(super) fn fold_onto(folded: &mut Vec<char>, character: char) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
        return;
    }
    // Lower case makes ß of ẞ, upper case SS of ß and one letter of those that have two small forms, such as σ and ς.
    let cased = decomposed(once(character))
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    folded.extend(decomposed(cased).filter(|letter| !is_left_out(*letter)));
}

fn decomposed(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    const NORMALIZER: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
    NORMALIZER.normalize_iter(characters)
}

fn is_left_out(character: char) -> bool {
    if character.is_ascii() {
        return false;
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    GeneralCategoryGroup::Mark.contains(category)
        || (is_invisible(character) && !character.is_whitespace() && character != ZERO_WIDTH_SPACE)
}
