//! The mail about messages that a user has not read for a while.

use crate::mail::{Mail, is_layout, name_for_a_line};
use simple_chats_domain::User;
use std::fmt::Write;

/// What was missed of one companion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedChat {
    /// The companion's name.
    pub name: String,
    /// How many messages.
    pub count: i64,
    /// What the last of them say, the oldest first; none if the mail isn't to tell.
    pub texts: Vec<String>,
}

/// The mail to a user about messages that were missed, in these chats and in so many more; its links begin with `base_url`, and the one at `unsubscribe` ends
/// such mails.
#[must_use]
pub fn missed_mail(
    user: &User,
    chats: &[MissedChat],
    more: usize,
    base_url: &str,
    unsubscribe: &str,
) -> Mail {
    let name = name_for_a_line(&user.name);
    let mut list = String::new();
    for MissedChat { name, count, texts } in chats {
        let (name, noun) = (name_for_a_line(name), if *count == 1 { "message" } else { "messages" });
        _ = writeln!(list, "  {name}: {count} {noun}");
        for text in texts {
            _ = writeln!(list, "    > {}", in_a_line(text));
        }
    }
    match more {
        0 => {}
        1 => list.push_str("  and one more chat\n"),
        more => _ = writeln!(list, "  and {more} more chats"),
    }
    let text = format!(
        "Hello {name},

Messages on Simple Chats wait for you:

{list}
Read them here:

{base_url}/chats/list

When you get such mails, and what they say, is up to you:

{base_url}/account/notifications

To get no more of them, open this link and confirm it:

{unsubscribe}
"
    );
    Mail {
        user_id: user.user_id,
        to: user.email.clone(),
        subject: "You have unread messages - Simple Chats".to_owned(),
        text,
        unsubscribe: Some(unsubscribe.to_owned()),
    }
}

/// A text without characters that end the line or change the writing direction.
fn in_a_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_layout(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;
    use simple_chats_domain::UserId;

    fn mail(chats: &[MissedChat]) -> Mail {
        mail_of_more(chats, 0)
    }

    fn mail_of_more(chats: &[MissedChat], more: usize) -> Mail {
        let user = User {
            user_id: UserId::stored(1),
            username: "ann".to_owned(),
            name: "Ann".to_owned(),
            email: "ann@example.org".to_owned(),
            date_joined: DateTime::UNIX_EPOCH,
        };
        let (base, link) = ("https://chat.example.org", "https://chat.example.org/notifications/end/abc");
        missed_mail(&user, chats, more, base, link)
    }

    fn missed(name: &str, count: i64, texts: &[&str]) -> MissedChat {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        MissedChat { name: name.to_owned(), count, texts }
    }

    #[test]
    fn it_says_who_has_written_how_much_and_how_to_end_it() {
        let mail = mail(&[missed("Ben", 3, &[]), missed("Olha", 1, &["Hi,\nAnn"])]);
        assert_eq!(mail.to, "ann@example.org");
        let list = "\n\n  Ben: 3 messages\n  Olha: 1 message\n    > Hi, Ann\n\n";
        assert!(mail.text.contains(list), "{}", mail.text);
        assert!(mail.text.contains("\nhttps://chat.example.org/chats/list\n"), "{}", mail.text);
        assert!(mail.text.ends_with("\nhttps://chat.example.org/notifications/end/abc\n"), "{}", mail.text);
        assert_eq!(mail.unsubscribe.as_deref(), Some("https://chat.example.org/notifications/end/abc"));
    }

    #[test]
    fn chats_that_it_does_not_name_are_counted() {
        for (more, line) in [(1, "  and one more chat\n"), (30, "  and 30 more chats\n")] {
            let text = mail_of_more(&[missed("Ben", 2, &[])], more).text;
            assert!(text.contains(&format!("  Ben: 2 messages\n{line}\n")), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_name_and_no_text_adds_a_line(name in any::<String>(), text in any::<String>()) {
            let lines = |name, text| mail(&[missed(name, 2, &[text])]).text.lines().count();
            prop_assert_eq!(lines(&name, &text), lines("Ben", "Hi"));
        }
    }
}
