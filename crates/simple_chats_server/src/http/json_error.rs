//! Errors as JSON: `{"message": text or object, "code": …}`.

use crate::error::AppError;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::{Map, Value, json};
use simple_chats_domain::ErrorCode;
use std::fmt;

/// The result of a handler that responds in JSON.
pub(crate) type JsonResult = Result<HttpResponse, JsonError>;

#[derive(Debug)]
pub(crate) enum JsonError {
    App(AppError),
    /// A use case failed because of a field.
    InField(&'static str, AppError),
    /// The request itself is faulty.
    Other(StatusCode, ErrorCode, String),
    /// Fields are missing or of the wrong type, by name.
    Fields(Map<String, Value>),
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
            Self::Other(status, code, _) => (*code, *status),
            Self::Fields(_) => (ErrorCode::BadRequest, StatusCode::BAD_REQUEST),
        }
    }

    fn message(&self) -> Value {
        match self {
            Self::App(error) => json!(error.to_string()),
            Self::InField(name, error) => json!({ *name: error.to_string() }),
            Self::Other(_, _, message) => json!(message),
            Self::Fields(fields) => Value::Object(fields.clone()),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl ResponseError for JsonError {
    fn status_code(&self) -> StatusCode {
        self.kind().1
    }

    fn error_response(&self) -> HttpResponse {
        let (code, status) = self.kind();
        let mut response = HttpResponse::build(status);
        if let Self::App(error) | Self::InField(_, error) = self {
            error.log();
            if let Some(seconds) = error.retry_after() {
                response.insert_header((header::RETRY_AFTER, seconds));
            }
        }
        if status == StatusCode::UNAUTHORIZED {
            response
                .append_header((header::WWW_AUTHENTICATE, r#"Basic realm="simple chats", charset="UTF-8""#));
            response.append_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response.json(json!({ "message": self.message(), "code": code }))
    }
}

pub(crate) async fn not_found(request: HttpRequest) -> HttpResponse {
    let message = format!("There is nothing at {}", request.path());
    HttpResponse::NotFound().json(json!({ "message": message, "code": ErrorCode::NotFound }))
}

pub(crate) fn method_not_allowed(request: &HttpRequest) -> HttpResponse {
    let message = format!("{} is not allowed here", request.method());
    HttpResponse::MethodNotAllowed().json(json!({ "message": message, "code": ErrorCode::MethodNotAllowed }))
}
