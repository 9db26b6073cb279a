//! The text of the mail that resets a password. The mailer sends it.

use crate::mail::{Mail, name_for_a_line};
use simple_chats_domain::User;

/// The mail for a user who forgot the password. The link has a line of its own, and the token, for users of the REST
/// API, is the only text in double quotes, so that programs find them. The user's name may have any
/// characters.
#[must_use]
pub fn reset_mail(user: &User, link: &str, token: &str, expires_in_seconds: u64) -> Mail {
    let name = name_for_a_line(&user.name);
    let duration = spoken_duration(expires_in_seconds);
    let text = format!(
        "Hello {name},

Somebody, most likely you, asked for a new password for your account on Simple
Chats. To choose one, open this page:

{link}

If you use the REST API, this is your reset token:

\"{token}\"

Link and token work once, within {duration}. If you did not ask for this, ignore
this mail: your password stays as it is.
"
    );
    let subject = "Reset your password - Simple Chats".to_owned();
    Mail { user_id: user.user_id, to: user.email.clone(), subject, text, unsubscribe: None }
}

pub(crate) fn spoken_duration(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0 => (0, "second"),
        s if s % 86_400 == 0 => (s / 86_400, "day"),
        s if s % 3600 == 0 => (s / 3600, "hour"),
        s if s >= 60 => (s / 60, "minute"),
        s => (s, "second"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
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
        reset_mail(&user, LINK, TOKEN, 1800)
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
            assert_eq!(spoken_duration(seconds), spoken);
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
