//! Opens sockets: the client is authenticated before the upgrade.

use super::session::run;
use super::websocket::{End, WebSocket, upgrade};
use crate::delivery::{Credential, Grant};
use crate::error::AppError;
use crate::http::json_error::JsonError;
use crate::http::middleware::RequestId;
use crate::http::{authentication, origin, peer};
use crate::rate_limits::Place;
use crate::state::AppState;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use futures_util::future::Either;
use simple_chats_domain::{ErrorCode, UserId};
use simple_chats_protocol::{CloseCode, SUBPROTOCOL};
use tracing::{Instrument, Span};

/// `GET /ws`
pub(crate) async fn connect(
    request: HttpRequest,
    body: web::Payload,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let offered = offered_protocols(&request)?;
    let grant = authenticate(&request, &state).await?;
    let span = grant.as_ref().map(|grant| socket_span(&request, grant.user_id));
    let place = forwarded_place(&request, &state)?;
    let serve = move |socket: WebSocket| match grant.zip(span) {
        Some((grant, span)) => Either::Left(run(state, grant, socket, place).instrument(span)),
        // A script can't see a 401, but it sees this code.
        None => Either::Right(Box::pin(socket.close(End::Close(CloseCode::Unauthenticated)))),
    };
    let mut response = upgrade(&request, body, serve)
        .map_err(|error| JsonError::bad_request(format!("This is a WebSocket: {error}")))?;
    if offered {
        response
            .headers_mut()
            .insert(header::SEC_WEBSOCKET_PROTOCOL, header::HeaderValue::from_static(SUBPROTOCOL));
    }
    Ok(response)
}

/// The place of a socket that comes through a trusted proxy, whose own connections have none.
fn forwarded_place(request: &HttpRequest, state: &AppState) -> Result<Option<Place>, AppError> {
    let Some(network) = peer::forwarded_network(request, &state.settings) else { return Ok(None) };
    let place = state.connections.admit_forwarded(network);
    place.map(Some).map_err(|_| AppError::RateLimited { retry_after: 5 })
}

/// The span of everything that is logged for a socket, with the id of the request that opened it.
fn socket_span(request: &HttpRequest, user_id: UserId) -> Span {
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    // Of the highest level, so that each line has it whatever level is logged.
    tracing::error_span!(parent: None, "socket", request_id, user_id = user_id.get())
}

/// The grant of the user. A page of this server without a valid session gets a socket that only tells it to log in.
async fn authenticate(request: &HttpRequest, state: &AppState) -> Result<Option<Grant>, JsonError> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Ok(Some(authentication::by_header(request, state).await?.grant));
    }
    match origin::is_own_origin(request, &state.settings) {
        None => Err(AppError::NoCredentials.into()),
        Some(false) => {
            let message = "This origin may not connect here".to_owned();
            Err(JsonError::Other(StatusCode::FORBIDDEN, ErrorCode::Forbidden, message))
        }
        Some(true) => Ok(authentication::by_cookie(request, state).await?.map(|session| Grant {
            user_id: session.user.user_id,
            credential: Credential::Session(session.session_key),
            expires_at: Some(session.expires_at.timestamp()),
        })),
    }
}

/// Whether the client offers the live protocol. A client that offers only other subprotocols is refused.
fn offered_protocols(request: &HttpRequest) -> Result<bool, JsonError> {
    let mut any = false;
    for value in request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL) {
        any = true;
        if value.to_str().is_ok_and(|names| names.split(',').any(|name| name.trim() == SUBPROTOCOL)) {
            return Ok(true);
        }
    }
    if any {
        return Err(JsonError::bad_request(format!("The subprotocol spoken here is {SUBPROTOCOL}")));
    }
    Ok(false)
}
