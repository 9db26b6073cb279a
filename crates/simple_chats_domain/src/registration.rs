//! Who may register: everyone, those who are invited, or nobody.

use crate::ids::{InvitationId, UserId};
use crate::users::EmailAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::ops::RangeInclusive;

/// How many accounts an invitation may be for.
const ACCOUNTS: RangeInclusive<i64> = 1..=100;

/// For how many seconds an invitation may last: an hour to 90 days.
const SECONDS: RangeInclusive<i64> = 3_600..=90 * 86_400;

/// Who may register on a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationMode {
    /// Everyone.
    Open,
    /// Those who have an invitation.
    Invitation,
    /// Nobody.
    Closed,
}

impl RegistrationMode {
    /// The word for it in settings and in the REST API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invitation => "invitation",
            Self::Closed => "closed",
        }
    }
}

/// Who may invite others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inviters {
    /// Every user.
    Everyone,
    /// Administrators.
    Administrators,
}

/// The reason for refusing a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationError {
    /// Nobody may register.
    #[error("Registration is closed")]
    Closed,
    /// An invitation is needed, and there is none.
    #[error("Registration is by invitation only")]
    ByInvitation,
    /// The invitation doesn't exist, was used up, has expired, or is for another address.
    #[error("This invitation is not valid")]
    InvalidInvitation,
}

impl RegistrationMode {
    /// Whether a registration with or without an invitation may go on. An invitation that is given has to be valid as well.
    pub fn admit(self, has_invitation: bool) -> Result<(), RegistrationError> {
        match (self, has_invitation) {
            (Self::Closed, _) => Err(RegistrationError::Closed),
            (Self::Invitation, false) => Err(RegistrationError::ByInvitation),
            (Self::Open, _) | (Self::Invitation, true) => Ok(()),
        }
    }
}

/// What an invitation is good for, as its maker asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationTerms {
    accounts: i64,
    lifetime: TimeDelta,
    email: Option<EmailAddress>,
}

/// The reason for rejecting the terms of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvitationError {
    /// The number of accounts is out of range.
    #[error("Must be an integer from 1 to 100")]
    Accounts,
    /// The lifetime is out of range.
    #[error("Must be a number of seconds from 3600 (an hour) to 7776000 (90 days)")]
    Lifetime,
    /// An invitation for one address is for more than one account.
    #[error("Must be 1 if the invitation is for one address")]
    AccountsOfAddress,
}

impl InvitationTerms {
    /// The terms of an invitation for so many accounts, which lasts so many seconds, optionally for one address.
    pub fn new(accounts: i64, seconds: i64, email: Option<EmailAddress>) -> Result<Self, InvitationError> {
        if !ACCOUNTS.contains(&accounts) {
            return Err(InvitationError::Accounts);
        }
        if !SECONDS.contains(&seconds) {
            return Err(InvitationError::Lifetime);
        }
        if email.is_some() && accounts > 1 {
            return Err(InvitationError::AccountsOfAddress);
        }
        Ok(Self { accounts, lifetime: TimeDelta::seconds(seconds), email })
    }

    /// How many accounts it is for.
    #[must_use]
    pub fn accounts(&self) -> i64 {
        self.accounts
    }

    /// The only address that may register with it, if there is one.
    #[must_use]
    pub fn email(&self) -> Option<&EmailAddress> {
        self.email.as_ref()
    }

    /// When it expires if it is made now.
    #[must_use]
    pub fn expires_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + self.lifetime
    }
}

/// An invitation to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Identifies the invitation to its maker.
    pub invitation_id: InvitationId,
    /// The user who invites.
    pub maker_id: UserId,
    /// How many accounts it is for.
    pub accounts: i64,
    /// How many have registered with it.
    pub used: i64,
    /// The only address that may register with it, if there is one.
    pub email: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it becomes invalid.
    pub expires_at: DateTime<Utc>,
}

impl Invitation {
    /// Whether somebody can register with it at a time.
    #[must_use]
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.used < self.accounts && now < self.expires_at
    }

    /// Whether somebody with this address can register with it at a time.
    #[must_use]
    pub fn admits(&self, email: &EmailAddress, now: DateTime<Utc>) -> bool {
        let is_addressed =
            self.email.as_ref().is_none_or(|address| crate::text::fold(address) == email.key());
        self.is_usable(now) && is_addressed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    #[test]
    fn a_mode_admits_with_or_without_invitation() {
        use RegistrationMode::{Closed, Invitation, Open};
        assert_eq!([Open.admit(false), Open.admit(true), Invitation.admit(true)], [Ok(()); 3]);
        assert_eq!(Invitation.admit(false), Err(RegistrationError::ByInvitation));
        assert_eq!([Closed.admit(false), Closed.admit(true)], [Err(RegistrationError::Closed); 2]);
    }

    #[test]
    fn terms_keep_to_their_bounds() {
        let terms = |accounts, seconds| InvitationTerms::new(accounts, seconds, None);
        assert!(terms(1, 3_600).is_ok() && terms(100, 7_776_000).is_ok());
        for accounts in [0, -1, 101, i64::MAX] {
            assert_eq!(terms(accounts, 3_600), Err(InvitationError::Accounts));
        }
        for seconds in [0, 3_599, 7_776_001, i64::MIN] {
            assert_eq!(terms(1, seconds), Err(InvitationError::Lifetime));
        }
        let many = InvitationTerms::new(2, 3_600, Some(address("ann@example.org")));
        assert_eq!(many, Err(InvitationError::AccountsOfAddress));
    }

    #[test]
    fn an_invitation_admits_so_many_in_time_and_only_its_address() {
        let now = DateTime::UNIX_EPOCH;
        let invitation = Invitation {
            invitation_id: InvitationId::stored(1),
            maker_id: UserId::stored(1),
            accounts: 2,
            used: 1,
            email: None,
            created_at: now,
            expires_at: now + TimeDelta::hours(1),
        };
        let ann = address("Ann@example.org");
        assert!(invitation.admits(&ann, now));
        assert!(!invitation.admits(&ann, now + TimeDelta::hours(1)));
        assert!(!Invitation { used: 2, ..invitation.clone() }.admits(&ann, now));
        let addressed = Invitation { email: Some("ann@EXAMPLE.org".into()), ..invitation };
        assert!(addressed.admits(&ann, now) && !addressed.admits(&address("ben@example.org"), now));
    }
}
