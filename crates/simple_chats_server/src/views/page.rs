//! HTML pages: a template, a title, and content, inside the layout of all pages.

mod error_page;

use super::error::PageError;
use super::visitor::Visitor;
use super::visitor::flash::{self, Flash, ShownFlash};
use crate::error::AppError;
use crate::http::assets::Assets;
use crate::http::compression;
use crate::http::conditional::EntityTag;
use actix_web::cookie::Cookie;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use simple_chats_domain::{Person, User};
use simple_chats_texts::{Phrase, Texts};
use std::borrow::Cow;
use tera::{Context, Value};

pub(super) const SITE_NAME: &str = "Simple chats";

pub(crate) type PageResult = Result<HttpResponse, PageError>;

pub(super) struct HtmlPage<C> {
    template: &'static str,
    title: Title,
    status: StatusCode,
    retry_after: Option<u64>,
    flash: Option<Flash>,
    pub(super) content: C,
    fragments: Vec<(&'static str, String)>,
    tag: Option<EntityTag>,
}

/// What a page is called.
pub(super) enum Title {
    /// A text of the application.
    Phrase(Phrase),
    /// The name of a person.
    Name(String),
}

impl Title {
    fn shown(&self, texts: &Texts) -> Cow<'_, str> {
        match self {
            Self::Phrase(phrase) => texts.say(phrase).into(),
            Self::Name(name) => name.into(),
        }
    }
}

impl From<&'static str> for Title {
    fn from(key: &'static str) -> Self {
        Self::Phrase(key.into())
    }
}

impl From<Phrase> for Title {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<String> for Title {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl<C: Serialize> HtmlPage<C> {
    pub(super) fn new(template: &'static str, title: impl Into<Title>, content: C) -> Self {
        let (status, title) = (StatusCode::OK, title.into());
        Self {
            template,
            title,
            status,
            retry_after: None,
            flash: None,
            content,
            fragments: Vec::new(),
            tag: None,
        }
    }

    /// Adds a part that was rendered before.
    pub(super) fn with_fragment(mut self, name: &'static str, html: String) -> Self {
        self.fragments.push((name, html));
        self
    }

    /// Names the page, so that a client that keeps it can ask whether it has changed. Flash messages are shown once: a page
    /// with one stays without a name.
    pub(super) fn with_tag(self, tag: Option<EntityTag>) -> Self {
        Self { tag, ..self }
    }

    pub(super) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(super) fn retry_after(self, retry_after: Option<u64>) -> Self {
        Self { retry_after, ..self }
    }

    /// The page that a stale form without fields is on: 403, with a message on top.
    pub(super) fn stale(self) -> Self {
        Self { status: StatusCode::FORBIDDEN, flash: Some(Flash::stale_form()), ..self }
    }
}

#[derive(Serialize)]
struct Layout<'a, C> {
    page_title: &'a str,
    language: &'static str,
    direction: &'static str,
    site_name: &'static str,
    user: Option<Person>,
    csrf_token: String,
    flashes: Vec<ShownFlash>,
    /// The public URL, if the page is at another address.
    public_url: Option<&'a str>,
    #[serde(flatten)]
    content: &'a C,
}

pub(super) fn redirect(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

pub(super) fn add_cookie(response: &mut HttpResponse, cookie: &Cookie<'_>) {
    if let Err(error) = response.add_cookie(cookie) {
        tracing::error!(%error, "failed to write a cookie");
    }
}

impl Visitor {
    /// Renders a page with the waiting flash messages.
    pub(super) fn show<C: Serialize>(&self, page: &HtmlPage<C>) -> PageResult {
        let html = self.render(page).map_err(|error| AppError::Internal(error.into()))?;
        let mut response = HttpResponse::build(page.status);
        response.content_type("text/html; charset=utf-8");
        if let Some(seconds) = page.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(cookie) = self.form_key().cookie(&self.state.csrf, self.secure) {
            response.cookie(cookie);
        }
        for cookie in self.renamed_session().into_iter().flatten() {
            response.cookie(cookie);
        }
        if !self.flashes.is_empty() && self.receives_body() {
            response.cookie(flash::removal(self.secure));
        }
        response.insert_header((header::VARY, "Accept-Encoding, Accept-Language"));
        let mut response = self.with_body(response, html)?;
        if let Some(tag) = page.tag.as_ref().filter(|_| self.flashes.is_empty() && page.flash.is_none()) {
            tag.name(&mut response);
        }
        Ok(response)
    }

    /// The response to a client that has the page already.
    pub(super) fn not_modified(tag: &EntityTag) -> HttpResponse {
        let mut response = HttpResponse::NotModified()
            .insert_header((header::VARY, "Accept-Encoding, Accept-Language"))
            .finish();
        tag.name(&mut response);
        response
    }

    fn with_body(&self, mut response: HttpResponseBuilder, html: String) -> PageResult {
        if !self.accepts_gzip || html.len() < compression::MIN_BYTES {
            return Ok(response.body(html));
        }
        let compressed =
            compression::compress_page(html.as_bytes()).map_err(|error| AppError::Internal(error.into()))?;
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
        Ok(response.body(compressed))
    }

    pub(super) fn redirect_with(&self, to: &str, flash: Flash) -> HttpResponse {
        let mut response = redirect(to);
        if let Some(cookie) = flash::cookie_with(&self.flashes, flash, &self.state.flash, self.secure) {
            add_cookie(&mut response, &cookie);
        }
        response
    }

    fn render<C: Serialize>(&self, page: &HtmlPage<C>) -> tera::TeraResult<String> {
        let texts = self.texts();
        let language = texts.language();
        let title = page.title.shown(texts);
        let layout = Layout {
            page_title: &title,
            language: language.tag(),
            direction: language.direction().as_str(),
            site_name: SITE_NAME,
            user: self.session().map(|session| User::person(&session.user)),
            csrf_token: self.form_key().token(&self.state.csrf),
            flashes: self.flashes.iter().chain(&page.flash).map(|flash| flash.shown(texts)).collect(),
            public_url: self.public_url.as_deref(),
            content: &page.content,
        };
        if let Some(url) = &self.public_url {
            self.state.proxy_watch.note_other_address(url);
        }
        let mut context = Context::from_serialize(&layout)?;
        for (name, html) in &page.fragments {
            context.insert_value(*name, Value::safe_string(html));
        }
        Assets::current().render(language, page.template, &context)
    }
}
