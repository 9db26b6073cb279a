//! The objects of `data.json`, which `docs/export.md` describes.

mod account;

use super::account::AccountData;
use super::files::path_of;
use crate::error::{AppError, AppResult};
use account::{BlockData, Profile, ReportData};
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{
    Attachment, ChatId, ChatLifetime, ChatOverview, ChatPreferences, MessageId, Person, Quote, Reaction,
    StoredMessage, UserId, rfc3339_millis,
};
use simple_chats_persistence::blocks::BlockedUser;
use simple_chats_persistence::reports::MadeReport;

#[derive(Serialize)]
struct ChatData<'a> {
    chat_id: ChatId,
    revision: i64,
    companion: &'a Person,
    read_up_to: i64,
    companion_read_up_to: i64,
    preferences: ChatPreferences,
    lifetime: ChatLifetime,
}

#[derive(Serialize)]
struct MessageData<'a> {
    message_id: MessageId,
    sender_id: UserId,
    receiver_id: UserId,
    text: &'a str,
    written_at: String,
    edited_at: Option<String>,
    revision: i64,
    client_id: Option<&'a str>,
    /// The message that it answers.
    reply_to: Option<MessageId>,
    attachments: Vec<AttachmentData<'a>>,
    reactions: &'a [Reaction],
    expires_at: Option<String>,
}

#[derive(Serialize)]
struct AttachmentData<'a> {
    #[serde(flatten)]
    attachment: &'a Attachment,
    /// Its path in the archive.
    file: String,
}

impl<'a> From<&'a Attachment> for AttachmentData<'a> {
    fn from(attachment: &'a Attachment) -> Self {
        Self { attachment, file: path_of(attachment) }
    }
}

/// The beginning of `data.json` as far as the first block.
pub(super) fn begin(data: &AccountData, at: DateTime<Utc>) -> AppResult<String> {
    Ok(open(&json(&Profile::of(data, at))?, "blocks"))
}

pub(super) fn block(blocked: &BlockedUser) -> AppResult<String> {
    json(&BlockData::from(blocked))
}

/// What is between the blocks and the reports.
pub(super) const REPORTS: &str = "\n],\"reports\":[";

pub(super) fn report(report: &MadeReport) -> AppResult<String> {
    json(&ReportData::from(report))
}

/// What is between the reports and the chats.
pub(super) const CHATS: &str = "\n],\"chats\":[";

/// The beginning of a chat as far as its first message.
pub(super) fn chat(chat: &ChatOverview) -> AppResult<String> {
    let data = ChatData {
        chat_id: chat.chat_id,
        revision: chat.revision,
        companion: &chat.companion,
        read_up_to: chat.read_up_to,
        companion_read_up_to: chat.companion_read_up_to,
        preferences: chat.preferences,
        lifetime: chat.lifetime,
    };
    Ok(open(&json(&data)?, "messages"))
}

pub(super) fn message(stored: &StoredMessage) -> AppResult<String> {
    let message = &stored.message;
    json(&MessageData {
        message_id: message.message_id,
        sender_id: message.sender_id,
        receiver_id: message.receiver_id,
        text: &message.text,
        written_at: rfc3339_millis(message.written_at),
        edited_at: message.edited_at.map(rfc3339_millis),
        revision: stored.revision,
        client_id: message.client_id.as_deref(),
        reply_to: message.reply_to.as_ref().map(Quote::message_id),
        attachments: message.attachments.iter().map(AttachmentData::from).collect(),
        reactions: &message.reactions,
        expires_at: message.expires_at.map(rfc3339_millis),
    })
}

/// What ends a chat, or the file.
pub(super) const END: &str = "\n]}";

/// The object with a list at its end, which stays open.
fn open(object: &str, list: &str) -> String {
    format!("{},\"{list}\":[", object.strip_suffix('}').unwrap_or(object))
}

fn json(value: &impl Serialize) -> AppResult<String> {
    serde_json::to_string(value).map_err(AppError::internal)
}
