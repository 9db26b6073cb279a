//! `/api/sessions`: the browsers in which the caller is logged in.

use super::caller::{Owner, OwnerReader};
use crate::accounts::{self, Device};
use crate::http::json::{json, object};
use crate::http::json_error::JsonResult;
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::RestTime;

#[derive(Serialize)]
struct SessionShape {
    session_id: String,
    browser: &'static str,
    system: &'static str,
    address: String,
    signed_in_at: RestTime,
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

/// `GET /api/sessions`
pub(crate) async fn list_sessions(OwnerReader(reader): OwnerReader) -> JsonResult {
    let (me, ()) = reader.read(|_, _| Ok(())).await?;
    let devices = accounts::list_devices(reader.state(), me).await?;
    let data: Vec<SessionShape> = devices.into_iter().map(SessionShape::from).collect();
    Ok(json(StatusCode::OK, &object! { user_id: me, data: data }))
}

/// `DELETE /api/sessions/{session_id}`
pub(crate) async fn end_session(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let me = caller.user_id();
    accounts::end_device(&caller.state, me, &path).await?;
    let message = "Session was successfully ended";
    Ok(json(StatusCode::OK, &object! { user_id: me, session_id: &*path, message: message }))
}

/// `DELETE /api/sessions`
pub(crate) async fn end_sessions(Owner(caller): Owner) -> JsonResult {
    let me = caller.user_id();
    accounts::end_devices(&caller.state, me, None).await?;
    Ok(json(StatusCode::OK, &object! { user_id: me, message: "Sessions were successfully ended" }))
}
