//! Users: the rules for names, usernames, and email addresses, and the part of a user that others see.

use crate::ids::UserId;
use crate::name_characters;
use crate::search_key::search_key;
use crate::text::{fold, is_invisible, valid_text};
use crate::username_skeleton::username_skeleton;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

/// How many characters a username may have.
pub const USERNAME_LENGTH: RangeInclusive<usize> = 3..=25;

/// How many characters a name may have. Many names have one or two.
pub const NAME_LENGTH: RangeInclusive<usize> = 1..=25;

/// The name shown for a deleted user.
const DELETED_NAME: &str = "Deleted user";

valid_text! {
    /// A username: 3 to 25 ASCII letters, digits, `_`, `.`, and `-`. White space at both ends is dropped. It is kept as typed,
    /// found and unique regardless of case, and unlike all others in its looks (see
    /// [`username_skeleton`](crate::username_skeleton())).
    #[derive(Debug)]
    Username

    /// A user's name: 1 to 25 characters of any script, without control characters, invisible characters, piles of
    /// combining marks, and characters that change the writing direction. White space at both ends is dropped.
    #[derive(Debug)]
    Name

    /// An email address: a dot-atom, `@`, and a domain with at least one dot (RFC 5321, section 4.1.2, without quoted
    /// local parts, address literals, and non-ASCII characters before the `@`). It is kept as typed, and found and unique
    /// regardless of case. A domain in another script is kept in the form that mail servers know (UTS #46), however it is
    /// typed.
    EmailAddress
}

/// The reason for rejecting a username.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// It has fewer than 3 or more than 25 characters.
    #[error("Username length must be between 3 and 25 chars")]
    Length,
    /// It has a forbidden character.
    #[error("Username may contain only letters, digits, \"_\", \".\" and \"-\"")]
    Characters,
}

impl Username {
    /// Parses a username.
    pub fn parse(text: &str) -> Result<Self, UsernameError> {
        let text = text.trim();
        if !USERNAME_LENGTH.contains(&text.chars().count()) {
            return Err(UsernameError::Length);
        }
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        // "." and ".." would vanish from a path such as /chats/begin/..
        if !text.bytes().all(allowed) || text.bytes().all(|byte| byte == b'.') {
            return Err(UsernameError::Characters);
        }
        Ok(Self(text.to_owned()))
    }

    /// What it looks like, see [`username_skeleton`](crate::username_skeleton()).
    #[must_use]
    pub fn skeleton(&self) -> String {
        username_skeleton(&self.0)
    }
}

/// The reason for rejecting a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is empty or has more than 25 characters.
    #[error("Name length must be between 1 and 25 chars")]
    Length,
    /// It has a forbidden character, or no visible one.
    #[error("Name contains characters that are not allowed")]
    Characters,
    /// A word of it mixes alphabets whose letters look alike.
    #[error("Name contains a word with letters of several alphabets")]
    Alphabets,
    /// It is the name that deleted users have.
    #[error("Name is reserved")]
    Reserved,
}

/// What a user calls a passkey: 1 to 64 visible characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyName(String);

/// The reason for refusing a name of a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Passkey name must have 1 to 64 visible characters")]
pub struct PasskeyNameError;

impl PasskeyName {
    /// Parses a name.
    pub fn parse(text: &str) -> Result<Self, PasskeyNameError> {
        let text = text.trim();
        let is_visible = name_characters::are_allowed(text) && !text.chars().all(is_invisible);
        if (1..=64).contains(&text.chars().count()) && is_visible {
            Ok(Self(text.to_owned()))
        } else {
            Err(PasskeyNameError)
        }
    }
}

impl From<PasskeyName> for String {
    fn from(name: PasskeyName) -> Self {
        name.0
    }
}

/// Every username can be a name.
impl From<&Username> for Name {
    fn from(username: &Username) -> Self {
        Self(username.0.clone())
    }
}

impl Name {
    /// The form in which people are searched for, see [`search_key`](crate::search_key()).
    #[must_use]
    pub fn search_key(&self) -> String {
        search_key(&self.0)
    }

    /// Parses a name.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        if !NAME_LENGTH.contains(&text.chars().count()) {
            return Err(NameError::Length);
        }
        if !name_characters::are_allowed(text) || text.chars().all(is_invisible) {
            return Err(NameError::Characters);
        }
        if name_characters::mix_alphabets(text) {
            return Err(NameError::Alphabets);
        }
        if text.split_whitespace().map(fold).eq(DELETED_NAME.split(' ').map(fold)) {
            return Err(NameError::Reserved);
        }
        Ok(Self(text.to_owned()))
    }
}

