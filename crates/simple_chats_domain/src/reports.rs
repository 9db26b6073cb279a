//! Reports of messages to the administrators.

use crate::text::is_invisible;

/// The greatest number of characters of a reason.
const MAX_REASON: usize = 1_000;

/// Why a user reports a message: 1 to 1,000 characters, of which one is visible, without control characters other than tab
/// and newline. White space at both ends is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportReason(String);

/// The reason is empty, too long, or has forbidden characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Give a reason of 1 to 1000 characters")]
pub struct ReportReasonError;

impl ReportReason {
    /// Parses a reason.
    pub fn parse(text: &str) -> Result<Self, ReportReasonError> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let is_forbidden = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
        let is_blank = text.chars().all(|character| character.is_whitespace() || is_invisible(character));
        if is_blank || text.chars().count() > MAX_REASON || text.chars().any(is_forbidden) {
            return Err(ReportReasonError);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_1_to_1000_characters_and_one_is_visible() {
        for text in ["", " \n ", "\u{200B}", "a\0b", &"x".repeat(1_001)] {
            assert_eq!(ReportReason::parse(text), Err(ReportReasonError), "{text:?}");
        }
        assert_eq!(ReportReason::parse(" spam\r\nagain ").unwrap().as_str(), "spam\nagain");
        assert!(ReportReason::parse(&"ж".repeat(1_000)).is_ok());
    }
}
