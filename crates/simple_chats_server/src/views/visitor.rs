//! Who looks at a page: found out before anything else of a request is read. What a handler takes as its argument says
//! who may call it.

use super::csrf::FormKey;
use super::error::PageError;
use super::flash::{self, Flash};
use super::query::own_path;
use crate::accounts::ActiveSession;
use crate::error::AppError;
use crate::http::authentication;
use crate::http::middleware::RequestId;
use crate::http::peer;
use crate::state::AppState;
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use simple_chats_domain::UserId;
use std::future::{Ready, ready};
use std::rc::Rc;

/// Anybody, signed in or not.
#[derive(Clone)]
pub(crate) struct Visitor(Rc<Visit>);

/// One who is signed in; others are sent to the login page and, once logged in, back.
pub(crate) struct LoggedIn {
    pub(super) visitor: Visitor,
    pub(super) signed_in: ActiveSession,
}

/// One who is not signed in; others are sent to the start page.
pub(crate) struct Anonymous(pub(super) Visitor);

struct Visit {
    state: web::Data<AppState>,
    signed_in: Option<ActiveSession>,
    form_key: FormKey,
    flashes: Vec<Flash>,
    method: Method,
    /// Whether the browser only fetches ahead what might be looked at.
    is_ahead: bool,
    here: Option<String>,
    came_from: Option<String>,
    secure: bool,
    request_id: String,
}

impl Visitor {
    /// Who asks. Where that can't be found out, it comes with the error, as one who is not signed in.
    pub(super) async fn identify(
        request: &HttpRequest,
        state: web::Data<AppState>,
    ) -> (Self, Option<AppError>) {
        let (signed_in, fault) = match authentication::by_cookie(request, &state).await {
            Ok(signed_in) => (signed_in, None),
            Err(error) => (None, Some(error)),
        };
        let here = request.uri().path_and_query().and_then(|here| own_path(here.as_str()));
        let visit = Visit {
            form_key: FormKey::of(request, &state.csrf, signed_in.as_ref()),
            flashes: flash::waiting(request, &state.flash),
            method: request.method().clone(),
            is_ahead: request.headers().contains_key("Sec-Purpose"),
            here: here.map(str::to_owned),
            came_from: referring_path(request),
            secure: peer::is_https(request, &state.settings),
            request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            signed_in,
            state,
        };
        (Self(Rc::new(visit)), fault)
    }

    /// What every request may need.
    pub(super) fn state(&self) -> &AppState {
        &self.0.state
    }

    /// Who is signed in.
    pub(super) fn signed_in(&self) -> Option<&ActiveSession> {
        self.0.signed_in.as_ref()
    }

    /// What the visitor's forms are tied to.
    pub(super) fn form_key(&self) -> &FormKey {
        &self.0.form_key
    }

    /// What waits to be shown on the next page.
    pub(super) fn flashes(&self) -> &[Flash] {
        &self.0.flashes
    }

    /// Whether a page is asked for, to be looked at; not so for HEAD and forms.
    pub(super) fn is_page_view(&self) -> bool {
        self.0.method == Method::GET && !self.0.is_ahead
    }

    /// Whether the answer's body reaches the visitor.
    pub(super) fn receives_body(&self) -> bool {
        self.0.method != Method::HEAD && !self.0.is_ahead
    }

    /// The page that is asked for or, of a form, the one that it stands on.
    pub(super) fn return_path(&self) -> &str {
        let looking = matches!(self.0.method, Method::GET | Method::HEAD);
        let path = if looking { &self.0.here } else { &self.0.came_from };
        path.as_deref().unwrap_or("/")
    }

    /// Whether cookies may only go over https.
    pub(super) fn secure(&self) -> bool {
        self.0.secure
    }

    /// The number by which the request is found in the log.
    pub(super) fn request_id(&self) -> &str {
        &self.0.request_id
    }
}

impl LoggedIn {
    /// The user's id.
    pub(super) fn user_id(&self) -> UserId {
        self.signed_in.user.user_id
    }

    /// What every request may need.
    pub(super) fn state(&self) -> &AppState {
        self.visitor.state()
    }
}

impl FromRequest for Visitor {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl FromRequest for LoggedIn {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Visitor::of(request).and_then(|visitor| match visitor.signed_in().cloned() {
            Some(signed_in) => Ok(Self { visitor, signed_in }),
            None => Err(PageError::LogInFirst),
        }))
    }
}

impl FromRequest for Anonymous {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Visitor::of(request).and_then(|visitor| match visitor.signed_in() {
            None => Ok(Self(visitor)),
            Some(_) => Err(PageError::LoggedInAlready),
        }))
    }
}

impl Visitor {
    /// Whom the middleware around all pages has recognised.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, PageError> {
        let visitor = request.extensions().get::<Self>().cloned();
        visitor.ok_or_else(|| PageError::App(AppError::Internal("no visitor was recognised".into())))
    }
}

/// The path of the page of this site that a form stands on, as the browser names it.
fn referring_path(request: &HttpRequest) -> Option<String> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let url = url::Url::parse(header(header::REFERER)?).ok()?;
    let authority = url.authority();
    let is_own = header(header::HOST).is_some_and(|host| host == authority);
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    own_path(&path).filter(|_| is_own).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn only_a_page_of_this_site_is_where_a_form_came_from() {
        let path = |referer: &'static str| {
            let request = TestRequest::default().insert_header(("host", "chat.example:8000"));
            referring_path(&request.insert_header(("referer", referer)).to_http_request())
        };
        assert_eq!(path("http://chat.example:8000/chats/1?before=2#x").as_deref(), Some("/chats/1?before=2"));
        for referer in
            ["http://evil.example/chats/1", "http://chat.example:8000//evil.example", "nonsense", ""]
        {
            assert_eq!(path(referer), None, "{referer}");
        }
    }
}
