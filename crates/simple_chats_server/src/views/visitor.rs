//! The visitor of a page. A handler's argument says who may call it, and when the session is read: [`Viewer`] together with
//! the content of the page; [`Visitor`], [`LoggedIn`], and [`Anonymous`] before.

mod cookies;
mod csrf;
pub(super) mod flash;
mod known_browser;
pub(super) mod query;
mod referrer;

use self::csrf::FormKey;
use self::flash::Flash;
use self::known_browser::KnownBrowser;
use self::query::{first_value, own_path};
use self::referrer::referring_path;
use super::error::PageError;
use crate::accounts::{self, ActiveSession, GivenCode};
use crate::error::{AppError, AppResult};
use crate::http::authentication;
use crate::http::compression::accepts_gzip;
use crate::http::cookies::{
    BROWSER, CSRF, CookieName, FLASH, RECENT_PASSKEY, SESSION, VERIFICATION, former_values, values,
};
use crate::http::host::other_than_public;
use crate::http::language::accepted_language;
use crate::http::middleware::{RequestId, record_user};
use crate::http::peer;
use crate::rate_limits::{Network, ReadKey};
use crate::state::AppState;
use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use simple_chats_auth::{PasskeySite, hash_token};
use simple_chats_domain::{Language, UserId};
use simple_chats_persistence::DbConnection;
use simple_chats_texts::Texts;
use std::cell::OnceCell;
use std::future::{Future, Ready, ready};
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;

/// Everyone, logged in or not.
#[derive(Clone)]
pub(crate) struct Visitor(Rc<Visit>);

/// A request for a page, and who sent it.
pub(crate) struct Visit {
    pub(super) state: web::Data<AppState>,
    /// The values of the session cookie.
    session_tokens: Vec<String>,
    /// The value of the session cookie of an earlier version, which is to be replaced.
    former_session: Option<String>,
    /// The session, once it has been read; nothing in it if the visitor isn't logged in.
    session: OnceCell<Option<Rc<ActiveSession>>>,
    /// The values of the cookie of a login that waits for the second factor.
    pub(super) verification_tokens: Vec<String>,
    /// The values of the cookie that says when a passkey was used.
    recent_passkeys: Vec<String>,
    /// The values of the CSRF cookie.
    csrf_cookies: Vec<String>,
    form_key: OnceCell<FormKey>,
    /// Who has logged in with the browser before.
    pub(super) known_browser: KnownBrowser,
    /// The messages for the next page.
    pub(super) flashes: Vec<Flash>,
    method: Method,
    /// Whether the browser only prefetches the page.
    is_prefetch: bool,
    /// The requested page or, for a form, the page that it is on.
    return_path: Option<String>,
    query: String,
    /// The public URL, if the page is at another address.
    pub(super) public_url: Option<String>,
    pub(super) accepts_gzip: bool,
    /// The language that the browser asks for, or the one of the site.
    browser_language: Language,
    /// Whether cookies are for https only.
    pub(super) secure: bool,
    pub(super) request_id: String,
}

/// A logged-in visitor. Others are redirected to the login page and, after login, back.
pub(crate) struct LoggedIn {
    pub(super) visitor: Visitor,
    pub(super) session: Rc<ActiveSession>,
}

/// A visitor who isn't logged in. Others are redirected to the start page.
pub(crate) struct Anonymous(pub(super) Visitor);

/// The visitor of a page that reads more than the session. One read does both.
pub(crate) struct Viewer(pub(super) Visitor);

impl Visitor {
    /// The visitor who sends a request, whose session hasn't been read yet.
    pub(super) fn arriving(request: &HttpRequest, state: web::Data<AppState>) -> Self {
        let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
        let path =
            || request.uri().path_and_query().and_then(|path| own_path(path.as_str())).map(str::to_owned);
        let secure = peer::is_https(request, &state.settings);
        let cookies = |name: CookieName| values(request, name, secure);
        Self(Rc::new(Visit {
            session_tokens: cookies(SESSION),
            former_session: <[String; 1]>::try_from(former_values(request, SESSION, secure))
                .ok()
                .map(|[value]| value),
            session: OnceCell::new(),
            verification_tokens: cookies(VERIFICATION),
            recent_passkeys: cookies(RECENT_PASSKEY),
            csrf_cookies: cookies(CSRF),
            form_key: OnceCell::new(),
            known_browser: KnownBrowser::of(&cookies(BROWSER), &state.known_browser),
            flashes: flash::waiting(&cookies(FLASH), &state.flash),
            method: request.method().clone(),
            is_prefetch: request.headers().contains_key("Sec-Purpose"),
            return_path: if is_page { path() } else { referring_path(request, &state.settings) },
            query: request.query_string().to_owned(),
            public_url: other_than_public(request, &state.settings).map(str::to_owned),
            accepts_gzip: accepts_gzip(request),
            browser_language: accepted_language(request).unwrap_or(state.settings.default_language),
            secure,
            request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            state,
        }))
    }

