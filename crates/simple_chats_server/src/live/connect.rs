//! How a socket comes about: who asks is recognised before the upgrade.

use super::session::{Guest, run};
use super::websocket::{End, upgrade};
use crate::accounts::Proof;
use crate::error::AppError;
use crate::http::authentication;
use crate::http::json_error::JsonError;
use crate::http::peer;
use crate::state::AppState;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use simple_chats_domain::ErrorCode;
use simple_chats_protocol::{CloseCode, SUBPROTOCOL};

/// `GET /ws`
pub(crate) async fn connect(
    request: HttpRequest,
    body: web::Payload,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let offered = offered_protocols(&request)?;
    let guest = recognise(&request, &state).await?;
    let (mut response, reader, writer) = upgrade(&request, body).await.map_err(|error| {
        let message = format!("This is a WebSocket: {error}");
        refused(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, &message)
    })?;
    if offered {
        response
            .headers_mut()
            .insert(header::SEC_WEBSOCKET_PROTOCOL, header::HeaderValue::from_static(SUBPROTOCOL));
    }
    match guest {
        Some(guest) => {
            actix_web::rt::spawn(run(state, guest, reader, writer));
        }
        // A script can't see a 401, but it sees this code.
        None => {
            actix_web::rt::spawn(writer.close(End::Close(CloseCode::Unauthenticated)));
        }
    }
    Ok(response)
}

/// Who may come in. Nobody in particular is let in from a page of this server only to be told why not.
async fn recognise(request: &HttpRequest, state: &AppState) -> Result<Option<Guest>, JsonError> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        let (account, expires_at) = authentication::by_header(request, state).await?;
        let proof = Proof::Password { credentials_version: account.credentials_version };
        let expires_at = expires_at.map(|time| time.timestamp());
        return Ok(Some(Guest { user_id: account.user.user_id, proof, expires_at }));
    }
    match peer::is_own_origin(request, &state.settings) {
        None => Err(AppError::NoCredentials.into()),
        Some(false) => {
            Err(refused(StatusCode::FORBIDDEN, ErrorCode::Forbidden, "This origin may not connect here"))
        }
        Some(true) => Ok(authentication::by_cookie(request, state).await?.map(|signed_in| Guest {
            user_id: signed_in.user.user_id,
            proof: Proof::Session(signed_in.session_key),
            expires_at: Some(signed_in.expires_at.timestamp()),
        })),
    }
}

/// Whether the client offers our protocol; one that offers only others can't be served.
fn offered_protocols(request: &HttpRequest) -> Result<bool, JsonError> {
    let mut any = false;
    for value in request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL) {
        any = true;
        if value.to_str().is_ok_and(|names| names.split(',').any(|name| name.trim() == SUBPROTOCOL)) {
            return Ok(true);
        }
    }
    if any {
        let message = format!("The subprotocol spoken here is {SUBPROTOCOL}");
        return Err(refused(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, &message));
    }
    Ok(false)
}

fn refused(status: StatusCode, code: ErrorCode, message: &str) -> JsonError {
    JsonError::Other(status, code, message.to_owned())
}
