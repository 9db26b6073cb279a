//! How a page is answered: template, title and content, with what every page shows around them.

use super::error::PageError;
use super::flash::{self, Flash};
use super::visitor::Visitor;
use crate::error::AppError;
use crate::http::assets::Assets;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use serde::Serialize;
use simple_chats_domain::{Person, User};
use tera::Context;

const SITE_NAME: &str = "Simple chats";

/// What a page shows.
pub(super) struct HtmlPage<C> {
    template: &'static str,
    title: String,
    status: StatusCode,
    retry_after: Option<u64>,
    notes: Vec<Flash>,
    content: C,
}

impl<C: Serialize> HtmlPage<C> {
    /// A page that is answered with 200.
    pub(super) fn new(template: &'static str, title: impl Into<String>, content: C) -> Self {
        let (status, title) = (StatusCode::OK, title.into());
        Self { template, title, status, retry_after: None, notes: Vec::new(), content }
    }

    /// The same, answered with another status.
    pub(super) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same, which says after how many seconds another try is worth it.
    pub(super) fn retry_after(self, retry_after: Option<u64>) -> Self {
        Self { retry_after, ..self }
    }

    /// The same with a message on top.
    pub(super) fn note(mut self, note: Flash) -> Self {
        self.notes.push(note);
        self
    }
}

#[derive(Serialize)]
struct Layout<'a, C> {
    page_title: &'a str,
    site_name: &'static str,
    user: Option<Person>,
    csrf_token: String,
    flashes: Vec<&'a Flash>,
    #[serde(flatten)]
    content: &'a C,
}

/// Sends whoever asks to another page of this site.
pub(super) fn redirect(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

impl Visitor {
    /// Shows a page, and with it the messages that wait.
    pub(super) fn show<C: Serialize>(&self, page: &HtmlPage<C>) -> Result<HttpResponse, PageError> {
        let html = self.render(page).map_err(|error| AppError::Internal(error.into()))?;
        let mut response = HttpResponse::build(page.status);
        response.content_type("text/html; charset=utf-8");
        if let Some(seconds) = page.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(cookie) = self.form_key().cookie(&self.state().csrf, self.secure()) {
            response.cookie(cookie);
        }
        if !self.flashes().is_empty() && self.receives_body() {
            response.cookie(flash::removal(self.secure()));
        }
        Ok(response.body(html))
    }

    /// Sends the visitor to another page, which shows a message.
    pub(super) fn redirect_with(&self, to: &str, flash: Flash) -> HttpResponse {
        let mut response = HttpResponse::SeeOther();
        response.insert_header((header::LOCATION, to));
        if let Some(cookie) = flash::cookie_with(self.flashes(), flash, &self.state().flash, self.secure()) {
            response.cookie(cookie);
        }
        response.finish()
    }

    fn render<C: Serialize>(&self, page: &HtmlPage<C>) -> tera::TeraResult<String> {
        let layout = Layout {
            page_title: &page.title,
            site_name: SITE_NAME,
            user: self.signed_in().map(|signed_in| User::person(&signed_in.user)),
            csrf_token: self.form_key().token(&self.state().csrf),
            flashes: self.flashes().iter().chain(&page.notes).collect(),
            content: &page.content,
        };
        Assets::current().render(page.template, &Context::from_serialize(&layout)?)
    }
}
