//! What a push says: a declarative message, which Safari shows by itself and our service worker shows in other browsers; or that a
//! notification is to be closed.

use super::allowed::PushStyle;
use serde::Serialize;
use simple_chats_domain::{ChatId, Language, Message};
use simple_chats_persistence::push::NewMessage;
use simple_chats_texts::Texts;
use unicode_segmentation::UnicodeSegmentation;

/// How many bytes a payload has at most; push services take 4,096 with the encryption.
pub(super) const MAX_BYTES: usize = 3_000;

/// How many it has for a push service that refuses more.
pub(super) const SMALL_BYTES: usize = 1_000;

/// The number by which browsers know a declarative message: that of RFC 8030.
const DECLARATIVE: u16 = 8030;

#[derive(Serialize)]
struct Shown<'a> {
    web_push: u16,
    notification: Notification<'a>,
    /// Where the Push API's draft has it; Safari reads it from the notification.
    app_badge: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    chat_id: Option<ChatId>,
}

#[derive(Serialize)]
struct Notification<'a> {
    title: &'a str,
    navigate: &'a str,
    body: &'a str,
    tag: &'a str,
    dir: &'static str,
    silent: bool,
    app_badge: String,
}

#[derive(Serialize)]
struct Closed {
    close: String,
    badge: i64,
}

/// The tag of a chat's notifications: a newer one replaces the older.
fn tag_of(chat_id: ChatId) -> String {
    format!("chat-{chat_id}")
}

/// The payload for a message, of at most so many bytes. The text is cut so that no character that a reader sees is cut.
pub(super) fn of_message(
    new: &NewMessage,
    style: PushStyle,
    text_of: fn(&Texts, Message) -> String,
    base_url: &str,
    max_bytes: usize,
) -> String {
    let chat_id = new.message.chat_id;
    let texts = Texts::of(style.language);
    let text =
        if style.shows_text { text_of(texts, new.message.clone()) } else { texts.text("push-new-message") };
    let (navigate, tag) = (format!("{base_url}/chats/{chat_id}"), tag_of(chat_id));
    let payload = |body: &str| {
        let notification = Notification {
            title: &new.sender_name,
            navigate: &navigate,
            body,
            tag: &tag,
            dir: "auto",
            silent: style.is_silent,
            app_badge: new.badge.to_string(),
        };
        to_json(&Shown { web_push: DECLARATIVE, notification, app_badge: new.badge, chat_id: Some(chat_id) })
    };
    fit(&text, max_bytes, payload)
}

/// The payload of a test.
pub(super) fn of_test(language: Language, base_url: &str) -> String {
    let navigate = format!("{base_url}/account/notifications");
    let notification = Notification {
        title: "Simple Chats",
        navigate: &navigate,
        body: &Texts::of(language).text("push-test"),
        tag: "test",
        dir: "auto",
        silent: false,
        app_badge: "0".to_owned(),
    };
    to_json(&Shown { web_push: DECLARATIVE, notification, app_badge: 0, chat_id: None })
}

/// The payload that closes the notification of a chat.
pub(super) fn of_closing(chat_id: ChatId, badge: i64) -> String {
    to_json(&Closed { close: tag_of(chat_id), badge })
}

/// The payload with the longest beginning of the text that fits.
fn fit(text: &str, max_bytes: usize, payload: impl Fn(&str) -> String) -> String {
    let whole = payload(text);
    if whole.len() <= max_bytes {
        return whole;
    }
    let ends: Vec<usize> = std::iter::once(0)
        .chain(text.grapheme_indices(true).map(|(start, grapheme)| start + grapheme.len()))
        .take_while(|end| *end <= max_bytes)
        .collect();
    let cut = |end: usize| payload(&format!("{}…", text.get(..end).unwrap_or_default()));
    let fitting = ends.partition_point(|end| cut(*end).len() <= max_bytes);
    cut(ends.get(fitting.saturating_sub(1)).copied().unwrap_or(0))
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use serde_json::{Value, json};
    use simple_chats_domain::{MessageId, UserId};

    const STYLE: PushStyle = PushStyle { shows_text: true, is_silent: false, language: Language::English };

    fn message(text: &str) -> NewMessage {
        let message = Message {
            message_id: MessageId::stored(7),
            chat_id: ChatId::stored(3),
            sender_id: UserId::stored(1),
            receiver_id: UserId::stored(2),
            text: text.to_owned(),
            written_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            client_id: None,
            reply_to: None,
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        };
        NewMessage { message, sender_name: "Ann".to_owned(), badge: 5 }
    }

    fn payload(text: &str, style: PushStyle, max: usize) -> String {
        of_message(&message(text), style, |_, message| message.text, "https://chat.example", max)
    }

    #[test]
    fn a_message_is_declarative() {
        let shown: Value = serde_json::from_str(&payload("hi", STYLE, MAX_BYTES)).unwrap();
        let expected = json!({
            "web_push": 8030, "app_badge": 5, "chat_id": 3,
            "notification": {
                "title": "Ann", "navigate": "https://chat.example/chats/3", "body": "hi", "tag": "chat-3",
                "dir": "auto", "silent": false, "app_badge": "5",
            },
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_hidden_text_is_not_sent() {
        let hidden =
            payload("a secret", PushStyle { shows_text: false, is_silent: true, ..STYLE }, MAX_BYTES);
        assert!(!hidden.contains("secret") && hidden.contains("New message"), "{hidden}");
    }

    #[test]
    fn a_long_text_is_cut_between_characters_that_a_reader_sees() {
        for text in ["é👩‍👩‍👧‍👦".repeat(900), "\"\\\n".repeat(3_000), "e\u{301}".repeat(4_000), "x".repeat(3_500)]
        {
            for max in [MAX_BYTES, SMALL_BYTES] {
                let cut = payload(&text, STYLE, max);
                assert!(cut.len() <= max && cut.len() + 60 > max, "{}", cut.len());
                let shown: Value = serde_json::from_str(&cut).unwrap();
                let body = shown["notification"]["body"].as_str().unwrap();
                let kept = body.strip_suffix('…').unwrap();
                assert!(text.starts_with(kept));
                assert!(text.grapheme_indices(true).any(|(start, _)| start == kept.len()));
            }
        }
        // A letter with very many marks is one character for readers.
        let one = format!("a{}", "\u{301}".repeat(3_000));
        assert!(payload(&one, STYLE, MAX_BYTES).len() < 400);
    }

    #[test]
    fn a_closing_push_names_the_tag() {
        assert_eq!(of_closing(ChatId::stored(3), 4), r#"{"close":"chat-3","badge":4}"#);
        assert!(of_test(Language::German, "https://chat.example").contains("/account/notifications"));
    }
}
