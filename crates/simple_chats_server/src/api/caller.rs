//! The authenticated caller. Whatever else is wrong with a request, invalid credentials are reported first.

use crate::accounts::{self, Authenticated, Credentials, GivenCode};
use crate::delivery::Grant;
use crate::error::{AppError, AppResult};
use crate::http::authentication;
use crate::http::connections::note_login;
use crate::http::json_error::JsonError;
use crate::http::middleware::record_user;
use crate::http::unsent::hold;
use crate::rate_limits::Observer;
use crate::state::AppState;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono::{DateTime, Utc};
use simple_chats_domain::UserId;
use simple_chats_persistence::{Account, DbConnection};
use std::cell::Cell;
use std::future::{Ready, ready};
use std::rc::Rc;
use std::sync::Arc;

/// The authenticated user of a request that changes something. A handler that takes it can only be reached with valid
/// credentials.
pub(crate) struct Caller {
    pub(super) account: Account,
    /// Whether a second factor was among the credentials.
    pub(super) has_given_code: bool,
    /// When the user logged in to get the token, if there is one.
    logged_in_at: Option<DateTime<Utc>>,
    pub(super) grant: Grant,
    pub(super) state: web::Data<AppState>,
}

/// A caller with the password, or with a token that was got for it: the only one who may change credentials or delete the
/// account. A program with a personal token acts for the user, but isn't the user.
pub(crate) struct Owner(pub(super) Caller);

impl Caller {
    pub(super) fn user_id(&self) -> UserId {
        self.account.user.user_id
    }

    /// What stands for the second factor in a change of credentials: a code that comes with the request, or the login that the
    /// token was got by.
    pub(super) fn given_code<'a>(&self, header: Option<&'a str>) -> GivenCode<'a> {
        match header {
            Some(code) => GivenCode::Typed(code),
            None if self.logged_in_at.is_some_and(accounts::is_recent_login) => GivenCode::Accepted,
            None => GivenCode::None,
        }
    }
}

/// The user of a request that reads (GET, HEAD). The read itself checks the credentials, on the same connection, and
/// names the user.
#[derive(Clone)]
pub(crate) struct Reader(Rc<Request>);

/// The user of a request that reads what only the user may, not a program with a personal token.
pub(crate) struct OwnerReader(pub(super) Reader);

struct Request {
    credentials: Credentials,
    state: web::Data<AppState>,
    has_read: Cell<bool>,
    /// The user, once a read has found out.
    user_id: Cell<Option<UserId>>,
}

impl Reader {
    fn new(credentials: Credentials, state: web::Data<AppState>) -> Self {
        Self(Rc::new(Request { credentials, state, has_read: Cell::new(false), user_id: Cell::new(None) }))
    }

    pub(super) fn state(&self) -> &web::Data<AppState> {
        &self.0.state
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// Counts the rows that a read has found.
    pub(super) fn has_read(&self, me: UserId, rows: usize) {
        self.0.state.rate_limiter.has_read(me, rows);
    }

    /// Runs a use case that reads for the user of the credentials, provided that they are valid. It may run again if the
    /// database closes the connection. Returns the user as well.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        mut read: impl FnMut(&mut DbConnection, UserId) -> AppResult<T> + Send + 'static,
    ) -> AppResult<(UserId, T)> {
        self.read_account(move |conn, account| read(conn, account.user.user_id)).await
    }

    /// As [`Reader::read`], with the account.
    pub(super) async fn read_account<T: Send + 'static>(
        &self,
        mut read: impl FnMut(&mut DbConnection, Account) -> AppResult<T> + Send + 'static,
    ) -> AppResult<(UserId, T)> {
        let Request { credentials, state, has_read, user_id } = &*self.0;
        // From here on, the response reveals nothing to a caller without valid credentials.
        has_read.set(true);
        let (limits, observer) = (Arc::clone(&state.rate_limiter), Observer::current());
        let read = move |conn: &mut DbConnection, Authenticated { account, .. }| {
            let me = account.user.user_id;
            record_user(me);
            observer.observe(|| {
                limits.read(me)?;
                Ok((me, read(conn, account)?))
            })
        };
        let (me, value) = accounts::read_as(state, credentials, read).await?;
        user_id.set(Some(me));
        Ok((me, value))
    }
}

