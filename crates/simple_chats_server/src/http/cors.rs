//! Pages of other origins that may use the API (the CORS protocol, <https://fetch.spec.whatwg.org/#http-cors-protocol>). They
//! have to send credentials themselves: cookies, which browsers add by themselves, never count in the API, and browsers keep
//! responses to requests with cookies from such pages, because no response has `Access-Control-Allow-Credentials`.

use super::origin;
use crate::settings::Settings;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};

/// The methods of the API, whichever of them an address has.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");

/// The headers of requests that mean something to the API.
const REQUEST_HEADERS: HeaderValue = HeaderValue::from_static(
    "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-OTP, X-Request-Id, Tus-Resumable, Upload-Length, \
     Upload-Metadata, Upload-Offset",
);

/// The headers of responses that a page may read, besides those that it always may.
const RESPONSE_HEADERS: HeaderValue = HeaderValue::from_static(
    "Link, ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, X-Ignored-Fields, Location, Tus-Resumable, \
     Tus-Version, Tus-Extension, Tus-Max-Size, Upload-Length, Upload-Metadata, Upload-Offset, Upload-Expires",
);

/// How long a browser may remember what it may send, in seconds. Chromium remembers it no longer.
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");

/// What a page may do with the response to a request.
#[derive(Debug)]
pub(super) enum Cors {
    /// Nothing, and that is the same for all pages: no origins are set, or the address doesn't belong to the API.
    Nothing,
    /// Nothing, but a page of another origin may read it.
    NotAllowed,
    /// Read it: the page has this origin.
    Allowed(HeaderValue),
}

impl Cors {
    pub(super) fn of(request: &HttpRequest, settings: &Settings) -> Self {
        if settings.cors_origins.is_empty() || !is_of_api(request.path()) {
            return Self::Nothing;
        }
        origin::listed(request, settings).map_or(Self::NotAllowed, |origin| Self::Allowed(origin.clone()))
    }

    /// The response to a browser that asks on behalf of a page whether it may send a request. It asks without credentials.
    pub(super) fn preflight(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let asks = request.method() == Method::OPTIONS
            && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if !asks || !matches!(self, Self::Allowed(_)) {
            return None;
        }
        let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        Some(response)
    }

    /// Tells browsers and caches who may read a response, whatever its status.
    pub(super) fn add_to(self, headers: &mut HeaderMap) {
        if matches!(self, Self::Nothing) {
            return;
        }
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if let Self::Allowed(origin) = self {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
        }
    }
}

fn is_of_api(path: &str) -> bool {
    path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
