//! Rows of the tables `attachments` and `file_deletions`.

use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::{attachments, file_deletions};
use diesel::prelude::*;
use diesel::result::Error as DieselError;
use simple_chats_domain::{Attachment, AttachmentKind, NewUpload, StoredAttachment, Waveform};

/// All columns, for statements in plain SQL.
pub(super) const COLUMNS: &str = "attachments.attachment_id, uploader_id, attachments.chat_id, attachments.message_id, \
     position, forwarded_from, kind, name, media_type, size, width, height, duration_ms, placeholder, waveform, \
     storage_key, has_thumbnail, uploaded_at, expires_at";

/// The condition that `{user}` sees an attachment at the time `{now}`: an own upload that hasn't expired, or an attachment
/// of a message in one of the user's chats that the user hasn't cleared.
pub(super) const SEEN_BY: &str = "(attachments.message_id IS NULL AND attachments.uploader_id = {user} AND attachments.expires_at > {now} \
     OR EXISTS (SELECT 1 FROM chats WHERE chats.chat_id = attachments.chat_id AND (user1_id = {user} OR user2_id = {user}) \
         AND (NOT has_preferences OR attachments.message_id > COALESCE((SELECT cleared_up_to FROM chat_preferences \
             WHERE chat_preferences.chat_id = chats.chat_id AND chat_preferences.user_id = {user}), 0))))";

#[derive(Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = attachments, treat_none_as_default_value = false)]
pub(crate) struct AttachmentRow {
    pub(crate) attachment_id: String,
    pub(super) uploader_id: i64,
    chat_id: Option<i64>,
    pub(super) message_id: Option<i64>,
    pub(super) position: i32,
    pub(super) forwarded_from: Option<String>,
    kind: String,
    name: String,
    media_type: String,
    size: i64,
    width: Option<i32>,
    height: Option<i32>,
    duration_ms: Option<i64>,
    placeholder: Option<String>,
    waveform: Option<String>,
    pub(super) storage_key: String,
    has_thumbnail: bool,
    uploaded_at: Millis,
    expires_at: Option<Millis>,
}

impl AttachmentRow {
    pub(crate) fn of_upload(upload: &NewUpload) -> Self {
        let attachment = upload.attachment.clone();
        Self {
            attachment_id: attachment.attachment_id.to_string(),
            uploader_id: upload.uploader_id.get(),
            chat_id: None,
            message_id: None,
            position: 0,
            forwarded_from: attachment.forwarded_from.map(String::from),
            kind: attachment.kind.as_str().to_owned(),
            name: attachment.name,
            media_type: attachment.media_type,
            size: attachment.size,
            width: attachment.width,
            height: attachment.height,
            duration_ms: attachment.duration_ms,
            placeholder: attachment.placeholder,
            waveform: attachment.waveform.map(String::from),
            storage_key: upload.storage_key.clone(),
            has_thumbnail: upload.has_thumbnail,
            uploaded_at: Millis::from(upload.uploaded_at),
            expires_at: Some(Millis::from(upload.expires_at())),
        }
    }

    /// The attachment. Only this program writes rows, so that one with another id or waveform is a fault.
    pub(super) fn attachment(self) -> Result<Attachment> {
        Ok(Attachment {
            attachment_id: self.attachment_id.parse().map_err(fault)?,
            // What nobody knows is only downloaded.
            kind: AttachmentKind::parse(&self.kind).unwrap_or(AttachmentKind::File),
            name: self.name,
            media_type: self.media_type,
            size: self.size,
            width: self.width,
            height: self.height,
            duration_ms: self.duration_ms,
            placeholder: self.placeholder,
            waveform: self.waveform.as_deref().map(Waveform::parse).transpose().map_err(fault)?,
            forwarded_from: self.forwarded_from.as_deref().map(str::parse).transpose().map_err(fault)?,
        })
    }

    pub(super) fn stored(self) -> Result<StoredAttachment> {
        Ok(StoredAttachment {
            storage_key: self.storage_key.clone(),
            has_thumbnail: self.has_thumbnail,
            is_sent: self.message_id.is_some(),
            attachment: self.attachment()?,
        })
    }
}

fn fault(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Fault(DieselError::DeserializationError(Box::new(error)))
}

#[derive(Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = file_deletions)]
pub(crate) struct FileDeletionRow {
    pub(crate) deletion_id: i64,
    pub(super) storage_key: String,
}
