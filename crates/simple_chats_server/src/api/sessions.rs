//! `/api/sessions`: the browsers in which the caller is logged in.

use super::answers::{Data, Done};
use super::caller::{Owner, OwnerReader};
use super::values::{Id, Time};
use crate::accounts::{self, Device};
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{RestTime, UserId};
use utoipa::ToSchema;

/// A browser in which the user is logged in.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(super) struct SessionShape {
    session_id: String,
    browser: &'static str,
    system: &'static str,
    address: String,
    #[schema(value_type = Time)]
    signed_in_at: RestTime,
    #[schema(value_type = Time)]
    last_seen_at: RestTime,
}

impl From<Device> for SessionShape {
    fn from(device: Device) -> Self {
        Self {
            session_id: device.session_id,
            browser: device.browser,
            system: device.system,
            address: device.address,
            signed_in_at: RestTime(device.logged_in_at),
            last_seen_at: RestTime(device.last_seen_at),
        }
    }
}

/// Lists the browsers in which the caller is logged in.
#[utoipa::path(get, path = "/api/sessions", tag = "Credentials",
    responses((status = 200, description = "The browsers.", body = inline(Data<Vec<SessionShape>>))))]
pub(crate) async fn list_sessions(OwnerReader(reader): OwnerReader) -> JsonResult {
    let (me, ()) = reader.read(|_, _| Ok(())).await?;
    let devices = accounts::list_devices(reader.state(), me).await?;
    let data: Vec<SessionShape> = devices.into_iter().map(SessionShape::from).collect();
    Ok(json(StatusCode::OK, &Data { user_id: me, data }))
}

/// A session that was ended.
#[derive(Serialize, ToSchema)]
struct SessionEnded<'a> {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    session_id: &'a str,
    /// What happened, for people.
    message: &'static str,
}

/// Logs a browser out.
#[utoipa::path(delete, path = "/api/sessions/{session_id}", tag = "Credentials", params(("session_id" = String, Path, description = "The id of the session, as in the list")),
    responses((status = 200, description = "The browser is logged out.", body = inline(SessionEnded<'_>))))]
pub(crate) async fn end_session(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let me = caller.user_id();
    accounts::end_device(&caller.state, me, &path).await?;
    let message = "Session was successfully ended";
    Ok(json(StatusCode::OK, &SessionEnded { user_id: me, session_id: &path, message }))
}

/// Logs all browsers out.
///
/// Tokens stay valid.
#[utoipa::path(delete, path = "/api/sessions", tag = "Credentials",
    responses((status = 200, description = "All browsers are logged out.", body = inline(Done))))]
pub(crate) async fn end_sessions(Owner(caller): Owner) -> JsonResult {
    let me = caller.user_id();
    accounts::end_devices(&caller.state, me, None).await?;
    Ok(json(StatusCode::OK, &Done { user_id: me, message: "Sessions were successfully ended" }))
}