/// As [`authorize`], at an address that takes a password together with the code of a second factor.
pub(crate) async fn authorize_with_code(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    authentication::let_give_code(request.request());
    authorize(request, next).await
}

/// As [`authorize_with_code`] for deletions only.
pub(crate) async fn authorize_deletion_with_code(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.method() == Method::DELETE {
        authentication::let_give_code(request.request());
    }
    authorize(request, next).await
}

/// Authenticates every request but OPTIONS. Those that read are authenticated by their read, or after they were handled
/// without one, such as for a malformed id.
pub(crate) async fn authorize(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let (method, state) = (request.method(), request.app_data::<web::Data<AppState>>().cloned());
    let Some(state) = state.filter(|_| method != Method::OPTIONS) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let refused = |error: AppError| -> actix_web::Error { JsonError::from(error).into() };
    if !matches!(*method, Method::GET | Method::HEAD) {
        return match authentication::by_header(request.request(), &state).await {
            Ok(Authenticated { grant, .. }) if grant.credential.may_only_read() => {
                let limited = state.rate_limiter.read(grant.user_id);
                let error = limited.err().unwrap_or(AppError::TokenMayOnlyRead);
                Ok(request.error_response(refused(error)))
            }
            Ok(Authenticated { account, grant, has_given_code, logged_in_at }) => {
                let caller = Caller { account, has_given_code, logged_in_at, grant, state };
                request.extensions_mut().insert(caller);
                Ok(next.call(request).await?.map_into_boxed_body())
            }
            Err(error) => Ok(request.error_response(refused(error))),
        };
    }
    let reader = match authentication::credentials_of(request.request(), &state) {
        Ok(credentials) => Reader::new(credentials, state),
        Err(error) => return Ok(request.error_response(refused(error))),
    };
    let _slot = match reader.state().read_slots.take(reader.credentials().read_key()).await {
        Ok(slot) => slot,
        Err(error) => return Ok(request.error_response(refused(error))),
    };
    request.extensions_mut().insert(reader.clone());
    let response = next.call(request).await?.map_into_boxed_body();
    if !reader.0.has_read.get()
        && let Err(error) = reader.read(|_, _| Ok(())).await
    {
        return Ok(response.error_response(refused(error)));
    }
    let Some(me) = reader.0.user_id.get() else { return Ok(response) };
    note_login(response.request());
    let request = response.request().clone();
    Ok(hold(response, &reader.state().unsent, me)
        .unwrap_or_else(|error| ServiceResponse::from_err(refused(error), request)))
}

impl FromRequest for Caller {
    type Error = JsonError;
    type Future = Ready<Result<Self, JsonError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions_mut().remove().ok_or(JsonError::App(AppError::NoCredentials)))
    }
}

impl FromRequest for Reader {
    type Error = JsonError;
    type Future = Ready<Result<Self, JsonError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get().cloned().ok_or(JsonError::App(AppError::NoCredentials)))
    }
}

impl FromRequest for Owner {
    type Error = JsonError;
    type Future = Ready<Result<Self, JsonError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Caller::from_request(request, payload).into_inner().and_then(|caller| {
            if caller.grant.credential.is_token() {
                Err(AppError::NotByToken.into())
            } else {
                Ok(Self(caller))
            }
        }))
    }
}

impl FromRequest for OwnerReader {
    type Error = JsonError;
    type Future = Ready<Result<Self, JsonError>>;

    /// The token itself is checked afterwards, as of each request that has read nothing.
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Reader::from_request(request, payload).into_inner().and_then(|reader| {
            let by_token = reader.credentials().is_personal_token();
            if by_token { Err(AppError::NotByToken.into()) } else { Ok(Self(reader)) }
        }))
    }
}
