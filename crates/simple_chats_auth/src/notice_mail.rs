//! The mails that tell users what happened to the security of their accounts.

use crate::mail::{Mail, name_for_a_line};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use simple_chats_domain::User;

/// What happened to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum NoticeEvent {
    /// Somebody logged in with a browser that hasn't been used for it before.
    NewBrowser,
    /// The password was changed.
    PasswordChanged,
    /// The address was changed. This goes to the old one.
    AddressChanged,
    /// A second factor was added.
    SecondFactorAdded {
        /// What its user or the program calls it.
        name: String,
    },
    /// A second factor was removed.
    SecondFactorRemoved {
        /// What its user or the program calls it.
        name: String,
    },
    /// A personal token was made.
    TokenMade {
        /// Its name.
        name: String,
    },
    /// A recovery code was used instead of a second factor.
    RecoveryCodeUsed,
}

/// A notice for the user of an account: what happened, when, and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What happened.
    #[serde(flatten)]
    pub event: NoticeEvent,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// From where it was done; `None` if the operator of the server has done it.
    #[serde(flatten)]
    pub origin: Option<NoticeOrigin>,
}

/// From where something was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeOrigin {
    /// The network address.
    pub address: String,
    /// Browser and system, such as `Firefox on Linux`.
    pub browser: String,
}

impl NoticeEvent {
    /// The mail's subject, without the name of the program.
    fn subject(&self) -> &'static str {
        match self {
            Self::NewBrowser => "New login",
            Self::PasswordChanged => "Your password was changed",
            Self::AddressChanged => "Your email address was changed",
            Self::SecondFactorAdded { .. } => "A second factor was added",
            Self::SecondFactorRemoved { .. } => "A second factor was removed",
            Self::TokenMade { .. } => "An API token was made",
            Self::RecoveryCodeUsed => "A recovery code was used",
        }
    }

    fn what(&self) -> String {
        match self {
            Self::NewBrowser => {
                "Somebody, most likely you, has logged in to your account on Simple Chats with a\n\
                 browser that was not used for it before."
                    .to_owned()
            }
            Self::PasswordChanged => "The password of your account on Simple Chats was changed.".to_owned(),
            Self::AddressChanged => {
                "Your account on Simple Chats has a new email address. This one no longer belongs\n\
                 to it, and can't be used to log in or to choose a new password."
                    .to_owned()
            }
            Self::SecondFactorAdded { name } => {
                let name = name_for_a_line(name);
                format!("A second factor was added to your account on Simple Chats:\n\n  {name}")
            }
            Self::SecondFactorRemoved { name } => {
                let name = name_for_a_line(name);
                format!("A second factor was removed from your account on Simple Chats:\n\n  {name}")
            }
            Self::TokenMade { name } => {
                let name = name_for_a_line(name);
                format!(
                    "An API token was made, with which a program can use your account on Simple Chats:\n\n  {name}"
                )
            }
            Self::RecoveryCodeUsed => {
                "A recovery code was used instead of the second factor of your account on Simple\n\
                 Chats. It doesn't work again."
                    .to_owned()
            }
        }
    }

    /// What to do if it wasn't the user.
    fn advice(&self) -> &'static str {
        match self {
            Self::NewBrowser => {
                "If it was not you, somebody knows your password. Change it, and log out the\n\
                 devices that you don't recognize:"
            }
            Self::PasswordChanged => "If it was not you, choose a new password at once:",
            Self::AddressChanged => {
                "If it was not you, log in with your username, change your password and then your\n\
                 address. If you can't, ask the people who run this server for help:"
            }
            Self::SecondFactorAdded { .. } | Self::SecondFactorRemoved { .. } => {
                "If it was not you, somebody uses your account. Change your password, log out all\n\
                 other devices, and look at your second factors:"
            }
            Self::TokenMade { .. } => {
                "If it was not you, somebody uses your account. Revoke the token, and change your\n\
                 password:"
            }
            Self::RecoveryCodeUsed => {
                "If it was not you, somebody knows your password and your recovery codes. Change\n\
                 your password, log out all other devices, and make new recovery codes:"
            }
        }
    }

    /// What to do if the operator has done it and the user hasn't asked for it.
    fn advice_by_operator(&self) -> &'static str {
        match self {
            Self::SecondFactorAdded { .. } | Self::SecondFactorRemoved { .. } => {
                "If you have not asked for it, ask the people who run this server why it was\n\
                 done, and set up a second factor again:"
            }
            _ => {
                "If you have not asked for it, ask the people who run this server why it was\n\
                 done. You can choose a new password here:"
            }
        }
    }

    /// The page on which that can be done.
    fn path_by_operator(&self) -> &'static str {
        match self {
            Self::SecondFactorAdded { .. } | Self::SecondFactorRemoved { .. } => "/account/security",
            _ => "/authentication/forgot_password",
        }
    }

    /// The page on which what [`advice`](Self::advice) says can be done.
    fn path(&self) -> &'static str {
        match self {
            Self::NewBrowser => "/account/devices",
            Self::PasswordChanged => "/authentication/forgot_password",
            Self::AddressChanged => "/account",
            Self::SecondFactorAdded { .. } | Self::SecondFactorRemoved { .. } | Self::RecoveryCodeUsed => {
                "/account/security"
            }
            Self::TokenMade { .. } => "/account/tokens",
        }
    }
}