/// The text is not a valid email address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("E-mail '{0}' is not valid")]
pub struct EmailError(pub String);

impl EmailAddress {
    /// Parses an address; white space at both ends is dropped.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let is_valid = |address: &String| {
            let parts = address.rsplit_once('@');
            address.len() <= 254
                && parts.is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
        };
        let address = with_ascii_domain(text.trim()).filter(is_valid);
        address.map(Self).ok_or_else(|| EmailError(text.to_owned()))
    }
}

/// The form in which a login is looked up: an address if it has an `@`, else a username.
#[must_use]
pub fn login_key(login: &str) -> String {
    EmailAddress::parse(login).map_or_else(|_| fold(login.trim()), |email| email.key())
}

/// The address with its domain in ASCII. `None` if there is no such domain.
fn with_ascii_domain(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    let is_encoded = |label: &str| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    if domain.is_ascii() && !domain.split('.').any(is_encoded) {
        return Some(address.to_owned());
    }
    // No domain is longer, and decoding takes time.
    let domain = Some(domain).filter(|domain| domain.len() <= 1_000)?;
    idna::domain_to_ascii(domain).ok().map(|domain| format!("{local}@{domain}"))
}

impl fmt::Debug for EmailAddress {
    /// Addresses are personal data and must not reach a log through a debug print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

fn is_local_part(local: &str) -> bool {
    let atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.len() <= 64 && local.split('.').all(|part| !part.is_empty() && part.bytes().all(atom))
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let numeric = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    domain.len() <= 253
        && domain.split('.').all(label)
        && domain.rsplit_once('.').is_some_and(|(_, top)| top.len() >= 2 && !numeric(top))
}

/// A user to register, with every part validated.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The login name.
    pub username: Username,
    /// The name that others see.
    pub name: Name,
    /// The address for reset mails.
    pub email: EmailAddress,
    /// When the user joined, cut to milliseconds.
    pub date_joined: DateTime<Utc>,
}

/// A registered user, with the data that only the user may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Identifies the user.
    pub user_id: UserId,
    /// The login name.
    pub username: String,
    /// The name that others see.
    pub name: String,
    /// The address for reset mails.
    pub email: String,
    /// When the user joined.
    pub date_joined: DateTime<Utc>,
}

impl User {
    /// The part of the user that others see.
    #[must_use]
    pub fn person(&self) -> Person {
        Person { user_id: self.user_id, username: Some(self.username.clone()), name: self.name.clone() }
    }
}

/// The part of a user that others see. A deleted user has no username and is named "Deleted user".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Identifies the user.
    pub user_id: UserId,
    /// The login name; null for a deleted user.
    pub username: Option<String>,
    /// The name that others see.
    pub name: String,
}

impl Person {
    /// A person from a database row, in which username and name are null if the user was deleted.
    #[must_use]
    pub fn from_row(user_id: UserId, username: Option<String>, name: Option<String>) -> Self {
        match (username, name) {
            (Some(username), Some(name)) => Self { user_id, username: Some(username), name },
            _ => Self { user_id, username: None, name: DELETED_NAME.to_owned() },
        }
    }

    /// Whether the user has been deleted.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.username.is_none()
    }
}

/// A change of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileChange {
    /// The new login name, if it changes.
    pub username: Option<Username>,
    /// The new name, if it changes.
    pub name: Option<Name>,
}

