//! Attachments of messages that are being sent: finding what requests name, and giving it to their messages.

use super::row::{self, AttachmentRow, SEEN_BY};
use crate::connection::DbConnection;
use crate::error::Result;
use crate::millis::Millis;
use crate::row_batch::RowStatement;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Attachment, AttachmentId, MessageId, NewMessage, SendRequest};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What requests name, by the position of the request.
pub(crate) type Named = HashMap<(usize, AttachmentId), Attachment>;

#[derive(QueryableByName)]
struct NamedRow {
    #[diesel(sql_type = BigInt)]
    request: i64,
    #[diesel(embed)]
    row: AttachmentRow,
}

// Locked until the message is stored: an upload is sent once, and an attachment stays until its copy is there.
static NAMED: LazyLock<RowStatement> = LazyLock::new(|| {
    let seen = SEEN_BY
        .replace("{user}", "CAST(rows.value ->> 1 AS BIGINT)")
        .replace("{now}", "CAST(rows.value ->> 2 AS BIGINT)");
    RowStatement::new(&format!(
        "SELECT CAST(rows.value ->> 0 AS BIGINT) AS request, {} \
         FROM {{rows}} JOIN attachments ON attachments.attachment_id = rows.value ->> 3 \
         WHERE {seen} ORDER BY attachments.attachment_id FOR UPDATE",
        row::COLUMNS
    ))
});

/// Finds the attachments that requests name and their senders see, as their messages will carry them: the sender's own
/// uploads, and new attachments that share the bytes of sent ones. Those that a sender doesn't see are missing.
pub(crate) fn find_named(conn: &mut DbConnection, requests: &[&SendRequest]) -> Result<Named> {
    let mut rows: Vec<(usize, i64, Millis, String)> = Vec::new();
    for (position, request) in requests.iter().enumerate() {
        let (sender_id, now) = (request.sender_id.get(), Millis::from(request.written_at));
        rows.extend(request.attachment_ids.iter().map(|id| (position, sender_id, now, id.to_string())));
    }
    if rows.is_empty() {
        return Ok(Named::new());
    }
    let found: Vec<NamedRow> = NAMED.load(conn, &rows)?;
    let named = |NamedRow { request, row }: NamedRow| {
        let is_sent = row.message_id.is_some();
        let mut attachment = row.attachment()?;
        let named_id = attachment.attachment_id;
        attachment.forwarded_from = is_sent.then_some(named_id);
        if is_sent {
            attachment.attachment_id = AttachmentId::from_random(rand::random());
        }
        Ok(((usize::try_from(request).unwrap_or(usize::MAX), named_id), attachment))
    };
    found.into_iter().map(named).collect()
}

static SEND_UPLOADS: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "UPDATE attachments SET chat_id = CAST(rows.value ->> 1 AS BIGINT), \
             message_id = CAST(rows.value ->> 2 AS BIGINT), position = CAST(rows.value ->> 3 AS INTEGER), \
             expires_at = NULL \
         FROM {rows} WHERE attachments.attachment_id = rows.value ->> 0",
    )
});

static FORWARD: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "INSERT INTO attachments (attachment_id, chat_id, message_id, position, uploader_id, forwarded_from, uploaded_at, \
             kind, name, media_type, size, width, height, duration_ms, placeholder, waveform, storage_key, has_thumbnail) \
         SELECT rows.value ->> 0, CAST(rows.value ->> 1 AS BIGINT), CAST(rows.value ->> 2 AS BIGINT), \
             CAST(rows.value ->> 3 AS INTEGER), CAST(rows.value ->> 4 AS BIGINT), source.attachment_id, \
             CAST(rows.value ->> 6 AS BIGINT), source.kind, source.name, source.media_type, source.size, source.width, \
             source.height, source.duration_ms, source.placeholder, source.waveform, source.storage_key, \
             source.has_thumbnail \
         FROM {rows} JOIN attachments AS source ON source.attachment_id = rows.value ->> 5",
    )
});

/// An attachment of a new message: its id, the chat, the message, its place, the sender, the attachment that was forwarded,
/// and the time. The statements take the values in this order.
type CarriedRow = (String, i64, i64, usize, i64, Option<String>, Millis);

/// Gives new messages their attachments, which [`find_named`] has found and locked in this transaction.
pub(crate) fn attach<'a>(
    conn: &mut DbConnection,
    news: impl Iterator<Item = (&'a NewMessage, MessageId)>,
) -> Result<()> {
    let mut rows: Vec<CarriedRow> = Vec::new();
    for (new, message_id) in news {
        let carried = new.attachments().iter().enumerate().map(|(position, attachment)| {
            (
                attachment.attachment_id.to_string(),
                new.chat_id().get(),
                message_id.get(),
                position,
                new.sender_id().get(),
                attachment.forwarded_from.map(String::from),
                Millis::from(new.stamp().written_at),
            )
        });
        rows.extend(carried);
    }
    let (forwarded, uploads): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.5.is_some());
    if !uploads.is_empty() {
        SEND_UPLOADS.run(conn, &uploads)?;
    }
    if !forwarded.is_empty() {
        FORWARD.run(conn, &forwarded)?;
    }
    Ok(())
}
