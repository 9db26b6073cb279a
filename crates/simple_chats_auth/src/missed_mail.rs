//! The mail about messages that a user has not read for a while.

use crate::mail::{Mail, is_layout, name_for_a_line};
use simple_chats_domain::User;
use simple_chats_texts::Texts;
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
    texts: &Texts,
    user: &User,
    chats: &[MissedChat],
    more: usize,
    base_url: &str,
    unsubscribe: &str,
) -> Mail {
    let mut list = String::new();
    for chat in chats {
        let arguments = [("name", name_for_a_line(&chat.name).into()), ("count", chat.count.into())];
        _ = writeln!(list, "  {}", texts.with("mail-missed-chat", &arguments));
        for text in &chat.texts {
            _ = writeln!(list, "    > {}", in_a_line(text));
        }
    }
    if more > 0 {
        _ = writeln!(list, "  {}", texts.with("mail-missed-more", &[("count", more.into())]));
    }
    let text = texts.with(
        "mail-missed",
        &[
            ("name", name_for_a_line(&user.name).into()),
            ("list", list.into()),
            ("chats", format!("{base_url}/chats/list").into()),
            ("settings", format!("{base_url}/account/notifications").into()),
            ("unsubscribe", unsubscribe.into()),
        ],
    );
    Mail {
        user_id: user.user_id,
        to: user.email.clone(),
        subject: texts.text("mail-missed-subject"),
        text: text + "\n",
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
        missed_mail(Texts::english(), &user, chats, more, base, link)
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