/// The mail about a notice to an address, which need no longer be the user's. Links begin with `base_url`.
#[must_use]
pub fn notice_mail(user: &User, to: &str, notice: &Notice, base_url: &str) -> Mail {
    let Notice { event, at, origin } = notice;
    let (name, what, at) = (name_for_a_line(&user.name), event.what(), at.format("%-d %B %Y, %H:%M (UTC)"));
    let source = origin.as_ref().map_or_else(
        || "By: the operator of this server".to_owned(),
        |origin| format!("From: {}, {}", name_for_a_line(&origin.address), name_for_a_line(&origin.browser)),
    );
    let advice = if origin.is_some() { event.advice() } else { event.advice_by_operator() };
    let path = if origin.is_some() { event.path() } else { event.path_by_operator() };
    let was_wanted = if origin.is_some() { "this was you" } else { "you have asked for it" };
    let text = format!(
        "Hello {name},

{what}

When: {at}
{source}

If {was_wanted}, there is nothing to do.

{advice}

{base_url}{path}
"
    );
    let subject = format!("{} - Simple Chats", event.subject());
    Mail { user_id: user.user_id, to: to.to_owned(), subject, text, unsubscribe: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use simple_chats_domain::UserId;

    const BASE: &str = "https://chat.example.org";

    fn mail_about(event: NoticeEvent) -> Mail {
        mail_of(event, Some(origin()))
    }

    fn mail_of(event: NoticeEvent, origin: Option<NoticeOrigin>) -> Mail {
        let user = User {
            user_id: UserId::stored(1),
            username: "ann".to_owned(),
            name: "Ann".to_owned(),
            email: "ann@example.org".to_owned(),
            date_joined: DateTime::UNIX_EPOCH,
        };
        let at = DateTime::from_timestamp(1_795_939_200, 0).unwrap();
        notice_mail(&user, "old@example.org", &Notice { event, at, origin }, BASE)
    }

    fn origin() -> NoticeOrigin {
        NoticeOrigin { address: "192.0.2.1".to_owned(), browser: "Firefox on Linux".to_owned() }
    }

    fn events(name: &str) -> [NoticeEvent; 7] {
        let name = || name.to_owned();
        [
            NoticeEvent::NewBrowser,
            NoticeEvent::PasswordChanged,
            NoticeEvent::AddressChanged,
            NoticeEvent::SecondFactorAdded { name: name() },
            NoticeEvent::SecondFactorRemoved { name: name() },
            NoticeEvent::TokenMade { name: name() },
            NoticeEvent::RecoveryCodeUsed,
        ]
    }

    #[test]
    fn each_mail_says_what_happened_when_from_where_and_what_to_do() {
        let expected = [
            ("New login", "has logged in to your account", "/account/devices"),
            ("Your password was changed", "password of your account", "/authentication/forgot_password"),
            ("Your email address was changed", "has a new email address", "/account"),
            (
                "A second factor was added",
                "was added to your account on Simple Chats:\n\n  phone\n",
                "/account/security",
            ),
            (
                "A second factor was removed",
                "was removed from your account on Simple Chats:\n\n  phone\n",
                "/account/security",
            ),
            (
                "An API token was made",
                "a program can use your account on Simple Chats:\n\n  phone\n",
                "/account/tokens",
            ),
            ("A recovery code was used", "recovery code was used instead", "/account/security"),
        ];
        for (event, (subject, what, path)) in events("phone").into_iter().zip(expected) {
            let mail = mail_about(event);
            assert_eq!(mail.subject, format!("{subject} - Simple Chats"));
            assert_eq!((mail.user_id, mail.to.as_str()), (UserId::stored(1), "old@example.org"));
            assert!(mail.text.starts_with("Hello Ann,\n") && mail.text.contains(what), "{}", mail.text);
            assert!(mail.text.contains("\nWhen: 29 November 2026, 08:00 (UTC)\n"), "{}", mail.text);
            assert!(mail.text.contains("\nFrom: 192.0.2.1, Firefox on Linux\n"));
            assert!(mail.text.contains("\n\nIf it was not you, "));
            assert!(mail.text.ends_with(&format!("\n\n{BASE}{path}\n")), "{}", mail.text);
            assert!(mail.text.lines().all(|line| line.len() <= 100), "{}", mail.text);
        }
    }

    #[test]
    fn a_notice_waits_as_json() {
        for event in events("phone") {
            for origin in [Some(origin()), None] {
                let notice = Notice { event: event.clone(), at: DateTime::UNIX_EPOCH, origin };
                let json = serde_json::to_string(&notice).unwrap();
                assert_eq!(serde_json::from_str::<Notice>(&json).unwrap(), notice, "{json}");
            }
        }
        let waiting = r#"{"event":"new_browser","at":"2026-01-01T00:00:00Z","address":"192.0.2.1","browser":"Firefox on Linux"}"#;
        assert_eq!(serde_json::from_str::<Notice>(waiting).unwrap().origin, Some(origin()));
    }

    #[test]
    fn what_the_operator_has_done_is_called_so() {
        let removed = NoticeEvent::SecondFactorRemoved { name: "phone".to_owned() };
        for (event, path) in [
            (NoticeEvent::PasswordChanged, "/authentication/forgot_password"),
            (removed, "/account/security"),
        ] {
            let text = mail_of(event, None).text;
            assert!(
                text.contains("(UTC)\nBy: the operator of this server\n\nIf you have asked for it, "),
                "{text}"
            );
            assert!(text.contains("\n\nIf you have not asked for it, ask the people who run"), "{text}");
            assert!(!text.contains("From: ") && text.ends_with(&format!("\n\n{BASE}{path}\n")), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_name_adds_a_line_or_a_quoted_text(name in any::<String>()) {
            for (event, plain) in events(&name).into_iter().zip(events("phone")) {
                let (text, plain) = (mail_about(event).text, mail_about(plain).text);
                prop_assert_eq!(text.lines().count(), plain.lines().count());
                prop_assert!(!text.contains('"') && text.lines().all(|line| line.len() <= 998));
            }
        }
    }
}
