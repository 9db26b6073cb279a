//! The page of an error: the reason in words, and a next step.

use super::HtmlPage;
use crate::http::body;
use crate::views::error::{PageError, title_and_reason};
use crate::views::visitor::Visitor;
use crate::views::visitor::flash::Flash;
use crate::views::visitor::query::login_path;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use simple_chats_texts::Phrase;

/// The page if even the page of an error can't be rendered.
const FALLBACK: &str = "<!doctype html><html lang=\"en\"><title>Something went wrong</title>\
    <h1>Something went wrong</h1><p>Something went wrong on our side. <a href=\"/\">Start page</a></p></html>";

#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    reason: String,
    next_step: NextStep,
}

#[derive(Serialize)]
struct NextStep {
    href: String,
    label: String,
}

impl Visitor {
    /// The response to an error. Logs it.
    pub(in crate::views) fn answer(&self, error: &PageError) -> HttpResponse {
        match error {
            PageError::LogInFirst => {
                let login = login_path(self.return_path());
                return self.redirect_with(&login, Flash::info("page-log-continue"));
            }
            PageError::AlreadyLoggedIn => {
                return self.redirect_with("/", Flash::info("page-already-logged"));
            }
            PageError::App(error) => error.log(),
            _ => {}
        }
        let mut response =
            self.error_page(error.status_code(), &error.reason(&self.request_id), error.retry_after());
        if matches!(error, PageError::EncodedBody) {
            body::offer_identity(&mut response);
        }
        response
    }

    /// The response to an error of which only the status is known.
    pub(in crate::views) fn answer_status(&self, status: StatusCode) -> HttpResponse {
        self.error_page(status, &title_and_reason(status).1.into(), None)
    }

    fn error_page(&self, status: StatusCode, reason: &Phrase, retry_after: Option<u64>) -> HttpResponse {
        let content = ErrorPage {
            status: status.as_u16(),
            reason: self.texts().say(reason),
            next_step: self.next_step(status),
        };
        let page = HtmlPage::new("error.html", title_and_reason(status).0, content);
        self.show(&page.status(status).retry_after(retry_after)).unwrap_or_else(|error| {
            // A server error has been logged already.
            if let (PageError::App(error), false) = (error, status.is_server_error()) {
                error.log();
            }
            HttpResponse::InternalServerError().content_type("text/html; charset=utf-8").body(FALLBACK)
        })
    }

    fn next_step(&self, status: StatusCode) -> NextStep {
        let label = |key| self.texts().text(key);
        let passes = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
        let back = self.return_path();
        if self.is_page_view() && passes {
            NextStep { href: back.to_owned(), label: label("page-try-again") }
        } else if !self.is_page_view() && back != "/" {
            NextStep { href: back.to_owned(), label: label("page-back-previous-page") }
        } else if self.session().is_some() {
            NextStep { href: "/chats/list".to_owned(), label: label("common-my-chats") }
        } else {
            NextStep { href: "/".to_owned(), label: label("page-start-page") }
        }
    }
}
