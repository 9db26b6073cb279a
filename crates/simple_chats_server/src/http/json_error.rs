//! Errors as JSON: `{"message": text or object, "code": …}`.

use super::body;
use super::json::{json, object};
use crate::error::AppError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::{Serialize, Serializer};
use simple_chats_domain::ErrorCode;
use std::fmt;

const ENCODED: &str = "The body must not be compressed: send it without Content-Encoding";

/// The result of a handler that responds in JSON.
pub(crate) type JsonResult = Result<HttpResponse, JsonError>;

#[derive(Debug)]
pub(crate) enum JsonError {
    App(AppError),
    /// A use case failed because of a field.
    InField(&'static str, AppError),
    /// The body is compressed.
    EncodedBody,
    /// The request itself is faulty.
    Other(StatusCode, ErrorCode, String),
    /// Fields are missing or of the wrong type: their names and faults.
    Fields(Vec<(&'static str, &'static str)>),
}

impl From<AppError> for JsonError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl JsonError {
    pub(crate) fn bad_request(message: String) -> Self {
        Self::Other(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, message)
    }

    fn kind(&self) -> (ErrorCode, StatusCode) {
        match self {
            Self::App(error) | Self::InField(_, error) => error.kind(),
            Self::EncodedBody => (ErrorCode::UnsupportedMediaType, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::Other(status, code, _) => (*code, *status),
            Self::Fields(_) => (ErrorCode::BadRequest, StatusCode::BAD_REQUEST),
        }
    }
}

/// The message: a text, or an object with a text for each field.
struct Message<'a>(&'a JsonError);

impl Serialize for Message<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            JsonError::App(error) => serializer.collect_str(error),
            JsonError::InField(name, error) => serializer.collect_map([(name, error.to_string())]),
            JsonError::EncodedBody => serializer.serialize_str(ENCODED),
            JsonError::Other(_, _, message) => serializer.serialize_str(message),
            JsonError::Fields(faults) => serializer.collect_map(faults.iter().copied()),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::App(error) => error.fmt(f),
            Self::InField(name, error) => write!(f, "{name}: {error}"),
            Self::EncodedBody => f.write_str(ENCODED),
            Self::Other(_, _, message) => f.write_str(message),
            Self::Fields(faults) => f.debug_map().entries(faults.iter().copied()).finish(),
        }
    }
}

impl ResponseError for JsonError {
    fn status_code(&self) -> StatusCode {
        self.kind().1
    }

    fn error_response(&self) -> HttpResponse {
        let (code, status) = self.kind();
        let mut response = json(status, &object! { message: Message(self), code: code });
        if matches!(self, Self::EncodedBody) {
            body::offer_identity(&mut response);
        }
        let headers = response.headers_mut();
        if let Self::App(error) | Self::InField(_, error) = self {
            error.log();
            if let Some(seconds) = error.retry_after() {
                headers.insert(header::RETRY_AFTER, seconds.into());
            }
        }
        if status == StatusCode::UNAUTHORIZED {
            let basic = HeaderValue::from_static(r#"Basic realm="simple chats", charset="UTF-8""#);
            headers.append(header::WWW_AUTHENTICATE, basic);
            headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

pub(crate) async fn not_found(request: HttpRequest) -> HttpResponse {
    let message = format!("There is nothing at {}", request.path());
    JsonError::Other(StatusCode::NOT_FOUND, ErrorCode::NotFound, message).error_response()
}

pub(crate) fn method_not_allowed(request: &HttpRequest) -> HttpResponse {
    let message = format!("{} is not allowed here", request.method());
    JsonError::Other(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MethodNotAllowed, message).error_response()
}
