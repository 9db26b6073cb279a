//! Messages that disappear: the lifetime of a chat's new messages, on which both users agree.
//!
//! Starting a lifetime, or making it longer, needs both: one proposes it, and it takes effect once the other wants the same.
//! Making it shorter or removing it takes effect at once.

use crate::ids::{ChatId, UserId};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long new messages of a chat live: a minute to 365 days, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Lifetime(i64);

/// The number of seconds is no valid lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Must be an integer from 60 to 31536000, or null")]
pub struct LifetimeError;

impl Lifetime {
    /// The shortest lifetime.
    pub const MIN: Self = Self(60);
    /// The longest lifetime.
    pub const MAX: Self = Self(31_536_000);

    /// Parses a number of seconds.
    pub fn of_seconds(seconds: i64) -> Result<Self, LifetimeError> {
        if (Self::MIN.0..=Self::MAX.0).contains(&seconds) { Ok(Self(seconds)) } else { Err(LifetimeError) }
    }

    /// The number of seconds.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// When a message expires that was sent at a time.
    #[must_use]
    pub fn expiry_of(self, written_at: DateTime<Utc>) -> DateTime<Utc> {
        written_at.checked_add_signed(TimeDelta::seconds(self.0)).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

impl TryFrom<i64> for Lifetime {
    type Error = LifetimeError;

    fn try_from(seconds: i64) -> Result<Self, LifetimeError> {
        Self::of_seconds(seconds)
    }
}

impl From<Lifetime> for i64 {
    fn from(lifetime: Lifetime) -> Self {
        lifetime.0
    }
}

/// A lifetime that one of the users has proposed, and the other has yet to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LifetimeProposal {
    /// The proposed lifetime.
    pub seconds: Lifetime,
    /// The user who has proposed it.
    pub user_id: UserId,
}

/// The lifetime of a chat's new messages, and the pending proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ChatLifetime {
    /// The lifetime; `None` if messages stay.
    pub seconds: Option<Lifetime>,
    /// The pending proposal, which is always longer than the lifetime.
    pub proposed: Option<LifetimeProposal>,
}

/// What a user has done about the lifetime of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifetimeAction {
    /// Has set or removed it, or agreed to the other's proposal.
    Set,
    /// Has proposed one.
    Proposed,
    /// Has withdrawn the own proposal.
    Withdrawn,
    /// Has declined the other's proposal.
    Declined,
}

impl LifetimeAction {
    /// What a user has done if the lifetime was one and is another now.
    #[must_use]
    pub fn of(user_id: UserId, before: ChatLifetime, after: ChatLifetime) -> Self {
        if before.seconds != after.seconds {
            Self::Set
        } else if after.proposed.is_some_and(|proposal| proposal.user_id == user_id) {
            Self::Proposed
        } else if before.proposed.is_some_and(|proposal| proposal.user_id == user_id) {
            Self::Withdrawn
        } else {
            Self::Declined
        }
    }
}

impl ChatLifetime {
    /// The lifetime once a user wants another one, or none. It is the same if nothing has changed.
    ///
    /// A user has at most one wish: a new one takes the place of the user's own proposal. The other's proposal stays
    /// pending, unless this is the same or a new proposal replaces it.
    #[must_use]
    pub fn wanted_by(self, user_id: UserId, wanted: Option<Lifetime>) -> Self {
        let others = self.proposed.filter(|proposal| proposal.user_id != user_id);
        if others.is_some_and(|proposal| Some(proposal.seconds) == wanted) {
            return Self { seconds: wanted, proposed: None };
        }
        match wanted {
            Some(longer) if self.seconds.is_none_or(|current| current < longer) => {
                Self { proposed: Some(LifetimeProposal { seconds: longer, user_id }), ..self }
            }
            _ => Self { seconds: wanted, proposed: others },
        }
    }

    /// The lifetime without a proposal: withdrawn or declined.
    #[must_use]
    pub fn without_proposal(self) -> Self {
        Self { proposed: None, ..self }
    }

    /// When a message expires that is sent at a time, if ever.
    #[must_use]
    pub fn expiry_of(self, written_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.seconds.map(|lifetime| lifetime.expiry_of(written_at))
    }
}

