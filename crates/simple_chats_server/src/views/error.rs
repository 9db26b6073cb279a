//! The error of all pages, and its words. `page::error_page` renders it.

mod form_messages;

pub(super) use form_messages::{PASSWORDS_DIFFER, STALE_FORM, form_message, reason_of_failure};

use crate::error::AppError;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use std::fmt;

/// Why a page was not answered as requested.
#[derive(Debug)]
pub(crate) enum PageError {
    /// A use case failed, and no form can say so.
    App(AppError),
    /// The page doesn't exist, or not for this visitor.
    NotFound,
    /// The page exists, but not for this method.
    MethodNotAllowed,
    /// A form can't be read, with the reason.
    Unreadable(StatusCode, &'static str),
    /// The page requires a login.
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
            | AppError::NotAParticipant(_)
            | AppError::FromAnotherChat(..) => Self::NotFound,
            other => Self::App(other),
        }
    }
}

impl PageError {
    /// The seconds after which another attempt is worthwhile, if known.
    pub(super) fn retry_after(&self) -> Option<u64> {
        if let Self::App(error) = self { error.retry_after() } else { None }
    }

    /// The reason in words. The request id lets the operator find a fault in the log.
    pub(super) fn reason(&self, request_id: &str) -> String {
        let status = self.status_code();
        match self {
            Self::App(_) if status == StatusCode::INTERNAL_SERVER_ERROR => {
                format!("{} The error was logged under the number {request_id}.", reason_of(status))
            }
            Self::App(error) => reason_of_failure(error).unwrap_or_else(|| reason_of(status).to_owned()),
            Self::Unreadable(_, reason) => (*reason).to_owned(),
            _ => reason_of(status).to_owned(),
        }
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(title_of(self.status_code()))
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::App(error) => error.kind().1,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unreadable(status, _) => *status,
            Self::LogInFirst | Self::AlreadyLoggedIn => StatusCode::SEE_OTHER,
        }
    }

    /// Without a body: the middleware knows the visitor and renders the page.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The response to an unknown address.
pub(crate) async fn not_found() -> Result<HttpResponse, PageError> {
    Err(PageError::NotFound)
}

/// The response to a method that a page doesn't support.
#[must_use]
pub(crate) fn method_not_allowed(_: &HttpRequest) -> HttpResponse {
    HttpResponse::from_error(PageError::MethodNotAllowed)
}

/// The title of an error page.
pub(super) fn title_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "Not allowed",
        StatusCode::NOT_FOUND => "Page not found",
        StatusCode::METHOD_NOT_ALLOWED => "Not supported",
        StatusCode::REQUEST_TIMEOUT => "Too slow",
        StatusCode::CONFLICT => "Changed in the meantime",
        StatusCode::GONE => "No longer available",
        StatusCode::PAYLOAD_TOO_LARGE => "Too large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Unsupported format",
        StatusCode::TOO_MANY_REQUESTS => "Too many requests",
        StatusCode::SERVICE_UNAVAILABLE => "Temporarily unavailable",
        status if status.is_server_error() => "Something went wrong",
        _ => "Bad request",
    }
}

/// The reason in words if only the status is known.
pub(super) fn reason_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "You don't have access to this.",
        StatusCode::NOT_FOUND => "This page doesn't exist",
        StatusCode::METHOD_NOT_ALLOWED => "This page doesn't support this kind of request.",
        StatusCode::REQUEST_TIMEOUT => "Your data didn't arrive in time. Please try again.",
        StatusCode::CONFLICT => "This has changed in the meantime. Please reload.",
        StatusCode::GONE => "This is no longer available.",
        StatusCode::PAYLOAD_TOO_LARGE => "Your data is too large for this page.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "This page only reads forms (application/x-www-form-urlencoded)."
        }
        StatusCode::TOO_MANY_REQUESTS => "Too many requests. Please wait a moment.",
        StatusCode::SERVICE_UNAVAILABLE => "The server is busy or partly unavailable. Please try again.",
        status if status.is_server_error() => "Something went wrong on our side. Please try again later.",
        _ => "Your data can't be read.",
    }
}
