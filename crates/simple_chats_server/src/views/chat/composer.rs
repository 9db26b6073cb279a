//! The form that sends a message.

use super::quote::ShownQuote;
use crate::error::{AppError, AppResult};
use crate::messaging::{self, Destination, SendRequest, SentMessages};
use crate::views::error::{PageError, STALE_FORM, reason_of_failure, reason_of_file};
use crate::views::form::FormFields;
use crate::views::form_with_files::FormWithFiles;
use crate::views::visitor::LoggedIn;
use actix_web::http::StatusCode;
use chrono::Utc;
use serde::Serialize;
use simple_chats_domain::{AttachmentId, ChatId, ClientId, MessageId, MessageText, cut_to_millis};
use simple_chats_texts::{Phrase, Texts};

#[derive(Serialize)]
pub(in crate::views) struct Composer {
    action: String,
    /// Identifies the message, so that a double click sends it once.
    client_id: String,
    text: String,
    error: Option<String>,
    /// What is replied to.
    reply_to: Option<ShownQuote>,
    /// The files that the server has already, and that the next attempt sends.
    attachment_ids: Vec<AttachmentId>,
}

impl Composer {
    pub(in crate::views) fn empty(action: String) -> Self {
        let client_id = format!("{:032x}", rand::random::<u128>());
        Self {
            action,
            client_id,
            text: String::new(),
            error: None,
            reply_to: None,
            attachment_ids: Vec::new(),
        }
    }

    pub(in crate::views) fn with(self, texts: &Texts, unsent: Unsent) -> Self {
        let client_id = unsent.client_id.unwrap_or(self.client_id);
        let Unsent { text, attachment_ids, rejection, .. } = unsent;
        Self { client_id, text, attachment_ids, error: Some(texts.say(&rejection.reason)), ..self }
    }

    /// With a text that the user has not written here.
    pub(super) fn with_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    pub(super) fn replying_to(self, quote: ShownQuote) -> Self {
        Self { reply_to: Some(quote), ..self }
    }
}

pub(in crate::views) enum SendOutcome {
    /// The text was sent, now or before.
    Sent(ChatId),
    /// The form has to be shown again.
    Unsent(Unsent),
}

pub(in crate::views) struct Unsent {
    text: String,
    /// The id for the next attempt, if it can be used again.
    client_id: Option<String>,
    /// The message that the text answers.
    pub(in crate::views) reply_to: Option<MessageId>,
    /// What was stored of its files.
    attachment_ids: Vec<AttachmentId>,
    pub(in crate::views) rejection: Rejection,
}

/// Why a text was rejected, to be shown beside it.
pub(in crate::views) struct Rejection {
    pub(in crate::views) status: StatusCode,
    pub(in crate::views) retry_after: Option<u64>,
    pub(in crate::views) reason: Phrase,
}

impl Rejection {
    /// For a reply to a message that is gone. The text can be sent without it.
    fn without_original() -> Self {
        let reason = "chat-message-reply-deleted-can";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self { status, retry_after: None, reason: reason.into() }
    }

    /// For a file that wasn't stored. The others, and the text, are kept.
    fn of_file(error: &AppError) -> Self {
        error.log();
        Self { status: error.kind().1, retry_after: error.retry_after(), reason: reason_of_file(error) }
    }

    pub(in crate::views) fn stale() -> Self {
        Self { status: StatusCode::FORBIDDEN, retry_after: None, reason: STALE_FORM.into() }
    }

    /// For an error of a use case. Fails with the error if another attempt is pointless.
    pub(in crate::views) fn of(error: AppError) -> Result<Self, PageError> {
        let status = match &error {
            AppError::Text(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::KeyReused | AppError::NotWanted | AppError::BlockedCompanion => error.kind().1,
            _ if error.retry_after().is_some() => error.kind().1,
            _ => return Err(error.into()),
        };
        let Some(reason) = reason_of_failure(&error) else { return Err(error.into()) };
        error.log();
        Ok(Self { status, retry_after: error.retry_after(), reason })
    }
}

pub(in crate::views) async fn try_to_send(
    caller: &LoggedIn,
    destination: Destination,
    form: FormWithFiles,
) -> Result<SendOutcome, PageError> {
    let FormWithFiles { fields, attachment_ids: stored, failure } = form;
    let mut is_original_gone = false;
    // Those that an earlier attempt has stored come first.
    let kept = |fields: &FormFields| fields.all("attachment_ids").filter_map(|id| id.parse().ok()).collect();
    let mut attachment_ids: Vec<AttachmentId> = fields.as_ref().map(kept).unwrap_or_default();
    attachment_ids.extend(stored);
    let (fields, rejection, is_used) = match (fields, failure) {
        (Ok(fields), Some(error)) => (fields, Rejection::of_file(&error), false),
        (Ok(fields), None) => match send(caller, destination, &fields, &attachment_ids).await {
            Ok(sent) => return Ok(SendOutcome::Sent(sent.chat_id)),
            Err(AppError::UnknownMessage(_)) => {
                is_original_gone = true;
                (fields, Rejection::without_original(), false)
            }
            Err(error @ (AppError::UnknownAttachment(_) | AppError::TooManyAttachments)) => {
                attachment_ids.clear();
                (fields, Rejection::of_file(&error), false)
            }
            Err(error) => {
                let is_used = matches!(error, AppError::KeyReused);
                (fields, Rejection::of(error)?, is_used)
            }
        },
        (Err(fields), _) => (fields, Rejection::stale(), false),
    };
    let client_id = client_id_of(&fields).filter(|_| !is_used).map(|id| id.as_str().to_owned());
    let reply_to = reply_to_of(&fields).filter(|_| !is_original_gone);
    let text = fields.get("text").to_owned();
    Ok(SendOutcome::Unsent(Unsent { text, client_id, reply_to, attachment_ids, rejection }))
}

async fn send(
    caller: &LoggedIn,
    destination: Destination,
    fields: &FormFields,
    attachment_ids: &[AttachmentId],
) -> AppResult<SentMessages> {
    let texts = MessageText::parse_beside(fields.get("text"), !attachment_ids.is_empty())?;
    let request = SendRequest {
        reply_to: reply_to_of(fields),
        attachment_ids: attachment_ids.to_vec(),
        sender_id: caller.user_id(),
        written_at: cut_to_millis(Utc::now()),
        destination,
        texts,
        client_id: client_id_of(fields),
        origin: None,
    };
    messaging::send(caller.state(), request).await
}

fn reply_to_of(fields: &FormFields) -> Option<MessageId> {
    fields.get("reply_to").parse().ok()
}

fn client_id_of(fields: &FormFields) -> Option<ClientId> {
    ClientId::parse(fields.get("client_id")).ok()
}
