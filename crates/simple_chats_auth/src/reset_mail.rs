//! The text of the mail that resets a password. The mailer sends it.

use crate::mail::{Mail, name_for_a_line};
use simple_chats_domain::User;
use simple_chats_texts::Texts;

/// The mail for a user who forgot the password. The link has a line of its own, and the token, for users of the REST
/// API, is the only text in double quotes, so that programs find them. The user's name may have any
/// characters.
#[must_use]
pub fn reset_mail(texts: &Texts, user: &User, link: &str, token: &str, expires_in_seconds: u64) -> Mail {
    let text = texts.with(
        "mail-reset",
        &[
            ("name", name_for_a_line(&user.name).into()),
            ("link", link.into()),
            ("token", token.into()),
            ("duration", spoken_duration(texts, expires_in_seconds).into()),
        ],
    );
    let subject = texts.text("mail-reset-subject");
    let (user_id, to) = (user.user_id, user.email.clone());
    Mail { user_id, to, subject, text: text + "\n", unsubscribe: None }
}

pub(crate) fn spoken_duration(texts: &Texts, seconds: u64) -> String {
    let (number, key) = match seconds {
        0 => (0, "duration-seconds"),
        s if s % 86_400 == 0 => (s / 86_400, "duration-days"),
        s if s % 3600 == 0 => (s / 3600, "duration-hours"),
        s if s >= 60 => (s / 60, "duration-minutes"),
        s => (s, "duration-seconds"),
    };
    texts.with(key, &[("count", number.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::is_layout;
    use proptest::prelude::*;
    use simple_chats_domain::UserId;

    const LINK: &str = "https://chat.example.org/authentication/reset_password/tOkEn-_123";
    const TOKEN: &str = "tOkEn-_123";

    fn mail_for(name: &str) -> Mail {
        let user = User {
            user_id: UserId::stored(1),
            username: "ann".to_owned(),
            name: name.to_owned(),
            email: "ann@example.org".to_owned(),
            date_joined: chrono::DateTime::UNIX_EPOCH,
        };
        reset_mail(Texts::english(), &user, LINK, TOKEN, 1800)
    }

    fn quoted(text: &str) -> Vec<&str> {
        text.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn the_link_has_its_own_line_and_the_token_has_quotes() {
        let mail = mail_for("Ann");
        assert_eq!((mail.user_id, mail.to.as_str()), (UserId::stored(1), "ann@example.org"));
        assert_eq!(mail.subject, "Reset your password - Simple Chats");
        assert!(mail.text.starts_with("Hello Ann,\n"));
        assert!(mail.text.contains("within 30 minutes."));
        assert_eq!(mail.text.lines().filter(|line| *line == LINK).count(), 1);
        assert_eq!(quoted(&mail.text), [TOKEN]);
    }

    #[test]
    fn durations_are_spoken_in_whole_units() {
        for (seconds, spoken) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (1799, "29 minutes"),
            (3600, "1 hour"),
            (5400, "90 minutes"),
            (86_400, "1 day"),
            (172_800, "2 days"),
        ] {
            assert_eq!(spoken_duration(Texts::english(), seconds), spoken);
        }
    }

    #[test]
    fn debug_does_not_show_the_text() {
        let shown = format!("{:?}", mail_for("Ann"));
        assert!(shown.contains("ann@example.org") && !shown.contains(TOKEN), "{shown}");
    }

    proptest! {
        #[test]
        fn no_name_adds_a_line_or_a_quoted_text(name in any::<String>()) {
            let plain = mail_for("Ann").text;
            let text = mail_for(&name).text;
            prop_assert_eq!(text.lines().count(), plain.lines().count());
            prop_assert_eq!(quoted(&text), [TOKEN]);
            prop_assert!(text.chars().all(|c| c == '\n' || !(c.is_control() || is_layout(c))));
            prop_assert!(text.lines().all(|line| line.len() <= 998));
        }
    }
}
