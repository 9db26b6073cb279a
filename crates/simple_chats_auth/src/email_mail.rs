//! The mails about an address that somebody wants to use: to confirm it, or to tell whom it belongs to.

use crate::mail::{Mail, name_for_a_line};
use crate::reset_mail::spoken_duration;
use simple_chats_domain::User;

/// The mail to an address that a user wants to use. The link has a line of its own; it leads to a page with a button, since
/// programs that look for malware open links. The user's name isn't in it: whoever gets the mail may be a stranger to the user,
/// and is told nothing that the user made up but the username.
#[must_use]
pub fn confirmation_mail(user: &User, to: &str, link: &str, expires_in_seconds: u64) -> Mail {
    let duration = spoken_duration(expires_in_seconds);
    let text = format!(
        "Hello,

Somebody, most likely you, wants to use this email address for the account
{} on Simple Chats. To confirm it, open this page and press its button:

{link}

The link works once, within {duration}. If you did not ask for this, ignore this
mail: nothing changes.
",
        name_for_a_line(&user.username)
    );
    let subject = "Confirm your email address - Simple Chats".to_owned();
    Mail { user_id: user.user_id, to: to.to_owned(), subject, text, unsubscribe: None }
}

/// The mail to a user whose address somebody wants to use for another account.
#[must_use]
pub fn taken_mail(owner: &User) -> Mail {
    let name = name_for_a_line(&owner.name);
    let text = format!(
        "Hello {name},

Somebody wants to use this email address for another account on Simple Chats. It
belongs to your account, so nothing has changed, and there is nothing to do.

If this was you: an address can belong to only one account. Change the address of this
account first, or delete this account.
"
    );
    let subject = "Your email address is in use already - Simple Chats".to_owned();
    Mail { user_id: owner.user_id, to: owner.email.clone(), subject, text, unsubscribe: None }
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
        let mail = confirmation_mail(&user("Ann"), "new@example.org", LINK, 86_400);
        assert_eq!((mail.user_id, mail.to.as_str()), (UserId::stored(1), "new@example.org"));
        assert!(mail.text.starts_with("Hello,\n") && mail.text.contains("within 1 day."), "{}", mail.text);
        assert_eq!(mail.text.lines().filter(|line| *line == LINK).count(), 1);
    }

    #[test]
    fn the_owner_of_a_taken_address_learns_of_nobody_else() {
        let mail = taken_mail(&user("Ann"));
        assert_eq!(mail.to, "ann@example.org");
        assert!(mail.text.contains("nothing has changed") && !mail.text.contains("http"), "{}", mail.text);
    }

    proptest! {
        #[test]
        fn no_name_adds_a_line_or_a_quoted_text(name in any::<String>()) {
            let plain = confirmation_mail(&user("Ann"), "new@example.org", LINK, 60).text;
            let text = confirmation_mail(&user(&name), "new@example.org", LINK, 60).text;
            prop_assert_eq!(text.lines().count(), plain.lines().count());
            prop_assert!(!text.contains('"') && text.lines().all(|line| line.len() <= 998));
            prop_assert_eq!(taken_mail(&user(&name)).text.lines().count(), taken_mail(&user("Ann")).text.lines().count());
        }
    }
}