/// A change of a chat's lifetime, as the chat's timeline shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LifetimeChange {
    /// The chat.
    pub chat_id: ChatId,
    /// The chat's revision after the change.
    pub revision: i64,
    /// The lifetime after the change.
    pub lifetime: ChatLifetime,
    /// The user who has changed it.
    pub user_id: UserId,
    /// What that user has done.
    pub action: LifetimeAction,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// The newest message at that time, behind which the timeline shows the change; 0 if there was none.
    pub behind: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANN: UserId = UserId::stored(15);
    const BEN: UserId = UserId::stored(17);

    fn seconds(seconds: i64) -> Lifetime {
        Lifetime::of_seconds(seconds).unwrap()
    }

    fn lifetime(current: Option<i64>, proposed: Option<(i64, UserId)>) -> ChatLifetime {
        let proposal = |(proposed, user_id)| LifetimeProposal { seconds: seconds(proposed), user_id };
        ChatLifetime { seconds: current.map(seconds), proposed: proposed.map(proposal) }
    }

    #[test]
    fn a_lifetime_is_a_minute_to_a_year() {
        for valid in [60, 3600, 31_536_000] {
            assert_eq!(Lifetime::of_seconds(valid).unwrap().seconds(), valid);
        }
        for invalid in [i64::MIN, -60, 0, 59, 31_536_001, i64::MAX] {
            assert_eq!(Lifetime::of_seconds(invalid), Err(LifetimeError), "{invalid}");
        }
        let written_at = DateTime::UNIX_EPOCH;
        assert_eq!(seconds(90).expiry_of(written_at).timestamp_millis(), 90_000);
        assert_eq!(Lifetime::MAX.expiry_of(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC);
        assert_eq!(ChatLifetime::default().expiry_of(written_at), None);
    }

    #[test]
    fn each_wish_leads_to_the_right_lifetime() {
        use LifetimeAction::{Proposed, Set, Withdrawn};
        let cases = [
            // Starting and making it longer needs both.
            (lifetime(None, None), Some(600), lifetime(None, Some((600, ANN))), Some(Proposed)),
            (lifetime(Some(60), None), Some(600), lifetime(Some(60), Some((600, ANN))), Some(Proposed)),
            (lifetime(None, Some((600, BEN))), Some(600), lifetime(Some(600), None), Some(Set)),
            (lifetime(Some(60), Some((600, BEN))), Some(600), lifetime(Some(600), None), Some(Set)),
            // There is one proposal.
            (lifetime(None, Some((600, BEN))), Some(900), lifetime(None, Some((900, ANN))), Some(Proposed)),
            (lifetime(None, Some((600, ANN))), Some(900), lifetime(None, Some((900, ANN))), Some(Proposed)),
            (lifetime(None, Some((600, ANN))), Some(600), lifetime(None, Some((600, ANN))), None),
            // Making it shorter and removing it takes effect at once.
            (lifetime(Some(600), None), Some(60), lifetime(Some(60), None), Some(Set)),
            (lifetime(Some(600), None), None, lifetime(None, None), Some(Set)),
            (
                lifetime(Some(600), Some((900, BEN))),
                Some(60),
                lifetime(Some(60), Some((900, BEN))),
                Some(Set),
            ),
            (lifetime(Some(600), Some((900, BEN))), None, lifetime(None, Some((900, BEN))), Some(Set)),
            (lifetime(Some(600), Some((900, ANN))), Some(60), lifetime(Some(60), None), Some(Set)),
            (lifetime(Some(600), Some((900, ANN))), None, lifetime(None, None), Some(Set)),
            // What is already so changes nothing but the own proposal.
            (lifetime(None, None), None, lifetime(None, None), None),
            (lifetime(Some(600), None), Some(600), lifetime(Some(600), None), None),
            (lifetime(Some(600), Some((900, BEN))), Some(600), lifetime(Some(600), Some((900, BEN))), None),
            (lifetime(None, Some((900, BEN))), None, lifetime(None, Some((900, BEN))), None),
            (lifetime(Some(600), Some((900, ANN))), Some(600), lifetime(Some(600), None), Some(Withdrawn)),
            (lifetime(None, Some((900, ANN))), None, lifetime(None, None), Some(Withdrawn)),
        ];
        for (before, wanted, expected, action) in cases {
            let after = before.wanted_by(ANN, wanted.map(seconds));
            assert_eq!(after, expected, "{before:?} and {wanted:?}");
            let done = (before != after).then(|| LifetimeAction::of(ANN, before, after));
            assert_eq!(done, action, "{before:?} and {wanted:?}");
        }
    }

    #[test]
    fn a_proposal_is_withdrawn_by_one_and_declined_by_the_other() {
        let before = lifetime(Some(60), Some((600, ANN)));
        let after = before.without_proposal();
        assert_eq!(after, lifetime(Some(60), None));
        assert_eq!(LifetimeAction::of(ANN, before, after), LifetimeAction::Withdrawn);
        assert_eq!(LifetimeAction::of(BEN, before, after), LifetimeAction::Declined);
        assert_eq!(after.without_proposal(), after);
    }

    #[test]
    fn a_lifetime_travels_as_an_object() {
        let none = r#"{"seconds":null,"proposed":null}"#;
        assert_eq!(serde_json::to_string(&ChatLifetime::default()).unwrap(), none);
        let both = r#"{"seconds":86400,"proposed":{"seconds":90000,"user_id":15}}"#;
        let parsed: ChatLifetime = serde_json::from_str(both).unwrap();
        assert_eq!(parsed, lifetime(Some(86400), Some((90000, ANN))));
        assert_eq!(serde_json::to_string(&parsed).unwrap(), both);
        assert!(serde_json::from_str::<ChatLifetime>(r#"{"seconds":59,"proposed":null}"#).is_err());
    }

    /// What a user does: wants a lifetime or none, or ends the proposal.
    type Step = (bool, Option<Option<i64>>);

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let some = prop_oneof![Just(60), Just(61), Just(3600), 60_i64..31_536_001];
        let wish = prop_oneof![1 => Just(None), 4 => some.prop_map(Some)];
        let step = (any::<bool>(), prop_oneof![1 => Just(None), 6 => wish.prop_map(Some)]);
        prop::collection::vec(step, 0..20)
    }

    proptest! {
        #[test]
        fn nobody_alone_starts_a_lifetime_or_makes_it_longer(steps in steps()) {
            let mut now = ChatLifetime::default();
            // The last wish of each user that the other could agree to.
            let mut wishes: [Option<i64>; 2] = [None, None];
            for (is_ben, step) in steps {
                let (me, user_id) = if is_ben { (1, BEN) } else { (0, ANN) };
                let before = now;
                now = match step {
                    Some(wanted) => now.wanted_by(user_id, wanted.map(seconds)),
                    None => now.without_proposal(),
                };
                let is_longer = match (before.seconds, now.seconds) {
                    (Some(one), Some(other)) => other > one,
                    (None, other) => other.is_some(),
                    (Some(_), None) => false,
                };
                if is_longer {
                    prop_assert_eq!(wishes[1 - me], now.seconds.map(Lifetime::seconds));
                    prop_assert_eq!(now.proposed, None);
                }
                // What a user wants holds at once, or is the one proposal.
                if let Some(wanted) = step {
                    let wanted = wanted.map(seconds);
                    let proposed = now.proposed.filter(|proposal| proposal.user_id == user_id);
                    prop_assert_eq!(proposed.map_or(now.seconds, |proposal| Some(proposal.seconds)), wanted);
                } else {
                    prop_assert_eq!((now.seconds, now.proposed), (before.seconds, None));
                }
                // Otherwise nobody could tell a proposal from a change that takes effect at once.
                if let Some(proposal) = now.proposed {
                    prop_assert!(now.seconds.is_none_or(|current| current < proposal.seconds));
                }
                wishes = [ANN, BEN].map(|user_id| {
                    let own = now.proposed.filter(|proposal| proposal.user_id == user_id);
                    own.map(|proposal| proposal.seconds.seconds())
                });
            }
        }
    }
}
