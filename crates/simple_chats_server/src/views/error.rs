//! The error of all pages, and its texts. `page::error_page` renders it.

mod form_messages;

pub(super) use form_messages::{
    PASSWORDS_DIFFER, STALE_FORM, SUSPENDED, WRONG_PASSWORD, form_message, reason_of_failure, reason_of_file,
    reason_of_refusal,
};

use crate::error::AppError;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use simple_chats_texts::{Phrase, Texts};
use std::fmt;

const FOREIGN_FORM: &str = "error-form-was-sent-from";

#[derive(Debug)]
pub(crate) enum PageError {
    /// A use case failed, and no form can say so.
    App(AppError),
    /// The page doesn't exist, or not for this visitor.
    NotFound,
    /// The page exists, but not for this method.
    MethodNotAllowed,
    /// A form can't be read, with a more precise reason than the status.
    Unreadable(StatusCode, Option<&'static str>),
    /// The body is compressed.
    EncodedBody,
    /// A page of another site or origin has posted a form.
    ForeignForm,
    LogInFirst,
    /// The page is for visitors who aren't logged in.
    AlreadyLoggedIn,
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        match error {
            // A page doesn't reveal whether a chat of others exists.
            AppError::UnknownUser(_)
            | AppError::UnknownChat(_)
            | AppError::UnknownMessage(_)
            | AppError::UnknownInvitation(_)
            | AppError::UnknownSession(_)
            | AppError::UnknownPasskey
            | AppError::UnknownToken(_)
            | AppError::NotAParticipant(_)
            | AppError::NotAnAdministrator
            | AppError::FromAnotherChat(..) => Self::NotFound,
            other => Self::App(other),
        }
    }
}

impl PageError {
    pub(super) fn retry_after(&self) -> Option<u64> {
        if let Self::App(error) = self { error.retry_after() } else { None }
    }

    /// The reason in words. The request id lets the operator find a fault in the log.
    pub(super) fn reason(&self, request_id: &str) -> Phrase {
        let status = self.status_code();
        let (_, reason) = title_and_reason(status);
        match self {
            Self::App(_) if status == StatusCode::INTERNAL_SERVER_ERROR => {
                Phrase::from("error-logged").with("number", request_id)
            }
            Self::App(error) => reason_of_failure(error).unwrap_or_else(|| reason.into()),
            Self::Unreadable(_, Some(reason)) => (*reason).into(),
            Self::EncodedBody => "error-data-compressed-which-page".into(),
            Self::ForeignForm => FOREIGN_FORM.into(),
            _ => reason.into(),
        }
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Texts::english().text(title_and_reason(self.status_code()).0))
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::App(error) => error.kind().1,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unreadable(status, _) => *status,
            Self::EncodedBody => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::LogInFirst | Self::AlreadyLoggedIn => StatusCode::SEE_OTHER,
        }
    }

    /// Without a body: the middleware knows the visitor and renders the page.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

pub(crate) async fn not_found() -> Result<HttpResponse, PageError> {
    Err(PageError::NotFound)
}

pub(crate) fn method_not_allowed(_: &HttpRequest) -> HttpResponse {
    HttpResponse::from_error(PageError::MethodNotAllowed)
}

/// The title of an error page, and the reason in words if only the status is known.
pub(super) fn title_and_reason(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => ("error-not-allowed", "error-dont-have-access"),
        StatusCode::NOT_FOUND => ("error-page-not-found", "error-page-doesnt-exist"),
        StatusCode::METHOD_NOT_ALLOWED => ("error-not-supported", "error-page-doesnt-support-kind"),
        StatusCode::REQUEST_TIMEOUT => ("error-too-slow", "error-data-didnt-arrive-time"),
        StatusCode::CONFLICT => ("error-changed-meantime", "error-has-changed-meantime-please"),
        StatusCode::GONE => ("error-no-longer-available", "error-no-longer-available-text"),
        StatusCode::PAYLOAD_TOO_LARGE => ("error-too-large", "error-data-too-large-page"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("error-unsupported-format", "error-page-only-reads-forms"),
        StatusCode::TOO_MANY_REQUESTS => ("error-too-many-requests", "error-too-many-requests-please"),
        StatusCode::SERVICE_UNAVAILABLE => {
            ("error-temporarily-unavailable", "error-server-busy-partly-unavailable")
        }
        status if status.is_server_error() => {
            ("error-something-went-wrong", "error-something-went-wrong-our")
        }
        _ => ("error-bad-request", "error-data-cant-read"),
    }
}