    /// The visitor of a request, as the middleware identified it.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, PageError> {
        let visitor = request.extensions().get::<Self>().cloned();
        visitor.ok_or_else(|| PageError::App(AppError::Internal("the middleware found no visitor".into())))
    }

    /// Whose reads a page counts as; `None` if it isn't a page or has no session. Several sessions, which nobody's browser has
    /// unless another site has planted one, count as one for each network.
    pub(super) fn read_key(&self, network: Network) -> Option<ReadKey> {
        let is_page = matches!(self.method, Method::GET | Method::HEAD);
        match self.session_tokens.as_slice() {
            [token] if is_page => Some(ReadKey::of_login(&hash_token(token), network)),
            [_, _, ..] if is_page => Some(ReadKey::of_login("several sessions", network)),
            _ => None,
        }
    }

    /// Reads the session, unless that was done. After an error, the visitor counts as not logged in.
    pub(super) async fn identify(&self) -> AppResult<()> {
        if self.session.get().is_none() {
            self.read_in_session(|_, _| Ok(())).await?;
        }
        Ok(())
    }

    pub(super) fn session(&self) -> Option<&Rc<ActiveSession>> {
        self.session.get().and_then(Option::as_ref)
    }

    /// The language that the browser asks for, or the one of the site: that of a user who has chosen none.
    pub(super) fn browser_language(&self) -> Language {
        self.browser_language
    }

    /// The texts in the visitor's language: the one of the account, once the session has been read, else of the browser.
    pub(super) fn texts(&self) -> &'static Texts {
        let chosen = self.session().and_then(|session| session.language);
        Texts::of(chosen.unwrap_or(self.browser_language))
    }

    /// The key of the visitor's forms, once the session has been read.
    pub(super) fn form_key(&self) -> &FormKey {
        let key = || FormKey::of(self.session().map(Rc::as_ref), &self.csrf_cookies, &self.state.csrf);
        self.form_key.get_or_init(key)
    }

    /// The cookie of a session, for so many seconds.
    pub(super) fn session_cookie(&self, token: String, max_age_seconds: i64) -> Cookie<'static> {
        cookies::make(SESSION, token, Some(max_age_seconds), self.secure)
    }

    /// The cookies that take the place of a session cookie of an earlier version.
    pub(super) fn renamed_session(&self) -> Option<[Cookie<'static>; 2]> {
        let token =
            self.former_session.as_ref().filter(|_| self.session().is_some() && self.receives_body())?;
        let max_age = i64::from(self.state.settings.session_max_age);
        Some([self.session_cookie(token.clone(), max_age), cookies::former_removal(SESSION)])
    }

    /// The cookie of a browser in which a user has logged in.
    pub(super) fn browser_cookie(&self, user_id: UserId) -> Cookie<'static> {
        self.known_browser.cookie_with(user_id, &self.state.known_browser, self.secure)
    }

    /// The cookie of a login that waits for the second factor.
    pub(super) fn verification_cookie(&self, token: String) -> Cookie<'static> {
        cookies::make(VERIFICATION, token, Some(accounts::ATTEMPT_SECONDS), self.secure)
    }

    pub(super) fn verification_removal(&self) -> Cookie<'static> {
        cookies::removal(VERIFICATION, self.secure)
    }

    /// The cookie that says that a passkey was used in a session just now.
    pub(super) fn recent_passkey_cookie(&self, session_key: &str) -> Cookie<'static> {
        let value = accounts::recent_passkey(&self.state, session_key);
        cookies::make(RECENT_PASSKEY, value, Some(accounts::RECENT_SECONDS), self.secure)
    }

    /// The host for which browsers may have passkeys.
    pub(super) fn passkey_host(&self) -> Option<&str> {
        self.state.passkey_site.as_ref().map(PasskeySite::host)
    }

    pub(super) fn session_removal(&self) -> Cookie<'static> {
        cookies::removal(SESSION, self.secure)
    }

    /// Reads the session and, if the visitor is logged in, something else.
    async fn read_in_session<T: Send + 'static>(
        &self,
        read: impl FnMut(&mut DbConnection, &ActiveSession) -> AppResult<T> + Send + 'static,
    ) -> AppResult<Option<T>> {
        let found = match authentication::session_token(&self.session_tokens, &self.state).await {
            Ok(Some(token)) => accounts::read_in_session(&self.state, token, read).await,
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        match found {
            Ok(Some((session, value))) => {
                record_user(session.user.user_id);
                self.session.get_or_init(|| Some(Rc::new(session)));
                Ok(Some(value))
            }
            Ok(None) => {
                self.session.get_or_init(|| None);
                Ok(None)
            }
            Err(error) => {
                // The page of another error names the user, but a database that doesn't respond isn't asked again.
                if error.kind().1.is_server_error() {
                    self.session.get_or_init(|| None);
                }
                Err(error)
            }
        }
    }
}

