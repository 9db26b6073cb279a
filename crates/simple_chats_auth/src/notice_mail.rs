//! The mails that tell users what happened to the security of their accounts.

use crate::mail::{Mail, name_for_a_line};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use simple_chats_domain::User;
use simple_chats_texts::{Dates, Texts};

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
    /// The key of the mail's subject.
    fn subject(&self) -> &'static str {
        match self {
            Self::NewBrowser => "mail-new-browser-subject",
            Self::PasswordChanged => "mail-password-changed-subject",
            Self::AddressChanged => "mail-address-changed-subject",
            Self::SecondFactorAdded { .. } => "mail-factor-added-subject",
            Self::SecondFactorRemoved { .. } => "mail-factor-removed-subject",
            Self::TokenMade { .. } => "mail-token-made-subject",
            Self::RecoveryCodeUsed => "mail-recovery-code-subject",
        }
    }

    /// What happened.
    fn what(&self, texts: &Texts) -> String {
        match self {
            Self::NewBrowser => texts.text("mail-new-browser"),
            Self::PasswordChanged => texts.text("mail-password-changed"),
            Self::AddressChanged => texts.text("mail-address-changed"),
            Self::SecondFactorAdded { name } => {
                texts.with("mail-factor-added", &[("name", name_for_a_line(name).into())])
            }
            Self::SecondFactorRemoved { name } => {
                texts.with("mail-factor-removed", &[("name", name_for_a_line(name).into())])
            }
            Self::TokenMade { name } => {
                texts.with("mail-token-made", &[("name", name_for_a_line(name).into())])
            }
            Self::RecoveryCodeUsed => texts.text("mail-recovery-code"),
        }
    }

    /// The key of what to do if it wasn't the user.
    fn advice(&self) -> &'static str {
        match self {
            Self::NewBrowser => "mail-new-browser-advice",
            Self::PasswordChanged => "mail-password-changed-advice",
            Self::AddressChanged => "mail-address-changed-advice",
            Self::SecondFactorAdded { .. } | Self::SecondFactorRemoved { .. } => "mail-factor-advice",
            Self::TokenMade { .. } => "mail-token-made-advice",
            Self::RecoveryCodeUsed => "mail-recovery-code-advice",
        }
    }

    /// The key of what to do if the operator has done it and the user hasn't asked for it.
    fn advice_by_operator(&self) -> &'static str {
        match self {
            Self::SecondFactorAdded { .. } | Self::SecondFactorRemoved { .. } => {
                "mail-operator-factor-advice"
            }
            _ => "mail-operator-advice",
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
pub fn notice_mail(texts: &Texts, user: &User, to: &str, notice: &Notice, base_url: &str) -> Mail {
    let Notice { event, at, origin } = notice;
    let dates = Dates::of(texts.language());
    let mut arguments = vec![
        ("name", name_for_a_line(&user.name).into()),
        ("what", event.what(texts).into()),
        ("time", format!("{}, {} (UTC)", dates.long_day(*at), dates.clock(*at)).into()),
    ];
    let text = if let Some(origin) = origin {
        arguments.extend([
            ("address", name_for_a_line(&origin.address).into()),
            ("browser", name_for_a_line(&origin.browser).into()),
            ("advice", texts.text(event.advice()).into()),
            ("link", format!("{base_url}{}", event.path()).into()),
        ]);
        texts.with("mail-notice", &arguments)
    } else {
        arguments.extend([
            ("advice", texts.text(event.advice_by_operator()).into()),
            ("link", format!("{base_url}{}", event.path_by_operator()).into()),
        ]);
        texts.with("mail-notice-by-operator", &arguments)
    };
    let subject = texts.text(event.subject());
    Mail { user_id: user.user_id, to: to.to_owned(), subject, text: text + "\n", unsubscribe: None }
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
        notice_mail(Texts::english(), &user, "old@example.org", &Notice { event, at, origin }, BASE)
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
