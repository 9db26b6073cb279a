//! The form that sends a message, and what becomes of what is typed into it.

use super::error::PageError;
use super::form::{Form, FormFields, LARGE};
use super::form_messages::STALE_FORM;
use super::visitor::LoggedIn;
use crate::error::AppError;
use crate::messaging::{self, Destination, SendRequest, SentMessages};
use actix_web::http::StatusCode;
use chrono::Utc;
use rand::RngExt;
use serde::Serialize;
use simple_chats_domain::{ChatId, ClientId, MessageText, cut_to_millis};

/// The form as a page shows it.
#[derive(Serialize)]
pub(super) struct Composer {
    action: String,
    /// What this sending is called, so that a double click sends once.
    client_id: String,
    text: String,
    error: Option<String>,
}

impl Composer {
    /// An empty form that posts to a path.
    pub(super) fn empty(action: String) -> Self {
        Self { action, client_id: fresh_client_id(), text: String::new(), error: None }
    }

    /// The same with what was not sent.
    pub(super) fn with(self, unsent: Unsent) -> Self {
        let client_id = unsent.client_id.unwrap_or(self.client_id);
        Self { client_id, text: unsent.text, error: Some(unsent.rejection.reason), ..self }
    }
}

/// What became of a form.
pub(super) enum SendOutcome {
    /// It was sent, now or before.
    Sent(ChatId),
    /// It has to be shown again.
    Unsent(Unsent),
}

/// A text that was not sent.
pub(super) struct Unsent {
    text: String,
    /// What the sending goes on being called.
    client_id: Option<String>,
    /// Why.
    pub(super) rejection: Rejection,
}

/// Why a text was not taken, to be said beside it.
pub(super) struct Rejection {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<u64>,
    pub(super) reason: String,
}

impl Rejection {
    /// The form was made for another session.
    pub(super) fn stale() -> Self {
        Self { status: StatusCode::FORBIDDEN, retry_after: None, reason: STALE_FORM.to_owned() }
    }

    /// What a use case says. Fails with it where trying again is of no use.
    pub(super) fn of(error: AppError) -> Result<Self, PageError> {
        let status = match &error {
            AppError::Text(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::KeyReused => error.kind().1,
            _ if error.retry_after().is_some() => error.kind().1,
            _ => return Err(error.into()),
        };
        let reason = match &error {
            AppError::KeyReused => {
                "Another message was sent from this page. Please, send this one again".to_owned()
            }
            _ => error.to_string(),
        };
        Ok(Self { status, retry_after: error.retry_after(), reason })
    }
}

/// Sends what a form holds.
pub(super) async fn try_to_send(
    caller: &LoggedIn,
    destination: Destination,
    form: Form<LARGE>,
) -> Result<SendOutcome, PageError> {
    let (fields, rejection, is_used) = match form.fields() {
        Ok(fields) => match send(caller, destination, &fields).await {
            Ok(sent) => return Ok(SendOutcome::Sent(sent.chat_id)),
            Err(error) => {
                let is_used = matches!(error, AppError::KeyReused);
                (fields, Rejection::of(error)?, is_used)
            }
        },
        Err(fields) => (fields, Rejection::stale(), false),
    };
    let client_id = client_id_of(&fields).filter(|_| !is_used).map(|id| id.as_str().to_owned());
    Ok(SendOutcome::Unsent(Unsent { text: fields.get("text").to_owned(), client_id, rejection }))
}

async fn send(
    caller: &LoggedIn,
    destination: Destination,
    fields: &FormFields,
) -> Result<SentMessages, AppError> {
    let texts = vec![MessageText::parse(fields.get("text"))?];
    let request = SendRequest {
        sender_id: caller.user_id(),
        written_at: cut_to_millis(Utc::now()),
        destination,
        texts,
        client_id: client_id_of(fields),
        origin: None,
    };
    messaging::send(caller.state(), request).await
}

fn client_id_of(fields: &FormFields) -> Option<ClientId> {
    ClientId::parse(fields.get("client_id")).ok()
}

fn fresh_client_id() -> String {
    format!("{:032x}", rand::rng().random::<u128>())
}
