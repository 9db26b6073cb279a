//! Personal tokens, which users call API tokens: they let a program act for a user without the password, and say what for.

use crate::ids::{PersonalTokenId, UserId};
use crate::name_characters;
use crate::text::is_invisible;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::ops::RangeInclusive;

/// How many characters the name of a token may have.
const NAME_LENGTH: RangeInclusive<usize> = 1..=64;

/// For how many seconds a token may last, unless it has no end: up to ten years.
const SECONDS: RangeInclusive<i64> = 1..=3_650 * 86_400;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Reading only.
    Read,
    /// Reading, and whatever a user may change but the account's security.
    Write,
}

impl TokenScope {
    /// The scope's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The scope with a name.
    pub fn parse(name: &str) -> Result<Self, TokenTermsError> {
        match name {
            "read" => Ok(Self::Read),
            "write" => Ok(Self::Write),
            _ => Err(TokenTermsError::Scope),
        }
    }
}

/// The reason for rejecting the terms of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenTermsError {
    /// The name is empty or has more than 64 characters.
    #[error("Name length must be between 1 and 64 chars")]
    NameLength,
    /// The name has a forbidden character, or no visible one.
    #[error("Name contains characters that are not allowed")]
    NameCharacters,
    /// There is no such scope.
    #[error("Must be \"read\" or \"write\"")]
    Scope,
    /// The lifetime is out of range.
    #[error("Must be null or a number of seconds from 1 to 315360000 (ten years)")]
    Lifetime,
}

/// What a token is to be, as its user asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenTerms {
    name: String,
    scope: TokenScope,
    lifetime: Option<TimeDelta>,
}

impl TokenTerms {
    /// The terms of a token that lasts so many seconds, or until it is revoked. The name has 1 to 64 visible characters;
    /// white space at both ends is dropped.
    pub fn new(name: &str, scope: TokenScope, seconds: Option<i64>) -> Result<Self, TokenTermsError> {
        let name = name.trim();
        if !NAME_LENGTH.contains(&name.chars().count()) {
            return Err(TokenTermsError::NameLength);
        }
        if !name_characters::are_allowed(name) || name.chars().all(is_invisible) {
            return Err(TokenTermsError::NameCharacters);
        }
        if seconds.is_some_and(|seconds| !SECONDS.contains(&seconds)) {
            return Err(TokenTermsError::Lifetime);
        }
        Ok(Self { name: name.to_owned(), scope, lifetime: seconds.map(TimeDelta::seconds) })
    }

    /// By which its user recognizes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is good for.
    #[must_use]
    pub fn scope(&self) -> TokenScope {
        self.scope
    }

    /// When it expires if it is made now; `None` if never.
    #[must_use]
    pub fn expires_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.lifetime.map(|lifetime| now + lifetime)
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalToken {
    /// Identifies the token to its user.
    pub token_id: PersonalTokenId,
    /// For whom it acts.
    pub user_id: UserId,
    /// By which its user recognizes it.
    pub name: String,
    /// What it is good for.
    pub scope: TokenScope,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to within a few minutes.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it becomes invalid, unless it has no end.
    pub expires_at: Option<DateTime<Utc>>,
}

impl PersonalToken {
    /// Whether it has become invalid at a time.
    #[must_use]
    pub fn has_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(name: &str, seconds: Option<i64>) -> Option<TokenTermsError> {
        TokenTerms::new(name, TokenScope::Read, seconds).err()
    }

    #[test]
    fn a_name_has_1_to_64_characters_that_can_be_seen() {
        assert_eq!(TokenTerms::new(" my bot ", TokenScope::Read, None).unwrap().name(), "my bot");
        assert_eq!(error_of(&"ä".repeat(64), None), None);
        for name in ["", "  ", &"ä".repeat(65)] {
            assert_eq!(error_of(name, None), Some(TokenTermsError::NameLength), "{name}");
        }
        for name in ["a\nb", "\u{202E}bot", "\u{200B}", "bot\0"] {
            assert_eq!(error_of(name, None), Some(TokenTermsError::NameCharacters), "{name:?}");
        }
    }

    #[test]
    fn a_token_lasts_up_to_ten_years_or_until_it_is_revoked() {
        for seconds in [0, -1, 315_360_001, i64::MAX, i64::MIN] {
            assert_eq!(error_of("bot", Some(seconds)), Some(TokenTermsError::Lifetime), "{seconds}");
        }
        let now = DateTime::UNIX_EPOCH;
        let end = |seconds| TokenTerms::new("bot", TokenScope::Write, seconds).unwrap().expires_at(now);
        assert_eq!((end(None), end(Some(1))), (None, Some(now + TimeDelta::seconds(1))));
        assert!(end(Some(315_360_000)).is_some());
    }

    #[test]
    fn a_scope_is_read_by_its_name() {
        for scope in [TokenScope::Read, TokenScope::Write] {
            assert_eq!(TokenScope::parse(scope.as_str()), Ok(scope));
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_str());
        }
        for name in ["", "Read", "admin", "read write"] {
            assert_eq!(TokenScope::parse(name), Err(TokenTermsError::Scope), "{name}");
        }
    }
}