impl Deref for Visitor {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.0
    }
}

impl Visit {
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
        self.return_path.as_deref().unwrap_or("/")
    }
}

impl LoggedIn {
    fn of(visitor: Visitor) -> Result<Self, PageError> {
        let session = visitor.session().cloned().ok_or(PageError::LogInFirst)?;
        Ok(Self { visitor, session })
    }

    pub(super) fn user_id(&self) -> UserId {
        self.session.user.user_id
    }

    /// Whether a passkey was used in this session within five minutes.
    pub(super) fn has_recent_passkey(&self) -> bool {
        let (state, key) = (&self.visitor.state, &self.session.session_key);
        accounts::has_recent_passkey(state, key, &self.visitor.recent_passkeys)
    }

    /// Whether a change of credentials takes a code: there is a second factor, and neither the login nor a passkey is recent.
    pub(super) fn needs_code(&self) -> bool {
        self.session.has_second_factor
            && !self.has_recent_passkey()
            && !accounts::is_recent_login(self.session.logged_in_at)
    }

    /// What stands for the second factor in a change of credentials.
    pub(super) fn given_code<'a>(&self, typed: &'a str) -> GivenCode<'a> {
        match typed {
            _ if self.has_recent_passkey() => GivenCode::Accepted,
            "" if self.needs_code() => GivenCode::None,
            "" => GivenCode::Accepted,
            code => GivenCode::Typed(code),
        }
    }

    pub(super) fn state(&self) -> &AppState {
        &self.visitor.state
    }
}

impl Viewer {
    /// Runs a read for a logged-in visitor. It may run again if the database closes the connection.
    pub(super) async fn read<T: Send + 'static>(
        self,
        read: impl FnMut(&mut DbConnection, &ActiveSession) -> AppResult<T> + Send + 'static,
    ) -> Result<(LoggedIn, T), PageError> {
        let value = self.0.read_in_session(read).await?.ok_or(PageError::LogInFirst)?;
        Ok((LoggedIn::of(self.0)?, value))
    }

    /// As [`Viewer::read`]; others are visitors, too.
    pub(super) async fn read_if_logged_in<T: Send + 'static>(
        self,
        read: impl FnMut(&mut DbConnection, &ActiveSession) -> AppResult<T> + Send + 'static,
    ) -> Result<(Visitor, Option<T>), PageError> {
        let value = self.0.read_in_session(read).await?;
        Ok((self.0, value))
    }
}

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, PageError>>>>;

/// The visitor of a request, once the session has been read.
fn identified<T: 'static>(
    request: &HttpRequest,
    check: impl FnOnce(Visitor) -> Result<T, PageError> + 'static,
) -> Extraction<T> {
    let visitor = Visitor::of(request);
    Box::pin(async move {
        let visitor = visitor?;
        visitor.identify().await?;
        check(visitor)
    })
}

impl FromRequest for Visitor {
    type Error = PageError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        identified(request, Ok)
    }
}

impl FromRequest for LoggedIn {
    type Error = PageError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        identified(request, Self::of)
    }
}

impl FromRequest for Anonymous {
    type Error = PageError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        identified(request, |visitor| match visitor.session() {
            None => Ok(Self(visitor)),
            Some(_) => Err(PageError::AlreadyLoggedIn),
        })
    }
}

impl FromRequest for Viewer {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Visitor::of(request).map(Self))
    }
}
