//! Attachments: files that messages carry. Their kind and type come from their content, never from what a client claims.

mod id;
mod name;
mod waveform;

pub use id::{AttachmentId, AttachmentIdError};
pub use name::{AttachmentName, MAX_ATTACHMENT_NAME_BYTES};
pub use waveform::{WAVEFORM_VALUES, Waveform, WaveformError};

use crate::ids::UserId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most attachments of a message.
pub const MAX_ATTACHMENTS: usize = 10;

/// For how many hours an upload is kept that no message carries.
pub const UNSENT_UPLOAD_HOURS: i64 = 24;

/// What an attachment is, and so how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture.
    Image,
    /// A video.
    Video,
    /// A piece of music or another recording.
    Audio,
    /// A message that was spoken.
    Voice,
    /// Anything else, which is only downloaded.
    File,
}

impl AttachmentKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Image, Self::Video, Self::Audio, Self::Voice, Self::File];

    /// Its name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Voice => "voice",
            Self::File => "file",
        }
    }

    /// The kind with this name in the API.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for AttachmentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An attachment as both participants see it; the object of the live protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Identifies the attachment.
    pub attachment_id: AttachmentId,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its name; see [`AttachmentName`].
    pub name: String,
    /// The media type with which its bytes are served.
    pub media_type: String,
    /// The number of its bytes.
    pub size: i64,
    /// The width of a picture or a video in pixels, as it is shown.
    pub width: Option<i32>,
    /// The height of a picture or a video in pixels, as it is shown.
    pub height: Option<i32>,
    /// How long a recording is, in milliseconds.
    pub duration_ms: Option<i64>,
    /// A small blurred picture for the time until the real one is there: a ThumbHash in base64.
    pub placeholder: Option<String>,
    /// The loudness of a voice message over time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waveform: Option<Waveform>,
    /// The attachment that the sender named to forward it. Not a part of the object that clients receive.
    #[serde(skip)]
    pub forwarded_from: Option<AttachmentId>,
}

impl Attachment {
    /// The id by which the request to send named it.
    #[must_use]
    pub fn named_id(&self) -> AttachmentId {
        self.forwarded_from.unwrap_or(self.attachment_id)
    }
}

/// An upload whose bytes are durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// The attachment.
    pub attachment: Attachment,
    /// The user who has uploaded it, and whose storage it takes.
    pub uploader_id: UserId,
    /// Where its bytes are. Attachments that were forwarded share it.
    pub storage_key: String,
    /// Whether there is a thumbnail beside the bytes.
    pub has_thumbnail: bool,
    /// When it was uploaded, cut to milliseconds.
    pub uploaded_at: DateTime<Utc>,
}

impl NewUpload {
    /// When it goes, unless a message carries it by then.
    #[must_use]
    pub fn expires_at(&self) -> DateTime<Utc> {
        self.uploaded_at + TimeDelta::hours(UNSENT_UPLOAD_HOURS)
    }
}

/// An attachment, and where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAttachment {
    /// The attachment.
    pub attachment: Attachment,
    /// Where its bytes are.
    pub storage_key: String,
    /// Whether there is a thumbnail beside the bytes.
    pub has_thumbnail: bool,
    /// Whether a message carries it. An upload that none does is its uploader's alone.
    pub is_sent: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_name_everywhere() {
        for kind in AttachmentKind::ALL {
            assert_eq!(AttachmentKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(AttachmentKind::parse("Image"), None);
    }

    #[test]
    fn an_attachment_has_the_json_of_the_live_protocol() {
        let json = r#"{"attachment_id":"9f2c00000000000000000000000000ff","kind":"image","name":"harbour.jpg","media_type":"image/jpeg","size":183044,"width":1600,"height":1200,"duration_ms":null,"placeholder":"1QcSHQRnh493V4dIh4eXh1h4kJUI"}"#;
        let attachment: Attachment = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&attachment).unwrap(), json);
        let voice = Attachment { waveform: Some(Waveform::from_values([31; 64]).unwrap()), ..attachment };
        let json = serde_json::to_value(&voice).unwrap();
        assert_eq!(json["waveform"].as_str().unwrap().len(), 88);
        assert_eq!(serde_json::from_value::<Attachment>(json).unwrap(), voice);
    }
}
