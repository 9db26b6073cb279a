//! Identifiers of attachments: random, so that nobody guesses one, and safe in URLs.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How many hexadecimal digits an identifier has.
const DIGITS: usize = 32;

/// Identifies an attachment: 128 random bits, written as 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AttachmentId(u128);

/// The text is not the identifier of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Must be an attachment id: 32 hexadecimal digits")]
pub struct AttachmentIdError;

impl AttachmentId {
    /// The identifier of these random bits.
    #[must_use]
    pub const fn from_random(bits: u128) -> Self {
        Self(bits)
    }
}

impl fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0DIGITS$x}", self.0)
    }
}

impl FromStr for AttachmentId {
    type Err = AttachmentIdError;

    /// Accepts the one form in which an identifier is written.
    fn from_str(text: &str) -> Result<Self, AttachmentIdError> {
        if text.len() != DIGITS || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(AttachmentIdError);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| AttachmentIdError)
    }
}

impl TryFrom<String> for AttachmentId {
    type Error = AttachmentIdError;

    fn try_from(text: String) -> Result<Self, AttachmentIdError> {
        text.parse()
    }
}

impl From<AttachmentId> for String {
    fn from(id: AttachmentId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_identifier_is_written_in_one_way_only() {
        let id = AttachmentId::from_random(0x9f2c);
        assert_eq!(id.to_string(), "00000000000000000000000000009f2c");
        for text in ["", "9f2c", "0000000000000000000000000000009F2C", "+0000000000000000000000000009f2c"] {
            assert_eq!(text.parse::<AttachmentId>(), Err(AttachmentIdError), "{text}");
        }
        assert!("00000000000000000000000000009F2C".parse::<AttachmentId>().is_err());
        assert!("000000000000000000000000000009f2c".parse::<AttachmentId>().is_err());
        assert!(serde_json::from_str::<AttachmentId>("7").is_err());
    }

    proptest! {
        #[test]
        fn a_written_identifier_parses_to_itself(bits in any::<u128>()) {
            let id = AttachmentId::from_random(bits);
            prop_assert_eq!(id.to_string().parse::<AttachmentId>(), Ok(id));
        }

        #[test]
        fn what_is_accepted_is_written_the_same(text in "\\PC*|[0-9a-fA-F]{32}") {
            if let Ok(id) = text.parse::<AttachmentId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
