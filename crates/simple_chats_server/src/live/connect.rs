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
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use futures_util::future::Either;
use simple_chats_domain::{ErrorCode, UserId};
use simple_chats_protocol::{CloseCode, SUBPROTOCOL, TOKEN_PREFIX};
use tracing::{Instrument, Span};

/// The name of the protocol in `Upgrade`.
const WEBSOCKET: &str = "websocket";

/// `GET /ws`
pub(crate) async fn connect(
    request: HttpRequest,
    body: web::Payload,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let offer = Offer::of(&request)?;
    let grant = authenticate(&request, offer.token, &state).await?;
    if !asks_to_upgrade(&request) {
        return Ok(upgrade_required(&request, &state));
    }
    let span = grant.as_ref().map(|grant| socket_span(&request, grant.user_id));
    let place = forwarded_place(&request, &state)?;
    let serve = move |socket: WebSocket| match grant.zip(span) {
        Some((grant, span)) => Either::Left(run(state, grant, socket, place).instrument(span)),
        // A script can't see a 401, but it sees this code.
        None => Either::Right(Box::pin(socket.close(End::Close(CloseCode::Unauthenticated)))),
    };
    let mut response = upgrade(&request, body, serve)
        .map_err(|error| JsonError::bad_request(format!("This is a WebSocket: {error}")))?;
    if offer.is_spoken {
        response
            .headers_mut()
            .insert(header::SEC_WEBSOCKET_PROTOCOL, header::HeaderValue::from_static(SUBPROTOCOL));
    }
    Ok(response)
}

fn asks_to_upgrade(request: &HttpRequest) -> bool {
    let protocols = request.headers().get_all(header::UPGRADE).filter_map(|value| value.to_str().ok());
    let mut names = protocols.flat_map(|names| names.split(',')).map(str::trim);
    request.head().upgrade() && names.any(|name| name.eq_ignore_ascii_case(WEBSOCKET))
}

/// The response to a request without the headers by which a connection becomes a WebSocket (RFC 6455, section 4.2.1). They
/// concern one connection only, so that a proxy passes them on only if it is told to.
fn upgrade_required(request: &HttpRequest, state: &AppState) -> HttpResponse {
    if request.headers().contains_key(header::SEC_WEBSOCKET_KEY) {
        state.proxy_watch.note_lost_upgrade();
    }
    let message =
        "This is a WebSocket, and the request came without Upgrade: websocket and Connection: Upgrade. \
         If the client sent them, a proxy dropped them: let it pass them on"
            .to_owned();
    let mut response = JsonError::bad_request(message).error_response();
    response.headers_mut().insert(header::UPGRADE, header::HeaderValue::from_static(WEBSOCKET));
    response
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

/// The grant of the user. A page without valid credentials gets a socket that only tells it to log in, if it may connect.
pub(super) async fn authenticate(
    request: &HttpRequest,
    offered_token: Option<&str>,
    state: &AppState,
) -> Result<Option<Grant>, JsonError> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Ok(Some(authentication::by_header(request, state).await?.grant));
    }
    let is_own = origin::is_own_origin(request, &state.settings);
    if is_own == Some(false) && origin::listed(request, &state.settings).is_none() {
        let message = "This origin may not connect here".to_owned();
        return Err(JsonError::Other(StatusCode::FORBIDDEN, ErrorCode::Forbidden, message));
    }
    match (offered_token, is_own) {
        (Some(token), _) => match authentication::by_token(request, state, token).await {
            Ok(authenticated) => Ok(Some(authenticated.grant)),
            Err(error) if is_own.is_some() && must_log_in(&error) => Ok(None),
            Err(error) => Err(error.into()),
        },
        (None, None) => Err(AppError::NoCredentials.into()),
        // The cookie of a page of another origin doesn't count: the browser has added it, not the page.
        (None, Some(false)) => Ok(None),
        (None, Some(true)) => Ok(authentication::by_cookie(request, state).await?.map(|session| Grant {
            user_id: session.user.user_id,
            credential: Credential::Session(session.session_key),
            expires_at: Some(session.expires_at.timestamp()),
        })),
    }
}

fn must_log_in(error: &AppError) -> bool {
    matches!(error.kind().0, ErrorCode::Unauthenticated | ErrorCode::Forbidden)
}

/// What a client offers in `Sec-WebSocket-Protocol`.
struct Offer<'a> {
    /// Whether the live protocol is among the subprotocols.
    is_spoken: bool,
    /// The token of a script, which can set no other header.
    token: Option<&'a str>,
}

impl<'a> Offer<'a> {
    /// A client that offers only other subprotocols is refused, and so is one that offers several tokens.
    fn of(request: &'a HttpRequest) -> Result<Self, JsonError> {
        let values = request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL);
        let names = values.flat_map(|value| value.to_str().unwrap_or_default().split(',')).map(str::trim);
        let (mut is_spoken, mut offers_others, mut tokens) = (false, false, Vec::new());
        for name in names {
            match name.strip_prefix(TOKEN_PREFIX) {
                Some(token) => tokens.push(token),
                None if name == SUBPROTOCOL => is_spoken = true,
                None => offers_others = true,
            }
        }
        if !is_spoken && (offers_others || !tokens.is_empty()) {
            return Err(JsonError::bad_request(format!("The subprotocol spoken here is {SUBPROTOCOL}")));
        }
        match tokens.as_slice() {
            [] => Ok(Self { is_spoken, token: None }),
            [token] => Ok(Self { is_spoken, token: Some(*token) }),
            _ => Err(JsonError::bad_request("Only one token can be offered".to_owned())),
        }
    }
}
