//! Messages: read and stored in the order of their ids, a few hundred at a time.

use super::chats::Chats;
use super::error::ImportError;
use super::findings::{Findings, MessageFinding};
use super::source::{Source, SourceMessage};
use super::target::Transaction;
use crate::messages::{FullMessageRow, ImportedMessage};
use chrono::DateTime;
use simple_chats_domain::{AdoptedText, ChatId, MessageId, UserId};

/// Copies all messages. Returns how many.
pub(super) fn copy(
    source: &mut Source,
    target: &mut Transaction<'_>,
    chats: &mut Chats,
    findings: &mut Findings,
) -> Result<usize, ImportError> {
    let mut count = 0;
    source.each_chunk_of_messages(|messages| {
        let mut rows = Vec::with_capacity(messages.len());
        for message in messages {
            match adopt(&message, chats, findings) {
                Ok(row) => rows.push(row),
                Err(why) => findings.add_message(message.message_id, why),
            }
        }
        count += rows.len();
        target.insert_messages(&rows)
    })?;
    Ok(count)
}

fn adopt(
    message: &SourceMessage,
    chats: &mut Chats,
    findings: &mut Findings,
) -> Result<FullMessageRow, MessageFinding> {
    let (chat_id, chat) = chats.home_of(message)?;
    let (Some(sender_id), Some(receiver_id)) = (message.sender_id, message.receiver_id) else {
        return Err(MessageFinding::OfNoChat);
    };
    let message_id = MessageId::new(message.message_id).ok_or(MessageFinding::OfNoChat)?;
    let text = message.text.as_deref().and_then(AdoptedText::of).ok_or(MessageFinding::Blank)?;
    let written_at = message.written_at.and_then(DateTime::from_timestamp_millis);
    for (is_found, what) in [
        (text.lost_characters, MessageFinding::Cleaned),
        (text.is_long && !text.is_cut, MessageFinding::Long),
        (text.is_cut, MessageFinding::Cut),
        (written_at.is_none(), MessageFinding::Timeless),
    ] {
        if is_found {
            findings.add_message(message.message_id, what);
        }
    }
    let written_at = written_at.unwrap_or(chat.written_until);
    let place = chat.add(message.message_id, written_at);
    Ok(FullMessageRow::imported(
        ImportedMessage {
            message_id,
            chat_id: ChatId::stored(chat_id),
            sender_id: UserId::stored(sender_id),
            receiver_id: UserId::stored(receiver_id),
            text: text.text,
            written_at,
        },
        place,
    ))
}
