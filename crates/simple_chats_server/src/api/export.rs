//! `/api/me/export`: a copy of the caller's data.

use super::caller::Reader;
use crate::accounts;
use crate::http::download::send_export;
use crate::http::json_error::JsonResult;
use crate::http::peer::network_of;
use actix_web::HttpRequest;
use std::sync::Arc;

/// `GET /api/me/export`
pub(crate) async fn export(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, ()) = reader.read(|_, _| Ok(())).await?;
    let state = Arc::clone(reader.state());
    let network = network_of(&request, &state.settings);
    let export = accounts::export(state, network, me).await?;
    Ok(send_export(&request, export))
}
