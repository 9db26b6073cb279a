//! What a page shows of attachments. The scripts show the same; `web-assets/tests/cases/attachments.json` tests both.

use super::formatting::without_marks;
use crate::views::size_text::size_text;
use serde::Serialize;
use simple_chats_domain::{Attachment, AttachmentKind, Message};
use simple_chats_texts::Texts;

/// The attachments of a message for its template.
#[derive(Debug, Serialize)]
pub(super) struct ShownAttachments {
    items: Vec<ShownAttachment>,
    /// The objects of the live protocol, for scripts.
    json: String,
}

#[derive(Debug, Serialize)]
struct ShownAttachment {
    href: String,
    shape: Shape,
    name: String,
    size: String,
    width: Option<i32>,
    height: Option<i32>,
}

/// The element that shows an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    Picture,
    Video,
    Audio,
    File,
}

impl Shape {
    /// A picture whose size isn't known has no thumbnail either.
    fn of(attachment: &Attachment) -> Self {
        match attachment.kind {
            AttachmentKind::Image if attachment.width.is_some() && attachment.height.is_some() => {
                Self::Picture
            }
            AttachmentKind::Video => Self::Video,
            AttachmentKind::Audio | AttachmentKind::Voice => Self::Audio,
            AttachmentKind::Image | AttachmentKind::File => Self::File,
        }
    }
}

/// The attachments of a message, if it has any.
pub(super) fn attachments_of(texts: &Texts, message: &Message) -> Option<ShownAttachments> {
    if message.attachments.is_empty() {
        return None;
    }
    // Texts and numbers always have a form in JSON.
    let json = serde_json::to_string(&message.attachments).unwrap_or_default();
    let shown = |attachment: &Attachment| ShownAttachment {
        href: format!("/attachments/{}", attachment.attachment_id),
        shape: Shape::of(attachment),
        name: attachment.name.clone(),
        size: size_text(texts, attachment.size),
        width: attachment.width,
        height: attachment.height,
    };
    Some(ShownAttachments { items: message.attachments.iter().map(shown).collect(), json })
}

/// The text of a message, or what it has instead of one.
pub(in crate::views) fn preview_of(texts: &Texts, message: Message) -> String {
    match message.attachments.into_iter().next() {
        Some(attachment) if message.text.is_empty() && attachment.kind == AttachmentKind::File => {
            attachment.name
        }
        Some(attachment) if message.text.is_empty() => label_of(texts, attachment.kind),
        _ => message.text,
    }
}

/// The text of a message in a notification: without signs that ask for a style, or what it has instead of a text.
pub(crate) fn push_text(texts: &Texts, message: Message) -> String {
    without_marks(preview_of(texts, message))
}

/// The name of a kind.
pub(super) fn label_of(texts: &Texts, kind: AttachmentKind) -> String {
    texts.text(match kind {
        AttachmentKind::Image => "attachment-photo",
        AttachmentKind::Video => "attachment-video",
        AttachmentKind::Audio => "attachment-audio",
        AttachmentKind::Voice => "attachment-voice",
        AttachmentKind::File => "attachment-file",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use simple_chats_domain::AttachmentId;

    fn cases() -> Value {
        let cases = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../web-assets/tests/cases/attachments.json"
        ));
        serde_json::from_str(cases).unwrap()
    }

    fn attachment(kind: AttachmentKind, name: &str) -> Attachment {
        Attachment {
            attachment_id: AttachmentId::from_random(1),
            kind,
            name: name.into(),
            media_type: "application/octet-stream".into(),
            size: 1_500,
            width: None,
            height: None,
            duration_ms: None,
            placeholder: None,
            waveform: None,
            forwarded_from: None,
        }
    }

    fn message_of(text: &str, attachments: Vec<Attachment>) -> Message {
        let message = json!({ "message_id": 1, "chat_id": 1, "sender_id": 1, "receiver_id": 2, "text": text,
            "written_at": "2026-11-22T10:00:00.000Z", "client_id": null });
        Message { attachments, ..serde_json::from_value(message).unwrap() }
    }

    #[test]
    fn sizes_and_labels_are_those_of_the_scripts() {
        for case in cases()["sizes"].as_array().unwrap() {
            assert_eq!(size_text(Texts::english(), case["bytes"].as_i64().unwrap()), case["shown"], "{case}");
        }
        for kind in AttachmentKind::ALL {
            assert_eq!(label_of(Texts::english(), kind), cases()["labels"][kind.as_str()]);
        }
    }

    #[test]
    fn a_message_without_a_text_shows_what_it_has_instead() {
        for case in cases()["previews"].as_array().unwrap() {
            let kind = |item: &Value| AttachmentKind::parse(item["kind"].as_str().unwrap()).unwrap();
            let attachments = case["attachments"].as_array().unwrap().iter();
            let attachments = attachments.map(|item| attachment(kind(item), item["name"].as_str().unwrap()));
            let message = message_of(case["text"].as_str().unwrap(), attachments.collect());
            assert_eq!(preview_of(Texts::english(), message), case["preview"].as_str().unwrap(), "{case}");
        }
    }

    #[test]
    fn a_picture_without_a_size_is_a_file() {
        let image = attachment(AttachmentKind::Image, "a.jpg");
        assert_eq!(Shape::of(&image), Shape::File);
        let sized = Attachment { width: Some(4), height: Some(3), ..image };
        assert_eq!(Shape::of(&sized), Shape::Picture);
    }
}
