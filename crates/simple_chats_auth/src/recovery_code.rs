//! Recovery codes, for those who have lost the device with their second factor; and what people type where a code is asked
//! for.

use crate::encoding::random_bytes;
use crate::token::hash_token;
use data_encoding::BASE32_NOPAD;
use simple_chats_domain::UserId;
use std::fmt;

/// A multiple of five, which base32 encodes without a rest: 80 bits, which can't be guessed.
const BYTES: usize = 10;

const CHARACTERS: usize = BYTES * 8 / 5;
const GROUP: usize = 4;

/// How many digits the codes of authenticator apps have.
const DIGITS: usize = 6;

/// A recovery code, normalized: 16 letters and digits (base32 in lower case).
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// Generates a code.
    #[must_use]
    pub fn generate() -> Self {
        Self(BASE32_NOPAD.encode(&random_bytes::<BYTES>()).to_ascii_lowercase())
    }

    /// The code as its user reads it: in groups of four.
    #[must_use]
    pub fn shown(&self) -> String {
        let groups: Vec<&str> =
            (0..CHARACTERS).step_by(GROUP).filter_map(|start| self.0.get(start..start + GROUP)).collect();
        groups.join("-")
    }

    /// The hash for storage. A fast one is enough, as 80 random bits can't be guessed.
    #[must_use]
    pub fn hash(&self, user_id: UserId) -> String {
        hash_token(&format!("recovery code {user_id} {}", self.0))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// What somebody types as a second factor.
#[derive(Clone, PartialEq, Eq)]
pub enum TypedCode {
    /// The six digits of an authenticator app.
    Totp(u32),
    /// A recovery code.
    Recovery(RecoveryCode),
}

impl TypedCode {
    /// Reads a code, in upper or lower case, with or without spaces and hyphens. `None` if it can't be one.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let kept = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
        // One more than a code has is enough to see that it isn't one.
        let code: String = kept.take(CHARACTERS + 1).map(|c| c.to_ascii_lowercase()).collect();
        let all = |allowed: fn(u8) -> bool| code.bytes().all(allowed);
        match code.len() {
            DIGITS if all(|byte| byte.is_ascii_digit()) => code.parse().ok().map(Self::Totp),
            CHARACTERS if all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte)) => {
                Some(Self::Recovery(RecoveryCode(code)))
            }
            _ => None,
        }
    }
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shown_code_is_read_however_it_is_typed() {
        let code = RecoveryCode::generate();
        let shown = code.shown();
        assert_eq!((shown.len(), shown.split('-').count()), (19, 4), "{shown}");
        for typed in [shown.clone(), shown.to_uppercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(TypedCode::parse(&format!(" {typed}\n")), Some(TypedCode::Recovery(code.clone())));
        }
        assert_ne!(RecoveryCode::generate(), code);
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
    }

    #[test]
    fn a_hash_belongs_to_one_user() {
        let code = RecoveryCode::generate();
        assert_ne!(code.hash(UserId::stored(1)), code.hash(UserId::stored(2)));
        assert!(!code.hash(UserId::stored(1)).contains(&code.0));
    }

    #[test]
    fn six_digits_are_a_code_of_an_app_and_other_texts_are_none() {
        assert_eq!(TypedCode::parse("012 345"), Some(TypedCode::Totp(12_345)));
        for other in
            ["", "12345", "1234567", "12345a", "１２３４５６", "abcd-efgh-ijkl-mno1", "abcd-efgh-ijkl-mnopq"]
        {
            assert_eq!(TypedCode::parse(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(typed in ".*") {
            let _ = TypedCode::parse(&typed);
        }
    }
}