impl ProfileChange {
    /// The change without values that the user already has; `None` if nothing is left.
    #[must_use]
    pub fn against(self, user: &User) -> Option<Self> {
        let username = self.username.filter(|username| username.as_str() != user.username);
        let name = self.name.filter(|name| name.as_str() != user.name);
        (username.is_some() || name.is_some()).then_some(Self { username, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usernames_keep_their_case_and_fold_for_comparison() {
        let username = Username::parse("Docs_User.1-x").unwrap();
        assert_eq!(username.as_str(), "Docs_User.1-x");
        assert_eq!(Username::parse(" \t Docs_User.1-x\u{A0}"), Ok(username.clone()));
        assert_eq!(username.key(), "docs_user.1-x");
    }

    #[test]
    fn usernames_with_a_wrong_length_or_forbidden_characters_are_rejected() {
        for text in ["", "ab", " ab ", &"a".repeat(26)] {
            assert_eq!(Username::parse(text), Err(UsernameError::Length), "{text}");
        }
        for text in ["a b", "änn", "a@b", "a/b", "a\0b", "...", "<script>"] {
            assert_eq!(Username::parse(text), Err(UsernameError::Characters), "{text}");
        }
    }

    #[test]
    fn whitespace_only_names_are_rejected() {
        assert_eq!(Name::parse("     "), Err(NameError::Length));
        assert_eq!(Name::parse("\u{200B}\u{200B}\u{200B}"), Err(NameError::Characters));
    }

    #[test]
    fn names_count_characters_not_bytes() {
        assert!(Name::parse("ж").is_ok());
        assert!(Name::parse(&"ж".repeat(25)).is_ok());
        assert_eq!(Name::parse(&"ж".repeat(26)), Err(NameError::Length));
        assert_eq!(Name::parse(" Ann ").unwrap().as_str(), "Ann");
        assert_eq!(Name::parse("Аnn"), Err(NameError::Alphabets), "the first letter is Cyrillic");
    }

    #[test]
    fn names_that_change_the_writing_direction_are_rejected() {
        for text in ["Ann\nBen", "Ann\u{202E}", "A\0nn", "An\u{7}n"] {
            assert_eq!(Name::parse(text), Err(NameError::Characters), "{text:?}");
        }
    }

    #[test]
    fn nobody_is_named_like_a_deleted_user() {
        for text in ["Deleted user", "deleted  USER", " Deleted\u{A0}User"] {
            assert_eq!(Name::parse(text), Err(NameError::Reserved), "{text:?}");
        }
        assert!(Name::parse("Deleted users").is_ok());
    }

    #[test]
    fn addresses_need_a_local_part_and_a_domain_with_a_dot() {
        for text in ["docs@gmail.com", "a.b+c@x-y.example.org", " ann@example.com ", "o'neil@example.ie"] {
            assert!(EmailAddress::parse(text).is_ok(), "{text}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "",
            "ann",
            "ann@",
            "@example.com",
            "ann@localhost",
            "a b@example.com",
            "ann@-x.com",
            "ann@x..com",
            "ann@.com",
            ".ann@example.com",
            "ann@1.2.3.4",
            "ann@[1.2.3.4]",
            "\"ann\"@example.com",
            "ann@example.com\r\nBcc: x@y.zz",
            "ann@ex\0ample.com",
            "änn@example.com",
            "ann@xn--a.example",
            "ann@b\u{202E}cher.de",
            "ann@xn--",
            &long,
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_domain_in_another_script_is_one_however_it_is_typed() {
        for (domains, stored) in [
            (
                &["bücher.de", "BÜCHER.de", "bu\u{308}cher.de", "xn--bcher-kva.de", "XN--BCHER-KVA.DE"][..],
                "xn--bcher-kva.de",
            ),
            (&["пример.рф", "ПРИМЕР。рф", "xn--e1afmkfd.xn--p1ai"], "xn--e1afmkfd.xn--p1ai"),
            (&["例え.example", "xn--r8jz45g.example"], "xn--r8jz45g.example"),
            (&["ｅxample.com"], "example.com"),
        ] {
            for domain in domains {
                let address = EmailAddress::parse(&format!("Ann@{domain}")).unwrap();
                assert_eq!(address.as_str(), format!("Ann@{stored}"), "{domain}");
                assert_eq!(login_key(&format!(" ANN@{domain} ")), format!("ann@{stored}"));
            }
        }
        assert_eq!(EmailAddress::parse("Ann@Example.COM").unwrap().as_str(), "Ann@Example.COM", "as typed");
        assert_eq!([login_key(" Ann "), login_key("Ä@b")], ["ann", "ä@b"]);
    }

    #[test]
    fn a_change_to_equal_values_is_none() {
        let user = User {
            user_id: UserId::stored(1),
            username: "ann".into(),
            name: "Ann".into(),
            email: "ann@example.com".into(),
            date_joined: DateTime::UNIX_EPOCH,
        };
        let change = ProfileChange {
            username: Some(Username::parse("ann").unwrap()),
            name: Some(Name::parse("Ann").unwrap()),
        };
        assert_eq!(change.against(&user), None);
        let change = ProfileChange { username: Some(Username::parse("ANN").unwrap()), name: None };
        assert!(change.against(&user).is_some(), "a change of case is a change");
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in ".*") {
            let _ = (Username::parse(&text), Name::parse(&text), EmailAddress::parse(&text));
        }

        #[test]
        fn an_accepted_address_has_no_character_that_breaks_a_mail_header(text in ".*@.*\\..*") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert!(address.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }
    }
}
