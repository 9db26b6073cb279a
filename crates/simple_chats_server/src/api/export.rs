//! `/api/me/export`: a copy of the caller's data.

use super::caller::OwnerReader;
use super::values::FileBytes;
use crate::accounts::{self, ExportAccess};
use crate::delivery::Credential;
use crate::http::download::send_export;
use crate::http::json_error::JsonResult;
use crate::http::peer::network_of;
use actix_web::HttpRequest;
use std::sync::Arc;

/// Exports the caller's data.
///
/// One export at a time.
#[utoipa::path(get, path = "/api/me/export", tag = "Accounts",
    responses((status = 200, description = "A ZIP file.", body = FileBytes, content_type = "application/zip")))]
pub(crate) async fn export(OwnerReader(reader): OwnerReader, request: HttpRequest) -> JsonResult {
    let (user_id, credentials_version) =
        reader.read_account(|_, account| Ok(account.credentials_version)).await?;
    let access = ExportAccess { user_id, credential: Credential::Version(credentials_version) };
    let state = Arc::clone(reader.state());
    let network = network_of(&request, &state.settings);
    let export = accounts::export(state, network, access).await?;
    Ok(send_export(&request, export))
}
