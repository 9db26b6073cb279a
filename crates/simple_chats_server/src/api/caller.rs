//! Who calls the API. Credentials are checked before anything else of a request is read.

use super::error::ApiError;
use crate::error::AppError;
use crate::http::authentication;
use crate::state::AppState;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use simple_chats_domain::UserId;
use simple_chats_persistence::Account;
use std::future::{Ready, ready};

/// The user who calls. A handler that takes one can only be reached with credentials.
#[derive(Debug, Clone)]
pub struct Caller(pub(super) Account);

impl Caller {
    /// The caller's id.
    #[must_use]
    pub(super) fn user_id(&self) -> UserId {
        self.0.user.user_id
    }
}

/// Checks the credentials of every request but OPTIONS.
pub async fn authorize(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() != Method::OPTIONS
        && let Some(state) = request.app_data::<web::Data<AppState>>().cloned()
    {
        match authentication::by_header(request.request(), &state).await {
            Ok((account, _)) => {
                request.extensions_mut().insert(Caller(account));
            }
            Err(error) => {
                let error: actix_web::Error = ApiError::from(error).into();
                return Ok(request.error_response(error).map_into_right_body());
            }
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(ApiError::App(AppError::NoCredentials)))
    }
}
