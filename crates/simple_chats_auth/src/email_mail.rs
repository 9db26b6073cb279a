//! The mails about an address that somebody wants to use: to confirm it, or to tell whom it belongs to.

use crate::mail::{Mail, name_for_a_line};
use crate::reset_mail::spoken_duration;
use simple_chats_domain::User;
use simple_chats_texts::Texts;

/// The mail to an address that a user wants to use. The link has a line of its own; it leads to a page with a button, since
/// programs that look for malware open links. The user's name isn't in it: whoever gets the mail may be a stranger to the user,
/// and is told nothing that the user made up but the username.
#[must_use]
pub fn confirmation_mail(texts: &Texts, user: &User, to: &str, link: &str, expires_in_seconds: u64) -> Mail {
    let text = texts.with(
        "mail-confirmation",
        &[
            ("username", name_for_a_line(&user.username).into()),
            ("link", link.into()),
            ("duration", spoken_duration(texts, expires_in_seconds).into()),
        ],
    );
    let subject = texts.text("mail-confirmation-subject");
    Mail { user_id: user.user_id, to: to.to_owned(), subject, text: text + "\n", unsubscribe: None }
}

/// The mail to a user whose address somebody wants to use for another account.
#[must_use]
pub fn taken_mail(texts: &Texts, owner: &User) -> Mail {
    let text = texts.with("mail-taken", &[("name", name_for_a_line(&owner.name).into())]);
    let subject = texts.text("mail-taken-subject");
    let (user_id, to) = (owner.user_id, owner.email.clone());
    Mail { user_id, to, subject, text: text + "\n", unsubscribe: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;
    use simple_chats_domain::UserId;

    const LINK: &str = "https://chat.example.org/authentication/confirm_email/tOkEn-_123";

    fn user(name: &str) -> User {
        User {
            user_id: UserId::stored(1),
            username: "ann".to_owned(),
            name: name.to_owned(),
            email: "ann@example.org".to_owned(),
            date_joined: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_link_has_its_own_line_and_goes_to_the_new_address() {
        let mail = confirmation_mail(Texts::english(), &user("Ann"), "new@example.org", LINK, 86_400);
        assert_eq!((mail.user_id, mail.to.as_str()), (UserId::stored(1), "new@example.org"));
        assert!(mail.text.starts_with("Hello,\n") && mail.text.contains("within 1 day."), "{}", mail.text);
        assert_eq!(mail.text.lines().filter(|line| *line == LINK).count(), 1);
    }

    #[test]
    fn the_owner_of_a_taken_address_learns_of_nobody_else() {
        let mail = taken_mail(Texts::english(), &user("Ann"));
        assert_eq!(mail.to, "ann@example.org");
        assert!(mail.text.contains("nothing has changed") && !mail.text.contains("http"), "{}", mail.text);
    }

    proptest! {
        #[test]
        fn no_name_adds_a_line_or_a_quoted_text(name in any::<String>()) {
            let plain = confirmation_mail(Texts::english(), &user("Ann"), "new@example.org", LINK, 60).text;
            let text = confirmation_mail(Texts::english(), &user(&name), "new@example.org", LINK, 60).text;
            prop_assert_eq!(text.lines().count(), plain.lines().count());
            prop_assert!(!text.contains('"') && text.lines().all(|line| line.len() <= 998));
            prop_assert_eq!(taken_mail(Texts::english(), &user(&name)).text.lines().count(), taken_mail(Texts::english(), &user("Ann")).text.lines().count());
        }
    }
}
