//! Identifiers: integers from 1 to 2^53 - 1, which every JSON parser represents exactly (RFC 8259, section 6).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The greatest identifier, 2^53 - 1: a double, and so a browser, represents integers exactly up to here.
pub const MAX_ID: i64 = (1 << 53) - 1;

/// The value is not an integer from 1 to [`MAX_ID`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Must be an integer from 1 to 2^53 - 1")]
pub struct IdError;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name(i64);

        impl $name {
            /// The identifier with this value, if it is from 1 to [`MAX_ID`].
            #[must_use]
            pub const fn new(value: i64) -> Option<Self> {
                if value >= 1 && value <= MAX_ID { Some(Self(value)) } else { None }
            }

            /// An identifier from the database, which is not checked again.
            #[must_use]
            pub const fn stored(value: i64) -> Self {
                Self(value)
            }

            /// The integer.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl TryFrom<i64> for $name {
            type Error = IdError;
            fn try_from(value: i64) -> Result<Self, IdError> {
                Self::new(value).ok_or(IdError)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            /// Accepts decimal digits only: no sign, no space.
            fn from_str(text: &str) -> Result<Self, IdError> {
                if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(IdError);
                }
                text.parse().ok().and_then(Self::new).ok_or(IdError)
            }
        }
    };
}

identifier! {
    /// Identifies a user.
    UserId
}
identifier! {
    /// Identifies a chat.
    ChatId
}
identifier! {
    /// Identifies a message. Within a chat, ids grow with revisions.
    MessageId
}
identifier! {
    /// Identifies a report of a message to the administrators.
    ReportId
}
identifier! {
    /// Identifies an invitation to register.
    InvitationId
}
identifier! {
    /// Identifies a personal token.
    PersonalTokenId
}
identifier! {
    /// Identifies a browser's subscription to pushes.
    PushSubscriptionId
}

identifier! {
    /// Identifies a webhook.
    WebhookId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_integers_that_json_represents_exactly_are_identifiers() {
        for good in ["1", "9007199254740991", "007"] {
            assert!(good.parse::<UserId>().is_ok(), "{good}");
        }
        for bad in ["", "0", "-1", "+1", " 1", "1.0", "abc", "9007199254740992", "9223372036854775808", "١"]
        {
            assert_eq!(bad.parse::<UserId>(), Err(IdError), "{bad}");
        }
        assert!(serde_json::from_str::<ChatId>("0").is_err());
        assert_eq!(serde_json::to_string(&ChatId::stored(13)).unwrap(), "13");
    }

    proptest! {
        #[test]
        fn parsing_an_identifier_never_panics(text in ".*") {
            let _ = text.parse::<MessageId>();
        }

        #[test]
        fn a_printed_identifier_parses_to_itself(value in 1..=MAX_ID) {
            prop_assert_eq!(value.to_string().parse::<MessageId>().unwrap().get(), value);
        }
    }
}
