//! The secrets of personal tokens. They can be told from everything else without the database: by what they begin with, and
//! by a checksum, which finds mistyped and foreign ones.

use crate::encoding::random_bytes;
use crate::token::hash_token;
use ring::digest::{SHA256, digest};
use std::fmt;

/// What each token begins with, so that people and scanners for leaked secrets recognize it.
const PREFIX: &str = "sct_";

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The number of random characters, each of nearly 6 bits.
const RANDOM_CHARS: usize = 40;

const CHECKSUM_CHARS: usize = 6;

/// The secret of a token, 50 letters, digits, and `_`. Its owner receives [`plain`](Self::plain) once; the database stores
/// [`hash`](Self::hash).
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalTokenSecret(String);

impl PersonalTokenSecret {
    /// A new random secret.
    #[must_use]
    pub fn generate() -> Self {
        let mut text = PREFIX.to_owned();
        while text.len() < PREFIX.len() + RANDOM_CHARS {
            // Only numbers below the greatest multiple of 62, so that all characters are equally likely.
            let [number] = random_bytes::<1>();
            text.extend((number < 248).then(|| character(number)));
        }
        text.push_str(&checksum(&text));
        Self(text)
    }

    /// The secret in a text, if the text can be one. Whether there is such a token is another question.
    #[must_use]
    pub fn recognize(text: &str) -> Option<Self> {
        let random = text.strip_prefix(PREFIX)?;
        if random.len() != RANDOM_CHARS + CHECKSUM_CHARS || !random.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return None;
        }
        let (checked, given) = text.split_at_checked(text.len() - CHECKSUM_CHARS)?;
        (checksum(checked) == given).then(|| Self(text.to_owned()))
    }

    /// Whether a text was meant as a token of this kind, mistyped or not.
    #[must_use]
    pub fn is_meant_by(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    /// The secret in plain text.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.0
    }

    /// The hash for storage and lookups; see [`hash_token`].
    #[must_use]
    pub fn hash(&self) -> String {
        hash_token(&self.0)
    }
}

impl fmt::Debug for PersonalTokenSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalTokenSecret(..)")
    }
}

/// The beginning of the SHA-256 of a text, in characters of the alphabet.
fn checksum(text: &str) -> String {
    digest(&SHA256, text.as_bytes()).as_ref().iter().take(CHECKSUM_CHARS).copied().map(character).collect()
}

fn character(number: u8) -> char {
    ALPHABET.get(usize::from(number) % ALPHABET.len()).map_or('0', |byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn a_secret_has_more_than_32_random_characters_and_is_recognized() {
        let secrets: Vec<PersonalTokenSecret> = (0..100).map(|_| PersonalTokenSecret::generate()).collect();
        for secret in &secrets {
            assert!(secret.plain().starts_with("sct_") && secret.plain().len() == 50, "{}", secret.plain());
            assert_eq!(PersonalTokenSecret::recognize(secret.plain()).as_ref(), Some(secret));
        }
        let plain: HashSet<&str> = secrets.iter().map(PersonalTokenSecret::plain).collect();
        assert_eq!(plain.len(), secrets.len());
        let used: HashSet<char> = plain.iter().flat_map(|text| text.chars()).collect();
        assert!(used.len() > 60, "all characters come up: {used:?}");
    }

    #[test]
    fn the_checksum_stays_as_it_is() {
        let text = format!("sct_{}", "A".repeat(RANDOM_CHARS));
        assert_eq!(checksum(&text), CHECKSUM_OF_AS);
        assert!(PersonalTokenSecret::recognize(&format!("{text}{CHECKSUM_OF_AS}")).is_some());
    }

    const CHECKSUM_OF_AS: &str = "uMfh7Y";

    #[test]
    fn a_mistyped_or_foreign_token_is_not_recognized() {
        let plain = PersonalTokenSecret::generate().plain().to_owned();
        for (place, old) in plain.char_indices() {
            let other = if old == 'x' { 'y' } else { 'x' };
            let mut mistyped = plain.clone();
            mistyped.replace_range(place..=place, &other.to_string());
            assert_eq!(PersonalTokenSecret::recognize(&mistyped), None, "{mistyped}");
        }
        let swapped = format!("{}{}{}", &plain[..10], &plain[11..], &plain[10..11]);
        for other in ["", "sct_", &plain[..49], &format!("{plain}0"), &plain.to_lowercase(), &swapped] {
            assert_eq!(PersonalTokenSecret::recognize(other), None, "{other}");
        }
    }

    #[test]
    fn debug_does_not_show_the_secret() {
        let secret = PersonalTokenSecret::generate();
        assert!(!format!("{secret:?}").contains(&secret.plain()[4..]));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = PersonalTokenSecret::recognize(&text);
            let _ = PersonalTokenSecret::recognize(&format!("sct_{text}"));
        }
    }
}
