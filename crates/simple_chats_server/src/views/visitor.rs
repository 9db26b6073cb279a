//! The visitor of a page, identified before anything else of a request is read. A handler's argument says who may call it:
//! [`Visitor`], [`LoggedIn`], or [`Anonymous`].

mod cookies;
mod csrf;
pub(super) mod flash;
pub(super) mod query;

use self::csrf::FormKey;
use self::flash::Flash;
use self::query::{first_value, own_path};
use super::error::PageError;
use crate::accounts::ActiveSession;
use crate::error::AppError;
use crate::http::authentication::{self, SESSION_COOKIE};
use crate::http::middleware::RequestId;
use crate::http::peer;
use crate::state::AppState;
use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use simple_chats_domain::UserId;
use std::future::{Ready, ready};

/// Everyone, logged in or not.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(super) state: web::Data<AppState>,
    pub(super) session: Option<ActiveSession>,
    pub(super) form_key: FormKey,
    /// The messages for the next page.
    pub(super) flashes: Vec<Flash>,
    method: Method,
    /// Whether the browser only prefetches the page.
    is_prefetch: bool,
    path: Option<String>,
    referring_path: Option<String>,
    query: String,
    /// Whether cookies are for https only.
    pub(super) secure: bool,
    pub(super) request_id: String,
}

/// A logged-in visitor. Others are redirected to the login page and, after login, back.
pub(crate) struct LoggedIn {
    pub(super) visitor: Visitor,
    pub(super) session: ActiveSession,
}

/// A visitor who isn't logged in. Others are redirected to the start page.
pub(crate) struct Anonymous(pub(super) Visitor);

impl Visitor {
    /// Identifies the visitor. After an error, the visitor counts as not logged in.
    pub(super) async fn identify(
        request: &HttpRequest,
        state: web::Data<AppState>,
    ) -> (Self, Option<AppError>) {
        let (session, error) = match authentication::by_cookie(request, &state).await {
            Ok(session) => (session, None),
            Err(error) => (None, Some(error)),
        };
        let path = request.uri().path_and_query().and_then(|path| own_path(path.as_str()));
        let visitor = Self {
            form_key: FormKey::of(request, &state.csrf, session.as_ref()),
            flashes: flash::waiting(request, &state.flash),
            method: request.method().clone(),
            is_prefetch: request.headers().contains_key("Sec-Purpose"),
            path: path.map(str::to_owned),
            referring_path: referring_path(request),
            query: request.query_string().to_owned(),
            secure: peer::is_https(request, &state.settings),
            request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            session,
            state,
        };
        (visitor, error)
    }

    /// The visitor whom the middleware has identified.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, PageError> {
        let visitor = request.extensions().get::<Self>().cloned();
        visitor.ok_or_else(|| PageError::App(AppError::Internal("no visitor was identified".into())))
    }

    pub(super) fn query(&self, name: &str) -> Option<String> {
        first_value(&self.query, name)
    }

    /// Whether the visitor looks at a page, rather than posting a form, prefetching, or requesting by HEAD.
    pub(super) fn is_page_view(&self) -> bool {
        self.method == Method::GET && !self.is_prefetch
    }

    /// Whether the visitor sees the response's body.
    pub(super) fn receives_body(&self) -> bool {
        self.method != Method::HEAD && !self.is_prefetch
    }

    /// The requested page or, for a form, the page that it is on.
    pub(super) fn return_path(&self) -> &str {
        let is_page = matches!(self.method, Method::GET | Method::HEAD);
        let path = if is_page { &self.path } else { &self.referring_path };
        path.as_deref().unwrap_or("/")
    }

    /// The cookie of a session, for so many seconds.
    pub(super) fn session_cookie(&self, token: String, max_age_seconds: i64) -> Cookie<'static> {
        cookies::make(SESSION_COOKIE, token, Some(max_age_seconds), self.secure)
    }

    pub(super) fn session_removal(&self) -> Cookie<'static> {
        cookies::removal(SESSION_COOKIE, self.secure)
    }
}

impl LoggedIn {
    pub(super) fn user_id(&self) -> UserId {
        self.session.user.user_id
    }

    pub(super) fn state(&self) -> &AppState {
        &self.visitor.state
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
        ready(Visitor::of(request).and_then(|visitor| match visitor.session.clone() {
            Some(session) => Ok(Self { visitor, session }),
            None => Err(PageError::LogInFirst),
        }))
    }
}

impl FromRequest for Anonymous {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Visitor::of(request).and_then(|visitor| match visitor.session {
            None => Ok(Self(visitor)),
            Some(_) => Err(PageError::AlreadyLoggedIn),
        }))
    }
}

/// The path of the page with the form, if the `Referer` names a page of this site.
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
    fn only_a_page_of_this_site_counts_as_referring_page() {
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
