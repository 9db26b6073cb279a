//! The authenticated caller. Credentials are checked before anything else of a request.

use crate::error::AppError;
use crate::http::authentication;
use crate::http::json_error::JsonError;
use crate::state::AppState;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use simple_chats_domain::UserId;
use simple_chats_persistence::Account;
use std::future::{Ready, ready};

/// The authenticated user. A handler that takes it can only be reached with valid credentials.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(super) account: Account,
    pub(super) state: web::Data<AppState>,
}

impl Caller {
    pub(super) fn user_id(&self) -> UserId {
        self.account.user.user_id
    }
}

/// Checks the credentials of every request but OPTIONS.
pub(crate) async fn authorize(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() != Method::OPTIONS
        && let Some(state) = request.app_data::<web::Data<AppState>>().cloned()
    {
        match authentication::by_header(request.request(), &state).await {
            Ok((account, _)) => {
                request.extensions_mut().insert(Caller { account, state });
            }
            Err(error) => {
                let error: actix_web::Error = JsonError::from(error).into();
                return Ok(request.error_response(error).map_into_right_body());
            }
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

impl FromRequest for Caller {
    type Error = JsonError;
    type Future = Ready<Result<Self, JsonError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(JsonError::App(AppError::NoCredentials)))
    }
}
