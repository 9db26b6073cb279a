//! Errors of pages: a page in the site's look with the reason and a way on.

use super::flash::Flash;
use super::page::HtmlPage;
use super::query::login_path;
use super::visitor::Visitor;
use crate::error::AppError;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use std::fmt;

/// What is shown where even the page of an error can't be made.
const BARE: &str = "<!doctype html><html lang=\"en\"><title>Something went wrong</title>\
    <h1>Something went wrong</h1><p>Something went wrong on our side. <a href=\"/\">To the start page</a></p></html>";

/// Why a page was not answered as asked.
#[derive(Debug)]
pub(crate) enum PageError {
    /// A use case says no, and there is no form to say it in.
    App(AppError),
    /// There is no such page, or none of the visitor's.
    NotFound,
    /// The page is there, but not for this method.
    MethodNotAllowed,
    /// A form can't be read, and why.
    Unreadable(StatusCode, &'static str),
    /// The page is for those who are signed in.
    LogInFirst,
    /// The page is for those who are not.
    LoggedInAlready,
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        match error {
            // Whether somebody else's chat exists is nobody's business.
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
    /// After how many seconds another try is worth it, where that is known.
    fn retry_after(&self) -> Option<u64> {
        if let Self::App(error) = self { error.retry_after() } else { None }
    }

    fn reason(&self, request_id: &str) -> String {
        match self {
            Self::App(error @ AppError::Internal(_)) => {
                format!("{error}. It has been noted under the number {request_id}; please try again later.")
            }
            Self::App(error) => format!("{error}."),
            Self::Unreadable(_, why) => (*why).to_owned(),
            other => reason_of(other.status_code()).to_owned(),
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
            Self::LogInFirst | Self::LoggedInAlready => StatusCode::SEE_OTHER,
        }
    }

    /// Without a body: the middleware around all pages knows the visitor, and makes the page.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    reason: String,
    next_step: NextStep,
}

#[derive(Serialize)]
struct NextStep {
    href: String,
    label: &'static str,
}

impl Visitor {
    /// What the visitor gets for an error.
    pub(super) fn answer(&self, error: &PageError) -> HttpResponse {
        match error {
            PageError::LogInFirst => {
                self.redirect_with(&login_path(self.return_path()), Flash::info("You have to log in first"))
            }
            PageError::LoggedInAlready => {
                self.redirect_with("/", Flash::info("You have been already logged in"))
            }
            PageError::App(app_error) => {
                app_error.log();
                self.error_page(error.status_code(), error.reason(self.request_id()), error.retry_after())
            }
            other => self.error_page(other.status_code(), other.reason(self.request_id()), None),
        }
    }

    /// What the visitor gets for an error of which no more is known than its status.
    pub(super) fn answer_status(&self, status: StatusCode) -> HttpResponse {
        self.error_page(status, reason_of(status).to_owned(), None)
    }

    fn error_page(&self, status: StatusCode, reason: String, retry_after: Option<u64>) -> HttpResponse {
        let content = ErrorPage { status: status.as_u16(), reason, next_step: self.next_step(status) };
        let page =
            HtmlPage::new("error.html", title_of(status), content).status(status).retry_after(retry_after);
        self.show(&page).unwrap_or_else(|error| {
            // The fault of a template that was broken before it came to this has been logged.
            if let (PageError::App(error), false) = (error, status.is_server_error()) {
                error.log();
            }
            HttpResponse::InternalServerError().content_type("text/html; charset=utf-8").body(BARE)
        })
    }

    fn next_step(&self, status: StatusCode) -> NextStep {
        let passes = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
        let back = self.return_path();
        if self.is_page_view() && passes {
            NextStep { href: back.to_owned(), label: "Try again" }
        } else if !self.is_page_view() && back != "/" {
            NextStep { href: back.to_owned(), label: "Back to the page before" }
        } else if self.signed_in().is_some() {
            NextStep { href: "/chats/list".to_owned(), label: "To my chats" }
        } else {
            NextStep { href: "/".to_owned(), label: "To the start page" }
        }
    }
}

/// The answer to an address that doesn't exist.
pub(crate) async fn not_found() -> Result<HttpResponse, PageError> {
    Err(PageError::NotFound)
}

/// The answer to a method that a page doesn't know.
#[must_use]
pub(crate) fn method_not_allowed(_: &HttpRequest) -> HttpResponse {
    HttpResponse::from_error(PageError::MethodNotAllowed)
}

/// The title of an error's page.
fn title_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "Not allowed",
        StatusCode::NOT_FOUND => "Page not found",
        StatusCode::METHOD_NOT_ALLOWED => "Not possible here",
        StatusCode::REQUEST_TIMEOUT => "Too slow",
        StatusCode::CONFLICT => "Not possible any more",
        StatusCode::GONE => "No longer here",
        StatusCode::PAYLOAD_TOO_LARGE => "Too long",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Not understood",
        StatusCode::TOO_MANY_REQUESTS => "Too many requests",
        StatusCode::SERVICE_UNAVAILABLE => "Not available right now",
        status if status.is_server_error() => "Something went wrong",
        _ => "Bad request",
    }
}

/// The reason, where no more is known than the status.
fn reason_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "This is not yours to see or to change.",
        StatusCode::NOT_FOUND => "Error 404. Sorry, but this page does not exist",
        StatusCode::METHOD_NOT_ALLOWED => "This address is there, but it does not do what it was asked for.",
        StatusCode::REQUEST_TIMEOUT => "What you sent did not arrive in time. Please, try again.",
        StatusCode::CONFLICT => "It has changed meanwhile. Please, look at it again.",
        StatusCode::GONE => "It was here, but it will not be back.",
        StatusCode::PAYLOAD_TOO_LARGE => "What you sent is longer than this page takes.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "What you sent is of a kind that this page does not read.",
        StatusCode::TOO_MANY_REQUESTS => "That was too much at once. Please, wait a moment.",
        StatusCode::SERVICE_UNAVAILABLE => {
            "The server is too busy, or a part of it is away. Please, try again in a moment."
        }
        status if status.is_server_error() => "Something went wrong on our side. Please, try again later.",
        _ => "What you sent can't be read.",
    }
}
