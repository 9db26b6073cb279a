//! Middleware for every request: its id, its tracing span, its log line, and the headers that browsers obey. Logs name the
//! route, never the path or the query, which may hold secrets.

use super::connections::ConnectionHandle;
use super::cors::Cors;
use super::ignored_fields::{self, IgnoredFields};
use super::security_headers::SECURITY_HEADERS;
use super::{health, host, peer, rate_limit_headers};
use crate::measures::RequestMeter;
use crate::rate_limits::{self, Standing};
use crate::state::AppState;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{ConnectionType, StatusCode, Uri};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use simple_chats_domain::UserId;
use simple_chats_persistence::{cause, database_time};
use std::time::{Duration, Instant};
use tracing::Instrument;
use tracing::field::Empty;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id in each log line of a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Runs a request in a span of its own, logs its outcome, and completes the response. Addresses match with and without a
/// trailing slash.
pub(crate) async fn handle_request(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let route = find_route(&mut request);
    let id = request_id(&request);
    request.extensions_mut().insert(RequestId(id.clone()));
    let state = request.app_data::<web::Data<AppState>>();
    let secure = state.is_some_and(|state| peer::is_https(request.request(), &state.settings));
    let cors = state.map_or(Cors::Nothing, |state| Cors::of(request.request(), &state.settings));
    if let Some(state) = state.filter(|_| !health::is_check(&route)) {
        state.proxy_watch.note(peer::is_client_named(request.request(), &state.settings));
    }
    let refusal = state.and_then(|state| host::refusal(request.request(), &route, &state.settings));
    let early = refusal.or_else(|| cors.preflight(request.request()));
    let span = tracing::info_span!(
        "request",
        request_id = id,
        method = %request.method(),
        route = route.as_str(),
        user_id = Empty,
        db_ms = Empty
    );
    let _in_work = ConnectionHandle::of(request.request()).map(ConnectionHandle::begin_request);
    // The HTTP server ends a connection after a request to upgrade it, to whatever protocol.
    let may_upgrade = request.head().upgrade();
    let started = Instant::now();
    let (mut response, standing) = if let Some(early) = early {
        (request.into_response(early), None)
    } else {
        let answering = next.call(request).instrument(span.clone());
        let work = cause::within(&id, database_time::measure(answering));
        let ((answered, waited), standing) = rate_limits::observe(work).await;
        span.record("db_ms", millis(waited));
        (answered?.map_into_boxed_body(), standing)
    };
    let (status, took) = (response.status().as_u16(), started.elapsed());
    span.in_scope(|| tracing::info!(status, duration_ms = millis(took), "answered"));
    if let Some(meter) = response.request().app_data::<RequestMeter>() {
        meter.count(&route, response.request().method().as_str(), status, took);
    }
    add_headers(response.headers_mut(), &id, secure);
    add_noted_headers(&mut response, standing);
    cors.add_to(response.headers_mut());
    if may_upgrade && response.status() != StatusCode::SWITCHING_PROTOCOLS {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}

/// Names the user in the log lines of the current request.
pub(crate) fn record_user(user_id: UserId) {
    tracing::Span::current().record("user_id", user_id.get());
}

/// The pattern of the address, or nothing if there is none. A slash at the end of the path is hidden from the routes, but
/// not from handlers: routes for both forms would be regular expressions where a comparison is enough.
fn find_route(request: &mut ServiceRequest) -> String {
    let Some(path) = without_slash(request.path()) else {
        return request.match_pattern().unwrap_or_default();
    };
    request.match_info_mut().get_mut().update(&path);
    let sent = std::mem::replace(&mut request.head_mut().uri, path);
    let route = request.match_pattern().unwrap_or_default();
    request.head_mut().uri = sent;
    route
}

/// A path without the slash at its end, if it has one; files have none.
fn without_slash(path: &str) -> Option<Uri> {
    let path = path.strip_suffix('/').filter(|path| !path.is_empty() && !path.ends_with('/'))?;
    if path.starts_with("/static/") { None } else { path.parse().ok() }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn add_headers(headers: &mut HeaderMap, id: &str, secure: bool) {
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    for (name, value) in SECURITY_HEADERS {
        // Files that users have uploaded have a stricter policy.
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Adds what was noted while the response was made.
fn add_noted_headers(response: &mut ServiceResponse<BoxBody>, standing: Option<Standing>) {
    let ignored = response.request().extensions_mut().remove::<IgnoredFields>();
    if let Some(IgnoredFields(names)) = ignored {
        response.headers_mut().insert(ignored_fields::HEADER, names);
    }
    if let Some(standing) = standing {
        rate_limit_headers::add_to(response.headers_mut(), &standing);
    }
}

/// The client's id if it is fit for a log, else a new one.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let fit = |id: &&str| {
        (1..=128).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    given.filter(fit).map_or_else(|| format!("{:032x}", rand::random::<u128>()), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slash_at_the_end_is_hidden_from_the_routes() {
        let path = |path| without_slash(path).map(|uri| uri.to_string());
        assert_eq!(path("/api/me/").as_deref(), Some("/api/me"));
        for path_of_a_route in ["/", "//", "/api/me", "/api/me//", "/static/abc/", ""] {
            assert_eq!(path(path_of_a_route), None, "{path_of_a_route}");
        }
    }
}
