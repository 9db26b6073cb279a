//! The mail to the owner of a webhook that was paused.

use crate::mail::{Mail, name_for_a_line};
use simple_chats_domain::{User, WebhookId};
use simple_chats_texts::Texts;

/// The mail about a webhook whose events could not be delivered for a day, or not quickly enough. It names the host only: the rest of the URL may
/// hold a secret.
#[must_use]
pub fn paused_webhook_mail(
    texts: &Texts,
    user: &User,
    webhook_id: WebhookId,
    host: &str,
    base_url: &str,
) -> Mail {
    let webhook = format!("{base_url}/api/webhooks/{webhook_id}");
    let text = texts.with(
        "mail-webhook",
        &[
            ("name", name_for_a_line(&user.name).into()),
            ("number", webhook_id.to_string().into()),
            ("host", name_for_a_line(host).into()),
            ("deliveries", format!("{webhook}/deliveries").into()),
            ("webhook", webhook.into()),
        ],
    );
    let subject = texts.text("mail-webhook-subject");
    let (user_id, to) = (user.user_id, user.email.clone());
    Mail { user_id, to, subject, text: text + "\n", unsubscribe: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use simple_chats_domain::UserId;

    #[test]
    fn it_says_which_webhook_and_what_to_do() {
        let user = User {
            user_id: UserId::stored(1),
            username: "ann".to_owned(),
            name: "Ann\nBcc: x".to_owned(),
            email: "ann@example.org".to_owned(),
            date_joined: DateTime::UNIX_EPOCH,
        };
        let mail = paused_webhook_mail(
            Texts::english(),
            &user,
            WebhookId::stored(7),
            "bot.example.org",
            "https://chat.example.org",
        );
        assert_eq!(mail.to, "ann@example.org");
        assert!(mail.text.starts_with("Hello Ann Bcc: x,\n"), "{}", mail.text);
        assert!(mail.text.contains("\n  bot.example.org\n"), "{}", mail.text);
        assert!(
            mail.text.contains("\nhttps://chat.example.org/api/webhooks/7/deliveries\n"),
            "{}",
            mail.text
        );
        assert!(mail.text.contains("{\"paused\": false}"), "{}", mail.text);
        assert!(mail.text.lines().all(|line| line.len() <= 100), "{}", mail.text);
    }
}
