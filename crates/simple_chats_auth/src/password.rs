//! Rules for new passwords: minimum and maximum length and, if configured, no passwords that are easy to guess.

use crate::error::PasswordError;
use std::fmt;
use std::sync::LazyLock;

/// The longest password in bytes of UTF-8: longer than users type, and quick to digest before bcrypt.
pub const MAX_PASSWORD_BYTES: usize = 1024;

/// The most common passwords, one per line, in lower case and in order: most of them those of zxcvbn.
static COMMON: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// The requirements for new passwords. All characters are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// The minimum number of characters (Unicode scalar values).
    pub min_length: usize,
    /// Whether common passwords and the user's own name or address are rejected.
    pub refuse_common: bool,
}

impl PasswordRules {
    /// Checks a password. `personal` are texts that others know: username, name, and email address, of which the part
    /// before the `@` counts too. Comparisons ignore case.
    pub fn check(&self, password: &str, personal: &[&str]) -> Result<Password, PasswordError> {
        if password.chars().count() < self.min_length {
            Err(PasswordError::TooShort)
        } else if password.len() > MAX_PASSWORD_BYTES {
            Err(PasswordError::TooLong)
        } else if self.refuse_common && (is_common(password) || is_personal(password, personal)) {
            Err(PasswordError::TooCommon)
        } else {
            Ok(Password(password.to_owned()))
        }
    }
}

/// A password that [`PasswordRules`] have accepted.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The password in plain text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

fn is_common(password: &str) -> bool {
    COMMON.binary_search(&password.to_lowercase().as_str()).is_ok()
}

fn is_personal(password: &str, personal: &[&str]) -> bool {
    let password = password.to_lowercase();
    personal
        .iter()
        .flat_map(|text| [Some(*text), text.rsplit_once('@').map(|(local, _)| local)])
        .flatten()
        .any(|text| text.to_lowercase() == password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STRICT: PasswordRules = PasswordRules { min_length: 8, refuse_common: true };
    const MILD: PasswordRules = PasswordRules { min_length: 8, refuse_common: false };

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(MILD.check("éééé", &[]), Err(PasswordError::TooShort));
        assert_eq!(MILD.check("1234567", &[]), Err(PasswordError::TooShort));
        assert!(MILD.check("éééééééé", &[]).is_ok());
    }

    #[test]
    fn a_password_may_have_1024_bytes_and_not_one_more() {
        assert!(STRICT.check(&"é".repeat(512), &[]).is_ok());
        assert_eq!(STRICT.check(&format!("{}a", "é".repeat(512)), &[]), Err(PasswordError::TooLong));
    }

    #[test]
    fn common_passwords_in_any_case_are_rejected_if_the_rules_say_so() {
        for password in
            ["12345678", "password", "PassWord", "qwertyuiop", "iloveyou1", "PASSWORD123", "Zeppelin"]
        {
            assert_eq!(STRICT.check(password, &[]), Err(PasswordError::TooCommon), "{password}");
            assert!(MILD.check(password, &[]).is_ok(), "{password}");
        }
        assert!(STRICT.check("wandering-otter-lamp", &[]).is_ok());
    }

    #[test]
    fn the_users_own_name_and_address_are_rejected_if_the_rules_say_so() {
        let personal = ["Docs_User", "Dmytro Afanasev", "Docs.Person@Example.org"];
        for password in ["docs_user", "DMYTRO afanasev", "docs.person@example.ORG", "docs.person"] {
            assert_eq!(STRICT.check(password, &personal), Err(PasswordError::TooCommon), "{password}");
            assert!(MILD.check(password, &personal).is_ok(), "{password}");
        }
        assert!(STRICT.check("example.org", &personal).is_ok());
    }

    #[test]
    fn any_characters_are_allowed() {
        for password in [
            "nul\0inside it",
            "        ",
            "🦀🦀🦀🦀🦀🦀🦀🦀",
            "a:b:c:d:\n\r\t",
            "\u{202e}\u{0}\u{feff}abcdef",
        ] {
            assert!(STRICT.check(password, &[]).is_ok(), "{password:?}");
        }
    }

    #[test]
    fn the_list_is_in_lower_case_trimmed_in_order_and_without_duplicates() {
        assert!(
            COMMON
                .iter()
                .all(|line| !line.is_empty() && line.trim() == *line && line.to_lowercase() == *line)
        );
        assert!(COMMON.is_sorted_by(|one, other| one < other));
        assert!(COMMON.len() > 30_000);
        assert!(COMMON.iter().all(|password| is_common(password)));
    }

    #[test]
    fn debug_shows_no_password() {
        assert_eq!(format!("{:?}", MILD.check("wandering-otter", &[])), "Ok(Password(..))");
    }

    proptest! {
        #[test]
        fn an_accepted_password_is_kept_as_typed(password in ".{8,60}") {
            let accepted = MILD.check(&password, &[&password]).unwrap();
            prop_assert_eq!(accepted.as_str(), password.as_str());
            prop_assert_eq!(STRICT.check(&password, &[&password]), Err(PasswordError::TooCommon));
        }
    }
}
